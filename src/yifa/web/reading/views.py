"""The portal's page for reading published reports. Open to everybody: it writes nothing and shows nothing of the county's own."""

from __future__ import annotations

import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from yifa.reader.audit import audit
from yifa.reader.output import as_plain, summary
from yifa.reader.sheet import Book
from yifa.report.reading import relations

from ..portal.frame import frame
from . import beside, given, marks

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@csrf_exempt  # it changes nothing, and the token would make the whole body be read before its size is looked at
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest) -> HttpResponse:
    """Posted: `files`, `text`, and `kept-name`, `kept-text` of what the page showed before; `show`: which of several is shown whole;
    `xlsx`: the workbook instead of the page."""
    context: dict[str, Any] = {"suffixes": given.SUFFIXES, "limit": given.BYTES // 2**20, "most": given.FILES}
    if request.method != "POST":
        return render(request, "yifa/portal/reading.html", frame(request, "reading", **context))
    documents, refusals = given.given(request)
    reads = [(d, audit(d.text, relations())) for d in documents]
    if reads and "xlsx" in request.POST:
        return _workbook(reads)
    context |= {"refusals": refusals, **_read(reads, request.POST.get("show", "") if reads else "")}
    status = 422 if refusals and not reads else 200
    return render(request, "yifa/portal/reading.html", frame(request, "reading", **context), status=status)


def _read(reads: list[beside.Read], show: str) -> dict[str, Any]:
    """What the page shows: one text whole, and the table where there are several reports."""
    if not reads:
        return {}
    n = int(show) if show.isascii() and show.isdigit() and len(show) < 4 else 0 if len(reads) == 1 else -1
    one = reads[n] if 0 <= n < len(reads) else None
    shown = beside.columns(reads)
    several = len(shown) > 1
    titles = [{"title": c.title, "document": reads[c.document][0].name} for c in shown]
    return {
        "kept": [{"name": d.name, "text": d.text} for d, _ in reads],
        "documents": [{"n": i, "name": d.name, "summary": summary(r), "shown": i == n} for i, (d, r) in enumerate(reads)],
        "reports": marks.shown(one[1]) if one else [],
        "columns": titles if several else [],
        "compared": beside.table(shown) if several else None,
        "charts": beside.pictures(shown) if several else [],
    }


def _workbook(reads: list[beside.Read]) -> HttpResponse:
    book, target = Book(), io.BytesIO()
    for document, found in reads:
        book.add(as_plain(document, found))
    book.save(target)
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="reports.xlsx"'
    return response
