"""Counting time as the law counts it: the first day left out, days that do not count, the last day. Pure.

`end_on` is the fast path that replay uses; `reckon` gives the same day with its account in words. Conventions:
民法典 arts. 200–204 and 民事诉讼法 art. 85; the unit of 日 and whether a last day rolls come from the cited law.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from .calendar import BeyondCalendar, Calendar
from .law import Span

DAY = timedelta(days=1)
WEEKDAYS = "一二三四五六日"
BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Off:
    """Days that do not count, both ends among them. `end` None: still running."""

    start: date
    end: date | None
    why: str = ""


@dataclass(frozen=True)
class Reason:
    """One line of the account of a due date. `nth`: which day of the term this is; None where it is not counted."""

    on: date
    words: str
    nth: int | None = None
    to: date | None = None
    kind: str = "count"
    """start, first, off, full, roll, extend, beyond."""


@dataclass(frozen=True)
class Reckoning:
    """A due date and why. `on` is None beyond the calendar (`beyond` says so) and while the clock stands still."""

    on: date | None
    unit: str
    reasons: tuple[Reason, ...] = ()
    arguable: str = ""
    beyond: str = ""

    @property
    def why(self) -> str:
        """The account in one sentence."""
        return "；".join(r.words for r in self.reasons) + "。" if self.reasons else self.beyond


def day_words(d: date) -> str:
    return f"{d.year}年{d.month}月{d.day}日（星期{WEEKDAYS[d.weekday()]}）"


def plus_months(d: date, n: int) -> date:
    """The same day of the month n months on (back, if negative), or that month's last day (民法典 art. 202)."""
    year, month = divmod(d.year * 12 + d.month - 1 + n, 12)
    return date(year, month + 1, min(d.day, monthrange(year, month + 1)[1]))


def merged(off: Iterable[Off], since: date) -> list[tuple[date, date]]:
    """The days taken out after `since`, as intervals in order that neither overlap nor touch."""
    spans = sorted((max(x.start, since + DAY), x.end) for x in off if x.end is not None and x.end > since)
    out: list[tuple[date, date]] = []
    for a, b in spans:
        if out and a <= out[-1][1] + DAY:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        elif a <= b:
            out.append((a, b))
    return out


def end_on(
    since: date,
    span: Span,
    *,
    working: bool,
    rolls: bool | None,
    calendar: Calendar,
    off: Sequence[Off] = (),
    extend: Sequence[Span] = (),
) -> date:
    """The last day in time. `extend`: each runs on from the end before it; only the last end rolls.

    Raises BeyondCalendar where working days or a roll need a notice that is not loaded."""
    end = _full(since, span, working, calendar, off)
    for part in extend:
        end = _full(end, part, working, calendar, off)
    return calendar.next_workday(end) if rolls else end


def _full(since: date, span: Span, working: bool, calendar: Calendar, off: Sequence[Off]) -> date:
    """The day on which the span is full, before any roll."""
    if span.unit == "时":
        raise ValueError("以小时计的期限用 end_at。")
    if span.n == 0:
        return since
    if working:
        end = calendar.add_workdays(since, span.n)
        for a, b in merged(off, since) if off else ():
            taken = calendar.workdays_between(a - DAY, b) if a <= end else 0
            end = calendar.add_workdays(end, taken) if taken else end
        return end
    months = {"月": 1, "年": 12}.get(span.unit)
    end = plus_months(since, span.n * months) if months else since + span.n * DAY
    for a, b in merged(off, since) if off else ():
        if a <= end:
            end += (b - a).days * DAY + DAY
    return end


def end_at(start: datetime, span: Span) -> datetime:
    """The last minute of a limit in hours; hours run through nights and holidays (民法典 art. 201)."""
    return start + timedelta(hours=span.n)


def notice_by(event: date, span: Span, *, working: bool, calendar: Calendar) -> date:
    """The latest day of notice so that `span` full days lie between it and the event."""
    if working:
        return calendar.sub_workdays(event, span.n) - DAY
    if span.unit in ("月", "年"):
        return plus_months(event, -span.n * (12 if span.unit == "年" else 1))
    return event - (span.n + 1) * DAY


def reckon(
    since: date,
    span: Span,
    *,
    working: bool,
    rolls: bool | None,
    calendar: Calendar,
    off: Sequence[Off] = (),
    extend: Sequence[Span] = (),
    law: str = "",
) -> Reckoning:
    """The last day in time, with its account. `extend`: each runs on from the end before it. Never raises for a day
    beyond the calendar: `on` is None then. `law`: whose silence about a last rest day the account speaks of."""
    unit = "工作日" if working else "自然日" if span.unit == "日" else span.unit
    still = next((x for x in off if x.end is None), None)
    reasons = [Reason(since, f"{day_words(since)}起算，当日不计", kind="start")]
    if still is not None:
        words = f"{still.why or '中止'}，自{day_words(still.start)}停走，恢复前没有届满日"
        return Reckoning(None, unit, (*reasons, Reason(still.start, words, kind="off")))
    try:
        end, counted = since, 0
        for i, part in enumerate((span, *extend)):
            start, end = end, _full(end, part, working, calendar, off)
            counted += part.n
            reasons += _account(start, end, part, counted, unit, calendar, off, again=i > 0)
        rolled = calendar.next_workday(end) if rolls else end
        if rolled != end:
            reasons.append(Reason(rolled, f"届满日是{calendar.name(end)}，顺延到{day_words(rolled)}", kind="roll"))
        doubts = [
            _silent(end, rolls, calendar, working, law),
            _other_total(since, span, extend, end, rolls, working, calendar, off),
            f"顺延到的{day_words(rolled)}在不计入的期间里，是否再往后顺延没有明文" if _inside(rolled, end, off) else "",
        ]
        return Reckoning(rolled, unit, tuple(reasons), "；".join(x for x in doubts if x))
    except BeyondCalendar as beyond:
        return Reckoning(None, unit, (*reasons, Reason(since, str(beyond), kind="beyond")), beyond=str(beyond))


