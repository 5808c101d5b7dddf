"""The joint plans as the public sees them: counts by organ and month, the reduction with its formula, the certificate.

Shown is only the part that was published: duties that may not be merged are neither in it nor counted, and no firm's days."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yifa.actions import county as place
from yifa.actions.joint.files import ANNOUNCED, CERTIFICATE, Kept, kept, read_filed
from yifa.actions.joint.plans import Filed, Year, filings, the_year, years
from yifa.actions.refused import Refused

from .. import words
from ..desk.gate import organ_names
from ..shown import joint as told
from .frame import frame


def _public(year: int) -> tuple[Year, Kept]:
    """The published plan of a year. Raises Http404, also where its files are gone: the desk says so."""
    found = the_year(year)
    if found is None or found.public is None:
        raise Http404
    try:
        return found, kept(ANNOUNCED, found.public.certificate)
    except Refused as gone:
        raise Http404(str(gone)) from None


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """The years of which a plan is published."""
    rows = [
        {
            "cells": [
                {"text": f"{y.rules.year}年", "href": reverse("portal:joint-year", args=[y.rules.year]), "head": True},
                {"text": f"{y.public.visits:,}", "n": True, "th": "入企（次）"},
                {"text": f"{y.public.organs:,}", "n": True, "th": "分头去至少（次）"},
                {"text": words.day(y.matter.published_on) if y.matter.published_on else "", "th": "公布"},
            ]
        }
        for y in years()
        if y.public
    ]
    heads = [{"text": "年度"}, {"text": "入企（次）", "n": True}, {"text": "分头去至少（次）", "n": True}, {"text": "公布日期"}]
    table = {"caption": "各年度的联合检查计划", "heads": heads, "groups": [{"rows": rows}]}
    return render(request, "yifa/portal/joint.html", frame(request, "joint", rows=table if rows else None))


@require_safe
def plan(request: HttpRequest, year: int) -> HttpResponse:
    found, made = _public(year)
    organs = organ_names(place.now().date())
    context = frame(
        request,
        "joint",
        year=year,
        on=words.day(found.matter.published_on) if found.matter.published_on else "",
        figures=told.figures(made.certificate),
        reduction=told.reduction(made.certificate),
        proved=told.PROVED,
        months=told.by_month(made) | {"id": "months"},
        organs=told.months_of_organs(made, organs),
        departments=_departments(found, organs),
        note=found.public.text if found.public else "",
        rules=_rules(found),
        digest=made.digest,
        trail=[{"text": "联合检查", "href": reverse("portal:joint")}, {"text": f"{year}年"}],
    )
    return render(request, "yifa/portal/joint_year.html", context)


def _rules(year: Year) -> list[dict[str, str]]:
    r = year.rules
    return [
        {"label": "每家企业全年", "text": f"最多{r.visits_per_subject}次"},
        {"label": "每次入企", "text": f"最多{r.visitors_per_visit}人"},
        {"label": "依据", "text": r.basis},
    ]


def _departments(year: Year, organs: dict[str, str]) -> dict[str, Any] | None:
    """What the departments published of their own plans: items, firms and windows, of duties that may be merged."""
    rows = []
    for f in filings(year.matter.id):
        if f.counts and f.matter.published_on and not f.matter.withdrawn_on:
            rows += [{"cells": cells} for cells in _items(f, organs)]
    heads = [{"text": "机关，事项", "width": "third"}, {"text": "检查（项）", "n": True}, {"text": "企业（家）", "n": True}, {"text": "时限"}]
    return {"caption": "各部门公布的检查计划", "heads": heads, "groups": [{"rows": rows}]} if rows else None


def _items(f: Filed, organs: dict[str, str]) -> list[list[dict[str, Any]]]:
    try:
        text = read_filed(f.duties.sha256, f.matter.number).decode()
    except Refused:
        return []
    count, firms, days = Counter[str](), dict[str, set[str]](), dict[str, list[str]]()
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if row["mergeable"] == "1":
            count[row["item"]] += 1
            firms.setdefault(row["item"], set()).add(row["subject"])
            days.setdefault(row["item"], []).extend((row["earliest"], row["latest"]))
    return [
        [
            {"text": item, "head": True, "small": organs.get(f.matter.organ, f.matter.organ)},
            {"text": f"{n:,}", "n": True, "th": "检查（项）"},
            {"text": f"{len(firms[item]):,}", "n": True, "th": "企业（家）"},
            {"text": f"{min(days[item])}至{max(days[item])}", "th": "时限"},
        ]
        for item, n in sorted(count.items())
    ]


@require_safe
def certificate(request: HttpRequest, year: int) -> HttpResponse:
    """The certificate of the published part, as its digest was recorded."""
    _, made = _public(year)
    answer = HttpResponse((made.path / CERTIFICATE).read_bytes(), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="joint-{year}-certificate.json"'
    return answer
