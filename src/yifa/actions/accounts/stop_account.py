"""Stop an account, so that nobody signs in with it any more, and open it again with a one-time password."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from yifa.chapters.service.accounts import What
from yifa.kernel.refusal import Refusal
from yifa.registry.models import Seat
from yifa.store.actor import Actor

from ..advance import Taken
from ..county import now as present
from ..refused import Refused
from .open_account import Handed
from .passwords import one_time
from .shared import locked, record, require_another


def stop_account(actor: Actor, login: str, reason: str, *, now: datetime | None = None) -> Taken:
    """Nobody signs in with the account from now on; its sessions end, its password is forgotten, its seats stand.

    Raises Refused (one's own, the last administrator, stopped already), NoSuchAccount."""
    moment = now or present()
    day = moment.date()
    with transaction.atomic():
        user = locked(actor, login, day, "停用")
        if not user.is_active:
            raise Refused(Refusal(f"“{login}”已经停用", None, "不用再办"))
        require_another(user, Seat.objects.filter(user=user), day, day)
        taken = record(actor, login, What.stopped, moment, reason=reason)
        user.is_active = False
        user.set_unusable_password()  # another hash: a session of before does not come back when it is opened again
        user.save(update_fields=["is_active", "password"])
    return taken


def reopen_account(actor: Actor, login: str, reason: str, *, now: datetime | None = None) -> Handed:
    """The account serves again, with a one-time password. Raises Refused (one's own, not stopped), NoSuchAccount."""
    moment = now or present()
    password = one_time()
    hashed = make_password(password)
    with transaction.atomic():
        user = locked(actor, login, moment.date(), "重新启用")
        if user.is_active:
            raise Refused(Refusal(f"“{login}”没有停用", None, "忘了密码的，办理重设密码"))
        taken = record(actor, login, What.reopened, moment, reason=reason)
        user.is_active, user.one_time, user.password = True, True, hashed
        user.save(update_fields=["is_active", "one_time", "password"])
    return Handed(login, password, taken)
