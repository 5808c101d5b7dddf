"""What can be done with an account: a form each, and the action behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from pydantic import BaseModel

from yifa.actions.accounts.change_seats import end_seat, give_seats
from yifa.actions.accounts.set_password import reset_password
from yifa.actions.accounts.shared import GUARDED, holds_from
from yifa.actions.accounts.stop_account import reopen_account, stop_account
from yifa.actions.refused import Invalid, Refused
from yifa.kernel.facts import ask
from yifa.registry.models import User
from yifa.store.actor import SEATS, Actor
from yifa.store.visibility import governs

from ...forms import Form, Posted, Tried
from ..gate import organ_names, refusals_of

Choices = list[tuple[str, str]]


class New(BaseModel):
    """A new account."""

    login: str = ask("登录名", hint="字母、数字、点和短横，2到64个，开通以后不能改，例如 shichang.li", max_length=64)
    name: str = ask("姓名", max_length=64)
    organ: str = ask("单位", roster="organs")
    title: str = ask("职务", default="", max_length=64)
    duties: tuple[str, ...] = ask("职责", default=(), roster="duties", hint="可以以后再任；没有职责的，登录以后什么也看不到")
    since: date = ask("任职起", hint="从哪一天起担任上面选的职责")
    reason: str = ask("理由", default="", max_length=200)


class Give(BaseModel):
    duties: tuple[str, ...] = ask("职责", roster="duties")
    since: date = ask("任职起", hint="从今天起或者以后")
    until: date | None = ask("任职止", default=None, hint="最后一天；不填的，到免职为止")
    reason: str = ask("理由", default="", max_length=200)


class End(BaseModel):
    duty: str = ask("职责", roster="held")
    end: date = ask("哪一天起不再担任", hint="填今天的，马上不再担任")
    reason: str = ask("理由", max_length=200)


class Because(BaseModel):
    reason: str = ask("理由", max_length=200)


@dataclass(frozen=True)
class Verb:
    """`when`: for active accounts (True), for stopped ones (False), or for both (None)."""

    key: str
    title: str
    model: type[BaseModel]
    act: Callable[[Actor, str, Any, datetime], Any]
    button: str
    words: str = ""
    when: bool | None = None

    def form(self, actor: Actor, user: User, day: date, data: Posted | None = None) -> Form[BaseModel]:
        lists = {"duties": duties(actor, day), "held": held(actor, user, day)}
        return Form(self.model, data, rosters=lists, initial={"since": day, "end": day}, prefix=f"{self.key}-")


VERBS = {
    v.key: v
    for v in (
        Verb("give", "任职", Give, lambda a, u, f, t: give_seats(a, u, f.duties, f.since, f.until, reason=f.reason, now=t), "登记任职"),
        Verb("end", "免职", End, lambda a, u, f, t: end_seat(a, u, f.duty, f.end, reason=f.reason, now=t), "登记免职"),
        Verb(
            "reset",
            "重设密码",
            Because,
            lambda a, u, f, t: reset_password(a, u, f.reason, now=t),
            "重设密码",
            "原来的密码和登录马上失效。下一页显示一次性密码，只显示一次，请当面交给本人。",
            True,
        ),
        Verb(
            "stop",
            "停用",
            Because,
            lambda a, u, f, t: stop_account(a, u, f.reason, now=t),
            "停用这个账号",
            "马上退出登录，不能再登录；记录和任职都留着。调到别的单位的，停用以后由新单位另开一个账号。",
            True,
        ),
        Verb(
            "reopen",
            "重新启用",
            Because,
            lambda a, u, f, t: reopen_account(a, u, f.reason, now=t),
            "重新启用",
            "下一页显示一次性密码，只显示一次，请当面交给本人。",
            False,
        ),
    )
}


def duties(actor: Actor, day: date) -> Choices:
    """The seats that the actor may give."""
    every = governs(actor, day)
    return [(k, t) for k, t in SEATS.items() if every or k not in GUARDED]


def held(actor: Actor, user: User, day: date) -> Choices:
    """The seats of an account that the actor may end."""
    now = holds_from(user, day)
    return [(k, t) for k, t in duties(actor, day) if k in now]


def new_form(actor: Actor, day: date, data: Posted | None) -> Form[New]:
    organs = organ_names(day)
    own = [(k, t) for k, t in organs.items() if k == actor.organ]
    lists = {"organs": list(organs.items()) if governs(actor, day) else own, "duties": duties(actor, day)}
    return Form(New, data, rosters=lists, initial={"since": day, "organ": actor.organ})


def why_not(actor: Actor, user: User, day: date) -> str:
    """Why the actor may not change this account, in words; "" if he may."""
    if user.username == actor.key:
        return "这是您自己的账号：职责和停用由另一名管理员办理，密码在右上角您的名字那里换。"
    if not governs(actor, day) and GUARDED & holds_from(user, day):
        return "担任执法监督人员、县领导或者管理员的账号，由县政府的管理员办理。"
    return ""


def steps(actor: Actor, user: User, day: date, tried: Tried | None) -> list[dict[str, Any]]:
    """The forms of one account as the component `step` takes them; the refused one stands open with what was typed."""
    out = []
    for v in VERBS.values():
        mine = tried is not None and tried.key == v.key
        fits = v.when in (None, user.is_active) and (v.key != "end" or held(actor, user, day))
        if not fits and not mine:
            continue
        form = tried.form if tried is not None and mine else v.form(actor, user, day)
        out.append(
            {
                "key": v.key,
                "title": v.title,
                "open": mine,
                "action": reverse("desk:account-change", args=[user.username, v.key]),
                "words": v.words,
                "fields": form.fields,
                "button": v.button,
            }
        )
    return out


def told(form: Form[Any], refused: Refused) -> list[dict[str, str]]:
    """Why an action refused, as the component `refuse` takes it; what concerns a field stands beside it, too."""
    if not isinstance(refused, Invalid):
        return refusals_of(refused.refusals)
    names = {info.title: name for name, info in form.model.model_fields.items()}
    form.errors |= {names[t]: words for t, words in refused.fields.items() if t in names}
    rest = [{"words": f"{t}：{words}"} for t, words in refused.fields.items() if t not in names]
    return form.refusals() + rest
