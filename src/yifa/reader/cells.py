"""Tables, one row a line, cells parted by | or a tab: what a number in a cell counts, in which unit, of which year. Pure.

A number's words are those of its row, of the head of its column, or both: which of them name a thing and which name one of many
alike (a place, a month, a kind of case) is told by the head of the row's own column and by where a unit stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from yifa.reader import stacked, units
from yifa.reader.model import Direction, Role
from yifa.reader.tablewords import (
    CASES,
    NUMBER,
    NUMBER_OF,
    NUMBERED,
    ROW,
    ROWS,
    SIGNS,
    Place,
    only_unit,
    said_unit,
    unit_of,
)

_LINES = 3
"""The title of a table is not looked for further up than so many lines."""

_TITLE = 60
"""A longer line is a paragraph, no title."""

_SEPARATOR = re.compile(r"[|\t]")
_YEAR = re.compile(r"(20\d\d)\s?年?度?(?:[（(].{0,6}[)）])?$")
_PLAIN = re.compile(
    r"(?:(?:本年)?(?:处理|办理|实施)?(?:决定|情况)?(?:总?数|数量)|件数|案件数|数值|数据|合计|总计|小计|总数|本年|今年|本期|当年|全年|年度|累计|(?:实际|累计|已)?完成(?:数|值|量|情况)?|实际|情况|结果|指标值|值|金额|备注|说明|占比|比例|比率|占.{0,10}比例?)?$"
)
_WHOLE = re.compile("全年|累计|合计|总计|总数|小计|全[省市县区]|共计")
_BEFORE = re.compile("上年|去年|上一年|前一年|上期|同期(?!相?比)")
_CHANGED = re.compile("同比|环比|增减|增长|增幅|降幅|增速|变化|[比较]上年|[比较]去年|[比较]同期|升降")
_PLANNED = re.compile("目标|任务|计划|应完成|指标要求")
_ALIKE = re.compile(
    r"类[别型]?$|种类|类型|领域|部门|单位|机关|机构|乡镇|镇街|街道|乡|镇|村|地区|区域|[县市区]$|区县|月份|季度|姓名|被.{0,3}人|来源|方式|途径|渠道|案由|企业|窗口"
)
_RATE = re.compile("率|占比|比例|同比|增幅|降幅|增长|增速|[%％]")
_ONLY_NUMBERS = re.compile(rf"[\d.,，%％ \t\u00a0　|/—－{SIGNS}]*(?:\n|$)")
_END = re.compile(r"[^\S\n]*(?:[|\t\n]|$)")
_COUNT_OF = re.compile("(?:件|人|次|户|份|起|个|项)?(?:总数|数量?)$")
_NOUN_OF = re.compile(r"([一-龥]{4,20}?)(?:实施|办理|工作|基本)?(?:情况|数据|数量|统计|汇总|一览)(?:统计|汇总|一览)?表?(?=[\s（(：:]|$)")
_BODY = re.compile("(?:局|委|办|镇|乡|街道|中心|所|队|院|科|股|委员会|政府|公司|处|站)$")
_DOES = re.compile("制发|废止|修订|修改|印发|受理|收到|审结|办结|办理|收案|结案|审查|审核|制定|发布|开展|举办|培训|败诉|胜诉|出庭|维持|撤销")


class Cell(NamedTuple):
    """What a table says of a number."""

    words: str
    """What it counts."""
    about: str
    """The table's title and the line above the rows."""
    among: bool
    """One of many alike (towns, months, kinds of cases): no total of the report."""
    year: int | None
    """Of its column or row, where these are years."""
    role: Role
    direction: Direction | None


_BRACKETED = re.compile(r"[（(][^）)]{0,12}[)）]")


class _Row(NamedTuple):
    cells: tuple[str, ...]
    numbers: tuple[bool, ...]
    """Whether a cell holds a number and no words; a year is none."""
    filled: int


@lru_cache(maxsize=512)
def _row(line: str) -> _Row:
    cells = tuple(c.strip() for c in _SEPARATOR.split(line))
    numbers = tuple(NUMBER.match(c) is not None and not _YEAR.match(c) for c in cells)
    return _Row(cells, numbers, len({c for c in cells if c}))


class _Heads(NamedTuple):
    """What stands above a row: rows of heads, the nearest first; the line above its group of rows; the table's title."""

    rows: tuple[_Row, ...]
    group: str
    title: str
    labels: list[str]
    """Of the rows between."""


