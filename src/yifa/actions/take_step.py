"""Take a step in a matter: rights, rules, entry and projections in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from yifa.kernel.declare import Step
from yifa.kernel.facts import Facts
from yifa.store.actor import Actor, may_take, may_work
from yifa.store.read import lock

from .advance import Doing, Taken, advance
from .county import county
from .county import now as present
from .sent import Sent, recorded_before
from .together import not_alone


def take_step(
    actor: Actor,
    matter: str,
    step: str | Step[Any],
    facts: Mapping[str, Any] | Facts,
    *,
    on: date | datetime | None = None,
    about: int | None = None,
    officers: Sequence[str] = (),
    attachments: Sequence[Mapping[str, Any]] = (),
    seen: int | None = None,
    because: str = "",
    together: bool = False,
    sent: Sent | None = None,
    now: datetime | None = None,
) -> Taken:
    """Records one step. `on`: when it happened (default today); `about`: the entry that an `each` step answers;
    `seen`: the seq that the form showed; `because`: why a step that was not permitted is recorded all the same, since
    it did happen; `together`: the caller itself does what the entry records; `sent`: the press on a phone that
    this comes from, which is recorded once however often it arrives.

    Raises Refused (forbidden, not one's own), Invalid (facts), Stale, SomebodyElseWasFaster, NoSuchMatter. Nothing is
    written then."""
    doing = Doing(
        step if isinstance(step, str) else step.key,
        facts,
        on,
        about,
        tuple(officers),
        tuple(attachments),
        seen,
        because,
        sent.plain() if sent else None,
    )
    with transaction.atomic(), connection.cursor() as cursor:
        locked = lock(cursor, matter)
        if not together and (may_work(actor, locked.organ) or may_take(actor, locked.organ, "administrator")):
            not_alone(locked.procedure)
        if sent and may_work(actor, locked.organ) and (before := recorded_before(cursor, actor, matter, sent)):
            return before
        return advance(cursor, actor, locked, doing, now or present(), county())
