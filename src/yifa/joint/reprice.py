"""The bounds that rest on prices of officers' minutes, counted again from the inputs and the prices alone: nothing of the
planner is used here. Pure.

Any prices not below 0 show a bound; that those of a certificate do is not believed but counted: what each subject costs at
least at them, less what all the officers' days are worth. README.md says why no plan costs less."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from typing import Any

from .model import Duty, Officer
from .recheck import Recheck

VISIT = 100_000_000
MANY = 1 << 60
"""The price of a seat in a team that no officer can take."""
TOGETHER, POINTS = 4, 7
"""Duties of an organ that are tried in every combination; days of a subject that are told apart, by period otherwise."""


class Unsound(ValueError):
    """The prices are no prices; the text says why."""


class Reprice:
    """`shown`: the part `time` of a certificate; `name`: any or most, whose prices are taken. Raises Unsound."""

    def __init__(self, again: Recheck, shown: Mapping[str, Any], name: str) -> None:
        self.again, self.problem = again, again.problem
        self.travel = self.problem.rules.travel_minutes
        self.starts = [date.fromisoformat(s) for s in shown["starts"]]
        days = self.problem.workdays
        if self.starts != sorted(set(self.starts)) or not days or self.starts[:1] != [days[0]] or not set(self.starts) <= set(days):
            raise Unsound("各段的第一天不是依次排列的工作日")
        self.drop: int = shown[name]["drop"]
        if type(self.drop) is not int or self.drop < 1:
            raise Unsound("不排一项的价不是正整数")
        self._price: dict[str, list[int]] = shown[name]["officers"]
        known = {o.id for o in self.problem.officers}
        if not set(self._price) <= known or not all(_whole(row, len(self.starts)) for row in self._price.values()):
            raise Unsound("人员的价不是每段一个不小于0的整数")
        self._weights = {o: [self._row(steps, o) for steps in rows] for o, rows in shown["weights"].items() if o in again.day}
        if any(len(rows) != len(self.starts) for rows in self._weights.values()):
            raise Unsound("入企的权重不是每段一份")
        self._seats: dict[tuple[int, str, str], list[int]] = {}
        self._least: dict[tuple[int, str], int] = {}

    def _row(self, steps: Sequence[Sequence[int]], organ: str) -> list[int]:
        """The weight of a visit by its minutes, up to the longest day of the organ."""
        if not all(_whole(s, 2) and s[0] > 0 for s in steps) or any(a[0] >= b[0] or a[1] > b[1] for a, b in zip(steps, steps[1:], strict=False)):
            raise Unsound("入企的权重不是依次上升的整数")
        row = [0] * (self.again.day[organ] + 1)
        for minutes, weight in steps:
            row[minutes:] = [weight] * (len(row) - len(row[:minutes]))
        return row

    def _weight(self, organ: str, q: int) -> list[int]:
        return self._weights[organ][q] if organ in self._weights else [0] * (self.again.day[organ] + 1)

    @cached_property
    def periods(self) -> list[tuple[date, date]]:
        """First and last day of each."""
        return list(zip(self.starts, [*(s - timedelta(1) for s in self.starts[1:]), self.problem.workdays[-1]], strict=True))

    def worth(self) -> int:
        """All officers' days, each filled with what weighs most."""
        total, full = 0, dict[tuple[str, int], list[int]]()
        for o in self.problem.officers:
            for q, price in enumerate(self._price.get(o.id, ())):
                if price and o.items & self._items(o.organ):
                    if (o.organ, q) not in full:
                        full[o.organ, q] = _fullest(self._weight(o.organ, q))
                    total += price * full[o.organ, q][o.minutes_per_day] * self._there(o, q)
        return total

    def _items(self, organ: str) -> set[str]:
        return self.again.items.get(organ, set())

    def _there(self, o: Officer, q: int) -> int:
        """Working days of a period on which the officer's certificate is valid."""
        days, (first, last) = self.problem.workdays, self.periods[q]
        return max(0, bisect_right(days, min(last, o.valid_to)) - bisect_right(days, max(first, o.valid_from) - timedelta(1)))

    def _seat(self, d: Duty, q: int) -> int:
        """What the cheapest team for a duty costs in a period, by weighed minute."""
        at = q, d.organ, d.item
        if at not in self._seats:
            own = (o for o in self.again.certified(d.organ, d.item) if self._there(o, q))
            self._seats[at] = sorted(self._price.get(o.id, [0] * len(self.starts))[q] for o in own)
        seats = self._seats[at]
        return sum(seats[: d.team]) + MANY * max(0, d.team - len(seats))

    def _cost(self, duties: Sequence[Duty], q: int) -> int:
        """Duties of one organ done together in a period: the dearest team, the whole of their minutes and a journey."""
        minutes = sum(d.minutes for d in duties) + self.travel
        return max(self._seat(d, q) for d in duties) * self._weight(duties[0].organ, q)[minutes]

    def _part_cost(self, d: Duty, q: int) -> int:
        """What a duty adds at least to any visit of a period, whatever else its organ does there."""
        if (q, d.organ) not in self._least:
            row = self._weight(d.organ, q)
            shortest = self.again.shortest[d.organ] + self.travel
            self._least[q, d.organ] = min((row[m] // m for m in range(max(1, shortest), len(row))), default=0)
        return self._seat(d, q) * d.minutes * self._least[q, d.organ]

    def total(self, visit: int, needs: Mapping[str, int] | None = None) -> int:
        """What all subjects cost at least, a visit at `visit`, less what the officers' days are worth. `needs`: visits that
        all duties of a subject need."""
        return sum(self._subject(s, duties, visit, needs[s] if needs else 0) for s, duties in self.again.by_subject.items()) - self.worth()

    def _subject(self, subject: str, duties: Sequence[Duty], visit: int, need: int) -> int:
        merged, alone = [d for d in duties if d.mergeable], [d for d in duties if not d.mergeable]
        single = [min(self._cost([d], q) for q in self._within(self.again.spans[d.id])) for d in alone]
        points = self._points(merged)
        organs = list(self._organs(merged, points))
        costs = list(self._visited(organs, len(points), single, visit))
        least = min(costs)
        if visit and self.drop >= visit and need >= 2:
            rest = self.drop - visit
            every = sum(_best(ways, range(len(points)), rest) for ways in organs)
            least = max(least, need * visit + every + sum(min(rest, c) for c in single))
        return least

    def _visited(self, organs: Sequence[Any], points: int, single: Sequence[int], visit: int) -> Iterator[int]:
        """The cost of a subject for each set of points at which it may be visited and what is then saved by duties alone."""
        cap = self.problem.rules.visits_per_subject
        saved = sorted(min(0, visit + c - self.drop) for c in single)
        for n in range(min(points, cap) + 1):
            rest = sum(saved[: cap - n]) + self.drop * len(single) + n * visit
            for chosen in combinations(range(points), n):
                yield rest + sum(_best(ways, chosen, self.drop) for ways in organs)

    def _organs(self, merged: Sequence[Duty], points: Sequence[tuple[int, set[str]]]) -> Iterator[list[list[tuple[int, dict[int, int]]]]]:
        """For each organ the ways to part its duties: of each part, the number of duties and what it costs by point."""
        for organ in dict.fromkeys(d.organ for d in merged):
            own = [d for d in merged if d.organ == organ]
            if len(own) > TOGETHER:
                for d in own:
                    yield [[(1, {j: self._part_cost(d, q) for j, (q, there) in enumerate(points) if d.id in there})]]
                continue
            known: dict[frozenset[str], tuple[int, dict[int, int]]] = {}
            for n in range(1, len(own) + 1):
                for part in combinations(own, n):
                    ids = frozenset(d.id for d in part)
                    if sum(d.minutes for d in part) + self.travel <= self.again.day[organ]:
                        known[ids] = n, {j: self._cost(part, q) for j, (q, there) in enumerate(points) if ids <= there}
            yield [[known[p] for p in way] for way in _parted([d.id for d in own]) if all(p in known and known[p][1] for p in way)]

    def _within(self, span: tuple[date, date]) -> list[int]:
        return [q for q, (a, b) in enumerate(self.periods) if span[0] <= b and a <= span[1]]

    def _points(self, merged: Sequence[Duty]) -> list[tuple[int, set[str]]]:
        """(period, duties that can be done) of the days that matter: ends of windows and of periods, those that serve no more
        than another of their period apart."""
        spans = {d.id: self.again.spans[d.id] for d in merged}
        out: list[tuple[int, set[str]]] = []
        for q, (_, end) in enumerate(self.periods):
            days = {min(b, end) for a, b in spans.values() if a <= end and b >= self.starts[q]}
            sets = {frozenset(i for i, (a, b) in spans.items() if a <= day <= b) for day in days}
            out += [(q, set(s)) for s in sets if not any(s < other for other in sets)]
        if len(out) > POINTS:
            return [(q, set().union(*(s for k, s in out if k == q))) for q in sorted({q for q, _ in out})]
        return out


def _best(ways: Sequence[Sequence[tuple[int, Mapping[int, int]]]], chosen: Sequence[int], drop: int) -> int:
    """The cheapest way of an organ's duties at the points chosen; a duty alone may be dropped."""
    return min(
        sum(min([drop if n == 1 else MANY, *(costs[j] for j in chosen if j in costs)]) for n, costs in way) for way in ways
    )


def _fullest(weight: Sequence[int]) -> list[int]:
    """By length of a day: the greatest weight of visits that fit into it."""
    steps = [m for m in range(1, len(weight)) if weight[m] > weight[m - 1]]
    out = [0]
    for length in range(1, len(weight)):
        out.append(max([out[-1], *(weight[m] + out[length - m] for m in steps if m <= length)]))
    return out


def _parted(ids: Sequence[str]) -> Iterator[list[frozenset[str]]]:
    """All ways to part them."""
    if not ids:
        yield []
        return
    for n in range(len(ids)):
        for others in combinations(ids[1:], n):
            first = frozenset([ids[0], *others])
            for rest in _parted([i for i in ids[1:] if i not in first]):
                yield [first, *rest]


def _whole(row: Any, length: int) -> bool:
    return isinstance(row, list) and len(row) == length and all(type(x) is int and 0 <= x < MANY for x in row)
