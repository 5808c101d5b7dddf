"""The published keys of a ledger: which key signed when, and which witnesses may co-sign. Pure but for the key files.

A ledger signs with one key at a time. A new key is endorsed by the signature of the one before it, so that who trusts
an old key can follow to the new one; the old signatures stand for the time of the old key.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from yifa.proofs.canon import NotCanonical, canonical, read
from yifa.proofs.signing import BadNote, PublicKey, Signer, b64, publish, unb64

LEDGER, WITNESS = "ledger", "witness"
PARTS = {"key", "role", "since", "until", "by"}


@dataclass(frozen=True)
class Tenure:
    """A key in its time. `since`, `until`: UTC to the second, "" is open. `by`: the endorsement of the key before."""

    key: PublicKey
    role: str = LEDGER
    since: str = ""
    until: str = ""
    by: str = ""

    def holds(self, at: str) -> bool:
        return self.since <= at and (not self.until or at <= self.until)

    def plain(self) -> dict[str, str]:
        return {"key": self.key.text, "role": self.role, "since": self.since, "until": self.until, "by": self.by}

    @classmethod
    def of(cls, plain: Any) -> Tenure:
        if type(plain) is not dict or plain.keys() != PARTS or any(type(v) is not str for v in plain.values()):
            raise BadNote("公钥表里有一行缺项或者多项。")
        if plain["role"] not in (LEDGER, WITNESS):
            raise BadNote(f"公钥表里的身份“{plain['role']}”不认识，只能是 ledger（账本）或者 witness（见证）。")
        return cls(PublicKey.parse(plain["key"]), plain["role"], plain["since"], plain["until"], plain["by"])


def _endorsed(key: PublicKey, since: str) -> bytes:
    return b"yifa/successor/1\n" + canonical({"key": key.text, "since": since}).encode()


@dataclass(frozen=True)
class KeyRing:
    """All keys, the ledger's in order of their time."""

    tenures: tuple[Tenure, ...]

    @classmethod
    def single(cls, key: PublicKey) -> KeyRing:
        return cls((Tenure(key),))

    @property
    def ledger(self) -> list[Tenure]:
        return [t for t in self.tenures if t.role == LEDGER]

    @property
    def current(self) -> PublicKey:
        return self.ledger[-1].key

    def verifiers(self) -> dict[str, PublicKey]:
        """By id, as `checkpoint.verify` and `proof.verify_receipt` take them."""
        return {t.key.id: t.key for t in self.tenures}

    def tenure(self, id: str) -> Tenure | None:
        return next((t for t in self.tenures if t.key.id == id), None)

    def text(self) -> str:
        return canonical({"keys": [t.plain() for t in self.tenures]}) + "\n"

    @classmethod
    def parse(cls, text: str) -> KeyRing:
        """Raises BadNote; also for a ring that contradicts itself."""
        try:
            plain = read(text.removesuffix("\n"))
            ring = cls(tuple(Tenure.of(t) for t in plain["keys"]))
        except (NotCanonical, KeyError, TypeError) as error:
            raise BadNote("公钥表读不出来。") from error
        if ring.text() != text:
            raise BadNote("公钥表不是规范的写法。")
        ring.check()
        return ring

    def check(self) -> None:
        """Raises BadNote unless the ledger's keys follow one another, each endorsed by the one before."""
        keys = self.ledger
        if not keys:
            raise BadNote("公钥表里没有账本自己的公钥。")
        if len({t.key.id for t in self.tenures}) != len(self.tenures):
            raise BadNote("公钥表里有两把公钥编号相同。")
        name = keys[0].key.name
        if any(t.key.name != name for t in keys) or any(t.key.name == name for t in self.tenures if t.role == WITNESS):
            raise BadNote(f"账本的各把公钥应当都叫“{name}”，见证人不能叫这个名称。")
        for old, new in pairwise(keys):
            if not old.until or not new.since or new.since < old.until:
                raise BadNote(f"公钥 {old.key.id} 与 {new.key.id} 的使用时间没有前后衔接。")
            if not _signed(old.key, new):
                raise BadNote(f"公钥 {new.key.id} 没有前一把公钥 {old.key.id} 的认可签名，不能采信。")

    def following(self, trusted: Sequence[PublicKey]) -> KeyRing | None:
        """The ring from the first trusted key of the ledger on, with the witnesses; None if none is trusted. Keys
        before that one are left out: nothing that the trusted key signed speaks for them."""
        raw = {k.raw for k in trusted}
        keys = self.ledger
        first = next((i for i, t in enumerate(keys) if t.key.raw in raw), None)
        if first is None:
            return None
        return KeyRing((*keys[first:], *(t for t in self.tenures if t.role == WITNESS)))

    def with_witness(self, key: PublicKey, since: str = "") -> KeyRing:
        ring = KeyRing((*self.tenures, Tenure(key, WITNESS, since)))
        ring.check()
        return ring

    def witnessed_by(self, keys: Sequence[PublicKey]) -> KeyRing:
        """The ring with witnesses known from elsewhere, in place of what it says itself of such a name or id.

        Raises BadNote for a key that is the ledger's, or has its name."""
        ids, names = {k.id for k in keys}, {k.name for k in keys}
        own = next((t.key for t in self.ledger if t.key.id in ids or t.key.name in names), None)
        if own is not None:
            raise BadNote(f"给出的见证人公钥里有账本自己的公钥或者名称（{own.name}）；请给出见证人自己的公钥。")
        kept = [t for t in self.tenures if t.role == LEDGER or (t.key.id not in ids and t.key.name not in names)]
        ring = KeyRing((*kept, *(Tenure(k, WITNESS) for k in dict.fromkeys(keys))))
        ring.check()
        return ring

    @classmethod
    def load(cls, folder: Path) -> KeyRing:
        """From `folder`/keys.json, or ledger.pub where no key was ever replaced. Raises BadNote, FileNotFoundError."""
        file = folder / "keys.json"
        if file.exists():
            return cls.parse(file.read_text(encoding="utf-8"))
        return cls.single(PublicKey.parse((folder / "ledger.pub").read_text(encoding="utf-8")))


def _signed(old: PublicKey, new: Tenure) -> bool:
    try:
        return old.verify(unb64(new.by), _endorsed(new.key, new.since))
    except ValueError:
        return False


def rotate(folder: Path, name: str, at: str) -> KeyRing:
    """Replaces the ledger's key in `folder` by a new one, endorsed by the old, from `at` (UTC to the second) on.

    May be run again after being killed at any point: the new key is kept aside until the ring names it and it is
    published. Raises BadKeyFile, also where the ledger has another name; BadNote."""
    aside, key, ring_file = folder / "ledger.key.next", folder / "ledger.key", folder / "keys.json"
    if not aside.exists():
        Signer.load(folder, name)
        Signer.generate(name).save(aside)
    new, old = Signer.read(aside, name), Signer.read(key, name)
    ring = KeyRing.load(folder)
    if ring.current != new.public:
        last = ring.ledger[-1]
        by = b64(old.sign(_endorsed(new.public, at)))
        kept = (replace(t, until=at) if t == last else t for t in ring.tenures)
        ring = KeyRing((*kept, Tenure(new.public, LEDGER, at, "", by)))
        ring.check()
        save_ring(ring, ring_file)
    publish(new.public, folder / "ledger.pub")
    os.replace(aside, key)
    return ring


def save_ring(ring: KeyRing, file: Path) -> None:
    """Writes keys.json whole or not at all."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    part.write_text(ring.text(), encoding="utf-8")
    os.replace(part, file)
