"""How few visits, and how many placed duties, officers' time allows at best: a bound from prices of their minutes. Pure.

For any prices: what each subject costs at least at them, less what all officers' days are worth, less the price of what is
dropped, is no more than the visits of any plan. README.md has the argument in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .choice import VISIT, Case, Prices, best_set, gains, tables
from .price import Lam, Market, Search
from .world import World

ROUNDS, TURNS = 14, 4
"""Rounds of the search at one price of a dropped duty; such prices tried."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A bound and the prices that show it; `drop`: of a dropped duty, in hundred millionths of a visit."""

    value: int
    drop: int
    lam: Lam


def visits(m: Market, lam: Lam, drop: int, dropped: int, needs: Sequence[int]) -> Shown:
    """The best bound found on the visits of plans that leave out `dropped` possible duties. `lam`: good prices at `drop`;
    `needs`: by subject, visits for all its duties."""
    best = Shown(0, drop, [[0] * len(row) for row in lam])
    low, high, here = VISIT, drop, 5 * VISIT // 2
    for _ in range(TURNS):
        search = Search(m, here, VISIT, [[x * here // drop for x in row] for row in lam])
        search.run(ROUNDS)
        value = total(m, search.lam, here, VISIT, needs) - here * dropped
        best = max(best, Shown(-(-value // VISIT), here, search.lam), key=lambda s: s.value)
        drop, lam = here, search.lam
        low, high = (here, high) if search.left > dropped else (low, here)
        here = (low + high) // 2 if high < 3 * low else _root(low * high)
    return best


def most(m: Market, lam: Lam, drop: int) -> Shown:
    """The best bound found on the duties that a plan can place."""
    every = sum(map(len, m.w.subjects))
    search = Search(m, drop, 0, lam)
    search.run(ROUNDS)
    found = ((x, total(m, x, drop, 0, ())) for x in (lam, search.lam))
    return min((Shown(every - max(0, -(-value // drop)), drop, x) for x, value in found), key=lambda s: s.value)


def total(m: Market, lam: Lam, drop: int, visit: int, needs: Sequence[int]) -> int:
    """What all subjects cost at least at these prices, less what the officers' days are worth."""
    prices, out = m.prices(lam), -m.worth(lam)
    for c, subjects in m.kinds:
        for need, many in Counter(needs[n] if needs else 0 for n in subjects).items():
            out += many * least(c, prices, drop, visit, m.cap, need)
    return out


def least(c: Case, prices: Prices, drop: int, visit: int, cap: int, need: int) -> int:
    """What a subject costs at least: by the days on which it is visited, or by the visits that its duties need, of which each
    dropped one saves one at most."""
    summed = tables(c, prices, drop)[1] if c.points else [0]
    cost = best_set(summed, len(c.points), gains(c, prices, drop, visit), visit, cap)[0] + drop * len(c.alone)
    if not visit or drop < visit or need < 2:
        return cost
    rest = drop - visit
    alone = sum(min(rest, *(part.cost(prices, q) for q in qs)) for part, qs in c.alone)
    return max(cost, need * visit + alone + (tables(c, prices, rest)[1][-1] if c.points else 0))


def plain(w: World, m: Market, any_: Shown, most_: Shown) -> dict[str, Any]:
    """For the certificate: only what has a price."""
    officers, days = w.problem.officers, w.problem.workdays
    organs = {p.organ: officers[p.i].organ for p in w.people}
    dear: set[tuple[int, int]] = set()
    priced: dict[str, dict[str, Any]] = {}
    for name, shown in (("any", any_), ("most", most_)):
        each: dict[str, list[int]] = {}
        for q, own in enumerate(m.classes):
            for price, ((_, organ, _, _), people) in zip(shown.lam[q], own, strict=True):
                if price:
                    dear.add((organ, q))
                    for i in people:
                        each.setdefault(officers[i].id, [0] * len(m.spans))[q] = price
        priced[name] = {"drop": shown.drop, "officers": dict(sorted(each.items()))}
    weights: dict[str, list[list[list[int]]]] = {}
    for organ, q in sorted(dear):
        row = m.weight[q][organ]
        steps = [[n, x] for n, x in enumerate(row) if n and x > row[n - 1]]
        weights.setdefault(organs[organ], [[] for _ in m.spans])[q] = steps
    return {"starts": [days[s].isoformat() for s in m.starts], "weights": weights, **priced}


def _root(n: int) -> int:
    """The whole root."""
    x = n
    while x * x > n:
        x = (x + n // x) // 2
    return x
