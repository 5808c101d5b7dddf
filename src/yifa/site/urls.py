"""All addresses."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from yifa.api.site import api

urlpatterns: list[URLPattern | URLResolver] = [path("api/", api.urls), path("", include("yifa.web.urls"))]
