"""Where officers' time is scarce: what each subject should have done and when, at prices at which that nearly fits. Pure."""

from __future__ import annotations

from collections import defaultdict

from .choice import VISIT, Part, Prices, taken
from .price import Market, Search
from .roster import Dear
from .world import Task, World

DROP = 12 * VISIT
"""A dropped duty is reckoned as bad as so many visits: placing comes first."""
ROUNDS = 50
ALIKE = (4, 5)
"""Prices of which one is at most five fourths of the other are taken for the same."""


class Guide:
    """`dropped`: duties that are not chosen, roughly. `dear`: by day, see roster.
    `chosen`: subject -> [(duties, their days as bits)], for subjects that ask for scarce time."""

    def __init__(self, w: World) -> None:
        self.market = m = Market(w)
        search = Search(m, DROP, VISIT, spare=True)
        search.run(ROUNDS, shape=True)
        self.lam, self.dropped = search.lam, int(search.left)
        prices = m.prices(search.lam)
        self.chosen: dict[int, list[tuple[list[Task], int]]] = {}
        for subject, c in m.cases:
            parts = [*c.parts, *(part for part, _ in c.alone)]
            if any(part.cost(prices, q) for part in parts for q in range(len(m.spans))):
                done = taken(c, prices, DROP, VISIT, m.cap)[1]
                self.chosen[subject] = [(tasks, self._days(own, prices, q)) for q, own, tasks in _by_period(done)]
        self.dear: list[Dear | None] = []
        for q, (a, b) in enumerate(m.spans):
            day = Dear(m.room[q], self._each(q)) if any(search.lam[q]) else None
            self.dear += [day] * (b - a)

    def _each(self, q: int) -> list[int]:
        """The price of each officer in a period; those of an organ that are nearly alike made alike, as they come from a search."""
        price = [0] * len(self.market.w.people)
        base, before = 0, -1
        for organ, lam, people in sorted((o, self.lam[q][c], people) for c, ((_, o, _, _), people) in enumerate(self.market.classes[q])):
            if organ != before or lam * ALIKE[0] > base * ALIKE[1]:
                base, before = lam, organ
            for i in people:
                price[i] = base
        return price

    def _days(self, parts: list[Part], prices: Prices, q: int) -> int:
        """The days on which they cost no more than in their period."""
        costs = [sum(part.cost(prices, k) for part in parts) for k in range(len(self.market.spans))]
        return sum((1 << b) - (1 << a) for cost, (a, b) in zip(costs, self.market.spans, strict=True) if cost <= costs[q])


def _by_period(done: list[tuple[Part, int]]) -> list[tuple[int, list[Part], list[Task]]]:
    found = defaultdict[int, list[Part]](list)
    for part, q in done:
        found[q].append(part)
    return [(q, parts, [t for part in parts for t in part.tasks]) for q, parts in sorted(found.items())]
