"""The inbox: the open matters of one's own organ by due date, each with its light, its next act and the reason."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yifa.store.actor import visible_to
from yifa.store.models import Matter
from yifa.store.search import search

from .. import words
from .gate import Desk, desk, frame
from .lists import OPEN, by_due, by_light, hands, href, lamp, law_href, light_of, query, terms, with_light
from .titles import procedure_titles

LIGHTS = {"red": "已逾期", "yellow": "临近", "green": "正常", "still": "停走", "none": "没有期限在走"}
GROUPS = {"red": "已经逾期", "yellow": "今天和临近", "green": "以后", "still": "停走", "": "没有期限在走"}
HEADS = [
    {"text": "期限", "width": "l"},
    {"text": "案件", "width": "third"},
    {"text": "要做的和理由"},
    {"text": "最近经手", "width": "s"},
]


@desk()
def inbox(request: HttpRequest, desk: Desk) -> HttpResponse:
    mine = visible_to(desk.actor).filter(OPEN, organ=desk.actor.organ)
    params = {k: request.GET.get(k, "").strip()[:100] for k in ("q", "procedure", "light")}
    if params["light"] not in LIGHTS:
        params["light"] = ""
    found = _narrowed(mine, params)
    counts = by_light(found, LIGHTS, desk.today)
    if params["light"]:
        found = found.filter(with_light(params["light"], desk.today))
    page, more = by_due(found, request.GET.get("after", ""))
    narrowed = any(params.values())
    context = frame(
        desk,
        "inbox",
        today=f"{words.day_weekday(desk.today)}。从上往下办，每个日子为什么是这一天，写在旁边。",
        counts=_counts(counts, params),
        filters=_filters(params, narrowed),
        rows=_table(page, desk) if page else None,
        pager=_pager(counts, params, more, bool(request.GET.get("after"))),
        narrowed=narrowed,
        may_open=desk.actor.holds("officer", "reviewer", "head", "registrar", "supervisor", "leader"),
        sees_all=desk.sees_all,
    )
    return render(request, "yifa/desk/inbox.html", context)


def _narrowed(mine: QuerySet[Matter], params: dict[str, str]) -> QuerySet[Matter]:
    found = search(mine, params["q"]) if params["q"] else mine
    return found.filter(procedure=params["procedure"]) if params["procedure"] else found


def _counts(counts: dict[str, int], params: dict[str, str]) -> list[dict[str, Any]]:
    out = [
        {"text": "全部", "n": f"{sum(counts.values()):,}", "href": query(params, light=""), "current": not params["light"]}
    ]
    for light, text in LIGHTS.items():
        if counts[light] or light in ("red", "yellow", "green"):
            shape = "off" if light == "none" else light
            out.append(
                {
                    "text": text,
                    "n": f"{counts[light]:,}",
                    "href": query(params, light=light),
                    "light": shape,
                    "current": params["light"] == light,
                }
            )
    return out


def _filters(params: dict[str, str], narrowed: bool) -> dict[str, Any]:
    return {
        "label": "筛选待办",
        "fields": [
            {"id": "q", "name": "q", "label": "案号、当事人或者文字", "type": "search", "value": params["q"], "grow": True},
            {
                "id": "procedure",
                "name": "procedure",
                "label": "程序",
                "options": procedure_options(params["procedure"]),
            },
        ],
        "hidden": {"light": params["light"]} if params["light"] else {},
        "clear": "?" if narrowed else "",
    }


def procedure_options(chosen: str) -> list[dict[str, Any]]:
    every = [{"value": "", "words": "全部程序", "chosen": not chosen}]
    return every + [{"value": k, "words": t, "chosen": k == chosen} for k, t in procedure_titles().items()]


def _pager(counts: dict[str, int], params: dict[str, str], more: str, later: bool) -> dict[str, Any]:
    n = counts[params["light"]] if params["light"] else sum(counts.values())
    links = [{"href": query(params), "text": "回到第一页"}] if later else []
    return {"words": f"共{n:,}件", "next": query(params, after=more) if more else "", "links": links}


def _table(page: list[Matter], desk: Desk) -> dict[str, Any]:
    accounts, who = terms(page), hands(page)
    groups: dict[str, list[dict[str, Any]]] = {}
    for m in page:
        ahead = accounts.get(m.id)
        shown = lamp(m, desk.today, ahead)
        what = m.due_what or ("等停走的情形消失，再接着办" if m.still else "打开案件，看下一步")
        cells = [
            {"text": shown.words, "light": shown.light, "small": shown.left},
            {"text": m.title, "href": href(m), "head": True, "small": m.number},
            {
                "text": what,
                "small": ahead.words if ahead else "",
                "cite": ahead.cite if ahead else "",
                "cite_href": law_href(m.procedure) if ahead else "",
            },
            {"text": who.get(m.id, ""), "th": "经手"},
        ]
        groups.setdefault(light_of(m, desk.today), []).append({"cells": cells})
    ordered = [{"title": GROUPS[k], "rows": groups[k]} for k in ("red", "yellow", "green", "still", "") if k in groups]
    return {"caption": "待办，按期限先后", "heads": HEADS, "groups": ordered}
