"""The table of statutory limits: data/law/limits.toml, with a county's own parameters. Pure.

Each row holds the number, its unit, from which day it runs, for whom, and how sure we are. Limits in hours and deadlines
on a fixed day of the year stand beside them. `answer.py` computes due dates from it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from . import data
from .clock import BEIJING
from .law import Span
from .limit import LOCAL, UNIT_WORDS, UNITS, Limit, LocalError, localised, read
from .local import Local

__all__ = [
    "LOCAL",
    "UNITS",
    "UNIT_WORDS",
    "Deadline",
    "HourLimit",
    "Limit",
    "LocalError",
    "Table",
    "UnknownLimit",
    "load",
    "parse_day",
    "parse_minute",
    "parse_range",
]

YEAR_OF_VERSION = re.compile(r"_(19|20)\d\d$")


class UnknownLimit(KeyError):
    """No such row; the text suggests near ones."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class HourLimit:
    """A limit that runs in hours, by day and night, workday and holiday."""

    id: str
    procedure: str
    name: str
    hours: int
    from_event: str
    actor: str
    cite: str
    since: date
    until: date | None
    note: str

    @property
    def span(self) -> Span:
        return Span(self.hours, "时")


@dataclass(frozen=True)
class Deadline:
    """A duty of each year, due before `day` of `month`."""

    id: str
    procedure: str
    name: str
    month: int
    day: int
    actor: str
    cite: str
    since: date
    note: str


class Table(Mapping[str, Limit]):
    """All rows by id, `hours` and `deadlines` beside them; `raw` is the file as it stands."""

    def __init__(
        self, rows: Mapping[str, Limit], raw: Mapping[str, Any], unsettled: Mapping[str, Limit] | None = None
    ) -> None:
        self._rows, self.raw = dict(rows), raw
        self.unsettled: Mapping[str, Limit] = unsettled or {}
        """What the law leaves without a number and a county may give one: `amount` is 0 until it does."""

    def __getitem__(self, id: str) -> Limit:
        found = self._rows.get(id)
        if found is None:
            raise UnknownLimit(self._unknown(id))
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def _unknown(self, id: str) -> str:
        near = get_close_matches(id, [*self._rows, *self.unsettled, *self.hours, *self.deadlines], n=3, cutoff=0.5)
        by_name = [r.id for r in self._rows.values() if id and (id in r.name or r.name in id)][:3]
        hint = (
            f"是不是：{'、'.join(dict.fromkeys([*by_name, *near]))}"
            if near or by_name
            else "用 yifa procedures 查看全部期限"
        )
        return f"没有叫“{id}”的期限。{hint}。"

    @cached_property
    def hours(self) -> Mapping[str, HourLimit]:
        return {r["id"]: _hours(r) for r in self.raw["hour_limit"]}

    @cached_property
    def deadlines(self) -> Mapping[str, Deadline]:
        return {r["id"]: _deadline(r) for r in self.raw["calendar_deadline"]}

    def versions_on(self, row: Limit, day: date) -> tuple[Limit, ...]:
        """The rows of the same rule that were in force on a day: none, one, or several where one rule became many."""
        base = {YEAR_OF_VERSION.sub("", row.id), row.id, row.replaces}
        return tuple(
            r
            for r in self._rows.values()
            if r.id != row.id
            and r.in_force(day)
            and (YEAR_OF_VERSION.sub("", r.id) in base or r.id in base or r.replaces == row.id)
        )

    def with_local(self, folder: Path) -> Table:
        """The table with the county's own parameters (`local.toml`). Raises LocalError."""
        file = folder / "local.toml"
        if not file.exists():
            return self
        try:
            own = tomllib.loads(file.read_text(encoding="utf-8")).get("limits", {})
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise LocalError(f"{file.name}：读不出来（{error}）。请存成 UTF-8 的 TOML。") from None
        if not isinstance(own, Mapping):
            raise LocalError(f"{file.name}：limits 要写成 [limits.期限的名字] 的样子。")
        rows, unsettled = dict(self._rows), dict(self.unsettled)
        for id, row in own.items():
            if id not in rows and id not in unsettled:
                raise LocalError(f"{file.name} [limits.{id}]：{self._unknown(id)}")
            into = rows if id in rows else unsettled
            into[id] = localised(into[id], row, file.name)
        return Table(rows, self.raw, unsettled)

    def local(self) -> dict[str, Local]:
        """The county's own amounts by limit, as replay takes them."""
        return {id: r.local for id, r in (self._rows | dict(self.unsettled)).items() if r.local is not None}


@cache
def load() -> Table:
    """The shipped table."""
    raw = tomllib.loads(data.path("law/limits.toml").read_text(encoding="utf-8"))
    rules = {r["law_zh"]: r for r in raw["day_rule"] if r.get("rolls")}
    return Table({r["id"]: read(r, rules) for r in raw["limit"]}, raw, {r["id"]: _unsettled(r) for r in raw["unsettled"]})


def _unsettled(r: Mapping[str, Any]) -> Limit:
    """A row without a number: what a county sets for it rests on its own rule and takes any value."""
    fixed: dict[str, Any] = {"amount": 0, "unit": "working_day", "unit_basis": "by_rule", "bound": "max", "direction": "after"}
    fixed |= {"extendable_by": 0, "excluded_by": [], "restarted_by": [], "scope": "practice", "confidence": "verified"}
    return read(fixed | dict(r), {})


def _hours(r: Mapping[str, Any]) -> HourLimit:
    return HourLimit(
        r["id"],
        r["procedure"],
        r["name_zh"],
        r["hours"],
        r["from_event"],
        r["actor"],
        f"《{r['law_zh']}》{r['article']}",
        r["in_force_from"],
        r.get("in_force_to"),
        r.get("note", ""),
    )


def _deadline(r: Mapping[str, Any]) -> Deadline:
    return Deadline(
        r["id"],
        r["procedure"],
        r["name_zh"],
        r["month"],
        r["day"],
        r["actor"],
        f"《{r['law_zh']}》{r['article']}",
        r["in_force_from"],
        r.get("note", ""),
    )


def parse_day(text: object) -> date:
    """A date as 2024-03-05. Raises ValueError in words."""
    if isinstance(text, date) and not isinstance(text, datetime):
        return text
    try:
        if not isinstance(text, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}”不是日期；写成 2024-03-05 的样子，而且那一天要存在。") from None


def parse_minute(text: object) -> datetime:
    """A minute in Beijing time as 2024-03-05T14:30. Raises ValueError in words."""
    try:
        if not isinstance(text, str) or not re.fullmatch(
            r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(\+08:00)?", text
        ):
            raise ValueError
        return datetime.fromisoformat(text).replace(tzinfo=BEIJING)
    except ValueError:
        raise ValueError(f"“{text}”不是时刻；以小时计的期限要写到分钟，如 2024-03-05T14:30（北京时间）。") from None


def parse_range(text: object) -> tuple[date, date]:
    """`2024-03-05..2024-03-09`, both days taken out. Raises ValueError in words."""
    parts = text.split("..") if isinstance(text, str) else []
    if len(parts) != 2:
        raise ValueError(f"“{text}”不是起止日期；写成 2024-03-05..2024-03-09 的样子，首尾两天都扣除。")
    a, b = parse_day(parts[0].strip()), parse_day(parts[1].strip())
    if a > b:
        raise ValueError(f"扣除的开始{a}晚于结束{b}；请对调。")
    return a, b
