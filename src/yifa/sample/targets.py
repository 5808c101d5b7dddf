"""Read a file of a county's totals and say everything that is wrong with it at once.

[county]    name, division (区划代码), year
[totals]    any of the canonical figures: whole numbers; percentages with as many decimals as they are meant to have;
            or {value = 610, bound = "at_least"} for “over 610” (at_least, at_most, about)
[previous]  the same figures for the year before, where a change rests on them
[shares]    of late, withdrawn and wrong matters (300 or 0.03 is three per cent), and `seed`
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

from yifa.kernel.indicator import Indicator, Indicators, load

MOST = 10**12
_DECIMALS = 15


class Bound(StrEnum):
    exact = "exact"
    at_least = "at_least"
    at_most = "at_most"
    about = "about"


class Invalid(ValueError):
    """The file cannot be used; `mistakes` has one sentence each, in Chinese: key, value, rule, what to do."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True)
class Target:
    """One given figure. value: a count, or a percentage with its decimals as written (98.8 has one)."""

    value: Decimal
    bound: Bound = Bound.exact

    def __str__(self) -> str:
        words = {Bound.exact: "", Bound.at_least: "不少于 ", Bound.at_most: "不多于 ", Bound.about: "约 "}
        return f"{words[self.bound]}{self.value}"


@dataclass(frozen=True)
class Shares:
    """Shares of matters in basis points; `seed` chooses among equally good values."""

    late: int = 300
    withdrawn: int = 500
    wrong: int = 100
    seed: int = 1


@dataclass(frozen=True)
class Targets:
    name: str
    division: str
    year: int
    totals: Mapping[str, Target] = field(default_factory=dict)
    previous: Mapping[str, Target] = field(default_factory=dict)
    shares: Shares = Shares()


