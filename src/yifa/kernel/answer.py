"""What `yifa due` answers: the due date of one row of the table, with its account and what is arguable. Pure.

The conventions: the day of the event is not counted; `on` is the last day in time (max, window), the last day on show
(display), the day on which the period is full (min, trigger), or the latest day of notice (before).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from . import clock
from .calendar import BeyondCalendar, Calendar
from .clock import DAY, Off, Reason, Reckoning, day_words
from .law import Span
from .limit import UNIT_WORDS, UNITS, Limit
from .limits import Deadline, HourLimit, Table, load

MEANS = {
    "max": "这是最后一天",
    "window": "这是行使权利的最后一天",
    "display": "这是公示的最后一天",
    "min": "到这一天满期",
    "trigger": "到这一天期满，产生法律效果",
}
UNSAID = "起算点条文未明示"
FIRST, LAST = 1990, 2100
"""Years for which a question makes sense; beyond them it is a slip of the pen."""


@dataclass(frozen=True)
class Answer:
    """A due date: `on` (None where it cannot be known), the unit, the account in one sentence, and what is arguable."""

    limit: str
    on: date | datetime | None
    unit: str
    why: str
    arguable: str = ""
    reasons: tuple[Reason, ...] = ()

    def plain(self) -> dict[str, Any]:
        on = self.on.isoformat(timespec="minutes") if isinstance(self.on, datetime) else self.on and self.on.isoformat()
        return {"limit": self.limit, "on": on, "unit": self.unit, "why": self.why, "arguable": self.arguable or None}


def due(
    row: Limit,
    since: date,
    *,
    extended: bool = False,
    suspend: Sequence[tuple[date, date]] = (),
    calendar: Calendar,
    table: Table | None = None,
) -> Answer:
    """The due date of a limit for an event on `since`; both ends of each suspension are taken out.

    Raises ValueError, in words, for what cannot be asked."""
    for day in (since, *(d for pair in suspend for d in pair)):
        if not FIRST <= day.year <= LAST:
            raise ValueError(f"{day}不在{FIRST}年至{LAST}年之间；核对年份。")
    row = row.on(since)
    doubts = _doubts(row, since, extended, bool(suspend), table if table is not None else load())
    if row.direction == "before":
        if suspend:
            raise ValueError(f"“{row.name}”（{row.cite}）往前倒推，没有可以扣除的期间；去掉扣除再问。")
        return _before(row, since, extended, calendar, doubts)
    if extended and row.extendable_by < 0:
        words = f"{row.cite}允许延长，但没有写延长多少；以批准文书写明的日期为准。"
        return Answer(row.id, None, row.unit, words, "；".join([*doubts, "延长的长度法律没有规定"]))
    extend: list[Span] = []
    if extended and row.extendable_by:
        extend = [Span(row.extendable_by, UNITS[row.unit])] * max(1, row.extension_count)
        if row.extension_count < 0:
            doubts.append("延长的次数法律没有限制，这里按延长一次计算")
    got = clock.reckon(
        since,
        row.span,
        working=row.unit == "working_day",
        rolls=True if row.rolls else None,
        calendar=calendar,
        off=[Off(a, b, "扣除") for a, b in suspend],
        extend=extend,
        law=f"《{row.law}》",
    )
    notes = [_unused(got, suspend)] if suspend else []
    if extended and not row.extendable_by:
        notes.append(f"{row.cite}没有延长的规定，不能延长，没有加上延长")
    return _answer(row, got, doubts, notes)


def due_at(row: HourLimit, start: datetime) -> Answer:
    """The last minute of a limit in hours; they run through nights and holidays (民法典 art. 201)."""
    end = clock.end_at(start, row.span)
    why = f"{_minute(start)}起算，{row.hours}小时不分昼夜、不除节假日，到{_minute(end)}届满。依据{row.cite}。"
    out = row.since > start.date() or (row.until is not None and start.date() > row.until)
    doubt = f"这个期限{_period(row.since, row.until)}施行，{start.date()}不在其中" if out else ""
    return Answer(row.id, end, "hour", why, doubt, (Reason(end.date(), why, kind="full"),))


def due_in_year(row: Deadline, since: date, calendar: Calendar) -> Answer:
    """The next day of the year by which the duty is due after `since`; whether 某日前 includes that day is arguable,
    the working day before it is taken."""
    by = date(since.year, row.month, row.day)
    if by <= since:
        by = date(since.year + 1, row.month, row.day)
    doubt = f"“{row.month}月{row.day}日前”含不含当日有争议，这里从严按前一个工作日"
    if by < row.since:
        doubt += f"；这项义务自{row.since}起施行"
    try:
        on = calendar.sub_workdays(by, 1)
    except BeyondCalendar as beyond:
        return Answer(row.id, None, "calendar", str(beyond), doubt)
    why = f"{row.name}：{by.year}年{row.month}月{row.day}日前，最迟{day_words(on)}。依据{row.cite}。"
    return Answer(row.id, on, "calendar", why, doubt, (Reason(on, why, kind="full"),))


def _answer(row: Limit, got: Reckoning, doubts: list[str], notes: list[str]) -> Answer:
    why = got.why.rstrip("。")
    if got.reasons and got.reasons[-1].kind == "roll":
        why += f"（{row.rolls_basis}）"
        if row.bound in ("trigger", "display"):
            doubts = [*doubts, f"期满即产生效果的期间是否也顺延有不同理解，不顺延的为{day_words(got.reasons[-2].on)}"]
    if got.on is not None:
        why += f"，{MEANS[row.bound]}"
    parts = [why, *(n for n in notes if n)]
    if UNSAID in row.note:
        parts.append(next(x for x in row.note.split("；") if UNSAID in x))
    if row.restarted_by:
        parts.append(f"遇{'、'.join(row.restarted_by)}重新起算，以事由结束之日再问")
    arguable = "；".join([*doubts, *([got.arguable] if got.arguable else [])])
    basis = f"{row.cite}；本县依{row.local_basis}" if row.local_basis else row.cite
    return Answer(row.id, got.on, row.unit, f"{'；'.join(parts)}。依据{basis}。", arguable, got.reasons)


def _before(row: Limit, event: date, extended: bool, calendar: Calendar, doubts: list[str]) -> Answer:
    working = row.unit == "working_day"
    try:
        on = clock.notice_by(event, row.span, working=working, calendar=calendar)
    except BeyondCalendar as beyond:
        return Answer(row.id, None, row.unit, str(beyond), "；".join(doubts))
    why = f"{day_words(event)}当日不计，往前留足{row.span}（通知日也不计），最迟{day_words(on)}"
    if calendar.first < on <= calendar.last and not calendar.works(on):
        why += f"；这天是{calendar.name(on)}，当天办不了的要提前到{day_words(calendar.sub_workdays(on, 1))}"
    if extended:
        why += "；提前通知的期限没有延长，没有加上延长"
    why += f"。依据{row.cite}。"
    return Answer(row.id, on, row.unit, why, "；".join(doubts), (Reason(on, why, kind="full"),))


def _unused(got: Reckoning, suspend: Sequence[tuple[date, date]]) -> str:
    """Suspensions that lie outside the term change nothing: say so, they may be a slip."""
    full = next((r.on for r in reversed(got.reasons) if r.kind == "full"), None)
    start = got.reasons[0].on
    if full is None:
        return ""
    out = [f"{a}至{b}" for a, b in suspend if b < start + DAY or a > full]
    return f"{'、'.join(out)}不在期限之内，不影响届满日" if out else ""


def _doubts(row: Limit, since: date, extended: bool, suspended: bool, table: Table) -> list[str]:
    out: list[str] = []
    if row.unit_basis == "interpretive":
        out.append(f"条文没有写明是工作日还是自然日，这里按{UNIT_WORDS[row.unit]}：{row.note or '解释性'}")
    if row.open and row.open_if in ("", "extended" if extended else "", "suspended" if suspended else ""):
        out.append(row.open)
    if row.confidence == "unsure":
        out.append("全国没有统一规定，这里是可以修改的本地默认值")
    if not row.in_force(since):
        others = "、".join(r.id for r in table.versions_on(row, since))
        better = f"，那一天适用的是 {others}" if others else "，表里没有那一天适用的版本"
        if not others and "取代" in row.note:
            better += f"（{row.note}）"
        out.append(f"这个期限{_period(row.since, row.until)}施行，{since}不在其中{better}")
    if suspended and not row.excluded_by:
        out.append(f"{row.cite}没有写可以扣除的情形，扣除须另有依据")
    return out


def _period(since: date, until: date | None) -> str:
    return f"自{since}至{until}" if until else f"自{since}起"


def _minute(at: datetime) -> str:
    return f"{day_words(at.date())}{at:%H:%M}"
