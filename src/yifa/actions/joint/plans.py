"""What the joint plans say, for who may know it: plans and filings as recorded, and what a firm may be told beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yifa.chapters.enforcement.joint_plan import (
    Adjusted,
    Approved,
    DepartmentPlan,
    Duties,
    JointPlan,
    Planned,
    Published,
    Rules,
)
from yifa.kernel.declare import Step
from yifa.kernel.facts import Facts
from yifa.store.actor import Actor, visible_to
from yifa.store.models import Matter
from yifa.store.read import NoSuchMatter, chain_of

from .files import ANNOUNCED, kept

PLAN, FILING = JointPlan.key, DepartmentPlan.key


@dataclass(frozen=True)
class Announced:
    """A visit that a firm may be told of: the day, the organs that come (keys of the register) and what they check."""

    on: date
    organs: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True)
class Year:
    """A year's plan as recorded. `versions`: (seq, facts) of merging and adjusting, in order; `approved`: certificates."""

    matter: Matter
    rules: Rules
    versions: tuple[tuple[int, Planned | Adjusted], ...] = ()
    approved: frozenset[str] = frozenset()
    published: Published | None = None

    @property
    def certificate(self) -> str:
        """The digest of the certificate that stands; "" before the first merging."""
        return self.versions[-1][1].certificate if self.versions else ""

    @property
    def planned(self) -> Planned | None:
        """The merging on which what stands rests."""
        return next((f for _, f in reversed(self.versions) if isinstance(f, Planned)), None)

    @property
    def public(self) -> Published | None:
        """What the public may see today."""
        return None if self.matter.withdrawn_on else self.published


@dataclass(frozen=True)
class Filed:
    """A department's filing. `state`: 待批准, 已批准, 已撤回报送."""

    matter: Matter
    duties: Duties
    approved: bool = False
    steps: frozenset[str] = field(default_factory=frozenset)

    @property
    def recalled(self) -> bool:
        return DepartmentPlan.recalled.key in self.steps

    @property
    def counts(self) -> bool:
        """Whether a merging takes it in."""
        return self.approved and not self.recalled


def _facts(line: Step[Any], body: Mapping[str, Any]) -> Facts:
    asks: type[Facts] = line.asks
    return asks.model_validate(body.get("facts", {}))


def year_of(matter: Matter) -> Year:
    """What the entries of a joint plan say."""
    versions: list[tuple[int, Planned | Adjusted]] = []
    approved, published, rules = set[str](), None, None
    for raw in chain_of(matter):
        line = JointPlan.lines.get(raw.step)
        facts = _facts(line, raw.body) if isinstance(line, Step) else None
        if isinstance(facts, Rules):
            rules = facts
        elif isinstance(facts, Planned | Adjusted):
            versions.append((raw.seq, facts))
        elif isinstance(facts, Approved):
            approved.add(facts.certificate)
        elif isinstance(facts, Published):
            published = facts
    if rules is None:
        raise NoSuchMatter
    return Year(matter, rules, tuple(versions), frozenset(approved), published)


def filed_of(matter: Matter) -> Filed:
    """What the entries of a filing say."""
    chain = chain_of(matter)
    duties = next((_facts(DepartmentPlan.filed, r.body) for r in chain if r.step == DepartmentPlan.filed.key), None)
    if not isinstance(duties, Duties):
        raise NoSuchMatter
    steps = frozenset(r.step for r in chain)
    return Filed(matter, duties, DepartmentPlan.approved.key in steps, steps)


def years() -> list[Year]:
    """The plans of all years, the latest first. There is one a year."""
    found = [year_of(m) for m in Matter.objects.filter(procedure=PLAN)]
    return sorted(found, key=lambda y: (-y.rules.year, y.matter.number))


def the_year(year: int) -> Year | None:
    return next((y for y in years() if y.rules.year == year), None)


def filings(parent: str) -> list[Filed]:
    """What departments filed for a plan, by organ and number."""
    found = Matter.objects.filter(procedure=FILING, parent=parent).order_by("organ", "number")
    return [filed_of(m) for m in found]


@dataclass(frozen=True)
class Sight:
    """What an actor may see of a plan: all of it (`organ` ""), or the visits in which one organ takes part."""

    year: Year
    organ: str = ""


def seen_by(actor: Actor, matter: str) -> Sight:
    """A year's plan as an actor may see it: whole for the coordinating organ, supervision and leaders; a department that
    filed for it sees the visits in which it takes part. Raises NoSuchMatter, also for what is not one's own."""
    found = Matter.objects.filter(procedure=PLAN, pk=matter).first()
    if found is None:
        raise NoSuchMatter
    if visible_to(actor).filter(pk=matter).exists():
        return Sight(year_of(found))
    if visible_to(actor).filter(procedure=FILING, parent=matter).exists():
        return Sight(year_of(found), actor.organ)
    raise NoSuchMatter


def filing_seen_by(actor: Actor, matter: str) -> Filed:
    """A filing. Raises NoSuchMatter."""
    found = visible_to(actor).filter(procedure=FILING, pk=matter).first()
    if found is None:
        raise NoSuchMatter
    return filed_of(found)


def announced(subject: str, year: int) -> list[Announced]:
    """The visits of a year that a firm may be told of beforehand, by day: those of the published plan, and never one of a
    duty that may not be merged (it might be a check that must come as a surprise). Complaints and emergencies are in no
    yearly plan. Empty without a published plan, and where it was withdrawn. Raises Refused when its files are gone."""
    found = the_year(year)
    public = found.public if found else None
    if public is None:
        return []
    plan = kept(ANNOUNCED, public.certificate)
    return [
        Announced(v.on, tuple(plan.organs(v)), tuple(sorted({plan.of[d].item for d in v.duties})))
        for v in sorted(plan.by_subject.get(subject, ()), key=lambda v: (v.on, v.id))
        if not plan.secret(v)
    ]
