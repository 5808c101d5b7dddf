"""Change the seats of an account: give some from a day on, end one on a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from yifa.chapters.service.accounts import What
from yifa.kernel.refusal import Refusal
from yifa.registry.models import Seat
from yifa.store.actor import SEATS, Actor

from ..advance import Taken
from ..county import now as present
from ..refused import Invalid, Refused
from .shared import locked, record, require_another, require_may_give

DAY = timedelta(days=1)


def give_seats(
    actor: Actor,
    login: str,
    roles: Collection[str],
    since: date,
    until: date | None = None,
    *,
    reason: str = "",
    now: datetime | None = None,
) -> Taken:
    """Gives seats from `since` to `until` (both days included; None: until further notice).

    Raises Refused (one's own account, not the actor's to give, already held), Invalid, NoSuchAccount."""
    moment = now or present()
    day = moment.date()
    with transaction.atomic():
        user = locked(actor, login, day, "任免")
        require_may_give(actor, roles, day)
        if not roles:
            raise Invalid({"职责": "选一项或者几项"})
        if since < day:
            raise Invalid({"任职起": "从今天起或者以后；不能倒填任职的日子"})
        if until is not None and until < since:
            raise Invalid({"任职止": "不能早于任职起"})
        held = Seat.objects.filter(Q(until__isnull=True) | Q(until__gte=since), user=user, role__in=roles)
        clash = held if until is None else held.filter(since__lte=until)
        if clash.exists():
            who = "、".join(SEATS[r] for r in SEATS if clash.filter(role=r).exists())
            raise Refused(Refusal(f"这段时间里“{login}”已经担任{who}", None, "去掉重复的职责；要改期限的，先免去再任职"))
        taken = record(actor, login, What.given, moment, roles=roles, since=since, until=until, reason=reason)
        Seat.objects.bulk_create([Seat(user=user, role=r, since=since, until=until) for r in SEATS if r in roles])
    return taken


def end_seat(
    actor: Actor, login: str, role: str, end: date, *, reason: str = "", now: datetime | None = None
) -> Taken:
    """Ends a seat that is held or agreed on: from `end` on, today at the earliest, it is no longer held.

    Raises Refused (one's own, the last administrator, not held), Invalid, NoSuchAccount."""
    moment = now or present()
    day = moment.date()
    with transaction.atomic():
        user = locked(actor, login, day, "任免")
        require_may_give(actor, [role], day)
        if end < day:
            raise Invalid({"哪一天起不再担任": "从今天起或者以后；不能倒填免职的日子"})
        seats = list(Seat.objects.filter(Q(until__isnull=True) | Q(until__gte=end), user=user, role=role))
        if not seats:
            raise Refused(Refusal(f"“{login}”在{end}没有担任{SEATS[role]}", None, "核对职责和日子"))
        require_another(user, seats, end, day)
        taken = record(actor, login, What.ended, moment, roles=[role], until=end - DAY, reason=reason)
        for seat in seats:
            if seat.since >= end:
                seat.delete()  # it would never have been held; the ledger keeps that it was given and taken back
            else:
                seat.until = end - DAY
                seat.save(update_fields=["until"])
    return taken
