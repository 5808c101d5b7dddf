"""The case that is measured: a reconsideration from its acceptance to the publication of its decision."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from yifa.chapters.catalogue import version
from yifa.kernel.calendar import Calendar
from yifa.kernel.entry import Entry
from yifa.kernel.plan import plan_of
from yifa.kernel.replay import replay

DAY = date(2024, 3, 5)
FIRST = "application"


@cache
def course() -> tuple[str, ...]:
    """The steps after the application that the law in force on that day makes everybody take, all on one day."""
    law = version("review", DAY)
    plan, calendar = plan_of(law), Calendar.load()
    taken = [FIRST]
    while True:
        entries = [Entry(i, k, DAY, plan.steps[k].asks.example(DAY)) for i, k in enumerate(taken, 1)]
        must = [s.key for s in replay(law, entries, DAY, calendar).open() if s.must]
        if not must:
            return tuple(taken[1:])
        taken.append(must[0])


def facts() -> dict[str, Any]:
    """What each step is told, as plain values."""
    steps = plan_of(version("review", DAY)).steps
    return {k: steps[k].asks.example(DAY).model_dump(mode="json") for k in (FIRST, *course())}
