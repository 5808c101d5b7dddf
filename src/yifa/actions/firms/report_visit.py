"""Report a visit: a firm says who came; the filed inspections of that firm and day are compared with it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from yifa.chapters.catalogue import by_digest
from yifa.chapters.enforcement.inspection import Inspection
from yifa.chapters.enforcement.inspection_facts import Plan
from yifa.chapters.oversight.visit_reports import Came, Compared, VisitReport
from yifa.kernel.facts import Facts
from yifa.kernel.fold import fold
from yifa.store.actor import AUTOMATIC, firm
from yifa.store.models import Matter
from yifa.store.read import chain_of, lock

from ..advance import Doing, advance
from ..county import county
from ..county import now as present
from ..names import organ_name
from ..prepare import facts_of
from ..refused import Invalid
from ..visits import ENTERED
from .shared import VerifiedFirm, filed, receiver

LEAST = 31
"""Days that a report may look back: later, write a complaint."""


@dataclass(frozen=True)
class Reported:
    """The matter that records the report, and what the comparison found."""

    matter: str
    compared: Compared

    @property
    def matched(self) -> bool:
        return not self.compared.mismatch()


def report_visit(said: VerifiedFirm, facts: Mapping[str, Any] | Facts, *, now: datetime | None = None) -> Reported:
    """Records what the firm says and what the comparison finds. A match closes the matter; a visit that nobody filed, or
    one at which others came than were filed, stays open before the supervisor of the justice bureau.

    Raises Invalid, Refused. Nothing is written then."""
    moment = now or present()
    day = moment.date()
    came = facts_of(Came, facts)
    assert isinstance(came, Came)
    if came.came_on > day:
        raise Invalid({"哪天来的": f"{came.came_on}还没有到；来了以后再反映"})
    if (day - came.came_on).days > LEAST:
        raise Invalid({"哪天来的": f"只能反映{LEAST}天以内的检查；更早的，请写投诉"})
    compared = Compared(filed=filed_on(said.key, came), differs=came.differs)
    words = "企业反映：来人和备案不一样" if compared.filed else "企业反映：没有备案的检查"
    title = f"{words if compared.mismatch() else '企业反映：核对一致'}（{said.name}，{came.came_on}）"
    with transaction.atomic(), connection.cursor() as cursor:
        itself = firm(said.key, said.name, receiver(day))
        taken = filed(cursor, itself, VisitReport.key, title, said.key, came, moment)
        advance(cursor, AUTOMATIC, lock(cursor, taken.matter), Doing(VisitReport.compared.key, compared), moment, county())
    return Reported(taken.matter, compared)


def filed_on(subject: str, came: Came) -> tuple[str, ...]:
    """The numbers of the inspections filed for that firm and day, of the organ that the firm named if it named one, as
    far as they are recorded by now: what is filed afterwards is no filing before entry. Cancelled ones do not count."""
    out = []
    for matter in Matter.objects.filter(procedure=Inspection.key, subject=subject).order_by("number"):
        entries = {e.step: e for e in fold(by_digest(matter.definition_id), chain_of(matter))}
        plan = entries[Inspection.filing.key].facts if Inspection.filing.key in entries else None
        if not isinstance(plan, Plan) or not _takes_part(came.organ, matter, plan, came.came_on):
            continue
        entered = [entries[k].on for k in ENTERED if k in entries]
        days = entered or ([] if matter.closed else [plan.planned_on])
        if came.came_on in days:
            out.append(matter.number)
    return tuple(out)


def _takes_part(organ: str, matter: Matter, plan: Plan, day: date) -> bool:
    return organ in ("", matter.organ) or organ_name(organ, day) in plan.partners
