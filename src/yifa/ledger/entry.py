"""An entry of the ledger: its header, its commitments and its hash. Pure.

Format 1. header hash = SHA-256(canonical JSON of the header); commitment = SHA-256(tag, 0x00, salt, canonical text);
leaf = SHA-256(0x00, header hash) after RFC 9162.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, fields
from json.encoder import encode_basestring as quoted
from typing import Any

FORMAT = 1
GENESIS = "0" * 64
"""`prev` of the first entry of a matter."""
BODY, PERSONAL = b"yifa/body/1", b"yifa/personal/1"
SALT_BYTES = 16
_sha256 = hashlib.sha256


@dataclass(frozen=True, slots=True)
class Header:
    """What is hashed. Times: `happened_at` a date or a minute with +08:00; `recorded_at` in UTC, to the second."""

    matter: str
    seq: int
    definition: str
    step: str
    happened_at: str
    recorded_at: str
    actor: str
    prev: str
    body: str
    personal: str

    def plain(self) -> dict[str, object]:
        return {
            "actor": self.actor,
            "body": self.body,
            "definition": self.definition,
            "happened_at": self.happened_at,
            "matter": self.matter,
            "personal": self.personal,
            "prev": self.prev,
            "recorded_at": self.recorded_at,
            "seq": self.seq,
            "step": self.step,
        }

    @classmethod
    def of(cls, plain: Any) -> Header:
        """The header that `plain()` gave. Raises ValueError if a field is missing, unknown or of the wrong type."""
        if type(plain) is not dict or plain.keys() != FIELDS:
            raise ValueError("记载的抬头缺项或者多项")
        kinds = [*map(type, plain.values())]
        if type(plain["seq"]) is not int or plain["seq"] < 1 or kinds.count(str) != len(kinds) - 1:
            raise ValueError("记载的抬头里有一项的类型不对")
        return cls(**plain)

    def text(self) -> str:
        """The canonical JSON of `plain()`, written out because it is made for every entry (five times as fast)."""
        return (
            f'{{"actor":{quoted(self.actor)},"body":{quoted(self.body)},"definition":{quoted(self.definition)},'
            f'"happened_at":{quoted(self.happened_at)},"matter":{quoted(self.matter)},"personal":{quoted(self.personal)},'
            f'"prev":{quoted(self.prev)},"recorded_at":{quoted(self.recorded_at)},"seq":{self.seq},"step":{quoted(self.step)}}}'
        )


FIELDS = frozenset(f.name for f in fields(Header))


def new_salt() -> bytes:
    return os.urandom(SALT_BYTES)


def commit(tag: bytes, salt: bytes, text: str) -> str:
    """The commitment (hex) to a canonical text; without the salt the text cannot be guessed from it."""
    return _sha256(tag + b"\x00" + salt + text.encode()).hexdigest()


def entry_hash(header: Header) -> str:
    """SHA-256 (hex) of the header; it becomes `prev` of the next entry of the matter."""
    return _sha256(header.text().encode()).hexdigest()


def leaf_hash(entry: str) -> bytes:
    """The leaf of an entry hash (hex) in the tree."""
    return _sha256(b"\x00" + bytes.fromhex(entry)).digest()
