"""Draws on the desk: those of the organ, one draw with its next steps, and who is drawn for those who may know it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yifa.actions.draws.plan_draw import plan_draw
from yifa.actions.draws.publish_draw import NOT_MADE
from yifa.actions.draws.shared import folder_of, in_words
from yifa.actions.refused import Refused
from yifa.chapters.enforcement.draw import Draw
from yifa.chapters.enforcement.draw_facts import DrawPlan
from yifa.draw.firm import prove
from yifa.draw.mistakes import DrawError
from yifa.draw.replace import standing
from yifa.proofs.canon import canonical
from yifa.registry.models import Officer, Subject, valid_on
from yifa.store.actor import may_take, readable_by
from yifa.store.append import SomebodyElseWasFaster
from yifa.store.models import Matter
from yifa.store.visibility import draws as every_draw
from yifa.store.visibility import may_see_drawn, visits_under

from ...forms import Form, Tried
from ...shown import draws as shown
from ..case import Case, load
from ..clock import clock
from ..entry import _file
from ..gate import Desk, desk, frame, organ_names, refusals_of
from ..lists import href as matter_href
from ..matter import seen
from . import forms as verbs

LISTED = 200


@require_safe
@desk()
def draws(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The draws that one may see, the latest first within each organ."""
    page = list(readable_by(desk.actor).filter(id__in=every_draw().values("id")).order_by("-opened_on", "-number")[:LISTED])
    organs = organ_names(desk.today)
    context = frame(
        desk,
        "draws",
        organs=organs,
        rows=shown.table(page, desk.today, organs, _href) if page else None,
        limited=LISTED if len(page) == LISTED else 0,
        may_plan=may_take(desk.actor, desk.actor.organ, "registrar"),
    )
    return render(request, "yifa/desk/draws.html", context)


def _href(m: Matter) -> str:
    return reverse("desk:draw", args=[m.id])


