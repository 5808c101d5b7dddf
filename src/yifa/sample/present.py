"""The present days of a demonstration: matters on their way, draws in every state, a joint year, firms that speak.

All is dated from the day on which it is made; nothing of it falls into the year of the totals, and no total counts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from yifa.actions.county import county
from yifa.actions.county import now as present
from yifa.chapters.enforcement.inspection_facts import Found
from yifa.kernel.calendar import BeyondCalendar
from yifa.kernel.figure import Book
from yifa.registry.models import Officer, Organ, Subject, valid_on
from yifa.store.sequence import sequence

from .agenda import Agenda
from .cast import Cast, Certificate
from .demand import Demand
from .draws import Script, hold
from .firms import Door, busy_firm, cap_visits, doors, firm_of, near_the_cap, of_market, rate, speak
from .joint import plan_year, years
from .pace import Pace
from .share import Unwalkable
from .targets import Shares
from .visit import DAY, Made, Trip, go, workday
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


LATEST = timedelta(days=75)
"""So long before the end of the known calendar a matter can still be walked to its end."""
REGISTERED, GOODS, SAFETY = "登记和公示信息检查", "产品质量监督检查", "安全生产监督检查"


@dataclass(frozen=True)
class Lively:
    """What the present days brought. `doors`: links of firms, for whoever tries it out."""

    doors: tuple[Door, ...]
    visits: tuple[Made, ...]


def liven(now: datetime | None = None) -> Lively:
    """Fills the present days of a county that was built by `build`; ends with a checkpoint."""
    moment = now or present()
    today, place, agenda = moment.date(), county(), Agenda(moment)
    open_some(moment)
    cap_visits()
    lists = [plan_year(y, agenda) for y in years(today, place.calendar.last)]
    lists += [hold(script, agenda) for script in scripts(today)]
    every, own = _firms(today), list[Made]()
    for n in range(3):  # too few answers for the bureau of emergencies to be published
        found = (Found.clean, Found.corrected)[n % 2]
        go(Trip("yingji", every[40 + n], workday(today - (146 - 2 * n) * DAY), (SAFETY,), found=found), agenda, own)
    agenda.run()
    over = sorted((m for m in (*chain(*lists), *own) if m.over), key=lambda m: (m.over, m.trip.subject))
    busy = busy_firm(over, today)
    quiet = next(m.trip.subject for m in reversed(over) if m.trip.subject != busy)
    near_the_cap(busy, agenda, own)
    for key, stops in zip([f for f in every if f not in (busy, quiet)][60:], ("entry", "filing"), strict=False):
        go(of_market(key, today, stops), agenda, own)
    agenda.run()
    rate([m for m in over if m.trip.subject != busy], moment)  # the busy firm has its ratings still to give
    handed = doors((busy, quiet), moment)
    speak(firm_of(busy, today), firm_of(quiet, today), moment)
    sequence(place.signer(), moment)
    return Lively(tuple(handed), tuple(chain(*lists, own)))


def scripts(today: date) -> list[Script]:
    """Draws of the last half year: results published; abandoned; overdue, since nobody opens it; on its way; sealed."""
    gone = "冻结以后发现方案漏写一个乡镇，作废，另立一次"
    return [
        Script("shichang", "企业登记和公示信息双随机抽查", (REGISTERED,), today - 165 * DAY, 9, replaced="已经注销，名册还没有更新", absent=True),
        Script("shichang", "产品质量双随机抽查（方案有误）", (GOODS,), today - 90 * DAY, 9, up_to="frozen", void=gone),
        Script("shichang", "产品质量双随机抽查", (GOODS,), today - 75 * DAY, 6, up_to="visited"),
        Script("shichang", "企业登记和公示信息双随机抽查（年报）", (REGISTERED,), today - 30 * DAY, 9, (12, 45), 20, replaced="装修停业到年底"),
        Script("shichang", "产品质量部门联合抽查", (GOODS,), today - 5 * DAY, 12, (20, 41), 20, 4, "witnessed", organs=("yingji",)),
    ]


def _firms(day: date) -> list[str]:
    return list(Subject.objects.filter(valid_on(day), kind="企业").order_by("key").values_list("key", flat=True))


def open_some(now: datetime) -> None:
    """Opens matters in the last weeks and takes their first steps."""
    today = now.date()
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
            pace = _begun(year, task, today - timedelta(days=age), place.calendar.last - LATEST)
            if pace is None:
                continue
            steps = max(1, len(pace.done) * (i + 1) // (len(ages) + 1))
            pace.done = [d for d in pace.done[:steps] if (d.served or d.on) <= today]
            if pace.done:
                Performer(cast, free.organ(task, pace.p), free.about(task, pace.p, units[i])).perform(pace)


def _begun(year: Year, task: Task, start: date, latest: date) -> Pace | None:
    """The way of a matter that began on a day, or on the last one from which the known calendar reaches to its end."""
    for day in dict.fromkeys((start, min(start, latest))):
        try:
            return year.begun(task, day)
        except (Unwalkable, BeyondCalendar):
            continue
    return None
