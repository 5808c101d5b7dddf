"""Accounts: the list, one account with its seats and changes, and what an administrator does with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yifa.actions.accounts.open_account import Handed, open_account
from yifa.actions.accounts.shared import NoSuchAccount
from yifa.actions.refused import Refused
from yifa.registry.models import Seat, User, valid_on
from yifa.store.actor import SEATS, Actor
from yifa.store.visibility import accounts_visible_to, governs

from ...forms import Tried
from ..gate import Desk, desk, frame, organ_names
from ..lists import query
from . import forms as verbs
from .story import changes, seats

PAGE = 50
KEEPER = "administrator"


def _state(user: User) -> dict[str, Any]:
    if not user.is_active:
        return {"text": "已停用", "light": "off"}
    if user.one_time:
        return {"text": "等本人换密码", "light": "yellow"}
    return {"text": "在用", "light": "green"} if user.has_usable_password() else {"text": "没有设密码", "light": "off"}


@require_safe
@desk(KEEPER)
def accounts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The accounts that one keeps, with the seats of the day."""
    q, organ = request.GET.get("q", "").strip()[:64], request.GET.get("organ", "")[:64]
    after = request.GET.get("after", "")[:64]
    organs, all_organs = organ_names(desk.today), governs(desk.actor, desk.today)
    found = accounts_visible_to(desk.actor, desk.today)
    if q:
        found = found.filter(Q(username__icontains=q) | Q(name__contains=q))
    if organ and all_organs:
        found = found.filter(organ=organ)
    if after:
        found = found.filter(username__gt=after)
    page = list(found.order_by("username")[: PAGE + 1])
    params = {"q": q, "organ": organ if all_organs else ""}
    filters: dict[str, Any] = {
        "label": "查账号",
        "fields": [{"id": "q", "name": "q", "label": "姓名或者登录名", "type": "search", "value": q, "grow": True}],
        "button": "查找",
        "clear": "?" if any(params.values()) else "",
    }
    if all_organs:
        options = [{"value": k, "words": t, "chosen": k == organ} for k, t in {"": "全部单位", **organs}.items()]
        filters["fields"].append({"id": "organ", "name": "organ", "label": "单位", "options": options})
    more = query(params, after=page[PAGE - 1].username) if len(page) > PAGE else ""
    context = frame(
        desk,
        "accounts",
        organs=organs,
        scope="全县的账号" if all_organs else "本单位的账号",
        filters=filters,
        rows=_table(page[:PAGE], desk, organs) if page else None,
        narrowed=any(params.values()),
        pager={
            "words": f"这一页{len(page[:PAGE])}个账号",
            "next": more,
            "links": [{"href": query(params), "text": "回到第一页"}] if after else [],
        },
    )
    return render(request, "yifa/desk/accounts.html", context)


def _table(page: Iterable[User], desk: Desk, organs: dict[str, str]) -> dict[str, Any]:
    held: dict[int, list[str]] = {}
    for user, role in Seat.objects.filter(valid_on(desk.today), user__in=page).values_list("user", "role"):
        held.setdefault(user, []).append(role)
    rows = []
    for u in page:
        titles = "、".join(t for k, t in SEATS.items() if k in held.get(u.pk, ()))
        cells = [
            {"text": u.name, "href": reverse("desk:account", args=[u.username]), "head": True, "small": u.username},
            {"text": organs.get(u.organ, u.organ), "th": "单位", "small": u.title},
            {"text": titles or "今天没有职责", "th": "职责"},
            _state(u),
        ]
        rows.append({"cells": cells})
    heads = [{"text": "姓名和登录名", "width": "l"}, {"text": "单位和职务"}, {"text": "今天的职责"}, {"text": "状态", "width": "m"}]
    return {"caption": "账号", "heads": heads, "groups": [{"rows": rows}]}


# -- one account


def _account(actor: Actor, desk: Desk, login: str) -> User:
    found = accounts_visible_to(actor, desk.today).filter(username=login).first()
    if found is None:
        raise Http404
    return found


