"""Set a password: a one-time one by an administrator, or one's own by oneself. Either ends all sessions of before."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from yifa.chapters.service.accounts import What
from yifa.kernel.refusal import Refusal
from yifa.registry.models import User
from yifa.store.actor import Actor

from ..advance import Taken
from ..county import now as present
from ..refused import Invalid, Refused
from .open_account import Handed
from .passwords import one_time, weakness
from .shared import NoSuchAccount, locked, record


class WrongPassword(Invalid):
    """The present password was not the right one."""


def reset_password(actor: Actor, login: str, reason: str, *, now: datetime | None = None) -> Handed:
    """A one-time password in place of a forgotten or known one. Raises Refused (one's own, stopped), NoSuchAccount."""
    moment = now or present()
    password = one_time()
    hashed = make_password(password)
    with transaction.atomic():
        user = locked(actor, login, moment.date(), "重设密码")
        if not user.is_active:
            raise Refused(Refusal(f"“{login}”已经停用，没有密码可以重设", None, "要再用的，办理重新启用"))
        taken = record(actor, login, What.reset, moment, reason=reason)
        user.one_time, user.password = True, hashed
        user.save(update_fields=["one_time", "password"])
    return Handed(login, password, taken)


def own_password(login: str, old: str, new: str, again: str, *, now: datetime | None = None) -> Taken:
    """One's own password, of which nobody else knows. Raises WrongPassword, Invalid, Refused, NoSuchAccount."""
    moment = now or present()
    before = User.objects.filter(username=login, is_active=True).first()
    if before is None:
        raise NoSuchAccount(f"没有叫“{login}”的在用账号")
    if not check_password(old, before.password):
        raise WrongPassword({"现在的密码": "不对，核对大小写和输入法再输一次"})
    wrong = {"新密码": weakness(new, before) or ("和现在的一样，请换一个" if new == old else "")}
    if not wrong["新密码"] and again != new:
        wrong = {"再输一次": "两次输的不一样，请重新输"}
    if any(wrong.values()):
        raise Invalid({k: v for k, v in wrong.items() if v})
    hashed = make_password(new)
    actor = Actor(login, before.name, before.organ, frozenset({"administrator"}))  # of the own password each is the keeper
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=before.pk)
        if user.password != before.password or not user.is_active:
            raise Refused(Refusal("密码刚刚被改过", None, "用新的密码登录以后再换"))
        taken = record(actor, login, What.own, moment)
        user.one_time, user.password = False, hashed
        user.save(update_fields=["one_time", "password"])
    return taken
