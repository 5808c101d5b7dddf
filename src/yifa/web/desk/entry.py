"""One entry on a page of its own: facts, paper, attachments, proof; and serving its paper or correcting it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yifa.actions.refused import Refused
from yifa.actions.serve_paper import METHOD_NAMES, Service, serve_paper
from yifa.ledger.proof import code_of
from yifa.papers.html import preview
from yifa.papers.model import Document, from_record
from yifa.papers.write import to_docx
from yifa.store.actor import may_take, may_work
from yifa.store.append import SomebodyElseWasFaster
from yifa.store.files import BadFile, fetch
from yifa.store.models import Entry
from yifa.store.receipts import receipt
from yifa.store.visibility import attachments_visible_to, entries_visible_to

from .. import fields, forms, words
from ..ledger import signer, utc
from .case import Case, Record, load
from .gate import Desk, desk, frame, refusals_of
from .matter import seen

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def record_of(case: Case, seq: int) -> Record:
    found = case.by_seq.get(seq)
    if found is None:
        raise Http404
    return found


@require_safe
@desk()
def entry(request: HttpRequest, desk: Desk, matter: str, seq: int) -> HttpResponse:
    case = load(matter, desk.actor, desk.today)
    r = record_of(case, seq)
    step = case.step(r)
    given = receipt(Entry.objects.get(matter=matter, seq=seq), signer())
    proof = given.get("proof")
    may = may_work(desk.actor, case.matter.organ)
    facts = [{"label": a, "text": b} for a, b in case.facts(r)]
    context = frame(
        desk,
        "matters",
        **_head(case, r),
        facts=facts,
        irregular=r.body.get("irregular", ""),
        void=case.void(seq),
        correction=case.corrections.get(seq),
        paper=preview(document(case, r), 3) if r.body.get("paper") else "",
        missing="、".join(r.body.get("paper", {}).get("missing", ())),
        attachments=[{"n": i, **a} for i, a in enumerate(r.body.get("attachments", ()))],
        pairs=[
            {"label": "发生", "text": words.moment(r.at) if r.at else words.day_weekday(r.on)},
            {"label": "记录", "text": words.moment(utc(r.recorded_at))},
            {"label": "谁", "text": case.who(r)},
            {"label": "依据", "text": str(step.cite) if step else ""},
        ],
        proof=[
            {"label": "回执码", "text": given["code"], "code": True},
            {"label": "摘要值", "text": given["hash"], "code": True},
            {"label": "总账", "text": _in_tree(proof)},
        ],
        code=given["code"],
        may_serve=may and step is not None and step.serves is not None and not case.void(seq),
        may_correct=may and step is not None and may_take(desk.actor, case.matter.organ, step.by.seat),
    )
    return render(request, "yifa/desk/entry.html", context)


def _in_tree(proof: dict[str, Any] | None) -> str:
    if proof is None:
        return "还没有列入检查点，下一次定时任务以后列入；签名的承诺已经可以下载"
    return f"第{proof['index'] + 1:,}条，已经列入签名的检查点"


def _head(case: Case, r: Record) -> dict[str, Any]:
    trail = [
        {"text": "案件", "href": reverse("desk:matters")},
        {"text": case.matter.number, "href": reverse("desk:matter", args=[case.matter.id])},
        {"text": f"第{r.seq}号"},
    ]
    return {"case": case, "m": case.matter, "r": r, "heading": case.title(r), "trail": trail}


@require_safe
@desk()
def receipt_file(request: HttpRequest, desk: Desk, matter: str, seq: int) -> HttpResponse:
    """The receipt as a file, to be handed to the party."""
    found = entries_visible_to(desk.actor).filter(matter=matter, seq=seq).first()
    if found is None:
        raise Http404
    text = json.dumps(receipt(found, signer()), ensure_ascii=False, indent=1)
    return _file(text.encode(), "application/json", f"receipt-{code_of(found.hash)}.json")


def document(case: Case, r: Record) -> Document:
    """The paper of an entry as an official document, from the text recorded in the entry."""
    return from_record(r.body["paper"], case.organ, r.on)


@require_safe
@desk()
def paper(request: HttpRequest, desk: Desk, matter: str, seq: int) -> HttpResponse:
    """The paper as .docx."""
    case = load(matter, desk.actor, desk.today)
    r = record_of(case, seq)
    if not r.body.get("paper"):
        raise Http404
    name = f"{r.body['paper'].get('number') or case.matter.number} {r.body['paper']['title']}.docx"
    return _file(to_docx(document(case, r)), DOCX, name)


@require_safe
@desk()
def attachment(request: HttpRequest, desk: Desk, matter: str, seq: int, n: int) -> HttpResponse:
    """An attachment of an entry; it is always downloaded, never shown inside the site."""
    carried = attachments_visible_to(desk.actor).filter(matter=matter, entry=seq).select_related("attachment")
    found = next((c for i, c in enumerate(carried.order_by("id")) if i == n), None)
    if found is None:
        raise Http404
    try:
        data = fetch(found.attachment_id)
    except BadFile as bad:
        context = frame(desk, "matters", title="附件打不开", refusals=[{"words": str(bad).rstrip("。")}], kept="账本里的记录不受影响。")
        return render(request, "yifa/desk/refused.html", context, status=409)
    return _file(data, found.attachment.type, found.name)


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


# -- serving and correcting


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
    from yifa.actions import correct as action

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
    why = forms.Form(action.Why, data)
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
        taken = action.correct(
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


def _act(
    request: HttpRequest,
    desk: Desk,
    case: Case,
    r: Record,
    page: dict[str, Any],
    refusals: list[dict[str, str]],
    status: int,
) -> HttpResponse:
    head = {**_head(case, r), **page}
    title = f"没有记录：有{len(refusals)}处要改"
    context = frame(desk, "matters", refusals=refusals, title=title, focus=bool(refusals), **head)
    return render(request, "yifa/desk/act.html", context, status=status)