def _account(
    start: date,
    end: date,
    span: Span,
    counted: int,
    unit: str,
    calendar: Calendar,
    off: Sequence[Off],
    *,
    again: bool,
) -> list[Reason]:
    """The lines from one end to the next. `counted`: how much of the term is full at `end`, extensions included."""
    by_day = span.unit in ("日", "工作日")
    out: list[Reason] = []
    if again:
        out.append(Reason(start, f"延长{span}，从原届满日接着计算", kind="extend"))
    else:
        first = _full(start, Span(1, span.unit), unit == "工作日", calendar, off) if by_day else start + DAY
        words = f"{day_words(first)}为第1个工作日" if unit == "工作日" else f"{day_words(first)}为第1日"
        if not by_day:
            words = f"按{unit}计算，{span}"
        out.append(Reason(first, words, 1 if by_day else None, kind="first"))
    for a, b in merged(off, start):
        if a <= end:
            why = "、".join(dict.fromkeys(x.why or "中止" for x in off if x.end and x.start <= b and x.end >= a))
            taken = calendar.workdays_between(a - DAY, b) if unit == "工作日" else (b - a).days + 1
            days = f"{taken}个工作日" if unit == "工作日" else f"{taken}日"
            words = f"{day_words(a)}{f'至{day_words(b)}' if b != a else ''}{why}，{days}不计入"
            out.append(Reason(a, words, to=b, kind="off"))
    if unit == "工作日":
        out += _holidays(start, end, calendar)
    out.sort(key=lambda r: (r.on, r.kind != "extend"))
    short = "" if by_day or end.day == start.day or merged(off, start) else f"，那个月没有{start.day}日，以月末为准"
    out.append(Reason(end, f"{day_words(end)}届满{span}{short}", counted if by_day else None, kind="full"))
    return out


def _holidays(start: date, end: date, calendar: Calendar) -> list[Reason]:
    """The festivals and worked weekends inside a count of working days; plain weekends go without saying."""
    out: list[Reason] = []
    d = start + DAY
    while d <= end:
        name = calendar.name(d)
        if name and not name.startswith("星期"):
            to = d
            while to + DAY <= end and calendar.name(to + DAY) == name:
                to += DAY
            span = day_words(d) if to == d else f"{day_words(d)}至{day_words(to)}"
            counted = name == "调休上班"
            words = f"{span}{name}，{'计入' if counted else '不计入'}"
            out.append(Reason(d, words, to=to, kind="count" if counted else "off"))
            d = to
        d += DAY
    return out


def _silent(end: date, rolls: bool | None, calendar: Calendar, working: bool, law: str) -> str:
    """The law is silent about a last day that is a rest day: say so, and which rule was taken."""
    if rolls is not None or working:
        return ""
    if not calendar.first <= end <= calendar.last:
        return f"届满日{day_words(end)}在已装入的放假安排之外，是不是休息日还不知道；这里按不顺延"
    if calendar.works(end):
        return ""
    try:
        later = f"为{day_words(calendar.next_workday(end))}"
    except BeyondCalendar:
        later = f"在{calendar.last.year + 1}年，放假安排还没有装入"
    return (
        f"届满日{day_words(end)}是{calendar.name(end)}，{law or '该法'}没有写末日遇休息日是否顺延；"
        f"这里按不顺延，主张依《民法典》第二百零三条顺延的{later}"
    )


def _other_total(
    since: date,
    span: Span,
    extend: Sequence[Span],
    end: date,
    rolls: bool | None,
    working: bool,
    calendar: Calendar,
    off: Sequence[Off],
) -> str:
    """An extension runs on from the first end as counted, not from where a rest day moved it: say so where it matters."""
    if not extend or working or not rolls:
        return ""
    moved = since
    for part in (span, *extend):
        moved = calendar.next_workday(_full(moved, part, working, calendar, off))
    taken = calendar.next_workday(end)
    if moved == taken:
        return ""
    return f"延长从原届满日接着计算，为{day_words(taken)}；原届满日遇休息日，主张从顺延后的日子起算延长的，为{day_words(moved)}"


def _inside(rolled: date, end: date, off: Sequence[Off]) -> bool:
    return rolled != end and any(x.end is not None and x.start <= rolled <= x.end for x in off)
