"""Rows of tables, cells parted by |: which words and which unit belong to a number that stands alone in its cell. Pure."""

from __future__ import annotations

import re
from functools import cache

from yifa.reader import units

_ROW = 200
"""No row is looked at further back than so many characters."""

_ROWS = 40
"""Nor is the head of a column looked for further up than so many rows."""

_NUMBER = re.compile(r"\s*\d[\d.,，]*\s*[^\d\s]{0,3}\s*$")
_PLAIN = re.compile(r"(?:数量|件数|案件数|占比|比例|比率|占.{0,10}比例?|合计|总数)?$")
_WHOLE = re.compile("合计|总计|总数|全[省市县区]")
_END = re.compile(r"[^\S\n]*(?:\||\n|$)")
_BLANK = re.compile(r"[\d\s.．,，%、/—-]*$")


@cache
def _unit() -> re.Pattern[str]:
    said = units.alternation()
    return re.compile(rf"[（(](?:单位[:：])?(?P<label>{said})[)）]|^[^\S\n]*\|[^\S\n]*(?P<cell>{said})[^\S\n]*(?:\||\n|$)")


def label(text: str, at: int) -> str:
    """The nearest cell before `at` in its row that holds words, "" if `at` is in no row or none does."""
    start = max(0, at - _ROW, text.rfind("\n", max(0, at - _ROW), at) + 1)
    cells = text[start:at].split("|")
    return next((cell.strip() for cell in reversed(cells[:-1]) if not _BLANK.match(cell) and not _NUMBER.match(cell)), "")


def alone(text: str, at: int, end: int) -> bool:
    """Whether `text[at:end]` is all that its cell holds, and not the first of its row."""
    return text[max(0, at - 4) : at].rstrip(" \t　").endswith("|") and _END.match(text, end) is not None


def head(text: str, at: int) -> str:
    """The words above the cell at `at`: in the same column of the nearest row above that holds no number, "" if none does."""
    line = text.rfind("\n", max(0, at - _ROW), at)
    column = text.count("|", line + 1, at) if line >= 0 else 0
    for _ in range(_ROWS):
        above = text.rfind("\n", max(0, line - _ROW), max(line, 0))
        if line < 0 or above < 0 and line > _ROW:
            return ""
        row = text[above + 1 : line].split("|")
        if len(row) <= column:
            return ""
        if not any(_NUMBER.match(cell) for cell in row):
            return row[column].strip()
        line = above
    return ""


def words(text: str, at: int) -> tuple[str, bool]:
    """What says what the cell at `at` counts: the words of its row, with those above it where these hold a unit or the row's do not
    say a thing (数量, 占比); and whether it is one of many alike, as told by the head of its column."""
    own, above = label(text, at), ""
    if (plain := _PLAIN.match(own)) or not _unit().search(own):
        above = head(text, at)
    if above and (plain or _unit().search(above)):
        return above + own if plain else above, _WHOLE.match(own) is None
    return own, False


def unit(text: str, at: int, end: int) -> str:
    """The unit of a number alone in its cell: in brackets in the words of its row or its column, or in the cell after it; "" if none."""
    found = _unit().search(label(text, at)) or _unit().match(text[end : end + 12]) or _unit().search(head(text, at))
    return units.canonical(found["label"] or found["cell"]) if found else ""