def read(path: Path, indicators: Indicators | None = None) -> Targets:
    """The totals in a TOML file. Raises Invalid with every mistake."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as e:
        raise Invalid([f"没有找到总数文件 {path}；请检查路径。"]) from e
    except (OSError, UnicodeDecodeError) as e:
        raise Invalid([f"读不出总数文件 {path}；请确认它是 UTF-8 编码的文本文件。"]) from e
    return parse(text, indicators)


def parse(text: str, indicators: Indicators | None = None) -> Targets:
    """The totals in a TOML text. Raises Invalid with every mistake."""
    try:
        tables = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as e:
        raise Invalid([_syntax(str(e), text)]) from e
    return _Reader(indicators or load()).targets(tables)


def _syntax(message: str, text: str) -> str:
    found = re.search(r"line (\d+), column (\d+)", message)
    number = int(found[1]) if found else len(text.splitlines())
    lines = text.splitlines()
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    why = "同一个键或者同一节写了两次" if "overwrite" in message or "twice" in message else "不合 TOML 的写法"
    todo = "请改成“键 = 值”的一行，文字加引号，百分数不写 %"
    return f"第 {number} 行{why}：{line}。{todo}（{message}）。"


class _Reader:
    def __init__(self, indicators: Indicators) -> None:
        self.indicators = indicators
        self.mistakes: list[str] = []

    def wrong(self, key: str, value: object, rule: str, todo: str) -> None:
        shown = "" if value is None else f" = {value}"
        self.mistakes.append(f"{key}{shown}：{rule}。{todo}。")

    def targets(self, tables: dict[str, Any]) -> Targets:
        sections = ("county", "totals", "previous", "shares")
        for key, value in tables.items():
            if key not in sections:
                near = self._near(key, sections)
                self.wrong(key, None if isinstance(value, dict) else value, "没有这一节或者这个键在各节之外", near)
        read = {s: self._section(tables, s) for s in sections}
        name, division, year = self._county(read["county"])
        out = Targets(
            name,
            division,
            year,
            self._figures("totals", read["totals"]),
            self._figures("previous", read["previous"]),
            self._shares(read["shares"]),
        )
        if self.mistakes:
            raise Invalid(self.mistakes)
        return out

    def _section(self, tables: dict[str, Any], name: str) -> dict[str, Any]:
        value = tables.get(name, {})
        if not isinstance(value, dict):
            self.wrong(name, value, "应当是一节", f"请写成 [{name}]，下面一行一个键")
            return {}
        if name in ("county", "totals") and name not in tables:
            self.wrong(f"[{name}]", None, "缺少这一节", f"请加上 [{name}]")
        return value

    def _near(self, key: str, known: tuple[str, ...]) -> str:
        near = get_close_matches(key, known, n=3, cutoff=0.6)
        return f"是不是 {'、'.join(near)}" if near else f"可用的是 {'、'.join(known)}" if len(known) < 9 else (
            "可用的键见 data/indicators.toml"
        )  # fmt: skip

    def _county(self, row: dict[str, Any]) -> tuple[str, str, int]:
        for key, value in row.items():
            if key not in ("name", "division", "year"):
                self.wrong(f"county.{key}", value, "没有这个键", self._near(key, ("name", "division", "year")))
        name, division, year = row.get("name"), row.get("division"), row.get("year")
        if not isinstance(name, str) or not name.strip():
            self.wrong("county.name", name, "应当是县（市、区）的名称", '请写成 name = "某某县"')
        if isinstance(division, int) and not isinstance(division, bool):
            division = str(division)
        if not isinstance(division, str) or not re.fullmatch(r"[1-9]\d{5}(\d{6})?", division):
            self.wrong("county.division", division, "应当是六位（或者十二位）区划代码", '请写成 division = "990101"')
        if not isinstance(year, int) or isinstance(year, bool) or not 1990 <= year <= 2100:
            self.wrong("county.year", year, "应当是四位年份", "请写成 year = 2024")
            year = 0
        return str(name).strip(), str(division), year

    def _figures(self, section: str, row: dict[str, Any]) -> dict[str, Target]:
        out = {}
        for key, value in row.items():
            if key not in self.indicators:
                self.wrong(
                    f"{section}.{key}", self._shown(value), "没有这个指标", self._near(key, tuple(self.indicators))
                )
                continue
            target = self._figure(f"{section}.{key}", value, self.indicators[key])
            if target is not None and section == "previous" and self.indicators[key].change_of:
                todo = f"请改为给出上年的 {self.indicators[key].change_of}"
                self.wrong(f"{section}.{key}", target.value, "上年的同比变化要再往前一年的数才能得出", todo)
            elif target is not None:
                out[key] = target
        return out

    @staticmethod
    def _shown(value: object) -> object:
        return value["value"] if isinstance(value, dict) and "value" in value else value

    def _figure(self, where: str, value: object, indicator: Indicator) -> Target | None:
        bound = Bound.exact
        if isinstance(value, dict):
            extra = [k for k in value if k not in ("value", "bound")]
            if extra or "value" not in value:
                self.wrong(
                    where, value, "写成表时只有 value 和 bound 两个键", '请写成 {value = 610, bound = "at_least"}'
                )
                return None
            try:
                bound = Bound(value.get("bound", "exact"))
            except ValueError:
                todo = f"请从 {'、'.join(Bound)} 中选一个"
                self.wrong(f"{where}.bound", value["bound"], "没有这种界限", todo)
                return None
            value = value["value"]
        number = self._number(where, value)
        if number is None:
            return None
        rule = self._breaks(number, indicator)
        if rule:
            self.wrong(where, value, f"{indicator.zh}{rule[0]}", rule[1])
            return None
        if not indicator.computed:
            number = Decimal(int(number))
        return Target(number, bound)

    def _number(self, where: str, value: object) -> Decimal | None:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.wrong(where, repr(value), "应当是一个数", "请去掉引号、单位、百分号和千分位逗号，只写数")
            return None
        number = Decimal(value)
        if not number.is_finite() or abs(number) > MOST:
            self.wrong(where, value, "超出了可用的范围", f"请写不超过 {MOST} 的数，无限大和非数不能用")
            return None
        return number

    @staticmethod
    def _breaks(number: Decimal, indicator: Indicator) -> tuple[str, str] | None:
        """The rule that the value breaks, and what to do."""
        if not indicator.computed:
            if number < 0 or number != int(number):
                return "应当是不小于 0 的整数", "请写整数"
            return None
        if -int(number.as_tuple().exponent) > _DECIMALS:
            return f"最多写 {_DECIMALS} 位小数", "请按公布的位数书写"
        if indicator.rate and not 0 <= number <= 100:
            return "是百分数，应当在 0 到 100 之间", "请按百分数书写，98.87 表示 98.87%"
        if indicator.change_of and number < -100:
            return "不会减少 100% 以上", "请写 -100 以上的数，-50 表示减少一半"
        return None

    def _shares(self, row: dict[str, Any]) -> Shares:
        out: dict[str, int] = {}
        for key, value in row.items():
            if key not in ("late", "withdrawn", "wrong", "seed"):
                self.wrong(
                    f"shares.{key}", value, "没有这个键", self._near(key, ("late", "withdrawn", "wrong", "seed"))
                )
            elif key == "seed":
                if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
                    self.wrong("shares.seed", value, "应当是不小于 0 的整数", "请写成 seed = 1")
                else:
                    out[key] = value
            else:
                points = self._points(key, value)
                if points is not None:
                    out[key] = points
        return Shares(**out)

    def _points(self, key: str, value: object) -> int | None:
        points = value if isinstance(value, int) and not isinstance(value, bool) else None
        if isinstance(value, Decimal) and value.is_finite() and value * 10000 == int(value * 10000):
            points = int(value * 10000)
        if points is None or not 0 <= points <= 10000:
            todo = "请写 300（万分之三百）或者 0.03（百分之三），最多四位小数"
            self.wrong(f"shares.{key}", value, "应当是 0 到 10000 的万分数，或者 0 到 1 的小数", todo)
            return None
        return points
