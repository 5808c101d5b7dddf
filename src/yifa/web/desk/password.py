"""One's own password: changed at will, and set in place of a one-time one before anything else is reachable."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yifa.actions.accounts.set_password import WrongPassword, own_password
from yifa.actions.accounts.shared import NoSuchAccount
from yifa.actions.refused import Invalid, Refused
from yifa.registry import tries
from yifa.registry.models import User
from yifa.store.actor import must_change

from .account.story import changes
from .gate import Desk, frame, refusals_of, signed_in_only

HERE = "更换密码"
"""Counted apart from the sign-in, and wherever the session is."""
FIELDS = (
    ("old", "现在的密码", "", "current-password"),
    ("new", "新密码", "至少10个字符，不要只用数字，不要像登录名或者姓名", "new-password"),
    ("again", "再输一次", "", "new-password"),
)


@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def password(request: HttpRequest, desk: Desk) -> HttpResponse:
    """After so many wrong present passwords the session ends: whoever found a desk unlocked cannot go on trying."""
    if request.method != "POST":
        return _page(request, desk, {}, [], 200)
    if not tries.admit(desk.actor.key, HERE):
        tries.clear(desk.actor.key, HERE)  # to go on one has to sign in, which asks for the password
        logout(request)
        return HttpResponseRedirect(reverse("desk:sign-in"))
    try:
        own_password(desk.actor.key, *(request.POST.get(name, "") for name, *_ in FIELDS), now=desk.now)
    except WrongPassword as wrong:
        return _refused(request, desk, wrong)
    except Refused as refused:
        tries.clear(desk.actor.key, HERE)
        return _refused(request, desk, refused)
    except NoSuchAccount:
        return HttpResponseRedirect(reverse("desk:sign-in"))
    tries.clear(desk.actor.key, HERE)
    update_session_auth_hash(request, User.objects.get(username=desk.actor.key))
    return HttpResponseRedirect(reverse("desk:inbox"))


def _refused(request: HttpRequest, desk: Desk, refused: Refused) -> HttpResponse:
    errors = refused.fields if isinstance(refused, Invalid) else {}
    names = {label: name for name, label, *_ in FIELDS}
    own = [{"href": f"#f-{names[t]}", "words": f"{t}：{words}"} for t, words in errors.items()]
    return _page(request, desk, errors, own or refusals_of(refused.refusals), 422)


def _page(
    request: HttpRequest, desk: Desk, errors: dict[str, str], refusals: list[dict[str, str]], status: int
) -> HttpResponse:
    first = must_change(request.user)
    fields: list[dict[str, Any]] = [
        {"name": name, "id": f"f-{name}", "label": f"{label}（一次性的）" if first and name == "old" else label, "kind": "password",
         "hint": hint, "autocomplete": auto, "required": True, "error": errors.get(label, "")}
        for name, label, hint, auto in FIELDS
    ]  # fmt: skip
    more: dict[str, Any] = {} if desk.actor.seats and not first else {"nav": []}  # no other page is reachable
    own = changes(desk.actor, desk.actor.key, desk.today)
    context = frame(desk, "", changes=own, fields=fields, refusals=refusals, first=first, login=desk.actor.key, **more)
    return render(request, "yifa/desk/password.html", context, status=status)
