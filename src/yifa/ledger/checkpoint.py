"""Signed heads of the tree. Pure.

A checkpoint is a note: the body (origin, size, root, time, and further lines if any; a line each), an empty line, and
one line `— name id signature` for the ledger and for each witness that co-signs. Signatures are Ed25519 over the body.
A note has one spelling: another one, even if it means the same, is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from yifa.proofs.signing import BadNote, PublicKey, Signer, b64, check_name, unb64

DASH = "—"


@dataclass(frozen=True)
class Checkpoint:
    """The head of the tree at a size. `at`: when it was signed, UTC to the second. `more`: further lines that the
    signers vouch for."""

    origin: str
    size: int
    root: bytes
    at: str
    more: tuple[str, ...] = ()

    def body(self) -> str:
        lines = (self.origin, str(self.size), b64(self.root), self.at, *self.more)
        if any(not line or "\n" in line for line in lines):
            raise BadNote("检查点里不能有空行，一行里也不能换行。")
        return "\n".join(lines) + "\n"


def sign(checkpoint: Checkpoint, *signers: Signer) -> str:
    """The note, signed by each."""
    body = checkpoint.body()
    return body + "\n" + "".join(_line(s, body) for s in signers)


def cosign(note: str, witness: Signer) -> str:
    """The note with a witness's signature added. Raises BadNote; also if it has signed already."""
    checkpoint, signatures = parse(note)
    may_cosign(checkpoint, witness.name)
    if any(id == witness.public.id for _, id, _ in signatures):
        raise BadNote(f"“{witness.name}”已经副署过这个检查点，不必再签。")
    return note + _line(witness, checkpoint.body())


def may_cosign(checkpoint: Checkpoint, name: str) -> None:
    """Raises BadNote for the name of a witness that would be taken for the ledger's own."""
    if check_name(name) == checkpoint.origin:
        raise BadNote(f"“{name}”是账本自己的名称，见证人要用自己的名称。")


def _line(signer: Signer, body: str) -> str:
    return f"{DASH} {signer.name} {signer.public.id} {b64(signer.sign(body.encode()))}\n"


def parse(note: str) -> tuple[Checkpoint, list[tuple[str, str, bytes]]]:
    """(the checkpoint, [(name, key id, signature)]). Raises BadNote."""
    body, gap, tail = note.partition("\n\n")
    lines = body.split("\n")
    if not gap or len(lines) < 4 or not all(lines):
        raise BadNote("检查点应有名称、数量、树根、时间四行，空一行后是签名。")
    try:
        size, root = int(lines[1]), unb64(lines[2])
        if len(root) != 32 or size < 0 or str(size) != lines[1] or not tail.endswith("\n"):
            raise ValueError
        datetime.strptime(lines[3], "%Y-%m-%dT%H:%M:%SZ")
        signatures = [_signature(line) for line in tail[:-1].split("\n")]
    except ValueError as error:
        raise BadNote("检查点里的数量、树根、时间或者签名读不出来。") from error
    return Checkpoint(lines[0], size, root, lines[3], tuple(lines[4:])), signatures


def _signature(line: str) -> tuple[str, str, bytes]:
    dash, name, id, text = line.split(" ")
    if dash != DASH:
        raise ValueError
    return check_name(name), id, unb64(text)


def verify(note: str, keys: Mapping[str, PublicKey]) -> tuple[Checkpoint, list[str]]:
    """(the checkpoint, the names that signed it rightly). `keys` by id. Raises BadNote if the ledger that it names did
    not sign it with a known key (a ledger's key bears the ledger's name), or a known key's signature is wrong."""
    checkpoint, signatures = parse(note)
    message, good = checkpoint.body().encode(), list[str]()
    for name, id, signature in signatures:
        key = keys.get(id)
        if key is None:
            continue
        if key.name != name or not key.verify(signature, message):
            raise BadNote(f"“{name}”的签名不对：检查点被改动过，或者不是它签的。")
        if name not in good:
            good.append(name)
    if checkpoint.origin not in good:
        raise BadNote(f"账本“{checkpoint.origin}”自己的签名没有，或者不是用已知的公钥签的。")
    return checkpoint, good
