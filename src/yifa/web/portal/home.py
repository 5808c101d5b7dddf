"""The portal's first page and its handbook."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yifa.actions import county as place

from .. import handbook as book
from .frame import frame
from .records import latest, published, table

ON_FRONT = 8


def _procedure(key: str) -> str:
    return reverse("portal:procedure", args=[key])


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    page, _ = latest(published().filter(withdrawn_on__isnull=True), size=ON_FRONT)
    rows = table(page, place.now().date()) if page else None
    return render(request, "yifa/portal/home.html", frame(request, "home", rows=rows))


@require_safe
def handbook(request: HttpRequest) -> HttpResponse:
    today = place.now().date()
    context = frame(request, "handbook", base="yifa/portal.html", chapters=book.listed(today, _procedure))
    return render(request, "yifa/handbook.html", context)


@require_safe
def procedure(request: HttpRequest, key: str) -> HttpResponse:
    today = place.now().date()
    p = book.chosen(key, request.GET.get("since", ""), request.GET.get("kind", ""), today)
    trail = [{"text": "办事手册", "href": reverse("portal:handbook")}, {"text": p.title}]
    context = frame(request, "handbook", base="yifa/portal.html", trail=trail, **book.page(p, today, _procedure))
    return render(request, "yifa/procedure.html", context)
