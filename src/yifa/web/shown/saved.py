"""Fewer visits by joint inspection: the formula, its three numbers, and the visits behind them; for the desk and the portal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.urls import reverse

from yifa.store.models import Matter, Tally

from .. import words
from ..desk.gate import organ_names

FORMULA = "少去的次数 = 各项任务分头去要的次数 − 实际去的次数。只算作出了结果的检查；两边是同一批企业、同一段时间。"
SAVED, MADE = "joint_inspections_saved", "inspections_total"
MOST = 200


def years(matters: QuerySet[Matter], today: date) -> list[int]:
    """The years in which there is a result, the latest first; never empty."""
    found = Tally.objects.filter(figure=MADE, matter__in=matters.values("id")).dates("on", "year", order="DESC")
    return [d.year for d in found] or [today.year]


def shown(matters: QuerySet[Matter], year: int, today: date, route: str) -> dict[str, Any]:
    """The context: totals and organs over all visits, and the joint visits among `matters`, which the reader may open
    (`route`: the page of one)."""
    of_year = Q(on__gte=date(year, 1, 1), on__lte=date(year, 12, 31))
    organs, by_organ = organ_names(today), dict[str, list[int]]()
    for figure, at in ((MADE, 0), (SAVED, 1)):
        rows = Tally.objects.filter(of_year, figure=figure).values("matter").annotate(n=Sum("value"))
        known = dict(Matter.objects.filter(id__in=rows.values("matter")).values_list("id", "organ"))
        for row in rows:
            by_organ.setdefault(known[row["matter"]], [0, 0])[at] += row["n"]
    made, saved = (sum(n[i] for n in by_organ.values()) for i in (0, 1))
    lines = [_line(organs.get(k, k), *n) for k, n in sorted(by_organ.items(), key=lambda x: (-x[1][1], x[0]))]
    heads = [{"text": "机关"}, *({"text": t, "n": True} for t in ("分头去要的次数", "实际去的次数", "少去的次数"))]
    table = {"caption": "各机关少去的次数", "heads": heads, "groups": [{"rows": lines}], "foot": _cells("合计", made, saved), "matrix": True}
    joint = _joint(matters, of_year, organs, route)
    return {
        "year": year,
        "formula": FORMULA,
        "separate": made + saved,
        "made": made,
        "saved": saved,
        "rows": table if lines else None,
        "joint": joint,
        "most": MOST,
        "years": [{"text": f"{y}年", "href": f"?year={y}"} for y in years(matters, today)],
    }


def _cells(name: str, made: int, saved: int) -> list[dict[str, Any]]:
    numbers = [{"text": f"{n:,}", "n": True} if n else {"zero": True, "n": True} for n in (made + saved, made, saved)]
    return [{"text": name, "head": True}, *numbers]


def _line(name: str, made: int, saved: int) -> dict[str, Any]:
    return {"cells": _cells(name, made, saved)}


def _joint(matters: QuerySet[Matter], of_year: Q, organs: dict[str, str], route: str) -> dict[str, Any] | None:
    rows = Tally.objects.filter(of_year, figure=SAVED, value__gt=0, matter__in=matters.values("id")).order_by("-on", "matter")[:MOST]
    by_id = {m.id: m for m in Matter.objects.filter(id__in=[t.matter for t in rows])}
    lines = []
    for t in rows:
        m = by_id[t.matter]
        cells = [
            {"text": m.title, "href": reverse(route, args=[m.id]), "head": True, "small": m.number},
            {"text": organs.get(m.organ, m.organ), "th": "机关"},
            {"text": words.day(t.on), "th": "结果"},
            {"text": f"{t.value + 1:,}", "n": True, "th": "任务"},
            {"text": f"{t.value:,}", "n": True, "th": "少去"},
        ]
        lines.append({"cells": cells})
    heads: list[dict[str, Any]] = [{"text": "检查", "width": "third"}, {"text": "机关"}, {"text": "作出结果"}]
    heads += [{"text": "完成的任务", "n": True}, {"text": "少去的次数", "n": True}]
    return {"caption": "合并的检查", "heads": heads, "groups": [{"rows": lines}]} if lines else None


def chosen(text: str, today: date) -> int:
    """The year asked for; this year's where none was."""
    return int(text) if len(text) == 4 and text.isascii() and text.isdecimal() and int(text) >= 1949 else today.year
