"""Tables, one row a line, cells parted by | or a tab: what a number in a cell counts, in which unit, of which year. Pure.

A number's words are those of its row, of the head of its column, or both: which of them name a thing and which name one of many
alike (a place, a month, a kind of case) is told by the head of the row's own column and by where a unit stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from yifa.reader import units
from yifa.reader.model import Direction, Role
from yifa.reader.numbers import times

_ROW = 400
"""No row is looked at further back than so many characters."""

_ROWS, _LINES = 40, 3
"""Nor is the head of a column looked for further up than so many rows, the title of a table than so many lines."""

_TITLE = 60
"""A longer line is a paragraph, no title."""

_SEPARATOR = re.compile(r"[|\t]")
_SIGNS = "-－−+＋↑↓▲▼±"
_NUMBER = re.compile(rf"(?!\d{{1,2}}月)[{_SIGNS}]?\d[\d.,，]*\s*[^\d\s]{{0,3}}$|[/—－-]+$")
_YEAR = re.compile(r"(20\d\d)\s?年?度?(?:[（(].{0,6}[)）])?$")
_PLAIN = re.compile(
    r"(?:(?:本年)?(?:处理|办理|实施)?(?:决定|情况)?(?:总?数|数量)|件数|案件数|数值|数据|合计|总计|小计|总数|本年|今年|本期|当年|全年|年度|累计|(?:实际|累计|已)?完成(?:数|值|量|情况)?|实际|情况|结果|指标值|值|金额|备注|说明|占比|比例|比率|占.{0,10}比例?)?$"
)
_WHOLE = re.compile("全年|累计|合计|总计|总数|小计|全[省市县区]|共计")
_BEFORE = re.compile("上年|去年|上一年|前一年|上期|同期(?!相?比)")
_CHANGED = re.compile("同比|环比|增减|增长|增幅|降幅|增速|变化|[比较]上年|[比较]去年|[比较]同期|升降")
_PLANNED = re.compile("目标|任务|计划|应完成|指标要求")
_NUMBERED = re.compile("序号|编号|序|No|代码|行次|名次|排名|排序|电话|邮编", re.I)
_ALIKE = re.compile(
    r"类[别型]?$|种类|类型|领域|部门|单位|机关|机构|乡镇|镇街|街道|乡|镇|村|地区|区域|[县市区]$|区县|月份|季度|姓名|被.{0,3}人|来源|方式|途径|渠道|案由|企业|窗口"
)
_RATE = re.compile("率|占比|比例|同比|增幅|降幅|增长|增速|[%％]")
_NUMBER_OF = re.compile(
    r"(?:(件)数|案件[数量]|办件[数量]|(人)数|(次)数|(户)数|(份)数|(起)数|(条)数|(家)数|(个)数|(宗)数|(场)数|(项)数|(人次|场次|批次|件次|户次|家次)数?)(?:量)?$"
)
_ONLY_NUMBERS = re.compile(rf"[\d.,，%％ \t\u00a0　|/—－{_SIGNS}]*(?:\n|$)")
_END = re.compile(r"[^\S\n]*(?:[|\t\n]|$)")
_COUNT_OF = re.compile("(?:件|人|次|户|份|起|个|项)?(?:总数|数量?)$")
_NOUN_OF = re.compile(r"([一-龥]{4,20}?)(?:实施|办理|工作|基本)?(?:情况|数据|数量|统计|汇总|一览)(?:统计|汇总|一览)?表?(?=[\s（(：:]|$)")
_BODY = re.compile("(?:局|委|办|镇|乡|街道|中心|所|队|院|科|股|委员会|政府|公司|处|站)$")
_CASES = re.compile(r"(?:案件|申请|诉求|处理决定|复议|诉讼|来件|工单|办件|许可|处罚)[^，,]{0,4}(?:总?数|数量)$")
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


@cache
def _unit() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A unit in brackets or said after 单位：, and a cell that is nothing but a unit."""
    scaled = rf"(?P<scale>[百千]?万|亿)?(?P<unit>{units.alternation()})"
    return (
        re.compile(rf"[（(](?:计量)?(?:单位\s?[:：]?\s?)?{scaled}[)）]|单位\s?[:：]\s?{scaled.replace('scale', 'scale2').replace('unit', 'unit2')}"),
        re.compile(rf"[（(]?{scaled}[)）]?$"),
    )


_BRACKETED = re.compile(r"[（(][^）)]{0,12}[)）]")


class _Row(NamedTuple):
    cells: tuple[str, ...]
    numbers: tuple[bool, ...]
    """Whether a cell holds a number and no words; a year is none."""
    filled: int