@require_http_methods(["GET", "HEAD", "POST"])
@desk("registrar")
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Plan a draw: it has its public number from then on."""
    organs = organ_names(desk.today)
    others = [(k, t) for k, t in organs.items() if k != desk.actor.organ]
    data = request.POST if request.method == "POST" else None
    title, plan = Form(verbs.Title, data), Form(DrawPlan, data, rosters={"organs": others})
    refusals: list[dict[str, str]] = []
    if data is not None:
        refusals = title.refusals() + plan.refusals()
        if title.facts is not None and plan.facts is not None:
            try:
                taken = plan_draw(desk.actor, title.facts.title, plan.facts, now=desk.now)
                return HttpResponseRedirect(reverse("desk:draw", args=[taken.matter]))
            except Refused as refused:
                refusals = refusals_of(refused.refusals)
    context = frame(
        desk,
        "draws",
        organs=organs,
        fields=title.fields + plan.fields,
        refusals=refusals,
        cite=str(Draw.planned.cite),
        classes=_classes(desk),
        trail=[{"text": "双随机抽查", "href": reverse("desk:draws")}, {"text": "立项"}],
    )
    return render(request, "yifa/desk/draw_new.html", context, status=422 if refusals else 200)


def _classes(desk: Desk) -> str:
    """What the registers hold today, so that the plan is written in their words."""
    credits = Subject.objects.filter(valid_on(desk.today)).order_by("credit").values_list("credit", flat=True).distinct()
    items = Officer.objects.filter(valid_on(desk.today), organ=desk.actor.organ).exclude(items="").values_list("items", flat=True)
    kinds = sorted({p for text in items.distinct() for p in re.split("[；;、，,]", text) if p})
    return f"对象名册里的信用等级：{'、'.join(credits) or '没有'}；本单位人员的执法类别：{'、'.join(kinds) or '没有登记，先在执法人员名册里登记'}。"


def _case(desk: Desk, matter: str) -> Case:
    case = load(matter, desk.actor, desk.today)
    if case.procedure.key != Draw.key:
        raise Http404
    return case


@require_safe
@desk()
def draw(request: HttpRequest, desk: Desk, matter: str) -> HttpResponse:
    return _page(request, desk, _case(desk, matter))


@require_POST
@desk()
def act(request: HttpRequest, desk: Desk, matter: str, verb: str) -> HttpResponse:
    """Takes one step of the ceremony: what `draw_forms` lists."""
    case = _case(desk, matter)
    if verb not in verbs.VERBS or not may_take(desk.actor, case.matter.organ, case.state.plan.steps[verb].by.seat):
        raise Http404
    try:
        form = verbs.form(case, verb, _choices(desk, case), request.POST)
    except DrawError as error:
        return _damaged(request, desk, error)
    if form.facts is None:
        return _page(request, desk, case, Tried(verb, form, form.refusals()))
    try:
        verbs.VERBS[verb].act(verbs.Doing(desk.actor, matter, form.facts, seen(request), desk.now))
    except verbs.BadLine as bad:
        return _page(request, desk, case, Tried(verb, form, [{"words": str(bad)}]))
    except Refused as refused:
        return _page(request, desk, _case(desk, matter), Tried(verb, form, refusals_of(refused.refusals)))
    except SomebodyElseWasFaster as faster:
        return _page(request, desk, _case(desk, matter), Tried(verb, form, [{"words": str(faster).rstrip("。")}]))
    return HttpResponseRedirect(f"{reverse('desk:draw', args=[matter])}?done={verb}")


def _page(request: HttpRequest, desk: Desk, case: Case, tried: Tried | None = None) -> HttpResponse:
    try:
        context = _context(request, desk, case, tried)
    except DrawError as error:
        return _damaged(request, desk, error)
    return render(request, "yifa/desk/draw.html", context, status=422 if tried else 200)


def _damaged(request: HttpRequest, desk: Desk, error: DrawError) -> HttpResponse:
    told = [{"words": in_words(str(error))}]
    context = frame(desk, "draws", title="这次抽查的文件读不出来", refusals=told, kept="账本里的记录不受影响，什么也没有记录。")
    return render(request, "yifa/desk/refused.html", context, status=409)


def _context(request: HttpRequest, desk: Desk, case: Case, tried: Tried | None) -> dict[str, Any]:
    m = case.matter
    done = case.state.plan.steps.get(request.GET.get("done", ""))
    listed = may_see_drawn(desk.actor, m) and case.state.last(Draw.selected) is not None
    return frame(
        desk,
        "draws",
        organs=case.organs,
        m=m,
        trail=[{"text": "双随机抽查", "href": reverse("desk:draws")}, {"text": m.number}],
        state=shown.state_words(m, [e.step for e in case.state.entries]),
        clock=clock(case),
        done=done.title if done else "",
        steps=verbs.steps(case, desk.actor, _choices(desk, case), tried),
        refusals=tried.refusals if tried else [],
        title=f"没有办成：{case.state.plan.steps[tried.key].title}" if tried else "",
        pairs=shown.points(case),
        strata=shown.strata_table(case),
        statements=shown.statement_table(case, lambda name: reverse("portal:draw-file", args=[m.id, name])),
        drawn=_drawn(desk, case) if listed else None,
        sealed=case.state.last(Draw.selected) is not None and not listed,
        opened=case.state.last(Draw.opened) is not None,
        log=matter_href(m),
        public=reverse("portal:draw", args=[m.id]),
    )


# -- who is drawn


def _standing(case: Case) -> list[list[Any]]:
    """[stratum, id, ticket, team] of those who are to be visited, as far as the ledger has announced it. A replacement
    whose entry was not recorded does not stand yet."""
    folder = folder_of(case.matter.id)
    recorded = sum(e.step == Draw.replaced.key for e in case.state.entries)
    return standing(folder, folder.replacements()[:recorded])


def _choices(desk: Desk, case: Case) -> list[tuple[str, str]]:
    """The drawn as a form offers them, for who may know them."""
    if not may_see_drawn(desk.actor, case.matter) or case.state.last(Draw.selected) is None:
        return []
    names = _names([r[1] for r in _standing(case)])
    return [(r[1], f"{names.get(r[1], r[1])}，{r[1]}") for r in _standing(case)]


def _names(keys: list[str]) -> dict[str, str]:
    return dict(Subject.objects.filter(key__in=keys).order_by("since").values_list("key", "name"))


def _drawn(desk: Desk, case: Case) -> dict[str, Any]:
    """Whom to visit and who goes, with the inspection of each under this draw and its proof for the door. In a joint draw
    every organ files its own visits, and sees how far the others are."""
    rows, m = _standing(case), case.matter
    names = _names([r[1] for r in rows])
    officers = dict(Officer.objects.filter(key__in={o for r in rows for t in r[3] for o in t}).values_list("key", "name"))
    visits = {(x.subject, x.organ): x for x in visits_under(m).order_by("opened_on")}
    organs = [m.organ, *(o for o in shown.plan_of(case).organs if o != m.organ)]
    short = {o: case.organs.get(o, o) for o in organs}
    may_file = may_take(desk.actor, desk.actor.organ, "officer") and not m.outcome
    out, ended = [], 0
    for stratum, id, _, team in rows:
        ended += all((v := visits.get((id, o))) and v.outcome not in NOT_MADE for o in organs)
        visit = visits.get((id, desk.actor.organ))
        asked = urlencode({"subject": id, "parent": m.number, "title": f"双随机抽查：{names.get(id, id)}"[:200]})
        where = f"{reverse('desk:open-procedure', args=['inspection'])}?{asked}"
        state: dict[str, Any] = {"text": "还没有登记检查", "th": "检查"}
        if visit:
            state = {"text": visit.outcome or "正在办理", "href": matter_href(visit), "th": "检查"}
        elif may_file:
            state = {"text": "登记这一户的检查", "href": where, "th": "检查"}
        others = [(o, visits.get((id, o))) for o in organs if o != desk.actor.organ]
        if others:
            state["small"] = "；".join(f"{short[o]}：{v.outcome or '正在办理' if v else '还没有登记'}" for o, v in others)
        people = ["、".join(officers.get(o, o) for o in t) or "派不出" for t in team]
        if len(organs) > 1:
            people = [f"{short[o]}：{text}" for o, text in zip(organs, people, strict=True)]
        cells = [
            {"text": names.get(id, id), "head": True, "small": id},
            {"text": stratum, "th": "类别"},
            {"text": "；".join(people) or "派不出", "th": "检查人员"},
            state,
            {"text": "证明", "href": reverse("desk:draw-proof", args=[m.id, id])},
        ]
        out.append({"cells": cells})
    heads = [{"text": "对象", "width": "third"}, *({"text": t} for t in ("类别", "检查人员", "检查", "上门时给的证明"))]
    progress = f"共{len(rows)}户，检查有了结果的{ended}户"
    if ended == len(rows) and case.state.last(Draw.finished) is None:
        progress += "；各户都有了结果，请抽查单位记载“抽查任务完成”，公示结果的期限从那一天起算"
    return {"progress": progress, "table": {"caption": "要检查的对象", "heads": heads, "groups": [{"rows": out}]}}


@require_safe
@desk()
def proof(request: HttpRequest, desk: Desk, matter: str, subject: str) -> HttpResponse:
    """The proof for one firm, to be handed over at its door: its own ticket and paths, nothing of others."""
    case = _case(desk, matter)
    if not may_see_drawn(desk.actor, case.matter):
        raise Http404
    try:
        if subject not in {k for k, _ in _choices(desk, case)}:
            raise Http404
        text = canonical(prove(folder_of(matter), subject)) + "\n"
    except DrawError as error:
        return _damaged(request, desk, error)
    return _file(text.encode(), "application/json", f"证明 {case.matter.number} {subject}.json")
