"""Find the way of a matter: the steps and facts that make just the wanted figures true, by searching replay().open. Pure.

The search knows no procedure. It heads for the steps that the wanted figures count, takes what these rest on, and chooses
facts by trying them. A path found once is walked again by every matter that wants the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from yifa.kernel.calendar import Calendar
from yifa.kernel.declare import Moment, Procedure, Step
from yifa.kernel.entry import Entry
from yifa.kernel.facts import Facts, choices
from yifa.kernel.figure import Book, Closed, Count, Sum
from yifa.kernel.local import Local
from yifa.kernel.plan import Plan, plan_of
from yifa.kernel.replay import State, replay

from .demand import candidates
from .numbers import answer, reading, source_of

DAY = timedelta(days=1)
PATIENCE = 420
"""Days that a matter waits for a step to open before the way is given up."""
NODES = 4000
BRANCHES = 4
ENDS = 60
"""How many facts are tried for a step, and for one that ends the matter."""
LONGEST = 60


@dataclass(frozen=True)
class Move:
    """One step of a way. `facts`: the chosen values of the deciding fields; `wait_for`: the limit whose end is let pass
    (a late matter); `before`: it belongs to the year before; `idle`: the demand is met, it only brings the matter to its end."""

    step: str
    facts: tuple[tuple[str, Any], ...] = ()
    wait_for: tuple[str, ...] = ()
    before: bool = False
    idle: bool = False


@dataclass
class World:
    """What the walk needs to know of the county."""

    book: Book
    calendar: Calendar
    local: Mapping[str, Local] = field(default_factory=dict)

    def replay(self, p: type[Procedure], entries: Sequence[Entry], day: date) -> State:
        return replay(p, entries, day, self.calendar, self.local)


def must_serve(plan: Plan, step: str) -> bool:
    """Whether some time runs from the service of this step's paper."""
    if plan.steps[step].serves is None:
        return False
    since = [w.since for w in plan.limits] + [n.since for n in plan.minima if n.since is not None]
    starts = [m for start in since for m in plan.moments(start)]
    return any(isinstance(m, Moment) and m.kind == "served" and m.line.key == step for m in starts)


def make(asks: type[Facts], day: date, chosen: Mapping[str, Any]) -> Facts:
    return asks.example(day, day.toordinal(), **chosen)


