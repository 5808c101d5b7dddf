"""Who calls: a signed-in user with a seat today. Default deny; writing needs the CSRF token like any form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie

from yifa.actions import county
from yifa.store.actor import NOBODY, Actor, signed_in


@dataclass(frozen=True)
class Caller:
    """The actor and the moment of the call."""

    actor: Actor
    now: datetime


class Session(APIKeyCookie):
    """Django's session cookie."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller | None:
        now = county.now()
        actor = signed_in(request.user, now.date())
        return None if actor is NOBODY or not actor.seats else Caller(actor, now)


def caller(request: HttpRequest) -> Caller:
    """What `Session` found; every operation stands behind it."""
    found: Any = getattr(request, "auth", None)
    assert isinstance(found, Caller), "an operation without auth"
    return found
