"""The only appender. One step is a handful of statements inside the caller's transaction, at cursor level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError

from yifa.ledger.entry import BODY, PERSONAL, Header, commit, entry_hash, new_salt
from yifa.proofs.canon import canonical

from .faster import KEPT, who_was_faster
from .project import COLUMNS


class SomebodyElseWasFaster(Exception):
    """The matter has moved on since it was read. Nothing was written; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The end of a matter's chain, as read under the lock."""

    matter: str
    definition: str
    seq: int
    head: str


@dataclass(frozen=True, slots=True)
class New:
    """A step to be recorded. `body` and `personal` are JSON values."""

    step: str
    happened_at: str
    recorded_at: str
    actor: str
    body: Mapping[str, Any]
    personal: Mapping[str, Any]


INSERT_ENTRY = (
    "INSERT INTO entry (matter, seq, definition, step, happened_at, recorded_at, actor, prev, body, personal, hash) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id"
)
INSERT_BODY = "INSERT INTO body (entry_id, salt, text) VALUES (%s, %s, %s)"
INSERT_PERSONAL = "INSERT INTO personal (entry_id, salt, text) VALUES (%s, %s, %s)"
MOVE_HEAD = "UPDATE matter SET seq = %s, head = %s WHERE id = %s AND seq = %s"
MOVE_ALL = f"UPDATE matter SET {', '.join(f'{c} = %s' for c in COLUMNS)}, seq = %s, head = %s WHERE id = %s AND seq = %s"


def append(cursor: Any, chain: Chain, new: New, columns: Sequence[Any] = ()) -> tuple[Chain, int]:
    """Writes one entry at the end of the chain: (the new end, the entry's id). `columns`: what is then cached of the
    matter (project.COLUMNS), if it is known already: one statement for both.

    Raises SomebodyElseWasFaster when the chain has grown meanwhile: the row's seq is the guard, and
    UNIQUE(matter, seq) stands behind it."""
    body_text = canonical(new.body)
    salt = new_salt()
    personal_text = canonical(new.personal) if new.personal else ""
    personal_salt = new_salt() if new.personal else b""
    header = Header(
        chain.matter,
        chain.seq + 1,
        chain.definition,
        new.step,
        new.happened_at,
        new.recorded_at,
        new.actor,
        chain.head,
        commit(BODY, salt, body_text),
        commit(PERSONAL, personal_salt, personal_text) if new.personal else "",
    )
    digest = entry_hash(header)
    cursor.execute(MOVE_ALL if columns else MOVE_HEAD, (*columns, header.seq, digest, chain.matter, chain.seq))
    if cursor.rowcount != 1:
        raise SomebodyElseWasFaster(f"{who_was_faster(cursor, chain.matter, chain.seq)}，{KEPT}。")
    try:
        cursor.execute(
            INSERT_ENTRY,
            (
                header.matter,
                header.seq,
                header.definition,
                header.step,
                header.happened_at,
                header.recorded_at,
                header.actor,
                header.prev,
                header.body,
                header.personal,
                digest,
            ),
        )
    except IntegrityError as error:
        raise SomebodyElseWasFaster(f"这个案件刚刚有人办了新的一步，{KEPT}。") from error
    entry_id = int(cursor.fetchone()[0])
    cursor.execute(INSERT_BODY, (entry_id, salt, body_text))
    if new.personal:
        cursor.execute(INSERT_PERSONAL, (entry_id, personal_salt, personal_text))
    return Chain(chain.matter, chain.definition, header.seq, digest), entry_id
