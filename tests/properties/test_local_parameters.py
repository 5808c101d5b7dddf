"""A county's own amounts: a matter's due and the answer of `yifa due` are one, for every limit and from every day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from properties.histories import CALENDAR, CHOICES, FULL, example, walk
from yifa.chapters.catalogue import procedures
from yifa.kernel import clock, limits
from yifa.kernel.answer import due as asked
from yifa.kernel.declare import NotBefore, Procedure, Within
from yifa.kernel.dues import Due, amount_on
from yifa.kernel.entry import Entry
from yifa.kernel.law import Span
from yifa.kernel.local import Local, Own
from yifa.kernel.plan import plan_of
from yifa.kernel.replay import State, replay

TABLE = limits.load()
DAY = timedelta(days=1)
FIRST, SECOND = date(2023, 6, 9), date(2024, 9, 30)
"""From when the two rows of each limit hold: within the years in which the histories are walked."""
STARTS = st.dates(date(2022, 1, 4), date(2025, 11, 28))


def rows(id: str) -> Iterator[tuple[date, int, str]]:
    """Two rows that the county may write for a limit: tighter and tighter again, or another number in another unit."""
    row = TABLE[id]
    if row.scope in limits.LOCAL:
        other = {"working_day": "day", "day": "working_day"}.get(row.unit, row.unit)
        yield FIRST, row.amount + 2, row.unit
        yield SECOND, row.amount, row.unit if row.extendable_by > 0 else other
    elif row.tighten == "longer":
        yield FIRST, row.amount + 1, row.unit
        yield SECOND, row.amount + 4, row.unit
    elif row.tighten == "shorter" and row.amount > 1:
        yield FIRST, row.amount - 1, row.unit
        yield SECOND, max(1, row.amount - 4), row.unit


@cache
def own() -> limits.Table:
    """The table with local rows for every limit that a county may change."""
    text = [
        f'[[limits.{id}]]\namount = {amount}\nunit = "{unit}"\nbasis = "县办法"\nsince = {since}\n'
        for id in TABLE
        for since, amount, unit in rows(id)
    ]
    with TemporaryDirectory() as folder:
        (Path(folder) / "local.toml").write_text("\n".join(text), encoding="utf-8")
        return TABLE.with_local(Path(folder))


def state_of(p: type[Procedure], entries: list[Entry], day: date, local: dict[str, Local]) -> State:
    return replay(p, entries, day, CALENDAR, local)


def answer(d: Due) -> date | datetime | None:
    off = [(x.start, x.end) for x in d.off if x.end is not None]
    return asked(own()[d.limit.key], d.since, suspend=off, calendar=CALENDAR, table=own()).on


def agree(d: Due) -> bool:
    """Whether this due was compared; it is, if the table knows its limit and nothing extended or stopped it."""
    if d.limit.key not in TABLE or d.extended or any(x.end is None for x in d.off):
        return False
    on, answered = d.on, answer(d)
    assert on == answered, (d.limit, d.since)
    return True


LINES = [
    (p, x)
    for p in procedures()
    for x in p.lines.values()
    if isinstance(x, (Within, NotBefore)) and x.key in TABLE and any(rows(x.key))
]


def named(pair: object) -> str:
    return f"{pair[0].__name__}.{pair[1].key}" if isinstance(pair, tuple) else str(pair)


@pytest.mark.parametrize("pair", LINES, ids=named)
@settings(max_examples=8, deadline=None)
@given(start=STARTS)
def test_the_amount_of_each_line_is_that_of_yifa_due(pair: tuple[type[Procedure], Within | NotBefore], start: date) -> None:
    """From any day: before the first row the law's own, then the row in force on the day from which the term runs."""
    _, line = pair
    amount, working = amount_on(line, start, own().local())
    row = own()[line.key].on(start)
    assert isinstance(amount, Span)
    assert (amount.n, working, row.unit == "working_day") == (row.amount, row.unit == "working_day", working)
    if isinstance(line, NotBefore) and line.ahead is not None:
        latest = clock.notice_by(start, amount, working=working, calendar=CALENDAR)
        assert latest == asked(row, start, calendar=CALENDAR, table=own()).on


@pytest.mark.parametrize("pair", [x for x in LINES if isinstance(x[1], Within)], ids=named)
@settings(max_examples=4, deadline=None)
@given(start=STARTS)
def test_a_term_of_a_matter_ends_when_yifa_due_says(pair: tuple[type[Procedure], Within], start: date) -> None:
    """Only what starts the limit is on record, so that nothing stops or extends it."""
    p, line = pair
    for d in alone(p, line, start):
        agree(d)


def test_most_limits_are_compared_so() -> None:
    """The rest need facts by which they apply; the histories below have them."""
    reached = {x.key for p, x in LINES if isinstance(x, Within) and any(map(agree, alone(p, x, date(2024, 3, 5))))}
    every = {x.key for _, x in LINES if isinstance(x, Within)}
    assert len(reached) > 0.6 * len(every), sorted(every - reached)


def alone(p: type[Procedure], line: Within, start: date) -> list[Due]:
    plan = plan_of(p)
    keys = sorted(plan.started_by[line.key], key=lambda k: plan.place[k])
    entries = [
        Entry(i, k, start, example(plan.steps[k].asks, start, 0), None, start if plan.steps[k].serves else None)
        for i, k in enumerate(keys, 1)
    ]
    return [d for d in state_of(p, entries, start, own().local()).dues() if d.limit.key == line.key]


@pytest.mark.parametrize("p", FULL, ids=lambda p: p.__name__)
@settings(max_examples=12, deadline=None)
@given(choices=CHOICES)
def test_every_due_of_a_lawful_history_is_that_of_yifa_due(p: type[Procedure], choices: list[int]) -> None:
    """With what stops the clock taken out on both sides."""
    entries, day = walk(p, choices)
    for d in state_of(p, entries, day, own().local()).dues():
        agree(d)


@pytest.mark.parametrize("p", FULL, ids=lambda p: p.__name__)
@settings(max_examples=8, deadline=None)
@given(choices=CHOICES)
def test_a_row_that_begins_later_moves_nothing_that_has_begun(p: type[Procedure], choices: list[int]) -> None:
    entries, day = walk(p, choices)
    tomorrow = {
        line.key: Local((Own(Span(line.amount.n * 3, line.amount.unit), "县办法", day + DAY),))
        for line in p.lines.values()
        if isinstance(line, (Within, NotBefore)) and isinstance(line.amount, Span)
    }
    with_it, without = state_of(p, entries, day, tomorrow), state_of(p, entries, day, {})
    assert [(d.limit.key, d.since, d.on) for d in with_it.dues() if d.since <= day] == [
        (d.limit.key, d.since, d.on) for d in without.dues() if d.since <= day
    ]
