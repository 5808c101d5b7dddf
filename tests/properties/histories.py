"""Lawful histories of any declared procedure, chosen by a list of numbers: what the properties of replay range over."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st
from pydantic import ValidationError

from yifa.chapters.catalogue import procedures
from yifa.kernel.calendar import Calendar, Notice
from yifa.kernel.declare import Procedure
from yifa.kernel.entry import Entry
from yifa.kernel.facts import Facts
from yifa.kernel.replay import State, replay

SHIPPED = Calendar.load()
CALENDAR = Calendar([*SHIPPED.notices, *(Notice(SHIPPED.last.year + i, "", None, {}, frozenset()) for i in (1, 2, 3))])
"""The shipped notices and three more years without holidays, so that the latest versions have room to be walked in."""
FULL = [p for p in procedures() if len(p.steps()) > 3]
CHOICES = st.lists(st.integers(0, 9999), max_size=16)
DAY = timedelta(days=1)


def begins(p: type[Procedure]) -> date:
    return max(p.since + 20 * DAY, date(2022, 3, 7))


def state_of(p: type[Procedure], entries: list[Entry], day: date) -> State:
    return replay(p, entries, day, CALENDAR)


def example(asks: type[Facts], day: date, pick: int) -> Facts:
    """The picked example, or the plain one where the facts forbid that combination."""
    try:
        return asks.example(day, pick)
    except ValidationError:
        return asks.example(day)


def walk(p: type[Procedure], choices: list[int], *, least: int = 0) -> tuple[list[Entry], date]:
    """Entries of which each was permitted on its day, and the last day looked at. `least`: days between two steps."""
    day, entries = begins(p), list[Entry]()
    for choice in choices:
        state = state_of(p, entries, day)
        if day > CALENDAR.last - 500 * DAY:
            break
        unserved = [
            i for i, e in enumerate(entries) if state.plan.steps[e.step].serves and e.served is None
        ]
        can = state.open()
        if unserved and choice % 2:
            entries[unserved[0]] = entries[unserved[0]]._replace(served=day)
        elif can:
            s = can[choice % len(can)]
            waiting = state.waiting(state.plan.target[s.key]) if state.plan.each[s.key] else []
            about = waiting[choice % len(waiting)].id if waiting else None
            by = frozenset({f"person{len(entries) % 3}"})
            facts = example(s.asks, day, choice)
            made = Entry(len(entries) + 1, s.key, day, facts, about, None, None, by)
            if not state.why_not(s, about, by) and not state.ahead(s, made):
                entries.append(made)
        day += max(least, (0, 1, 3, 8, 21, 70)[choice % 6]) * DAY
    return entries, day


def met(state: State) -> dict[tuple[str, int], tuple[int, date | None, bool]]:
    """What was met, by limit and start: by which entry, due when, late or not."""
    return {
        (d.limit.key, d.start.id): (d.met.id, d.on, d.late)
        for d in state.dues()
        if d.met is not None and not d.met.deemed and not d.start.deemed
    }
