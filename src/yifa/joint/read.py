"""Reads duties, officers, rules and blocked days. All mistakes of a file are told at once: file, row, column, what to do.

Rows are counted as a spreadsheet shows them: the heads are row 1."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from .model import Duty, Officer, Problem, Rules

MOST = 50
"""Mistakes that are told one by one."""
DUTY = ("duty", "subject", "township", "item", "organ", "earliest", "latest", "minutes", "mergeable", "team")
OFFICER = ("officer", "organ", "items", "valid_from", "valid_to", "recuse", "minutes_per_day")
BLOCKED = ("subject", "date")
T = TypeVar("T", Duty, Officer)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?[0-9]{1,6}")


class BadInput(ValueError):
    """The input cannot be used. `mistakes`: each in words, with file, row and column."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = mistakes
        more = [f"……共{len(mistakes)}处，以上列出{MOST}处。"] if len(mistakes) > MOST else []
        super().__init__("\n".join([*mistakes[:MOST], *more]))


class Row:
    """A row whose cells are asked for by column; what is wrong goes into `mistakes` and a stand-in is given."""

    def __init__(self, file: str, n: int, cells: Mapping[str, str], mistakes: list[str]) -> None:
        self.file, self.n, self._cells, self._mistakes = file, n, cells, mistakes

    def wrong(self, column: str, words: str) -> None:
        self._mistakes.append(f"{self.file} 第{self.n}行 {column} 列：{words}")

    def text(self, column: str, *, empty: bool = False) -> str:
        value = self._cells[column]
        if not value and not empty:
            self.wrong(column, "是空的；请填写。")
        if ";" in value:
            self.wrong(column, f"“{value}”里不能有分号，分号用来隔开一列里的几项；请改名。")
        return value

    def names(self, column: str) -> frozenset[str]:
        value = self._cells[column]
        if "；" in value:
            self.wrong(column, "有全角的分号“；”；几项之间用半角的“;”隔开，否则会当成一项，应当回避的就没有回避。")
        return frozenset(part for raw in value.split(";") if (part := raw.strip()))

    def day(self, column: str) -> date:
        value = self._cells[column]
        try:
            if not _DAY.fullmatch(value):
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            self.wrong(column, f"“{value}”不是日期；请写成 2024-03-05 的样子。")
            return date.min

    def number(self, column: str, least: int, unit: str, most: int = 999_999) -> int:
        value = self._cells[column]
        if not _NUMBER.fullmatch(value) or not least <= int(value) <= most:
            self.wrong(column, f"“{value}”不行；要填不小于{least}、不大于{most}的整数（{unit}）。")
            return least
        return int(value)


def read_duties(data: bytes, name: str) -> tuple[Duty, ...]:
    """The duties of a CSV file, by id. Raises BadInput."""
    return _read(data, name, DUTY, _duty, lambda d: d.id)


def read_officers(data: bytes, name: str) -> tuple[Officer, ...]:
    """The officers of a CSV file, by id. Raises BadInput."""
    return _read(data, name, OFFICER, _officer, lambda o: o.id)


def read_blocked(data: bytes, name: str) -> dict[str, frozenset[date]]:
    """Subject -> days it asked to be spared; the same day twice counts once. Raises BadInput."""
    mistakes: list[str] = []
    days: dict[str, set[date]] = {}
    for row in _rows(data, name, BLOCKED, mistakes):
        days.setdefault(row.text("subject"), set()).add(row.day("date"))
    if mistakes:
        raise BadInput(mistakes)
    return {s: frozenset(d) for s, d in days.items()}


def read_rules(data: bytes, name: str) -> Rules:
    """The rules of a TOML file. Raises BadInput."""
    try:
        raw: dict[str, Any] = tomllib.loads(_decoded(data, name))
    except tomllib.TOMLDecodeError as error:
        raise BadInput([f"{name}：不是 TOML（{error}）；请照 year = 2024 的样子一行写一项。"]) from None
    least = {"year": 1950, "visits_per_subject": 1, "visitors_per_visit": 1, "travel_minutes": 0}
    mistakes = []
    for key in sorted(set(raw) - {*least, "blocked"}):
        near = get_close_matches(key, [*least, "blocked"], n=1)
        hint = f"是不是 {near[0]}？" if near else "请删去。"
        mistakes.append(f"{name} {key}：不认识这一项，{hint}")
    for key, low in least.items():
        value = raw.get(key)
        if value is None:
            mistakes.append(f"{name} {key}：没有写；请补上，例如 {key} = {max(low, 2) if low < 1950 else 2024}。")
        elif not isinstance(value, int) or isinstance(value, bool) or not low <= value <= 999_999:
            mistakes.append(f"{name} {key}：{value!r} 不行；要写不小于{low}的整数。")
        elif key == "year" and value > 2150:
            mistakes.append(f"{name} year：{value} 不行；要写四位的年份。")
    blocked = raw.get("blocked", "")
    if not isinstance(blocked, str):
        mistakes.append(f'{name} blocked：要写文件名，例如 blocked = "blocked.csv"；没有就去掉这一项。')
    if mistakes:
        raise BadInput(mistakes)
    return Rules(
        year=raw["year"],
        visits_per_subject=raw["visits_per_subject"],
        visitors_per_visit=raw["visitors_per_visit"],
        travel_minutes=raw["travel_minutes"],
        blocked=blocked,
    )


