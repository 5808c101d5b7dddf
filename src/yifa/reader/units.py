"""Measure words and units: which there are, of which kind, and where one of their characters means something else. Pure."""

from __future__ import annotations

import re
from functools import cache

from yifa.reader.data import words
from yifa.reader.model import UnitKind

_BRACKETS = str.maketrans("", "", "()（）")


@cache
def kinds() -> dict[str, UnitKind]:
    """Each unit's kind."""
    table = words("units")
    return {unit: kind for kind in UnitKind if kind in table for unit in table[kind]["words"].split()}


@cache
def alternation() -> str:
    """A regular expression that takes the longest unit at its place, and none where a word only begins like one."""
    barred: dict[str, str] = words("units")["never_before"]
    parts = [r"[场人家件户项][(（]次[)）]"]
    for unit in sorted(kinds(), key=len, reverse=True):
        if unit == "%":
            parts.append("[%％﹪]")
            continue
        others = barred.get(unit, "").split()
        chars, longer = "".join(word for word in others if len(word) == 1), "|".join(word for word in others if len(word) > 1)
        bar = "|".join(filter(None, (f"[{chars}]" if chars else "", longer)))
        parts.append(re.escape(unit) + (f"(?!{bar})" if bar else ""))
    return "|".join(parts)


@cache
def first_characters() -> str:
    """With which characters a unit may begin."""
    return "".join(sorted({unit[0] for unit in kinds()} | set("％﹪")))


def canonical(unit: str) -> str:
    """The unit as it is written down: one per cent sign, 场（次） without its brackets, all else as it stands."""
    return "%" if unit in "%％﹪" else "平方米" if unit == "㎡" else unit.translate(_BRACKETS)
