"""The sequencer, a part of the tick: entries without a leaf enter the tree in batches, and its head is signed.

One at a time: an advisory lock on PostgreSQL, the write lock on SQLite. What has no leaf is asked anew each time, never
"id > the last one": on PostgreSQL a smaller id may be committed later than a greater one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from yifa.ledger.checkpoint import Checkpoint, sign
from yifa.ledger.entry import leaf_hash
from yifa.proofs.merkle import extend, root
from yifa.proofs.signing import Signer

from .tree import StoredNodes

BATCH = 5_000
LOCK = 0x79696661
"""The advisory lock's number: "yifa"."""
SIZE = 'SELECT COALESCE(MAX("index") + 1, 0) FROM leaf'
NEWEST = (
    "WITH waiting AS (SELECT (SELECT COUNT(*) FROM entry) - (SELECT COUNT(*) FROM leaf) AS n) "
    "SELECT e.id, e.hash, (SELECT n FROM waiting) FROM entry e LEFT JOIN leaf l ON l.entry_id = e.id "
    "WHERE l.entry_id IS NULL ORDER BY e.id DESC LIMIT (SELECT CASE WHEN n < %s THEN n ELSE %s END FROM waiting)"
)
"""From the newest back, as many as wait: the search ends with the last of them and does not walk the whole ledger. One
statement, since the entries of a matter must enter the tree in their order: count and rows are of one moment."""
OLDEST = (
    "SELECT e.id, e.hash FROM entry e LEFT JOIN leaf l ON l.entry_id = e.id "
    "WHERE l.entry_id IS NULL ORDER BY e.id LIMIT %s"
)
INSERT_LEAF = 'INSERT INTO leaf ("index", entry_id) VALUES (%s, %s)'
INSERT_CHECKPOINT = "INSERT INTO checkpoint (size, root, signed_at, note) VALUES (%s, %s, %s, %s)"
LATEST = "SELECT size FROM checkpoint ORDER BY size DESC LIMIT 1"


class KeyIsGone(RuntimeError):
    """The ledger was signed with a key that is no longer in the data folder."""


@dataclass(frozen=True)
class Sequenced:
    """`added`: entries that got their leaf; `size`: leaves in all; `note`: the checkpoint signed now, if any."""

    added: int
    size: int
    note: str


def keys_folder() -> Path:
    return Path(settings.DATA_DIR) / "keys"


def require_key() -> None:
    """Raises KeyIsGone when checkpoints exist and the key does not: a new key would let anyone who empties the folder
    sign another history."""
    file = keys_folder() / "ledger.key"
    if file.exists():
        return
    with connection.cursor() as cursor:
        cursor.execute(LATEST)
        if cursor.fetchone():
            raise KeyIsGone(
                f"账本签过检查点，但是数据目录里没有签名密钥 {file}。"
                "请从备份恢复这个文件；不要另换新密钥，否则从前的回执都无法核对。"
            )


def signer_of(name: str) -> Signer:
    """The ledger's key, made on first use. Raises KeyIsGone, BadKeyFile."""
    require_key()
    return Signer.load(keys_folder(), name)


def sequence(signer: Signer, now: datetime | None = None, batch: int = BATCH) -> Sequenced:
    """Brings every committed entry into the tree and signs its head if it has grown. Safe to run at any time, by
    several processes, and again after being killed: each batch is one transaction, and the last one signs."""
    at = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    added = 0
    while True:
        with _alone() as cursor:
            count, size = _grow(cursor, batch)
            added += count
            if count < batch:
                return Sequenced(added, size, _sign(cursor, size, signer, at))


@contextmanager
def _alone() -> Iterator[Any]:
    """A transaction that no other sequencer shares."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        yield cursor


def _grow(cursor: Any, batch: int) -> tuple[int, int]:
    """(entries added, size of the tree)."""
    cursor.execute(SIZE)
    size = int(cursor.fetchone()[0])
    rows = _waiting(cursor, batch)
    if not rows:
        return 0, size
    nodes = StoredNodes(cursor)
    cursor.executemany(INSERT_LEAF, [(size + i, row[0]) for i, row in enumerate(rows)])
    size = extend(nodes, size, (leaf_hash(row[1]) for row in rows))
    nodes.flush()
    return len(rows), size


def _waiting(cursor: Any, batch: int) -> list[Any]:
    """Entries without a leaf, by id: all of them if they fit into a batch, else the first."""
    cursor.execute(NEWEST, (batch, batch))
    rows: list[Any] = cursor.fetchall()
    if rows and rows[0][2] > batch:
        cursor.execute(OLDEST, (batch,))
        rows = cursor.fetchall()
        return rows
    return rows[::-1]


def _sign(cursor: Any, size: int, signer: Signer, at: str) -> str:
    cursor.execute(LATEST)
    row = cursor.fetchone()
    if size == (row[0] if row else 0):
        return ""
    head = root(StoredNodes(cursor), size)
    note = sign(Checkpoint(signer.name, size, head, at), signer)
    cursor.execute(INSERT_CHECKPOINT, (size, head.hex(), at, note))
    return note
