"""The gate of the firm's page: `linked` for who has the link, `proved` for who has typed the number as well.

The session is a signed cookie of its own, sent to these addresses only: nobody of the staff is signed in by it, and a
sign-in at the desk opens nothing here. It names the link and what the number's digest was, so that revoking ends it.
`address(route, view, name)` refuses, at start-up, a view that is not gated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from yifa.actions import county as place
from yifa.actions.firms.links import NoSuchLink, held
from yifa.actions.firms.shared import VerifiedFirm
from yifa.registry.models import FirmLink
from yifa.store.read import NoSuchMatter

COOKIE, PATH, MINUTES = "yifa_firm", "/firm/", 30
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Guest:
    """Who has come by a link. `proved`: has typed the number, too, and is the firm."""

    token: str
    link: FirmLink
    firm: VerifiedFirm
    now: datetime
    proved: bool = False

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def home(self) -> str:
        return reverse("firm:page", args=[self.token])


def _gated(view: View, must_prove: bool) -> View:
    @wraps(view)
    def guard(request: HttpRequest, token: str, *args: Any, **more: Any) -> HttpResponse:
        now = place.now()
        try:
            found = held(token, now.date())
        except NoSuchLink as gone:
            raise Http404(str(gone)) from None
        guest = Guest(token, found.link, found.firm, now, _proves(request, found.link))
        if must_prove and not guest.proved:
            return HttpResponseRedirect(guest.home)
        try:
            return view(request, guest, *args, **more)
        except NoSuchMatter as gone:
            raise Http404(str(gone)) from None

    guard.gated = True  # type: ignore[attr-defined]  # a mark that `address` looks for
    return guard


def linked(view: View) -> View:
    """For whoever has the link: such a view shows only what is public, unless the guest has proved the number."""
    return _gated(view, must_prove=False)


def proved(view: View) -> View:
    """For the firm: link and number."""
    return _gated(view, must_prove=True)


def address(route: str, view: View, name: str) -> URLPattern:
    """An address of the firm's page. Raises TypeError for a view that does not stand behind the gate."""
    if not getattr(view, "gated", False):
        raise TypeError(f"{view.__module__}.{view.__name__} 没有经过 gate.linked 或者 gate.proved，不能放在企业的页面里。")
    return path(route, view, name=name)


def _says(link: FirmLink) -> str:
    return f"{link.matter}.{salted_hmac('yifa.firm', link.token + link.number, algorithm='sha256').hexdigest()}"


def _proves(request: HttpRequest, link: FirmLink) -> bool:
    try:
        said = TimestampSigner(salt="yifa.firm").unsign(request.COOKIES.get(COOKIE, ""), max_age=MINUTES * 60)
    except BadSignature:
        return False
    return constant_time_compare(said, _says(link))


def let_in(response: HttpResponse, link: FirmLink) -> HttpResponse:
    """The number was right: the next half hour needs none."""
    response.set_cookie(
        COOKIE,
        TimestampSigner(salt="yifa.firm").sign(_says(link)),
        max_age=MINUTES * 60,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def let_out(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
    return response