class Finder:
    """One search: for a procedure and a demand, from a start day."""

    def __init__(self, world: World, p: type[Procedure], amounts: Mapping[str, int], *, carry: bool = False) -> None:
        self.world, self.p, self.plan, self.carry = world, p, plan_of(p), carry
        figures = world.book.of_procedure(p)
        self.sums = {k: f for k, f in figures.items() if isinstance(f, Sum)}
        self.closed = {k: f for k, f in figures.items() if isinstance(f, Closed)}
        self.wanted = {k: v for k, v in amounts.items() if k not in self.sums}
        self.fixed = self._fixed({k: amounts.get(k, 0) for k in self.sums})
        self.goals = self._goals(figures)
        self._seen: set[tuple[str, str]] = set()
        self.steers = self._steers(figures)
        self.relevant = self._relevant()
        self.nodes = 0

    def _fixed(self, sums: Mapping[str, int]) -> dict[str, dict[str, Any]]:
        """The numbers that sums read, by step."""
        out: dict[str, dict[str, Any]] = {}
        for key, amount in sums.items():
            for s in source_of(self.p, self.sums[key]):
                read = reading(s.asks, self.sums[key])
                if read:
                    out.setdefault(s.key, {})[read[0]] = answer(s.asks, read[0], amount + read[1])
        return out

    def _goals(self, figures: Mapping[str, Any]) -> dict[str, set[str]]:
        """Steps by the wanted figure that they can make true."""
        out: dict[str, set[str]] = {}
        for key in self.wanted:
            f = figures[key]
            if isinstance(f, Closed):
                out[key] = {s.key for s in self.plan.steps.values() if s.ends and s.by.seat != "law" and not s.hears}
            else:
                out[key] = {s.key for s in f.steps if s.owner.key == self.p.key and s.key in self.plan.steps}
        for s in (s for key in self.sums if not self.wanted for s in self.sums[key].steps):
            if s.key in self.plan.steps and s.owner.key == self.p.key:
                out.setdefault("", set()).add(s.key)  # a register that is only summed: its record is the goal
        return out

    def _steers(self, figures: Mapping[str, Any]) -> dict[str, list[tuple[Callable[[Any], bool], str]]]:
        """By step: tests of its facts, and the figure while which is wanted they should hold, and else not ("": always)."""
        out: dict[str, list[tuple[Callable[[Any], bool], str]]] = {}
        for key, f in figures.items():
            if isinstance(f, Count):
                for s in f.steps if f.says else ():
                    out.setdefault(s.key, []).append((f.says, key))  # type: ignore[arg-type]  # has says
                for s in f.when.about if f.when else ():
                    out.setdefault(s.key, []).extend((test, key) for test in f.when.facts)  # type: ignore[union-attr]  # the condition was asked for above
        for s in (self.plan.steps[k] for keys in self.goals.values() for k in keys):
            for x in s.when.about if s.when else ():
                out.setdefault(x.key, []).extend((test, "") for test in s.when.facts if _reads(test, x))  # type: ignore[union-attr]  # the condition was asked for above
        return out

    def _relevant(self) -> set[str]:
        """What the goals rest on: what they answer and on whose facts they depend, and the duties before them."""
        goals = [k for keys in self.goals.values() for k in keys]
        out, todo = set(goals), [(k, True) for k in goals]
        while todo:
            key, needed = todo.pop()
            s, each = self.plan.steps[key], self.plan.each[key]
            more = [(k, False) for k in self.plan.after[key] or self.plan.after[self.plan.target[key]]]
            if needed:
                more += [(each, True)] if each else []
                more += [(x.key, True) for x in (s.when.about if s.when else ()) if x.key in self.plan.steps]
            for k, need in more:
                if k not in out or need:
                    if k not in out or (need and (k, "needed") not in self._seen):
                        self._seen.add((k, "needed" if need else ""))
                        todo.append((k, need))
                    out.add(k)
        return out

    # -- the search
    def find(self, start: date) -> list[Move] | None:
        self.nodes = 0
        return self._search([], [], start)

    def _search(self, entries: list[Entry], moves: list[Move], day: date) -> list[Move] | None:
        self.nodes += 1
        if self.nodes > NODES or len(moves) > LONGEST:
            return None
        state = self.world.replay(self.p, entries, day)
        left = self._left(state, moves)
        if left is None:
            return None
        if not left and entries:
            return moves
        for s, about, day_, chosen, waits in self._options(state, entries, day, left):
            on = self._late_day(state, waits, day_)
            entry, served = self._enter(s, about, on, chosen, entries)
            if self.world.replay(self.p, entries, on).ahead(s, entry):
                continue
            before = self._is_before(entries + served, left, on)
            if before is None:
                continue
            move = Move(s.key, tuple(sorted(chosen.items(), key=lambda kv: kv[0])), waits, before)
            found = self._search(entries + served, [*moves, move], self._next(served[-1].served or on))
            if found is not None:
                return found
        return None

    def _left(self, state: State, moves: Sequence[Move]) -> Counter[str] | None:
        """What is still wanted; None if something was counted that is not."""
        got = self.tallied(state)
        if self.carry:
            early = {e.id for e, m in zip(_real(state), moves, strict=False) if m.before}
            got = self.tallied(state, skip=early)
        for key, n in got.items():
            if n > self.wanted.get(key, 0):
                return None
        left = Counter({k: v - got[k] for k, v in self.wanted.items() if v > got[k]})
        if not self.wanted and not any(state.record.by_step.get(k) for k in self.goals.get("", ())):
            left[""] = 1
        return left

    def tallied(self, state: State, skip: set[int] | None = None) -> Counter[str]:
        got: Counter[str] = Counter()
        for t in self.world.book.tallies(state):
            if t.figure not in self.sums and not (skip and t.entry in skip):
                got[t.figure] += t.value
        return got

    def _is_before(self, entries: list[Entry], left: Mapping[str, int], on: date) -> bool | None:
        """Whether this step counts for something that is not wanted and so belongs to the year before; None: forbidden."""
        state = self.world.replay(self.p, entries, entries[-1].served or on)
        mine = Counter(
            {t.figure: t.value for t in self.world.book.tallies(state) if t.entry == entries[-1].id and t.figure not in self.sums}
        )
        unwanted = [k for k, n in mine.items() if n > left.get(k, 0)]
        if not unwanted:
            return False
        fresh = all(left.get(k, 0) == v for k, v in self.wanted.items())
        return True if self.carry and fresh and not any(k in left for k in mine) else None

    def _options(
        self, state: State, entries: list[Entry], day: date, left: Mapping[str, int]
    ) -> Iterator[tuple[Step[Any], int | None, date, dict[str, Any], tuple[str, ...]]]:
        """The steps to try now, the goals first (those that end the matter last), each with the facts to try."""
        for waited in range(PATIENCE):
            goals = {k for key in left for k in self.goals.get(key, ())}
            open_ = [
                s for s in state.open()
                if s.key in goals or (s.key in self.relevant and (self._new(state, s) or self._asks_goal(state, s, goals)))
            ]  # fmt: skip
            open_.sort(key=lambda s: (self._rank(s, goals), self.plan.place[s.key]))
            found = False
            for s in open_:
                about = self._about(state, s)
                for chosen in self._facts(s, day, left):
                    waits = self._lateness(s, chosen, day)
                    if waits is None:
                        continue
                    found = True
                    yield s, about, day, chosen, waits
            if found:
                return
            wakes = state.wakes_on
            if wakes is None or waited > LONGEST:
                return
            day = self.world.calendar.next_workday(max(wakes, day + DAY))
            state = self.world.replay(self.p, entries, day)

    def _new(self, state: State, s: Step[Any]) -> bool:
        """Not a thing that was done already and could only be done again."""
        return bool(self.plan.each[s.key]) or not state.record.all(s.key)

    def _asks_goal(self, state: State, s: Step[Any], goals: set[str]) -> bool:
        """Whether a thing done already must be done again, since what is still wanted answers it and nothing is left to answer."""
        return s.repeats and any(self.plan.each[g] == s.key and not state.waiting(self.plan.target[g]) for g in goals)

    @staticmethod
    def _rank(s: Step[Any], goals: set[str]) -> int:
        """Goals first; of the ends the regular one before a party's or the authority's choice, which comes last."""
        if s.key in goals:
            return 0 if not s.ends else 1 if s.must else 4
        return 2 if s.must else 3

    def _about(self, state: State, s: Step[Any]) -> int | None:
        if not self.plan.each[s.key]:
            return None
        waiting = state.waiting(self.plan.target[s.key])
        return waiting[0].id if waiting else None

    def _facts(self, s: Step[Any], day: date, left: Mapping[str, int]) -> list[dict[str, Any]]:
        """Facts to try: those first that make true what is wanted and nothing else."""
        fixed, steers = self.fixed.get(s.key, {}), self.steers.get(s.key, [])
        tried: list[tuple[int, int, dict[str, Any]]] = []
        for i, f in enumerate(candidates(s.asks, day, fixed)):
            chosen = _chosen(s.asks, f, fixed)
            wrong = sum(_holds(test, f) is not (key in left or not key) for test, key in steers)
            tried.append((wrong, i, chosen))
        tried.sort(key=lambda x: x[:2])
        return [c for _, _, c in tried[: ENDS if s.ends else BRANCHES]]

    def _lateness(self, s: Step[Any], chosen: Mapping[str, Any], day: date) -> tuple[str, ...] | None:
        """For a step that ends the matter: the limits to let pass so that it is not on time; None: a wrong end."""
        end = s.ends
        facts = make(s.asks, day, chosen)
        outcome = end if isinstance(end, str) else end(facts) if end else None
        if outcome is None:
            return ()
        waits: tuple[str, ...] = ()
        for key, f in self.closed.items():
            fits = f.outcomes is None or outcome in f.outcomes
            if fits and key not in self.wanted:
                if not f.on_time:
                    return None
                waits = tuple(w.key for w in f.on_time)
            if key in self.wanted and not fits:
                return None
        return waits

    def _late_day(self, state: State, waits: Sequence[str], day: date) -> date:
        ends = [d.on for d in state.dues() if d.limit.key in waits and d.on and d.met is None]
        return self._next(max(ends) + DAY) if ends and max(ends) >= day else day

    def _enter(
        self, s: Step[Any], about: int | None, on: date, chosen: Mapping[str, Any], entries: Sequence[Entry]
    ) -> tuple[Entry, list[Entry]]:
        facts = make(s.asks, on, chosen)
        served = self._next(on) if must_serve(self.plan, s.key) else None
        entry = Entry(len(entries) + 1, s.key, on, facts, about, served, None, frozenset({s.by.seat}))
        return entry, [entry]

    def _next(self, day: date) -> date:
        return self.world.calendar.next_workday(day + DAY)


def _real(state: State) -> list[Entry]:
    return sorted((e for e in state.entries if not e.deemed), key=lambda e: e.id)


def _holds(test: Callable[[Any], bool], facts: Facts) -> bool:
    try:
        return bool(test(facts))
    except AttributeError:
        return False


def _reads(test: Callable[[Any], bool], s: Step[Any]) -> bool:
    """Whether a predicate is one of this step's facts."""
    return getattr(s.asks, getattr(test, "__name__", ""), None) is not None


def _chosen(asks: type[Facts], f: Facts, fixed: Mapping[str, Any]) -> dict[str, Any]:
    """The deciding values of these facts: enums, yes and no, and the numbers that were fixed."""
    return {name: getattr(f, name) for name, _ in choices(asks)} | dict(fixed)

