"""The heart of every writing action: one step on a locked matter, with all that follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from yifa.chapters.catalogue import by_digest
from yifa.kernel.declare import Procedure, Step
from yifa.kernel.entry import Entry
from yifa.kernel.facts import Facts
from yifa.kernel.fold import moment
from yifa.kernel.refusal import Refusal
from yifa.kernel.replay import State
from yifa.store import project
from yifa.store.actor import BY_ITSELF, FIRM, SEATS, THE_LAW, Actor, may_take, may_work
from yifa.store.append import Chain, New, append
from yifa.store.faster import KEPT, who_was_faster
from yifa.store.files import BadFile, carry
from yifa.store.project import Projection
from yifa.store.read import Locked, NoSuchMatter, lock, raw_chain

from . import papers
from .county import County
from .names import organ_name, paper_number, subject_name
from .prepare import check_officers, day_of, facts_of, moment_text, recorded
from .refused import Refused, Stale
from .standing import Standing, keep, standing


@dataclass(frozen=True)
class Doing:
    """What somebody wants to do."""

    step: str
    facts: Mapping[str, Any] | Facts = field(default_factory=dict)
    on: date | datetime | None = None
    about: int | None = None
    officers: tuple[str, ...] = ()
    attachments: tuple[Mapping[str, Any], ...] = ()
    seen: int | None = None
    because: str = ""
    sent: Mapping[str, str] | None = None
    """Of a step that was pressed on a phone and sent later: see `sent`."""


@dataclass(frozen=True)
class Taken:
    """What was done: the entry's place and hash, the number of its paper, and matters opened by it."""

    matter: str
    seq: int
    hash: str
    paper: str = ""
    opened: tuple[str, ...] = ()


def advance(cursor: Any, actor: Actor, locked: Locked, doing: Doing, now: datetime, county: County) -> Taken:
    """Checks and records one step. The caller holds the lock and the transaction."""
    procedure = by_digest(locked.chain.definition)
    step = _step(procedure, doing.step)
    _rights(actor, locked, step)
    if doing.seen is not None and doing.seen != locked.chain.seq:
        raise Stale(Refusal(who_was_faster(cursor, locked.chain.matter, doing.seen), None, KEPT))
    facts = facts_of(step.asks, doing.facts)
    on = doing.on or now.date()
    day, today = day_of(on), now.date()
    stands = _standing(cursor, locked, procedure, today, county)
    before = stands.state
    entry = _entry(locked, step, facts, doing, on, actor, before)
    irregular = _check(step, entry, doing, stands, today)
    if actor not in BY_ITSELF:
        check_officers(step, locked.organ, doing.officers, day)
    entry = entry._replace(irregular=irregular) if irregular else entry
    body, personal, number = _body(cursor, locked, step, facts, entry, doing, before, day)
    new = New(step.key, moment_text(on), recorded(now), actor.key, body, personal)
    after = stands.and_then(entry)
    chain, _ = append(cursor, locked.chain, new, after.projection.matter)
    _carry(cursor, chain.matter, chain.seq, doing)
    _project(cursor, locked, stands, after.projection)
    keep(chain.head, after, instead_of=locked.chain.head)
    opened = _consequences(cursor, actor, locked, step, facts, doing, now, county)
    return Taken(chain.matter, chain.seq, chain.head, number, opened)


def foreseen(cursor: Any, actor: Actor, locked: Locked, step: str, today: date, county: County) -> State:
    """The state of a locked matter in which this actor may take this step today: for an action that does something
    outside the ledger before it records it. Raises as `advance` does."""
    procedure = by_digest(locked.chain.definition)
    line = _step(procedure, step)
    _rights(actor, locked, line)
    state = _standing(cursor, locked, procedure, today, county).state
    refusals = state.why_not(line, None, frozenset((actor.key,)))
    if refusals:
        raise Refused(*refusals)
    return state


def _standing(cursor: Any, locked: Locked, procedure: type[Procedure], today: date, county: County) -> Standing:
    if locked.chain.seq == 0:
        return Standing(procedure, [], today, county)
    return standing(locked.chain.head, procedure, today, county, lambda: raw_chain(cursor, locked.chain.matter))


def _step(procedure: type[Procedure], key: str) -> Step[Any]:
    step = procedure.lines.get(key)
    if not isinstance(step, Step):
        raise Refused(Refusal(f"《{procedure.title}》没有“{key}”这一步", None, "从案件页面列出的步骤里选"))
    return step


def _rights(actor: Actor, locked: Locked, step: Step[Any]) -> None:
    if actor in BY_ITSELF:
        return
    if not may_take(actor, locked.organ, step.by.seat):
        if not may_work(actor, locked.organ):
            raise NoSuchMatter
        who = SEATS.get(step.by.seat, step.by.title)
        if step.by.seat == FIRM:
            words = f"“{step.title}”是企业自己说的话，单位里没有人可以代写"
            raise Refused(Refusal(words, step.cite, "请企业在自己的页面上办理"))
        words = f"“{step.title}”由{step.by.title}办理，您不担任{who}"
        raise Refused(Refusal(words, step.cite, f"请本单位的{who}办理"))


