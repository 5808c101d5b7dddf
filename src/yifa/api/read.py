"""Reading: the matters that one may see, one matter with what follows from its entries, and receipts."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from yifa.actions.county import county
from yifa.chapters.catalogue import by_digest
from yifa.kernel.declare import LAW_ITSELF, Procedure, Step
from yifa.kernel.dues import Due
from yifa.kernel.explain import limit_words
from yifa.kernel.findings import findings
from yifa.kernel.fold import SYSTEM_STEPS, Raw, fold
from yifa.kernel.refusal import Refusal
from yifa.kernel.replay import State, replay
from yifa.ledger.proof import code_of
from yifa.store.actor import may_take, readable_by, visible_to
from yifa.store.models import Entry, Matter
from yifa.store.read import NoSuchMatter, chain_of
from yifa.store.receipts import receipt
from yifa.store.visibility import entries_visible_to, may_be_about

from .errors import advice
from .shapes import PRINTABLE, Barred, Brief, Fault, Full, Open, Page, Taken, Term, Why
from .who import Caller, caller

router = Router(tags=["案件"])
MOST = 200
BEHIND = ("需要更正的，办理“更正”并写明理由", "无须办理")
"""The advice in refusals of steps that lie behind: what is done is listed under `done`."""


@router.get("/matters", response={200: Page}, summary="看得到的案件", operation_id="list_matters", openapi_extra=advice())
def matters(
    request: HttpRequest,
    procedure: Annotated[str, Field(max_length=64, pattern=PRINTABLE, description="程序")] = "",
    closed: Annotated[bool | None, Field(description="已结、未结；不写为全部")] = None,
    after: Annotated[str, Field(max_length=32, pattern=PRINTABLE, description="上一页给出的 after")] = "",
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50,
) -> Page:
    """In order of id; ask again with `after` for more."""
    found = visible_to(caller(request).actor).filter(id__gt=after).order_by("id")
    if procedure:
        found = found.filter(procedure=procedure)
    if closed is not None:
        found = found.filter(closed=closed)
    rows = list(found[: limit + 1])
    more = rows[limit - 1].id if len(rows) > limit else ""
    return Page(matters=[Brief(**brief(m)) for m in rows[:limit]], after=more)


@router.get("/matters/{matter}", response={200: Full}, summary="一个案件", operation_id="get_matter", openapi_extra=advice())
def matter(request: HttpRequest, matter: str) -> Full:
    """What was done, what may be done and why the rest may not, what is due, and what is wrong."""
    who = caller(request)
    row = seen(who, matter)
    procedure = by_digest(row.definition_id)
    raw = chain_of(row)
    place, day = county(), who.now.date()
    state = replay(procedure, fold(procedure, raw), day, place.calendar, place.local)
    open, barred = _steps(who, row, procedure, state)
    return Full(
        **brief(row),
        done=_done(row, raw, state),
        open=open,
        barred=barred,
        dues=[_term(d, state) for d in state.dues()],
        findings=[Fault(kind=f.kind, words=f.words, cite=str(f.cite), todo=f.todo) for f in findings(state)],
    )


@router.get(
    "/matters/{matter}/entries/{seq}/receipt",
    response={200: dict[str, Any]},
    summary="一条记载的回执",
    operation_id="get_receipt",
    openapi_extra=advice(),
)
def receipt_of(request: HttpRequest, matter: str, seq: int) -> dict[str, Any]:
    """The signed promise, after the next tick with the proof; `yifa ledger check` verifies it without this server."""
    entry = entries_visible_to(caller(request).actor).filter(matter=matter[:64], seq=_small(seq)).first()
    if entry is None:
        raise NoSuchMatter
    return receipt(entry, county().signer())


def _small(number: int) -> int:
    """A number that any database takes; what is beyond names no entry."""
    return number if 0 <= number < 2**31 else -1


def seen(who: Caller, matter: str) -> Matter:
    """The matter, if this caller may see it. Raises NoSuchMatter."""
    row = None if "\x00" in matter else readable_by(who.actor).filter(id=matter[:64]).first()
    if row is None:
        raise NoSuchMatter
    return row


def about(who: Caller, matter: str) -> Matter:
    """The matter that a new one is about, if this caller may name it. Raises NoSuchMatter."""
    row = may_be_about(who.actor).filter(id=matter).first()
    if row is None:
        raise NoSuchMatter
    return row


def brief(m: Matter) -> dict[str, Any]:
    same = ("id", "number", "procedure", "title", "organ", "subject", "outcome", "closed", "due_on", "due_what")
    more = ("opened_on", "closed_on", "seq")
    return {name: getattr(m, name) for name in (*same, *more)} | {"version": by_digest(m.definition_id).__name__}


def _done(row: Matter, raw: list[Raw], state: State) -> list[Taken]:
    headers = {e.seq: e for e in Entry.objects.filter(matter=row.id)}
    out = []
    for r in raw:
        step, stands, header = state.plan.steps.get(r.step), state.entry(r.seq), headers[r.seq]
        out.append(
            Taken(
                seq=r.seq,
                step=r.step,
                title=step.title if step else SYSTEM_STEPS.get(r.step, r.step),
                happened_at=r.happened_at,
                recorded_at=header.recorded_at,
                actor=r.actor,
                about=r.body.get("about"),
                facts=dict(r.body.get("facts", {})),
                served=stands.served if stands else None,
                void=step is not None and stands is None,
                irregular=str(r.body.get("irregular", "")),
                hash=header.hash,
                code=code_of(header.hash),
            )
        )
    return out


def _steps(
    who: Caller, row: Matter, procedure: type[Procedure], state: State
) -> tuple[list[Open], list[Barred]]:
    open: list[Open] = []
    barred: list[Barred] = []
    for s in state.plan.steps.values():
        if s.by is LAW_ITSELF or s.hears:
            continue
        reasons = state.why_not(s)
        if not reasons:
            open.append(_open(who, row, procedure, state, s))
        elif not any(r.todo in BEHIND for r in reasons):
            barred.append(Barred(step=s.key, title=s.title, reasons=[_why(r) for r in reasons]))
    return open, barred


def _open(who: Caller, row: Matter, procedure: type[Procedure], state: State, s: Step[Any]) -> Open:
    each = state.plan.each[s.key]
    return Open(
        step=s.key,
        title=s.title,
        must=s.must,
        who=s.by.title,
        cite=str(s.cite),
        mine=may_take(who.actor, row.organ, s.by.seat),
        about=[e.id for e in state.waiting(state.plan.target[s.key])] if each else [],
        path=f"/api/{procedure.key}/{procedure.__name__}/{row.id}/{s.key}",
    )


def _why(r: Refusal) -> Why:
    return Why(words=r.words, cite=str(r.cite) if r.cite else "", todo=r.todo)


def _term(d: Due, state: State) -> Term:
    return Term(
        limit=d.limit.key,
        step=d.limit.of.key,
        title=state.plan.steps[d.limit.of.key].title,
        words=limit_words(d.limit),
        start=d.start.id,
        since=d.since,
        on=d.on,
        at=d.at,
        met=d.met.id if d.met else None,
        late=d.late,
        still=d.still,
        light=d.light(state.day),
        beyond=d.beyond,
        cite=str(d.limit.cite),
    )
