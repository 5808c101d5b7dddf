"""Several reports side by side: a table of the canonical figures, and charts of those that most reports state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from yifa.kernel.indicator import load
from yifa.reader.model import Figure, Reading, Role, Segment
from yifa.reader.output import name, number, of
from yifa.reader.sources import Document

from .. import charts

CHARTS, COLUMNS = 4, 12
Read = tuple[Document, Reading]


@dataclass(frozen=True)
class Column:
    """One report: which document it stands in, and its canonical figures."""

    document: int
    segment: Segment
    title: str
    figures: dict[str, Figure]


def columns(reads: Sequence[Read]) -> list[Column]:
    """The reports of all texts, by organ and year, so that years of one county stand together."""
    out = []
    for d, (_, reading) in enumerate(reads):
        for i, segment in enumerate(reading.segments):
            out.append(Column(d, segment, name(segment, i), _stated(of(segment, reading.figures))))
    return sorted(out, key=lambda c: (not c.segment.organ, c.segment.organ, c.segment.year or 0))[:COLUMNS]


def _stated(figures: Sequence[Figure]) -> dict[str, Figure]:
    """The level that a report states for each canonical figure: the first that is no part of another."""
    out: dict[str, Figure] = {}
    for f in sorted(figures, key=lambda f: (f.part, f.start)):
        if f.indicator and f.role in (Role.level, Role.change):
            out.setdefault(f.indicator, f)
    return out


def table(shown: Sequence[Column]) -> dict[str, Any] | None:
    """Canonical figures against reports; parameters of the component `rows`. None where no report states any."""
    known = load()
    keys = [k for k in known if any(k in c.figures for c in shown)]
    if not keys:
        return None
    heads = [{"text": "指标", "width": "third"}, *({"text": f"报告{i + 1}", "n": True} for i in range(len(shown)))]
    rows = []
    for key in keys:
        cells = [_cell(i, c.figures.get(key)) for i, c in enumerate(shown)]
        rows.append({"cells": [{"text": known[key].zh, "head": True}, *cells]})
    return {"caption": "各份报告的指标", "heads": heads, "groups": [{"rows": rows}]}


def _cell(i: int, figure: Figure | None) -> dict[str, Any]:
    return {"text": number(figure), "n": True, "th": f"报告{i + 1}"} if figure else {}


def pictures(shown: Sequence[Column]) -> list[dict[str, Any]]:
    """Bar charts of the counts that most reports state exactly; rates are not compared as bars."""
    known = load()
    ranked: list[tuple[int, str]] = []
    for key in known:
        own = [c.figures[key] for c in shown if key in c.figures]
        if len(own) > 1 and all(f.value.denominator == 1 and f.unit != "%" for f in own):
            ranked.append((-len(own), key))
    out = []
    for _, key in sorted(ranked, key=lambda r: r[0])[:CHARTS]:
        here = [(i, c) for i, c in enumerate(shown) if key in c.figures]
        titles = [f"{i + 1}，{c.title}" for i, c in here]
        chart = charts.bars(known[key].zh, titles, [int(c.figures[key].value) for _, c in here], known[key].unit, head="报告")
        for shape, (i, _) in zip(chart["shapes"], here, strict=True):
            shape["label"] = str(i + 1)  # the names stand in the table beside
        out.append({**chart, "id": f"chart-{key}"})
    return out
