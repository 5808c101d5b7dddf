"""What the pages say of a report's releases: as of when the public one stands, the earlier ones, and what has moved since."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from yifa.figures.compute import Value
from yifa.kernel.indicator import load
from yifa.report.shortcomings import shortcomings
from yifa.report.statements import Released, releases
from yifa.report.text import Report, written
from yifa.report.values import values_of

from .. import words
from .show import Site


def public(year: int, size: int | None = None) -> Released:
    """The latest release of a year's report, or the one as of the checkpoint of this size. Raises Http404 for none."""
    found = [r for r in releases().get(year, ()) if size in (None, r.size)]
    if not found:
        raise Http404(f"{year}年度报告还没有公开。" if size is None else f"{year}年度报告没有截至前{size}条记载的公开版本。")
    return found[0]


def on_portal(release: Released) -> dict[str, Any]:
    """On the page of a release: when it was made, whether a later one took its place, and the way to all of them."""
    every = releases()[release.year]
    replaced = f"，{words.day(every[0].on)}公开了更正后的报告" if every[0].size != release.size else ""
    return {
        "standing": f"{words.day(release.on)}公开{replaced}。",
        "others": [_way(r, r is every[0]) for r in every] if len(every) > 1 else [],
    }


def _way(r: Released, latest: bool) -> dict[str, Any]:
    where = Site(size=r.size, at=not latest).report(r.year)
    return {"label": words.day(r.on), "text": f"截至前{r.size}条记载", "href": where, "small": "最新" if latest else ""}


def on_desk(report: Report, site: Site) -> dict[str, Any]:
    """Beside the newest figures: whether the report is public, and which numbers are no longer those made public. Raises
    Tampered."""
    last = next(iter(releases().get(report.year, ())), None)
    if last is None:
        return {"is_released": False, "can_release": True}
    rows = _moved(report, last, site)
    told = f"此后有{len(rows)}个数变动，见下表，" if rows else "此后数字没有变动，"
    heads = [{"text": "指标"}, *({"text": t, "n": True} for t in ("公开时", "现在", "相差"))]
    return {
        "is_released": True,
        "can_release": report.checkpoint > last.size,
        "standing": f"{words.day(last.on)}公开，公开的截至前{last.size}条记载；{told}",
        "moved": {"caption": "公开以后变动的数字", "heads": heads, "groups": [{"rows": rows}]} if rows else None,
    }


def _moved(report: Report, last: Released, site: Site) -> list[dict[str, Any]]:
    """A row for each number that differs between the release and now."""
    if last.size == report.checkpoint:
        return []
    then = values_of(report.year, last.size)
    out = [
        _row(load()[key].zh, site.figure(report.year, key), then[key], now)
        for key, now in report.values.items()
        if now.value != then[key].value
    ]
    faults = [sum(s.total for s in found) for found in (shortcomings(report.year, last.size), report.shortcomings)]
    if faults[0] != faults[1]:
        old, new = (Value("", n, "处") for n in faults)
        out.append(_row("存在的不足", "", old, new))
    return out


def _row(name: str, where: str, then: Value, now: Value) -> dict[str, Any]:
    more = f"{now.value - then.value:+,}" if now.value is not None and then.value is not None else ""
    cells = [{"text": name, "href": where, "head": True}]
    cells += [{"text": f"{written(v)}{v.unit}", "n": True, "th": t} for v, t in ((then, "公开时"), (now, "现在"))]
    return {"cells": [*cells, {"text": more, "n": True, "th": "相差"}]}
