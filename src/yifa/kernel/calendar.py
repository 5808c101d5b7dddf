"""Which days are worked: the State Council's yearly notices as a table. Pure.

Holidays are dated data with the notice's number (`data/calendar/<year>.toml`); an official adds a year, or an urgent
change, as a file in the county's own `calendar/` folder. Beyond the loaded years nothing is guessed.
"""

from __future__ import annotations

import hashlib
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from . import data

SATURDAY = 5


class BeyondCalendar(LookupError):
    """A day beyond the loaded notices."""

    def __init__(self, day: int, first: date, last: date) -> None:
        super().__init__(
            f"放假安排只装到{first.year}年至{last.year}年，"
            f"{date.fromordinal(day).year if day > 0 else '更早'}年的通知还没有装入；"
            "通知发布后，把它写成一个 TOML 文件放进本县数据目录的 calendar 文件夹，期限会自动重算。"
        )


class CalendarError(ValueError):
    """A notice that cannot be used; the text names the file, the entry and what to do."""


@dataclass(frozen=True)
class Notice:
    """One year's arrangement. `holidays`: day off -> its festival; `workdays`: weekend days that are worked."""

    year: int
    number: str
    issued: date | None
    holidays: Mapping[date, str]
    workdays: frozenset[date]
    note: str = ""


class Calendar:
    """An immutable table of whole years without a gap, built from notices."""

    def __init__(self, notices: Iterable[Notice]) -> None:
        by_year = {n.year: n for n in sorted(notices, key=lambda n: n.year)}
        if not by_year:
            raise CalendarError("没有任何年度的放假安排；至少要装入一年。")
        years = list(by_year)
        for a, b in zip(years, years[1:], strict=False):
            if b != a + 1:
                raise CalendarError(f"放假安排缺少{a + 1}年；年份必须连续，请补上这一年的通知。")
        self.notices: tuple[Notice, ...] = tuple(by_year.values())
        self.first, self.last = date(years[0], 1, 1), date(years[-1], 12, 31)
        self._names = {d: name for n in self.notices for d, name in n.holidays.items()}
        extra = {d for n in self.notices for d in n.workdays}
        self._base = self.first.toordinal()
        span = self.last.toordinal() - self._base + 1
        self._works = bytes(self._rule(date.fromordinal(self._base + i), extra) for i in range(span))
        self._worked = [self._base + i for i in range(span) if self._works[i]]

    def _rule(self, d: date, extra: set[date]) -> bool:
        return d in extra or (d.weekday() < SATURDAY and d not in self._names)

    @classmethod
    def load(cls, *folders: Path) -> Calendar:
        """The shipped notices, and those of the county's own folders; a later file for a year replaces an earlier.

        Raises CalendarError. The files are read again only when one of them changed."""
        files = [f for folder in (data.path("calendar"), *folders) for f in sorted(folder.glob("*.toml"))]
        return _read_all(tuple((f, f.stat().st_mtime_ns, f.stat().st_size) for f in files))

    def works(self, d: date) -> bool:
        """Whether this day is a working day. Raises BeyondCalendar."""
        i = d.toordinal() - self._base
        if 0 <= i < len(self._works):
            return self._works[i] == 1
        raise BeyondCalendar(d.toordinal(), self.first, self.last)

    def name(self, d: date) -> str:
        """Why a day is not worked (春节, 星期六), or that a weekend day is (调休上班); "" for an ordinary day."""
        if d in self._names:
            return self._names[d]
        if d.weekday() >= SATURDAY:
            return "调休上班" if self.works(d) else f"星期{'六日'[d.weekday() - SATURDAY]}"
        return ""

    def notice(self, year: int) -> Notice | None:
        return next((n for n in self.notices if n.year == year), None)

    def add_workdays(self, d: date, n: int) -> date:
        """The n-th working day after `d`, which is itself not counted; n >= 1."""
        return self._nth(bisect_right(self._worked, d.toordinal()) + n - 1, d)

    def sub_workdays(self, d: date, n: int) -> date:
        """The n-th working day before `d`."""
        return self._nth(bisect_left(self._worked, d.toordinal()) - n, d)

    def _nth(self, i: int, d: date) -> date:
        if 0 <= i < len(self._worked) and self.first <= d <= self.last:
            return date.fromordinal(self._worked[i])
        if d > self.last or i >= len(self._worked):
            raise BeyondCalendar(max(d.toordinal(), self.last.toordinal() + 1), self.first, self.last)
        raise BeyondCalendar(self._base - 1, self.first, self.last)

    def workdays_between(self, a: date, b: date) -> int:
        """Working days from the day after `a` up to and with `b`; 0 if b <= a."""
        if not (self.first <= a and b <= self.last):
            raise BeyondCalendar((b if b > self.last else a).toordinal(), self.first, self.last)
        return max(0, bisect_right(self._worked, b.toordinal()) - bisect_right(self._worked, a.toordinal()))

    def next_workday(self, d: date) -> date:
        """`d` itself, or the first working day after it."""
        return d if self.works(d) else self.add_workdays(d, 1)

    @property
    def digest(self) -> str:
        """SHA-256 over the table: two calendars with the same working days have the same digest."""
        return hashlib.sha256(f"{self.first}:".encode() + self._works).hexdigest()


