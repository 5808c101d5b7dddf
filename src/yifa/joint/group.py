"""The duties of one subject as groups with a common day, as few as their windows, officers' days and caps allow. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, islice

from .bound import fewest
from .world import Task, World

TRIES = 3000
"""Steps of the search where the greedy choice stays above the bound."""


class Group:
    """Tasks that one visit could serve; `mask`: their common days."""

    __slots__ = ("mask", "minutes", "tasks", "teams")

    def __init__(self, tasks: Sequence[Task] = ()) -> None:
        self.tasks: list[Task] = []
        self.mask = -1
        self.minutes: dict[int, int] = {}
        self.teams: dict[int, dict[int, int]] = {}
        for t in tasks:
            self.add(t)

    def add(self, t: Task) -> None:
        self.tasks.append(t)
        self.mask &= t.mask
        self.minutes[t.organ] = self.minutes.get(t.organ, 0) + t.minutes
        own = self.teams.setdefault(t.organ, {})
        own[t.key] = max(own.get(t.key, 0), t.team)

    def takes(self, w: World, t: Task) -> bool:
        """Whether `t` could join, were every officer free."""
        if not self.tasks:
            return True
        if not (self.mask & t.mask and t.mergeable and self.tasks[0].mergeable):
            return False
        if t.organ in self.minutes and self.minutes[t.organ] + t.minutes > w.most[t.organ]:
            return False
        own = self.teams.get(t.organ, {})
        if own.get(t.key, 0) >= t.team:
            return True
        heads = sum(w.visitors(x) for organ, x in self.teams.items() if organ != t.organ)
        return heads + w.visitors({**own, t.key: t.team}) <= w.problem.rules.visitors_per_visit


def grouped(w: World, tasks: Sequence[Task]) -> tuple[list[Group], list[Task]]:
    """(groups within the cap on visits, tasks that it leaves out)."""
    cap = w.problem.rules.visits_per_subject
    if len(tasks) == 1:
        return [Group(tasks)], []
    groups = fewest_groups(w, tasks)
    if len(groups) <= cap:
        return groups, []
    chosen = max((_around(w, tasks, days, cap) for days in _choices(tasks, cap)), key=lambda g: sum(len(x.tasks) for x in g))
    inside = {t.i for g in chosen for t in g.tasks}
    by_size = sorted(groups, key=lambda g: -len(g.tasks))[:cap]
    if sum(len(g.tasks) for g in by_size) >= len(inside):
        chosen, inside = by_size, {t.i for g in by_size for t in g.tasks}
    return chosen, [t for t in tasks if t.i not in inside]


def fewest_groups(w: World, tasks: Sequence[Task]) -> list[Group]:
    """All tasks in groups: greedy by earliest last day; where that stays above the bound, a short search."""
    merged = sorted((t for t in tasks if t.mergeable), key=lambda t: (t.last, t.first, t.i))
    alone = [Group([t]) for t in tasks if not t.mergeable]
    best = _greedy(w, merged)
    if len(best) > 1 and len(best) > (least := fewest(w, merged)):
        best = _Search(w, merged, best, least).best
    return best + alone


def _greedy(w: World, by_end: Sequence[Task]) -> list[Group]:
    """Each group is opened by the task that ends first and takes, by their ends, those that can be done on its last day;
    a group keeps all days that its tasks have in common."""
    out: list[Group] = []
    left = list(by_end)
    while left:
        group, rest = Group(), list[Task]()
        day = 1 << left[0].last
        for t in left:
            if t.mask & day and group.takes(w, t):
                group.add(t)
            else:
                rest.append(t)
        out.append(group)
        left = rest
    return out


class _Search:
    """Puts the tasks one by one into every group that takes them, or a new one; stops at the bound or after TRIES."""

    def __init__(self, w: World, tasks: Sequence[Task], best: list[Group], least: int) -> None:
        self.w, self.best, self.least, self.left = w, best, least, TRIES
        self.order = sorted(tasks, key=lambda t: (t.mask.bit_count(), -t.minutes, t.i))
        self._go(0, [])

    def _go(self, n: int, groups: list[list[Task]]) -> None:
        self.left -= 1
        if self.left < 0 or len(self.best) <= self.least or len(groups) >= len(self.best):
            return
        if n == len(self.order):
            self.best = [Group(g) for g in groups]
            return
        t = self.order[n]
        for g in groups:
            if Group(g).takes(self.w, t):
                g.append(t)
                self._go(n + 1, groups)
                g.pop()
        groups.append([t])
        self._go(n + 1, groups)
        groups.pop()


def _choices(tasks: Sequence[Task], cap: int) -> list[tuple[int, ...]]:
    """Sets of at most `cap` days to try: last days of windows, all sets where these are few enough."""
    days = sorted({t.last for t in tasks if t.mergeable})
    return [c for n in range(min(cap, len(days)) + 1) for c in islice(combinations(days, n), TRIES // 10)]


def _around(w: World, tasks: Sequence[Task], days: Sequence[int], cap: int) -> list[Group]:
    """A group for each day, and the visits that are left over for duties that stay alone."""
    groups: list[Group] = []
    inside: set[int] = set()
    for day in days:
        there = [t for t in tasks if t.mergeable and t.i not in inside and t.mask >> day & 1]
        group = max((_filled(w, order) for order in _orders(there)), key=lambda g: len(g.tasks))
        inside |= {t.i for t in group.tasks}
        if group.tasks:
            groups.append(group)
    alone = sorted((t for t in tasks if not t.mergeable), key=lambda t: (-t.mask.bit_count(), t.i))
    return groups + [Group([t]) for t in alone[: cap - len(groups)]]


def _orders(tasks: Sequence[Task]) -> list[list[Task]]:
    """The shortest first; or by organ, those with most duties first, so that few officers serve many."""
    many = Counter(t.organ for t in tasks)
    short = sorted(tasks, key=lambda t: (t.minutes, t.last, t.i))
    return [short, sorted(short, key=lambda t: (t.team, -many[t.organ], t.organ))]


def _filled(w: World, order: Sequence[Task]) -> Group:
    """A visit that takes one after the other, as far as they go together."""
    group = Group()
    for t in order:
        if group.takes(w, t):
            group.add(t)
    return group
