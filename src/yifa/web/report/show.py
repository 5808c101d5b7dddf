"""What the pages of the report show, from the report and the rows behind a number; the same for desk and portal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Min
from django.urls import reverse

from yifa.chapters.leadership.statement import Part
from yifa.kernel.indicator import CHAPTERS, load
from yifa.papers.words import chinese
from yifa.report.lineage import monthly
from yifa.report.shortcomings import Shortcoming
from yifa.report.statements import releases
from yifa.report.text import SILENT, Chapter, Figure, Report, written
from yifa.report.write import CHARTED, SHORT
from yifa.store.actor import Actor, visible_to
from yifa.store.models import Matter, Tally

from .. import charts


@dataclass(frozen=True)
class Site:
    """Where a page stands: on the desk of an actor, or on the portal, which knows nobody. `size`: as of which checkpoint
    its numbers are, None for the newest; `at`: whether its address says so, too."""

    actor: Actor | None = None
    size: int | None = None
    at: bool = False

    @property
    def name(self) -> str:
        return "desk" if self.actor else "portal"

    def report(self, year: int) -> str:
        return self._address("report", year)

    def figure(self, year: int, key: str) -> str:
        return self._address("figure", year, key)

    def docx(self, year: int) -> str:
        return self._address("docx", year)

    def _address(self, page: str, year: int, *more: str) -> str:
        if self.at:
            return reverse(f"report:portal-{page}-at", args=[year, self.size, *more])
        return reverse(f"report:{self.name}-{page}", args=[year, *more])

    def opens(self, matters: set[str]) -> Callable[[str, int], str]:
        """The address of an entry of one of these matters; "" where this reader may not see it. On the portal only
        matters with a public record open."""
        if self.actor:
            seen = set(visible_to(self.actor).filter(id__in=matters).values_list("id", flat=True))
            return lambda m, seq: reverse("desk:matter", args=[m]) + f"#e{seq}" if m in seen else ""
        public = Matter.objects.filter(id__in=matters, published_on__isnull=False, withdrawn_on__isnull=True)
        shown = set(public.values_list("id", flat=True))
        return lambda m, _: reverse("portal:record", args=[m]) if m in shown else ""


def years() -> list[int]:
    """The years in which anything counts, the latest first."""
    span = Tally.objects.aggregate(first=Min("on"), last=Max("on"))
    return list(range(span["last"].year, span["first"].year - 1, -1)) if span["first"] else []


def index(site: Site) -> list[dict[str, Any]]:
    """The years to choose from: all on the desk, the released ones on the portal."""
    public = releases()
    some = years() if site.actor else sorted(public, reverse=True)
    return [{"year": y, "href": site.report(y), "released": y in public} for y in some]


def text(report: Report, site: Site) -> dict[str, Any]:
    """The context of the report's page."""
    return {
        "title": report.title,
        "report": report,
        "chapters": [chapter(c, report.year, site) for c in report.chapters],
        "faults": [fault(s, report.year, site) for s in report.shortcomings],
        "causes": part(report, Part.causes, site),
        "duty": part(report, Part.duty, site),
        "plan": part(report, Part.plan, site),
        "chart": chart(report),
        "charted": "enforcement",
        "figures": table(report, site),
        "year": report.year,
        "on_desk": site.actor is not None,
    }


def chapter(c: Chapter, year: int, site: Site, opened: str = "") -> dict[str, Any]:
    """A chapter's heading and its paragraph as runs; `opened`: the figure that is open on this page."""
    runs: list[dict[str, Any]] = [_run(r, year, site, opened) for s in c.sentences for r in s]
    return {"key": c.key, "title": c.title, "number": chinese(CHAPTERS.index(c.key) + 1), "runs": runs or [{"text": SILENT}]}


def _run(run: str | Figure, year: int, site: Site, opened: str) -> dict[str, Any]:
    if isinstance(run, str):
        return {"text": run}
    return {"text": run.text, "href": site.figure(year, run.key), "open": run.key == opened}


def fault(s: Shortcoming, year: int, site: Site, opened: bool = False) -> dict[str, Any]:
    """A shortcoming as runs, its counts as links, and its article."""
    runs: list[dict[str, Any]] = [{"text": f"{s.procedure}的“{s.step}”有"}]
    for n, (count, said) in enumerate(s.counts):
        number = {"text": str(count), "href": site.figure(year, s.key), "open": opened and not n}
        runs += [{"text": "、" if n else ""}, number, {"text": said}]
    if opened:
        runs.append({"text": f"（{s.cite}）。"})
    return {"runs": runs, "cite": s.cite}


def part(report: Report, which: Part, site: Site) -> dict[str, Any]:
    """A signed part, or the words of its absence."""
    given = report.given[which]
    if given is None:
        return {"absent": f"尚未签署：{which.value}。", "todo": "由党政主要负责人在本页下方签署。" if site.actor else ""}
    return {"paragraphs": given.paragraphs, "by": given.by, "on": given.on, "name": which.value}


def chart(report: Report) -> dict[str, Any] | None:
    """The year's inspections by month; None for a year without any."""
    if not report.values[CHARTED].value:
        return None
    labels = [f"{m}月" for m in range(1, 13)]
    return charts.bars(f"{report.year}年各月行政检查次数", labels, monthly(CHARTED, report.year, report.checkpoint), "次", head="月")


def table(report: Report, site: Site) -> dict[str, Any]:
    """All figures by chapter, as parameters of the component `rows`."""
    groups = []
    for key in CHAPTERS:
        rows = [_figure_row(report, k, site) for k, i in load().items() if i.chapter == key]
        groups.append({"title": SHORT[key], "rows": rows})
    heads = [{"text": "指标"}, {"text": "数值", "n": True}, {"text": "单位"}, {"text": "分子／分母", "n": True}]
    return {"caption": f"{report.year}年度指标", "heads": heads, "groups": groups, "matrix": True}


def _figure_row(report: Report, key: str, site: Site) -> dict[str, Any]:
    v = report.values[key]
    parts = f"{v.numerator:,}／{v.denominator:,}" if v.numerator is not None and v.denominator is not None else ""
    cells = [
        {"text": load()[key].zh, "href": site.figure(report.year, key), "head": True},
        {"text": written(v), "n": True},
        {"text": v.unit},
        {"text": parts, "n": True},
    ]
    return {"cells": cells}
