"""The projections as they were at a checkpoint, from the entries under it alone, however much was recorded since.

A matter that stood still since then is read from the live projection as it stands. One that has moved (`moved`) is
replayed from its entries under the checkpoint, with the checkpoint's day as today. Registers have no replay: what a row
said before a later entry changed it is kept (`Former`); of batches, the last one of each month counts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from yifa.actions.county import county
from yifa.chapters.catalogue import by_digest, held
from yifa.kernel.fold import fold
from yifa.kernel.replay import BY_LAW, replay
from yifa.registry.apply import fields_of
from yifa.registry.models import Former
from yifa.registry.rosters import Roster
from yifa.store.checkpoints import day_of
from yifa.store.models import Checkpoint, Definition, Entry, Matter
from yifa.store.project import DUE_COLUMNS, TALLY_COLUMNS, rows
from yifa.store.read import chain_of

PAGE = 10_000
TALLY = ("figure", "matter", "entry", "on", "value", "distinct")
TALLIES = 'SELECT figure, matter, entry, counted_on, value, "distinct" FROM tally'
DUE = ("matter", "definition", "limit", "start", "due_on", "met_on", "late", "still")
DUES = (
    'SELECT d.matter, m.definition, d."limit", d.start, d.due_on, d.met_on, d.late, d.still FROM due d '
    "JOIN matter m ON m.id = d.matter WHERE NOT d.party AND (d.late OR d.met IS NULL)"
)
"""What can be a shortcoming: late, or not met. A limit that binds a party is none of the authority."""
MOVED = (
    'SELECT e.matter FROM leaf l JOIN entry e ON e.id = l.entry_id WHERE l."index" >= %s '
    "UNION SELECT e.matter FROM entry e WHERE NOT EXISTS (SELECT 1 FROM leaf l WHERE l.entry_id = e.id) "
    "UNION SELECT id FROM matter WHERE wakes_on <= %s "
    "UNION SELECT matter FROM due WHERE met >= %s AND met_on >= %s "
    "UNION SELECT matter FROM tally WHERE counted_on > %s"
)
"""Entries beyond the checkpoint; the clock has not been brought up to its day yet; what the law deemed after its day
(a term that ends on a day has run out on the next); and what is dated after it."""
BATCHES = (
    "SELECT b.source, b.month, b.sha256, b.rows, b.matter FROM batch b "
    "JOIN entry e ON e.matter = b.matter AND e.seq = b.seq JOIN leaf l ON l.entry_id = e.id "
    'WHERE l."index" < %s ORDER BY b.source, b.month, l."index"'
)
UNDER = (
    "EXISTS (SELECT 1 FROM entry e JOIN leaf l ON l.entry_id = e.id "
    'WHERE e.matter = {table}.matter AND e.seq = {table}.seq AND l."index" < %s)'
)


@dataclass(frozen=True)
class Again:
    """Rows of matters that were replayed, in the columns of TALLY and DUE."""

    tallies: list[tuple[Any, ...]]
    dues: list[tuple[Any, ...]]


def moved(checkpoint: Checkpoint) -> set[str]:
    """The matters of which the live projection may say something else than at the checkpoint. One whose definition this
    release does not hold cannot be replayed, and is left as it stands."""
    day = day_of(checkpoint)
    with connection.cursor() as cursor:
        cursor.execute(MOVED, (checkpoint.size, day, BY_LAW, day, day))
        found = {row[0] for row in cursor.fetchall()}
    if not found:  # as a rule, at the newest checkpoint
        return found
    unknown = [d for d in Definition.objects.values_list("digest", flat=True) if not held(d)]
    return found.difference(Matter.objects.filter(definition__in=unknown).values_list("id", flat=True) if unknown else ())


def replayed(matters: Iterable[str], checkpoint: Checkpoint) -> Again:
    """Those matters as they were at the checkpoint."""
    out, place, day = Again([], []), county(), day_of(checkpoint)
    for matter in Matter.objects.in_bulk(list(matters)).values():
        procedure = by_digest(matter.definition_id)
        entries = fold(procedure, chain_of(matter, checkpoint.size))
        dues, tallies, _ = rows(replay(procedure, entries, day, place.calendar, place.local), place.book)
        for t in (dict(zip(TALLY_COLUMNS, row, strict=True)) for row in tallies):
            out.tallies.append((t["figure"], matter.id, t["entry"], t["counted_on"], t["value"], t["distinct"]))
        for d in (dict(zip(DUE_COLUMNS, row, strict=True)) for row in dues):
            if not d["party"] and (d["late"] or d["met"] is None):
                out.dues.append((matter.id, matter.definition_id, *(d[c] for c in DUE[2:])))
    return out


def live(sql: str) -> Iterator[Sequence[Any]]:
    """Rows of a projection as it stands."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        while page := cursor.fetchmany(PAGE):
            yield from page


def register(roster: Roster, size: int) -> Iterator[Sequence[Any]]:
    """The rows of a roster as they were under the checkpoint of this size, in the order of `fields_of`."""
    table = roster.model._meta.db_table
    brought = roster.rows().extra(where=[UNDER.format(table=f'"{table}"')], params=[size])
    now = list(brought.values_list("id", *fields_of(roster)).iterator(PAGE))
    # Read after the rows themselves: a change that comes in between is found here.
    later = Former.objects.filter(table=table).extra(where=["NOT " + UNDER.format(table="registry_former")], params=[size])
    before: dict[int, dict[str, Any]] = {f.row: json.loads(f.values) for f in later.order_by("-id").iterator(PAGE)}
    under = _under({v["matter"] for v in before.values()}, size)
    yield from (row[1:] for row in now if row[0] not in before)
    for said in before.values():  # of several later changes the first remains: it tells what stood until then
        if (said["matter"], said["seq"]) in under and all(said[k] == v for k, v in roster.fixed):
            yield [said[field] for field in fields_of(roster)]


def _under(matters: set[str], size: int) -> set[tuple[str, int]]:
    """The entries (matter, seq) of these matters under the checkpoint of this size."""
    return set(Entry.objects.filter(matter__in=matters, leaf__index__lt=size).values_list("matter", "seq"))


def batches(size: int) -> list[dict[str, Any]]:
    """The batch that stood for each source and month under the checkpoint of this size."""
    with connection.cursor() as cursor:
        cursor.execute(BATCHES, (size,))
        rows = [dict(zip(("source", "month", "sha256", "rows", "matter"), b, strict=True)) for b in cursor.fetchall()]
    return list({(b["source"], b["month"]): b for b in rows}.values())
