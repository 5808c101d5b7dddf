"""A figure is a value, not a query: what is counted, declared beside the procedure that it counts. Pure.

`tallies(state)` says which entries of a matter a figure counts; the store keeps these rows, the number is their sum,
and opening the number lists them. Rates and changes are never declared here: they follow from indicators.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from .declare import Cond, Procedure, Step, Within
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
    """Entries of one or several steps, optionally those of which a predicate of the facts, or a condition of the
    matter, is true. A step stands for the step of that name in every version of its procedure."""

    steps: tuple[Step[Any], ...]
    says: Callable[[Any], bool] | None
    when: Cond | None
    distinct: Callable[[Any], str] | None

    def __init__(
        self,
        *steps: Step[Any],
        says: Callable[[Any], bool] | None = None,
        when: Cond | None = None,
        distinct: Callable[[Any], str] | None = None,
    ) -> None:
        object.__setattr__(self, "steps", steps)
        object.__setattr__(self, "says", says)
        object.__setattr__(self, "when", when)
        object.__setattr__(self, "distinct", distinct)

    def of(self, state: State, entry: Entry) -> tuple[int, str] | None:
        if self.says is not None and not self.says(entry.facts):
            return None
        if self.when is not None and not self.when.test(state.record):
            return None
        return 1, self.distinct(entry.facts) if self.distinct else ""


@dataclass(frozen=True, init=False)
class Sum:
    """The sum of a number among the facts of one or several steps; `of`: among the facts of an earlier step, counted
    when `steps` are done."""

    steps: tuple[Step[Any], ...]
    number: Callable[[Any], int]
    source: Step[Any] | None

    def __init__(self, *steps: Step[Any], number: Callable[[Any], int], of: Step[Any] | None = None) -> None:
        object.__setattr__(self, "steps", steps)
        object.__setattr__(self, "number", number)
        object.__setattr__(self, "source", of)

    def of(self, state: State, entry: Entry) -> tuple[int, str] | None:
        read = state.last(self.source) if self.source is not None else entry
        value = self.number(read.facts) if read is not None else 0
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
        missed = (d.late or (d.met is None and d.on is not None and d.on < entry.on) for d in state.dues() if d.limit.key in keys)
        return None if any(missed) else (1, "")


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
class Column:
    """A column of a bulk source. `kind`: text, date, bool or int; `values`: the only texts allowed, if given."""

    name: str
    title: str
    kind: str = "text"
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A bulk source: what a row is, and which date puts it in a month. No column may hold personal data."""

    key: str
    title: str
    unit: str
    columns: tuple[Column, ...]
    day: str


Counted = Count | Sum | Closed
"""Figures that count entries of matters."""
Figure = Counted | Stock | Bulk
Figures = Mapping[str, Figure]


class Book:
    """All declared figures, indexed by the procedure and step that they count."""

    def __init__(self, figures: Figures) -> None:
        self.figures = dict(figures)
        self._steps: dict[tuple[str, str], list[tuple[str, Count | Sum]]] = {}
        self._ends: dict[str, list[tuple[str, Closed]]] = {}
        for key, figure in self.figures.items():
            if isinstance(figure, Closed):
                self._ends.setdefault(figure.procedure.key, []).append((key, figure))
            elif isinstance(figure, (Count, Sum)):
                for s in figure.steps:
                    self._steps.setdefault((s.owner.key, s.key), []).append((key, figure))

    def tallies(self, state: State) -> list[Tally]:
        """Every row that this matter gives to a figure. Entries set aside by a reopening still count: they happened."""
        out: list[Tally] = []
        name = state.procedure.key
        for e in state.entries:
            for key, part in self._steps.get((name, e.step), ()):
                got = part.of(state, e)
                if got:
                    out.append(Tally(key, e.id, e.on, *got))
        ended = state._outcome
        if ended:
            for key, whole in self._ends.get(name, ()):
                got = whole.of(state, ended[1])
                if got:
                    out.append(Tally(key, ended[1].id, ended[1].on, *got))
        return out

    def of_procedure(self, p: type[Procedure]) -> dict[str, Counted]:
        """The figures to which matters of a procedure may add."""
        return {
            key: f
            for key, f in self.figures.items()
            if (isinstance(f, Closed) and f.procedure.key == p.key)
            or (isinstance(f, (Count, Sum)) and any(s.owner.key == p.key for s in f.steps))
        }
