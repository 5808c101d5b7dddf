"""The plan: group by subject, place the visits with least freedom first, mend what did not fit, merge what can be. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from .bound import fewest
from .group import Group, fewest_groups, grouped
from .guide import Guide
from .model import Problem, Visit
from .place import Board, Live
from .world import Task, World, world

FEW = 3_000
"""Duties up to which all is tried, however little is left out."""
NEARLY = 200
"""Where the guide would drop fewer than one of so many, filling up without it is tried as well."""
ROUNDS = 2
"""Times that merging and late placing are gone through."""

MEND = 100
"""Visits without a day, in all or of ten thousand, from which on an even sharing of the work is given up for filling days."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`unplaced`: duty -> (reason, figures); reasons are those of `reasons.WORDS`. `guide`: prices of officers' time, if they
    were needed."""

    world: World
    visits: tuple[Visit, ...]
    unplaced: dict[str, tuple[str, tuple[int, ...]]] = field(default_factory=dict)
    guide: Guide | None = None

    @property
    def problem(self) -> Problem:
        return self.world.problem


def plan(problem: Problem) -> Plan:
    """Most duties placed, then fewest visits, as near as the method comes; deterministic, whatever the order of rows.

    First the year's work is shared evenly; where that leaves duties out or visits above the bound, once more by filling
    days up, and the better of both is kept; where officers are far too scarce for it, the latter alone. Where they are
    scarce at all, their time gets a price, each subject chooses at it what to drop and when, and the best plan is kept."""
    w = world(problem)
    best = _Try(w, even=True)
    if not (best.given_up or best.short()):
        if best.visits > best.least:
            best = max(best, _Try(w, even=False), key=_better)
        return Plan(w, best.named(), best.unplaced())
    tries, guide = ([], None) if best.given_up else ([best], None)
    if len(w.tasks) <= FEW or not best.given_up:
        tries.append(_Try(w, even=False, cheap=True))
    if not tries or scarce(len(w.tasks), min(t.lacking() for t in tries)):
        guide = Guide(w)
        if not tries and guide.dropped * NEARLY < len(w.tasks):
            tries.append(_Try(w, even=False, cheap=True))
        tries.append(_Try(w, even=False, cheap=True, guide=guide))
    best = max(tries, key=_better)
    return Plan(w, best.named(), best.unplaced(), guide)


def scarce(duties: int, left: int) -> bool:
    """Whether what is left out for want of officers' time is worth looking for its price."""
    return left > 0 and (duties <= FEW or left * 1000 > duties)


def _better(t: _Try) -> tuple[int, int]:
    return t.placed, -t.visits