def alone(text: str, at: int, end: int) -> bool:
    """Whether `text[at:end]` is all that its cell holds, or all that its line holds; a row that goes on with words is numbered."""
    before = text[max(0, at - 6) : at].rstrip(" 　" + SIGNS)
    if (before and before[-1] not in "|\t\n") or not _END.match(text, end):
        return False
    return before[-1:] in "|\t" and bool(before) or _ONLY_NUMBERS.match(text, end) is not None


def opens(text: str, start: int, before: str, tail: int) -> bool:
    """Whether a clause from `start`, with these words before its number, is a cell that has none of its own but a sign; `tail`: where
    the number's unit ends."""
    if before.strip(" 　" + SIGNS) or not start:
        return False
    return text[start - 1] in "|\t" or (text[start - 1] == "\n" and _END.match(text, tail) is not None)


def unit(text: str, at: int, end: int) -> tuple[str, int]:
    """The unit of a number alone in its cell, and how much it is multiplied: by a cell of units in its row, else in brackets in the
    words of its row or column, else by 件数 and the like, else as the table's title or its other heads say; "" if nothing does."""
    place = _place(text, at, end)
    own = (*place.labels, *place.above)
    if not own or any(NUMBERED.match(words) for words in own):
        return "", 1
    said, exact = said_unit(), only_unit()
    if place.own_unit and (found := exact.match(place.own_unit)):
        return unit_of(found)
    for words in own:
        if found := said.search(words):
            return unit_of(found)
    for words in own:
        if found := NUMBER_OF.search(words):
            return next((unit for unit in found.groups() if unit), "件"), 1
    rate = _RATE.search("".join(own)) is not None
    if titled := _of_title(place, rate):
        return titled
    if rate:
        return "", 1
    for words in place.beside:
        if not _RATE.search(words) and (found := said.search(words)) and unit_of(found)[1] == 1 and unit_of(found)[0] != "%":
            return unit_of(found)
    cases = any(CASES.search(words) for words in (*own, place.group, *place.beside))
    return ("件" if cases else ""), 1


def cell(text: str, at: int, end: int) -> Cell:
    """What the table says of the number at `at`."""
    place = _place(text, at, end)
    labels, above = place.labels, place.above
    year = next((int(m[1]) for words in (*above, *labels) if (m := _YEAR.match(words))), None)
    own = "".join(w for w in reversed(labels) if not _YEAR.match(w))
    top = "".join(w for w in reversed(above) if not _YEAR.match(w))
    role, direction = _role(top, text[max(0, at - 2) : at])
    alike = _ALIKE.search(place.corner) is not None or _BODY.search(own) is not None or top.startswith(("其他", "其它"))
    words, among = _words(own, top, alike, role, year is not None)
    if not _bare(words):
        words = subject(f"{place.title} {place.group}")
    return Cell(words, f"{place.title}，{place.group}", among, year, role, direction)


def _place(text: str, at: int, end: int) -> Place:
    line, row, column = _here(text, at)
    if row is None or len(row.cells) < 3 and row.filled < 2:
        return stacked.place(text, at, end)
    heads = _heads(text, line)
    beside = [c for head in heads.rows for c in head.cells if c] + heads.labels
    return Place(
        _labels(row, column), _above(heads, column), "".join(_above(heads, _label_column(row, column))[:1]),
        _own_unit(row, column), beside, heads.group, heads.title,
    )  # fmt: skip


def _words(own: str, top: str, alike: bool, role: Role, year: bool) -> tuple[str, bool]:
    """What says what it counts, and whether it is one of many alike. `own`, `top`: the words of row and column."""
    row, column = _bare(own), _bare(top)
    if _PLAIN.match(column) or NUMBER_OF.fullmatch(column) or role is not Role.level or _BEFORE.match(column):
        return own, alike and not _WHOLE.match(own)
    if _PLAIN.match(row) or NUMBER_OF.fullmatch(row) or _WHOLE.match(row):
        whole = _WHOLE.match(row) or year or not row
        return (top if whole else column + own), (alike and not _WHOLE.match(row)) or (not whole and not _DOES.search(top))
    if top != column or alike:  # a unit at the head of a column: that is the thing
        return top, True
    if _DOES.search(top):
        return _COUNT_OF.sub("", top) + own, own != row
    return own + top, True


def subject(title: str) -> str:
    """What a table is about, by the last 情况, 数量 or 表 of its title."""
    found = _NOUN_OF.findall(title)
    return found[-1] if found else ""


