"""The canonical figures of a county's annual report, from data/indicators.toml. Pure.

One key means the same thing when records are counted, when a report is written and when a published one is read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from . import data

CHAPTERS = ("leadership", "service", "norms", "decisions", "enforcement", "emergencies", "disputes", "oversight")


class Malformed(ValueError):
    """The file of figures contradicts itself; the message lists every mistake."""


@dataclass(frozen=True)
class Indicator:
    """One figure. `rate` (numerator, denominator) and `change_of` name other figures: such a figure is always computed.
    `counts` says in English what is counted; `typical` is an order of magnitude for the sampler, in the figure's unit."""

    key: str
    zh: str
    unit: str
    chapter: str
    part_of: str = ""
    rate: tuple[str, str] | None = None
    change_of: str = ""
    counts: str = ""
    typical: int = 0

    @property
    def computed(self) -> bool:
        """A percentage: follows from counts, is never typed in."""
        return self.rate is not None or bool(self.change_of)

    def __str__(self) -> str:
        return f"{self.zh}（{self.key}）"


class Indicators(Mapping[str, Indicator]):
    """All figures in the order of the file. Raises Malformed if a reference leads nowhere or in a circle."""

    def __init__(self, indicators: list[Indicator]) -> None:
        self._by_key = {i.key: i for i in indicators}
        wrong = [*self._references(), *self._circles()]
        if wrong:
            raise Malformed("；".join(wrong))

    def __getitem__(self, key: str) -> Indicator:
        return self._by_key[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)

    @property
    def counts(self) -> tuple[str, ...]:
        """Keys of the figures that are whole numbers."""
        return tuple(k for k, i in self.items() if not i.computed)

    @property
    def computed(self) -> tuple[str, ...]:
        """Keys of the rates and changes."""
        return tuple(k for k, i in self.items() if i.computed)

    def wholes(self, key: str) -> tuple[str, ...]:
        """The figures that this one is a part of, nearest first."""
        out: list[str] = []
        while self[key].part_of:
            key = self[key].part_of
            out.append(key)
        return tuple(out)

    def _references(self) -> Iterator[str]:
        for i in self.values():
            named = [i.part_of, i.change_of, *(i.rate or ())]
            for other in filter(None, named):
                if other not in self:
                    yield f"{i.key} 指向不存在的指标 {other}"
                elif self[other].computed:
                    yield f"{i.key} 指向 {other}，而后者本身是比率"
            if i.computed and (i.part_of or (i.rate and i.change_of)):
                yield f"{i.key} 只能是比率、变化幅度、部分三者之一"

    def _circles(self) -> Iterator[str]:
        for key in self:
            seen = {key}
            while (key := self._by_key[key].part_of) in self._by_key:
                if key in seen:
                    yield f"{key} 绕一圈成了自己的部分"
                    break
                seen.add(key)


_FIELDS = {"zh": str, "unit": str, "chapter": str, "part_of": str, "rate": list, "change_of": str, "counts": str,
           "typical": int}  # fmt: skip


def _indicator(key: str, row: Any) -> tuple[Indicator | None, list[str]]:
    if not isinstance(row, dict):
        return None, [f"{key} 应当是一节 [{key}]"]
    wrong = [f"{key}.{f} 不认识" for f in row if f not in _FIELDS]
    wrong += [f"{key}.{f} 类型不对" for f, kind in _FIELDS.items() if f in row and not isinstance(row[f], kind)]
    wrong += [f"{key} 缺少 {f}" for f in ("zh", "unit", "chapter") if not row.get(f)]
    if not re.fullmatch(r"[a-z][a-z_]*", key):
        wrong.append(f"{key} 应当由小写字母和下划线组成")
    if row.get("chapter") not in CHAPTERS:
        wrong.append(f"{key}.chapter 应当是 {'、'.join(CHAPTERS)} 之一")
    rate = row.get("rate")
    if rate is not None and (len(rate) != 2 or not all(isinstance(r, str) for r in rate)):
        wrong.append(f"{key}.rate 应当写成 [分子, 分母]")
    if wrong:
        return None, wrong
    return Indicator(key, **{**row, "rate": tuple(rate) if rate else None}), []


def parse(text: str) -> Indicators:
    """The figures in a TOML text. Raises Malformed with every mistake."""
    read = [_indicator(key, row) for key, row in tomllib.loads(text).items()]
    wrong = [w for _, some in read for w in some]
    if wrong:
        raise Malformed("；".join(wrong))
    return Indicators([i for i, _ in read if i is not None])


@cache
def load(path: Path | None = None) -> Indicators:
    """The figures shipped with the software, or those of another file. Raises Malformed."""
    return parse((path or data.path("indicators.toml")).read_text(encoding="utf-8"))
