"""Correct an entry: a new entry that names the old one and the reason. Nothing is edited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from yifa.chapters.catalogue import by_digest
from yifa.kernel.declare import Procedure
from yifa.kernel.facts import Facts, ask
from yifa.kernel.fold import CORRECT, SERVE, FoldError, Raw, fold
from yifa.kernel.refusal import Refusal
from yifa.kernel.replay import replay
from yifa.store.actor import Actor, may_take, may_work
from yifa.store.append import New, append
from yifa.store.read import Locked, NoSuchMatter, lock, raw_chain

from .advance import Taken, project_anew
from .county import county
from .county import now as present
from .prepare import facts_of, moment_text, recorded
from .refused import Refused, Stale
from .together import not_alone


class Why(Facts):
    """The reason of a correction; it is shown beside the corrected entry for good."""

    reason: str = ask("更正理由", multiline=True, max_length=1000)


def correct(
    actor: Actor,
    matter: str,
    about: int,
    reason: str,
    facts: Mapping[str, Any] | Facts | None = None,
    *,
    on: date | datetime | None = None,
    seen: int | None = None,
    now: datetime | None = None,
) -> Taken:
    """Corrects entry `about`: new `facts`, a new day (`on`), or, with neither, the entry is void.

    Raises Refused where the chain would no longer read as law (a step resting on a void one), Invalid, Stale, NoSuchMatter."""
    moment = now or present()
    why = facts_of(Why, {"reason": reason})
    with transaction.atomic(), connection.cursor() as cursor:
        locked = lock(cursor, matter)
        if not may_work(actor, locked.organ):
            raise NoSuchMatter
        not_alone(locked.procedure)
        if seen is not None and seen != locked.chain.seq:
            raise Stale(Refusal("您打开页面以后，这个案件又有了新的记载", None, "看过最新情况，再办理更正"))
        procedure = by_digest(locked.chain.definition)
        rows = raw_chain(cursor, matter)
        target = next((r for r in rows if r.seq == about), None)
        body = _body(procedure, target, why, facts, on, about)
        _rights(actor, locked.organ, procedure, target)
        return _recorded(cursor, actor, locked, procedure, rows, body, moment)


def take_back(cursor: Any, actor: Actor, matter: str, about: int, reason: str, moment: datetime) -> Taken:
    """Makes an entry void that followed from a step in another matter which is itself taken back: inside the
    transaction of the action that takes it back and has checked the right to do so. Raises Refused."""
    why = facts_of(Why, {"reason": reason})
    locked = lock(cursor, matter)
    procedure, rows = by_digest(locked.chain.definition), raw_chain(cursor, matter)
    target = next((r for r in rows if r.seq == about), None)
    body = _body(procedure, target, why, None, None, about)
    return _recorded(cursor, actor, locked, procedure, rows, body, moment)


def _recorded(
    cursor: Any,
    actor: Actor,
    locked: Locked,
    procedure: type[Procedure],
    rows: list[Raw],
    body: dict[str, Any],
    moment: datetime,
) -> Taken:
    made = Raw(locked.chain.seq + 1, CORRECT, moment_text(moment.date()), actor.key, body)
    _still_reads(procedure, rows, made, moment)
    new = New(CORRECT, moment_text(moment.date()), recorded(moment), actor.key, body, {})
    chain, _ = append(cursor, locked.chain, new)
    project_anew(cursor, chain, procedure, moment.date(), county())
    return Taken(locked.chain.matter, chain.seq, chain.head)


def _body(
    procedure: type[Procedure],
    target: Raw | None,
    why: Facts,
    facts: Mapping[str, Any] | Facts | None,
    on: date | datetime | None,
    about: int,
) -> dict[str, Any]:
    if target is None or (target.step.startswith("+") and target.step != SERVE):
        raise Refused(Refusal(f"没有第{about}号可以更正的记载", None, "从本案的经过里选一条"))
    reason, _ = why.split()
    changed: dict[str, Any] = {"reason": reason["reason"], "facts": None, "happened_at": None}
    if facts is not None and not target.step.startswith("+"):
        step = next(s for s in procedure.steps() if s.key == target.step)
        public, personal = facts_of(step.asks, facts).split()
        if personal:
            raise Refused(Refusal("更正不写个人信息", step.cite, "个人信息有误的，先办理“依法删除”，再重新记载"))
        changed["facts"] = public
    if on is not None:
        changed["happened_at"] = moment_text(on)
    return {"about": about, "facts": changed}


def _rights(actor: Actor, organ: str, procedure: type[Procedure], target: Raw | None) -> None:
    """Who may take a step may correct it."""
    step = next((s for s in procedure.steps() if target and s.key == target.step), None)
    if step is not None and not may_take(actor, organ, step.by.seat):
        raise Refused(Refusal(f"“{step.title}”由{step.by.title}办理，也由其更正", step.cite, "请办理这一步的人员更正"))


def _still_reads(procedure: type[Procedure], rows: list[Raw], made: Raw, moment: datetime) -> None:
    """Every later step must still have been possible; else these are to be corrected first."""
    try:
        after = fold(procedure, [*rows, made])
    except (FoldError, ValueError) as error:
        raise Refused(Refusal(f"更正以后本案读不通：{error}", None, "核对更正的内容")) from None
    place = county()
    for e in after:
        if e.irregular or e.on > moment.date():
            continue
        earlier = [x for x in after if x.id != e.id and (x.on, x.id) < (e.on, e.id)]
        step = next(s for s in procedure.steps() if s.key == e.step)
        refusals = replay(procedure, earlier, e.on, place.calendar, place.local).why_not(step, e.about)
        if refusals and not step.hears:
            words = f"更正以后，第{e.id}号“{step.title}”（{e.on}）就没有依据了：{refusals[0].words}"
            raise Refused(Refusal(words, refusals[0].cite, f"先更正第{e.id}号"))
