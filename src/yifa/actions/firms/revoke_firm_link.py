"""Revoke a firm's link: it opens nothing any more, and sessions that it began end."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from yifa.chapters.service.firm_links import FirmLink as Register
from yifa.kernel.refusal import Refusal
from yifa.store.actor import Actor
from yifa.store.read import lock
from yifa.store.visibility import links_visible_to

from ..advance import Doing, Taken, advance
from ..county import county
from ..county import now as present
from ..refused import Refused
from .links import NoSuchLink, require_keeper


def revoke_firm_link(actor: Actor, matter: str, reason: str, *, now: datetime | None = None) -> Taken:
    """Takes back the link that this record handed over. Raises Refused, Invalid, NoSuchLink."""
    moment = now or present()
    require_keeper(actor, moment.date())
    with transaction.atomic(), connection.cursor() as cursor:
        link = links_visible_to(actor, moment.date()).select_for_update().filter(matter=matter).first()
        if link is None:
            raise NoSuchLink("没有这个链接")
        if link.revoked_on is not None:
            raise Refused(Refusal("这个链接已经收回", None, "不用再办"))
        doing = Doing(Register.revoked.key, {"text": reason})
        taken = advance(cursor, actor, lock(cursor, matter), doing, moment, county())
        link.revoked_on = moment.date()
        link.save(update_fields=["revoked_on"])
    return taken
