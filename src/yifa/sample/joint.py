"""A joint year of a sample: departments file duties, the planner merges them, one visit is moved by hand, the plan is
approved and published, and its visits are made as far as the clock has come."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from yifa.actions.firms.shared import VerifiedFirm
from yifa.actions.firms.spared_days import spare_days
from yifa.actions.joint.adjust_joint_plan import Wish, adjust_joint_plan
from yifa.actions.joint.decide_filing import decide_filing
from yifa.actions.joint.file_duties import file_duties
from yifa.actions.joint.files import PLANS, Kept, kept
from yifa.actions.joint.open_joint_year import open_joint_year
from yifa.actions.joint.plan_joint_year import plan_joint_year
from yifa.actions.joint.plans import year_of
from yifa.actions.joint.publish_joint_plan import approve_joint_plan, publish_joint_plan
from yifa.actions.refused import Refused
from yifa.chapters.enforcement.inspection_facts import Found
from yifa.chapters.enforcement.joint_plan import Change
from yifa.joint.model import Visit
from yifa.joint.read import DUTY
from yifa.registry.models import Officer, Subject, valid_on
from yifa.store.models import Matter

from .agenda import Agenda
from .cast import JUSTICE
from .visit import DAY, Made, Trip, at, go, holder, workday

EARLIER, LATER = 15, 60
"""Days before and after the one on which a department would come of its own that suit it as well."""


@dataclass(frozen=True)
class Line:
    """What a department wants to check: the trades that it is about (all if empty), one firm in so many, whether it may be
    merged, and minutes. `shift`: days after the firm's own time of the year."""

    organ: str
    item: str
    trades: tuple[str, ...]
    every: int
    minutes: int
    shift: int = 0
    mergeable: bool = True


LINES = (
    Line("shichang", "食品安全监督检查", ("食品", "餐饮"), 1, 60),
    Line("shichang", "产品质量监督检查", ("建材", "机械", "电子", "家居"), 2, 60, 10),
    Line("yingji", "安全生产监督检查", ("建材", "机械", "药业", "食品"), 2, 90, 20),
    Line("xiaofang", "消防监督检查", ("餐饮", "服饰", "物流", "食品"), 2, 60, -10),
    Line("shengtai", "污染防治现场检查", ("建材", "药业", "电子"), 2, 90, 30),
    Line("weijian", "公共场所卫生监督检查", ("餐饮",), 3, 45, 0, mergeable=False),
)
BASIS = "青禾县涉企行政检查频次规定（示例）"


def years(today: date, last: date) -> list[int]:
    """The years whose plan a demonstration shows: the one in which most visits were made by now, and the present one as
    far as a calendar is known for it."""
    return sorted({y for y in ((today - 75 * DAY).year, today.year) if date(y, 12, 31) <= last} or {last.year})


def plan_year(year: int, agenda: Agenda) -> list[Made]:
    """Puts the year on the agenda; its visits are added to what is given back. None where no department could file."""
    made: list[Made] = []
    begun = max(workday(date(year - 1, 12, 8)), date(2025, 1, 2))
    lines = [x for x in LINES if _able(x, date(year, 3, 2))]
    firms = list(Subject.objects.filter(valid_on(begun), kind="企业").order_by("key"))
    if lines and firms and at(begun + 21 * DAY, 18) <= agenda.now:
        agenda.put(at(begun, 9), lambda: _year(year, begun, lines, firms, agenda, made))
    return made


def _year(year: int, begun: date, lines: list[Line], firms: list[Subject], agenda: Agenda, made: list[Made]) -> None:
    matter = _decided(year, begun, lines, firms)
    found = Matter.objects.get(pk=matter)
    plan = kept(PLANS, year_of(found).certificate)
    for n, v in enumerate(sorted(plan.visits, key=lambda v: (v.on, v.id))):
        go(_trip(plan, v, found.number, n), agenda, made)


def _able(line: Line, day: date) -> bool:
    return Officer.objects.filter(valid_on(day), organ=line.organ, items__contains=line.item).count() >= 2


