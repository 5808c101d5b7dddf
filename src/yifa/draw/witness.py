"""Witnesses sign the seal before the beacon exists: a note of three lines, then a line for each signature.

The note names the draw and the digest of its seal, and the seal names the digest of the freeze: who signs it vouches that
lists, ratios, the committed secret and the named beacon were fixed while the signature could still mean something."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from yifa.proofs.signing import BadNote, PublicKey, Signer, b64, unb64

from .days import now
from .folder import Folder, read_json
from .mistakes import DrawError
from .tags import PROTOCOL, digest

DASH = "—"


def body(sealed: dict[str, Any]) -> str:
    return f"{PROTOCOL} seal\n{sealed['number']}\n{digest(sealed)}\n"


def sign(sealed: Path, signer: Signer, at: str = "") -> str:
    """The line that a witness adds to seal.txt, for the seal in the file `sealed`. Raises DrawError once the beacon is
    public: a signature would then vouch for nothing."""
    statement = read_json(sealed)
    if not isinstance(statement, dict) or statement.get("kind") != "seal":
        raise DrawError(f"{sealed} 不是封存声明；请用公布的 seal.json。")
    if (at or now()) >= statement["beacon_at"]:
        raise DrawError(f"信标在 {statement['beacon_at']} 已经公布，这时再签不能证明什么；见证要在信标公布以前。")
    text = body(statement).encode()
    return f"{DASH} {signer.public.text} {b64(signer.sign(text))}\n"


def signatures(folder: Folder) -> list[list[str]]:
    """[[public key, signature]] of seal.txt. Raises DrawError for a line that is not a right signature."""
    file, sealed = folder.public / "seal.txt", folder.statement("seal")
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    if not text.startswith(head := body(sealed) + "\n"):
        raise DrawError(f"{file} 与封存声明不符；请从公布的原件恢复，再附上见证人的签名行。")
    out = []
    for n, line in enumerate(text[len(head) :].splitlines(), 5):
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != DASH or not signed(sealed, parts[1:]):
            raise DrawError(f"{file.name} 第{n}行不是对这份封存声明的有效签名；请见证人重新签，或者删去这一行。")
        out.append(parts[1:])
    return out


def signed(sealed: dict[str, Any], witness: list[str]) -> bool:
    """Whether a witness's signature is right under the key that stands beside it."""
    try:
        key, signature = PublicKey.parse(witness[0]), unb64(witness[1])
    except (BadNote, ValueError):
        return False
    return key.text == witness[0] and key.verify(signature, body(sealed).encode())
