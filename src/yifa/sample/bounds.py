"""Whole numbers between bounds, the rules that tie them together, and why each bound holds. Pure.

A rule narrows the bounds of its numbers and never removes a number that could be part of a solution; a number without
any value left is a contradiction, told by what was given and by the rules that met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from yifa.kernel.rate import Window, why_none

TOP = 10**15
"""No bound above."""

_ROUNDS = 2000
"""Narrowing may be stopped at any time without becoming wrong; a thousand rounds are far more than real totals need."""


@dataclass(frozen=True)
class Why:
    """A reason for a bound: something given, or a rule with the reasons it rests on."""

    words: str
    rests_on: tuple[Why, ...] = ()

    @property
    def given(self) -> bool:
        return not self.rests_on


def told(*reasons: Why) -> str:
    """What was given and which rules met, each once, givens first."""
    seen: dict[int, Why] = {}
    todo = list(reasons)
    while todo:
        why = todo.pop(0)
        if id(why) not in seen:
            seen[id(why)] = why
            todo.extend(why.rests_on)
    givens = dict.fromkeys(w.words for w in seen.values() if w.given and w.words)
    rules = dict.fromkeys(w.words for w in seen.values() if not w.given and w.words)
    return "，".join(givens) + ("；规则是：" + "，".join(rules) if rules else "")


class Contradiction(Exception):
    """No whole numbers fit; the message says why, in words. It is put together only when it is read: the search meets
    thousands of contradictions on its way."""

    def __init__(self, words: str, *reasons: Why) -> None:
        super().__init__(words, *reasons)
        self.words, self.reasons = words, reasons

    def __str__(self) -> str:
        return f"{self.words}。依据：{told(*self.reasons)}" if self.reasons else self.words


_START = Why("")


@dataclass
class Box:
    """Bounds of each number (both ends inclusive), and why they hold."""

    low: dict[str, int] = field(default_factory=dict)
    high: dict[str, int] = field(default_factory=dict)
    why_low: dict[str, Why] = field(default_factory=dict)
    why_high: dict[str, Why] = field(default_factory=dict)
    label: Callable[[str], str] = str

    def add(self, name: str, low: int = 0, high: int = TOP, why: Why = _START) -> None:
        self.low[name], self.high[name] = low, high
        self.why_low[name] = self.why_high[name] = why

    def copy(self) -> Box:
        return Box(self.low.copy(), self.high.copy(), self.why_low.copy(), self.why_high.copy(), self.label)

    def only(self, names: Sequence[str]) -> Box:
        """These numbers alone."""
        bounds, whys = (self.low, self.high), (self.why_low, self.why_high)
        low, high = ({n: d[n] for n in names} for d in bounds)
        why_low, why_high = ({n: d[n] for n in names} for d in whys)
        return Box(low, high, why_low, why_high, self.label)

    def fixed(self, name: str) -> bool:
        return self.low[name] == self.high[name]

    def at_least(self, name: str, value: int, words: str, *because: Why) -> bool:
        if value <= self.low[name]:
            return False
        self.low[name], self.why_low[name] = value, Why(words, because)
        self._check(name)
        return True

    def at_most(self, name: str, value: int, words: str, *because: Why) -> bool:
        if value >= self.high[name]:
            return False
        self.high[name], self.why_high[name] = value, Why(words, because)
        self._check(name)
        return True

    def _check(self, name: str) -> None:
        if self.low[name] > self.high[name]:
            bounds = f"“{self.label(name)}”既要至少为 {self.low[name]}，又要至多为 {self.high[name]}"
            raise Contradiction(bounds, *self.why(name))

    def why(self, *names: str) -> Iterator[Why]:
        for n in names:
            yield self.why_low[n]
            yield self.why_high[n]


class Rule(Protocol):
    @property
    def words(self) -> str: ...

    @property
    def names(self) -> tuple[str, ...]: ...

    def narrow(self, box: Box) -> bool: ...


@dataclass(frozen=True)
class AtMost:
    """The sum of `parts` is not more than the sum of `wholes`."""

    parts: tuple[str, ...]
    wholes: tuple[str, ...]
    words: str

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.parts, *self.wholes)

    def narrow(self, box: Box) -> bool:
        least, most = sum(box.low[p] for p in self.parts), sum(box.high[w] for w in self.wholes)
        whys_low = [box.why_low[p] for p in self.parts]
        whys_high = [box.why_high[w] for w in self.wholes]
        changed = False
        for p in self.parts:
            rest = [box.why_low[q] for q in self.parts if q != p]
            changed |= box.at_most(p, most - least + box.low[p], self.words, *whys_high, *rest)
        for w in self.wholes:
            rest = [box.why_high[q] for q in self.wholes if q != w]
            changed |= box.at_least(w, least - most + box.high[w], self.words, *whys_low, *rest)
        return changed


@dataclass(frozen=True)
class Needs:
    """If `part` is not zero, neither is `whole`."""

    part: str
    whole: str
    words: str

    @property
    def names(self) -> tuple[str, ...]:
        return (self.part, self.whole)

    def narrow(self, box: Box) -> bool:
        changed = False
        if box.low[self.part] > 0:
            changed |= box.at_least(self.whole, 1, self.words, box.why_low[self.part])
        if box.high[self.whole] == 0:
            changed |= box.at_most(self.part, 0, self.words, box.why_high[self.whole])
        return changed


@dataclass(frozen=True)
class Ratio:
    """top / base lies in the window that a written percentage stands for. `aim`: the ratio to come closest to, as
    numerator and denominator. `said`: the percentage as given, `words`: how it is made up. A percentage of nothing cannot
    be stated, so base is never zero."""

    top: str
    base: str
    window: Window
    aim: tuple[int, int]
    stated: Decimal
    words: str
    said: str
    of_change: bool = False
    simplest: tuple[int, int] = (0, 1)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.top, self.base)

    def narrow(self, box: Box) -> bool:
        top, base, window = self.top, self.base, self.window
        self._refuse_plainly(box)
        told_here = Why(self.said)
        changed = box.at_least(base, max(1, self.simplest[1]), self._simple_words(), told_here)
        changed |= box.at_least(top, window.least(box.low[base]), self.words, told_here, box.why_low[base])
        changed |= box.at_most(top, min(TOP, window.most(box.high[base])), self.words, told_here, box.why_high[base])
        first, last = window.denominators(box.low[top])
        changed |= box.at_least(base, first, self.words, told_here, box.why_low[top])
        last = window.denominators(box.high[top])[1]
        if last is not None:
            changed |= box.at_most(base, last, self.words, told_here, box.why_high[top])
        return changed

    def _simple_words(self) -> str:
        top, base = self.simplest
        return f"能写成这一比率的分数，分母最小的是 {top}/{base}" if base > 1 else "分母为 0 时比率无从谈起"

    def _refuse_plainly(self, box: Box) -> None:
        """The commonest contradictions in plain words: the base is known and no whole number over it fits."""
        if not box.fixed(self.base):
            return
        base, label = box.low[self.base], box.label
        because = (Why(self.said), *box.why(self.base))
        if base == 0:
            raise Contradiction(f"“{label(self.base)}”为 0，以它为分母的比率无从谈起", *because)
        fits = self.window.numerators(base)
        if not fits and self.of_change:
            raise Contradiction(f"“{label(self.base)}”为 {base} 时，没有整数能得出 {self.stated}% 的变化", *because)
        if not fits:
            raise Contradiction(why_none(base, self.stated) or f"{base} 的整数份都不是 {self.stated}%", *because)
        if fits[-1] < box.low[self.top] or fits[0] > box.high[self.top]:
            most = fits[-1] if self.of_change else min(base, fits[-1])
            span = f"{fits[0]}" if most == fits[0] else f"{fits[0]} 至 {most}" if most < TOP else f"至少 {fits[0]}"
            wanted = f"“{label(self.top)}”应为 {span}（“{label(self.base)}”为 {base}），与已知不符"
            raise Contradiction(wanted, *because, *box.why(self.top))


def narrow(box: Box, rules: Iterable[Rule]) -> None:
    """Apply the rules until nothing changes. Raises Contradiction."""
    active = list(rules)
    for _ in range(_ROUNDS):
        if not sum(rule.narrow(box) for rule in active):
            return


def components(names: Sequence[str], rules: Sequence[Rule]) -> list[tuple[list[str], list[Rule]]]:
    """Numbers that no rule ties together are solved apart. Order of names and rules is kept."""
    group = {n: n for n in names}

    def root(n: str) -> str:
        while group[n] != n:
            n = group[n]
        return n

    for rule in rules:
        first, *rest = rule.names
        for other in rest:
            group[root(other)] = root(first)
    out: dict[str, tuple[list[str], list[Rule]]] = {}
    for n in names:
        out.setdefault(root(n), ([], []))[0].append(n)
    for rule in rules:
        out[root(rule.names[0])][1].append(rule)
    return list(out.values())
