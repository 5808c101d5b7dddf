"""Reading a matter's chain: for the fold, and under a lock for the next step."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from yifa.kernel.fold import Raw

from .append import Chain
from .models import Matter

READ_CHAIN = (
    "SELECT e.seq, e.step, e.happened_at, e.actor, b.text, x.entry_id IS NOT NULL "
    "FROM entry e JOIN body b ON b.entry_id = e.id LEFT JOIN erasure x ON x.entry_id = e.id "
    "WHERE e.matter = %s ORDER BY e.seq"
)
READ_BELOW = READ_CHAIN.replace("WHERE", 'JOIN leaf ON leaf.entry_id = e.id WHERE leaf."index" < %s AND')
LOCKED = "id, definition, seq, head, procedure, organ, subject, number, title, parent, wakes_on, opened_on"


class NoSuchMatter(LookupError):
    """No matter of this id is visible here; the same answer whether it does not exist or is not one's own."""

    def __init__(self) -> None:
        super().__init__("没有这个案件，或者它不属于您的单位；请从“案件”列表中进入。")


@dataclass(frozen=True, slots=True)
class Locked:
    """A matter's row, read under the lock of the step's transaction."""

    chain: Chain
    procedure: str
    organ: str
    subject: str
    number: str
    title: str
    parent: str
    wakes_on: date | None
    opened_on: date


def lock(cursor: Any, matter: str) -> Locked:
    """The row, locked until the transaction ends (SQLite: the whole database is, since it began IMMEDIATE)."""
    tail = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    cursor.execute(f"SELECT {LOCKED} FROM matter WHERE id = %s{tail}", (matter,))
    row = cursor.fetchone()
    if row is None:
        raise NoSuchMatter
    chain = Chain(row[0], row[1], row[2], row[3])
    procedure, organ, subject, number, title, parent = row[4:10]
    opened = _day(row[11]) or date.min
    return Locked(chain, procedure, organ, subject, number, title, parent, _day(row[10]), opened)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def raw_chain(cursor: Any, matter: str, below: int | None = None) -> list[Raw]:
    """The entries of a matter, in order, as the fold reads them; `below`: only those under the checkpoint of this size.
    Personal parts are not read."""
    if below is None:
        cursor.execute(READ_CHAIN, (matter,))
    else:
        cursor.execute(READ_BELOW, (below, matter))
    return [Raw(r[0], r[1], r[2], r[3], json.loads(r[4]), bool(r[5])) for r in cursor.fetchall()]


def chain_of(matter: Matter, below: int | None = None) -> list[Raw]:
    with connection.cursor() as cursor:
        return raw_chain(cursor, matter.id, below)
