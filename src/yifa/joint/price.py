"""What officers' time is worth: a price for each officer's minute in each period, found by raising those of whom too much is
asked and lowering the others. Pure.

Any prices whatever give a bound (README.md); these are looked for so that it is high, and so that a plan made of what each
subject would choose at them nearly fits into the officers' days. Fractions are only used on the way: prices are whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby

from .choice import NEVER, Case, Part, Prices, case, taken
from .stock import filled, shares
from .world import World

HUNDRED = 100
PERIODS, SHARE = 7, 50
"""Periods at most; a day on which more than a fiftieth of the windows begin or end begins one."""
BATCH = 20_000
"""Parts of visits looked at in one round: of more, each round takes its share in turn."""
SHAPE_FROM, SHAPE_EVERY, SHAPES = 12, 5, 6
"""Rounds after which weights of visits are found anew."""
WARM = 8
"""Rounds that prices to begin with are thought to have behind them."""
APART = 0.06
"""How fast the prices of officers who can stand in for each other move apart."""
SPARE, FEWER = 60, 250
"""Thousandths of officers' days that a plan leaves empty, and so many more over the number of an organ's officers."""
BEST = 30
"""Sizes of visits of an organ that get a weight of their own."""
Lam = list[list[int]]
"""Price of a weighed minute, by period and class of officers."""


def periods(w: World) -> list[int]:
    """The first day of each period: where many windows begin or end; the longest stretches parted where some do."""
    cuts = Counter(d for tasks in w.subjects for t in tasks for d in (t.first, t.last + 1) if 0 < d < w.days)
    often = [d for d, n in cuts.most_common() if n * SHARE >= sum(cuts.values())]
    starts = sorted({0, *sorted(often, key=lambda d: (-cuts[d], d))[: PERIODS - 1]})
    whole = set[int]()
    while len(starts) < PERIODS:
        spans = [(a, b) for a, b in zip(starts, [*starts[1:], w.days], strict=True) if 3 * (b - a) > w.days and a not in whole]
        if not spans:
            break
        first, end = max(spans, key=lambda x: (x[1] - x[0], -x[0]))
        inside = [d for d in cuts if first < d < end]
        if inside:
            starts = sorted({*starts, min(inside, key=lambda d: (abs(2 * d - first - end), d))})
        else:
            whole.add(first)
    return starts


class Market:
    """Officers of the same items, organ, day and days within a period are one class and have one price there."""

    def __init__(self, w: World) -> None:
        self.w, self.starts = w, periods(w)
        self.spans = list(zip(self.starts, [*self.starts[1:], w.days], strict=True))
        self.cap = w.problem.rules.visits_per_subject
        self.cases: list[tuple[int, Case]] = [(n, case(w, tasks, self.starts)) for n, tasks in enumerate(w.subjects) if tasks]
        self.kinds = _kinds(self.cases)
        self.limit = [max(0, m + w.problem.rules.travel_minutes) for m in w.most]
        self.largest = max((t.team for tasks in w.subjects for t in tasks), default=1)
        found: list[dict[tuple[tuple[int, ...], int, int, int], list[int]]] = [{} for _ in self.starts]
        for p in w.people:
            for q, (a, b) in enumerate(self.spans):
                days = min(p.last + 1, b) - max(p.first, a)
                if p.keys and days > 0:
                    found[q].setdefault((p.keys, p.organ, p.limit, days), []).append(p.i)
        self.classes = [list(f.items()) for f in found]
        self.of_key = [
            [[c for c, ((keys, *_), _) in enumerate(own) if k in keys] for k in range(len(w.staff))] for own in self.classes
        ]
        travel = w.problem.rules.travel_minutes
        self.shortest = [travel] * len(w.most)
        for organ, mine in groupby(sorted((t.organ, t.minutes) for tasks in w.subjects for t in tasks), key=lambda x: x[0]):
            self.shortest[organ] += next(mine)[1]
        self.sizes = self._sizes()
        plain = [_steps({m: HUNDRED * m for m in sizes}, limit) for sizes, limit in zip(self.sizes, self.limit, strict=True)]
        self.weigh([plain] * len(self.starts))

    def _sizes(self) -> list[list[int]]:
        """By organ: minutes of visits that get a weight of their own."""
        seen = [Counter[int]() for _ in self.limit]
        for _, c in self.cases:
            for part in (*c.parts, *(part for part, _ in c.alone)):
                if not part.loose:
                    seen[part.organ][part.size] += 1
        out = []
        for n, own in enumerate(seen):
            often = sorted(own, key=lambda m: (-own[m], m))[:BEST]
            out.append(sorted({m for m in (*often, *([self.shortest[n]] if own else ())) if m > 0}))
        return out

    def weigh(self, weight: list[list[list[int]]]) -> None:
        self.weight = weight
        self.room = [[filled(row) for row in rows] for rows in weight]
        self.least = [
            [min((row[m] // m for m in range(max(1, short), len(row))), default=0) for row, short in zip(rows, self.shortest, strict=True)]
            for rows in weight
        ]

    def days(self, q: int, c: int) -> int:
        """Days of all officers of a class together."""
        (_, _, _, days), people = self.classes[q][c]
        return days * len(people)

    def rooms(self, q: int, *, spare: bool = False) -> list[int]:
        """By class: weighed minutes, in hundredths, of all its officers' days; `spare`: less what cannot be filled in practice,
        which is more where officers are few."""
        out = [self.days(q, c) * self.room[q][o][limit] for c, ((_, o, limit, _), _) in enumerate(self.classes[q])]
        if spare:
            size = Counter[int]()
            for (_, organ, _, _), people in self.classes[q]:
                size[organ] += len(people)
            out = [x - x * (SPARE + FEWER // size[o]) // 1000 for x, ((_, o, _, _), _) in zip(out, self.classes[q], strict=True)]
        return out

    def prices(self, lam: Lam) -> Prices:
        team = []
        for q, own in enumerate(self.classes):
            row = []
            for classes in self.of_key[q]:
                each: list[int] = []
                for price, n in sorted((lam[q][c], len(own[c][1])) for c in classes):
                    each += [price] * min(n, self.largest - len(each))
                each += [NEVER] * (self.largest - len(each))
                row.append([sum(each[:n]) for n in range(self.largest + 1)])
            team.append(row)
        return Prices(team, self.weight, self.least)

    def worth(self, lam: Lam) -> int:
        """Of all officers' days at these prices."""
        return sum(price * room for q in range(len(self.spans)) for price, room in zip(lam[q], self.rooms(q), strict=True))


