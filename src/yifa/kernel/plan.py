"""A procedure compiled once: who rests on whom, resolved by name in this version. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .declare import Cond, Line, Moment, NotBefore, Procedure, Start, Step, Within
from .law import Span, counts_workdays


class Plan:
    """The structure of one procedure, as look-up tables by step key. Immutable after construction."""

    def __init__(self, p: type[Procedure]) -> None:
        self.procedure = p
        self.steps: dict[str, Step[Any]] = {s.key: s for s in p.steps()}
        self.limits: list[Within] = p.limits()
        self.minima: list[NotBefore] = [x for x in p.lines.values() if isinstance(x, NotBefore)]
        self.place = {key: i for i, key in enumerate(self.steps)}
        self.after = {k: tuple(x.key for x in s.after) for k, s in self.steps.items()}
        self.instead = {
            k: tuple(a.key for a in self.steps.values() if a.instead and a.instead.key == k) for k in self.steps
        }
        self.target = {k: s.instead.key if s.instead else k for k, s in self.steps.items()}
        """What a step settles: itself, or the step in whose place it stands."""
        self.each = {k: self._each(k) for k in self.steps}
        self.answers = {k: frozenset((k, *self.instead[k])) for k in self.steps}
        self.below = {
            k: tuple(x.key for x in (*s.after, s.each, s.instead) if x) for k, s in self.steps.items()
        }
        self.resting = {k: self._resting(k) for k in self.steps}
        self.closes = {k: self._closes(k) for k in self.steps}
        self.limits_of: dict[str, list[Within]] = {k: [] for k in self.steps}
        for w in self.limits:
            self.limits_of[w.of.key].append(w)
        self.minima_of: dict[str, list[NotBefore]] = {k: [] for k in self.steps}
        for n in self.minima:
            self.minima_of[n.of.key].append(n)
        self.lapses = [w for w in self.limits if w.lapse]
        self.started_by = {w.key: self._started_by(w.since) for w in self.limits}
        self._limits_from: dict[str, list[int]] = {}
        for i, w in enumerate(self.limits):
            for key in self.started_by[w.key]:
                self._limits_from.setdefault(key, []).append(i)
        """Without an entry of one of these steps a limit has no instance."""
        self.asked = {w.key: self.each[w.of.key] for w in self.limits}
        """Of a limit: the step whose every entry `of` answers."""
        self.ends_somewhere = any(s.ends for s in self.steps.values())

    def _each(self, key: str) -> str | None:
        s = self.steps[key]
        return s.each.key if s.each else self._each(s.instead.key) if s.instead else None

    def _resting(self, key: str) -> frozenset[str]:
        """The step and all that rests on it, however far up."""
        out = {key}
        grown = True
        while grown:
            more = {k for k, below in self.below.items() if k not in out and out.intersection(below)}
            out |= more
            grown = bool(more)
        return frozenset(out)

    def _closes(self, key: str) -> frozenset[str]:
        """What doing this step closes: all that its `after` rests on. What reopens closes nothing."""
        if self.steps[key].reopens:
            return frozenset()
        todo, out = list(self.after[key]), set[str]()
        while todo:
            k = todo.pop()
            if k not in out:
                out.add(k)
                todo += self.below[k]
        return frozenset(out)

    def begun(self, steps: Iterable[str]) -> list[Within]:
        """The limits that any of these steps starts, in order of declaration."""
        found = {i for key in steps for i in self._limits_from.get(key, ())}
        return [self.limits[i] for i in sorted(found)]

    def _started_by(self, since: Start) -> frozenset[str]:
        out = set[str]()
        for m in self.moments(since):
            line = m if isinstance(m, Step) else self.line(m.line) if m.kind == "end" else m.line
            out |= self._started_by(line.since) if isinstance(line, Within) else {line.key}
        return frozenset(out)

    def line(self, line: Line) -> Line:
        """The line of this name in this version."""
        return self.procedure.lines[line.key]

    def moments(self, start: Start) -> Iterable[Step[Any] | Moment]:
        return (start,) if isinstance(start, (Step, Moment)) else start

    @staticmethod
    def working(span: Span, line: Within | NotBefore) -> bool:
        """Whether a span that the law itself writes runs in working days under it; a county's own row says so itself."""
        return counts_workdays(span, line.cite.law)


_PLANS: dict[type[Procedure], Plan] = {}


def plan_of(p: type[Procedure]) -> Plan:
    plan = _PLANS.get(p)
    if plan is None:
        plan = _PLANS[p] = Plan(p)
    return plan


def words(cond: Cond | None) -> str:
    return cond.words if cond else ""
