"""Reading a roster from a spreadsheet: good rows are kept, bad ones rejected by row and column, in words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .cells import BadCell, value_of
from .rosters import Column, Roster
from .workbook import BadSheet, Grid, read_grid

HEADER_ROWS = 10
"""The header stands within the first rows; a title may stand above it."""

__all__ = ["BadSheet", "Rejected", "Sheet", "read_sheet"]


@dataclass(frozen=True)
class Rejected:
    """A row that was not taken. `row`: its number in the file, from 1; `column`: the header of the cell at fault."""

    row: int
    column: str
    words: str

    def __str__(self) -> str:
        return f"第{self.row}行“{self.column}”：{self.words}"


@dataclass(frozen=True)
class Sheet:
    """What was read. `good`: rows by field name; `digest`: SHA-256 of the file as it was given."""

    roster: str
    good: tuple[dict[str, Any], ...]
    rejected: tuple[Rejected, ...]
    digest: str

    @property
    def rejected_rows(self) -> int:
        return len({r.row for r in self.rejected})


def read_sheet(roster: Roster, data: bytes) -> Sheet:
    """Reads .xlsx or .csv. Raises BadSheet if the file as a whole cannot be used; single rows are rejected."""
    grid = read_grid(data, roster.title)
    at, places = _header(roster, grid)
    good: list[dict[str, Any]] = []
    rejected: list[Rejected] = []
    periods: dict[str, list[tuple[date, date, int]]] = {}
    covered = _merged_rows(grid, at)
    for number, cells in grid.rows:
        if number <= at or not any(c not in (None, "") for c in cells):
            continue
        if number in covered:
            rejected.append(Rejected(number, roster.columns[0].header, "这一行有合并的单元格，请取消合并，逐行填写"))
            continue
        row, wrong = _row(roster, grid, number, cells, places)
        wrong = wrong or _period(roster, row, number, periods)
        if wrong:
            rejected += wrong
        else:
            good.append(row)
    if not good and not rejected:
        raise BadSheet("表头下面没有一行内容；请填好后再导入。")
    return Sheet(roster.key, tuple(good), tuple(rejected), hashlib.sha256(data).hexdigest())


def _header(roster: Roster, grid: Grid) -> tuple[int, list[tuple[Column, int]]]:
    """The number of the header's row, and for each column of the roster its place. Raises BadSheet."""
    known = {c.header: c for c in roster.columns}
    best: tuple[int, int, list[str]] = (0, 0, [])
    for number, cells in grid.rows[:HEADER_ROWS]:
        names = ["".join(str(c).split()).rstrip("*＊") if c is not None else "" for c in cells]
        hits = len(known.keys() & set(names))
        if hits > best[0]:
            best = (hits, number, names)
    hits, at, names = best
    wanted = "、".join(c.header for c in roster.columns)
    if not hits:
        raise BadSheet(f"前{HEADER_ROWS}行里没有找到“{roster.title}”的表头；表头应为：{wanted}。请下载导入模板填写。")
    if any(a <= at <= c for a, _, c, _ in grid.merged):
        raise BadSheet(f"第{at}行表头有合并的单元格；请取消合并，每列一个表头。")
    for name in dict.fromkeys(names):
        if name and names.count(name) > 1:
            raise BadSheet(f"表头“{name}”出现了{names.count(name)}次；每列只能有一个，请删去重复的列。")
    missing = [c.header for c in roster.columns if c.required and c.header not in names]
    if missing:
        raise BadSheet(f"缺少表头：{'、'.join(missing)}；请下载导入模板填写。")
    extra = [n for n in names if n and n not in known]
    if extra:
        raise BadSheet(f"“{roster.title}”没有这些列：{'、'.join(extra)}；请删去后再导入。可以有的列：{wanted}。")
    return at, [(c, names.index(c.header)) for c in roster.columns if c.header in names]


def _merged_rows(grid: Grid, header: int) -> frozenset[int]:
    """Rows below the header that share a merged cell with another row: whose value it is cannot be told."""
    return frozenset(n for a, _, c, _ in grid.merged if a > header for n in range(a, c + 1))


def _row(
    roster: Roster, grid: Grid, number: int, cells: Sequence[Any], places: Sequence[tuple[Column, int]]
) -> tuple[dict[str, Any], list[Rejected]]:
    row: dict[str, Any] = {}
    wrong: list[Rejected] = []
    for column, place in places:
        if (number, place) in grid.formulas:
            wrong.append(Rejected(number, column.header, "这一格是公式；请“选择性粘贴”为数值"))
            continue
        try:
            value = value_of(column, cells[place] if place < len(cells) else None)
        except BadCell as error:
            wrong.append(Rejected(number, column.header, str(error)))
            continue
        if value is not None or column.kind == "date":
            row[column.field] = value
    return row, wrong


def _period(
    roster: Roster, row: dict[str, Any], number: int, periods: dict[str, list[tuple[date, date, int]]]
) -> list[Rejected]:
    """The period must not end before it begins, nor overlap another row of the same key in this file."""
    headers = {c.field: c.header for c in roster.columns}
    since, until = row["since"], row.get("until") or date.max
    if until < since:
        return [Rejected(number, headers["until"], f"{until}早于起始日期{since}")]
    seen = periods.setdefault(row["key"], [])
    for a, b, other in seen:
        if since <= b and a <= until:
            words = f"{row['key']}与第{other}行重复，而且有效期重叠；请只留一行，或者改正起止日期"
            return [Rejected(number, headers["key"], words)]
    seen.append((since, until, number))
    return []
