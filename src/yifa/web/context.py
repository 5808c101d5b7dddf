"""What every page needs: how it is shown (theme, type size) and where it is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

DISPLAY = "/display/"
CHOICES = {"theme": ("dark", "light"), "type": ("large", "normal")}
A_YEAR = 365 * 24 * 3600


def shown_as(request: HttpRequest) -> dict[str, str]:
    """The reader's theme and type size from the cookies; anything unknown counts as not set."""
    chosen = {k: request.COOKIES.get(k, "") for k in CHOICES}
    return {k: v if v in CHOICES[k] and v != "normal" else "" for k, v in chosen.items()}


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    here = request.get_full_path() if request.method == "GET" else request.path
    token = SimpleLazyObject(lambda: get_token(request))  # made at most once a page, and only for a page with a form
    return {**shown_as(request), "display": DISPLAY, "here": here, "csrf_token": token}


def display(request: HttpRequest) -> HttpResponse:
    """Keep a choice of theme or type size in a cookie, and go back. Works without script."""
    back = request.GET.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    for name, allowed in CHOICES.items():
        value = request.GET.get(name, "")
        if value in allowed:
            response.set_cookie(
                name, value, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
            )
    return response
