"""Dates, times, numbers and lights in the words that users read. Pure but for `time_tag`, which makes HTML.

Templates get these strings ready made: formatting in Python once is faster than template filters in every row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString

from yifa.kernel.calendar import BeyondCalendar, Calendar
from yifa.kernel.dues import Due
from yifa.kernel.facts import BEIJING

WEEKDAYS = "一二三四五六日"
LIGHTS = {
    "green": "正常",
    "yellow": "临近",
    "red": "已逾期",
    "still": "停走",
    "done": "按期",
    "late": "晚办",
    "off": "不需要",
}


def day(d: date, year: int | None = None) -> str:
    """2024年3月5日; 3月5日 where `year` is the year already shown."""
    short = f"{d.month}月{d.day}日"
    return short if d.year == year else f"{d.year}年{short}"


def weekday(d: date) -> str:
    return f"星期{WEEKDAYS[d.weekday()]}"


def day_weekday(d: date) -> str:
    """2026年10月16日，星期五"""
    return f"{day(d)}，{weekday(d)}"


def clock(t: datetime) -> str:
    """17:30, in Beijing time."""
    return f"{t.astimezone(BEIJING):%H:%M}"


def moment(t: datetime, year: int | None = None) -> str:
    """2026年10月20日 09:12, in Beijing time."""
    here = t.astimezone(BEIJING)
    return f"{day(here.date(), year)} {here:%H:%M}"


def time_tag(d: date | datetime, text: str = "", year: int | None = None) -> SafeString:
    """`<time datetime>` around the words."""
    words = text or (moment(d, year) if isinstance(d, datetime) else day(d, year))
    return format_html('<time datetime="{}">{}</time>', d.isoformat(), words)


def thousands(n: int) -> str:
    return f"{n:,}"


def yuan(fen: int) -> str:
    """Fen as yuan without the unit: 5000000 -> 50,000; 386050 -> 3,860.50."""
    sign, whole, rest = "-" if fen < 0 else "", *divmod(abs(fen), 100)
    return f"{sign}{whole:,}" + (f".{rest:02d}" if rest else "")


def money(fen: int) -> str:
    return f"{yuan(fen)}元"


def percent(basis_points: int) -> str:
    """893 -> 8.93%"""
    sign, whole, rest = "-" if basis_points < 0 else "", *divmod(abs(basis_points), 100)
    return f"{sign}{whole:,}.{rest:02d}%"


def remaining(on: date, today: date, workdays: int | None = None) -> str:
    """还剩6天, 还剩2个工作日 (`workdays`: how many lie after today up to `on`), 今天到期, 逾期4天."""
    if on < today:
        return f"逾期{(today - on).days}天"
    if on == today:
        return "今天到期"
    return f"还剩{(on - today).days}天" if workdays is None else f"还剩{workdays}个工作日"


@dataclass(frozen=True, slots=True)
class Lamp:
    """A status as it is shown: `light` is the class (its shape), `words` the status, `left` its second line."""

    light: str
    words: str
    left: str = ""


def lamp(
    light: str,
    today: date,
    *,
    on: date | None = None,
    workdays: int | None = None,
    met: date | None = None,
    still_since: date | None = None,
    at: datetime | None = None,
    party: bool = False,
) -> Lamp:
    """The words of a light. `on`: last day in time; `met`: the day it was done; `party`: the other side acts."""
    if light == "still":
        if still_since is None:
            return Lamp("still", "停走", "没有到期日")
        return Lamp("still", f"停走{(today - still_since).days}天", f"{day(still_since, today.year)}起，没有到期日")
    if light in ("done", "late"):
        limit = f"期限{day(on, today.year)}，" if on else ""
        left = f"{limit}{day(met, today.year)}办结" if met else limit.rstrip("，")
        if light == "done" or met is None or on is None:
            return Lamp(light, "按期办结" if light == "done" else "晚办结", left)
        return Lamp("late", f"晚{(met - on).days}天办结" if met > on else "当天晚办结", left)
    if on is None:
        return Lamp("off", "还没有到期日", "日历还没有导入到那一年")
    if light == "off":
        return Lamp("off", "期满未办", f"{day(on)}届满")
    left = f"{day(on)}，{clock(at)}前" if at else day_weekday(on)
    return Lamp(light, remaining(on, today, workdays), left + ("，等对方" if party else ""))


def lamp_of(due: Due, today: date, calendar: Calendar) -> Lamp:
    """The light of a due date, in the unit in which the law counts it."""
    light, workdays = due.light(today), None
    if due.on and due.on > today and due.working:
        try:
            workdays = calendar.workdays_between(today, due.on)
        except BeyondCalendar:
            workdays = None
    return lamp(
        light,
        today,
        on=due.on,
        workdays=workdays,
        met=due.met.on if due.met else None,
        still_since=next((x.start for x in due.off if x.end is None), None),
        at=due.at,
        party=due.limit.of.by.party,
    )
