"""The calendar of a joint plan: by firm, by officer and by township; the year in months, a month as a grid, visits by week."""

from __future__ import annotations

from calendar import Calendar
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yifa.actions.joint.files import Kept
from yifa.actions.joint.plans import Sight, seen_by
from yifa.actions.refused import Refused
from yifa.joint.model import Visit
from yifa.registry.models import Officer, Subject, valid_on

from ... import words
from ..gate import Desk, desk, frame, organ_names
from ..lists import query
from .plan import broken, plan_of, trail_of

PAGE = 50
LISTED = 200
"""So many visits are listed at once; of more, one month at a time."""
FIRM, OFFICER, TOWNSHIP = "firm", "officer", "township"
VIEWS = {FIRM: "企业", OFFICER: "人员", TOWNSHIP: "乡镇（街道）"}
NOWHERE = "-"
"""The township of duties that name none."""


@dataclass(frozen=True)
class View:
    """What was asked for. `who`: one firm, officer or township; `q`: a search among them."""

    by: str
    who: str
    q: str
    month: int
    after: str

    @property
    def params(self) -> dict[str, str]:
        return {"by": self.by, "who": self.who, "q": self.q, "month": str(self.month) if self.month else ""}


def _asked(request: HttpRequest) -> View:
    get = {k: request.GET.get(k, "").strip()[:100] for k in ("by", "who", "q", "month", "after")}
    month = int(get["month"]) if get["month"] in {str(m) for m in range(1, 13)} else 0
    return View(get["by"] if get["by"] in VIEWS else TOWNSHIP, get["who"], get["q"], month, get["after"])


@require_safe
@desk()
def calendar(request: HttpRequest, desk: Desk, plan: str) -> HttpResponse:
    sight, view = seen_by(desk.actor, plan), _asked(request)
    try:
        made = plan_of(sight)
    except Refused as refused:
        return broken(request, desk, refused)
    visits = [v for v in made.visits if not sight.organ or sight.organ in made.organs(v)] if made else []
    context: dict[str, Any] = {"grid": None, "rows": None, "pager": None, "title": "日历"}
    if made and view.who:
        context |= _one(sight, made, visits, view, desk)
    elif made and visits:
        context |= _overview(made, visits, view, desk)
    page = frame(
        desk,
        "joint",
        year=sight.year,
        filters=_filters(view),
        narrowed=bool(view.q or view.month),
        empty=made is None,
        back=query({"by": view.by}) if view.who else "",
        by=VIEWS[view.by],
        trail=trail_of(sight, "日历"),
        **context,
    )
    return render(request, "yifa/desk/joint_calendar.html", page)


def _filters(view: View) -> dict[str, Any]:
    months = [{"value": "", "words": "全年", "chosen": not view.month}]
    months += [{"value": str(m), "words": f"{m}月", "chosen": m == view.month} for m in range(1, 13)]
    by = [{"value": k, "words": f"按{t}", "chosen": k == view.by} for k, t in VIEWS.items()]
    fields: list[dict[str, Any]] = [{"id": "month", "name": "month", "label": "月份", "options": months}]
    hidden = {"by": view.by, "who": view.who} if view.who else {}
    if not view.who:
        fields = [
            {"id": "by", "name": "by", "label": "看法", "options": by},
            {"id": "q", "name": "q", "label": "名称或者编号", "type": "search", "value": view.q, "grow": True},
            *fields,
        ]
    clear = query({"by": view.by, "who": view.who}) if view.q or view.month else ""
    return {"label": "查日历", "fields": fields, "hidden": hidden, "button": "查找", "clear": clear}


def keys(made: Kept, v: Visit, by: str) -> Iterable[str]:
    """Whose calendar a visit stands in."""
    if by == FIRM:
        return (v.subject,)
    return v.officers if by == OFFICER else (made.township(v) or NOWHERE,)


def names(by: str, wanted: Iterable[str], day: date) -> dict[str, str]:
    """The names of firms or officers by key; townships are named by themselves."""
    some = list(wanted)
    if by == TOWNSHIP:
        return {k: "（没有写乡镇）" if k == NOWHERE else k for k in some}
    model = Subject if by == FIRM else Officer
    found = dict(model.objects.filter(valid_on(day), key__in=some).values_list("key", "name"))
    return {k: found.get(k, k) for k in some}


def _search(view: View, present: Iterable[str], day: date) -> set[str]:
    """The keys that match what was typed."""
    every = set(present)
    if not view.q:
        return every
    if view.by == TOWNSHIP:
        return {k for k in every if view.q in k}
    model = Subject if view.by == FIRM else Officer
    hits = model.objects.filter(valid_on(day), name__contains=view.q).values_list("key", flat=True)
    return (every & set(hits)) | (every & {view.q.upper(), view.q})


