"""The list of matters that one may see, with search and filters."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yifa.actions.together import TOGETHER
from yifa.store.actor import visible_to
from yifa.store.models import Matter
from yifa.store.search import search

from .. import words
from .gate import Desk, desk, frame, organ_names
from .inbox import procedure_options
from .lists import by_due, by_opening, href, lamp, procedure_title, query, terms, with_light

STATES = {"": "全部", "open": "没办完的", "closed": "已办结的"}
LIGHTS = {"": "全部", "red": "已逾期", "yellow": "临近", "green": "正常", "still": "停走", "none": "没有期限在走"}


@require_safe
@desk()
def matters(request: HttpRequest, desk: Desk) -> HttpResponse:
    params = {k: request.GET.get(k, "").strip()[:100] for k in ("q", "procedure", "state", "organ", "light")}
    found = visible_to(desk.actor)
    if params["q"]:
        found = search(found, params["q"])
    if params["procedure"]:
        found = found.filter(procedure=params["procedure"])
    elif not params["q"]:
        found = found.exclude(procedure__in=list(TOGETHER))  # books of rosters, batches and accounts are no cases
    if params["organ"] and desk.sees_all:
        found = found.filter(organ=params["organ"])
    if params["light"] in LIGHTS and params["light"]:
        params["state"] = "open"
        found = found.filter(with_light(params["light"], desk.today))
    if params["state"] in ("open", "closed"):
        found = found.filter(closed=params["state"] == "closed")
    after = request.GET.get("after", "")
    page, more = by_due(found, after) if params["state"] == "open" else by_opening(found, after)
    organs = organ_names(desk.today)
    narrowed = any(params.values())
    links = [{"href": query(params), "text": "回到第一页"}] if after else []
    context = frame(
        desk,
        "matters",
        organs=organs,
        filters=_filters(params, desk, organs, narrowed),
        rows=_table(page, desk, organs) if page else None,
        pager={"words": f"这一页{len(page)}件", "next": query(params, after=more) if more else "", "links": links},
        narrowed=narrowed,
        scope="全县的案件" if desk.sees_all else f"{organs.get(desk.actor.organ, '本单位')}的案件",
        order="按期限先后" if params["state"] == "open" else "新的在前",
    )
    return render(request, "yifa/desk/matters.html", context)


def _filters(params: dict[str, str], desk: Desk, organs: dict[str, str], narrowed: bool) -> dict[str, Any]:
    def choice(name: str, label: str, pairs: dict[str, str]) -> dict[str, Any]:
        options = [{"value": k, "words": t, "chosen": params[name] == k} for k, t in pairs.items()]
        return {"id": name, "name": name, "label": label, "options": options}

    fields: list[dict[str, Any]] = [
        {"id": "q", "name": "q", "label": "案号、当事人或者文字", "type": "search", "value": params["q"], "grow": True},
        {"id": "procedure", "name": "procedure", "label": "程序", "options": procedure_options(params["procedure"])},
        choice("state", "办理状态", STATES),
        choice("light", "期限", LIGHTS),
    ]
    if desk.sees_all:
        fields.append(choice("organ", "承办单位", {"": "全部单位", **organs}))
    return {"label": "筛选案件", "fields": fields, "clear": "?" if narrowed else "", "button": "查找"}


def _table(page: list[Matter], desk: Desk, organs: dict[str, str]) -> dict[str, Any]:
    accounts = terms([m for m in page if not m.closed])
    rows = []
    for m in page:
        if m.closed:
            small = f"{words.day(m.closed_on)}" if m.closed_on else ""
            state = {"text": m.outcome or "已办结", "light": "done", "small": small}
        else:
            shown = lamp(m, desk.today, accounts.get(m.id))
            state = {"text": shown.words, "light": shown.light, "small": m.due_what or shown.left}
        cells = [
            {"text": m.title, "href": href(m), "head": True, "small": m.number},
            {"text": procedure_title(m), "th": "程序"},
            {"text": words.day(m.opened_on), "th": "开始"},
            state,
        ]
        if desk.sees_all:
            cells.insert(2, {"text": organs.get(m.organ, m.organ), "th": "承办"})
        rows.append({"cells": cells})
    heads = [{"text": "案件", "width": "third"}, {"text": "程序"}, {"text": "开始"}, {"text": "状态"}]
    if desk.sees_all:
        heads.insert(2, {"text": "承办单位"})
    return {"caption": "案件", "heads": heads, "groups": [{"rows": rows}]}
