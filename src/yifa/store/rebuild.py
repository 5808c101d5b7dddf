"""Rebuilding what is cached of the ledger, and telling where the cache departs from it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from yifa.kernel.declare import Procedure
from yifa.kernel.fold import FoldError, fold
from yifa.kernel.replay import State

from . import search
from .files import carry
from .models import Due, Guest, Matter, Tally
from .project import COLUMNS, EMPTY, Projection, forget, write
from .read import Locked, lock, raw_chain

Definitions = Callable[[str], type[Procedure]]
"""Digest -> definition."""
Projector = Callable[[State], Projection]
Replay = Callable[[type[Procedure], list[Any]], State]
BODIES = "SELECT e.seq, b.text FROM entry e JOIN body b ON b.entry_id = e.id WHERE e.matter = %s ORDER BY e.seq"
OPENS = ("number", "organ", "subject", "parent")
DUE_FIELDS = ("limit", "start", "since", "on", "warn_on", "met", "met_on", "late", "still", "party", "step")
TALLY_FIELDS = ("figure", "entry", "on", "value", "distinct")


@dataclass(frozen=True)
class Difference:
    """A place where what is stored is not what follows from the ledger."""

    matter: str
    what: str

    def __str__(self) -> str:
        return f"案件{self.matter[:8]}…：{self.what}"


def live(matter: str) -> Projection:
    """What is stored of a matter."""
    row = Matter.objects.filter(id=matter).values_list(*COLUMNS).get()
    dues = Due.objects.filter(matter=matter).values_list(*DUE_FIELDS)
    tallies = Tally.objects.filter(matter=matter).values_list(*TALLY_FIELDS)
    guests = Guest.objects.filter(matter=matter).values_list("organ")
    return Projection(tuple(row), frozenset(dues), frozenset(tallies), frozenset(guests))


def derived(matter: Matter, definitions: Definitions, replayed: Replay, projector: Projector) -> Projection:
    """What follows from its entries."""
    procedure = definitions(matter.definition_id)
    with connection.cursor() as cursor:
        entries = fold(procedure, raw_chain(cursor, matter.id))
    return projector(replayed(procedure, entries))


def differences(
    definitions: Definitions, replayed: Replay, projector: Projector, matters: Iterable[Matter] | None = None
) -> Iterator[Difference]:
    """Compares every matter's cache with its ledger; writes nothing. A matter that cannot be read is told, too."""
    for matter in Matter.objects.order_by("id").iterator() if matters is None else matters:
        try:
            stored, follows = live(matter.id), derived(matter, definitions, replayed, projector)
        except (LookupError, FoldError) as error:
            yield Difference(matter.id, str(error))
            continue
        if stored.matter != follows.matter:
            pairs = zip(COLUMNS, stored.matter, follows.matter, strict=True)
            what = "；".join(f"{c} 存的是{a}，应为{b}" for c, a, b in pairs if a != b)
            yield Difference(matter.id, what)
        if stored.dues != follows.dues:
            yield Difference(matter.id, f"期限有{len(stored.dues ^ follows.dues)}处不同")
        if stored.tallies != follows.tallies:
            yield Difference(matter.id, f"计数有{len(stored.tallies ^ follows.tallies)}处不同")
        if stored.guests != follows.guests:
            yield Difference(matter.id, f"参加的单位有{len(stored.guests ^ follows.guests)}处不同")
        yield from _head(matter)


def _head(matter: Matter) -> Iterator[Difference]:
    """The row's own columns that the chain states: its end, and what the first entry opened."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, hash FROM entry WHERE matter = %s ORDER BY seq DESC LIMIT 1", (matter.id,))
        if cursor.fetchone() != (matter.seq, matter.head):
            yield Difference(matter.id, "案件所记的最后一条与账本不符")
        opens = _opens(cursor, matter.id)
    for column in OPENS:
        if column in opens and opens[column] != getattr(matter, column):
            yield Difference(matter.id, f"{column} 存的是{getattr(matter, column)}，账本里是{opens[column]}")


def _opens(cursor: Any, matter: str) -> dict[str, Any]:
    cursor.execute(
        "SELECT b.text FROM entry e JOIN body b ON b.entry_id = e.id WHERE e.matter = %s AND e.seq = 1", (matter,)
    )
    row = cursor.fetchone()
    found: dict[str, Any] = json.loads(row[0]).get("opens", {}) if row else {}
    return found


def rebuild(
    definitions: Definitions, replayed: Replay, projector: Projector, names: Callable[[str, date], str]
) -> int:
    """Rewrites the cache of every matter from its entries, and the search index; the number of matters.

    `names`: subject key and day -> name, for searching. Each matter is one transaction: work goes on meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        search.forget_all(cursor)
    count = 0
    for matter in Matter.objects.order_by("id").iterator():
        with transaction.atomic(), connection.cursor() as cursor:
            _restate(cursor, matter.id)
            locked = lock(cursor, matter.id)
            _refold(cursor, locked, definitions, replayed, projector)
            search.index(cursor, matter.id, (locked.number, matter.title, names(locked.subject, matter.opened_on)))
        count += 1
    return count


def _refold(cursor: Any, locked: Locked, definitions: Definitions, replayed: Replay, projector: Projector) -> None:
    procedure = definitions(locked.chain.definition)
    state = replayed(procedure, fold(procedure, raw_chain(cursor, locked.chain.matter)))
    forget(cursor, locked.chain.matter)
    write(cursor, locked.chain.matter, EMPTY, projector(state))


def _restate(cursor: Any, matter: str) -> None:
    """Puts back the row's own columns from the chain, and what attachments the entries carry."""
    opens = _opens(cursor, matter)
    known = [c for c in OPENS if c in opens]
    if known:
        sets = ", ".join(f"{c} = %s" for c in known)
        cursor.execute(f"UPDATE matter SET {sets} WHERE id = %s", (*(opens[c] for c in known), matter))
    cursor.execute("SELECT seq, hash FROM entry WHERE matter = %s ORDER BY seq DESC LIMIT 1", (matter,))
    last = cursor.fetchone()
    if last:
        cursor.execute("UPDATE matter SET seq = %s, head = %s WHERE id = %s", (*last, matter))
    cursor.execute("DELETE FROM carried WHERE matter = %s", (matter,))
    cursor.execute(BODIES, (matter,))
    for seq, text in cursor.fetchall():
        carry(cursor, matter, seq, json.loads(text).get("attachments", ()))
