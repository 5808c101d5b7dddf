"""How few visits there could be at best: blocks of days, and what dropped duties could save. Pure.

A block is a stretch of days with duties that can be done only within it, and a number of visits that these need in any
plan: one; or as many as the working day of an organ's officers demands, since who is there attends all duties of his
organ; or as many as the cap on visitors demands. Blocks that share no day need different visits, so that their needs add
up; a duty that may not be merged needs a visit of its own. README.md has the argument in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .world import Task, World

PRICES = ((1, 1), (3, 4), (2, 3), (3, 5), (1, 2), (2, 5), (1, 3), (1, 4), (1, 5), (1, 6), (1, 8), (0, 1))
"""What a dropped duty may be reckoned to save, as fractions of a visit: each gives a valid bound, the best is kept."""


@dataclass(frozen=True, slots=True)
class Block:
    """`tasks` lie within the days `first`..`last` and need `needs` visits there, for the reason `why`: window, minutes,
    visitors."""

    first: int
    last: int
    needs: int
    why: str
    tasks: tuple[Task, ...]


def needs(w: World, tasks: Sequence[Task]) -> tuple[int, str]:
    """Visits that mergeable duties of one subject need though they share every day, and why. 0 for none."""
    if len(tasks) < 2:
        return len(tasks), "window"
    minutes: dict[int, list[int]] = {}
    teams: dict[int, dict[int, int]] = {}
    for t in tasks:
        minutes.setdefault(t.organ, []).append(t.minutes)
        own = teams.setdefault(t.organ, {})
        own[t.key] = max(own.get(t.key, 0), t.team)
    best = (1, "window")
    for organ, each in minutes.items():
        if sum(each) > w.most[organ]:
            best = max(best, (max(-(-sum(each) // w.most[organ]), _over_half(each, w.most[organ])), "minutes"))
    heads, room = sum(w.visitors(own) for own in teams.values()), w.problem.rules.visitors_per_visit
    if heads > room:
        largest = [max(own.values()) for own in teams.values()]
        best = max(best, (max(-(-heads // room), _over_half(largest, room)), "visitors"))
    return best


def _over_half(sizes: list[int], room: int) -> int:
    """Sizes of which no two fit into the room together."""
    return sum(2 * s > room for s in sizes)


def blocks(w: World, tasks: Sequence[Task]) -> list[Block]:
    """Blocks without a common day, of the greatest total need. `tasks`: mergeable, of one subject."""
    by_end = sorted(tasks, key=lambda t: (t.last, t.i))
    if needs(w, by_end)[0] <= 1:
        return [Block(t.first, t.last, 1, "window", (t,)) for t in _disjoint(by_end)]
    ends = sorted({t.last for t in by_end})
    best: dict[int, tuple[int, list[Block]]] = {}
    reached: tuple[int, list[Block]] = (0, [])
    for end in ends:
        for first in sorted({t.first for t in by_end if t.last <= end}):
            inside = tuple(t for t in by_end if t.first >= first and t.last <= end)
            n, why = needs(w, inside)
            before = max((best[e] for e in ends if e < first and e in best), key=lambda b: b[0], default=(0, []))
            if before[0] + n > reached[0]:
                last = max(t.last for t in inside)
                reached = (before[0] + n, [*before[1], Block(first, last, n, why, inside)])
        best[end] = reached
    return reached[1]


def _disjoint(tasks: Sequence[Task]) -> list[Task]:
    """The greedy choice by earliest end: as many windows without a common day as there can be."""
    out: list[Task] = []
    for t in sorted(tasks, key=lambda t: (t.last, t.i)):
        if not out or t.first > out[-1].last:
            out.append(t)
    return out


def pierced(tasks: Sequence[Task]) -> int:
    """The fewest days that meet every window; officers apart."""
    return len(_disjoint(tasks))


def fewest(w: World, tasks: Sequence[Task]) -> int:
    """A lower bound on the visits that serve all these duties of one subject."""
    merged = [t for t in tasks if t.mergeable]
    return sum(b.needs for b in blocks(w, merged)) + len(tasks) - len(merged)


def reach(w: World, tasks: Sequence[Task], visits: int) -> list[int]:
    """[0, most duties of one subject that 1 visit can serve, that 2 can, …], at most up to `visits`; an upper bound.

    By the windows exactly: a dynamic programme over their last days, then the duties that stay alone, one a visit; and no
    visit serves more than its visitors and their working days let it."""
    merged = [t for t in tasks if t.mergeable]
    gains = _gains([(t.first, t.last) for t in merged], visits) + [1] * (len(tasks) - len(merged))
    single = len(merged)
    if needs(w, merged)[0] > 1:
        single = max([1, *(_fullest(w, [t for t in merged if t.first <= d <= t.last]) for d in {t.last for t in merged})])
    out, total = [0], 0
    gains.sort(reverse=True)  # those of points only fall, as the matrix of intervals is unimodular
    for p in range(1, visits + 1):
        total += gains[p - 1] if p <= len(gains) else 0
        out.append(min(total, max(single, 1) * p))
    return out


def _fullest(w: World, tasks: Sequence[Task]) -> int:
    """Duties that one visit can serve at most: organs packed into the cap on visitors, an organ's duties into its day."""
    room = w.problem.rules.visitors_per_visit
    best = [0] * (room + 1)
    for organ in {t.organ for t in tasks}:
        own = [t for t in tasks if t.organ == organ]
        options = [(team, _fit([t.minutes for t in own if t.team <= team], w.most[organ])) for team in {t.team for t in own}]
        best = [max([best[r], *(best[r - c] + n for c, n in options if c <= r)]) for r in range(room + 1)]
    return best[room]