@require_safe
@desk(KEEPER)
def account(request: HttpRequest, desk: Desk, login: str) -> HttpResponse:
    done = verbs.VERBS.get(request.GET.get("done", ""))
    return _page(request, desk, _account(desk.actor, desk, login), done=done.title if done else "")


def _page(
    request: HttpRequest,
    desk: Desk,
    user: User,
    *,
    tried: Tried | None = None,
    done: str = "",
) -> HttpResponse:
    organs = organ_names(desk.today)
    barred = verbs.why_not(desk.actor, user, desk.today)
    pairs = [
        {"label": "姓名", "text": user.name},
        {"label": "单位", "text": organs.get(user.organ, user.organ)},
        {"label": "职务", "text": user.title},
    ]
    context = frame(
        desk,
        "accounts",
        organs=organs,
        user=user,
        state=_state(user),
        pairs=[p for p in pairs if p["text"]],
        seats=seats(user, desk.today),
        changes=changes(desk.actor, user.username, desk.today),
        barred=barred,
        steps=[] if barred else verbs.steps(desk.actor, user, desk.today, tried),
        refusals=tried.refusals if tried else [],
        title=f"没有办理{verbs.VERBS[tried.key].title}" if tried else "",
        done=done,
        trail=[{"text": "账号", "href": reverse("desk:accounts")}, {"text": user.username}],
    )
    return render(request, "yifa/desk/account.html", context, status=422 if tried else 200)


@require_POST
@desk(KEEPER)
def change(request: HttpRequest, desk: Desk, login: str, verb: str) -> HttpResponse:
    """Does one thing with an account: what `account_forms` lists."""
    user = _account(desk.actor, desk, login)
    if verb not in verbs.VERBS:
        raise Http404
    v = verbs.VERBS[verb]
    form = v.form(desk.actor, user, desk.today, request.POST)
    if not form.ok:
        return _page(request, desk, user, tried=Tried(v.key, form, form.refusals()))
    try:
        made = v.act(desk.actor, login, form.facts, desk.now)
    except Refused as refused:
        return _page(request, desk, user, tried=Tried(v.key, form, verbs.told(form, refused)))
    except NoSuchAccount:
        raise Http404 from None
    if isinstance(made, Handed):
        return _handed(request, desk, made, v.title)
    return HttpResponseRedirect(f"{reverse('desk:account', args=[login])}?done={verb}")


# -- a new one


@require_http_methods(["GET", "HEAD", "POST"])
@desk(KEEPER)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = verbs.new_form(desk.actor, desk.today, request.POST if request.method == "POST" else None)
    refusals: list[dict[str, str]] = []
    if request.method == "POST":
        refusals = form.refusals()
        if form.facts is not None:
            f = form.facts
            try:
                made = open_account(
                    desk.actor,
                    f.login,
                    f.name,
                    f.organ,
                    title=f.title,
                    roles=f.duties,
                    since=f.since,
                    reason=f.reason,
                    now=desk.now,
                )
                return _handed(request, desk, made, "开通账号")
            except Refused as refused:
                refusals = verbs.told(form, refused)
    context = frame(
        desk,
        "accounts",
        fields=form.fields,
        no_organs=not organ_names(desk.today),
        refusals=refusals,
        trail=[{"text": "账号", "href": reverse("desk:accounts")}, {"text": "开通账号"}],
    )
    return render(request, "yifa/desk/account_new.html", context, status=422 if refusals else 200)


def _handed(request: HttpRequest, desk: Desk, made: Handed, what: str) -> HttpResponse:
    """The one page that shows a one-time password: the answer to the form itself, kept nowhere."""
    user = _account(desk.actor, desk, made.login)
    trail = [
        {"text": "账号", "href": reverse("desk:accounts")},
        {"text": user.username, "href": reverse("desk:account", args=[user.username])},
        {"text": "一次性密码"},
    ]
    context = frame(desk, "accounts", user=user, password=made.password, what=what, trail=trail)
    return render(request, "yifa/desk/account_password.html", context)
