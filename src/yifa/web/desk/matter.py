"""The matter page, and taking a step in it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yifa.actions import visits
from yifa.actions.refused import Refused, Stale
from yifa.actions.take_step import take_step
from yifa.actions.together import TOGETHER
from yifa.chapters.enforcement.draw import Draw
from yifa.kernel.declare import Step
from yifa.ledger.proof import code_of
from yifa.store.actor import may_work
from yifa.store.append import SomebodyElseWasFaster

from . import forms, steps, story
from .case import Case, load
from .clock import clock
from .gate import Desk, desk, frame, latest_size, refusals_of


@require_safe
@desk()
def matter(request: HttpRequest, desk: Desk, matter: str) -> HttpResponse:
    case = load(matter, desk.actor, desk.today)
    ceremony = reverse("desk:draw", args=[matter]) if case.procedure.key == Draw.key else ""
    open, barred = ([], []) if ceremony else steps.shown(case, desk.actor, desk.now)
    papers = story.papers(case)
    works = may_work(desk.actor, case.matter.organ)
    context = frame(
        desk,
        "matters",
        organs=case.organs,
        case=case,
        m=case.matter,
        state_words=case.matter.outcome or ("已办结" if case.matter.closed else "正在办理"),
        trail=[
            {"text": "案件", "href": reverse("desk:matters")},
            {"text": case.procedure.title, "href": f"{reverse('desk:matters')}?procedure={case.procedure.key}"},
            {"text": case.matter.number},
        ],
        chain=story.chain(case, desk.actor),
        clock=clock(case),
        open=open,
        barred=barred,
        works=works,
        ceremony=ceremony,
        visits=case.procedure.key == visits.KEY,
        leads_on=works and case.procedure.key not in TOGETHER,
        life=story.life(case),
        papers=story.papers_table(case, papers) if papers else None,
        to_serve=[p for p in papers if p["waits"]] if works else [],
        findings=story.findings_table(case),
        points=story.points(case),
        proof=story.proof(case, latest_size()),
        done=told(case, request.GET.get("done", "")),
    )
    return render(request, "yifa/desk/matter.html", context)


def told(case: Case, text: str) -> dict[str, Any] | None:
    """What was just recorded, told once above the page."""
    r = case.by_seq.get(int(text)) if text.isdecimal() and len(text) < 9 else None
    if r is None:
        return None
    return {"title": case.title(r), "seq": r.seq, "code": code_of(r.hash), "matter": case.matter.id}


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def step(request: HttpRequest, desk: Desk, matter: str, step: str) -> HttpResponse:
    """One step's form on a page of its own: where a refusal is read, and where what happened against the rules is told."""
    case = load(matter, desk.actor, desk.today)
    line = case.state.plan.steps.get(step)
    if line is None or not may_work(desk.actor, case.matter.organ):
        raise Http404
    if case.procedure.key == Draw.key:  # its steps are taken with their files, on the page of the draw
        return HttpResponseRedirect(reverse("desk:draw", args=[matter]))
    known: dict[str, Any] = {
        "people": case.serving,
        "waiting": steps.waiting(case, line),
        "organs": case.organs,
        "reason": bool(case.state.why_not(line)),
    }
    if request.method != "POST":
        form = forms.empty(case.procedure, line, desk.now, **known)
        told = refusals_of(case.state.why_not(line))
        return _page(request, desk, case, line, form, told, kept="", status=200)
    form = forms.bound(case.procedure, line, request.POST, request.FILES, **known)
    if not form.ok:
        return _page(request, desk, case, line, form, form.refusals(), status=422)
    try:
        taken = take_step(
            desk.actor,
            matter,
            line.key,
            form.facts.facts or {},
            on=form.on,
            about=form.about,
            officers=form.officers,
            attachments=form.kept,
            seen=seen(request),
            because=form.because,
            now=desk.now,
        )
    except Stale as stale:
        return _page(request, desk, case, line, form, refusals_of(stale.refusals), status=409)
    except Refused as refused:
        form.ask_reason = True
        return _page(request, desk, case, line, form, refusals_of(refused.refusals), status=422)
    except SomebodyElseWasFaster as faster:
        return _page(request, desk, case, line, form, [{"words": str(faster).rstrip("。")}], status=409)
    page = "desk:visit" if request.POST.get("back") == "visit" else "desk:matter"
    return HttpResponseRedirect(f"{reverse(page, args=[matter])}?done={taken.seq}")


def seen(request: HttpRequest) -> int | None:
    text = request.POST.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _page(
    request: HttpRequest,
    desk: Desk,
    case: Case,
    line: Step[Any],
    form: forms.StepForm,
    refusals: list[dict[str, str]],
    *,
    kept: str = "您填的内容都还在，改好后再交一次。",
    status: int,
) -> HttpResponse:
    context = frame(
        desk,
        "matters",
        organs=case.organs,
        case=case,
        m=case.matter,
        step=line,
        title=_title(line, refusals, request.method == "POST"),
        refusals=refusals,
        kept=kept or "这一步现在还不能办。已经发生了的，照实填写，并写明理由；它会列为监督发现。",
        focus=request.method == "POST",
        irregular=form.ask_reason,
        trail=[
            {"text": "案件", "href": reverse("desk:matters")},
            {"text": case.matter.number, "href": reverse("desk:matter", args=[case.matter.id])},
            {"text": line.title},
        ],
        **steps.parts(case, line, form),
    )
    return render(request, "yifa/desk/step.html", context, status=status)


def _title(line: Step[Any], refusals: list[dict[str, str]], posted: bool) -> str:
    if not posted:
        return f"“{line.title}”现在还不能办"
    return f"没有记录：有{len(refusals)}处要改"
