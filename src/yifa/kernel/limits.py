"""The table of statutory limits: data/law/limits.toml, with a county's own parameters, and due dates by it. Pure.

Each row holds the number, its unit, from which day it runs, for whom, and how sure we are. `due()` answers for one row
what `yifa due` prints. What the law leaves open is said (`arguable`), never guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from . import clock, data
from .calendar import BeyondCalendar, Calendar
from .clock import Off, Reason, Reckoning, day_words
from .law import Span, Unit

UNITS: Mapping[str, Unit] = {"working_day": "工作日", "day": "日", "month": "月", "year": "年", "hour": "时"}
UNIT_WORDS = {"working_day": "工作日", "day": "自然日", "month": "月", "year": "年", "hour": "小时"}
LOCAL = frozenset({"local_example", "practice"})
YEAR_OF_VERSION = re.compile(r"_(19|20)\d\d$")


class UnknownLimit(LookupError):
    """No such row; the text suggests near ones."""


class LocalError(ValueError):
    """A local parameter that may not stand; the text names the row, the article and what to do."""


@dataclass(frozen=True)
class Limit:
    """One row. `bound`: max, min, window, display or trigger; `direction`: after or before the event."""

    id: str
    procedure: str
    name: str
    amount: int
    unit: str
    unit_basis: str
    bound: str
    direction: str
    from_event: str
    actor: str
    extendable_by: int
    extension_count: int
    excluded_by: tuple[str, ...]
    restarted_by: tuple[str, ...]
    law: str
    article: str
    since: date
    until: date | None
    scope: str
    confidence: str
    note: str
    rolls: bool
    rolls_basis: str
    local_basis: str = ""

    @property
    def span(self) -> Span:
        return Span(self.amount, UNITS[self.unit])

    @property
    def cite(self) -> str:
        laws, articles = self.law.split("；"), self.article.split("；")
        if len(laws) == len(articles):
            return "；".join(f"《{law}》{article}" for law, article in zip(laws, articles, strict=True))
        return f"《{self.law}》{self.article}"

    @property
    def for_party(self) -> bool:
        return self.bound == "window"

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Answer:
    """A due date: `on` (None where it cannot be known), the unit, the account in one sentence, and what is arguable."""

    limit: str
    on: date | None
    unit: str
    why: str
    arguable: str = ""
    reasons: tuple[Reason, ...] = ()

    def plain(self) -> dict[str, Any]:
        return {
            "limit": self.limit,
            "on": self.on.isoformat() if self.on else None,
            "unit": self.unit,
            "why": self.why,
            "arguable": self.arguable or None,
        }


class Table(Mapping[str, Limit]):
    """All rows by id; and the other kinds of rows of the file as plain data."""

    def __init__(self, rows: Mapping[str, Limit], raw: Mapping[str, Any]) -> None:
        self._rows, self.raw = dict(rows), raw

    def __getitem__(self, id: str) -> Limit:
        found = self._rows.get(id)
        if found is None:
            near = get_close_matches(id, self._rows, n=3, cutoff=0.5)
            hint = f"是不是：{'、'.join(near)}" if near else "用 yifa procedures 查看全部期限"
            raise UnknownLimit(f"没有叫“{id}”的期限。{hint}。")
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def version_on(self, row: Limit, day: date) -> Limit | None:
        """The row of the same rule that was in force on a day, if the table has it."""
        base = YEAR_OF_VERSION.sub("", row.id)
        return next(
            (r for r in self._rows.values() if YEAR_OF_VERSION.sub("", r.id) == base and r.in_force(day)), None
        )

    def with_local(self, folder: Path) -> Table:
        """The table with the county's own parameters (`local.toml`). Raises LocalError."""
        file = folder / "local.toml"
        if not file.exists():
            return self
        try:
            own = tomllib.loads(file.read_text(encoding="utf-8")).get("limits", {})
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise LocalError(f"{file.name}：读不出来（{error}）。请存成 UTF-8 的 TOML。") from None
        return Table({**self._rows, **{id: _localised(self[id], row, file.name) for id, row in own.items()}}, self.raw)

    def local_spans(self) -> dict[str, Span]:
        """The amounts that the county changed, as replay takes them."""
        return {id: r.span for id, r in self._rows.items() if r.local_basis}


@cache
def load() -> Table:
    """The shipped table."""
    raw = tomllib.loads(data.path("law/limits.toml").read_text(encoding="utf-8"))
    rules = {r["law_zh"]: r for r in raw["day_rule"] if r.get("rolls")}
    return Table({r["id"]: _row(r, rules) for r in raw["limit"]}, raw)


def _row(r: Mapping[str, Any], rules: Mapping[str, Any]) -> Limit:
    rule = next((rules[law] for law in r["law_zh"].split("；") if law in rules), None)
    return Limit(
        id=r["id"],
        procedure=r["procedure"],
        name=r["name_zh"],
        amount=r["amount"],
        unit=r["unit"],
        unit_basis=r["unit_basis"],
        bound=r["bound"],
        direction=r["direction"],
        from_event=r["from_event"],
        actor=r["actor"],
        extendable_by=r["extendable_by"],
        extension_count=r.get("extension_count", 1),
        excluded_by=tuple(r["excluded_by"]),
        restarted_by=tuple(r["restarted_by"]),
        law=r["law_zh"],
        article=r["article"],
        since=r["in_force_from"],
        until=r.get("in_force_to"),
        scope=r["scope"],
        confidence=r["confidence"],
        note=r.get("note", ""),
        rolls=rule is not None,
        rolls_basis=f"《{rule['law_zh']}》{rule['rolls_basis']}" if rule else "",
    )


