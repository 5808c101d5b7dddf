"""A figure is a value, not a query: what is counted, declared beside the procedure that it counts. Pure.

`tallies(state)` says which entries of a matter a figure counts; the store keeps these rows, the number is their sum,
and opening the number lists them. Rates and changes are never declared here: they follow from indicators.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from .declare import Procedure, Step, Within
from .entry import Entry
from .replay import State


@dataclass(frozen=True)
class Tally:
    """One row behind a number: this entry adds `value` to this figure on this day. `distinct`: count each such key
    once in the year (a unit supervised twice is one unit)."""

    figure: str
    entry: int
    on: date
    value: int
    distinct: str = ""


@dataclass(frozen=True, init=False)
class Count:
    """Entries of one or several steps, optionally those of which a predicate of the facts is true. A step stands for the
    step of that name in every version of its procedure."""

    steps: tuple[Step[Any], ...]
    says: Callable[[Any], bool] | None
    distinct: Callable[[Any], str] | None

    def __init__(
        self,
        *steps: Step[Any],
        says: Callable[[Any], bool] | None = None,
        distinct: Callable[[Any], str] | None = None,
    ) -> None:
        object.__setattr__(self, "steps", steps)
        object.__setattr__(self, "says", says)
        object.__setattr__(self, "distinct", distinct)

    def of(self, state: State, entry: Entry) -> tuple[int, str] | None:
        if self.says is not None and not self.says(entry.facts):
            return None
        return 1, self.distinct(entry.facts) if self.distinct else ""


@dataclass(frozen=True)
class Sum:
    """The sum of a number among the facts of a step."""

    step: Step[Any]
    number: Callable[[Any], int]

    @property
    def steps(self) -> tuple[Step[Any], ...]:
        return (self.step,)

    def of(self, state: State, entry: Entry) -> tuple[int, str] | None:
        value = self.number(entry.facts)
        return (value, "") if value else None


@dataclass(frozen=True)
class Closed:
    """Matters of a procedure that reached an outcome; with `on_time`, those where none of these limits was missed."""

    procedure: type[Procedure]
    outcomes: frozenset[StrEnum] | None = None
    on_time: tuple[Within, ...] = ()

    @property
    def steps(self) -> tuple[Step[Any], ...]:
        return ()

    def of(self, state: State, entry: Entry) -> tuple[int, str] | None:
        if self.outcomes is not None and state.outcome not in self.outcomes:
            return None
        keys = {w.key for w in self.on_time}
        return None if any(d.late for d in state.dues() if d.limit.key in keys) else (1, "")


@dataclass(frozen=True)
class Stock:
    """Rows of a roster that are valid on the last day of the year, with these values; `number` sums a field."""

    roster: str
    where: tuple[tuple[str, object], ...] = ()
    number: str = ""
    distinct: str = ""


@dataclass(frozen=True)
class Bulk:
    """Rows of attested batches of the year from one source, with these values; `number` sums a column."""

    source: str
    where: tuple[tuple[str, object], ...] = ()
    number: str = ""


@dataclass(frozen=True)
class Less:
    """What one number exceeds another by: visits that plans would have caused, less the visits made."""

    whole: Count | Sum
    part: Count | Sum


Figure = Count | Sum | Closed | Stock | Bulk | Less
Figures = Mapping[str, Figure]


def kinds(figure: Figure) -> Iterator[tuple[int, Count | Sum | Closed]]:
    """The parts of a figure that count entries, each with its sign."""
    if isinstance(figure, Less):
        yield 1, figure.whole
        yield -1, figure.part
    elif isinstance(figure, (Count, Sum, Closed)):
        yield 1, figure


class Book:
    """All declared figures, indexed by the procedure and step that they count."""

    def __init__(self, figures: Figures) -> None:
        self.figures = dict(figures)
        self._steps: dict[tuple[type[Procedure], str], list[tuple[str, int, Count | Sum]]] = {}
        self._ends: dict[type[Procedure], list[tuple[str, int, Closed]]] = {}

    def _by_step(self, p: type[Procedure], step: str) -> list[tuple[str, int, Count | Sum]]:
        if (p, step) not in self._steps:
            self._steps[p, step] = self._find_steps(p, step)
        return self._steps[p, step]

    def _by_end(self, p: type[Procedure]) -> list[tuple[str, int, Closed]]:
        if p not in self._ends:
            self._ends[p] = self._find_ends(p)
        return self._ends[p]

    def _find_steps(self, p: type[Procedure], step: str) -> list[tuple[str, int, Count | Sum]]:
        return [
            (key, sign, part)
            for key, figure in self.figures.items()
            for sign, part in kinds(figure)
            if isinstance(part, (Count, Sum))
            if any(s.key == step and s.owner.key == p.key for s in part.steps)
        ]

    def _find_ends(self, p: type[Procedure]) -> list[tuple[str, int, Closed]]:
        return [
            (key, sign, part)
            for key, figure in self.figures.items()
            for sign, part in kinds(figure)
            if isinstance(part, Closed) and part.procedure.key == p.key
        ]

    def tallies(self, state: State) -> list[Tally]:
        """Every row that this matter gives to a figure. Entries set aside by a reopening still count: they happened."""
        out: list[Tally] = []
        for e in state.entries:
            for key, sign, part in self._by_step(state.procedure, e.step):
                got = part.of(state, e)
                if got:
                    out.append(Tally(key, e.id, e.on, sign * got[0], got[1]))
        ended = state._outcome
        if ended:
            for key, sign, whole in self._by_end(state.procedure):
                got = whole.of(state, ended[1])
                if got:
                    out.append(Tally(key, ended[1].id, ended[1].on, sign * got[0], got[1]))
        return out
