"""Rows of tables, cells parted by |: which words and which unit belong to a number that stands alone in its cell. Pure."""

from __future__ import annotations

import re
from functools import cache

from yifa.reader import units

_ROW = 200
"""No row is looked at further back than so many characters."""

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
    return next((cell.strip() for cell in reversed(cells[:-1]) if not _BLANK.match(cell)), "")


def alone(text: str, at: int, end: int) -> bool:
    """Whether `text[at:end]` is all that its cell holds, and not the first of its row."""
    return text[max(0, at - 4) : at].rstrip(" \t　").endswith("|") and _END.match(text, end) is not None


def unit(text: str, at: int, end: int) -> str:
    """The unit of a number alone in its cell: in brackets in the words of its row, or in the cell after it; "" if neither."""
    found = _unit().search(label(text, at)) or _unit().match(text[end : end + 12])
    return units.canonical(found["label"] or found["cell"]) if found else ""