@lru_cache(maxsize=512)
def _row(line: str) -> _Row:
    cells = tuple(c.strip() for c in _SEPARATOR.split(line))
    numbers = tuple(_NUMBER.match(c) is not None and not _YEAR.match(c) for c in cells)
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
    before = text[max(0, at - 6) : at].rstrip(" 　" + _SIGNS)
    if (before and before[-1] not in "|\t\n") or not _END.match(text, end):
        return False
    return before[-1:] in "|\t" and bool(before) or _ONLY_NUMBERS.match(text, end) is not None


def opens(text: str, start: int, before: str, tail: int) -> bool:
    """Whether a clause from `start`, with these words before its number, is a cell that has none of its own but a sign; `tail`: where
    the number's unit ends."""
    if before.strip(" 　" + _SIGNS) or not start:
        return False
    return text[start - 1] in "|\t" or (text[start - 1] == "\n" and _END.match(text, tail) is not None)


class _Place(NamedTuple):
    """Where a number stands in a table: the words to its left in the row and above it in the column, the nearest first."""

    labels: list[str]
    above: list[str]
    corner: str
    """The head of the column of labels."""
    own_unit: str
    beside: list[str]
    """Other heads and labels, which may say a unit for all."""
    group: str
    title: str


def unit(text: str, at: int, end: int) -> tuple[str, int]:
    """The unit of a number alone in its cell, and how much it is multiplied: by a cell of units in its row, else in brackets in the
    words of its row or column, else by 件数 and the like, else as the table's title or its other heads say; "" if nothing does."""
    place = _place(text, at, end)
    own = (*place.labels, *place.above)
    if not own or any(_NUMBERED.match(words) for words in own):
        return "", 1
    said, exact = _unit()
    if place.own_unit and (found := exact.match(place.own_unit)):
        return _found(found)
    for words in own:
        if found := said.search(words):
            return _found(found)
    for words in own:
        if found := _NUMBER_OF.search(words):
            return next((unit for unit in found.groups() if unit), "件"), 1
    rate = _RATE.search("".join(own)) is not None
    if titled := _of_title(place, rate):
        return titled
    if rate:
        return "", 1
    for words in place.beside:
        if not _RATE.search(words) and (found := said.search(words)) and _found(found)[1] == 1 and _found(found)[0] != "%":
            return _found(found)
    cases = any(_CASES.search(words) for words in (*own, place.group, *place.beside))
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
        words = _subject(f"{place.title} {place.group}")
    return Cell(words, f"{place.title}，{place.group}", among, year, role, direction)


def _place(text: str, at: int, end: int) -> _Place:
    line, row, column = _here(text, at)
    if row is None or len(row.cells) < 3 and row.filled < 2:
        return _downwards(text, at, end)
    heads = _heads(text, line)
    beside = [c for head in heads.rows for c in head.cells if c] + heads.labels
    return _Place(
        _labels(row, column), _above(heads, column), "".join(_above(heads, _label_column(row, column))[:1]),
        _own_unit(row, column), beside, heads.group, heads.title,
    )  # fmt: skip


_SHORT = 24
"""A longer line is no cell."""
_NO_CELL = re.compile(r"[。；;！？!?]|[，,].*[，,]|^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])")
_BLANK = re.compile(r"[ \t\u00a0　|]+$")


def _downwards(text: str, at: int, end: int) -> _Place:
    """A table that was copied one cell a line: its heads, then its numbers, as many; or a label, then its number."""
    above = _cells(text, at, -1)
    run = next((i for i, words in enumerate(above) if words and not _NUMBER.match(words)), len(above))
    heads = []
    for words in above[run:]:
        if _NUMBER.match(words) or not words:
            break
        heads.append(words)
    below = _cells(text, end, 1)
    after = next((i for i, words in enumerate(below) if words and not _NUMBER.match(words)), len(below))
    while after and not below[after - 1]:
        after -= 1
    count = run + 1 + after
    if not heads or count > len(heads) or (count == 1 and not any(_says_unit(words) for words in above)):
        return _Place([], [], "", "", [], "", "")
    if count == 1:
        said = next((words for words in above[1:_SINGLE] if _says_unit(words)), "")
        return _Place(heads[:1], [said] if said else [], "", "", above[:_SINGLE], "", "")
    return _Place([], [heads[after]], "", "", heads, "", " ".join(reversed(heads[count:])))


_SINGLE = 12


def _says_unit(words: str) -> bool:
    return any(p.search(words) for p in (_unit()[0], _NUMBER_OF, _CASES))


