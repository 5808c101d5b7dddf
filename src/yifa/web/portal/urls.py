"""The addresses of the portal: open to everybody."""

from __future__ import annotations

from django.urls import URLPattern, path

from ..reading import views as reading
from . import draws, home, joint, ledger, ratings, receipts, records, visits

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("records/", records.records, name="records"),
    path("records/<str:matter>/", records.record, name="record"),
    path("joint/", joint.plans, name="joint"),
    path("joint/<int:year>/", joint.plan, name="joint-year"),
    path("joint/<int:year>/certificate.json", joint.certificate, name="joint-certificate"),
    path("draws/", draws.draws, name="draws"),
    path("draws/history/", draws.history, name="draw-history"),
    path("draws/verify.html", draws.verify, name="draw-verify"),
    path("draws/<str:matter>/", draws.draw, name="draw"),
    path("draws/<str:matter>/<str:name>", draws.file, name="draw-file"),
    path("receipt/", receipts.receipt, name="receipt"),
    path("rate/", ratings.rate, name="rate"),
    path("ratings/", ratings.ratings, name="ratings"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/<int:size>.txt", ledger.checkpoint, name="checkpoint"),
    path("reading/", reading.reading, name="reading"),
    path("visit-code/", visits.visit_code, name="visit-code"),
    path("visit-code/now/", visits.visit_now, name="visit-now"),
    path("visits-saved/", visits.saved, name="visits-saved"),
    path("handbook/", home.handbook, name="handbook"),
    path("handbook/<slug:key>/", home.procedure, name="procedure"),
]
