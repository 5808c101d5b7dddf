"""Rating a visit by a token, and the ratings that are published. Neither page knows a firm."""

from __future__ import annotations

from enum import Enum
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from pydantic import BaseModel

from yifa.actions import county as place
from yifa.actions.firms.rate_visit import rate_visit
from yifa.actions.firms.ratings import STARS, Published, closed_quarters, published
from yifa.actions.refused import Refused
from yifa.kernel.facts import ask

from ..desk.gate import organ_names, refusals_of
from ..forms import Form
from .frame import frame


class Stars(Enum):
    """The choices, as they are posted; `label` is what is read beside them."""

    five, four, three, two, one = "5", "4", "3", "2", "1"

    @property
    def label(self) -> str:
        words = {"5": "很好", "4": "好", "3": "一般", "2": "不好", "1": "很不好"}
        return f"{self.value}分，{words[self.value]}"


class Rating(BaseModel):
    token: str = ask("评价凭证", max_length=64, hint="领的时候显示的那一串字，大小写要一样")
    stars: Stars = ask("这次检查怎样")


def _form(data: Any = None, token: str = "") -> Form[Rating]:
    return Form(Rating, data, initial={"token": token})


@sensitive_post_parameters("token")
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest) -> HttpResponse:
    """Nothing is kept but one more answer for the organ and the quarter of the token."""
    if request.method != "POST":
        return _page(request, _form())
    if request.POST.get("ask"):
        return _page(request, _form(token=request.POST.get("token", "")[:64]))
    form = _form(request.POST)
    if form.facts is None:
        return _page(request, form, form.refusals())
    try:
        rate_visit(form.facts.token, int(form.facts.stars.value))
    except Refused as refused:
        return _page(request, form, refusals_of(refused.refusals))
    return render(request, "yifa/portal/rate.html", frame(request, "", done=True))


def _page(request: HttpRequest, form: Form[Rating], refusals: list[dict[str, str]] | None = None) -> HttpResponse:
    context = frame(request, "", fields=form.fields, refusals=refusals or [])
    return render(request, "yifa/portal/rate.html", context, status=422 if refusals else 200)


@require_safe
def ratings(request: HttpRequest) -> HttpResponse:
    """The last four quarters that are closed: the distribution by organ, and how many did not answer."""
    today, at_least = place.now().date(), place.county().rating_at_least
    quarters = []
    for quarter in closed_quarters(today):
        rows = published(quarter, today, at_least)
        quarters.append({"title": quarter.words, "rows": _table(rows, quarter.words, at_least, organ_names(quarter.last)) if rows else None})
    return render(request, "yifa/portal/ratings.html", frame(request, "", quarters=quarters, at_least=at_least))


def _table(found: list[Published], title: str, at_least: int, organs: dict[str, str]) -> dict[str, Any]:
    rows = []
    for p in found:
        few = "" if p.stars else f"不满{at_least}份，不公布"
        cells: list[dict[str, Any]] = [{"text": organs.get(p.organ, p.organ), "head": True, "small": few}, _number(p.visits, "入企检查")]
        if p.stars:
            cells += [_number(p.stars[n], f"{n}分") for n in sorted(STARS, reverse=True)]
            cells += [_number(p.answers, "评了"), _number(p.silent, "没有评")]
        else:
            cells += [{} for _ in range(len(STARS) + 2)]
        rows.append({"cells": cells})
    heads = [{"text": "机关"}, {"text": "入企检查", "n": True}]
    heads += [{"text": f"{n}分", "n": True} for n in sorted(STARS, reverse=True)]
    heads += [{"text": "评了", "n": True}, {"text": "没有评", "n": True}]
    return {"caption": f"{title}，各机关的评价", "heads": heads, "groups": [{"rows": rows}]}


def _number(n: int, what: str) -> dict[str, Any]:
    return {"text": f"{n:,}", "n": True, "th": what} if n else {"zero": True, "n": True, "th": what}
