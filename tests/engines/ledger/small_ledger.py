"""A small ledger for the tests, made of rows that a test can tamper with before they are exported.

What a test changes in the rows stands for a change in the database: the export of it is written and signed by the
honest tool, so that only the ledger's own structure can betray it. Keys and salts are fixed: it is the same each time.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from yifa.ledger.check import check
from yifa.ledger.checkpoint import Checkpoint, cosign, sign
from yifa.ledger.entry import BODY, GENESIS, PERSONAL, Header, commit, entry_hash, leaf_hash
from yifa.ledger.export import ExportWriter
from yifa.ledger.findings import Report
from yifa.ledger.keys import KeyRing
from yifa.proofs.canon import canonical
from yifa.proofs.merkle import InMemory, extend, root
from yifa.proofs.signing import Signer

NAME = "示例县账本"
MATTERS = A, B, C = "a" * 32, "b" * 32, "c" * 32
PHOTO = b"what the camera saw"


def key(seed: str, name: str = NAME) -> Signer:
    return Signer(name, Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed.encode()).digest()))


@dataclass
class Entry:
    header: Header
    hash: str
    leaf: int | None


@dataclass
class Part:
    entry: str
    salt: bytes
    text: str


class Ledger:
    """Entries in the order of recording, their parts, and checkpoints."""

    def __init__(self) -> None:
        self.signer, self.witness = key("ledger"), key("witness", "省档案馆")
        self.ring = KeyRing.single(self.signer.public).with_witness(self.witness.public)
        self.entries: list[Entry] = []
        self.bodies: list[Part] = []
        self.personal: list[Part] = []
        self.notes: list[str] = []
        self.attachments: list[tuple[str, int]] = []

    def step(self, matter: str, step: str, body: dict[str, Any], personal: dict[str, Any] | None = None) -> Entry:
        """Appends as the store does."""
        before = [e for e in self.entries if e.header.matter == matter]
        n = len(self.entries)
        salts = [hashlib.sha256(f"{t}{n}".encode()).digest()[:16] for t in ("body", "personal")]
        text, own = canonical(body), canonical(personal) if personal else ""
        header = Header(
            matter,
            len(before) + 1,
            "d" * 64,
            step,
            f"2024-03-{n % 28 + 1:02d}",
            f"2024-03-{n % 28 + 1:02d}T0{n % 10}:00:00Z",
            "办案人甲",
            before[-1].hash if before else GENESIS,
            commit(BODY, salts[0], text),
            commit(PERSONAL, salts[1], own) if own else "",
        )
        entry = Entry(header, entry_hash(header), n)
        self.entries.append(entry)
        self.bodies.append(Part(entry.hash, salts[0], text))
        if own:
            self.personal.append(Part(entry.hash, salts[1], own))
        return entry

    def erase(self, entry: Entry) -> Entry:
        self.personal = [p for p in self.personal if p.entry != entry.hash]
        return self.step(
            entry.header.matter, "+erase", {"about": entry.header.seq, "facts": {"basis": "个人信息保护法第四十七条"}}
        )

    def tick(self, at: str, signer: Signer | None = None) -> str:
        nodes = InMemory()
        size = extend(nodes, 0, [leaf_hash(e.hash) for e in self.entries])
        note = sign(Checkpoint(NAME, size, root(nodes, size), at), signer or self.signer)
        self.notes.append(note)
        return note

    def export(self, target: Path) -> Path:
        with ExportWriter(target, self.signer, self.ring, "2024-12-31T00:00:00Z") as out:
            for e in self.entries:
                out.entry(e.header, e.hash, e.leaf)
            for p in self.bodies:
                out.body(p.entry, p.salt, p.text)
            for p in self.personal:
                out.personal(p.entry, p.salt, p.text)
            for note in self.notes:
                out.checkpoint(note)
            for digest, size in self.attachments:
                out.attachment(digest, size)
        return target

    def rehash(self, i: int, **changed: Any) -> None:
        """Changes a header together with its hash, as a forger would who knows the format."""
        e = self.entries[i]
        header = replace(e.header, **changed)
        self.entries[i] = Entry(header, entry_hash(header), e.leaf)
        for part in (*self.bodies, *self.personal):
            if part.entry == e.hash:
                part.entry = self.entries[i].hash


def small() -> Ledger:
    """Three matters, fourteen entries, three checkpoints (the second co-signed), one erasure, one attachment."""
    ledger = Ledger()
    a, b, c = MATTERS
    photo = hashlib.sha256(PHOTO).hexdigest()
    named = {"attachments": [{"name": "现场.jpg", "sha256": photo, "size": len(PHOTO), "type": "image/jpeg"}]}
    ledger.attachments.append((photo, len(PHOTO)))
    ledger.step(a, "filed", {"facts": {"source": "巡查发现"}}, {"party": "张三"})
    ledger.step(b, "filed", {"facts": {"source": "举报"}}, {"party": "李四"})
    ledger.step(a, "inspected", {"facts": {"found": "占道"}, **named})
    told = ledger.step(a, "told", {"facts": {"amount": 20000}}, {"address": "东街一号"})
    ledger.tick("2024-04-01T00:00:00Z")
    ledger.step(b, "inspected", {"facts": {"found": "无"}})
    ledger.step(c, "filed", {"facts": {"source": "移送"}})
    ledger.step(a, "decided", {"facts": {"amount": 20000}})
    ledger.step(a, "+serve", {"about": 4, "facts": {"method": "直接送达", "on": "2024-03-20", "to": "当事人"}})
    ledger.erase(told)
    ledger.tick("2024-05-01T00:00:00Z")
    ledger.notes[-1] = cosign(ledger.notes[-1], ledger.witness)
    ledger.step(b, "closed", {"facts": {"reason": "无违法事实"}}, {"signed": "李四"})
    ledger.step(c, "inspected", {"facts": {"found": "欠薪"}})
    ledger.step(c, "decided", {"facts": {"amount": 50000}})
    ledger.step(c, "closed", {"facts": {"paid": 50000}})
    ledger.tick("2024-06-01T00:00:00Z")
    ledger.step(a, "closed", {"facts": {"paid": 20000}})
    ledger.entries[-1].leaf = None
    return ledger


def edit(file: Path, n: int, change: Any) -> None:
    """Replaces line `n` (from 0) of a file of JSON lines by what `change` makes of its value."""
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[n] = canonical(change(json.loads(lines[n])))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def checked(ledger: Ledger, tmp_path: Path) -> Report:
    return check(ledger.export(tmp_path / "export"), trusted=[ledger.signer.public])


def of_kind(report: Report, kind: str) -> list[tuple[str, int | None]]:
    return [(f.matter, f.seq) for f in report.findings if f.kind == kind]
