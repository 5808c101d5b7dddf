"""Open a matter: it begins with its first step, under the version of the law in force on that day."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from yifa.chapters.catalogue import version
from yifa.kernel.declare import Procedure, Step
from yifa.kernel.digest import digest, text_of
from yifa.kernel.facts import Facts
from yifa.kernel.plan import plan_of
from yifa.kernel.refusal import Refusal
from yifa.ledger.entry import GENESIS
from yifa.store import search
from yifa.store.actor import Actor, may_work
from yifa.store.append import Chain
from yifa.store.read import Locked

from .advance import Doing, Taken, advance
from .county import County, county
from .county import now as present
from .names import paper_number, subject_name
from .prepare import day_of
from .refused import Refused
from .together import not_alone

INSERT_MATTER = (
    "INSERT INTO matter (id, number, procedure, definition, organ, subject, title, outcome, closed, due_what, due_party, "
    "still, opened_on, parent, seq, head) VALUES (%s, %s, %s, %s, %s, %s, %s, '', %s, '', %s, %s, %s, %s, 0, %s)"
)
INSERT_DEFINITION = (
    "INSERT INTO definition (digest, key, title, text) VALUES (%s, %s, %s, %s) ON CONFLICT (digest) DO NOTHING"
)


def open_matter(
    actor: Actor,
    procedure: str | type[Procedure],
    title: str,
    facts: Mapping[str, Any] | Facts,
    *,
    subject: str = "",
    kind: str = "",
    on: date | datetime | None = None,
    officers: Sequence[str] = (),
    attachments: Sequence[Mapping[str, Any]] = (),
    parent: str = "",
    together: bool = False,
    now: datetime | None = None,
) -> Taken:
    """Opens a matter of the actor's organ with its first step. `kind`: a sector's variant by class name; `parent`: the
    matter that this one is about; `together`: the caller itself does what the entry records. Raises as take_step does,
    and Refused where no version of the law is in force."""
    moment = now or present()
    day = day_of(on or moment)
    if isinstance(procedure, str):
        try:
            procedure = version(procedure, day, kind)
        except LookupError as error:
            raise Refused(Refusal(str(error).rstrip("。"))) from None
    if not together:
        not_alone(procedure.key)
    if not may_work(actor, actor.organ):
        raise Refused(Refusal("您没有在任何单位任职，不能立案登记", None, "请管理员登记您的单位和职责"))
    doing = Doing(_first(procedure).key, facts, on, None, tuple(officers), tuple(attachments))
    with transaction.atomic(), connection.cursor() as cursor:
        return start(cursor, actor, procedure, title, subject, facts, doing, moment, county(), parent=parent)


def start(
    cursor: Any,
    actor: Actor,
    procedure: type[Procedure],
    title: str,
    subject: str,
    facts: Mapping[str, Any] | Facts,
    doing: Doing,
    now: datetime,
    county: County,
    *,
    parent: str = "",
) -> Taken:
    """The matter's row and its first entry, inside the caller's transaction."""
    first, day = _first(procedure), day_of(doing.on or now)
    matter, organ = uuid.uuid4().hex, actor.organ
    number = paper_number(cursor, organ, procedure.series or procedure.title[:8], day)
    cursor.execute(INSERT_DEFINITION, (digest(procedure), procedure.key, procedure.title, text_of(procedure)))
    row = (
        matter,
        number,
        procedure.key,
        digest(procedure),
        organ,
        subject,
        title[:200],
        False,
        False,
        False,
        day,
        parent,
        GENESIS,
    )
    cursor.execute(INSERT_MATTER, row)
    search.index(cursor, matter, (number, title, subject_name(subject, day)))
    chain = Chain(matter, digest(procedure), 0, GENESIS)
    locked = Locked(chain, procedure.key, organ, subject, number, title, parent, None, day)
    begin = Doing(first.key, facts, doing.on, None, doing.officers, doing.attachments)
    return advance(cursor, actor, locked, begin, now, county)


def _first(procedure: type[Procedure]) -> Step[Any]:
    """The step with which a matter of this procedure begins: the first that must be done and rests on nothing."""
    return next(s for s in plan_of(procedure).steps.values() if s.must and not s.after and not s.each and not s.instead)