def _entry(
    locked: Locked, step: Step[Any], facts: Facts, doing: Doing, on: date | datetime, actor: Actor, before: State
) -> Entry:
    about = doing.about
    if about is None and before.plan.each[step.key]:
        waiting = before.waiting(before.plan.target[step.key])
        about = waiting[0].id if len(waiting) == 1 else None
        if len(waiting) > 1:
            which = "、".join(f"第{e.id}号（{e.on}）" for e in waiting)
            raise Refused(Refusal(f"有{len(waiting)}件在等“{step.title}”：{which}", step.cite, "写明答的是哪一件"))
    public, _ = facts.split()
    seen = step.asks.covered(public) if step.asks.personal else facts
    _, at = moment(moment_text(on))
    people = frozenset(doing.officers) or frozenset((actor.key,))
    return Entry(locked.chain.seq + 1, step.key, day_of(on), seen, about, None, at, people)


def _check(step: Step[Any], entry: Entry, doing: Doing, stands: Standing, today: date) -> str:
    """"" if the step is permitted; the reason in words if it is not and is recorded because it happened."""
    if entry.on > today:
        raise Refused(Refusal(f"{entry.on}还没有到", step.cite, "发生以后再记载"))
    state = stands.state if entry.on == today else stands.on(entry.on)
    refusals = state.why_not(step, entry.about, entry.by) if not step.hears else []
    refusals += state.ahead(step, entry)
    if not refusals:
        return ""
    happened = entry.on < today and bool(doing.because)
    if (step.by.seat == "outside" and not step.by.party) or happened:
        reason = "；".join(r.words for r in refusals)
        return f"{reason}。记载理由：{doing.because}" if doing.because else reason
    raise Refused(*refusals)


def _body(
    cursor: Any, locked: Locked, step: Step[Any], facts: Facts, entry: Entry, doing: Doing, before: State, day: date
) -> tuple[dict[str, Any], dict[str, Any], str]:
    public, personal = facts.split()
    body: dict[str, Any] = {"facts": public} if public else {}
    if entry.about is not None:
        body["about"] = entry.about
    if doing.officers:
        body["officers"] = list(doing.officers)
    if doing.attachments:
        body["attachments"] = [dict(a) for a in doing.attachments]
    if doing.sent:
        body["sent"] = dict(doing.sent)
    if entry.irregular:
        body["irregular"] = entry.irregular
    if locked.chain.seq == 0:
        body["opens"] = {"number": locked.number, "organ": locked.organ, "subject": locked.subject, "parent": locked.parent}
    number = ""
    if step.paper is not None:
        number = paper_number(cursor, locked.organ, step.paper.series, day) if step.paper.series else ""
        known = {
            "organ": organ_name(locked.organ, day),
            "subject": subject_name(locked.subject, day),
            "number": number,
            "matter": locked.number,
            "date": papers.words(None, "", day),
        }
        body["paper"] = papers.fill(step.paper, before, step.key, facts, known)
    return body, personal, number


def _carry(cursor: Any, matter: str, seq: int, doing: Doing) -> None:
    try:
        carry(cursor, matter, seq, doing.attachments)
    except BadFile as error:
        raise Refused(Refusal(str(error).rstrip("。"))) from None


def _project(cursor: Any, locked: Locked, before: Standing, after: Projection) -> None:
    """The rows of dues and tallies; the matter's own columns were written with the entry."""
    stored = project.EMPTY
    if locked.wakes_on is not None and locked.wakes_on <= before.day:
        project.forget(cursor, locked.chain.matter)  # what is stored may be older than `before`
    elif locked.chain.seq > 0:
        stored = before.rows
    project.write_rows(cursor, locked.chain.matter, stored, after)


def project_anew(cursor: Any, chain: Chain, procedure: type[Procedure], today: date, county: County) -> State:
    """Folds the whole chain again and rewrites what is cached of it; for actions other than a plain step."""
    stands = standing(chain.head, procedure, today, county, lambda: raw_chain(cursor, chain.matter))
    project.forget(cursor, chain.matter)
    project.write(cursor, chain.matter, project.EMPTY, stands.projection)
    return stands.state


def _consequences(
    cursor: Any,
    actor: Actor,
    locked: Locked,
    step: Step[Any],
    facts: Facts,
    doing: Doing,
    now: datetime,
    county: County,
) -> tuple[str, ...]:
    """What one matter's step does to others: a signal heard by the matter it is about, a matter of its own opened."""
    signal = step.tells(facts) if step.tells else None
    if signal is not None and locked.parent:
        other = lock(cursor, locked.parent)
        hears = [s for s in by_digest(other.chain.definition).steps() if s.hears == signal]
        for s in hears[:1]:
            on = day_of(doing.on or now)
            told = facts_of(s.asks, {"text": f"{locked.number}：{signal.title}"} if "text" in s.asks.model_fields else {})
            advance(cursor, THE_LAW, other, Doing(s.key, told, on), now, county)
    if step.opens is None:
        return ()
    from .open_matter import start

    title = f"{step.opens.title}（{locked.title}）"[:200]
    taken = start(cursor, actor, step.opens, title, locked.subject, facts, doing, now, county, parent=locked.chain.matter)
    return (taken.matter,)
