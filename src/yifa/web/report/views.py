"""Pages of the annual report on the desk and, once it is released, on the portal."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from yifa.actions.refused import Refused
from yifa.actions.sign_statement import release_report, sign_statement
from yifa.chapters.leadership.statement import Part, ReportStatement
from yifa.figures.columns import NoCheckpoint
from yifa.figures.compute import Tampered
from yifa.papers import to_docx
from yifa.report.lineage import NoSuchFigure
from yifa.report.text import build, released
from yifa.report.write import document

from ..desk.gate import Desk, desk, frame, refusals_of
from ..forms import Form
from ..portal.frame import frame as public_frame
from . import show

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _text(request: HttpRequest, year: int, site: str, more: dict[str, Any], status: int = 200) -> HttpResponse:
    try:
        report = build(year)
    except (NoCheckpoint, Tampered) as error:
        return render(request, f"yifa/report/none_{site}.html", {**more, "words": str(error), "year": year}, status=503)
    context = {**more, **show.text(report, show.pages(site)(year)), "year": year, "site": site}
    return render(request, f"yifa/report/text_{site}.html", context, status=status)


def _figure(request: HttpRequest, year: int, key: str, site: str, more: dict[str, Any]) -> HttpResponse:
    try:
        context = show.figure(year, key, request.GET.get("after", ""), site)
    except (NoSuchFigure, ValueError) as error:
        if isinstance(error, Tampered):
            return render(request, f"yifa/report/none_{site}.html", {**more, "words": str(error), "year": year}, status=503)
        raise Http404(str(error)) from None
    except NoCheckpoint as error:
        raise Http404(str(error)) from None
    return render(request, f"yifa/report/figure_{site}.html", {**more, **context})


# -- the desk
@require_GET
@desk()
def desk_index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The years of which there is something to report."""
    rows = [
        {"year": y, "href": reverse("report:desk-report", args=[y]), "released": released(y)} for y in show.years()
    ]
    return render(request, "yifa/report/index_desk.html", {**frame(desk, "report"), "rows": rows})


@require_GET
@desk()
def desk_report(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    return _text(request, year, "desk", {**frame(desk, "report"), **_signing(desk, year, None)})


@require_GET
@desk()
def desk_figure(request: HttpRequest, desk: Desk, year: int, key: str) -> HttpResponse:
    return _figure(request, year, key, "desk", frame(desk, "report"))


@require_GET
@desk()
def desk_docx(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    report = build(year)
    data = to_docx(document(report, desk.today), request.build_absolute_uri("/").rstrip("/"))
    response = HttpResponse(data, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="annual-report-{year}.docx"'
    return response


def _signing(desk: Desk, year: int, form: Form[Any] | None) -> dict[str, Any]:
    """The form with which a leader signs a part; the release, once."""
    may = desk.actor.holds("leader")
    asks = ReportStatement.signed.asks
    return {
        "may_sign": may,
        "form": (form or Form(asks, None, initial={"year": year})) if may else None,
        "is_released": released(year),
    }


@require_POST
@desk("leader")
def sign(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    form = Form(ReportStatement.signed.asks, request.POST)
    refused: Refused | None = None
    if form.ok and form.facts is not None:
        facts = form.facts.model_dump()
        try:
            sign_statement(desk.actor, int(facts["year"]), Part(facts["part"]), str(facts["text"]), now=desk.now)
            return HttpResponseRedirect(reverse("report:desk-report", args=[facts["year"]]))
        except Refused as error:
            refused = error
    more = {**frame(desk, "report"), **_signing(desk, year, form)}
    if refused is not None:
        more["refusals"] = refusals_of(refused.refusals)
    return _text(request, year, "desk", more, status=422)


@require_POST
@desk("leader")
def release(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    if not released(year):
        release_report(desk.actor, year, now=desk.now)
    return HttpResponseRedirect(reverse("report:portal-report", args=[year]))


# -- the portal
@require_GET
def portal_index(request: HttpRequest) -> HttpResponse:
    """The years whose report is public."""
    rows = [{"year": y, "href": reverse("report:portal-report", args=[y])} for y in show.years() if released(y)]
    return render(request, "yifa/report/index_portal.html", {**public_frame(request, "report"), "rows": rows})


@require_GET
def portal_report(request: HttpRequest, year: int) -> HttpResponse:
    if not released(year):
        raise Http404(f"{year}年度报告还没有公开。")
    return _text(request, year, "portal", public_frame(request, "report"))


@require_GET
def portal_figure(request: HttpRequest, year: int, key: str) -> HttpResponse:
    if not released(year):
        raise Http404(f"{year}年度报告还没有公开。")
    return _figure(request, year, key, "portal", public_frame(request, "report"))
