"""What is read of visits before the door: how often a firm was visited, and the cap that holds.

A visit counts when officers entered; the same organ, firm and year belong together (国办发〔2024〕54号). Visits on a lead
(投诉举报, 转办交办, 数据监测, 紧急) are shown and not counted. All is counted from the ledger, never typed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from yifa.chapters.catalogue import by_digest
from yifa.chapters.enforcement.inspection import Inspection
from yifa.chapters.enforcement.inspection_facts import PLANNED, Plan
from yifa.kernel.entry import Entry
from yifa.kernel.fold import Raw, fold
from yifa.registry.models import Power, Subject, VisitCap, valid_on
from yifa.store.models import Matter
from yifa.store.read import READ_CHAIN

KEY = Inspection.key
ENTERED = ("entry", "at_once")
"""The steps with which somebody stands in the firm."""
CHAINS = READ_CHAIN.replace("SELECT ", "SELECT e.matter, ").replace("e.matter = %s ORDER BY", "e.matter IN ({}) ORDER BY e.matter,")


@dataclass(frozen=True)
class Visit:
    """One visit of a firm. `on`: the day of entry, or the day planned where nobody has entered yet."""

    matter: str
    number: str
    organ: str
    cause: str
    on: date
    made: bool
    joint: bool

    @property
    def counted(self) -> bool:
        return self.cause in {str(c.value) for c in PLANNED}


@dataclass(frozen=True)
class Cap:
    """The cap that holds: the lowest of those that apply, since a county may only lower what was published."""

    times: int
    name: str
    basis: str


@dataclass(frozen=True)
class Frequency:
    """How often a firm is visited in a year, as one organ must know it before it files another visit."""

    year: int
    organ: str
    visits: tuple[Visit, ...]
    cap: Cap | None

    @property
    def made(self) -> int:
        """The organ's own visits of the year that count against the cap."""
        return sum(v.made and v.counted and v.organ == self.organ for v in self.visits)

    @property
    def on_leads(self) -> int:
        return sum(v.made and not v.counted and v.organ == self.organ for v in self.visits)

    @property
    def ahead(self) -> int:
        """The organ's own visits that are filed and not made, and will count."""
        return sum(not v.made and v.counted and v.organ == self.organ for v in self.visits)

    @property
    def by_organ(self) -> Mapping[str, int]:
        """Visits made in the year by every organ, on whatever cause."""
        out: dict[str, int] = {}
        for v in self.visits:
            if v.made:
                out[v.organ] = out.get(v.organ, 0) + 1
        return out

    @property
    def joint_ahead(self) -> tuple[Visit, ...]:
        return tuple(v for v in self.visits if v.joint and not v.made)

    @property
    def reached(self) -> bool:
        """One more planned visit would go beyond the cap."""
        return self.cap is not None and self.made >= self.cap.times


def frequency(organ: str, subject: str, day: date, items: Collection[str] = (), without: str = "") -> Frequency:
    """What is known of a firm on a day. `items`: codes of the items to be checked; `without`: a matter not to count."""
    visits = tuple(v for v in visits_of(subject, day.year) if v.matter != without)
    return Frequency(day.year, organ, visits, cap_of(organ, subject, items, day))


def visits_of(subject: str, year: int) -> list[Visit]:
    """The visits of a firm in a year by all organs, made or ahead. Two queries."""
    if not subject:
        return []
    opened = Q(opened_on__gte=date(year - 1, 1, 1), opened_on__lte=date(year, 12, 31))
    matters = {m.id: m for m in Matter.objects.filter(opened, procedure=KEY, subject=subject)}
    out = [_visit(matters[id], entries) for id, entries in entries_of(matters).items()]
    return sorted((v for v in out if v and v.on.year == year), key=lambda v: (v.on, v.number))


def entries_of(matters: Mapping[str, Matter]) -> dict[str, list[Entry]]:
    """The standing entries of several matters by id, in one query."""
    chains: dict[str, list[Raw]] = {id: [] for id in matters}
    if matters:
        with connection.cursor() as cursor:
            cursor.execute(CHAINS.format(", ".join(["%s"] * len(matters))), list(matters))
            for matter, *r in cursor.fetchall():
                chains[matter].append(Raw(r[0], r[1], r[2], r[3], json.loads(r[4]), bool(r[5])))
    return {id: fold(by_digest(matters[id].definition_id), raw) for id, raw in chains.items()}


def _visit(m: Matter, entries: Iterable[Entry]) -> Visit | None:
    """None for a visit that was never filed (corrected away), or given up."""
    plan: Plan | None = None
    entered: date | None = None
    for e in entries:
        plan = e.facts if e.step == "filing" else plan
        entered = e.on if e.step in ENTERED else entered
    if plan is None or (entered is None and m.closed):
        return None
    if entered is None and m.outcome:
        return None
    return Visit(m.id, m.number, m.organ, str(plan.cause.value), entered or plan.planned_on, entered is not None, plan.joint)


def caps_of(organ: str, subject: str, day: date) -> list[VisitCap]:
    """The caps of the roster that may hold for this organ and firm on a day, the lowest first."""
    credit = Subject.objects.filter(valid_on(day), key=subject).values_list("credit", flat=True).first() or ""
    rows = VisitCap.objects.filter(valid_on(day), organ__in=("", organ), credit__in=("", credit))
    return list(rows.order_by("times", "key"))


def cap_of(organ: str, subject: str, items: Collection[str], day: date) -> Cap | None:
    found = next((c for c in caps_of(organ, subject, day) if not c.item or c.item in items), None)
    return Cap(found.times, found.name, found.basis) if found else None


def items_of(organ: str, day: date) -> dict[str, str]:
    """The organ's published inspection items on a day: code -> name (权责清单 of the kind 行政检查)."""
    rows = Power.objects.filter(valid_on(day), organ=organ, kind__contains="检查").order_by("key")
    return dict(rows.values_list("key", "name"))
