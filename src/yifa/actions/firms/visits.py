"""What a firm may know of the inspections at its door: those that happened, those of which it was given notice, and how
often it was visited. A visit that is filed and not announced is not shown before somebody has entered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from yifa.chapters.catalogue import by_digest
from yifa.chapters.enforcement.inspection import Inspection
from yifa.chapters.enforcement.inspection_facts import PLANNED, Findings, Plan
from yifa.kernel.declare import Step
from yifa.kernel.entry import Entry
from yifa.registry.models import Officer, Power, valid_on
from yifa.store.models import Matter
from yifa.store.visibility import of_firm

from ..visits import ENTERED, entries_of
from ..visits import cap_of as published_cap


@dataclass(frozen=True)
class Visit:
    """One inspection as the firm may know it. `on`, `at`: when they entered, or the day of which it was given notice;
    `officers`: numbers of certificates; `found`: what was found, once it was told; `bases`: articles, as the list of
    powers names them, else the article of the step."""

    matter: Matter
    plan: Plan
    on: date
    at: datetime | None
    entered: bool
    officers: tuple[str, ...]
    over: date | None
    found: Findings | None
    bases: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it counts against the cap: reports, assigned cases, data and emergencies do not (国办发〔2024〕54号)."""
        return self.plan.cause in PLANNED

    @property
    def published(self) -> bool:
        return self.matter.published_on is not None and self.matter.withdrawn_on is None


@dataclass
class Often:
    """How often one organ came in a year. `cap`: None where no cap is known."""

    organ: str
    counted: int = 0
    exempt: int = 0
    cap: int | None = None
    causes: dict[str, int] = field(default_factory=dict)
    """What the exempt ones were made for."""


def visits(firm: str, since: date, until: date) -> list[Visit]:
    """The visits of a firm from one day to another, both counted, the latest first."""
    found = of_firm(firm).filter(procedure=Inspection.key)
    matters = {m.id: m for m in found}
    read = (_visit(matters[id], entries) for id, entries in entries_of(matters).items())
    seen = [v for v in read if v is not None and since <= v.on <= until]
    return sorted(seen, key=lambda v: (v.on, v.matter.opened_on, v.matter.id), reverse=True)


def visit_of(matter: Matter) -> Visit | None:
    """The visit as the firm may know it; None while it is neither announced to the firm nor begun."""
    return _visit(matter, entries_of({matter.id: matter})[matter.id])


def _visit(matter: Matter, standing: Iterable[Entry]) -> Visit | None:
    procedure = by_digest(matter.definition_id)
    entries = {e.step: e for e in standing}  # of steps that repeat, the latest
    plan = entries[Inspection.filing.key].facts if Inspection.filing.key in entries else None
    entry = next((entries[k] for k in ENTERED if k in entries), None)
    notice = entries.get(Inspection.notice.key)
    if not isinstance(plan, Plan) or entry is None and (notice is None or notice.served is None or matter.closed):
        return None
    on = entry.on if entry else plan.planned_on
    over, told = entries.get(Inspection.findings.key), entries.get(Inspection.told.key)
    found = over.facts if over is not None and told is not None and isinstance(over.facts, Findings) else None
    step = procedure.lines.get(entry.step if entry else Inspection.filing.key)
    article = str(step.cite) if isinstance(step, Step) else ""
    return Visit(
        matter, plan, on, entry.at if entry else None, entry is not None, _certificates(entry), over.on if over else None, found,
        _bases(matter.organ, plan, on) or (article,),
    )  # fmt: skip


def _certificates(entry: Entry | None) -> tuple[str, ...]:
    return tuple(sorted(entry.by)) if entry else ()


def _bases(organ: str, plan: Plan, on: date) -> tuple[str, ...]:
    """The articles under which the organ checks these items, as its list of powers names them."""
    asked = {*plan.duties, *(x for x in plan.items.replace("，", "、").split("、"))}
    named = Power.objects.filter(valid_on(on), organ=organ).filter(name__in=asked) | Power.objects.filter(
        valid_on(on), organ=organ, key__in=asked
    )
    return tuple(dict.fromkeys(p.basis for p in named.order_by("key") if p.basis))


def names_of(keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """(name, organ) by number of certificate."""
    rows = Officer.objects.filter(key__in=set(keys)).order_by("since")
    return {k: (name, organ) for k, name, organ in rows.values_list("key", "name", "organ")}


def how_often(seen: Sequence[Visit]) -> list[Often]:
    """The visits of a year by the organ that filed them, in the order of their number."""
    out: dict[str, Often] = {}
    for v in seen:
        if not v.entered:
            continue
        row = out.setdefault(v.matter.organ, Often(v.matter.organ, cap=cap_of(v.matter.organ, seen)))
        if v.counts:
            row.counted += 1
        else:
            row.exempt += 1
            row.causes[v.plan.cause.value] = row.causes.get(v.plan.cause.value, 0) + 1
    return sorted(out.values(), key=lambda o: (-o.counted, -o.exempt, o.organ))


def cap_of(organ: str, seen: Sequence[Visit]) -> int | None:
    """The most visits that the organ may make in the year: by the roster of caps, on the day of its latest visit; else as
    that visit's filing states it; None where neither knows one."""
    latest = next((v for v in seen if v.matter.organ == organ), None)
    if latest is None:
        return None
    known = published_cap(organ, latest.matter.subject, latest.plan.duties, latest.on)
    return known.times if known else next((v.plan.cap for v in seen if v.matter.organ == organ and v.plan.cap > 0), None)


def at_the_door(seen: Sequence[Visit]) -> int:
    """How often somebody stood in the firm: joint visits of one day are one."""
    entered = [v for v in seen if v.entered]
    return len({v.on for v in entered if v.plan.joint}) + sum(not v.plan.joint for v in entered)
