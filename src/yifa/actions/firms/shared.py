"""What the acts of a firm share: who it is once it has shown link and number, and where what it says is filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from yifa.chapters.catalogue import version
from yifa.kernel.facts import Facts
from yifa.kernel.refusal import Refusal
from yifa.registry.models import Organ, Subject, valid_on
from yifa.store.actor import Actor, firm

from ..advance import Doing, Taken
from ..county import county
from ..open_matter import _first, start
from ..refused import Refused


@dataclass(frozen=True)
class VerifiedFirm:
    """A firm of the register that has shown its link and the number that it holds. `key`: 统一社会信用代码."""

    key: str
    name: str


def firm_on(key: str, day: date) -> VerifiedFirm | None:
    """The firm as it is registered on a day."""
    found = Subject.objects.filter(valid_on(day), key=key).first()
    return VerifiedFirm(found.key, found.name) if found else None


def receiver(day: date) -> str:
    """The organ that takes in what firms say: the justice bureau, which supervises enforcement, and never the organ
    that inspects. Raises Refused where the register has none."""
    found = Organ.objects.filter(valid_on(day), kind=Organ.Kind.justice).order_by("key").first()
    if found is None:
        raise Refused(Refusal("单位名册里今天没有司法局，没有单位接收", None, "请县政府先登记司法局，再来办理"))
    return str(found.key)


def file(said: VerifiedFirm, procedure: str, title: str, facts: Mapping[str, Any] | Facts, now: datetime) -> Taken:
    """Opens a matter of the receiving organ with what the firm itself says; the ledger names the firm as the actor.

    Raises Invalid, Refused. Nothing is written then."""
    day = now.date()
    with transaction.atomic(), connection.cursor() as cursor:
        return filed(cursor, firm(said.key, said.name, receiver(day)), procedure, title, said.key, facts, now)


def filed(
    cursor: Any, actor: Actor, key: str, title: str, subject: str, facts: Mapping[str, Any] | Facts, now: datetime
) -> Taken:
    """As `file`, inside the caller's transaction."""
    try:
        procedure = version(key, now.date())
    except LookupError as error:
        raise Refused(Refusal(str(error).rstrip("。"))) from None
    doing = Doing(_first(procedure).key, facts)
    return start(cursor, actor, procedure, title, subject, facts, doing, now, county())