def _localised(row: Limit, own: Mapping[str, Any], file: str) -> Limit:
    """A county may only tighten: shorter for the authority, longer for the citizen; local rows take any value."""
    where = f"{file} [limits.{row.id}]"
    amount, unit, basis = own.get("amount"), own.get("unit", row.unit), own.get("basis")
    if not isinstance(amount, int) or amount < 1:
        raise LocalError(f"{where}：amount 要是正整数。")
    if not basis:
        raise LocalError(f"{where}：缺少 basis；写明本地规定的名称和条款。")
    if unit not in UNITS:
        raise LocalError(f"{where}：unit 只能是 {'、'.join(UNITS)}。")
    if row.scope not in LOCAL:
        if unit != row.unit:
            raise LocalError(f"{where}：{row.cite}按{UNIT_WORDS[row.unit]}计算，本地规定不能换成{UNIT_WORDS[unit]}。")
        longer = row.for_party or row.bound in ("min", "display")
        if (amount < row.amount) if longer else (amount > row.amount):
            rule = "只能更长（保护当事人）" if longer else "只能更短（约束机关）"
            raise LocalError(f"{where}：{row.cite}定为{row.span}，本地规定{rule}，不能改成{amount}。")
    return replace(row, amount=amount, unit=unit, local_basis=str(basis))


def due(
    row: Limit,
    since: date,
    *,
    extended: bool = False,
    suspend: Sequence[tuple[date, date]] = (),
    calendar: Calendar,
    table: Table | None = None,
) -> Answer:
    """The due date of a limit for an event on `since`. Raises ValueError, in words, for what cannot be asked."""
    doubts = _doubts(row, since, suspend, table or load())
    if row.direction == "before":
        if extended or suspend:
            raise ValueError(f"{row.name}是提前通知的期限，没有延长和扣除。")
        return _before(row, since, calendar, doubts)
    extend: list[Span] = []
    if extended:
        if row.extendable_by == 0:
            raise ValueError(f"{row.name}（{row.cite}）不能延长。")
        if row.extendable_by < 0:
            words = f"{row.cite}允许延长，但没有写延长多少；以批准文书写明的日期为准"
            return Answer(row.id, None, row.unit, words, "；".join([*doubts, "延长的长度法律没有规定"]))
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
    return _answer(row, got, doubts)


def _answer(row: Limit, got: Reckoning, doubts: list[str]) -> Answer:
    arguable = "；".join([*doubts, *([got.arguable] if got.arguable else [])])
    why = got.why.rstrip("。")
    if got.reasons and got.reasons[-1].kind == "roll":
        why += f"（{row.rolls_basis}）"
    return Answer(row.id, got.on, row.unit, f"{why}。依据{row.cite}。", arguable, got.reasons)


def _before(row: Limit, event: date, calendar: Calendar, doubts: list[str]) -> Answer:
    working = row.unit == "working_day"
    try:
        on = clock.notice_by(event, row.span, working=working, calendar=calendar)
    except BeyondCalendar as beyond:
        return Answer(row.id, None, row.unit, str(beyond), "；".join(doubts))
    why = f"{day_words(event)}当日不计，往前留足{row.span}（通知日也不计），最迟{day_words(on)}。依据{row.cite}。"
    return Answer(row.id, on, row.unit, why, "；".join(doubts), (Reason(on, why, kind="full"),))


def _doubts(row: Limit, since: date, suspend: Sequence[tuple[date, date]], table: Table) -> list[str]:
    out: list[str] = []
    if row.unit_basis == "interpretive":
        out.append(f"条文没有写明是工作日还是自然日，这里按{UNIT_WORDS[row.unit]}：{row.note or '解释性'}")
    if row.confidence == "unsure":
        out.append("全国没有统一规定，这里是可以修改的本地默认值")
    if not row.in_force(since):
        other = table.version_on(row, since)
        better = f"，那一天适用的是 {other.id}" if other else "，表里没有那一天适用的版本"
        until = f"至{row.until}" if row.until else "起"
        out.append(f"这个期限{row.since}{until}施行，{since}不在其中{better}")
    if suspend and not row.excluded_by:
        out.append(f"{row.cite}没有写可以扣除的情形，扣除须另有依据")
    return out


def parse_day(text: object) -> date:
    """A date as 2024-03-05. Raises ValueError in words."""
    if isinstance(text, date) and not isinstance(text, datetime):
        return text
    try:
        if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}”不是日期；写成 2024-03-05 的样子，而且那一天要存在。") from None


def parse_range(text: object) -> tuple[date, date]:
    """`2024-03-05..2024-03-09`, both days taken out. Raises ValueError in words."""
    parts = text.split("..") if isinstance(text, str) else []
    if len(parts) != 2:
        raise ValueError(f"“{text}”不是起止日期；写成 2024-03-05..2024-03-09 的样子，首尾两天都扣除。")
    a, b = parse_day(parts[0].strip()), parse_day(parts[1].strip())
    if a > b:
        raise ValueError(f"扣除的开始{a}晚于结束{b}；请对调。")
    return a, b