def _kinds(cases: Sequence[tuple[int, Case]]) -> list[tuple[Case, list[int]]]:
    """One of the cases that cost alike whatever the prices, and the subjects of all of them."""
    found: dict[object, tuple[Case, list[int]]] = {}
    for subject, c in cases:
        parts = tuple((p.size, p.teams, p.points, p.organ, p.loose) for p in c.parts)
        alone = tuple((p.size, p.teams, p.organ, qs) for p, qs in c.alone)
        found.setdefault((c.points, parts, tuple(map(tuple, c.organs)), alone), (c, []))[1].append(subject)
    return list(found.values())


class Search:
    """Looks for prices at a price `drop` of a dropped duty. `lam`: to begin with; found anew without. `left`: what is dropped
    at the end, in all. `spare`: for a plan, which
    cannot fill all days to the end."""

    def __init__(self, m: Market, drop: int, visit: int, lam: Lam | None = None, *, spare: bool = False) -> None:
        self.m, self.drop, self.visit, self.spare = m, drop, visit, spare
        self.rooms = [m.rooms(q, spare=spare) for q in range(len(m.spans))]
        start = drop // (8 * 90 * HUNDRED)
        self.first = WARM if lam else 0
        self.lam = [[max(1, x) for x in row] for row in lam] if lam else [[start] * len(own) for own in m.classes]
        self.floor = max(1, start // 50)
        self.duties = sum(map(len, m.w.subjects))
        self.parts = max(1, sum(len(c.parts) for c, _ in m.kinds) // BATCH)
        self.asked: defaultdict[tuple[int, int, int], float] = defaultdict(float)
        self.left = 0.0

    def run(self, rounds: int, *, shape: bool = False) -> None:
        """The mean of the last third of the rounds is taken."""
        total, late = [[0] * len(row) for row in self.lam], 0
        for n in range(rounds):
            self._round(n)
            if shape and SHAPE_FROM <= n < SHAPE_FROM + SHAPES * SHAPE_EVERY and (n - SHAPE_FROM) % SHAPE_EVERY == 0:
                self._reweigh((n - SHAPE_FROM) // SHAPE_EVERY + 1)
            if 3 * n >= 2 * rounds:
                late += 1
                total = [[t + x for t, x in zip(*rows, strict=True)] for rows in zip(total, self.lam, strict=True)]
        self.lam = [[t // late if t > self.floor * late else 0 for t in row] for row in total]

    def _round(self, n: int) -> None:
        m, prices = self.m, self.m.prices(self.lam)
        seats, once = [[0] * len(m.of_key[q]) for q in range(len(m.spans))], [[0] * len(row) for row in m.of_key]
        placed = seen = 0
        for c, like in m.kinds[n % self.parts :: self.parts]:
            seen += len(like) * c.duties
            for part, q in taken(c, prices, self.drop, self.visit, m.cap)[1]:
                placed += len(like) * len(part.tasks)
                key, team = _dearest(part, prices, q)
                weighed = len(like) * m.weight[q][part.organ][part.size]
                seats[q][key] += team * weighed
                once[q][key] += weighed
                self.asked[q, part.organ, part.size] += len(like) * team
        for at in self.asked:
            self.asked[at] *= 0.7
        scale = self.duties / max(1, seen)
        self.left = (seen - placed) * scale
        for q in range(len(m.spans)):
            self._move(q, seats[q], once[q], scale, max(0.03, 8 / (8 + self.first + n)))

    def _move(self, q: int, seats: Sequence[int], once: Sequence[int], scale: float, step: float) -> None:
        m, lam = self.m, self.lam[q]
        rooms, load = self.rooms[q], spread(m, q, seats, once, lam, self.rooms[q])
        for near in _alike(m, q, lam):
            whole = (sum(load[c] for c in near) * scale + 1) / (sum(rooms[c] for c in near) + 1)
            for c in near:
                own = (load[c] * scale + 1) / (rooms[c] + 1) / whole
                lam[c] = max(1, int(lam[c] * (1 + step * (_within(0.4, whole, 2) - 1)) * (1 + APART * (min(2, own) - 1))))

    def _reweigh(self, n: int) -> None:
        """Weights by what is asked now, averaged with the earlier ones: any mixture of weights that fill no day over 1 does not."""
        m, weight = self.m, []
        for q, rows in enumerate(m.weight):
            dear = {organ for c, ((_, organ, _, _), _) in enumerate(m.classes[q]) if self.lam[q][c] > self.floor}
            out = []
            for organ, row in enumerate(rows):
                sizes, limit = m.sizes[organ], m.limit[organ]
                if organ not in dear or not sizes:
                    out.append(row)
                    continue
                share = shares([self.asked[q, organ, x] + 0.01 for x in sizes], sizes, limit)
                mixed = {x: int(((n - 1) * row[x] + s * limit * HUNDRED) / n) for x, s in zip(sizes, share, strict=True)}
                out.append(_steps(mixed, limit))
            weight.append(out)
        m.weigh(weight)
        self.rooms = [m.rooms(q, spare=self.spare) for q in range(len(m.spans))]


def _alike(m: Market, q: int, lam: Sequence[int]) -> list[list[int]]:
    """The classes of each organ, those of nearly the same price together: their work can be done by either, so that their
    prices move as one and only slowly apart."""
    out: list[list[int]] = []
    before = -1
    for organ, price, c in sorted((organ, lam[c], c) for c, ((_, organ, _, _), _) in enumerate(m.classes[q])):
        if organ != before or price * 5 > lam[out[-1][-1]] * 6:
            out.append([])
        before = organ
        out[-1].append(c)
    return out


def spread(m: Market, q: int, seats: Sequence[int], once: Sequence[int], lam: Sequence[int], rooms: Sequence[int]) -> list[float]:
    """By class: what it has to do if each key's seats go to its officers, to the cheaper ones much rather, and none sits twice
    in a team. `seats`: weighed minutes by key, all seats; `once`: those of one seat."""
    own = m.classes[q]
    load = [0.0] * len(own)
    for key, classes in enumerate(m.of_key[q]):
        if not seats[key] or not classes:
            continue
        low = min(lam[c] for c in classes)
        will = {c: rooms[c] * _steep(low / lam[c]) + 1e-9 for c in classes}
        left, free = float(seats[key]), list(classes)
        while free:
            total = sum(will[c] for c in free)
            full = [c for c in free if will[c] * left > total * len(own[c][1]) * once[key]]
            if not full:
                for c in free:
                    load[c] += left * will[c] / total
                break
            for c in full:
                load[c] += len(own[c][1]) * once[key]
                left -= len(own[c][1]) * once[key]
            free = [c for c in free if c not in full]
    return load


def _dearest(part: Part, prices: Prices, q: int) -> tuple[int, int]:
    return part.teams[0] if len(part.teams) == 1 else max(part.teams, key=lambda x: (prices.team[q][x[0]][x[1]], x))


def _steep(x: float) -> float:
    """The 32nd power."""
    for _ in range(5):
        x *= x
    return x


def _within(low: float, x: float, high: float) -> float:
    return min(high, max(low, x))


def _steps(at: dict[int, int], limit: int) -> list[int]:
    """A row of weights from those of some sizes: each holds until the next."""
    out, last = [], 0
    for m in range(limit + 1):
        last = max(last, at.get(m, 0))
        out.append(last)
    return out
