"""What the actions on the joint plan ask first, before files are made that may take half a minute: rights, then rules."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from yifa.chapters.catalogue import by_digest
from yifa.joint.inputs import FOLDER, NAMES, Inputs, together
from yifa.joint.plan import Plan
from yifa.joint.verify import Report, verify
from yifa.joint.write import write
from yifa.kernel.calendar import BeyondCalendar
from yifa.kernel.declare import Step
from yifa.kernel.refusal import Refusal
from yifa.store.actor import SEATS, Actor, may_take, may_work
from yifa.store.models import Matter
from yifa.store.read import NoSuchMatter, chain_of

from ..county import county
from ..refused import Refused
from ..standing import standing
from .files import Kept, draft, keep_folder


def ready(actor: Actor, matter: str, step: Step[Any], now: datetime) -> Matter:
    """The matter, if the actor may take this step in it now. Raises NoSuchMatter, Refused."""
    found = Matter.objects.filter(pk=matter).first()
    if found is None or found.procedure != step.owner.key or not may_work(actor, found.organ):
        raise NoSuchMatter
    if not may_take(actor, found.organ, step.by.seat):
        who = SEATS.get(step.by.seat, step.by.title)
        raise Refused(Refusal(f"“{step.title}”由{who}办理，您不担任", step.cite, f"请本单位的{who}办理"))
    stands = standing(found.head, by_digest(found.definition_id), now.date(), county(), lambda: chain_of(found))
    if refusals := stands.state.why_not(step, None, frozenset((actor.key,))):
        raise Refused(*refusals)
    return found


def workdays(year: int) -> Iterable[date]:
    """The working days of a year by the county's calendar. Raises Refused where no notice of that year is loaded."""
    first, calendar = date(year, 1, 1), county().calendar
    every = (first + timedelta(days=n) for n in range(366))
    try:
        return [d for d in every if d.year == year and calendar.works(d)]
    except BeyondCalendar as error:
        raise Refused(Refusal(str(error).rstrip("。"))) from None


def inputs_of(plan: Kept) -> Inputs:
    """What a kept plan was made from, with the calendar of today."""
    parts = {part: plan.path / FOLDER / name for part, name in NAMES.items() if part != "workdays"}
    return together({part: path.read_bytes() for part, path in parts.items() if path.exists()}, NAMES, workdays)


def sealed(plan: Plan, inputs: Inputs, kind: str) -> dict[str, Any]:
    """Writes a plan, has it checked by what did not make it, and puts it in its place; gives its certificate. What does not
    pass is not kept. Raises Refused."""
    made: Path = draft()
    try:
        whole = write(made, plan, inputs)
        report = verify(made, workdays)
        if not report.ok:
            raise Refused(*against(report))
        keep_folder(made, kind, str(whole["digest"]))
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return whole


def against(report: Report) -> list[Refusal]:
    """What does not hold, each constraint with its first faults."""
    return [
        Refusal(f"不能这样排。要求：{words}；现在{'；'.join(faults[:3])}", None, "换一个日期、换人员，或者拆开再排")
        for words, faults in report.checks
        if faults
    ]

