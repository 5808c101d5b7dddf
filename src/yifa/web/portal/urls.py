"""The addresses of the portal: open to everybody."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import draws, home, ledger, receipts, records

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("records/", records.records, name="records"),
    path("records/<str:matter>/", records.record, name="record"),
    path("draws/", draws.draws, name="draws"),
    path("draws/history/", draws.history, name="draw-history"),
    path("draws/verify.html", draws.verify, name="draw-verify"),
    path("draws/<str:matter>/", draws.draw, name="draw"),
    path("draws/<str:matter>/<str:name>", draws.file, name="draw-file"),
    path("receipt/", receipts.receipt, name="receipt"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/<int:size>.txt", ledger.checkpoint, name="checkpoint"),
    path("handbook/", home.handbook, name="handbook"),
    path("handbook/<slug:key>/", home.procedure, name="procedure"),
]
