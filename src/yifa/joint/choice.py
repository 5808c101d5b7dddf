"""What a subject's duties cost at given prices of officers' time, in the cheapest way: which are dropped, which share a visit,
and when. Pure.

The year is cut into periods within which prices do not change. A visit can be put off to the end of its period or of the
first of its windows without changing what it serves or costs, so that only such days (points) need to be looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from .world import Task, World

VISIT = 100_000_000
"""What a visit costs; all costs are in this unit."""
POINTS, SHARED = 7, 4
"""Days looked at for a subject, more are taken together by period; duties of one organ tried in every combination."""
NEVER = 1 << 60
"""What cannot be costs so much, such as a team of more officers than there are."""
Parts = list[tuple["Part", int]]
"""Duties done together, and the period."""


@dataclass(frozen=True, slots=True)
class Prices:
    """`team[period][key][n]`: price of a weighed minute of the n cheapest officers of a key together. `weight[period][organ][m]`:
    weighed minutes, in hundredths, of a visit of m minutes, journey included. `least[period][organ]`: hundredths that a
    minute weighs at least, whatever the visit."""

    team: list[list[list[int]]]
    weight: list[list[list[int]]]
    least: list[list[int]]


@dataclass(frozen=True, slots=True)
class Part:
    """Duties of one organ done together. `size`: minutes of an officer, with the journey unless `loose`; `teams`: (key,
    officers); `points`: where it can be done. A loose part pays for its own minutes alone, at the least that a minute weighs."""

    tasks: tuple[Task, ...]
    size: int
    teams: tuple[tuple[int, int], ...]
    points: tuple[int, ...]
    organ: int
    loose: bool = False

    def cost(self, prices: Prices, q: int) -> int:
        of = prices.team[q]
        if len(self.teams) == 1:
            [(key, n)] = self.teams
            each = of[key][n]
        else:
            each = max(of[key][n] for key, n in self.teams)
        if each >= NEVER:
            return NEVER
        if self.loose:
            return each * self.size * prices.least[q][self.organ]
        return each and each * prices.weight[q][self.organ][self.size]


@dataclass(slots=True)
class Case:
    """`points`: the period of each. `organs`: by organ the ways to part its duties, as indices into `parts`. `alone`: duties
    that may not be merged, with their periods. `duties`: how many in all."""

    duties: int = 0
    points: tuple[int, ...] = ()
    parts: list[Part] = field(default_factory=list)
    organs: list[list[tuple[int, ...]]] = field(default_factory=list)
    alone: list[tuple[Part, tuple[int, ...]]] = field(default_factory=list)


def case(w: World, tasks: Sequence[Task], starts: Sequence[int]) -> Case:
    """`starts`: first day of each period."""
    ends = [*(s - 1 for s in starts[1:]), w.days - 1]
    travel = w.problem.rules.travel_minutes
    merged = [t for t in tasks if t.mergeable]
    points = _points(merged, starts, ends)
    out = Case(len(tasks), tuple(q for q, _ in points))
    out.alone = [(_part([t], travel, ()), tuple(_periods(t, starts))) for t in tasks if not t.mergeable]
    own: dict[int, list[int]] = {}
    for n, t in enumerate(merged):
        own.setdefault(t.organ, []).append(n)
    for organ, mine in own.items():
        if len(mine) > SHARED:
            for n in mine:
                out.organs.append([(len(out.parts),)])
                out.parts.append(_part([merged[n]], 0, [j for j, (_, s) in enumerate(points) if s >> n & 1], loose=True))
            continue
        at: dict[int, int] = {}
        for sub in range(1, 1 << len(mine)):
            chosen = [n for k, n in enumerate(mine) if sub >> k & 1]
            bits = sum(1 << n for n in chosen)
            there = [j for j, (_, s) in enumerate(points) if s & bits == bits]
            if there and sum(merged[n].minutes for n in chosen) <= w.most[organ]:
                at[sub] = len(out.parts)
                out.parts.append(_part([merged[n] for n in chosen], travel, there))
        out.organs.append([tuple(at[s] for s in way) for way in WAYS[len(mine)] if all(s in at for s in way)])
    return out


def _part(tasks: Sequence[Task], travel: int, points: Sequence[int], *, loose: bool = False) -> Part:
    teams: dict[int, int] = {}
    for t in tasks:
        teams[t.key] = max(teams.get(t.key, 0), t.team)
    size = sum(t.minutes for t in tasks) + travel
    return Part(tuple(tasks), size, tuple(sorted(teams.items())), tuple(points), tasks[0].organ, loose)


def _periods(t: Task, starts: Sequence[int]) -> range:
    return range(bisect_right(starts, t.first) - 1, bisect_right(starts, t.last))


def _points(tasks: Sequence[Task], starts: Sequence[int], ends: Sequence[int]) -> list[tuple[int, int]]:
    """(period, duties that can be done there, as bits) of each day that serves what no other of its period does."""
    found: dict[int, list[int]] = {}
    for t in tasks:
        for q in _periods(t, starts):
            day = min(t.last, ends[q])
            serves = sum(1 << n for n, x in enumerate(tasks) if x.first <= day <= x.last)
            there = found.setdefault(q, [])
            if not any(serves & s == serves for s in there):
                there[:] = [s for s in there if s & serves != s]
                there.append(serves)
    if sum(map(len, found.values())) > POINTS:
        return [(q, sum(1 << n for n in range(len(tasks)) if any(s >> n & 1 for s in there))) for q, there in sorted(found.items())]
    return [(q, s) for q, there in sorted(found.items()) for s in there]


def _ways(n: int) -> list[tuple[int, ...]]:
    """All ways to part n things, as tuples of bit sets."""
    if not n:
        return [()]
    out = []
    for way in _ways(n - 1):
        out.append((*way, 1 << (n - 1)))
        out += [tuple(s | (1 << (n - 1)) if k == i else s for k, s in enumerate(way)) for i in range(len(way))]
    return out


WAYS = [_ways(n) for n in range(SHARED + 1)]
SETS = [[(a & (a - 1), (a & -a).bit_length() - 1, a.bit_count()) for a in range(1, 1 << n)] for n in range(POINTS + 1)]
"""By number of points: each set of them as (the set without its first, its first, how many)."""
COUNTS = [[0, *(n for _, _, n in sets)] for sets in SETS]


def tables(c: Case, prices: Prices, drop: int) -> tuple[list[list[int]], list[int]]:
    """(of each part what it costs at best, by the set of points visited; the sum over the organs of the best way)."""
    sets, points = SETS[len(c.points)], c.points
    each: list[list[int]] = []
    for part in c.parts:
        costs = [NEVER] * len(points)
        for j in part.points:
            costs[j] = part.cost(prices, points[j])
        best = [drop if len(part.tasks) == 1 else NEVER]
        for rest, first, _ in sets:
            a, b = best[rest], costs[first]
            best.append(a if a < b else b)
        each.append(best)
    total = [0] * (len(sets) + 1)
    for ways in c.organs:
        if len(ways) == 1:
            for n in ways[0]:
                total = [a + b for a, b in zip(total, each[n], strict=True)]
        else:
            options = [[sum(x) for x in zip(*(each[n] for n in way), strict=True)] for way in ways]
            total = [a + min(x) for a, x in zip(total, zip(*options, strict=True), strict=True)]
    return each, total


def gains(c: Case, prices: Prices, drop: int, visit: int) -> list[int]:
    """What is saved by doing a duty that stays alone, for those for which it is something; the most first."""
    each = (drop - visit - min(part.cost(prices, q) for q in qs) for part, qs in c.alone)
    return sorted((g for g in each if g > 0), reverse=True)


def best_set(total: Sequence[int], points: int, saved: Sequence[int], visit: int, cap: int) -> tuple[int, int, int]:
    """(cost, points visited, duties visited alone) within the cap on visits."""
    if points + len(saved) <= cap:
        costs = [t + visit * n for t, n in zip(total, COUNTS[points], strict=True)]
        cost = min(costs)
        return cost - sum(saved), costs.index(cost), len(saved)
    out = (total[0] - sum(saved[:cap]), 0, min(cap, len(saved)))
    for a, (_, _, n) in enumerate(SETS[points], 1):
        if n <= cap and (cost := total[a] + visit * n - sum(saved[: cap - n])) < out[0]:
            out = (cost, a, min(len(saved), cap - n))
    return out


def taken(c: Case, prices: Prices, drop: int, visit: int, cap: int) -> tuple[int, Parts]:
    """(cost, what is done) of the cheapest way to treat a subject's duties."""
    saved = gains(c, prices, drop, visit) if c.alone else []
    each, total = tables(c, prices, drop) if c.points else ([], [0])
    cost, visited, alone = best_set(total, len(c.points), saved, visit, cap)
    out: Parts = []
    for ways in c.organs if visited else ():
        way = ways[0] if len(ways) == 1 else min(ways, key=lambda way: sum(each[n][visited] for n in way))
        for n in way:
            part = c.parts[n]
            there = [(part.cost(prices, c.points[j]), c.points[j]) for j in part.points if visited >> j & 1]
            if there and ((best := min(there))[0] < drop or len(part.tasks) > 1):
                out.append((part, best[1]))
    if alone:
        singles = sorted((min((part.cost(prices, q), q) for q in qs), k) for k, (part, qs) in enumerate(c.alone))
        out += [(c.alone[k][0], q) for (_, q), k in singles[:alone]]
    return cost + drop * len(c.alone), out
