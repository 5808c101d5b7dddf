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
    """The cached columns of a matter, its dues and its tallies, as rows."""

    matter: tuple[Any, ...]
    dues: Rows
    tallies: Rows


EMPTY = Projection((), frozenset(), frozenset())


def project(state: State, book: Book) -> Projection:
    """What is cached of this state. Only entries and the calendar enter, and the day only through what has run out."""
    unmet = [d for d in state.unmet() if d.on is not None and _asks(d, state.day)]
    nearest = min(unmet, key=lambda d: (d.on or date.max, d.limit.of.by.party), default=None)
    closed = state.closed
    published, withdrawn = _publication(state)
    matter = (
        state.outcome,
        closed,
        nearest.on if nearest else None,
        nearest.limit.of.title if nearest else "",
        nearest.limit.of.by.party if nearest else False,
        nearest is None and any(d.still for d in state.unmet()),
        nearest.warn_on if nearest else None,
        state.wakes_on,
        state.entries[-1].on if closed else None,
        published,
        withdrawn,
    )
    return Projection(matter, frozenset(map(_due, state.dues())), _tallies(state, book))


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


def _tallies(state: State, book: Book) -> Rows:
    return frozenset((t.figure, t.entry, t.on, t.value, t.distinct) for t in book.tallies(state))


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
INSERT_DUE = (
    'INSERT INTO due (matter, "limit", start, since, due_on, warn_on, met, met_on, late, still, party, step) '
    f"VALUES ({', '.join(['%s'] * (len(DUE_COLUMNS) + 1))})"
)
DELETE_DUE = 'DELETE FROM due WHERE matter = %s AND "limit" = %s AND start = %s'
INSERT_TALLY = (
    'INSERT INTO tally (matter, figure, entry, counted_on, value, "distinct") '
    f"VALUES ({', '.join(['%s'] * (len(TALLY_COLUMNS) + 1))})"
)
DELETE_TALLY = "DELETE FROM tally WHERE matter = %s AND figure = %s AND entry = %s"


READ_DUES = f"""SELECT {", ".join(f'"{c}"' for c in DUE_COLUMNS)} FROM due WHERE matter = %s"""
READ_TALLIES = f"""SELECT {", ".join(f'"{c}"' for c in TALLY_COLUMNS)} FROM tally WHERE matter = %s"""
DAYS = frozenset({"since", "due_on", "warn_on", "met_on", "counted_on"})


def stored(cursor: Any, matter: str) -> Projection:
    """The cached dues and tallies of a matter. Its columns are left out: they change with almost every step."""
    cursor.execute(READ_DUES, (matter,))
    dues = _rows(DUE_COLUMNS, cursor.fetchall())
    cursor.execute(READ_TALLIES, (matter,))
    return Projection((), dues, _rows(TALLY_COLUMNS, cursor.fetchall()))


def _rows(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Rows:
    """As `project` makes them: SQLite gives days as text (and yes and no as 1 and 0, which compare equal)."""
    if not rows or not any(isinstance(value, str) for c, value in zip(columns, rows[0], strict=True) if c in DAYS):
        return frozenset(rows)
    days = [c in DAYS for c in columns]
    return frozenset(
        tuple(date.fromisoformat(v) if is_day and v else v for is_day, v in zip(days, row, strict=True)) for row in rows
    )


def write(cursor: Any, matter: str, before: Projection, after: Projection) -> None:
    """Brings the cached rows of a matter from `before` to `after`."""
    if before.matter != after.matter:
        cursor.execute(SET_MATTER, (*after.matter, matter))
    gone, new = _difference(before.dues, after.dues)
    if gone:
        cursor.executemany(DELETE_DUE, [(matter, *key) for key in gone])
    if new:
        cursor.executemany(INSERT_DUE, [(matter, *d) for d in new])
    lost, more = _difference(before.tallies, after.tallies)
    if lost:
        cursor.executemany(DELETE_TALLY, [(matter, *key) for key in lost])
    if more:
        cursor.executemany(INSERT_TALLY, [(matter, *t) for t in more])


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
