"""The published records: what the county must show of its decisions, and nothing of persons."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yifa.actions import county as place
from yifa.kernel.declare import Step
from yifa.ledger.proof import code_of
from yifa.store.models import Matter
from yifa.store.search import search

from .. import words
from ..desk.case import Case, Record, read
from ..desk.gate import organ_names
from ..desk.inbox import procedure_options
from ..desk.lists import mark, procedure_title, query, read_mark
from .frame import frame

PAGE = 50


def published() -> QuerySet[Matter]:
    """The matters with a public record, also one that was taken down again (which then shows its reason only)."""
    return Matter.objects.filter(published_on__isnull=False)


def latest(found: QuerySet[Matter], after: str = "", size: int = PAGE) -> tuple[list[Matter], str]:
    at = read_mark(after)
    if at is not None and at[0] is not None:
        found = found.filter(Q(published_on__lt=at[0]) | Q(published_on=at[0], id__lt=at[1]))
    out = list(found.order_by("-published_on", "-id")[: size + 1])
    more = len(out) > size and out[size - 1].published_on
    return out[:size], mark(more, out[size - 1].id) if more else ""


def table(page: list[Matter], day: date) -> dict[str, Any]:
    organs = organ_names(day)
    rows = []
    for m in page:
        where = reverse("portal:record", args=[m.id])
        if m.withdrawn_on:
            first = {"text": "已撤回的公示", "href": where, "head": True, "small": m.number}
            state = {"text": f"{words.day(m.withdrawn_on)}撤回", "light": "off"}
        else:
            first = {"text": m.title, "href": where, "head": True, "small": m.number}
            state = {"text": m.outcome, "th": "结果"} if m.outcome else {}
        cells = [
            first,
            {"text": procedure_title(m), "th": "哪一类"},
            {"text": organs.get(m.organ, m.organ), "th": "机关"},
            state,
            {"text": words.day(m.published_on) if m.published_on else "", "th": "公示"},
        ]
        rows.append({"cells": cells})
    heads = [{"text": "内容", "width": "third"}, {"text": "哪一类"}, {"text": "机关"}]
    heads += [{"text": "结果", "width": "m"}, {"text": "公示日期", "width": "m"}]
    return {"caption": "公示信息", "heads": heads, "groups": [{"rows": rows}]}


@require_safe
def records(request: HttpRequest) -> HttpResponse:
    params = {k: request.GET.get(k, "").strip()[:100] for k in ("q", "procedure")}
    found = published()
    if params["q"]:
        # A withdrawn record must not be found by what it said.
        found = search(found.filter(withdrawn_on__isnull=True), params["q"])
    if params["procedure"]:
        found = found.filter(procedure=params["procedure"])
    after = request.GET.get("after", "")
    page, more = latest(found, after)
    narrowed = any(params.values())
    context = frame(
        request,
        "records",
        filters={
            "label": "查公示信息",
            "fields": [
                {"id": "q", "name": "q", "label": "单位名称、文号或者文字", "type": "search", "value": params["q"], "grow": True},
                {"id": "procedure", "name": "procedure", "label": "哪一类", "options": procedure_options(params["procedure"])},
            ],
            "button": "查找",
            "clear": "?" if narrowed else "",
        },
        rows=table(page, place.now().date()) if page else None,
        pager={
            "words": f"这一页{len(page)}条",
            "next": query(params, after=more) if more else "",
            "links": [{"href": query(params), "text": "回到第一页"}] if after else [],
        },
        narrowed=narrowed,
    )
    return render(request, "yifa/portal/records.html", context)


@require_safe
def record(request: HttpRequest, matter: str) -> HttpResponse:
    m = published().filter(pk=matter).first()
    if m is None:
        raise Http404
    today = place.now().date()
    case = read(m, today)
    trail = [{"text": "公示信息", "href": reverse("portal:records")}, {"text": m.number}]
    if m.withdrawn_on:
        why = _withdrawal(case)
        context = frame(request, "records", m=m, trail=trail, on=words.day(m.withdrawn_on), reason=why, organ=case.organ)
        return render(request, "yifa/portal/withdrawn.html", context)
    decisive = decisive_record(case)
    context = frame(
        request,
        "records",
        m=m,
        trail=trail,
        title=procedure_title(m),
        pairs=_pairs(case, decisive),
        decided=_facts(case, decisive),
        decisive_title=case.title(decisive) if decisive else "",
        cite=str(_step(case, decisive).cite) if decisive else "",
        code=code_of(decisive.hash) if decisive else "",
    )
    return render(request, "yifa/portal/record.html", context)


def decisive_record(case: Case) -> Record | None:
    """The entry that gave the matter its outcome; where none did, the one that published it."""
    ended = case.state._outcome
    if ended is not None and ended[1].id in case.by_seq:
        return case.by_seq[ended[1].id]
    standing = [r for r in case.records if (s := case.step(r)) and s.publishes and not case.void(r.seq)]
    return standing[-1] if standing else None


def _step(case: Case, r: Record) -> Step[Any]:
    return case.state.plan.steps[r.step]


def _facts(case: Case, r: Record | None) -> list[dict[str, str]]:
    """The public facts of the entry in words: no personal field, whether or not it was filled in."""
    if r is None:
        return []
    personal = {info.title or n for n, info in _step(case, r).asks.model_fields.items() if n in _step(case, r).asks.personal}
    return [{"label": a, "text": b} for a, b in case.facts(r) if a not in personal]


def _pairs(case: Case, decisive: Record | None) -> list[dict[str, str]]:
    m = case.matter
    rows = [
        ("编号", m.number),
        ("机关", case.organ),
        ("当事人", case.subject),
        ("结果", m.outcome),
        ("决定日期", words.day(decisive.on) if decisive else ""),
        ("公示日期", words.day(m.published_on) if m.published_on else ""),
    ]
    return [{"label": a, "text": b} for a, b in rows if b]


def _withdrawal(case: Case) -> str:
    """The reason given when the record was taken down."""
    down = [r for r in case.records if (s := case.step(r)) and s.withdraws and not case.void(r.seq)]
    facts = _facts(case, down[-1]) if down else []
    return facts[0]["text"] if facts else ""
