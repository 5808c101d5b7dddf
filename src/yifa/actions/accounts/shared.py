"""What the actions on accounts share: whose account one may change, what must not be lost, and the record of a change."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from yifa.chapters.catalogue import version
from yifa.chapters.service.accounts import AccountChange, Duty, What
from yifa.kernel.refusal import Refusal
from yifa.registry.models import Seat, User
from yifa.store.actor import SEATS, Actor
from yifa.store.visibility import accounts_visible_to, government, governs

from ..advance import Doing, Taken
from ..county import county
from ..open_matter import start
from ..refused import Invalid, Refused

GUARDED = frozenset({"supervisor", "leader", "administrator"})
"""Seats that see or decide for the whole county: given, ended and kept by the government's administrators only."""
OWN = "请另一名管理员办理；您是唯一的，先在县的数据目录里用 yifa account open 开通一名"


class NoSuchAccount(LookupError):
    """There is no such account, or the actor may not know of it."""


def require_keeper(actor: Actor) -> None:
    """Raises Refused for who is no administrator."""
    if not actor.holds("administrator") or not actor.organ:
        raise Refused(Refusal("账号由管理员办理，您不担任管理员", None, "请本单位或者县政府的管理员办理"))


def locked(actor: Actor, login: str, day: date, verb: str) -> User:
    """The account, which the actor may change today; it and all administrators stay locked until the transaction ends.

    Raises Refused for one's own account and for one that a government administrator keeps, and NoSuchAccount."""
    require_keeper(actor)
    keepers = Seat.objects.filter(role="administrator").values("user")
    rows = User.objects.filter(Q(username=login) | Q(pk__in=keepers)).order_by("pk")
    user = next((u for u in rows.select_for_update() if u.username == login), None)
    if user is None or not accounts_visible_to(actor, day).filter(pk=user.pk).exists():
        raise NoSuchAccount(f"没有叫“{login}”的账号")
    if actor.key == login:
        raise Refused(Refusal(f"自己的账号不能由自己{verb}", None, OWN))
    if not governs(actor, day) and GUARDED & holds_from(user, day):
        who = "、".join(SEATS[s] for s in SEATS if s in GUARDED & holds_from(user, day))
        raise Refused(Refusal(f"“{login}”担任{who}，不由本单位的管理员{verb}", None, "请县政府的管理员办理"))
    return user


def holds_from(user: User, day: date) -> frozenset[str]:
    """The seats that a user holds on a day or will hold later."""
    later = Seat.objects.filter(user=user).filter(Q(until__isnull=True) | Q(until__gte=day))
    return frozenset(later.values_list("role", flat=True))


def require_may_give(actor: Actor, roles: Collection[str], day: date) -> None:
    """Raises Refused, Invalid for seats that are none or that the actor may not give or end."""
    unknown = [r for r in roles if r not in SEATS]
    if unknown:
        raise Invalid({"职责": f"没有“{'、'.join(unknown)}”这个职责，可以用的有：{'、'.join(SEATS)}"})
    guarded = [SEATS[r] for r in SEATS if r in roles and r in GUARDED]
    if guarded and not governs(actor, day):
        raise Refused(Refusal(f"{'、'.join(guarded)}只由县政府的管理员任免", None, "请县政府的管理员办理"))


def require_another(user: User, seats: Iterable[Seat], start: date, day: date) -> None:
    """Raises Refused where the county government would be without an administrator from `start` on, for as long as
    one of these seats of the user would have lasted."""
    organs = government(day)
    if user.organ not in organs or not user.is_active:
        return
    others = Seat.objects.filter(role="administrator", user__is_active=True, user__organ__in=organs).exclude(user=user)
    for seat in seats:
        if seat.role != "administrator" or (seat.until is not None and seat.until < start):
            continue
        begin, end = max(start, seat.since), seat.until or date.max
        if not any(o.since <= begin and (o.until or date.max) >= end for o in others):
            words = f"“{user.username}”是县政府最后一名管理员，以后没有人能管理账号"
            raise Refused(Refusal(words, None, "先任命另一名县政府的管理员，任期不短于这一名"))


def record(
    actor: Actor,
    login: str,
    what: What,
    now: datetime,
    *,
    organ: str = "",
    roles: Collection[str] = (),
    since: date | None = None,
    until: date | None = None,
    reason: str = "",
) -> Taken:
    """The ledger's entry of a change, inside the caller's transaction. Raises Invalid."""
    duties = [Duty[r] for r in SEATS if r in roles]
    given: dict[str, Any] = {"login": login, "what": what, "organ": organ, "duties": duties, "since": since, "until": until}
    procedure = version(AccountChange.key, now.date())
    doing = Doing("changed", {**given, "reason": reason})
    with connection.cursor() as cursor:
        return start(cursor, actor, procedure, f"{what}：{login}", login, doing.facts, doing, now, county())
