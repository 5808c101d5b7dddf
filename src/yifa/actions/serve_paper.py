"""Serve a paper: the day on which a time begins to run for the one served."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection, transaction

from yifa.chapters.catalogue import by_digest
from yifa.kernel.facts import Facts, ask
from yifa.kernel.fold import SERVE, fold
from yifa.kernel.refusal import Refusal
from yifa.kernel.replay import replay
from yifa.store.actor import Actor, may_work
from yifa.store.append import New, append
from yifa.store.read import NoSuchMatter, lock, raw_chain

from .advance import Taken, project_anew
from .county import county
from .county import now as present
from .prepare import day_of, facts_of, moment_text, recorded
from .refused import Refused


class Method(StrEnum):
    """Ways of service (民事诉讼法 2023 arts. 88–95, to which 行政处罚法 art. 61 and 行政复议法 art. 88 refer)."""

    direct = "direct"
    left = "left"
    post = "post"
    electronic = "electronic"
    entrusted = "entrusted"
    announcement = "announcement"


METHOD_NAMES = {
    Method.direct: "直接送达",
    Method.left: "留置送达",
    Method.post: "邮寄送达",
    Method.electronic: "电子送达",
    Method.entrusted: "委托送达",
    Method.announcement: "公告送达",
}


class Service(Facts):
    """How and to whom a paper was served."""

    method: Method = ask("送达方式", examples=(Method.direct,))
    to: str = ask("收件人", default="", personal=True)
    receipt: str = ask("回证编号", default="", max_length=64)


def serve_paper(
    actor: Actor,
    matter: str,
    about: int,
    facts: dict[str, Any] | Service,
    *,
    on: date | datetime | None = None,
    seen: int | None = None,
    now: datetime | None = None,
) -> Taken:
    """Records that the paper of entry `about` was served `on` that day. Raises as take_step does."""
    moment = now or present()
    when = on or moment.date()
    service = facts_of(Service, facts)
    with transaction.atomic(), connection.cursor() as cursor:
        locked = lock(cursor, matter)
        if not may_work(actor, locked.organ):
            raise NoSuchMatter
        procedure = by_digest(locked.chain.definition)
        rows = raw_chain(cursor, matter)
        state = replay(procedure, fold(procedure, rows), moment.date(), county().calendar, county().local)
        entry = state.entry(about)
        if entry is None or state.plan.steps[entry.step].serves is None:
            raise Refused(Refusal(f"第{about}号记载没有需要送达的文书", None, "从页面列出的文书里选"))
        step = state.plan.steps[entry.step]
        day = day_of(when)
        if day < entry.on or day > moment.date():
            words = f"送达日{day}应在作出日{entry.on}与今天之间"
            raise Refused(Refusal(words, step.cite, "核对送达回证上的日期"))
        public, personal = service.split()
        body = {"about": about, "facts": public}
        new = New(SERVE, moment_text(when), recorded(moment), actor.key, body, personal)
        chain, _ = append(cursor, locked.chain, new)
        project_anew(cursor, chain, procedure, moment.date(), county())
        return Taken(matter, chain.seq, chain.head)
