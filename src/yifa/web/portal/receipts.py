"""Checking a receipt: by its code, or whole, against the county's published key."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from yifa.chapters.catalogue import by_digest
from yifa.ledger.proof import code_of, prefix_of, verify_receipt
from yifa.store.models import Checkpoint, Entry, Leaf
from yifa.store.receipts import entry_by_code

from .. import words
from ..desk.lists import step_title
from ..ledger import utc, verifiers
from .frame import frame

LONGEST = 20_000


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """`?code=`: a typed code. Posted `text`: a whole receipt, which is checked by signature and proof."""
    context: dict[str, Any] = {"code": "", "text": ""}
    status = 200
    if request.method == "POST":
        text = request.POST.get("text", "").strip()
        context["text"] = text[:LONGEST]
        if not text:
            context["refusals"] = [{"href": "#f-text", "words": "没有贴回执", "todo": "打开回执文件，把全文贴在这里"}]
        elif len(text) > LONGEST:
            context["refusals"] = [{"href": "#f-text", "words": "这段文字太长，不是一张回执"}]
        else:
            context |= _whole(text)
        status = 422 if context.get("refusals") else 200
    elif code := request.GET.get("code", "").strip()[:64]:
        context |= {"code": code, **_by_code(code)}
        status = 200 if context.get("found") else 404
    return render(request, "yifa/portal/receipt.html", frame(request, "receipt", **context), status=status)


def _whole(text: str) -> dict[str, Any]:
    checks = verify_receipt(text, verifiers())
    good = all(c.ok for c in checks)
    out: dict[str, Any] = {
        "checked": True,
        "good": good,
        "checks": [{"light": "green" if c.ok else "red", "status": "对" if c.ok else "不对", "words": c.words} for c in checks],
    }
    if good:
        found = Entry.objects.filter(hash=json.loads(text)["hash"]).first()
        out |= {"found": _state(found)} if found else {"lost": True}
    return out


def _by_code(code: str) -> dict[str, Any]:
    if prefix_of(code) is None:
        return _no(f"“{code}”不是回执码", "回执码是16位字母和数字，四位一组，例如 7KQ4-M2XA-01BC-9DEF")
    found = entry_by_code(code)
    if found is None:
        return _no("账本里没有这个回执码的记录", "逐位对照回执再输一次；确实没有抄错的，可以向县司法局投诉")
    return {"found": _state(found)}


def _no(words: str, todo: str) -> dict[str, Any]:
    return {"refusals": [{"href": "#f-code", "words": words, "todo": todo}]}


def _state(entry: Entry) -> list[dict[str, Any]]:
    """What the public may know of any entry: which step it records, when it was recorded, and where it stands."""
    leaf = Leaf.objects.filter(entry=entry).first()
    cover = Checkpoint.objects.filter(size__gt=leaf.index).order_by("size").first() if leaf else None
    place = f"总账第{leaf.index + 1:,}条" if leaf else "已经记入，等下一次检查点"
    rows: list[dict[str, Any]] = [
        {"label": "回执码", "text": code_of(entry.hash), "code": True},
        {"label": "记录的是", "text": _title(entry)},
        {"label": "记录时间", "text": words.moment(utc(entry.recorded_at))},
        {"label": "位置", "text": place},
    ]
    if cover:
        rows.append({"label": "检查点", "text": f"含前{cover.size:,}条的检查点，{words.moment(utc(cover.signed_at))}签名"})
    rows.append({"label": "摘要值", "text": entry.hash, "code": True})
    return rows


def _title(entry: Entry) -> str:
    """A receipt proves what the ledger holds, also under a release that no longer holds the definition."""
    try:
        procedure = by_digest(entry.definition)
    except LookupError as gone:
        return str(gone)
    return f"{procedure.title}：{step_title(procedure, entry.step)}"
