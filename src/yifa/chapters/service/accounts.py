"""Who may sign in, and with which duties: each change of an account is a record of its own."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yifa.kernel.declare import Procedure, Role, Step
from yifa.kernel.facts import Facts, ask

from ..laws import ONLINE_SERVICE as O

KEEPER = Role("管理员（自己的密码由本人）", seat="administrator")


class What(StrEnum):
    """What was done to an account."""

    opened = "开通账号"
    stopped = "停用"
    reopened = "重新启用"
    reset = "重设密码"
    own = "本人更换密码"
    given = "任职"
    ended = "免职"


class Duty(StrEnum):
    """The seats, by their titles; a test holds them to `store.actor.SEATS`."""

    officer = "承办人员"
    reviewer = "审核人员"
    head = "负责人"
    registrar = "登记人员"
    supervisor = "执法监督人员"
    leader = "县领导"
    administrator = "管理员"


class Change(Facts):
    """One change of one account. Never a password, nor anything made from one."""

    login: str = ask("登录名", max_length=64, examples=("shichang.li",))
    what: What = ask("办了什么", examples=tuple(What))
    organ: str = ask("账号的单位", default="", max_length=64)
    duties: tuple[Duty, ...] = ask("职责", default=())
    since: date | None = ask("任职起", default=None)
    until: date | None = ask("任职止", default=None)
    reason: str = ask("理由", default="", max_length=200)


class AccountChange(Procedure):
    """账号登记

    No article that was read orders a register of accounts. The nearest verified basis is article 8: an electronic
    signature counts as a written one, which holds only as long as it is certain who acts under which name."""

    key, law, title, since, series, subject = "account_change", O, "账号登记", date(2019, 4, 26), "账", ""
    changed = Step("登记账号的变动", by=KEEPER, asks=Change, cite=O[8])
