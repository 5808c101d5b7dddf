"""Joint inspection at the desk: the years and what departments filed, opening a year, filing a department's duties."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yifa.actions.joint.file_duties import file_duties
from yifa.actions.joint.open_joint_year import open_joint_year
from yifa.actions.joint.plans import FILING, Filed, Year, filed_of, years
from yifa.actions.refused import Refused
from yifa.chapters.enforcement.joint_plan import JointPlan, Rules
from yifa.registry.workbook import MAX_BYTES
from yifa.store.actor import visible_to

from ... import forms, words
from ..gate import Desk, desk, frame, organ_names, refusals_of

COLUMNS = (
    ("duty", "本单位的检查编号，不重复"),
    ("subject", "企业的统一社会信用代码，在监管对象名册里"),
    ("township", "所在乡镇（街道），可以不填，按名册补"),
    ("item", "检查事项，与持证执法人员名册里的执法类别用同一个词"),
    ("organ", "本单位的代码或者名称"),
    ("earliest、latest", "最早和最晚的日期，写成 2027-03-05，两头都算"),
    ("minutes", "要多少分钟"),
    ("mergeable", "可以与别的检查同去写 1；不可以的写 0，例如不能事先告诉企业的检查"),
    ("team", "本单位要去几名有这一事项执法证的人员"),
)
FULL = 60
"""Refusals that a page lists; a file's mistakes are told up to `MOST` beforehand."""


def state_of(year: Year) -> dict[str, Any]:
    """How far a year is, as a light."""
    if year.public:
        current = year.public.plan == year.certificate
        return {"text": "已公布" if current else "已公布，之后有调整", "light": "done" if current else "yellow"}
    if not year.versions:
        return {"text": "收集部门计划", "light": "green"}
    if year.certificate in year.approved:
        return {"text": "已批准，没有公布" if year.published is None else "已撤回公布", "light": "green"}
    return {"text": "已排好，没有批准", "light": "green"}


def filing_state(f: Filed) -> dict[str, Any]:
    if f.recalled:
        return {"text": "已撤回报送", "light": "off"}
    if not f.approved:
        return {"text": "等负责人批准", "light": "green"}
    shown = f.matter.published_on and not f.matter.withdrawn_on
    return {"text": "已批准，已公布" if shown else "已批准", "light": "done"}


def filings_table(found: list[Filed], organs: dict[str, str], caption: str) -> dict[str, Any]:
    rows = [
        {
            "cells": [
                {
                    "text": organs.get(f.matter.organ, f.matter.organ),
                    "href": reverse("desk:joint-filing", args=[f.matter.id]),
                    "head": True,
                    "small": f.matter.number,
                },
                {"text": f"{f.duties.year}", "th": "年度"},
                {"text": f"{f.duties.rows:,}", "n": True, "th": "检查（项）"},
                {"text": f"{f.duties.subjects:,}", "n": True, "th": "企业（家）"},
                filing_state(f),
            ]
        }
        for f in found
    ]
    heads = [{"text": "机关"}, {"text": "年度"}, {"text": "检查（项）", "n": True}, {"text": "企业（家）", "n": True}, {"text": "进展"}]
    return {"caption": caption, "heads": heads, "groups": [{"rows": rows}]}


