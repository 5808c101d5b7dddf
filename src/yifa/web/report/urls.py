"""Addresses of the annual report."""

from __future__ import annotations

from django.urls import path

from ..desk.gate import page
from . import views

app_name = "report"
urlpatterns = [
    page("desk/report/", views.desk_index, "desk-index"),
    page("desk/report/<int:year>/", views.desk_report, "desk-report"),
    page("desk/report/<int:year>/docx/", views.desk_docx, "desk-docx"),
    page("desk/report/<int:year>/sign/", views.sign, "sign"),
    page("desk/report/<int:year>/release/", views.release, "release"),
    page("desk/report/<int:year>/<slug:key>/", views.desk_figure, "desk-figure"),
    path("report/", views.portal_index, name="portal-index"),
    path("report/<int:year>/", views.portal_report, name="portal-report"),
    path("report/<int:year>/docx/", views.portal_docx, name="portal-docx"),
    path("report/<int:year>/at/<int:size>/", views.portal_report, name="portal-report-at"),
    path("report/<int:year>/at/<int:size>/docx/", views.portal_docx, name="portal-docx-at"),
    path("report/<int:year>/at/<int:size>/<slug:key>/", views.portal_figure, name="portal-figure-at"),
    path("report/<int:year>/<slug:key>/", views.portal_figure, name="portal-figure"),
]
