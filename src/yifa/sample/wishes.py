"""Plausible numbers for what a totals file leaves out: the magnitudes of a typical county, drawn to the size that the given
numbers speak of, with a little noise from the seed. Pure and deterministic.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from hashlib import sha256
from statistics import median_low

from yifa.kernel.indicator import Indicators
from yifa.kernel.relation import Kind, relations

from .bounds import Box
from .targets import Target, Targets

_LARGE = 100
"""Numbers from here on grow with the county; a county twice as large does not hold twice as many study sessions."""

_NOISE = 12
"""Per cent to either side."""


class Wishes:
    """Called with a name and the bounds reached so far, gives the value to try first. A given number wishes for itself, a
    missing one follows a whole or a part of it that is known, in the proportion that is typical. `settled`: numbers that
    other groups of figures have got already, kept by the solver."""

    def __init__(self, targets: Targets, known: Indicators, given: Mapping[str, Target], before: str) -> None:
        self.known, self.given, self.before = known, given, before
        self.seed = targets.shares.seed
        self.typical = {k: known[k].typical or 10 for k in known.counts}
        if "reconsideration_closed_on_time" in self.typical:
            closed = self.typical["reconsideration_closed"]
            self.typical["reconsideration_closed_on_time"] = closed * (10000 - targets.shares.late) // 10000
        self.wholes: dict[str, list[str]] = {k: [] for k in known.counts}
        self.parts: dict[str, list[str]] = {k: [] for k in known.counts}
        self.changes: dict[str, Fraction] = {}
        for r in relations(known):
            if r.kind in (Kind.at_most, Kind.needs) and len(r.wholes) == 1:
                for part in r.parts:
                    self.wholes[part].append(r.wholes[0])
                    self.parts[r.wholes[0]].append(part)
            elif r.kind is Kind.change and r.figure in targets.totals:
                self.changes[r.parts[0]] = 1 + Fraction(targets.totals[r.figure].value) / 100
        self.settled: dict[str, int] = {}
        self.size = self._size()

    def _size(self) -> Fraction:
        """How large the county is against the typical one: the middle of what its given numbers say, within bounds."""
        ratios = sorted(
            Fraction(int(t.value), self.typical[k])
            for k, t in self.given.items()
            if k in self.typical and self.typical[k] >= _LARGE and not self.known[k].part_of
        )
        return min(max(median_low(ratios), Fraction(1, 4)), Fraction(4)) if ratios else Fraction(1)

    def __call__(self, name: str, box: Box) -> int:
        if name in self.given:
            return int(self.given[name].value)
        if name.startswith(self.before):
            return self._last_year(name.removeprefix(self.before), box)
        if name in self.changes and box.fixed(self.before + name):
            return round(box.low[self.before + name] * self.changes[name])
        return round(self._wish(name, box))

    def _sure(self, name: str, box: Box) -> int | None:
        """The number, if it is already fixed here or was settled before."""
        if name in box.low:
            return box.low[name] if box.fixed(name) else None
        return self.settled.get(name)

    def _last_year(self, key: str, box: Box) -> int:
        sure = self._sure(key, box)
        now = self._wish(key, box) if sure is None else Fraction(sure)
        now = min([now, *(Fraction(box.high[k]) for k in (key, *self.wholes[key]) if k in box.high)])
        factor = self.changes.get(key, 1 / self._noise(self.before + key))
        return max(1, round(now / factor)) if factor > 0 else self.typical[key]

    def _wish(self, key: str, box: Box) -> Fraction:
        for other in (*self.wholes[key], *self.parts[key]):
            if sure := self._sure(other, box):
                return self._beside(key, other, Fraction(sure))
        if self.wholes[key]:
            whole = self.wholes[key][0]
            return self._beside(key, whole, self._wish_whole(whole, box))
        return self.typical[key] * (self.size if self.typical[key] >= _LARGE else 1) * self._noise(key)

    def _beside(self, key: str, other: str, value: Fraction) -> Fraction:
        """In the typical proportion to another number. The noise is on the difference, if that is the smaller share: a part
        of 99 % stays below its whole."""
        mine = value * Fraction(self.typical[key], self.typical[other])
        gap = mine - value
        return value + gap * self._noise(key) if abs(gap) < mine else mine * self._noise(key)

    def _wish_whole(self, key: str, box: Box) -> Fraction:
        """The wish for a whole, looking upwards only, so that whole and part do not ask each other in a circle."""
        if (sure := self._sure(key, box)) is not None:
            return Fraction(sure)
        if self.wholes[key]:
            whole = self.wholes[key][0]
            return self._wish_whole(whole, box) * Fraction(self.typical[key], self.typical[whole])
        return Fraction(self.typical[key]) * (self.size if self.typical[key] >= _LARGE else 1)

    def _noise(self, key: str) -> Fraction:
        drawn = int.from_bytes(sha256(f"{self.seed}:{key}".encode()).digest()[:8])
        return 1 + Fraction(drawn % (2 * _NOISE + 1) - _NOISE, 100)