def _bare(words: str) -> str:
    return _BRACKETED.sub("", words).strip()


def _role(top: str, before: str) -> tuple[Role, Direction | None]:
    if _CHANGED.search(top):
        down = any(sign in before for sign in "-－−↓▼") or re.search("下降|减少|降幅", top)
        return Role.change, Direction.down if down else Direction.up
    if _BEFORE.search(top):
        return Role.previous, None
    return (Role.target if _PLANNED.search(top) and "完成" not in top else Role.level), None


def _here(text: str, at: int) -> tuple[int, _Row | None, int]:
    """Where its line begins, the row up to the line's end, and the column; no row where the line is too long for one."""
    line = text.rfind("\n", max(0, at - ROW), at) + 1
    if not line and at > ROW:
        return 0, None, 0
    end = text.find("\n", at, at + ROW)
    words = text[line : end if end >= 0 else min(len(text), at + ROW)]
    return line, _row(words), len(_SEPARATOR.findall(text, line, at))


def _labels(row: _Row, column: int) -> list[str]:
    """The cells with words nearest to the left, the nearest first: those that no number parts; units are none."""
    exact = only_unit()
    at = column - 1
    while at >= 0 and (not row.cells[at] or row.numbers[at] or exact.match(row.cells[at])):
        at -= 1
    out: list[str] = []
    while at >= 0 and row.cells[at] and not row.numbers[at] and not exact.match(row.cells[at]):
        if row.cells[at] not in out:
            out.append(row.cells[at])
        at -= 1
    return out[:3]


def _label_column(row: _Row, column: int) -> int:
    """The column of the nearest cell with words to the left."""
    exact = only_unit()
    return next((i for i in range(column - 1, -1, -1) if row.cells[i] and not row.numbers[i] and not exact.match(row.cells[i])), 0)


def _own_unit(row: _Row, column: int) -> str:
    """A cell of units between the words of the row and the number, or right after it."""
    exact = only_unit()
    if column + 1 < len(row.cells) and exact.match(row.cells[column + 1]):
        return row.cells[column + 1]
    for at in range(column - 1, -1, -1):
        if row.cells[at] and not row.numbers[at]:
            return row.cells[at] if exact.match(row.cells[at]) else ""
    return ""


def _above(heads: _Heads, column: int) -> list[str]:
    """The words at the head of a column, the nearest first."""
    out: list[str] = []
    for row in heads.rows:
        words = row.cells[column] if column < len(row.cells) else ""
        if words and words not in out:
            out.append(words)
    return out


def _heads(text: str, line: int) -> _Heads:
    rows: list[_Row] = []
    labels: list[str] = []
    group, title = "", ""
    idle = 0
    for words in _lines_above(text, line):
        if not _SEPARATOR.search(words):
            idle += 1
            if len(words) > _TITLE or "。" in words or idle > _LINES:
                break
            if rows:
                title = words + title
            else:
                group = group or words
            continue
        row = _row(words)
        if any(row.numbers):
            if rows:
                break
            labels += row.cells[:1]
        elif row.filled > 1:
            if rows and idle:
                break
            rows.append(row)
            if len(rows) > 2:
                break
        elif not rows:
            group = group or next((c for c in row.cells if c), "")
        else:
            title = next((c for c in row.cells if c), "") + title
        idle = 0 if not rows else idle
    return _Heads(tuple(rows), group, title or ("" if rows else group), labels)


def _lines_above(text: str, line: int) -> Iterator[str]:
    """The lines that are not empty above the line that begins at `line`, the nearest first; none that is too long."""
    end = line - 1
    for _ in range(ROWS):
        if end <= 0:
            return
        start = text.rfind("\n", max(0, end - ROW), end) + 1
        if not start and end > ROW:
            return
        words = text[start:end].strip(" 　\r")
        if words.strip():
            yield words
        end = start - 1


def _of_title(place: Place, rate: bool) -> tuple[str, int] | None:
    """The unit that stands above the table (单位：件、%); of a rate only per cent."""
    said = said_unit().search(place.title) or said_unit().search(place.group)
    if not said:
        return None
    more = re.match(rf"\s?[、/，,和]\s?(?:{units.alternation()})", said.string[said.end() :])
    first, scale = unit_of(said)
    shares = first == "%" or (more is not None and "%" in more[0].replace("％", "%"))
    if rate or first == "%":
        return ("%", 1) if shares and rate else None
    return (first, scale) if more is None or shares else None
