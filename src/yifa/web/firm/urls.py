"""The addresses of a firm's page: each begins with the token of its link."""

from __future__ import annotations

from django.urls import URLPattern

from . import page
from .gate import address

app_name = "firm"
urlpatterns: list[URLPattern] = [
    address("<str:token>/", page.page, "page"),
    address("<str:token>/number/", page.number, "number"),
    address("<str:token>/leave/", page.leave, "leave"),
    address("<str:token>/rating/", page.rating, "rating"),
    address("<str:token>/do/<slug:verb>/", page.act, "act"),
]
