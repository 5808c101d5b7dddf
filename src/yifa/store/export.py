"""Writing the export of the ledger from the database: one consistent view, in bounded memory, while work goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection

from yifa.ledger.entry import Header
from yifa.ledger.export import ExportWriter
from yifa.ledger.keys import KeyRing
from yifa.proofs.signing import Signer

from .files import path_of
from .sequence import keys_folder

CHUNK = 5_000
COLUMNS = (
    "e.matter, e.seq, e.definition, e.step, e.happened_at, e.recorded_at, e.actor, e.prev, e.body, e.personal, "
    "e.hash, b.salt, b.text, p.salt, p.text"
)
PARTS = "LEFT JOIN body b ON b.entry_id = e.id LEFT JOIN personal p ON p.entry_id = e.id"
IN_TREE = (
    f'SELECT l."index", {COLUMNS} FROM leaf l JOIN entry e ON e.id = l.entry_id {PARTS} '
    'WHERE l."index" > %s ORDER BY l."index" LIMIT %s'
)
WAITING = (
    f"SELECT e.id, {COLUMNS} FROM entry e LEFT JOIN leaf l ON l.entry_id = e.id {PARTS} "
    "WHERE l.entry_id IS NULL AND e.id > %s ORDER BY e.id LIMIT %s"
)
BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
HEADER = slice(1, 11)


@dataclass(frozen=True)
class Exported:
    """`entries`: in all; `waiting`: those not in the tree yet; `absent`: attachments whose file was not found."""

    entries: int
    waiting: int
    attachments: int
    absent: int


def export(target: Path, signer: Signer, *, files: bool = False, now: datetime | None = None) -> Exported:
    """Writes the whole ledger to `target` (a new folder, or a .zip), for `yifa ledger check`. `files`: attachments are
    sent along. Raises FileExistsError. What is spoilt in the database is exported as it is: the check names it."""
    at = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with _snapshot() as cursor, ExportWriter(target, signer, KeyRing.load(keys_folder()), at) as out:
        sequenced = _write(cursor, out, IN_TREE, in_tree=True)
        waiting = _write(cursor, out, WAITING, in_tree=False)
        cursor.execute("SELECT note FROM checkpoint ORDER BY size")
        for (note,) in cursor.fetchall():
            out.checkpoint(note)
        kept, absent = _attachments(cursor, out, files)
    return Exported(sequenced + waiting, waiting, kept, absent)


@contextmanager
def _snapshot() -> Iterator[Any]:
    """A reading transaction: it sees one moment and holds up no writer."""
    with connection.cursor() as cursor:
        if connection.in_atomic_block:
            yield cursor
            return
        cursor.execute(BEGIN if connection.vendor == "postgresql" else "BEGIN")
        try:
            yield cursor
        finally:
            cursor.execute("ROLLBACK")


def _write(cursor: Any, out: ExportWriter, query: str, *, in_tree: bool) -> int:
    """The entries with their parts, chunk by chunk; how many."""
    last, count = -1, 0
    while True:
        cursor.execute(query, (last, CHUNK))
        rows = cursor.fetchall()
        for row in rows:
            hash = row[11]
            out.entry(Header(*row[HEADER]), hash, row[0] if in_tree else None)
            if row[13] is not None:
                out.body(hash, bytes(row[12]), row[13])
            if row[15] is not None:
                out.personal(hash, bytes(row[14]), row[15])
        count += len(rows)
        if len(rows) < CHUNK:
            return count
        last = rows[-1][0]


def _attachments(cursor: Any, out: ExportWriter, files: bool) -> tuple[int, int]:
    cursor.execute(
        "SELECT sha256, size FROM attachment a WHERE EXISTS (SELECT 1 FROM carried c WHERE c.attachment_id = a.sha256) "
        "ORDER BY sha256"
    )
    rows, absent = cursor.fetchall(), 0
    for sha256, size in rows:
        there = path_of(sha256).exists()
        absent += not there
        out.attachment(sha256, size, path_of(sha256) if files and there else None)
    return len(rows), absent