def _decided(year: int, begun: date, lines: list[Line], firms: list[Subject]) -> str:
    """The plan from the rules to its publication; the matter."""
    watch, head = holder(JUSTICE, "supervisor", begun), holder(JUSTICE, "head", begun)
    rules = {
        "year": year, "visits_per_subject": 2, "visitors_per_visit": 8, "travel_minutes": 40, "minutes_per_day": 420,
        "basis": BASIS,
    }  # fmt: skip
    matter = open_joint_year(watch, rules, now=at(begun, 9)).matter
    _ask_to_be_spared(year, begun + 3 * DAY, firms)
    for organ in dict.fromkeys(x.organ for x in lines):
        _file(organ, year, begun + 6 * DAY, [x for x in lines if x.organ == organ], firms)
    plan_joint_year(watch, matter, now=at(begun + 14 * DAY, 9))
    _adjust(matter, at(begun + 15 * DAY, 10))
    approve_joint_plan(head, matter, "同意。", now=at(begun + 17 * DAY, 9))
    publisher = holder(JUSTICE, "registrar", begun)
    publish_joint_plan(publisher, matter, "企业可以在自己的页面上看到哪天来、谁来、查什么。", now=at(begun + 21 * DAY, 10))
    return matter


def _file(organ: str, year: int, day: date, lines: list[Line], firms: list[Subject]) -> None:
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(DUTY)
    out.writerows(_duties(year, lines, firms))
    clerk = holder(organ, "officer", day)
    matter = file_duties(clerk, year, f"{year}年检查计划.csv", text.getvalue().encode(), now=at(day, 10)).matter
    decide_filing(holder(organ, "head", day), matter, "approved", now=at(day + DAY, 11))
    if any(x.mergeable for x in lines):
        decide_filing(holder(organ, "registrar", day), matter, "published", now=at(day + DAY, 15))


def _duties(year: int, lines: list[Line], firms: list[Subject]) -> Iterator[list[object]]:
    """One row a duty. The last one asks for more people than may come at once, and is left out with its reason."""
    first, last, n = date(year, 2, 24), date(year, 12, 22), 0
    for line in lines:
        able = [f for f in firms if not line.trades or any(t in f.name for t in line.trades)]
        chosen = [f for i, f in enumerate(able) if i % line.every == 0]
        for f in chosen:
            n += 1
            middle = first + timedelta(days=10 + Random(f"{year} {f.key}").randrange(290) + line.shift)
            window = min(max(first, middle - EARLIER * DAY), last - 14 * DAY), min(last, middle + LATER * DAY)
            team = 9 if line.organ == "yingji" and f is chosen[-1] else 2
            yield [f"{n:03}", f.key, f.township, line.item, line.organ, *window, line.minutes, int(line.mergeable), team]


def _ask_to_be_spared(year: int, day: date, firms: list[Subject]) -> None:
    for f, month, why in zip(firms[5:90:17], (4, 6, 9, 10, 11), ("采茶", "停产检修", "年中盘点", "设备搬迁", "年终盘点"), strict=False):
        days = {"first": date(year, month, 8), "last": date(year, month, 17), "reason": why}
        spare_days(VerifiedFirm(f.key, f.name), days, now=at(day, 20))


def _adjust(matter: str, when: datetime) -> None:
    """Moves one visit of autumn by hand, to the next day on which nothing stands against it."""
    plan = kept(PLANS, year_of(Matter.objects.get(pk=matter)).certificate)
    watch = holder(JUSTICE, "supervisor", when.date())
    for v in (v for v in plan.visits if len(v.duties) > 1 and v.on.month >= 9):
        for n in range(1, 8):
            try:
                wish = Wish(Change.moved, v.id, on=workday(v.on + n * DAY))
                adjust_joint_plan(watch, matter, wish, "企业来电：那天全厂停电检修", now=when)
            except Refused:
                continue
            return


def _trip(plan: Kept, v: Visit, number: str, n: int) -> Trip:
    """The visit as its first organ files it; the others come with it."""
    order = [x.organ for x in LINES]
    organs = sorted(plan.organs(v), key=order.index)
    items = tuple(dict.fromkeys(plan.of[d].item for d in v.duties))
    people = tuple(o for o in v.officers if plan.who[o].organ == organs[0])
    found = (Found.clean, Found.clean, Found.corrected, Found.clean)[n % 4]
    secret = plan.secret(v)
    return Trip(
        organs[0], v.subject, v.on, items, officers=people, found=found, plan_ref=number, partners=tuple(organs[1:]),
        noticed=not secret and n % 3 == 0,
    )  # fmt: skip