DAY = timedelta(days=1)


@lru_cache(maxsize=8)
def _read_all(files: tuple[tuple[Path, int, int], ...]) -> Calendar:
    found: dict[int, Notice] = {}
    for file, _, _ in files:
        notice = read_notice(file)
        found[notice.year] = notice
    return Calendar(found.values())


def read_notice(file: Path) -> Notice:
    """One notice from TOML. Raises CalendarError naming the file and the entry."""
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CalendarError(f"{file.name}：读不出来（{error}）。请存成 UTF-8 的 TOML。") from None
    year = raw.get("year")
    if not isinstance(year, int) or not 1950 <= year <= 2150:
        raise CalendarError(f"{file.name}：缺少 year（四位整数年份）。")
    rows, extra = raw.get("holiday", []), raw.get("workdays", [])
    if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows) or not rows:
        raise CalendarError(f"{file.name}：放假要写成一个个 [[holiday]]，里面有 name、from、to；至少一个。")
    if not isinstance(extra, list):
        raise CalendarError(f"{file.name} workdays：要写成列表，如 [{year}-02-04]。")
    holidays: dict[date, str] = {}
    for i, row in enumerate(rows, 1):
        for d in _days(file, i, row, year):
            if d in holidays:
                raise CalendarError(f"{file.name} 第{i}个 holiday：{d}在“{holidays[d]}”里已经写过；每一天只写一次。")
            holidays[d] = str(row.get("name", "放假"))
    workdays: set[date] = set()
    for d in extra:
        if not _is_day(d) or d.year != year:
            raise CalendarError(f"{file.name} workdays：{d} 不是{year}年的日期（写成 {year}-02-04 的样子，不加引号）。")
        if d in holidays:
            raise CalendarError(f"{file.name} workdays：{d}既写成放假又写成上班；去掉一处。")
        if d.weekday() < SATURDAY:
            raise CalendarError(f"{file.name} workdays：{d}不是星期六或者星期日，本来就上班；核对通知。")
        workdays.add(d)
    issued = raw.get("issued")
    if issued is not None and not _is_day(issued):
        raise CalendarError(f"{file.name} issued：要是日期，写成 {year - 1}-11-04 的样子，不加引号。")
    return Notice(year, str(raw.get("number", "")), issued, holidays, frozenset(workdays), str(raw.get("note", "")))


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _days(file: Path, i: int, row: Mapping[str, Any], year: int) -> list[date]:
    start, end = row.get("from"), row.get("to", row.get("from"))
    if (
        not isinstance(start, date)
        or not isinstance(end, date)
        or not _is_day(start)
        or not _is_day(end)
        or start > end
    ):
        raise CalendarError(f"{file.name} 第{i}个 holiday：from、to 要是日期，而且 from 不晚于 to。")
    if start.year != year or end.year != year:
        raise CalendarError(f"{file.name} 第{i}个 holiday：日期不在{year}年；跨年的部分写进另一年的文件。")
    return [start + k * DAY for k in range((end - start).days + 1)]
