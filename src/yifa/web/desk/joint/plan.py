"""A year's joint plan at the desk: how far it is, its figures and charts, what was left out, and its files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yifa.actions.advance import Taken
from yifa.actions.joint import queue
from yifa.actions.joint.files import CERTIFICATE, PLANS, Kept, kept
from yifa.actions.joint.gate import ready
from yifa.actions.joint.plan_joint_year import plan_joint_year
from yifa.actions.joint.plans import Sight, filings, seen_by
from yifa.actions.joint.publish_joint_plan import approve_joint_plan, publish_joint_plan, withdraw_joint_plan
from yifa.actions.names import subject_name
from yifa.actions.refused import Refused
from yifa.chapters.enforcement.joint_plan import Adjusted, JointPlan, Planned
from yifa.kernel.declare import Step
from yifa.store.read import NoSuchMatter

from ... import words
from ...forms import Field
from ...shown import joint as told
from ..entry import _file
from ..gate import Desk, desk, frame, organ_names, refusals_of
from ..lists import query
from .years import filings_table, state_of

PAGE = 50
MERGE, APPROVE, PUBLISH, WITHDRAW = "merge", "approve", "publish", "withdraw"
Act = Callable[..., Taken]
ACTS: dict[str, Act] = {APPROVE: approve_joint_plan, PUBLISH: publish_joint_plan, WITHDRAW: withdraw_joint_plan}
ASKS = {
    MERGE: ("合并各部门计划", "收进已经批准的部门计划，重新排一年；人员取自名册，工作日取自本县日历。", ""),
    APPROVE: ("批准计划", "批准的是现在这一版，以证书摘要为准。", "说明"),
    PUBLISH: ("公布计划", "公布的是可以事先告诉企业的部分，另有自己的证书；不可合并的检查既不列出，也不计数。", "说明"),
    WITHDRAW: ("撤回公布", "撤回以后，公开页面和企业页面都不再显示。", "理由"),
}
FILES = {"certificate": "certificate.json", "visits": "visits.csv", "unplaced": "unplaced.csv", "summary": "summary.md"}


def plan_of(sight: Sight) -> Kept | None:
    """The version that stands; None before the first merging. Raises Refused when its files are gone."""
    return kept(PLANS, sight.year.certificate) if sight.year.certificate else None


def trail_of(sight: Sight, *more: str) -> list[dict[str, str]]:
    here = {"text": f"{sight.year.rules.year}年", "href": reverse("desk:joint-plan", args=[sight.year.matter.id])}
    top = {"text": "联合检查", "href": reverse("desk:joint")}
    return [top, here, *({"text": t} for t in more)] if more else [top, {"text": here["text"]}]


def broken(request: HttpRequest, desk: Desk, refused: Refused) -> HttpResponse:
    """The page in place of one whose files are gone."""
    context = frame(desk, "joint", title="计划打不开", refusals=refusals_of(refused.refusals), kept="账本里的记录没有变动。")
    return render(request, "yifa/desk/refused.html", context, status=409)


@require_safe
@desk()
def plan(request: HttpRequest, desk: Desk, plan: str) -> HttpResponse:
    return _page(request, desk, seen_by(desk.actor, plan))


def _page(
    request: HttpRequest, desk: Desk, sight: Sight, refusals: list[dict[str, str]] | None = None, verb: str = "", text: str = ""
) -> HttpResponse:
    try:
        made = plan_of(sight)
    except Refused as refused:
        return broken(request, desk, refused)
    year, organs = sight.year, organ_names(desk.today)
    found = [f for f in filings(year.matter.id) if not sight.organ or f.matter.organ == sight.organ]
    certificate = made.certificate if made else None
    context = frame(
        desk,
        "joint",
        organs=organs,
        year=year,
        whole=not sight.organ,
        state=state_of(year),
        rules=_rules(sight),
        figures=told.figures(certificate) if certificate else None,
        reduction=told.reduction(certificate) if certificate else None,
        proved=told.PROVED,
        months=told.by_month(made) | {"id": "months"} if made else None,
        by_organ=told.by_organ(made, organs) if made else None,
        left=told.left_out(certificate) if certificate else None,
        digest=certificate["digest"] if certificate else "",
        filings=filings_table(found, organs, "部门报送的检查计划") if found else None,
        versions=_versions(sight),
        acts=_acts(desk, sight, verb, text),
        progress=_progress(desk, sight),
        refusals=refusals,
        trail=trail_of(sight),
    )
    return render(request, "yifa/desk/joint_plan.html", context, status=422 if refusals else 200)


def _rules(sight: Sight) -> list[dict[str, str]]:
    r = sight.year.rules
    return [
        {"label": "每家企业全年", "text": f"最多{r.visits_per_subject}次"},
        {"label": "每次入企", "text": f"最多{r.visitors_per_visit}人"},
        {"label": "人员一天", "text": f"{r.minutes_per_day}分钟，每次路上{r.travel_minutes}分钟"},
        {"label": "规则的依据", "text": r.basis},
        {"label": "办理记录", "text": sight.year.matter.number}
        | ({} if sight.organ else {"href": reverse("desk:matter", args=[sight.year.matter.id])}),
    ]


def _versions(sight: Sight) -> dict[str, Any] | None:
    """Merging and each change by hand, the latest first."""
    rows = []
    for seq, v in reversed(sight.year.versions[-PAGE:]):
        what = "合并各部门计划" if isinstance(v, Planned) else f"{v.change.value}：{v.what}"
        why = v.text if isinstance(v, Adjusted) else f"{v.placed:,}项，{v.officers:,}名持证人员，企业请求避开{v.spared:,}天"
        rows.append(
            {
                "cells": [
                    {"text": what, "head": True, "small": why},
                    {"text": f"{v.visits:,}", "n": True, "th": "入企（次）"},
                    {"text": f"{v.bound:,}", "n": True, "th": "下限（次）"},
                    {"text": words.percent(v.gap_bp), "n": True, "th": "比下限多"},
                    {"text": f"第{seq}号", "th": "记录"},
                ]
            }
        )
    heads = [{"text": "改了什么", "width": "third"}, *({"text": t, "n": True} for t in ("入企（次）", "下限（次）", "比下限多"))]
    return {"caption": "各版计划", "heads": [*heads, {"text": "记录"}], "groups": [{"rows": rows}]} if rows and not sight.organ else None


def _acts(desk: Desk, sight: Sight, verb: str, text: str) -> list[dict[str, Any]]:
    """What the reader may do now, each as a form."""
    year = sight.year
    approve = JointPlan.approved_anew if year.approved else JointPlan.approved
    lines: dict[str, Step[Any]] = {MERGE: JointPlan.planned, APPROVE: approve, PUBLISH: JointPlan.published, WITHDRAW: JointPlan.withdrawn}
    out = []
    for key, line in lines.items():
        fresh = year.certificate not in year.approved
        shown = year.public is not None and year.public.plan == year.certificate
        if (key == APPROVE and not fresh) or (key == PUBLISH and (fresh or shown)) or (key == WITHDRAW and not year.public):
            continue
        try:
            ready(desk.actor, year.matter.id, line, desk.now)
        except (Refused, NoSuchMatter):
            continue
        title, about, label = ASKS[key]
        field = None
        if label:
            typed = text if key == verb else ""
            field = Field(name="text", id=f"f-{key}", label=label, kind="textarea", value=typed, required=key == WITHDRAW, max_length=2000)
        out.append({"verb": key, "title": title, "words": about, "field": field})
    return out


def _progress(desk: Desk, sight: Sight) -> dict[str, Any] | None:
    """How far a plan is that the clock makes."""
    found = queue.requested(sight.year.matter.id)
    if found is None or sight.organ:
        return None
    if found.state == queue.DONE and found.seen < sight.year.matter.seq - 1:
        return None  # told long ago: other things have happened since
    titles = {queue.WAITING: "已经排队", queue.RUNNING: "正在排", queue.DONE: "排好了", queue.FAILED: "没有排成"}
    title = "中断了，请再排一次" if found.stuck(desk.now) else titles[found.state]
    return {"title": title, "words": found.words, "pending": found.pending(desk.now), "matter": sight.year.matter.id}


@require_safe
@desk()
def progress(request: HttpRequest, desk: Desk, plan: str) -> HttpResponse:
    """The state of a plan in the making, asked for again every few seconds; once it is made, the page is loaded anew."""
    sight = seen_by(desk.actor, plan)
    state = _progress(desk, sight)
    answer = render(request, "yifa/desk/_joint_progress.html", {"progress": state})
    if (state is None or not state["pending"]) and request.headers.get("HX-Request"):
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@desk()
def act(request: HttpRequest, desk: Desk, plan: str, verb: str) -> HttpResponse:
    """Merge, approve, publish or take down."""
    sight = seen_by(desk.actor, plan)
    text, typed = request.POST.get("text", "")[:2000], request.POST.get("seen", "")
    seen = int(typed) if typed.isdecimal() and len(typed) < 10 else sight.year.matter.seq
    try:
        if verb == MERGE:
            if queue.large(plan):
                queue.request_plan(desk.actor, plan, seen=seen, now=desk.now)
            else:
                plan_joint_year(desk.actor, plan, seen=seen, now=desk.now)
        elif verb in ACTS:
            ACTS[verb](desk.actor, plan, text, seen=seen, now=desk.now)
        else:
            raise Http404
    except Refused as refused:
        return _page(request, desk, seen_by(desk.actor, plan), refusals_of(refused.refusals), verb, text)
    return HttpResponseRedirect(reverse("desk:joint-plan", args=[plan]))


@require_safe
@desk()
def unplaced(request: HttpRequest, desk: Desk, plan: str) -> HttpResponse:
    """What was left out, each with the constraint in the way, a page at a time."""
    sight = seen_by(desk.actor, plan)
    try:
        made = plan_of(sight)
    except Refused as refused:
        return broken(request, desk, refused)
    left = [(id, why) for id, why in (made.left if made else []) if not sight.organ or (made and made.of[id].organ == sight.organ)]
    after = request.GET.get("after", "")[:200]
    rest = [x for x in left if x[0] > after]
    organs = organ_names(desk.today)
    rows = [_left(made, id, why, organs, desk) for id, why in rest[:PAGE]] if made else []
    heads = [{"text": "检查", "width": "third"}, {"text": "时限"}, {"text": "为什么没有排进，怎么办"}]
    more = query({}, after=rest[PAGE - 1][0]) if len(rest) > PAGE else ""
    links = [{"href": "?", "text": "回到第一页"}] if after else []
    context = frame(
        desk,
        "joint",
        year=sight.year,
        rows={"caption": "没有排进的检查", "heads": heads, "groups": [{"rows": rows}]} if rows else None,
        total=len(left),
        pager={"words": f"这一页{len(rows)}项，共{len(left):,}项", "next": more, "links": links},
        trail=trail_of(sight, "没有排进的检查"),
    )
    return render(request, "yifa/desk/joint_unplaced.html", context)


def _left(made: Kept, id: str, why: str, organs: dict[str, str], desk: Desk) -> dict[str, Any]:
    d = made.of[id]
    firm = subject_name(d.subject, desk.today)
    return {
        "cells": [
            {"text": f"{firm}，{d.item}", "head": True, "small": f"{organs.get(d.organ, d.organ)}，编号{id}"},
            {"text": f"{words.day(d.earliest)}至{words.day(d.latest)}", "th": "时限"},
            {"text": why},
        ]
    }


@require_http_methods(["GET", "HEAD"])
@desk()
def file(request: HttpRequest, desk: Desk, plan: str, part: str) -> HttpResponse:
    """One file of the plan, or the whole folder for `yifa joint verify`. Only for who may see the plan as a whole."""
    sight = seen_by(desk.actor, plan)
    if sight.organ:
        raise NoSuchMatter
    try:
        made = plan_of(sight)
    except Refused as refused:
        return broken(request, desk, refused)
    year = sight.year.rules.year
    if made is None or (part != "all" and part not in FILES):
        raise Http404
    if part != "all":
        name = FILES[part]
        kind = "application/json" if name == CERTIFICATE else "text/plain; charset=utf-8"
        return _file((made.path / name).read_bytes(), kind, f"{year}-{name}")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in made.path.rglob("*") if p.is_file()):
            archive.write(path, f"joint-{year}/{path.relative_to(made.path).as_posix()}")
    return _file(out.getvalue(), "application/zip", f"joint-{year}.zip")