def _overview(made: Kept, visits: list[Visit], view: View, desk: Desk) -> dict[str, Any]:
    """Who has how many visits in which month, a page at a time, by name of key."""
    counts: dict[str, Counter[int]] = {}
    for v in visits:
        if not view.month or v.on.month == view.month:
            for k in keys(made, v, view.by):
                counts.setdefault(k, Counter())[v.on.month] += 1
    found = sorted(k for k in _search(view, counts, desk.today) if k > view.after)
    page = found[:PAGE]
    known = names(view.by, page, desk.today)
    months = [view.month] if view.month else list(range(1, 13))
    rows = []
    for k in page:
        small = k if known[k] != k and view.by != TOWNSHIP else ""
        cells: list[dict[str, Any]] = [
            {"text": known[k], "href": query({**view.params, "q": "", "who": k}), "head": True, "small": small}
        ]
        cells += [{"text": str(counts[k][m]) if counts[k][m] else "", "n": True, "th": f"{m}月"} for m in months]
        rows.append({"cells": [*cells, {"text": str(sum(counts[k].values())), "n": True, "th": "合计"}]})
    heads = [{"text": VIEWS[view.by]}, *({"text": f"{m}月", "n": True} for m in months), {"text": "合计", "n": True}]
    table = {"caption": f"按{VIEWS[view.by]}，各月入企（次）", "heads": heads, "groups": [{"rows": rows}]}
    more = query(view.params, after=page[-1]) if len(found) > PAGE else ""
    links = [{"href": query(view.params), "text": "回到第一页"}] if view.after else []
    return {
        "rows": table if rows else None,
        "pager": {"words": f"这一页{len(page)}行", "next": more, "links": links},
        "title": f"日历，按{VIEWS[view.by]}",
    }


def _one(sight: Sight, made: Kept, visits: list[Visit], view: View, desk: Desk) -> dict[str, Any]:
    """The visits of one firm, officer or township, by week; a month as a grid above them."""
    mine = sorted((v for v in visits if view.who in keys(made, v, view.by)), key=lambda v: (v.on, v.id))
    month = view.month or (mine[0].on.month if len(mine) > LISTED else 0)
    shown = [v for v in mine if not month or v.on.month == month]
    name = names(view.by, [view.who], desk.today)[view.who]
    links = [
        {"href": query({**view.params, "month": str(m)}), "text": f"{m}月"}
        for m in sorted({v.on.month for v in mine})
        if m != month and len(mine) > 1
    ]
    which = f"{month}月" if month else "全年"
    return {
        "title": name,
        "grid": grid(sight.year.rules.year, month, shown) if month else None,
        "rows": by_week(sight, made, shown, desk) if shown else None,
        "pager": {"words": f"{which}{len(shown)}次，全年{len(mine)}次", "links": links},
    }


def grid(year: int, month: int, visits: Iterable[Visit]) -> dict[str, Any]:
    """A month with the number of visits on each day; a day with visits leads to its week below."""
    count = Counter(v.on for v in visits)
    rows = []
    for week in Calendar().monthdatescalendar(year, month):
        cells: list[dict[str, Any]] = [{"text": f"{week[0].month}月{week[0].day}日", "head": True}]
        for d in week:
            text = f"{d.day}日" if d.month == month else ""
            n = count[d] if text else 0
            cells.append({"text": text, "n": True, **({"href": f"#w{_monday(d)}", "small": f"{n}次"} if n else {})})
        rows.append({"cells": cells})
    heads = [{"text": "这一周起"}, *({"text": f"周{w}", "n": True} for w in words.WEEKDAYS)]
    return {"caption": f"{year}年{month}月，每天入企（次）", "heads": heads, "groups": [{"rows": rows}], "matrix": True}


def _monday(d: date) -> str:
    return (d - timedelta(days=d.weekday())).isoformat()


def by_week(sight: Sight, made: Kept, visits: list[Visit], desk: Desk) -> dict[str, Any]:
    """Visits grouped by week, each leading to its page."""
    organs = organ_names(desk.today)
    firms = names(FIRM, {v.subject for v in visits}, desk.today)
    people = names(OFFICER, {o for v in visits for o in v.officers}, desk.today)
    weeks: dict[str, list[Visit]] = {}
    for v in visits:
        weeks.setdefault(_monday(v.on), []).append(v)
    groups = []
    for monday, of_week in weeks.items():
        first = date.fromisoformat(monday)
        rows = [row(sight, made, v, organs, firms, people) for v in of_week]
        rows[0]["id"] = f"w{monday}"
        last = words.day(first + timedelta(days=6), first.year)
        groups.append({"title": f"{words.day(first, sight.year.rules.year)}至{last}（{len(of_week)}次）", "rows": rows})
    heads = [{"text": "日期", "width": "m"}, {"text": "企业", "width": "third"}, {"text": "谁去，查什么"}, {"text": "人员"}]
    return {"caption": "入企，按周", "heads": heads, "groups": groups}


def row(
    sight: Sight, made: Kept, v: Visit, organs: Mapping[str, str], firms: Mapping[str, str], people: Mapping[str, str]
) -> dict[str, Any]:
    items = "、".join(sorted({made.of[d].item for d in v.duties}))
    return {
        "cells": [
            {"text": words.day(v.on, sight.year.rules.year), "small": words.weekday(v.on)},
            {
                "text": firms.get(v.subject, v.subject),
                "href": reverse("desk:joint-visit", args=[sight.year.matter.id, v.id]),
                "head": True,
                "small": "、".join(x for x in (v.id, made.township(v)) if x),
            },
            {
                "text": "、".join(organs.get(k, k) for k in made.organs(v)),
                "small": items + ("；不可合并，不事先告诉企业" if made.secret(v) else ""),
            },
            {"text": "、".join(people.get(o, o) for o in v.officers), "th": "人员"},
        ]
    }
