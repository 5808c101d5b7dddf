"""One entry on a page of its own: facts, paper, attachments, proof."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yifa.actions.erase import ERASES
from yifa.kernel.fold import moment
from yifa.ledger.proof import code_of
from yifa.papers.html import preview
from yifa.papers.model import Document, from_record
from yifa.papers.write import to_docx
from yifa.store.actor import Actor, may_take, may_work
from yifa.store.files import BadFile, fetch
from yifa.store.models import Entry
from yifa.store.receipts import receipt
from yifa.store.visibility import attachments_visible_to, entries_visible_to

from .. import words
from ..ledger import signer, utc
from .case import Case, Record, load
from .gate import Desk, desk, frame

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
        **top(case, r),
        facts=facts,
        irregular=r.body.get("irregular", ""),
        void=case.void(seq),
        correction=case.corrections.get(seq),
        paper=preview(document(case, r), 3) if r.body.get("paper") else "",
        missing="、".join(r.body.get("paper", {}).get("missing", ())),
        attachments=[{"n": i, **a} for i, a in enumerate(r.body.get("attachments", ()))],
        pairs=[
            {"label": "发生", "text": words.moment(r.at) if r.at else words.day_weekday(r.on)},
            *_pressed(r),
            {"label": "收到" if r.body.get("sent") else "记录", "text": words.moment(utc(r.recorded_at))},
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
        may_erase=may_erase(desk.actor, case, r),
        may_correct=may and step is not None and may_take(desk.actor, case.matter.organ, step.by.seat),
    )
    return render(request, "yifa/desk/entry.html", context)


def may_erase(actor: Actor, case: Case, r: Record) -> bool:
    """Whether the actor may erase the personal part of an entry that still has one."""
    kept = r.sealed and not r.erased
    return kept and may_work(actor, case.matter.organ) and actor.holds(*ERASES)


def _pressed(r: Record) -> list[dict[str, str]]:
    """When a step that came from a phone without a network was pressed there, by the phone's clock."""
    sent = r.body.get("sent")
    at = moment(sent["pressed"])[1] if sent else None
    return [{"label": "手机上按下", "text": f"{words.moment(at)}（按手机的钟）"}] if at else []


def _in_tree(proof: dict[str, Any] | None) -> str:
    if proof is None:
        return "还没有列入检查点，下一次定时任务以后列入；签名的承诺已经可以下载"
    return f"第{proof['index'] + 1:,}条，已经列入签名的检查点"


def top(case: Case, r: Record) -> dict[str, Any]:
    """What stands above every page of one entry."""
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