@require_safe
@desk()
def joint(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The years that one may see, and what one's own organ filed."""
    own = [filed_of(m) for m in visible_to(desk.actor).filter(procedure=FILING).order_by("-opened_on", "-id")[:200]]
    mine = {f.matter.parent for f in own}
    seen = set(visible_to(desk.actor).filter(procedure=JointPlan.key).values_list("id", flat=True))
    rows = []
    every = years()
    for y in every:
        shown = y.matter.id in seen or y.matter.id in mine
        link = {"href": reverse("desk:joint-plan", args=[y.matter.id])} if shown else {}
        plan = y.versions[-1][1] if y.versions and shown else None
        cells = [
            {"text": f"{y.rules.year}年", "head": True, "small": y.matter.number, **link},
            state_of(y),
            {"text": f"{plan.visits:,}", "n": True, "th": "入企（次）"} if plan else {},
            {"text": f"{plan.bound:,}", "n": True, "th": "下限（次）"} if plan else {},
            {"text": words.percent(plan.gap_bp), "n": True, "th": "比下限多"} if plan else {},
        ]
        rows.append({"cells": cells})
    heads = [
        {"text": "年度"},
        {"text": "进展"},
        {"text": "入企（次）", "n": True},
        {"text": "下限（次）", "n": True},
        {"text": "比下限多", "n": True},
    ]
    context = frame(
        desk,
        "joint",
        rows={"caption": "各年度的计划", "heads": heads, "groups": [{"rows": rows}]} if rows else None,
        filings=filings_table(own, organ_names(desk.today), "部门报送的检查计划") if own and not desk.sees_all else None,
        may_open=desk.actor.holds("supervisor"),
        may_file=desk.actor.holds("officer") and bool(every),
    )
    return render(request, "yifa/desk/joint.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk("supervisor")
def opening(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Set a year and the county's rules for it."""
    post = request.method == "POST"
    form = forms.Form(Rules, request.POST if post else None, initial={"year": desk.today.year + 1})
    refusals: list[dict[str, str]] = []
    if post and form.facts is None:
        refusals = form.refusals()
    elif form.facts is not None:
        try:
            taken = open_joint_year(desk.actor, form.facts, now=desk.now)
        except Refused as refused:
            refusals = refusals_of(refused.refusals)
        else:
            return HttpResponseRedirect(reverse("desk:joint-plan", args=[taken.matter]))
    context = frame(
        desk,
        "joint",
        fields=form.fields,
        refusals=refusals,
        step=JointPlan.opened,
        trail=[{"text": "联合检查", "href": reverse("desk:joint")}, {"text": "确定年度"}],
    )
    return render(request, "yifa/desk/joint_open.html", context, status=422 if refusals else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk("officer")
def filing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """File a department's duties as a sheet; every mistake is told by row and column, and then nothing is taken."""
    open_years = [y.rules.year for y in years()]
    refusals: list[dict[str, str]] = []
    chosen = request.POST.get("year", "")
    if request.method == "POST":
        given = request.FILES.get("file")
        if not chosen.isdecimal() or int(chosen) not in open_years:
            refusals = [{"href": "#f-year", "words": "没有选年度"}]
        elif given is None:
            refusals = [{"href": "#f-file", "words": "没有选文件"}]
        elif (given.size or 0) > MAX_BYTES:
            refusals = [{"href": "#f-file", "words": f"文件超过{MAX_BYTES // 2**20} MB", "todo": "分成几份报送"}]
        else:
            try:
                taken = file_duties(desk.actor, int(chosen), given.name or "", given.read(), now=desk.now)
            except Refused as refused:
                refusals = refusals_of(refused.refusals)[:FULL]
            else:
                return HttpResponseRedirect(reverse("desk:joint-filing", args=[taken.matter]))
    latest = str(max(open_years, default=""))
    years_field = {
        "name": "year",
        "id": "f-year",
        "label": "年度",
        "kind": "select",
        "required": True,
        "options": [{"value": str(y), "words": f"{y}年", "chosen": str(y) == (chosen or latest)} for y in open_years],
    }
    file_field = {
        "name": "file",
        "id": "f-file",
        "label": "文件",
        "kind": "file",
        "accept": ".xlsx,.csv",
        "required": True,
        "hint": ".xlsx 或者 .csv，第一行是列名",
    }
    context = frame(
        desk,
        "joint",
        fields=[years_field, file_field],
        columns=[{"label": a, "text": b} for a, b in COLUMNS],
        refusals=refusals,
        closed=not open_years,
        trail=[{"text": "联合检查", "href": reverse("desk:joint")}, {"text": "报送检查计划"}],
    )
    return render(request, "yifa/desk/joint_file.html", context, status=422 if refusals else 200)
