"""Pages of the annual report on the desk and, once it is released, on the portal."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yifa.actions.refused import Refused
from yifa.actions.sign_statement import release_report, sign_statement
from yifa.chapters.leadership.statement import ReportStatement, Statement
from yifa.figures.compute import Tampered
from yifa.papers import to_docx
from yifa.report.lineage import NoSuchFigure, monthly
from yifa.report.shortcomings import FAULT
from yifa.report.statements import Released, releases
from yifa.report.text import build
from yifa.report.write import CHARTED, document
from yifa.store.checkpoints import NoCheckpoint, checkpoint

from ..desk.gate import Desk, desk, frame, refusals_of
from ..forms import Form
from ..portal.frame import frame as public_frame
from . import show
from .faults import fault
from .opened import figure
from .releases import on_desk, on_portal, public

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
YEARS = range(2000, 2101)


def _text(request: HttpRequest, year: int, site: show.Site, more: dict[str, Any], status: int = 200) -> HttpResponse:
    _known(year)
    try:
        report = build(year, site.size)
        context = show.text(report, site) | (on_desk(report, site) if site.actor else {})
    except (NoCheckpoint, Tampered) as error:
        return _cannot(request, year, site, more, error)
    return render(request, f"yifa/report/text_{site.name}.html", {**more, **context}, status=status)


def _figure(request: HttpRequest, year: int, key: str, site: show.Site, more: dict[str, Any]) -> HttpResponse:
    _known(year)
    given = {k: request.GET.get(k, "")[:200] for k in ("after", "month")}
    try:
        if key.startswith(FAULT):
            context = fault(year, key, site, given["after"])
        else:
            context = figure(year, key, site, **given, last=request.GET.get("last") == "1")
    except NoSuchFigure as error:
        raise Http404(str(error)) from None
    except (NoCheckpoint, Tampered) as error:
        return _cannot(request, year, site, more, error)
    return render(request, f"yifa/report/figure_{site.name}.html", {**more, **context})


def _cannot(request: HttpRequest, year: int, site: show.Site, more: dict[str, Any], error: Exception) -> HttpResponse:
    """No number is shown that its files do not vouch for."""
    context = {**more, "words": str(error), "year": year, "back": reverse(f"report:{site.name}-index")}
    return render(request, f"yifa/report/none_{site.name}.html", context, status=503)


def _known(year: int) -> None:
    if year not in YEARS:
        raise Http404(f"没有{year}年度的报告。")


# -- the desk
@require_safe
@desk()
def desk_index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The years of which there is something to report."""
    context = {**frame(desk, "report"), "rows": show.index(show.Site(desk.actor)), "on_desk": True}
    return render(request, "yifa/report/index_desk.html", context)


@require_safe
@desk()
def desk_report(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    return _text(request, year, show.Site(desk.actor), {**frame(desk, "report"), **_signing(desk, year, None)})


@require_safe
@desk()
def desk_figure(request: HttpRequest, desk: Desk, year: int, key: str) -> HttpResponse:
    return _figure(request, year, key, show.Site(desk.actor), frame(desk, "report"))


@require_safe
@desk()
def desk_docx(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """The report as an official document; its numbers link to the public pages."""
    _known(year)
    try:
        report = build(year)
        paper = document(report, desk.today, monthly(CHARTED, year, report.checkpoint))
    except (NoCheckpoint, Tampered) as error:
        return _cannot(request, year, show.Site(desk.actor), frame(desk, "report"), error)
    # A link that leads nowhere would be worse than none.
    shown = any(r.size == report.checkpoint for r in releases().get(year, ()))
    return _file(to_docx(paper, request.build_absolute_uri("/").rstrip("/") if shown else ""), year)


def _file(data: bytes, year: int) -> HttpResponse:
    response = HttpResponse(data, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="annual-report-{year}.docx"'
    return response


def _signing(desk: Desk, year: int, form: Form[Statement] | None) -> dict[str, Any]:
    """The form with which a leader signs a part."""
    may = desk.actor.holds("leader")
    shown = form or Form(ReportStatement.signed.asks)
    return {
        "may_sign": may,
        "fields": [f for f in shown.fields if f.name != "year"] if may else [],
        "refusals": form.refusals() if form is not None else [],
    }


@require_POST
@desk("leader")
def sign(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Signs a part of this year's report; what was typed is kept where it is refused."""
    _known(year)
    posted = request.POST.copy()
    posted["year"] = str(year)
    form: Form[Statement] = Form(ReportStatement.signed.asks, posted)
    more = {**frame(desk, "report"), **_signing(desk, year, form)}
    if form.facts is not None:
        try:
            sign_statement(desk.actor, year, form.facts.part, form.facts.text, now=desk.now)
            return HttpResponseRedirect(reverse("report:desk-report", args=[year]))
        except Refused as error:
            more["refusals"] = refusals_of(error.refusals)
    return _text(request, year, show.Site(desk.actor), more, status=422)


@require_POST
@desk("leader")
def release(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Makes this year's report public as it was shown: as of the checkpoint of the page, once."""
    _known(year)
    given = request.POST.get("checkpoint", "")
    try:
        size = int(given) if given.isascii() and given.isdigit() and len(given) < 16 else checkpoint().size
        if all(r.size < size for r in releases().get(year, ())):
            release_report(desk.actor, year, size, now=desk.now)
    except NoCheckpoint as error:
        return _cannot(request, year, show.Site(desk.actor), frame(desk, "report"), error)
    except Refused as error:
        more = {**frame(desk, "report"), **_signing(desk, year, None), "refusals": refusals_of(error.refusals)}
        return _text(request, year, show.Site(desk.actor), more, status=422)
    return HttpResponseRedirect(reverse("report:portal-report", args=[year]))


# -- the portal
@require_safe
def portal_index(request: HttpRequest) -> HttpResponse:
    """The years whose report is public."""
    context = {**public_frame(request, "report"), "rows": show.index(show.Site())}
    return render(request, "yifa/report/index_portal.html", context)


@require_safe
def portal_report(request: HttpRequest, year: int, size: int | None = None) -> HttpResponse:
    """The report as it was last released, or as of the checkpoint of an earlier release."""
    release, site = _released(year, size)
    more = {**public_frame(request, "report"), **on_portal(release), "docx": site.docx(year)}
    return _text(request, year, site, more)


@require_safe
def portal_figure(request: HttpRequest, year: int, key: str, size: int | None = None) -> HttpResponse:
    _, site = _released(year, size)
    return _figure(request, year, key, site, public_frame(request, "report"))


@require_safe
def portal_docx(request: HttpRequest, year: int, size: int | None = None) -> HttpResponse:
    """The released report as an official document, dated with the day of its release."""
    release, site = _released(year, size)
    try:
        paper = document(build(year, release.size), release.on, monthly(CHARTED, year, release.size))
    except (NoCheckpoint, Tampered) as error:
        return _cannot(request, year, site, public_frame(request, "report"), error)
    return _file(to_docx(paper, request.build_absolute_uri("/").rstrip("/")), year)


def _released(year: int, size: int | None) -> tuple[Released, show.Site]:
    """The release, and the site that shows it at its checkpoint. Raises Http404 for a report that is not public."""
    release = public(year, size)
    return release, show.Site(size=release.size, at=size is not None)
