"""The registers: rows in force on a day, template and export, and import with what was rejected by row and column."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yifa.actions.import_sheet import Imported, import_sheet
from yifa.actions.refused import Refused
from yifa.registry.rosters import ROSTERS, Roster
from yifa.registry.templates import shown, template_for
from yifa.store.visibility import roster_visible_to

from .. import fields, words
from .entry import _file
from .gate import Desk, desk, frame, organ_names, refusals_of
from .lists import query

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 20 * 2**20


def _roster(key: str) -> Roster:
    found = ROSTERS.get(key)
    if found is None:
        raise Http404
    return found


def _day(text: str, today: date) -> date:
    try:
        return fields.day(text)
    except fields.Unreadable:
        return today


@require_safe
@desk()
def rosters(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All registers with how many rows each has today."""
    rows = []
    for r in ROSTERS.values():
        n = roster_visible_to(desk.actor, r).as_of(desk.today).count()
        last = {"text": f"{n:,}", "n": True} if n else {"zero": True, "n": True}
        link = {"text": r.title, "href": reverse("desk:roster", args=[r.key]), "head": True}
        rows.append({"cells": [link, {**last, "th": "今天有效"}]})
    heads = [{"text": "名册"}, {"text": "今天有效（行）", "n": True}]
    table = {"caption": "名册", "heads": heads, "groups": [{"rows": rows}]}
    return render(request, "yifa/desk/rosters.html", frame(desk, "rosters", rows=table))


def _finds(r: Roster) -> str:
    """By what a row is found, in words."""
    more = [c.header for c in r.columns if c.field in r.finds and c.field != "key"]
    return "、".join(["名称", "编号", *more[:-1]]) + f"或者{more[-1]}" if more else "名称或者编号"


@require_safe
@desk()
def roster(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    r = _roster(key)
    day = _day(request.GET.get("day", ""), desk.today)
    q, after = request.GET.get("q", "").strip()[:100], request.GET.get("after", "")[:64]
    found: Any = roster_visible_to(desk.actor, r).as_of(day)
    if q:
        exact = found.filter(reduce(or_, (Q(**{f: q}) for f in r.finds)))
        found = exact if exact.exists() else found.filter(name__contains=q)
    if after:
        found = found.filter(key__gt=after)
    page = list(found.order_by("key", "id")[: PAGE + 1])
    params = {"q": q, "day": day.isoformat() if day != desk.today else ""}
    more = query(params, after=page[PAGE - 1].key) if len(page) > PAGE else ""
    links = [{"href": query(params), "text": "回到第一页"}] if after else []
    context = frame(
        desk,
        "rosters",
        roster=r,
        day=words.day(day),
        filters={
            "label": f"查{r.title}",
            "fields": [
                {"id": "q", "name": "q", "label": _finds(r), "type": "search", "value": q, "grow": True},
                {"id": "day", "name": "day", "label": "哪一天有效", "type": "date", "value": day.isoformat()},
            ],
            "button": "查找",
            "clear": "?" if q or params["day"] else "",
        },
        rows=_table(r, page[:PAGE], organ_names(desk.today)) if page else None,
        pager={"words": f"这一页{len(page[:PAGE])}行", "next": more, "links": links},
        narrowed=bool(q or params["day"]),
        may_import=desk.actor.holds("registrar"),
        trail=[{"text": "名册", "href": reverse("desk:rosters")}, {"text": r.title}],
    )
    return render(request, "yifa/desk/roster.html", context)


def _table(r: Roster, page: Iterable[Any], organs: dict[str, str]) -> dict[str, Any]:
    columns = sorted(r.columns, key=lambda c: c.field != "name")
    rows = []
    for row in page:
        cells = []
        for c in columns:
            value = getattr(row, c.field)
            text = organs.get(value, value) if c.field == "organ" else shown(c, value)
            text = words.day(value) if isinstance(value, date) else str(text)
            if c.field == "name":
                cells.append({"text": text, "head": True})
            elif c.kind == "int":
                cells.append({"text": text, "n": True, "th": c.header})
            else:
                cells.append({"text": text, "th": c.header} if text else {})
        rows.append({"cells": cells})
    heads = [{"text": c.header, "n": c.kind == "int"} for c in columns]
    return {"caption": r.title, "heads": heads, "groups": [{"rows": rows}]}


@require_safe
@desk()
def template(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """The empty sheet to be filled in."""
    r = _roster(key)
    return _file(template_for(r), XLSX, f"{r.title}导入模板.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@desk("registrar")
def bring(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Import a sheet: good rows are kept, the others told by row and column."""
    r = _roster(key)
    refusals: list[dict[str, str]] = []
    done: Imported | None = None
    if request.method == "POST":
        given = request.FILES.get("file")
        if given is None:
            refusals = [{"href": "#f-file", "words": "没有选文件"}]
        elif (given.size or 0) > LARGEST:
            refusals = [{"href": "#f-file", "words": f"文件超过{LARGEST // 2**20} MB", "todo": "分成几个文件导入"}]
        else:
            try:
                done = import_sheet(desk.actor, key, given.name or "", given.read(), now=desk.now)
            except Refused as refused:
                refusals = refusals_of(refused.refusals)
    field = {"name": "file", "id": "f-file", "label": "文件", "kind": "file", "accept": ".xlsx,.csv", "required": True,
             "hint": ".xlsx 或者 .csv，表头与模板一致"}  # fmt: skip
    context = frame(
        desk,
        "rosters",
        roster=r,
        field=field,
        refusals=refusals,
        done=done,
        rejected=_rejected(done) if done and done.rejected else None,
        focus=bool(refusals),
        trail=[
            {"text": "名册", "href": reverse("desk:rosters")},
            {"text": r.title, "href": reverse("desk:roster", args=[key])},
            {"text": "导入"},
        ],
    )
    return render(request, "yifa/desk/roster_import.html", context, status=422 if refusals else 200)


def _rejected(done: Imported) -> dict[str, Any]:
    rows = [
        {"cells": [{"text": f"第{x.row}行", "head": True}, {"text": x.column, "th": "哪一列"}, {"text": x.words}]}
        for x in done.rejected[:500]
    ]
    heads = [{"text": "哪一行", "width": "s"}, {"text": "哪一列"}, {"text": "为什么没有收"}]
    return {"caption": "没有收的行", "heads": heads, "groups": [{"rows": rows}]}
