"""At the desk: how many visits joint inspection saved."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yifa.store.actor import visible_to

from ...shown import saved as figure
from ..gate import Desk, desk, frame


@require_safe
@desk()
def saved(request: HttpRequest, desk: Desk) -> HttpResponse:
    year = figure.chosen(request.GET.get("year", ""), desk.today)
    trail = [{"text": "今天的检查", "href": reverse("desk:visits")}, {"text": "少去的次数"}]
    shown = figure.shown(visible_to(desk.actor), year, desk.today, "desk:matter")
    context = frame(desk, "visits", base="yifa/desk.html", trail=trail, whose="您看得到的", **shown)
    return render(request, "yifa/saved.html", context)
