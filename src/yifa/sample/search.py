"""Find whole numbers inside bounds that keep every rule, as near as possible to the wished ones. Pure.

Bounds are narrowed first; then the denominators of the written percentages are tried one after the other, the nearest
and best fitting first, then everything else. With all denominators chosen the bounds decide, so that the rest of the
search does not go back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import gcd, lcm

from .bounds import TOP, AtMost, Box, Contradiction, Needs, Ratio, Rule, narrow, told

Wish = Callable[[str, Box], int]
"""The value that a number should have if nothing stands against it, in view of what is already fixed."""

_NEAR = 1500
_FEW = 10_000
_SCAN = 50_000
_TRIES = 100_000


class Unfound(Contradiction):
    """Nothing was found within the limit of the search; that there is nothing is not proved."""


@dataclass
class Search:
    names: Sequence[str]
    rules: Sequence[Rule]
    wish: Wish
    gave_up: bool = False
    tries: int = _TRIES

    def __post_init__(self) -> None:
        self.ratios = {n: [r for r in self.rules if isinstance(r, Ratio) and r.base == n] for n in self.names}
        self.tops = {n: [r for r in self.rules if isinstance(r, Ratio) and r.top == n] for n in self.names}
        self.sums = {
            n: [r for r in self.rules if isinstance(r, AtMost) and r.wholes == (n,) and len(r.parts) > 1]
            for n in self.names
        }

    def run(self, box: Box) -> Box:
        """Raises Contradiction (proved) or Unfound (limit reached)."""
        self._refuse_too_much()
        start = box.copy()
        narrow(start, self.rules)
        found = self._next(start, self._order())
        if found is not None:
            return found
        raise (Unfound if self.gave_up else Contradiction)(self._why_nothing(start))

    def _refuse_too_much(self) -> None:
        """Percentages of disjoint parts that exceed the whole even at their lower ends."""
        for rule in (s for sums in self.sums.values() for s in sums):
            shares = [r for r in self.ratios[rule.wholes[0]] if r.top in rule.parts]
            if sum(Fraction(r.window.low, r.window.scale) for r in shares) > 1:
                raise Contradiction(
                    f"几部分的比率合计超过 100%：{'，'.join(r.said for r in shares)}；规则是：{rule.words}"
                )

    def _order(self) -> list[str]:
        bases = [n for n in self.names if self.ratios[n]]
        return [*bases, *(n for n in self.names if not self.ratios[n])]

    def _next(self, box: Box, order: Sequence[str]) -> Box | None:
        todo = [n for n in order if not box.fixed(n)]
        if not todo:
            return box
        name = todo[0]
        for value in self._bases(name, box) if self.ratios[name] else self._values(name, box):
            self.tries -= 1
            if self.tries < 0:
                self.gave_up = True
                return None
            tried = box.copy()
            tried.low[name] = tried.high[name] = value
            try:
                narrow(tried, self.rules)
            except Contradiction:
                continue
            found = self._next(tried, todo[1:])
            if found is not None:
                return found
        return None

    def _values(self, name: str, box: Box) -> Iterator[int]:
        low, high = box.low[name], box.high[name]
        wished = self.wish(name, box)
        for ratio in self.tops[name]:
            if box.fixed(ratio.base):
                wished = nearest(ratio, box.low[ratio.base])
        yield from dict.fromkeys((min(max(wished, low), high), low, *((high,) if high < TOP else ())))

    def _bases(self, name: str, box: Box) -> Iterator[int]:
        """Denominators: the best of those near the wish, then round ones, then all others outward from the wish."""
        low, high = box.low[name], box.high[name]
        wished = min(max(self.wish(name, box), low), high)
        reach = min(_NEAR, max(25, wished // 4))
        near = range(max(low, wished - reach), min(high, wished + reach) + 1)
        good = [d for d in near if self._fits(name, d, box)]
        good.sort(key=lambda d: (self._miss(name, d), abs(d - wished), d))
        yield from good
        steps = iter(range(reach + 1, max(wished - low, high - wished) + 1))
        yield from self._outward(name, wished, islice(steps, _FEW), box)
        yield from self._round_ones(name, wished, low, high)
        yield from self._outward(name, wished, islice(steps, _SCAN), box)
        self.gave_up |= next(steps, None) is not None

    def _outward(self, name: str, wished: int, steps: Iterable[int], box: Box) -> Iterator[int]:
        low, high = box.low[name], box.high[name]
        for step in steps:
            for d in (wished - step, wished + step):
                if low <= d <= high and self._fits(name, d, box):
                    yield d

    def _round_ones(self, name: str, wished: int, low: int, high: int) -> Iterator[int]:
        """Multiples over which every percentage comes out even, or is met at its lower end: with room enough above, one
        of these always fits if anything does."""
        ratios = self.ratios[name]
        for unit in (
            lcm(*(reduced(*r.aim) for r in ratios)),
            lcm(*(reduced(r.window.low, r.window.scale) for r in ratios)),
            lcm(*(r.simplest[1] for r in ratios)),
        ):
            for factor in (wished // unit, wished // unit + 1, -(-low // unit)):
                if low <= factor * unit <= high:
                    yield factor * unit

    def _fits(self, name: str, base: int, box: Box) -> bool:
        least: dict[str, int] = {}
        for r in self.ratios[name]:
            low = max(r.window.least(base), box.low[r.top])
            if low > min(r.window.most(base), box.high[r.top]):
                return False
            least[r.top] = max(low, least.get(r.top, 0))
        return all(sum(least.get(p, box.low[p]) for p in s.parts) <= base for s in self.sums[name])

    def _miss(self, name: str, base: int) -> float:
        """How far the worst percentage over this base lies from the one written; only used to choose."""
        return max(round(abs(nearest(r, base) / base - r.aim[0] / r.aim[1]), 9) for r in self.ratios[name])

    def _why_nothing(self, box: Box) -> str:
        bases = [n for n in self.names if self.ratios[n]]
        shares = "，".join(r.said for n in bases for r in self.ratios[n])
        spans = "，".join(
            f"“{box.label(n)}”在 {box.low[n]} 至 {box.high[n]} 之间" if box.high[n] < TOP else f"“{box.label(n)}”"
            for n in bases
        )
        known = told(*box.why(*self.names))
        found = "在搜索范围内没有找到" if self.gave_up else "没有"
        return f"{spans}{found}能同时满足的整数：{shares}；{known}"


def nearest(ratio: Ratio, base: int) -> int:
    """The numerator over this base that comes closest to the written percentage."""
    top, bottom = ratio.aim
    wanted = (2 * top * base + bottom) // (2 * bottom)
    return min(max(wanted, ratio.window.least(base)), ratio.window.most(base))


def reduced(top: int, bottom: int) -> int:
    """The denominator of top/bottom in lowest terms."""
    return bottom // gcd(top, bottom)


def broken(rules: Sequence[Rule], values: dict[str, int]) -> list[Rule]:
    """The rules that these values break."""
    out = []
    for rule in rules:
        match rule:
            case AtMost(parts, wholes):
                kept = sum(values[p] for p in parts) <= sum(values[w] for w in wholes)
            case Needs(part, whole):
                kept = values[part] == 0 or values[whole] > 0
            case Ratio(top, base, window):
                kept = values[base] > 0 and values[top] in window.numerators(values[base])
            case _:
                kept = True
        if not kept:
            out.append(rule)
    return out
