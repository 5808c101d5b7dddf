"""The firms' side of a sample: caps on visits, links, ratings, a visit that nobody filed, a complaint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from yifa.actions.firms.complain import complain
from yifa.actions.firms.fetch_rating_token import fetch_rating_token
from yifa.actions.firms.issue_firm_link import issue_firm_link
from yifa.actions.firms.rate_visit import rate_visit
from yifa.actions.firms.report_visit import report_visit
from yifa.actions.firms.shared import VerifiedFirm
from yifa.actions.firms.spared_days import spare_days
from yifa.actions.joint.plans import announced
from yifa.actions.register_rows import register_rows
from yifa.actions.take_step import take_step
from yifa.actions.visits import frequency
from yifa.chapters.oversight.visit_reports import VisitReport
from yifa.registry.models import Organ, Subject, valid_on
from yifa.registry.rosters import ROSTERS
from yifa.store.models import Matter

from .agenda import Agenda
from .cast import GOVERNMENT, JUSTICE
from .visit import DAY, Made, Trip, at, go, holder, workday

CAPS = {"A": 2, "B": 3, "C": 4, "D": 6}
"""Visits that an organ may make to a firm in a year, by credit class. Example values, of no place."""
CAPS_SINCE = date(2025, 1, 1)
STARS = (5, 4, 5, 3, 5, 4, 5, 2, 5, 4)
MARKET, FOOD, GOODS = "shichang", "食品安全监督检查", "产品质量监督检查"


@dataclass(frozen=True)
class Door:
    """The link of a firm with its number, for whoever tries the demonstration out."""

    firm: str
    token: str
    number: str


def cap_visits() -> None:
    """The caps of the county, in the roster."""
    when = at(date(2025, 1, 6), 9)
    rows = [
        {"key": f"PC-{credit}", "name": f"信用{credit}级企业一般入企检查", "credit": credit, "times": times,
         "basis": "青禾县涉企行政检查频次上限公告（示例）", "since": CAPS_SINCE}
        for credit, times in CAPS.items()
    ]  # fmt: skip
    register_rows(holder(GOVERNMENT, "registrar", when.date()), ROSTERS["visit_caps"], rows, now=when)


def rate(made: Sequence[Made], now: datetime) -> None:
    """Firms rate the visits that are over: two in three of those by the market bureau, one in three of the others."""
    over = [m for m in made if m.over and at(m.over + 3 * DAY, 20) <= now]
    for i, m in enumerate(sorted(over, key=lambda m: (m.over, m.matter))):
        if (m.trip.organ == MARKET) == bool(i % 3):
            said, when = firm_of(m.trip.subject, m.over or now.date()), at((m.over or now.date()) + 3 * DAY, 20)
            rate_visit(fetch_rating_token(said, m.matter, now=when), STARS[i % len(STARS)], now=when)


def firm_of(key: str, day: date) -> VerifiedFirm:
    found = Subject.objects.filter(valid_on(day), key=key).get()
    return VerifiedFirm(found.key, found.name)


def busy_firm(made: Sequence[Made], day: date) -> str:
    """A firm below its cap that the market bureau has visited this year and that a joint visit still awaits; as near to that
    as there is."""
    seen = {m.trip.subject for m in made if m.trip.organ == MARKET and m.over and m.over.year == day.year}
    firms = Subject.objects.filter(valid_on(day), kind="企业").order_by("key").values_list("key", "credit")

    def short_of(firm: tuple[str, str]) -> int:
        ahead = any(a.on > day for a in announced(firm[0], day.year))
        known = frequency(MARKET, firm[0], day)
        full = known.cap is None or known.made + known.ahead >= known.cap.times
        return 8 * (full or known.ahead > 0) + 4 * (firm[1] not in "BC") + 2 * (not ahead) + (firm[0] not in seen)

    return str(min(firms, key=short_of)[0])


def of_market(key: str, day: date, stops: str = "") -> Trip:
    """A visit of the market bureau under its own yearly plan, for what the firm deals in."""
    name = firm_of(key, day).name
    item = FOOD if "食品" in name or "餐饮" in name else GOODS
    return Trip(MARKET, key, day, (item,), plan_ref="年度检查计划", stops=stops)


def near_the_cap(key: str, agenda: Agenda, made: list[Made]) -> None:
    """Visits of the market bureau until one more uses up the cap of the year, and that one, approved for today."""
    today = agenda.now.date()
    known = frequency(MARKET, key, today)
    left = (known.cap.times if known.cap else 0) - 1 - known.made - known.ahead
    days = [d for n in range(1, 30) for d in (today - 13 * n * DAY,) if d.year == today.year]
    for d in days[: max(0, left)]:
        go(of_market(key, workday(d)), agenda, made)
    go(of_market(key, today, "approval"), agenda, made)


def speak(busy: VerifiedFirm, quiet: VerifiedFirm, now: datetime) -> None:
    """What firms say: an unfiled visit that waits for the supervisor, an earlier one that was looked into, a complaint,
    days to be spared."""
    today = now.date()
    stranger = "chengguan" if Organ.objects.filter(valid_on(today), key="chengguan").exists() else ""
    report_visit(
        busy,
        {"came_on": today - 2 * DAY, "at": "上午十点", "organ": stranger, "who": "两个人，没有出示证件",
         "what": "看了仓库，要求三天内整改，没有检查通知书，也没有检查码"},
        now=at(today - DAY, 8, 30),
    )  # fmt: skip
    _looked_into(quiet, stranger, today - 45 * DAY, now)
    visit = Matter.objects.filter(procedure="inspection", subject=busy.key, closed=True).order_by("-opened_on").first()
    number = {"number": visit.number} if visit else {}
    complain(busy, {**number, "what": "检查时要求生产线停了半天", "wants": "以后提前商量时间"}, now=at(today - DAY, 9))
    days = {"first": today + 20 * DAY, "last": today + 26 * DAY, "reason": "年终盘点"}
    spare_days(busy, days, now=at(today - DAY, 9, 10))


def _looked_into(said: VerifiedFirm, stranger: str, came: date, now: datetime) -> None:
    facts = {"came_on": came, "at": "下午", "organ": stranger, "what": "来了三个人看消防通道，没有出示检查通知书"}
    matter = report_visit(said, facts, now=at(came + DAY, 10)).matter
    watch = holder(JUSTICE, "supervisor", now.date())
    words = {"text": "调取当日派员记录，确有两名人员到过企业，没有备案", "unit": stranger}
    take_step(watch, matter, VisitReport.looked, words, now=at(came + 6 * DAY, 10))
    handled = {"result": "情况属实，已经处理", "text": "责令改正，约谈该单位负责人，这次检查的结果不得使用"}
    take_step(watch, matter, VisitReport.handled, handled, now=at(came + 14 * DAY, 10))
    answer = {"text": "您反映的情况属实。该单位没有备案就入企，已经责令改正；今后没有检查通知书或者检查码的，您可以拒绝。"}
    take_step(watch, matter, VisitReport.answered, answer, now=at(came + 15 * DAY, 10))


def doors(keys: Sequence[str], now: datetime) -> list[Door]:
    """A link for each of these firms, handed out by the justice bureau."""
    out = []
    for n, key in enumerate(keys):
        when = at(now.date() - 50 * DAY, 10, n)
        issued = issue_firm_link(holder(JUSTICE, "registrar", when.date()), key, "当面交给企业负责人，核对营业执照", now=when)
        out.append(Door(issued.firm.name, issued.token, issued.number))
    return out
