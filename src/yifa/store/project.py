"""Projections: what is cached of a matter's state. Written as differences with the step, rebuilt at will."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from yifa.kernel.dues import Due
from yifa.kernel.figure import Book
from yifa.kernel.replay import State

COLUMNS = (
    "outcome",
    "closed",
    "due_on",
    "due_what",
    "due_party",
    "still",
    "warn_on",
    "wakes_on",
    "closed_on",
    "published_on",
    "withdrawn_on",
)
DUE_COLUMNS = (
    "limit",
    "start",
    "since",
    "due_on",
    "warn_on",
    "met",
    "met_on",
    "late",
    "still",
    "party",
    "step",
)
TALLY_COLUMNS = ("figure", "entry", "counted_on", "value", "distinct")


Rows = frozenset[tuple[Any, ...]]


@dataclass(frozen=True)
class Projection:
    """The cached columns of a matter, its dues, its tallies and its guests, as rows."""

    matter: tuple[Any, ...]
    dues: Rows
    tallies: Rows
    guests: Rows = frozenset()


EMPTY = Projection((), frozenset(), frozenset())


def project(state: State, book: Book) -> Projection:
    """What is cached of this state. Only entries and the calendar enter, and the day only through what has run out."""
    return Projection(_columns(state), *rows(state, book))


def rows(state: State, book: Book) -> tuple[Rows, Rows, Rows]:
    """The dues, the tallies and the guests alone."""
    tallies = frozenset((t.figure, t.entry, t.on, t.value, t.distinct) for t in book.tallies(state))
    return frozenset(map(_due, state.dues())), tallies, _guests(state)


def _guests(state: State) -> Rows:
    """The organs that the first step names as taking part, where the procedure declares that it does."""
    field = state.procedure.guests
    first = state.entries[0].facts if field and state.entries else None
    return frozenset((organ,) for organ in getattr(first, field, ())) if field else frozenset()


def _columns(state: State) -> tuple[Any, ...]:
    unmet = state.unmet()
    asked = [d for d in unmet if d.on is not None and _asks(d, state.day)]
    nearest = min(asked, key=lambda d: (d.on or date.max, d.limit.of.by.party), default=None)
    closed = state.closed
    published, withdrawn = _publication(state)
    return (
        state.outcome,
        closed,
        nearest.on if nearest else None,
        nearest.limit.of.title if nearest else "",
        nearest.limit.of.by.party if nearest else False,
        nearest is None and any(d.still for d in unmet),
        nearest.warn_on if nearest else None,
        state.wakes_on,
        state.entries[-1].on if closed else None,
        published,
        withdrawn,
    )


def _asks(due: Due, day: date) -> bool:
    """A right that is over, or the authority's own discretion, asks nothing of anybody."""
    return due.light(day) != "off" and (due.limit.of.must or due.limit.of.by.party)


def _due(d: Due) -> tuple[Any, ...]:
    return (
        d.limit.key,
        d.start.id,
        d.since,
        d.on,
        d.warn_on,
        d.met.id if d.met else None,
        d.met.on if d.met else None,
        d.late,
        d.still,
        d.limit.of.by.party,
        d.limit.of.title,
    )


def _publication(state: State) -> tuple[date | None, date | None]:
    """When the public record was put up, and when it was taken down again."""
    published = withdrawn = None
    for e in state.entries:
        step = state.plan.steps[e.step]
        if step.publishes:
            published, withdrawn = e.on, None
        elif step.withdraws and published:
            withdrawn = e.on
    return published, withdrawn


SET_MATTER = f"UPDATE matter SET {', '.join(f'{c} = %s' for c in COLUMNS)} WHERE id = %s"
INSERT_DUES = f'INSERT INTO due (matter, "limit", {", ".join(DUE_COLUMNS[1:])}) VALUES '
INSERT_TALLIES = 'INSERT INTO tally (matter, figure, entry, counted_on, value, "distinct") VALUES '
INSERT_GUESTS = "INSERT INTO guest (matter, organ) VALUES "
DELETE_DUES, THIS_DUE = "DELETE FROM due WHERE matter = %s AND ", '("limit" = %s AND start = %s)'
DELETE_TALLIES, THIS_TALLY = "DELETE FROM tally WHERE matter = %s AND ", "(figure = %s AND entry = %s)"
AT_ONCE = 50
"""Rows of one statement: SQLite takes 999 parameters at the least."""


def write(cursor: Any, matter: str, before: Projection, after: Projection) -> None:
    """Brings the cached rows of a matter from `before` to `after`."""
    if before.matter != after.matter:
        cursor.execute(SET_MATTER, (*after.matter, matter))
    write_rows(cursor, matter, before, after)


def write_rows(cursor: Any, matter: str, before: Projection, after: Projection) -> None:
    """The same without the matter's own columns, where the matter's own columns are written with its entry."""
    gone, new = _difference(before.dues, after.dues)
    _delete(cursor, DELETE_DUES, THIS_DUE, matter, gone)
    _insert(cursor, INSERT_DUES, matter, new)
    lost, more = _difference(before.tallies, after.tallies)
    _delete(cursor, DELETE_TALLIES, THIS_TALLY, matter, lost)
    _insert(cursor, INSERT_TALLIES, matter, more)
    if before.guests != after.guests:
        cursor.execute("DELETE FROM guest WHERE matter = %s", (matter,))
        _insert(cursor, INSERT_GUESTS, matter, sorted(after.guests))


def _insert(cursor: Any, sql: str, matter: str, new: list[tuple[Any, ...]]) -> None:
    for i in range(0, len(new), AT_ONCE):
        part = new[i : i + AT_ONCE]
        marks = f"({', '.join(['%s'] * (len(part[0]) + 1))})"
        cursor.execute(sql + ", ".join([marks] * len(part)), [value for row in part for value in (matter, *row)])


def _delete(cursor: Any, sql: str, one: str, matter: str, gone: list[tuple[Any, ...]]) -> None:
    for i in range(0, len(gone), AT_ONCE):
        part = gone[i : i + AT_ONCE]
        cursor.execute(f"{sql}({' OR '.join([one] * len(part))})", [matter, *(value for key in part for value in key)])


def _difference(before: Rows, after: Rows) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """(keys to delete, rows to insert). Rows are deleted by two columns, so what shares these is rewritten."""
    gone = sorted({row[:2] for row in before - after})
    new = after - before
    if gone:
        new |= {row for row in after if row[:2] in gone}
    return gone, sorted(new, key=lambda row: row[:2])


def forget(cursor: Any, matter: str) -> None:
    """Removes all cached rows of a matter, before they are rebuilt."""
    cursor.execute("DELETE FROM due WHERE matter = %s", (matter,))
    cursor.execute("DELETE FROM tally WHERE matter = %s", (matter,))
    cursor.execute("DELETE FROM guest WHERE matter = %s", (matter,))
