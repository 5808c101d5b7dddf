"""What the pages of the report show, from the report and the rows behind a number; the same for desk and portal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Max, Min
from django.urls import reverse

from yifa.actions.names import organ_name
from yifa.figures.compute import Value, compute
from yifa.kernel.indicator import Indicator, load
from yifa.kernel.law import chinese
from yifa.report.lineage import Behind, Row, behind
from yifa.report.text import Figure, Report, written
from yifa.store.models import Matter, Tally

from .. import charts, words

CHARTED = (
    ("inspections_total", "行政检查"),
    ("penalty_cases", "行政处罚"),
    ("legality_reviews", "合法性审查"),
    ("reconsideration_closed", "复议审结"),
    ("litigation_closed", "应诉审结"),
    ("legal_aid_cases", "法律援助"),
)
Link = Callable[[str], str]
"""The address of a figure's page."""


def years() -> list[int]:
    """The years in which anything counts, the latest first."""
    span = Tally.objects.aggregate(first=Min("on"), last=Max("on"))
    return list(range(span["last"].year, span["first"].year - 1, -1)) if span["first"] else []


def pages(site: str) -> Callable[[int], Link]:
    """Addresses within the desk (`desk`) or the portal (`portal`)."""
    return lambda year: lambda key: reverse(f"report:{site}-figure", args=[year, key])


def text(report: Report, link: Link) -> dict[str, Any]:
    """The context of the report's page."""
    names = load()
    return {
        "title": report.title,
        "report": report,
        "chapters": [
            (f"（{chinese(i)}）{title}", [[_run(r, link) for r in s] for s in sentences])
            for i, (title, sentences) in enumerate(report.chapters, 1)
        ],
        "given": [(part.value, given) for part, given in report.given.items()],
        "chart": charts.bars(
            "主要办件量", [t for _, t in CHARTED], [int(report.values[k].value or 0) for k, _ in CHARTED], "件、次", head="事项"
        ),
        "figures": table(report, link, names),
    }


def _run(run: str | Figure, link: Link) -> dict[str, str]:
    return {"text": run} if isinstance(run, str) else {"text": run.text, "href": link(run.key)}


def table(report: Report, link: Link, names: Any) -> dict[str, Any]:
    """All figures, as parameters of the component `rows`."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for key, i in names.items():
        v = report.values[key]
        cells = [
            {"text": i.zh, "href": link(key), "head": True},
            {"text": shown(v), "n": True},
            {"text": i.unit},
            {"text": parts_of(v), "n": True},
        ]
        groups.setdefault(i.chapter, []).append({"cells": cells})
    heads = [{"text": "指标"}, {"text": "数值", "n": True}, {"text": "单位"}, {"text": "分子 / 分母", "n": True}]
    return {
        "caption": f"{report.year}年度指标",
        "heads": heads,
        "groups": [{"title": CHAPTER_NAMES[c], "rows": rows} for c, rows in groups.items()],
        "matrix": True,
    }


CHAPTER_NAMES = {
    "leadership": "推进机制",
    "service": "政务服务",
    "norms": "规范性文件和合法性审查",
    "decisions": "重大行政决策",
    "enforcement": "行政执法",
    "emergencies": "突发事件应对",
    "disputes": "矛盾纠纷和公共法律服务",
    "oversight": "监督和公开",
}


def shown(v: Value) -> str:
    return words.thousands(v.value) if isinstance(v.value, int) else written(v)


def parts_of(v: Value) -> str:
    return f"{v.numerator:,} / {v.denominator:,}" if v.numerator is not None and v.denominator is not None else ""


def figure(year: int, key: str, after: str, site: str) -> dict[str, Any]:
    """The context of a number's page. Raises NoSuchFigure, NoCheckpoint, Tampered."""
    page = behind(key, year, after)
    values, i = compute(year), load()[key]
    link = pages(site)(year)
    value = values[key]
    return {
        "title": f"{i.zh}（{year}年）",
        "year": year,
        "back": reverse(f"report:{site}-report", args=[year]),
        "number": f"{shown(value)}{i.unit}",
        "pairs": meaning(i, value, page, link),
        "rows": rows(page, site) if page.rows else None,
        "pager": {"words": pager_words(page), "next": f"?after={page.after}" if page.after else ""},
        "parts": [{"text": load()[k].zh, "number": shown(values[k]) + load()[k].unit, "href": link(k)} for k in page.parts],
        "months": page.kind == "batches",
    }


def meaning(i: Indicator, value: Value, page: Behind, link: Link) -> list[dict[str, Any]]:
    pairs: list[dict[str, Any]] = []
    if value.numerator is not None:
        first, second = i.rate or (i.change_of, i.change_of)
        names = ("分子", "分母") if i.rate else ("本年", "上年")
        pairs.append({"label": names[0], "text": f"{value.numerator:,}", "href": link(first)})
        pairs.append({"label": names[1], "text": f"{value.denominator:,}", **({"href": link(second)} if i.rate else {})})
    if page.note:
        pairs.append({"label": "怎么数", "text": page.note})
    pairs.append({"label": "截至", "text": f"账本检查点，前{value.checkpoint:,}条记载"})
    pairs.append({"label": "键", "text": i.key, "code": True})
    return pairs


def pager_words(page: Behind) -> str:
    if not page.rows:
        return ""
    return f"本页{len(page.rows)}行" + ("，还有下一页" if page.after else "")


def rows(page: Behind, site: str) -> dict[str, Any]:
    """The rows behind a number, as parameters of the component `rows`."""
    first = page.rows[0].cells
    columns = [c for c in first if any(r.cells.get(c) for r in page.rows)]
    heads = [{"text": c} for c in columns] + [{"text": "计入", "n": True}]
    published = _published(page)
    body = [{"cells": [*_cells(r, columns, page, site, published), {"text": f"{r.value:,}", "n": True}]} for r in page.rows]
    return {"caption": "背后的记录", "heads": heads, "groups": [{"rows": body}]}


def _published(page: Behind) -> set[str]:
    ids = [r.matter for r in page.rows if r.matter]
    return set(
        Matter.objects.filter(id__in=ids, published_on__isnull=False, withdrawn_on__isnull=True).values_list("id", flat=True)
    )


def _cells(r: Row, columns: list[str], page: Behind, site: str, published: set[str]) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for c in columns:
        cell: dict[str, Any] = {"text": _said(c, r.cells.get(c, "")), "th": c}
        if c == "编号" and r.matter:
            cell = {"text": r.cells[c], "head": True, "href": address(r, site, published)}
        if c == "月份":
            cell = {"text": r.cells[c], "head": True, "href": f"?after=rows:{r.cells[c]}:0"}
        if c in ("编码", "行"):
            cell["head"] = True
        out.append(cell)
    return out


def _said(column: str, text: str) -> str:
    return organ_name(text, date.today()) if column in ("单位", "对象") and text else text


def address(r: Row, site: str, published: set[str]) -> str:
    """A matter opens on the desk; on the portal only where its record is public."""
    if site == "desk":
        return reverse("desk:matter", args=[r.matter])
    return reverse("portal:record", args=[r.matter]) if r.matter in published else ""
