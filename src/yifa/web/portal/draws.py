"""The draws as the public sees them: every number, its state, its statements, the record once opened, and the years."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yifa.actions import county as place
from yifa.actions.draws.shared import folder_of
from yifa.chapters.enforcement.draw import Draw
from yifa.draw.page import page as verify_page
from yifa.store.models import Matter
from yifa.store.visibility import draws as every_draw

from ..desk.case import Case, read
from ..desk.gate import organ_names
from ..desk.lists import query
from ..shown import draw_years as years
from ..shown import draws as shown
from .frame import frame

ALONE = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The page that verifies carries its script in itself and reaches nothing: neither this site nor any other."""
TYPES = {".json": "application/json", ".txt": "text/plain; charset=utf-8"}


@require_safe
def draws(request: HttpRequest) -> HttpResponse:
    """All draws of a year, with numbers, states and lights; none is ever taken off the list."""
    today = place.now().date()
    organs = organ_names(today)
    found = every_draw()
    known = sorted({d.year for d in found.dates("opened_on", "year")} | {today.year}, reverse=True)
    year = next((y for y in known if str(y) == request.GET.get("year")), today.year)
    organ = request.GET.get("organ", "")[:64]
    page = found.filter(opened_on__range=(date(year, 1, 1), date(year, 12, 31)))
    gaps = shown.missing(page.values_list("number", flat=True))
    if organ:
        page = page.filter(organ=organ)
    context = frame(
        request,
        "draws",
        year=year,
        rows=shown.table(list(page), today, organs, _href) if page else None,
        gaps="、".join(gaps),
        years=[{"text": f"{y}年", "href": query({"year": y, "organ": organ}), "current": y == year} for y in known],
        filters={
            "label": "查抽查",
            "fields": [
                {"id": "organ", "name": "organ", "label": "机关",
                 "options": [{"value": k, "words": t, "chosen": k == organ} for k, t in {"": "全部机关", **organs}.items()]},
                {"id": "year", "name": "year", "label": "年度",
                 "options": [{"value": str(y), "words": f"{y}年", "chosen": y == year} for y in known]},
            ],
            "button": "查找",
        },
    )  # fmt: skip
    return render(request, "yifa/portal/draws.html", context)


def _href(m: Matter) -> str:
    return reverse("portal:draw", args=[m.id])


def _case(matter: str) -> Case:
    m = every_draw().filter(pk=matter).first()
    if m is None:
        raise Http404
    return read(m, place.now().date())


@require_safe
def draw(request: HttpRequest, matter: str) -> HttpResponse:
    case = _case(matter)
    m, today = case.matter, case.today
    results, voided = case.state.last(Draw.results), case.state.last(Draw.voided)
    context = frame(
        request,
        "draws",
        m=m,
        trail=[{"text": "双随机抽查", "href": reverse("portal:draws")}, {"text": m.number}],
        state=shown.state_words(m, [e.step for e in case.state.entries]),
        light=shown.lights([m], today)[m.id],
        pairs=shown.points(case),
        strata=shown.strata_table(case),
        statements=shown.statement_table(case, lambda name: reverse("portal:draw-file", args=[m.id, name])),
        files=shown.public_files(case),
        opened=case.state.last(Draw.opened),
        selected=case.state.last(Draw.selected),
        results=_results(results.facts) if results else None,
        void_reason=voided.facts.text if voided else "",
    )
    return render(request, "yifa/portal/draw.html", context)


def _results(facts: Any) -> list[dict[str, str]]:
    rows = [
        ("应检查", f"{facts.visits:,}户"),
        ("已检查", f"{facts.inspected:,}户"),
        ("发现问题", f"{facts.problems:,}户"),
        ("查无此户或者无法检查", f"{facts.absent:,}户"),
        ("说明", facts.words),
    ]
    return [{"label": a, "text": b} for a, b in rows if b]


@require_safe
def file(request: HttpRequest, matter: str, name: str) -> HttpResponse:
    """A statement or the record as it was published, byte for byte; nothing that the ledger has not announced."""
    case = _case(matter)
    if name not in shown.public_files(case):
        raise Http404
    path = folder_of(case.matter.id).public / name
    try:
        data = path.read_bytes()
    except OSError:
        raise Http404 from None
    answer = HttpResponse(data, content_type=TYPES[path.suffix])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """The page that verifies a record or a firm's proof; it works when saved, too, and without a network."""
    answer = HttpResponse(verify_page(), content_type="text/html; charset=utf-8")
    answer["Content-Security-Policy"] = ALONE
    return answer


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """The opened draws of each organ over the years, with exact tests."""
    today = place.now().date()
    trail = [{"text": "双随机抽查", "href": reverse("portal:draws")}, {"text": "历年统计"}]
    return render(request, "yifa/portal/draw_history.html", frame(request, "draws", trail=trail, parts=years.parts(today)))
