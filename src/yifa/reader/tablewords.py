"""Words of tables that rows and stacked cells share: what a number looks like, what says a unit, and what a place is told by. Pure."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from yifa.reader import units
from yifa.reader.numbers import times

ROW, ROWS = 400, 40
"""No row is looked at further back than so many characters, no head further up than so many rows."""

SIGNS = "-－−+＋↑↓▲▼±"
NUMBER = re.compile(rf"(?!\d{{1,2}}月)[{SIGNS}]?\d[\d.,，]*\s*[^\d\s]{{0,3}}$|[/—－-]+$")
NUMBERED = re.compile("序号|编号|序|No|代码|行次|名次|排名|排序|电话|邮编", re.I)
NUMBER_OF = re.compile(
    r"(?:(件)数|案件[数量]|办件[数量]|(人)数|(次)数|(户)数|(份)数|(起)数|(条)数|(家)数|(个)数|(宗)数|(场)数|(项)数|(人次|场次|批次|件次|户次|家次)数?)(?:量)?$"
)
CASES = re.compile(r"(?:案件|申请|诉求|处理决定|复议|诉讼|来件|工单|办件|许可|处罚)[^，,]{0,4}(?:总?数|数量)$")


class Place(NamedTuple):
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


NOWHERE = Place([], [], "", "", [], "", "")


@cache
def said_unit() -> re.Pattern[str]:
    """A unit in brackets, or after 单位：."""
    scaled = _scaled()
    again = scaled.replace("scale", "scale2").replace("unit", "unit2")
    return re.compile(rf"[（(](?:计量)?(?:单位\s?[:：]?\s?)?{scaled}[)）]|单位\s?[:：]\s?{again}")


@cache
def only_unit() -> re.Pattern[str]:
    """A cell that is nothing but a unit."""
    return re.compile(rf"[（(]?{_scaled()}[)）]?$")


def _scaled() -> str:
    return rf"(?P<scale>[百千]?万|亿)?(?P<unit>{units.alternation()})"


def unit_of(found: re.Match[str]) -> tuple[str, int]:
    """The unit that one of the two found, and its scale."""
    said = found.groupdict()
    unit, scale = (said.get("unit") or said.get("unit2") or ""), (said.get("scale") or said.get("scale2") or "")
    return units.canonical(unit), times(scale) if scale else 1


def says_unit(words: str) -> bool:
    return any(p.search(words) for p in (said_unit(), NUMBER_OF, CASES))
