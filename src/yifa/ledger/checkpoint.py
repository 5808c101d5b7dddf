"""Signed heads of the tree, and the keys that sign them. Pure but for reading and writing key files.

A checkpoint is a note: the body (origin, size, root, time; a line each), an empty line, and one line `— name id signature`
for the ledger and for each witness that co-signs. Signatures are Ed25519 over the body.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

DASH = "—"


class BadNote(ValueError):
    """A text that is not a checkpoint; the message says what is wrong."""


@dataclass(frozen=True)
class PublicKey:
    """A verifier: its name and 32 bytes. `id`: eight hex digits of SHA-256(name, newline, key)."""

    name: str
    raw: bytes

    @property
    def id(self) -> str:
        return hashlib.sha256(self.name.encode() + b"\n" + self.raw).hexdigest()[:8]

    @property
    def text(self) -> str:
        return f"{self.name}+{self.id}+{base64.b64encode(self.raw).decode()}"

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        try:
            name, id, raw = text.strip().split("+", 2)
            key = cls(name, base64.b64decode(raw, validate=True))
        except ValueError as error:
            raise BadNote("公钥的写法不对；应为 名称+编号+Base64。") from error
        if len(key.raw) != 32 or key.id != id:
            raise BadNote(f"公钥“{name}”的编号与内容不符，可能抄错了。")
        return key

    def verify(self, signature: bytes, message: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


class Signer:
    """A signing key under a name."""

    def __init__(self, name: str, key: Ed25519PrivateKey) -> None:
        self.name, self._key = name, key

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.name, self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)

    @classmethod
    def load(cls, folder: Path, name: str) -> Signer:
        """The key in `folder`/ledger.key, made there if there is none (mode 0600); its public half stands beside it."""
        file = folder / "ledger.key"
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(made, "wb") as out:
                out.write(base64.b64encode(os.urandom(32)))
        signer = cls(name, Ed25519PrivateKey.from_private_bytes(base64.b64decode(file.read_bytes())))
        (folder / "ledger.pub").write_text(signer.public.text + "\n", encoding="utf-8")
        return signer


@dataclass(frozen=True)
class Checkpoint:
    """The head of the tree at a size. `at`: when it was signed, UTC."""

    origin: str
    size: int
    root: bytes
    at: str

    def body(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n{self.at}\n"


def sign(checkpoint: Checkpoint, *signers: Signer) -> str:
    """The note, signed by each."""
    body = checkpoint.body()
    return body + "\n" + "".join(_line(s, body) for s in signers)


def cosign(note: str, witness: Signer) -> str:
    """The note with a witness's signature added. Raises BadNote."""
    checkpoint, _ = parse(note)
    return note + _line(witness, checkpoint.body())


def _line(signer: Signer, body: str) -> str:
    return f"{DASH} {signer.name} {signer.public.id} {base64.b64encode(signer.sign(body.encode())).decode()}\n"


def parse(note: str) -> tuple[Checkpoint, list[tuple[str, str, bytes]]]:
    """(the checkpoint, [(name, key id, signature)]). Raises BadNote."""
    body, gap, tail = note.partition("\n\n")
    lines = body.split("\n")
    if not gap or len(lines) != 4:
        raise BadNote("检查点应有名称、数量、树根、时间四行，空一行后是签名。")
    try:
        size, root = int(lines[1]), base64.b64decode(lines[2], validate=True)
        if len(root) != 32 or size < 0 or str(size) != lines[1] or base64.b64encode(root).decode() != lines[2]:
            raise ValueError
        signatures = [_signature(line) for line in tail.splitlines()]
    except ValueError as error:
        raise BadNote("检查点里的数量、树根或者签名读不出来。") from error
    return Checkpoint(lines[0], size, root, lines[3]), signatures


def _signature(line: str) -> tuple[str, str, bytes]:
    dash, name, id, text = line.split(" ")
    if dash != DASH:
        raise ValueError
    return name, id, base64.b64decode(text, validate=True)


def verify(note: str, keys: Mapping[str, PublicKey]) -> tuple[Checkpoint, list[str]]:
    """(the checkpoint, the names that signed it rightly). `keys` by id. Raises BadNote if no known key signed it, or a
    known key's signature is wrong."""
    checkpoint, signatures = parse(note)
    message, good = checkpoint.body().encode(), list[str]()
    for name, id, signature in signatures:
        key = keys.get(id)
        if key is None:
            continue
        if key.name != name or not key.verify(signature, message):
            raise BadNote(f"“{name}”的签名不对：检查点被改动过，或者不是它签的。")
        good.append(name)
    if not good:
        raise BadNote("没有一个已知的公钥签过这个检查点。")
    return checkpoint, good
