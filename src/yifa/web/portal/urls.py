"""The addresses of the portal: open to everybody."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import home, ledger, receipts, records, visits

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("records/", records.records, name="records"),
    path("records/<str:matter>/", records.record, name="record"),
    path("receipt/", receipts.receipt, name="receipt"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/<int:size>.txt", ledger.checkpoint, name="checkpoint"),
    path("visit-code/", visits.visit_code, name="visit-code"),
    path("visit-code/now/", visits.visit_now, name="visit-now"),
    path("visits-saved/", visits.saved, name="visits-saved"),
    path("handbook/", home.handbook, name="handbook"),
    path("handbook/<slug:key>/", home.procedure, name="procedure"),
]
