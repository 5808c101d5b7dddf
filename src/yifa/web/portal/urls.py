"""The addresses of the portal: open to everybody."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import home, ledger, ratings, receipts, records

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("records/", records.records, name="records"),
    path("records/<str:matter>/", records.record, name="record"),
    path("receipt/", receipts.receipt, name="receipt"),
    path("rate/", ratings.rate, name="rate"),
    path("ratings/", ratings.ratings, name="ratings"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/<int:size>.txt", ledger.checkpoint, name="checkpoint"),
    path("handbook/", home.handbook, name="handbook"),
    path("handbook/<slug:key>/", home.procedure, name="procedure"),
]