class _Try:
    """One run of the method."""

    def __init__(self, w: World, *, even: bool, cheap: bool = False, guide: Guide | None = None) -> None:
        self.w, self.cheap, self.guide = w, cheap, guide
        self.board = Board(w, even=even, dear=guide.dear if guide else ())
        self.left: dict[int, Task] = {}
        self.given_up = False
        self._place(mend_at_most=MEND if even else len(w.tasks))
        for _ in range(0 if self.given_up else ROUNDS):
            before = self.placed, self.visits
            self._late()
            self._merge()
            if (self.placed, self.visits) == before:
                break

    @property
    def visits(self) -> int:
        return sum(map(len, self.board.of))

    @property
    def placed(self) -> int:
        return sum(len(v.tasks) for visits in self.board.of for v in visits)

    @property
    def least(self) -> int:
        """The fewest visits for the duties that are placed."""
        return sum(fewest(self.w, [t for v in visits for t in v.tasks]) for visits in self.board.of if visits)

    def short(self) -> bool:
        """Whether officers' time, and not only the cap on visits, keeps duties out."""
        return self.lacking() > 0

    def lacking(self) -> int:
        """Duties that officers' time keeps out."""
        cap = self.w.problem.rules.visits_per_subject
        return sum(len(self.board.of[t.subject]) < cap for t in self.left.values())

    def _place(self, mend_at_most: int) -> None:
        waiting: list[Live] = []
        for subject, tasks in enumerate(self.w.subjects):
            if self.guide and subject in self.guide.chosen:
                waiting += self._guided(self.guide, subject)
            elif tasks:
                groups, left = grouped(self.w, tasks)
                waiting += [self.board.visit(g.tasks) for g in groups]
                self.left |= {t.i: t for t in left}
        waiting.sort(key=self._order)
        failed = [v for v in waiting if not self.board.seat(v)]
        self.given_up = len(failed) > max(mend_at_most, len(waiting) * mend_at_most // 10_000)
        for v in [] if self.given_up else failed:
            if not self.board.squeeze(v):
                self._scatter(v)

    def _guided(self, guide: Guide, subject: int) -> list[Live]:
        """The visits that a subject chose at the prices of time, each within the days that are as cheap."""
        out: list[Live] = []
        for tasks, days in guide.chosen[subject]:
            for group in fewest_groups(self.w, tasks):
                v = self.board.visit(group.tasks)
                v.mask = v.mask & days or v.mask
                out.append(v)
        out = sorted(out, key=lambda v: -len(v.tasks))[: self.w.problem.rules.visits_per_subject]
        kept = {t.i for v in out for t in v.tasks}
        self.left |= {t.i: t for t in self.w.subjects[subject] if t.i not in kept}
        return out

    def _order(self, v: Live) -> tuple[int, int, int]:
        """Those with least freedom first; or, roughly alike in that, those that take least of the officers' time by duty."""
        if self.guide:
            return -len({t.organ for t in v.tasks}), -self.board.roster.asked(v.tasks), v.tasks[0].i
        if not self.cheap:
            return v.mask.bit_count() // len({t.organ for t in v.tasks}), sum(t.minutes for t in v.tasks), v.tasks[0].i
        return v.mask.bit_count().bit_length(), self.board.roster.asked(v.tasks) * 1024 // len(v.tasks), v.tasks[0].i

    def _scatter(self, v: Live) -> None:
        """A visit that fits nowhere whole: each of its duties joins another visit of the subject or waits for one."""
        loose = [t for t in v.tasks if not self._join(t)]
        for group in fewest_groups(self.w, loose) if len(v.tasks) > len(loose) else []:
            if self._open(group.tasks):
                loose = [t for t in loose if t not in group.tasks]
        while loose:
            part = self._largest(loose)
            if not part:
                break
            loose = [t for t in loose if t not in part]
        self.left |= {t.i: t for t in loose}

    def _largest(self, loose: list[Task]) -> list[Task]:
        """Places the largest part that fits, leaving out one duty after the other."""
        parts: list[list[Task]] = [[x for x in loose if x is not t] for t in loose] if 1 < len(loose) <= 6 else []
        for part in [*parts, *([t] for t in loose)]:
            if part and len({t.mergeable for t in part}) == 1 and self._open(part):
                return part
        return []

    def _open(self, tasks: list[Task]) -> bool:
        """A new visit, if the cap allows one."""
        if len(self.board.of[tasks[0].subject]) >= self.w.problem.rules.visits_per_subject:
            return False
        v = self.board.visit(tasks)
        return v.mask > 0 and self.board.squeeze(v)

    def _join(self, t: Task) -> bool:
        """Into a visit of the subject, which keeps its day or moves to one that suits both."""
        if not t.mergeable:
            return False
        others = [v for v in self.board.of[t.subject] if Group(v.tasks).takes(self.w, t)]
        return any(self._united([v], [*v.tasks, t]) for v in others)

    def _united(self, old: list[Live], tasks: list[Task]) -> bool:
        """One visit for `tasks` in place of the `old` ones, or all as it was."""
        v = self.board.visit(tasks)
        if v.mask <= 0:
            return False
        backs = [(o, self.board.lift(o)) for o in old]
        if self.board.squeeze(v):
            return True
        for o, back in backs:
            self.board.put(o, *back)
        return False

    def _late(self) -> None:
        """Once more for the duties that are left, those with fewest days first; where time is scarce, those that ask least of
        it."""

        def order(t: Task) -> tuple[int, ...]:
            return self.board.roster.asked([t]) if self.guide else 0, t.mask.bit_count(), t.i

        for t in sorted(self.left.values(), key=order):
            if self._join(t) or self._open([t]):
                del self.left[t.i]

    def _merge(self) -> None:
        """Subjects with more visits than they need: two visits as one, or the duties of one spread over the others."""
        for subject, visits in enumerate(self.board.of):
            if len(visits) > 1 and len(visits) > fewest(self.w, [t for v in visits for t in v.tasks]):
                self._regroup(subject)

    def _regroup(self, subject: int) -> None:
        """The subject planned anew in fewer visits, or all as it was."""
        old = list(self.board.of[subject])
        groups = fewest_groups(self.w, [t for v in old for t in v.tasks])
        if len(groups) >= len(old):
            return
        mark = self.board.mark()
        for v in old:
            self.board.lift(v)
        new = sorted((self.board.visit(g.tasks) for g in groups), key=lambda v: (v.mask.bit_count(), v.tasks[0].i))
        if not all(self.board.squeeze(v) for v in new):
            self.board.undo(mark)

    def named(self) -> tuple[Visit, ...]:
        days, duties, officers = self.w.problem.workdays, self.w.problem.duties, self.w.problem.officers
        every = sorted(
            (v for visits in self.board.of for v in visits), key=lambda v: (v.day, v.subject, min(t.i for t in v.tasks))
        )
        width = max(5, len(str(len(every))))
        return tuple(
            Visit(
                f"V{n:0{width}}",
                self.w.names[v.subject],
                days[v.day],
                tuple(duties[i].id for i in sorted(t.i for t in v.tasks)),
                tuple(officers[i].id for i in sorted(p.i for p in v.crew)),
            )
            for n, v in enumerate(every, 1)
        )

    def unplaced(self) -> dict[str, tuple[str, tuple[int, ...]]]:
        duties, cap = self.w.problem.duties, self.w.problem.rules.visits_per_subject
        why = dict(self.w.impossible)
        for t in self.left.values():
            full = len(self.board.of[t.subject]) >= cap
            why[t.i] = ("cap", (cap,)) if full else ("capacity", (t.mask.bit_count(), t.team))
        return {duties[i].id: why[i] for i in sorted(why)}
