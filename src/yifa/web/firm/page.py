"""The firm's page: who came and why, how often, what was found, what is planned; and what the firm can say."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from yifa.actions import county as place
from yifa.actions.firms.fetch_rating_token import fetch_rating_token
from yifa.actions.firms.links import TooManyTries, knows_number
from yifa.actions.refused import Refused

from ..desk.gate import refusals_of
from ..forms import Tried
from ..portal.frame import frame
from ..portal.records import published
from ..portal.records import table as public_records
from . import shown, verbs
from .gate import Guest, let_in, let_out, linked, proved

WRONG = {"words": "验证码不对", "todo": "照发链接时给的纸条核对再输；丢了的，请县司法局收回链接，重新发一个", "href": "#f-number"}
PUBLIC = 20


@require_safe
@linked
def page(request: HttpRequest, guest: Guest) -> HttpResponse:
    if not guest.proved:
        return _door(request, guest)
    return _own(request, guest, done=request.GET.get("done", ""))


def _door(request: HttpRequest, guest: Guest, refusals: list[dict[str, Any]] | None = None, status: int = 200) -> HttpResponse:
    """Before the number: the name, and what anybody can read on the portal anyway."""
    about = published().filter(subject=guest.firm.key, withdrawn_on__isnull=True).order_by("-published_on", "-id")[:PUBLIC]
    found = list(about)
    field = {"name": "number", "id": "f-number", "label": "验证码", "kind": "int", "required": True, "value": "",
             "hint": "8位数字，发链接时另外交给您的；30分钟以内不用再输"}  # fmt: skip
    context = frame(
        request,
        "",
        nav=[],
        firm=guest.firm,
        number=reverse("firm:number", args=[guest.token]),
        field=field,
        refusals=refusals or [],
        rows=public_records(found, guest.today) if found else None,
    )
    return render(request, "yifa/firm/door.html", context, status=status)


@sensitive_post_parameters("number")
@require_POST
@linked
def number(request: HttpRequest, guest: Guest) -> HttpResponse:
    """The second factor: the number that was handed over with the link."""
    try:
        right = knows_number(guest.link, request.POST.get("number", ""))
    except TooManyTries as wait:
        said = wait.refusals[0]
        context = {"what": "请稍等再输验证码", "reason": f"{said.words}。", "wait": said.todo, "county": place.county().name}
        return render(request, "429.html", context, status=429)
    if not right:
        return _door(request, guest, [WRONG], 422)
    return let_in(HttpResponseRedirect(guest.home), guest.link)


@require_POST
@linked
def leave(request: HttpRequest, guest: Guest) -> HttpResponse:
    return let_out(HttpResponseRedirect(guest.home))


@require_POST
@proved
def act(request: HttpRequest, guest: Guest, verb: str) -> HttpResponse:
    """What the firm says: one of `verbs`."""
    if verb not in verbs.VERBS:
        raise Http404
    v, seen = verbs.VERBS[verb], shown.this_year(guest)
    form = verbs.form(v, guest, seen, request.POST)
    if not form.ok:
        return _own(request, guest, tried=Tried(v.key, form, form.refusals()))
    try:
        matter = v.act(guest.firm, form.facts, guest.now)
    except Refused as refused:
        return _own(request, guest, tried=Tried(v.key, form, verbs.told(form, refused)))
    return HttpResponseRedirect(f"{guest.home}?done={matter}")


@require_POST
@proved
def rating(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Hands out the token of one visit, once; it is used on a page that knows nothing of the firm."""
    try:
        token = fetch_rating_token(guest.firm, request.POST.get("visit", "")[:32], now=guest.now)
    except Refused as refused:
        return _own(request, guest, refusals=refusals_of(refused.refusals), title="没有领到评价凭证")
    context = frame(request, "", nav=[], firm=guest.firm, token=token, home=guest.home)
    return render(request, "yifa/firm/token.html", context)


def _own(
    request: HttpRequest,
    guest: Guest,
    *,
    tried: Tried | None = None,
    refusals: list[dict[str, str]] | None = None,
    title: str = "",
    done: str = "",
) -> HttpResponse:
    """The page after the number: what is the firm's own."""
    seen = shown.this_year(guest)
    told = tried.refusals if tried else refusals or []
    context = frame(
        request,
        "",
        nav=[],
        firm=guest.firm,
        leave=reverse("firm:leave", args=[guest.token]),
        refusals=told,
        title=f"没有办成：{verbs.VERBS[tried.key].title}" if tried else title,
        done=shown.done(guest, done) if done else None,
        forms=verbs.steps(guest, seen, tried),
        receiver=shown.receiver_name(guest),
        **shown.visits_of(guest, seen),
        **shown.requests_of(guest),
        said=shown.said(guest),
        ratings=shown.ratings_of(guest, seen),
        rate=reverse("firm:rating", args=[guest.token]),
    )
    return render(request, "yifa/firm/page.html", context, status=422 if told else 200)
