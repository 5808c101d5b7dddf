"""Security headers of every answer: nothing from elsewhere, no frames, no guessing of types."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class SecurityHeaders:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if request.path.startswith(("/desk/", "/firm/", "/rate/")):
            response.headers.setdefault("Cache-Control", "no-store")
        if request.path.startswith(("/firm/", "/rate/")):
            # The address is half the key, so it goes nowhere. "no-referrer" would take the Origin from forms, too.
            response.headers["Referrer-Policy"] = "origin"
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response