def problem(
    duties: tuple[Duty, ...],
    officers: tuple[Officer, ...],
    rules: Rules,
    blocked: Mapping[str, frozenset[date]],
    workdays: Iterable[date],
    name: str = "duties",
) -> Problem:
    """The parts together. `workdays`: the county's, those of other years are passed over. Raises BadInput for duties of an
    organ without officers."""
    organs = {o.organ for o in officers}
    unknown: dict[str, list[str]] = {}
    for d in duties:
        if d.organ not in organs:
            unknown.setdefault(d.organ, []).append(d.id)
    if unknown:
        raise BadInput([_unknown(name, organ, ids, organs) for organ, ids in unknown.items()])
    days = tuple(sorted({d for d in workdays if d.year == rules.year}))
    return Problem(duties, officers, rules, days, blocked)


def read_file(path: Path) -> bytes:
    """Raises BadInput."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput([f"{path}：打不开（{error.strerror}）；请核对文件名。"]) from None


def _unknown(name: str, organ: str, ids: list[str], organs: set[str]) -> str:
    near = get_close_matches(organ, organs, n=1)
    hint = f"是不是“{near[0]}”？" if near else "请在人员表里补上它的人员，或者改正机关名称。"
    which = "、".join(ids[:3]) + ("等" if len(ids) > 3 else "")
    return f"{name} organ 列：“{organ}”在人员表里一个人也没有（{which}，共{len(ids)}项）。{hint}"


def _duty(row: Row) -> Duty:
    earliest, latest = row.day("earliest"), row.day("latest")
    if date.min < latest < earliest:
        row.wrong("latest", f"{latest} 早于 earliest 的 {earliest}；请核对时限的起止。")
    mergeable = row.text("mergeable")
    if mergeable not in ("0", "1", ""):
        row.wrong("mergeable", f"“{mergeable}”不行；可以合并写 1，不可以写 0。")
    return Duty(
        row.text("duty"),
        row.text("subject"),
        row.text("township", empty=True),
        row.text("item"),
        row.text("organ"),
        earliest,
        latest,
        row.number("minutes", 0, "分钟"),
        mergeable == "1",
        row.number("team", 1, "人"),
    )


def _officer(row: Row) -> Officer:
    start, end = row.day("valid_from"), row.day("valid_to")
    if date.min < end < start:
        row.wrong("valid_to", f"{end} 早于 valid_from 的 {start}；请核对执法证的有效期。")
    items = row.names("items")
    if not items:
        row.wrong("items", "没有事项；请写执法证上的事项，用分号隔开，没有执法证的人员请去掉这一行。")
    minutes = row.number("minutes_per_day", 0, "分钟", 1440)
    return Officer(row.text("officer"), row.text("organ"), items, start, end, row.names("recuse"), minutes)


def _read(
    data: bytes, name: str, columns: tuple[str, ...], make: Callable[[Row], T], id: Callable[[T], str]
) -> tuple[T, ...]:
    mistakes: list[str] = []
    found: dict[str, T] = {}
    rows: dict[str, int] = {}
    for row in _rows(data, name, columns, mistakes):
        one = make(row)
        if (key := id(one)) in found:
            row.wrong(columns[0], f"编号“{key}”与第{rows[key]}行重复；每个编号只能有一行。")
        found[key], rows[key] = one, row.n
    if mistakes:
        raise BadInput(mistakes)
    return tuple(found[key] for key in sorted(found))


def _rows(data: bytes, name: str, columns: tuple[str, ...], mistakes: list[str]) -> Iterator[Row]:
    """The rows under the heads; empty rows are passed over. Raises BadInput where the heads cannot be used."""
    reader = csv.reader(io.StringIO(_decoded(data, name), newline=""), strict=True)
    try:
        heads = [h.strip() for h in next(reader, [])]
        if missing := [c for c in columns if heads.count(c) != 1]:
            words = "、".join(missing)
            raise BadInput([f"{name} 第1行：缺少或者重复的列：{words}；第一行要有 {','.join(columns)}。"])
        for n, cells in enumerate(reader, 2):
            if not any(c.strip() for c in cells):
                continue
            if len(cells) != len(heads):
                mistakes.append(f"{name} 第{n}行：有{len(cells)}格，应当有{len(heads)}格；请核对逗号和引号。")
                continue
            yield Row(name, n, dict(zip(heads, (c.strip() for c in cells), strict=True)), mistakes)
    except csv.Error as error:
        mistakes.append(f"{name} 第{reader.line_num}行附近：不是完好的 CSV（{error}）；请核对引号，或者重新另存。")


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadInput([f"{name} 第{line}行：不是 UTF-8 文本；请另存为“CSV UTF-8”。"]) from None
