"""The handbook at the desk, and the county's overview for supervision and leaders."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yifa.store.actor import visible_to
from yifa.store.models import Due, Matter

from .. import handbook as book
from .. import words
from .gate import Desk, desk, frame, organ_names
from .lists import with_light


def _procedure(key: str) -> str:
    return reverse("desk:procedure", args=[key])


@require_safe
@desk()
def handbook(request: HttpRequest, desk: Desk) -> HttpResponse:
    context = frame(desk, "handbook", base="yifa/desk.html", chapters=book.listed(desk.today, _procedure))
    return render(request, "yifa/handbook.html", context)


@require_safe
@desk()
def procedure(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    p = book.chosen(key, request.GET.get("since", ""), request.GET.get("kind", ""), desk.today)
    trail = [{"text": "手册", "href": reverse("desk:handbook")}, {"text": p.title}]
    context = frame(desk, "handbook", base="yifa/desk.html", trail=trail, **book.page(p, desk.today, _procedure))
    return render(request, "yifa/procedure.html", context)


@require_safe
@desk("supervisor", "leader")
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Counts of each organ's open matters by light, and of what was done late this year. No ranking of persons."""
    every = visible_to(desk.actor)
    lights = {f"n_{k}": Count("id", filter=with_light(k, desk.today)) for k in LIGHTS}
    open: Any = every.filter(closed=False).values("organ").annotate(n_all=Count("id"), **lights).order_by("organ")
    begin = desk.today.replace(month=1, day=1)
    of_matter = Matter.objects.filter(pk=OuterRef("matter"))
    late = dict(
        Due.objects.filter(late=True, met_on__gte=begin, matter__in=every.values("id"))
        .annotate(organ=Subquery(of_matter.values("organ")[:1]))
        .values_list("organ")
        .annotate(n=Count("id"))
    )
    organs = organ_names(desk.today)
    counts = {row["organ"]: {k: row[f"n_{k}"] for k in (*LIGHTS, "all")} for row in open}
    keys = [k for k in {**dict.fromkeys(counts), **late}]
    keys.sort(key=lambda k: (-counts.get(k, {}).get("red", 0), -late.get(k, 0), organs.get(k, k)))
    total = {k: sum(c[k] for c in counts.values()) for k in (*LIGHTS, "all")}
    context = frame(
        desk,
        "overview",
        today=words.day_weekday(desk.today),
        total=total,
        with_red=sum(1 for c in counts.values() if c["red"]),
        rows=_table(keys, counts, late, organs, total) if keys else None,
        late=_late_steps(every, begin),
        year=desk.today.year,
    )
    return render(request, "yifa/desk/overview.html", context)


LIGHTS = ("red", "yellow", "green", "still", "none")
SHOWN = (("red", "已逾期"), ("yellow", "临近"), ("green", "正常"), ("still", "停走"))


def _table(
    keys: list[str], counts: dict[str, Any], late: dict[str, int], organs: dict[str, str], total: dict[str, int]
) -> dict[str, Any]:
    def number(n: int, where: str = "") -> dict[str, Any]:
        return {"text": f"{n:,}", "n": True, "href": where} if n else {"zero": True, "n": True}

    rows = []
    for k in keys:
        c = counts.get(k, {})
        base = f"{reverse('desk:matters')}?organ={k}"
        cells = [{"text": organs.get(k, k), "href": f"{base}&state=open", "head": True}]
        cells += [number(c.get(light, 0), f"{base}&light={light}") for light, _ in SHOWN]
        cells += [number(c.get("all", 0), f"{base}&state=open"), number(late.get(k, 0))]
        rows.append({"cells": cells})
    heads = [{"text": "机关"}, *({"text": t, "n": True, "light": k} for k, t in SHOWN)]
    heads += [{"text": "没办完的合计", "n": True}, {"text": "今年晚办", "n": True, "light": "late"}]
    foot = [{"text": "合计", "head": True}, *(number(total[k]) for k, _ in SHOWN), number(total["all"]), number(sum(late.values()))]
    return {"caption": "各机关没办完的案件，按期限", "heads": heads, "groups": [{"rows": rows}], "foot": foot, "matrix": True}


def _late_steps(every: Any, begin: Any) -> dict[str, Any] | None:
    """What was done late this year, by limit and article."""
    found = (
        Due.objects.filter(Q(late=True, met_on__gte=begin), matter__in=every.values("id"))
        .values_list("limit", "step")
        .annotate(n=Count("id"))
        .order_by("-n", "limit")[:30]
    )
    rows = [
        {"cells": [{"text": step, "head": True, "small": cite_of(limit)}, {"text": f"{n:,}", "n": True, "th": "处"}]}
        for limit, step, n in found
    ]
    heads = [{"text": "哪一步，依据"}, {"text": "晚办（处）", "n": True}]
    return {"caption": "今年晚办的步骤", "heads": heads, "groups": [{"rows": rows}]} if rows else None


def cite_of(limit: str) -> str:
    """The article of a limit, from the latest declaration that has it."""
    from yifa.chapters.catalogue import procedures

    found = [p.lines[limit] for p in procedures() if limit in p.lines]
    return str(getattr(found[-1], "cite", "")) if found else ""
