"""What is done to one entry: its paper is served, it is corrected, its personal part is erased by law."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yifa.actions.correct import Why
from yifa.actions.correct import correct as record_correction
from yifa.actions.erase import Basis
from yifa.actions.erase import erase as record_erasure
from yifa.actions.refused import Refused
from yifa.actions.serve_paper import METHOD_NAMES, Service, serve_paper
from yifa.store.actor import may_work
from yifa.store.append import SomebodyElseWasFaster

from .. import fields, forms
from .case import Case, Record, load
from .entry import may_erase, record_of, top
from .gate import Desk, desk, frame, refusals_of
from .matter import seen


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def serve(request: HttpRequest, desk: Desk, matter: str, seq: int) -> HttpResponse:
    case = load(matter, desk.actor, desk.today)
    r = record_of(case, seq)
    if not may_work(desk.actor, case.matter.organ):
        raise Http404
    bound = request.method == "POST"
    form = forms.Form(Service, request.POST if bound else None)
    on, wrong = _day(request.POST.get("on", "") if bound else desk.today.isoformat())
    day = forms.Field(name="on", id="f-on", label="哪一天送达", kind="date", hint="回证上的日子；公告送达的，写公告发布之日",
                      error=wrong, value=request.POST.get("on", "") if bound else desk.today.isoformat())  # fmt: skip
    page: dict[str, Any] = {"heading": f"记录送达：{case.title(r)}", "button": "记录送达", "fields": [day, *_methods(form)]}
    page["hidden"] = {"seen": request.POST.get("seen", str(case.matter.seq))}
    if not bound:
        return _act(request, desk, case, r, page, [], 200)
    if wrong or not form.ok:
        own = [{"href": "#f-on", "words": f"日期：{wrong}"}] if wrong else []
        return _act(request, desk, case, r, page, own + form.refusals(), 422)
    try:
        taken = serve_paper(desk.actor, matter, seq, form.facts or {}, on=on, seen=seen(request), now=desk.now)
    except Refused as refused:
        return _act(request, desk, case, r, page, refusals_of(refused.refusals), 422)
    except SomebodyElseWasFaster as faster:
        return _act(request, desk, case, r, page, [{"words": str(faster).rstrip("。")}], 409)
    return HttpResponseRedirect(f"{reverse('desk:matter', args=[matter])}?done={taken.seq}")


def _methods(form: forms.Form[Service]) -> list[forms.Field]:
    """The ways of service in Chinese."""
    out = form.fields
    for f in out:
        for o in f.options:
            o.words = METHOD_NAMES.get(o.value, o.words)  # type: ignore[call-overload]  # the key of an option is a text
    return out


def _day(text: str) -> tuple[date | None, str]:
    try:
        return (fields.day(text), "") if text.strip() else (None, "没有填，请填日期")
    except fields.Unreadable as wrong:
        return None, str(wrong)


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def correct(request: HttpRequest, desk: Desk, matter: str, seq: int) -> HttpResponse:
    """A correction: a new entry that voids the old one, or gives it another day or other facts."""
    case = load(matter, desk.actor, desk.today)
    r = record_of(case, seq)
    step = case.step(r)
    if step is None or not may_work(desk.actor, case.matter.organ):
        raise Http404
    data = request.POST if request.method == "POST" else None
    public = dict(case.corrections[seq].body["facts"].get("facts") or {}) if seq in case.corrections else {}
    stands = step.asks.covered(public or dict(r.body.get("facts", {}))) if step.asks.model_fields else None
    initial = {n: getattr(stands, n) for n in step.asks.model_fields if n not in step.asks.personal}
    form = forms.Form(step.asks, data, initial=initial)
    why = forms.Form(Why, data)
    what = data.get("what", "") if data else ""
    choice = forms.Field(name="what", id="f-what", label="怎么更正", kind="radio", value=what,
                         options=[forms.Option(k, t, k == what) for k, t in WAYS.items()])  # fmt: skip
    typed = data.get("on", "") if data else r.on.isoformat()
    day = forms.Field(name="on", id="f-on", label="发生的日子", kind="date", value=typed, required=False)
    own = [f for f in form.fields if not f.personal]
    page: dict[str, Any] = {
        "heading": f"更正第{seq}号：{case.title(r)}",
        "button": "记录更正",
        "fields": [choice, *why.fields, day, *own],
        "words": "原来的记录保留，更正另记一条，两条都看得到。发生的日子只在改日期时读取，后面各项只在改内容时读取。",
        "hidden": {"seen": data.get("seen", "") if data else str(case.matter.seq)},
    }
    if data is None:
        return _act(request, desk, case, r, page, [], 200)
    refusals = why.refusals()
    if what not in WAYS:
        choice.error = "请选一种"
        refusals = [{"href": "#f-what", "words": "怎么更正：请选一种"}, *refusals]
    on, wrong = _day(typed) if what == "day" else (None, "")
    refusals += [{"href": "#f-on", "words": f"发生的日子：{wrong}"}] if wrong else []
    wrong_facts = [x for n, x in zip(form.errors, form.refusals(), strict=True) if n not in step.asks.personal]
    refusals += wrong_facts if what == "facts" else []
    if refusals:
        return _act(request, desk, case, r, page, refusals, 422)
    values = {k: v for k, v in form.values.items() if k not in step.asks.personal}
    assert why.facts is not None
    try:
        taken = record_correction(
            desk.actor,
            matter,
            seq,
            why.facts.reason,
            values if what == "facts" else None,
            on=on,
            seen=seen(request),
            now=desk.now,
        )
    except Refused as refused:
        return _act(request, desk, case, r, page, refusals_of(refused.refusals), 422)
    except SomebodyElseWasFaster as faster:
        return _act(request, desk, case, r, page, [{"words": str(faster).rstrip("。")}], 409)
    return HttpResponseRedirect(f"{reverse('desk:matter', args=[matter])}?done={taken.seq}")


WAYS = {"void": "作废：这件事没有发生", "day": "改日期", "facts": "改内容"}


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def erase(request: HttpRequest, desk: Desk, matter: str, seq: int) -> HttpResponse:
    """The personal part of an entry is erased for good; the entry, its signature and its proof stand."""
    case = load(matter, desk.actor, desk.today)
    r = record_of(case, seq)
    if not may_erase(desk.actor, case, r):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = forms.Form(Basis, data)
    sure = forms.Field(name="sure", id="f-sure", label="核对", kind="checkbox",
                       options=[forms.Option(forms.YES, SURE, bool(data and data.get("sure") == forms.YES))])  # fmt: skip
    page: dict[str, Any] = {
        "heading": f"依法删除个人信息：{case.title(r)}",
        "button": "删除，不能恢复",
        "fields": [*form.fields, sure],
        "shown": [{"label": a, "text": b} for a, b in case.personal_facts(r)],
        "words": "要删除的是下面这些个人信息。删除以后显示“（已依法删除）”，记录本身、签名和凭据都保留，统计不受影响。",
    }
    if data is None:
        return _act(request, desk, case, r, page, [], 200)
    refusals = form.refusals()
    if not sure.options[0].chosen:
        sure.error = "请先核对，再勾选"
        refusals.append({"href": "#f-sure", "words": f"核对：{sure.error}"})
    if refusals or form.facts is None:
        return _act(request, desk, case, r, page, refusals, 422)
    try:
        taken = record_erasure(desk.actor, matter, seq, form.facts.basis, form.facts.who, now=desk.now)
    except Refused as refused:
        return _act(request, desk, case, r, page, refusals_of(refused.refusals), 422)
    return HttpResponseRedirect(f"{reverse('desk:matter', args=[matter])}?done={taken.seq}")


SURE = "已经核对删除的依据和要删除的内容，知道删除以后不能恢复"


def _act(
    request: HttpRequest,
    desk: Desk,
    case: Case,
    r: Record,
    page: dict[str, Any],
    refusals: list[dict[str, str]],
    status: int,
) -> HttpResponse:
    head = {**top(case, r), **page}
    title = f"没有记录：有{len(refusals)}处要改"
    context = frame(desk, "matters", refusals=refusals, title=title, focus=bool(refusals), **head)
    return render(request, "yifa/desk/act.html", context, status=status)


