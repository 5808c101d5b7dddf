"""The gate of the desk: every view stands behind `desk`, which says who acts on which day. Default deny.

`page(route, view, name)` refuses, at start-up, a view that is not gated, so that nobody can forget it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, wraps
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from yifa.actions import county as place
from yifa.actions.names import organ_name
from yifa.registry.models import Organ, valid_on
from yifa.store.actor import NOBODY, SEATS, SEES_ALL, WORKS, Actor, actor_of, must_change, signed_in
from yifa.store.read import NoSuchMatter
from yifa.store.visibility import keeps_links

from .. import words

View = Callable[..., HttpResponse]
SIGN_IN, OWN_PASSWORD = "/desk/sign-in/", "/desk/password/"


@dataclass(frozen=True)
class Desk:
    """Who sits at the desk, and when."""

    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def sees_all(self) -> bool:
        return self.actor.holds(*SEES_ALL)


def desk(*seats: str) -> Callable[[View], View]:
    """Only for who holds a seat today (one of `seats`, if any are named). The view gets a `Desk` after the request."""

    def gated(view: View) -> View:
        @wraps(view)
        def guard(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
            now = place.now()
            actor = signed_in(request.user, now.date())
            if actor is NOBODY:
                if must_change(request.user):
                    return HttpResponseRedirect(OWN_PASSWORD)
                query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
                return HttpResponseRedirect(f"{SIGN_IN}?{query}" if query else SIGN_IN)
            if not actor.seats:
                return denied(request, "您今天没有在任何岗位上，所以看不到工作台。")
            if seats and not actor.holds(*seats):
                who = "、".join(SEATS[s] for s in seats)
                return denied(request, f"这一页由{who}使用，您今天不担任。")
            try:
                return view(request, Desk(actor, now), *args, **more)
            except NoSuchMatter as gone:
                raise Http404(str(gone)) from None

        guard.gated = True  # type: ignore[attr-defined]  # a mark that `page` looks for
        return guard

    return gated


def signed_in_only(view: View) -> View:
    """For every active account, also one without a seat or with a one-time password: its own password, nothing more."""

    @wraps(view)
    def guard(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        now = place.now()
        actor = actor_of(request.user, now.date())
        return HttpResponseRedirect(SIGN_IN) if actor is NOBODY else view(request, Desk(actor, now), *args, **more)

    guard.gated = True  # type: ignore[attr-defined]  # a mark that `page` looks for
    return guard


def denied(request: HttpRequest, reason: str) -> HttpResponse:
    return render(request, "403.html", {"reason": reason, "county": place.county().name}, status=403)


def page(route: str, view: View, name: str) -> URLPattern:
    """A page of the desk. Raises TypeError for a view that does not stand behind the gate."""
    if not getattr(view, "gated", False):
        raise TypeError(f"{view.__module__}.{view.__name__} 没有经过 gate.desk，不能放在工作台里。")
    return path(route, view, name=name)


# -- what every page of the desk shows around its content


def frame(desk: Desk, current: str, *, organs: Mapping[str, str] | None = None, **more: Any) -> dict[str, Any]:
    """The context of a page: navigation, who is signed in, the county, and the state of the ledger. `organs`:
    their names, where the page has read them already."""
    organ = organs.get(desk.actor.organ, "") if organs else organ_name(desk.actor.organ, desk.today)
    seats = "、".join(title for key, title in SEATS.items() if key in desk.actor.seats)
    return {
        "nav": navigation(desk, current),
        "you": f"{desk.actor.name or desk.actor.key}，{organ}{seats}",
        "county": place.county().name,
        "asof": as_of(desk.now),
        "desk_home": address("desk:inbox"),
        "sign_out": address("desk:sign-out"),
        "own_password": address("desk:password"),
        **more,
    }


ADDRESSES = {"report": "report:desk-index"}
"""Pages of the desk that live elsewhere."""


address = cache(reverse)
"""The address of a page without arguments, worked out once."""


def navigation(desk: Desk, current: str) -> list[dict[str, Any]]:
    works = desk.actor.holds("officer", "reviewer", "head", "registrar", "supervisor", "leader")
    pages = [
        ("inbox", "待办", desk.actor.organ != ""),
        ("visits", "今天的检查", desk.actor.organ != "" and desk.actor.holds("officer", "head")),
        ("matters", "案件", True),
        ("open", "登记新案", works),
        ("joint", "联合检查", works),
        ("draws", "抽查", desk.sees_all or desk.actor.holds(*WORKS)),
        ("overview", "全县", desk.sees_all),
        ("report", "报告", True),
        ("rosters", "名册", True),
        ("firms", "企业链接", desk.actor.holds("registrar") and keeps_links(desk.actor, desk.today)),
        ("accounts", "账号", desk.actor.holds("administrator")),
        ("handbook", "手册", True),
    ]
    return [
        {"text": text, "href": address(ADDRESSES.get(name, f"desk:{name}")), "current": name == current}
        for name, text, show in pages
        if show
    ]


def latest_size() -> int | None:
    """How many entries the newest checkpoint covers; None before the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(size) FROM checkpoint")
        size: int | None = cursor.fetchone()[0]
    return size


def as_of(now: datetime) -> str:
    latest = latest_size()
    sealed = f"，检查点含前{latest:,}条记录" if latest else "，账本还没有检查点"
    return f"数据截至{words.moment(now)}{sealed}"


def organ_names(day: date) -> dict[str, str]:
    """The names of the organs of the day, by key, in the order of the register."""
    return dict(Organ.objects.filter(valid_on(day)).order_by("key").values_list("key", "name"))


def refusals_of(refusals: Sequence[Any]) -> list[dict[str, str]]:
    """The kernel's refusals as the component `refuse` takes them."""
    return [{"words": r.words, "cite": str(r.cite) if r.cite else "", "todo": r.todo} for r in refusals]
