"""One inspection of a firm, step by step through the same actions as everybody's, as far as the clock has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from yifa.actions.county import county
from yifa.actions.names import organ_name, subject_name
from yifa.actions.open_matter import open_matter
from yifa.actions.serve_paper import Method, Service, serve_paper
from yifa.actions.standing import standing
from yifa.actions.take_step import take_step
from yifa.actions.visit_codes import issue
from yifa.actions.visits import frequency
from yifa.chapters.catalogue import by_digest, version
from yifa.chapters.enforcement.inspection import Inspection
from yifa.chapters.enforcement.inspection_facts import Admission, Cause, Found
from yifa.kernel.calendar import BeyondCalendar
from yifa.kernel.declare import Step
from yifa.kernel.facts import BEIJING, Facts
from yifa.proofs.visit_code import digest, encode, short
from yifa.registry.models import Officer, Power, User, valid_on
from yifa.store.actor import Actor, actor_of
from yifa.store.models import Matter
from yifa.store.read import chain_of

from .agenda import Agenda

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Trip:
    """What is to be done: an organ goes to a firm on a day. `officers`: numbers of certificates, two of the organ's if
    empty; `stops`: the last step that is taken, "" if all are."""

    organ: str
    subject: str
    on: date
    items: tuple[str, ...]
    cause: Cause = Cause.plan
    officers: tuple[str, ...] = ()
    found: Found = Found.clean
    parent: str = ""
    batch: str = ""
    plan_ref: str = ""
    partners: tuple[str, ...] = ()
    noticed: bool = False
    stops: str = ""


@dataclass
class Made:
    """What became of a trip. `over`: the day of its findings, None if it is not that far."""

    matter: str
    trip: Trip
    over: date | None = None
    seqs: dict[str, int] = field(default_factory=dict)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), BEIJING)


def workday(day: date) -> date:
    """The day itself or the next that is worked; beyond the known notices, any day of the week but the weekend."""
    try:
        return county().calendar.next_workday(day)
    except BeyondCalendar:
        return day + DAY * max(0, 7 - day.weekday()) if day.weekday() > 4 else day


def holder(organ: str, seat: str, day: date) -> Actor:
    """The person who holds a seat of an organ, under the own name."""
    found = actor_of(User.objects.filter(username=f"{organ}.{seat}").first(), day)
    return found if found.organ else Actor(f"{organ}.{seat}", "", organ, frozenset({seat}))


def pair(organ: str, day: date, named: Sequence[str] = ()) -> tuple[str, ...]:
    """Those of the named officers who are the organ's own, two of the organ's if they are fewer."""
    rows = Officer.objects.filter(valid_on(day), organ=organ).order_by("key")
    own = [k for k in rows.values_list("key", flat=True) if not named or k in named]
    return tuple(own) if named and len(own) > 1 else tuple(rows.values_list("key", flat=True)[:2])


def go(trip: Trip, agenda: Agenda, made: list[Made]) -> None:
    """Puts the trip on the agenda for the day of its filing; then every step whose time has come is taken. What becomes of
    it is added to `made`."""
    since = version(Inspection.key, trip.on).since
    filed = at(min(max(workday(trip.on - 6 * DAY), since), trip.on), 8, 30)
    agenda.put(filed, lambda: made.append(_Walk(trip, agenda.now).walked(filed)))


class _Walk:
    """The steps of one trip, in order, each only if its moment has come and the version of the day has it."""

    def __init__(self, trip: Trip, now: datetime) -> None:
        self.trip, self.now = trip, now
        self.procedure = version(Inspection.key, trip.on)
        self.officers = pair(trip.organ, trip.on, trip.officers)
        self.made = Made("", trip)
        self.stopped = trip.stops == Inspection.filing.key

    def walked(self, filed: datetime) -> Made:
        self.open(filed)
        served = filed + timedelta(days=1)
        if self.trip.noticed and self.take("notice", served):
            self.serve("notice", served + timedelta(hours=2))
        self.inside()
        return self.made

    def open(self, when: datetime) -> None:
        t = self.trip
        self.procedure = version(Inspection.key, when.date())
        codes = Power.objects.filter(valid_on(t.on), organ=t.organ, name__in=t.items).values_list("key", flat=True)
        known = frequency(t.organ, t.subject, t.on, tuple(codes))
        before = sum(v.made and v.counted and v.organ == t.organ and v.on < t.on for v in known.visits)
        facts = {
            "place": "企业", "cause": t.cause, "items": "、".join(t.items), "duties": t.items, "planned_on": t.on,
            "joint": bool(t.partners), "partners": "、".join(organ_name(o, t.on) for o in t.partners),
            "plan_ref": t.plan_ref, "batch": t.batch, "times_this_year": before,
            "cap": known.cap.times if known.cap else 0,
        }  # fmt: skip
        title = f"{t.cause.value}：{subject_name(t.subject, t.on)}"
        filing = self._facts(Inspection.filing.key, when.date(), facts)
        opened = open_matter(
            holder(t.organ, "officer", t.on), self.procedure, title, filing, subject=t.subject, parent=t.parent, now=when
        )
        self.made.matter = opened.matter
        if filing.over_cap():  # type: ignore[attr-defined]  # the facts of a filing
            self.take("justified", when + timedelta(minutes=20), text="上次检查发现的问题需要在年内再核查一次")
        self.take("approval", when + timedelta(minutes=40), certificates=self.officers, officers="、".join(self.officers))

    def inside(self) -> None:
        day, fixed = self.trip.on, self.trip.found is Found.corrected
        code = self._code() if day >= date(2024, 12, 30) and not self.trip.noticed else {"admission": Admission.notice}
        self.take("entry", at(day, 9, 32), entered_at=at(day, 9, 32), cards_shown=True, **code)
        self.take("introduced", at(day, 9, 36), text="说明来意和检查事项，告知可以陈述、申请回避和拒绝无证检查")
        for n, item in enumerate(self.trip.items):
            self.take("checked", at(day, 9, 45 + 5 * n), item=item, verdict="没有或者不清楚" if fixed and not n else "有，符合")
        record = f"按{self.trip.batch or self.trip.plan_ref or '检查方案'}查看场所、台账和设备"
        self.take("on_site", at(day, 10, 40), record=record)
        problems = {} if self.trip.found in (Found.clean, Found.absent) else {"problems": "台账记录不全", "demands": "当场补齐"}
        if self.take("findings", at(day, 11, 5), result=self.trip.found, **problems):
            self.made.over = day
        told = workday(day + DAY)
        if self.take("told", at(told, 10)):
            self.serve("told", at(told, 15))
        self.take("publish", at(workday(day + 6 * DAY), 16), text="")

    def take(self, step: str, when: datetime, **facts: Any) -> bool:
        """Whether the step was taken."""
        line = self.procedure.lines.get(step)
        if self.stopped or when > self.now or not isinstance(line, Step) or self._missed(step):
            return False
        who = tuple(self.officers) if line.by.at_least > 1 else ()
        on = when if step in ("entry", "introduced", "checked", "on_site", "findings") else None
        actor = holder(self.trip.organ, line.by.seat, when.date())
        given = self._facts(step, when.date(), facts)
        self.made.seqs[step] = take_step(actor, self.made.matter, line, given, on=on, officers=who, now=when).seq
        self.stopped = step == self.trip.stops
        return True

    def _missed(self, step: str) -> bool:
        """Whether what comes before on the way was not reached."""
        before = {"introduced": "entry", "checked": "entry", "on_site": "entry", "findings": "on_site", "told": "findings", "publish": "findings"}
        return step in before and before[step] not in self.made.seqs

    def serve(self, step: str, when: datetime) -> None:
        if when <= self.now:
            clerk = holder(self.trip.organ, "officer", when.date())
            serve_paper(clerk, self.made.matter, self.made.seqs[step], Service(method=Method.direct), now=when)

    def _facts(self, step: str, day: date, given: Mapping[str, Any]) -> Facts:
        line = self.procedure.lines[step]
        assert isinstance(line, Step)
        asks: type[Facts] = line.asks
        return asks.example(day, 0, **{k: v for k, v in given.items() if k in asks.model_fields})

    def _code(self) -> dict[str, Any]:
        """The signed code of the visit, as it is shown at the door."""
        m = Matter.objects.get(pk=self.made.matter)
        place = county()
        state = standing(m.head, by_digest(m.definition_id), self.trip.on, place, lambda: chain_of(m)).state
        issued = issue(m, state, subject_name(m.subject, self.trip.on), place)
        if issued.visit is None:
            return {"admission": Admission.notice}
        code = encode(issued.visit, place.signer())
        return {"admission": Admission.code, "code": short(code), "code_digest": digest(code)}
