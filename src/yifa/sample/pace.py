"""When each step of a way is taken: as soon as it may be, late where it is meant to be, and then on to the end. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from yifa.kernel.calendar import BeyondCalendar
from yifa.kernel.declare import Procedure, Step
from yifa.kernel.entry import Entry
from yifa.kernel.facts import Facts, extra
from yifa.kernel.plan import plan_of
from yifa.kernel.replay import State

from .demand import candidates
from .walk import PATIENCE, Move, World, make, must_serve

DAY = timedelta(days=1)
LONGEST = 40


class Lost(RuntimeError):
    """A way that cannot be walked from this day on."""


@dataclass(frozen=True)
class Dated:
    """A step with its day. `served`: the day on which its paper is served, None if no time hangs on that."""

    step: Step[Any]
    on: date
    facts: Facts
    about: int | None
    served: date | None


@dataclass
class Pace:
    """One matter's walk through time."""

    world: World
    p: type[Procedure]
    day: date
    entries: list[Entry] = field(default_factory=list)
    done: list[Dated] = field(default_factory=list)

    def state(self) -> State:
        return self.world.replay(self.p, self.entries, self.day)

    def next(self, day: date) -> date:
        return self.world.calendar.next_workday(day + DAY)

    def take(self, step: Step[Any], about: int | None, facts: Facts) -> None:
        served = self.next(self.day) if must_serve(plan_of(self.p), step.key) else None
        seat = frozenset({step.by.seat})
        seq = len(self.entries) + sum(d.served is not None for d in self.done) + 1
        public, _ = facts.split()
        self.entries.append(Entry(seq, step.key, self.day, step.asks.covered(public), about, served, None, seat))
        self.done.append(Dated(step, self.day, facts, about, served))
        self.day = self.next(served or self.day)

    def about(self, state: State, step: Step[Any]) -> int | None:
        plan = plan_of(self.p)
        if not plan.each[step.key]:
            return None
        waiting = state.waiting(plan.target[step.key])
        return waiting[0].id if waiting else None

    def wait(self, step: Step[Any]) -> State:
        """Lets days pass until the step may be taken. Raises Lost."""
        first = self.day
        while (self.day - first).days <= PATIENCE:
            state = self.state()
            if not state.why_not(step, self.about(state, step), frozenset({step.by.seat})):
                return state
            wakes = state.wakes_on
            if wakes is None:
                break
            self.day = self.world.calendar.next_workday(max(wakes, self.day + DAY))
        raise Lost(f"“{self.p.title}”走不到“{step.title}”这一步（{first}起）。")


def walk(
    world: World, p: type[Procedure], moves: Sequence[Move], start: date, year: date, organ: str
) -> Pace:
    """Takes the moves from `start` on. `year`: the first day of the year; what belongs to the year before is done by
    then, the rest after. `organ`: the answer to whom a matter is about. Raises Lost."""
    pace = Pace(world, p, world.calendar.next_workday(start))
    plan = plan_of(p)
    last = max((i for i, m in enumerate(moves) if m.before), default=-1)
    for i, move in enumerate(moves):
        step = plan.steps[move.step]
        if -1 < last < i and pace.day < year:
            pace.day = world.calendar.next_workday(year)
        state = pace.wait(step)
        ends = [d.on for d in state.dues() if d.limit.key in move.wait_for and d.on and d.met is None]
        if ends and max(ends) >= pace.day:
            pace.day = pace.next(max(ends) + DAY)
            state = pace.state()
        facts = make(step.asks, pace.day, {**dict(move.facts), **named(step.asks, organ)})
        pace.take(step, pace.about(state, step), facts)
    return pace


def named(asks: type[Facts], organ: str) -> dict[str, str]:
    """The questions that ask for an organ of the register, answered."""
    return {
        name: organ
        for name, info in asks.model_fields.items()
        if extra(info).get("roster") == "organs" and info.annotation is str
    }


def wind_up(pace: Pace, until: date, organ: str, *, late: bool = False) -> None:
    """Brings a matter to its end with the duties that are left. Until the day `until` only what adds to no figure; what
    does waits for the next year. `late`: one duty is done after its day."""
    with suppress(BeyondCalendar):  # what would come after the last known notice is left open
        _wind_up(pace, until, organ, late)


def _wind_up(pace: Pace, until: date, organ: str, late: bool) -> None:
    plan, book = plan_of(pace.p), pace.world.book
    for _ in range(LONGEST):
        state = pace.state()
        if state.closed:
            return
        if state.outcome and not any(s.must for s in state.open()) and state.wakes_on is None:
            return
        known = len(book.tallies(state))
        duties = [s for s in state.open() if s.must and s.by.seat != "law"]
        ends = sorted(
            (s for s in state.open() if not s.must and s.ends and not s.hears), key=lambda s: s.by.party
        )
        chosen = next(
            (x for s in (*duties, *ends) for x in [_quiet(pace, state, s, organ, known, until)] if x is not None), None
        )
        if chosen is None:
            if (duties or ends) and pace.day <= until:
                pace.day = pace.world.calendar.next_workday(until + DAY)
                continue
            wakes = state.wakes_on
            if wakes is None or (wakes - until).days > PATIENCE:
                return
            pace.day = pace.world.calendar.next_workday(max(wakes, pace.day + DAY))
            continue
        step, facts = chosen
        if late:
            term = max((d.on for d in state.dues() if d.limit.of.key == step.key and d.on and not d.met), default=None)
            if term is not None and term >= pace.day and step.key in plan.steps:
                pace.day, late = pace.next(term + DAY), False
                state = pace.state()
                if state.why_not(step, pace.about(state, step)):
                    continue
        pace.take(step, pace.about(state, step), facts)


def withdrawn(world: World, p: type[Procedure], start: date, organ: str) -> Pace | None:
    """A matter that ends early and adds to no figure at all; None where there is no such way."""
    pace = Pace(world, p, world.calendar.next_workday(start))
    for _ in range(4):
        state = pace.state()
        open_ = sorted(state.open(), key=lambda s: (not s.ends, not s.must, plan_of(p).place[s.key]))
        for s in open_:
            if s.by.seat == "law" or (not s.must and not s.ends):
                continue
            quiet = _quiet(pace, state, s, organ, 0, date.max)
            if quiet is not None:
                pace.take(s, pace.about(state, s), quiet[1])
                break
        else:
            return None
        if pace.state().outcome:
            return pace
    return None


def _quiet(
    pace: Pace, state: State, s: Step[Any], organ: str, known: int, until: date
) -> tuple[Step[Any], Facts] | None:
    """Facts with which the step adds to no figure of the year; any facts once the year is over."""
    answers = named(s.asks, organ)
    for facts in candidates(s.asks, pace.day, answers):
        public, _ = facts.split()
        seen = s.asks.covered(public)
        entry = Entry(10_000, s.key, pace.day, seen, pace.about(state, s), None, None, frozenset({s.by.seat}))
        if state.ahead(s, entry):
            continue
        if pace.day > until:
            return s, facts
        after = pace.world.replay(pace.p, [*pace.entries, entry], pace.day)
        if len(pace.world.book.tallies(after)) == known:
            return s, facts
    return None
