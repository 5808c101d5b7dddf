"""All pages: the desk, the portal, and how they are shown."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from . import context, styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("yifa.web.report.urls")),
    path("desk/", include("yifa.web.desk.urls")),
    path("firm/", include("yifa.web.firm.urls")),
    path(context.DISPLAY.lstrip("/"), context.display, name="display"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("", include("yifa.web.portal.urls")),
]