def _cells(text: str, at: int, step: int) -> list[str]:
    """The lines above or below that can be cells, the nearest first; a line of nothing but spaces is an empty one."""
    out: list[str] = []
    if step < 0:
        place = text.rfind("\n", max(0, at - _ROW), at)
        while place > 0 and len(out) < _ROWS:
            start = text.rfind("\n", max(0, place - _ROW), place) + 1
            if (not start and place > _ROW) or not _taken(text[start:place], out):
                break
            place = start - 1
    else:
        place = text.find("\n", at, at + _ROW)
        while place >= 0 and len(out) < _ROWS:
            after = text.find("\n", place + 1, place + _ROW)
            if not _taken(text[place + 1 : after if after >= 0 else min(len(text), place + _ROW)], out):
                break
            place = after
    return out


def _taken(line: str, out: list[str]) -> bool:
    words = line.strip(" \t\u00a0　|\r")
    if len(words) > _SHORT or _NO_CELL.search(words):
        return False
    if words or _BLANK.match(line):
        out.append(words)
    return True


def _words(own: str, top: str, alike: bool, role: Role, year: bool) -> tuple[str, bool]:
    """What says what it counts, and whether it is one of many alike. `own`, `top`: the words of row and column."""
    row, column = _bare(own), _bare(top)
    if _PLAIN.match(column) or _NUMBER_OF.fullmatch(column) or role is not Role.level or _BEFORE.match(column):
        return own, alike and not _WHOLE.match(own)
    if _PLAIN.match(row) or _NUMBER_OF.fullmatch(row) or _WHOLE.match(row):
        whole = _WHOLE.match(row) or year or not row
        return (top if whole else column + own), (alike and not _WHOLE.match(row)) or (not whole and not _DOES.search(top))
    if top != column or alike:  # a unit at the head of a column: that is the thing
        return top, True
    if _DOES.search(top):
        return _COUNT_OF.sub("", top) + own, own != row
    return own + top, True


def _subject(title: str) -> str:
    """What a table is about, by the last 情况, 数量 or 表 of its title."""
    found = _NOUN_OF.findall(title)
    return found[-1] if found else ""


def _bare(words: str) -> str:
    return _BRACKETED.sub("", words)


def _role(top: str, before: str) -> tuple[Role, Direction | None]:
    if _CHANGED.search(top):
        down = any(sign in before for sign in "-－−↓▼") or re.search("下降|减少|降幅", top)
        return Role.change, Direction.down if down else Direction.up
    if _BEFORE.search(top):
        return Role.previous, None
    return (Role.target if _PLANNED.search(top) and "完成" not in top else Role.level), None


def _here(text: str, at: int) -> tuple[int, _Row | None, int]:
    """Where its line begins, the row up to the line's end, and the column; no row where the line is too long for one."""
    line = text.rfind("\n", max(0, at - _ROW), at) + 1
    if not line and at > _ROW:
        return 0, None, 0
    end = text.find("\n", at, at + _ROW)
    words = text[line : end if end >= 0 else min(len(text), at + _ROW)]
    return line, _row(words), len(_SEPARATOR.findall(text, line, at))


def _labels(row: _Row, column: int) -> list[str]:
    """The cells with words nearest to the left, the nearest first: those that no number parts; units are none."""
    exact = _unit()[1]
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
    exact = _unit()[1]
    return next((i for i in range(column - 1, -1, -1) if row.cells[i] and not row.numbers[i] and not exact.match(row.cells[i])), 0)


def _own_unit(row: _Row, column: int) -> str:
    """A cell of units between the words of the row and the number, or right after it."""
    exact = _unit()[1]
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
    for _ in range(_ROWS):
        if end <= 0:
            return
        start = text.rfind("\n", max(0, end - _ROW), end) + 1
        if not start and end > _ROW:
            return
        words = text[start:end].strip(" 　\r")
        if words.strip():
            yield words
        end = start - 1


def _of_title(place: _Place, rate: bool) -> tuple[str, int] | None:
    """The unit that stands above the table (单位：件、%); of a rate only per cent."""
    said = _unit()[0].search(place.title) or _unit()[0].search(place.group)
    if not said:
        return None
    more = re.match(rf"\s?[、/，,和]\s?(?:{units.alternation()})", said.string[said.end() :])
    first, scale = _found(said)
    shares = first == "%" or (more is not None and "%" in more[0].replace("％", "%"))
    if rate or first == "%":
        return ("%", 1) if shares and rate else None
    return (first, scale) if more is None or shares else None


def _found(found: re.Match[str]) -> tuple[str, int]:
    said = found.groupdict()
    unit, scale = (said.get("unit") or said.get("unit2") or ""), (said.get("scale") or said.get("scale2") or "")
    return units.canonical(unit), times(scale) if scale else 1
