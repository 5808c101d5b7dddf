"""A few matters of the present days, so that a demonstration has something to do. They count for no given total."""

from __future__ import annotations

from datetime import timedelta

from yifa.actions.county import county
from yifa.actions.county import now as present
from yifa.kernel.figure import Book
from yifa.registry.models import Officer, Organ, Subject, valid_on
from yifa.store.sequence import sequence

from .cast import Cast, Certificate
from .demand import Demand
from .share import Unwalkable
from .targets import Shares
from .year import Performer, Task, Year

QUIET = Shares(late=0, withdrawn=0, wrong=0)
OPEN = (
    ("penalty", {"penalty_cases": 1}, (60, 33, 20, 9)),
    ("inspection", {"inspections_total": 1}, (12, 6, 3)),
    ("review", {"reconsideration_closed": 1}, (58, 30, 12, 4)),
    ("litigation", {"litigation_closed": 1}, (40, 10)),
    ("norm", {"normative_docs_issued": 1}, (25, 8)),
    ("supervision", {"supervision_problems_fixed": 2}, (35, 15)),
)
"""Procedure, where it is heading, and how many days ago each matter began. Each is stopped on its way."""


def open_some() -> None:
    """Opens matters in the last weeks and takes their first steps; ends with a checkpoint."""
    today = present().date()
    place = county()
    held: dict[str, list[Certificate]] = {}
    for organ, key, since, until in Officer.objects.filter(valid_on(today)).values_list("organ", "key", "since", "until"):
        held.setdefault(organ, []).append((key, since, until))
    organs = list(Organ.objects.filter(valid_on(today)).values_list("key", "kind"))
    able = [k for k, kind in organs if kind == "department" and len(held.get(k, [])) >= 2]
    able.sort(key=lambda k: k != "shichang")
    units = tuple(k for k, kind in organs if kind in ("department", "township"))
    firms = tuple(Subject.objects.filter(valid_on(today)).values_list("key", flat=True)[:60])
    cast = Cast(units, tuple(able[:3]) or units[:1], firms, {k: tuple(v) for k, v in held.items()})
    free = Year(place, Book({}), cast, today.year, QUIET)
    for key, amounts, ages in OPEN:
        figures = Book({k: f for k, f in place.book.figures.items() if k in amounts})
        year = Year(place, figures, cast, today.year, QUIET)
        for i, age in enumerate(ages):
            task = Task(key, i, len(ages), Demand(dict(amounts)))
            try:
                pace = year.begun(task, today - timedelta(days=age))
            except Unwalkable:
                continue
            steps = max(1, len(pace.done) * (i + 1) // (len(ages) + 1))
            pace.done = [d for d in pace.done[:steps] if (d.served or d.on) <= today]
            if pace.done:
                Performer(cast, free.organ(task, pace.p), free.about(task, pace.p, units[i])).perform(pace)
    sequence(place.signer())
