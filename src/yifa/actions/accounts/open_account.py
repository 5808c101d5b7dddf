"""Open an account: who signs in under which name, for which organ, with which seats."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from yifa.chapters.service.accounts import What
from yifa.kernel.refusal import Refusal
from yifa.registry.models import Organ, Seat, User, valid_on
from yifa.store.actor import COMMAND_LINE, SEATS, Actor
from yifa.store.visibility import governs

from ..advance import Taken
from ..county import now as present
from ..refused import Invalid, Refused
from .passwords import one_time
from .shared import record, require_keeper, require_may_give

LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{1,63}", re.ASCII)


@dataclass(frozen=True)
class Handed:
    """A one-time password, to be handed over in person, and the entry that says that it was made."""

    login: str
    password: str
    taken: Taken

    def __repr__(self) -> str:
        return f"Handed({self.login!r})"  # a traceback or a log never shows the password


def open_account(
    actor: Actor,
    login: str,
    name: str,
    organ: str,
    *,
    title: str = "",
    roles: Collection[str] = (),
    since: date | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> Handed:
    """Makes the account with its seats from `since` (default today) on, and a one-time password.

    Raises Refused (not the actor's to give), Invalid (by the field's title). Nothing is written then."""
    moment = now or present()
    day = moment.date()
    start = since or day
    require_keeper(actor)
    require_may_give(actor, roles, day)
    if organ != actor.organ and not governs(actor, day):
        raise Refused(Refusal("您管理本单位的账号，这个账号属于别的单位", None, "请那个单位或者县政府的管理员开通"))
    wrong = _wrong(actor, login, name, organ, title, start, day)
    if wrong:
        raise Invalid(wrong)
    password = one_time()
    hashed = make_password(password)  # slow on purpose, so before the lock
    with transaction.atomic():
        if User.objects.filter(username__iexact=login).exists():
            raise Invalid({"登录名": f"“{login}”已经有人用，请另取一个（大小写算同一个）"})
        taken = record(
            actor, login, What.opened, moment, organ=organ, roles=roles, since=start if roles else None, reason=reason
        )
        user = User.objects.create(
            username=login, name=name, organ=organ, title=title, password=hashed, one_time=True
        )
        Seat.objects.bulk_create([Seat(user=user, role=r, since=start) for r in SEATS if r in roles])
    return Handed(login, password, taken)


def _wrong(actor: Actor, login: str, name: str, organ: str, title: str, since: date, day: date) -> dict[str, str]:
    out: dict[str, str] = {}
    if not LOGIN.fullmatch(login):
        out["登录名"] = "用字母、数字、点和短横，2到64个，以字母或者数字开头，例如 shichang.li"
    if not name.strip() or len(name) > 64:
        out["姓名"] = "写真实姓名，最多64个字"
    if len(title) > 64:
        out["职务"] = "最多64个字"
    if not organ or not _exists(organ, day) and not (actor.key == COMMAND_LINE and not _any_organ(day)):
        out["单位"] = f"单位名册里今天没有代码是“{organ}”的单位；先登记单位"
    if since < day:
        out["任职起"] = "从今天起或者以后；账号不能倒填任职的日子"
    return out


def _exists(organ: str, day: date) -> bool:
    return Organ.objects.filter(valid_on(day), key=organ).exists()


def _any_organ(day: date) -> bool:
    """Whether the register of organs has been filled; the very first account comes before it."""
    return Organ.objects.filter(valid_on(day)).exists()
