"""Every hash of the draw, each under a tag of its own: a value hashed for one purpose is never valid for another.

SHA-256 throughout. All parts but the last have a fixed length (32 bytes, or 4 for a number), so no two inputs run
together. Pure."""

from __future__ import annotations

import hashlib
from functools import cache
from json.encoder import encode_basestring as quoted
from typing import Any

from yifa.proofs.canon import canonical

PROTOCOL = "yifa-draw/1"
SIZE = 32
"""Bytes of a hash, a salt and a secret."""


def tagged(tag: str, *parts: bytes) -> bytes:
    return hashlib.sha256(prefix(tag, *parts)).digest()


def prefix(tag: str, *parts: bytes) -> bytes:
    return _tag(tag) + b"".join(parts)


@cache
def _tag(tag: str) -> bytes:
    return f"{PROTOCOL} {tag}\n".encode()


def subject_text(row: list[Any]) -> str:
    """The canonical text of a subject's row, quicker than the general way; there may be millions."""
    id, name, stratum, weight, reason = row
    return f"[{quoted(id)},{quoted(name)},{quoted(stratum)},{weight},{quoted(reason)}]"


def digest(statement: Any) -> str:
    """Hex of a statement's digest: what the next statement names as the one before."""
    return tagged("statement", canonical(statement).encode()).hex()


def leaf(data: bytes) -> bytes:
    """RFC 9162: the hash of a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def row_salt(salt: bytes, list_name: str, id: str) -> bytes:
    """The salt of one row, so that one row can be shown without the salt of all."""
    return tagged(f"salt {list_name}", salt, id.encode())


def row_leaf(list_name: str, salt: bytes, text: str) -> bytes:
    """The leaf of a row of a frozen list, given in its canonical text, under its own salt."""
    return leaf(prefix(list_name, salt, text.encode()))


class RowLeaves:
    """The same for all rows of a list, from the salt of all."""

    def __init__(self, list_name: str, salt: bytes) -> None:
        self._salt, self._leaf = prefix(f"salt {list_name}", salt), b"\x00" + prefix(list_name)

    def of(self, id: bytes, text: str) -> bytes:
        """`id` in UTF-8, `text` canonical."""
        return hashlib.sha256(self._leaf + hashlib.sha256(self._salt + id).digest() + text.encode()).digest()


_TICKET_LEAF = b"\x00" + prefix("ticket leaf")


def ticket_leaf(id: str, stratum: str, ticket: bytes) -> bytes:
    """No salt: a ticket cannot be guessed without the seed."""
    return hashlib.sha256(_TICKET_LEAF + ticket + f"[{quoted(id)},{quoted(stratum)}]".encode()).digest()


def commitment(number: str, secret: bytes) -> str:
    return tagged("secret", secret, number.encode()).hex()


def closed(kind: str, salt: bytes, value: Any) -> str:
    """The commitment to what stays closed until the opening: the drawn (`drawn`), a replacement (`replacement`). Few
    subjects in a stratum could be guessed, so it is salted."""
    return tagged(kind, tagged(f"salt {kind}", salt), canonical(value).encode()).hex()


def seed(seal_digest: str, subjects_root: str, officers_root: str, beacon: str, secret: bytes) -> bytes:
    """The draw's seed. `beacon`: the agreed text in its canonical spelling."""
    roots = bytes.fromhex(seal_digest), bytes.fromhex(subjects_root), bytes.fromhex(officers_root)
    return tagged("seed", *roots, tagged("beacon", beacon.encode()), secret)


class Tickets:
    """Tickets of one draw: the smaller, the earlier in turn; ties, which nobody will see, by id."""

    def __init__(self, seed: bytes) -> None:
        self._first = prefix("ticket", seed, (1).to_bytes(4, "big"))
        self._seed = seed

    def of(self, id: str, weight: int = 1) -> bytes:
        """32 bytes: the smallest of `weight` hashes, so that a weight of w is w chances in the same urn."""
        key = id.encode()
        best = hashlib.sha256(self._first + key).digest()
        for k in range(2, weight + 1):
            best = min(best, tagged("ticket", self._seed, k.to_bytes(4, "big"), key))
        return best


class OfficerTickets:
    """Tickets of the officers for one subject."""

    def __init__(self, seed: bytes, subject: str) -> None:
        self._first = prefix("officer", seed, hashlib.sha256(subject.encode()).digest())

    def of(self, officer: bytes) -> bytes:
        """`officer`: the id in UTF-8."""
        return hashlib.sha256(self._first + officer).digest()


def quota(eligible: int, basis_points: int | None, count: int | None) -> int:
    """How many of a stratum are drawn: the count, or the ratio of the eligible rounded up. Integers only."""
    if count is not None:
        return count
    return (eligible * (basis_points or 0) + 9999) // 10000