def _fit(minutes: list[int], room: int) -> int:
    """How many fit, the shortest first."""
    total = count = 0
    for m in sorted(minutes):
        total += m
        count += total <= room
    return count


def _gains(windows: list[tuple[int, int]], visits: int) -> list[int]:
    """How many more windows the first, second, … day reaches, chosen best together."""
    points = sorted({last for _, last in windows})
    fresh = [[sum(a <= p <= b and a > q for a, b in windows) for p in points] for q in (-1, *points)]
    total, out = 0, list[int]()
    best = [0] + [-1] * len(points)  # best[j]: most windows reached with the latest day chosen being points[j - 1]
    while total < len(windows) and len(out) < visits:
        best = [-1] + [
            max((best[i] + fresh[i][j] for i in range(j + 1) if best[i] >= 0), default=-1) for j in range(len(points))
        ]
        out.append(max(best) - total)
        total = max(best)
    return out


def savings(w: World, tasks: Sequence[Task]) -> list[tuple[int, int]]:
    """[(duties dropped, visits still needed at least)] of one subject, from the fewest that its cap lets be dropped."""
    cap = w.problem.rules.visits_per_subject
    if len(tasks) == 1:
        return [(0, 1), (1, 0)]
    least, reached = fewest(w, tasks), reach(w, tasks, min(cap, len(tasks)))
    out = []
    for kept in range(reached[-1], -1, -1):
        visits = next(p for p, served in enumerate(reached) if served >= kept)
        dropped = len(tasks) - kept
        out.append((dropped, max(visits, least - dropped)))
    return out


def lower(w: World, dropped: int) -> tuple[int, tuple[int, int]]:
    """(visits that any plan needs which leaves out `dropped` of the possible duties, the price that shows it).

    For a price p, a subject costs at least min over k of (visits still needed when k are dropped + p k); the sum over the
    subjects less p times what is dropped is a bound, whichever duties they are."""
    if not dropped:
        return sum(fewest(w, tasks) for tasks in w.subjects if tasks), (1, 1)
    each = [savings(w, tasks) for tasks in w.subjects if tasks]
    best = (0, (1, 1))
    for a, b in PRICES:
        total = sum(min(b * visits + a * k for k, visits in steps) for steps in each)
        best = max(best, (max(0, -(-(total - a * dropped) // b)), (a, b)), key=lambda x: x[0])
    return best


def most(w: World) -> int:
    """Duties that could be placed at most, by windows and caps on visits."""
    cap = w.problem.rules.visits_per_subject
    return sum(reach(w, tasks, min(cap, len(tasks)))[-1] for tasks in w.subjects if tasks)
