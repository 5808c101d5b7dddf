"""The problem as small integers: days are bits of a mask, so that a common day of many windows is one `&`. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations

from .model import Problem

IMPOSSIBLE = ("no_workday", "blocked", "visitors", "certified", "recused", "certificate", "minutes")
"""Reasons for which no plan whatever can place a duty, in the order in which they are asked."""


@dataclass(slots=True)
class Task:
    """A duty. `mask`: bit d set if on working day d it could be done, were every officer free. `key`: (organ, item)."""

    i: int
    subject: int
    organ: int
    key: int
    minutes: int
    team: int
    mergeable: bool
    mask: int
    first: int = 0
    last: int = 0
    """The first and last day of `mask`."""


@dataclass(slots=True)
class Person:
    """An officer. Certificate valid on the days `first`..`last` (inclusive). `recuse`: subjects by number."""

    i: int
    organ: int
    keys: tuple[int, ...]
    first: int
    last: int
    limit: int
    recuse: frozenset[int]


@dataclass(slots=True)
class World:
    """`subjects`: the possible tasks of each subject, by number. `impossible`: duty -> (reason, figures for its words)."""

    problem: Problem
    tasks: list[Task] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    staff: list[list[Person]] = field(default_factory=list)
    """By key: officers of the organ certified for the item."""
    most: list[int] = field(default_factory=list)
    """By organ: the longest day of any of its officers, less one journey."""
    subjects: list[list[Task]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    impossible: dict[int, tuple[str, tuple[int, ...]]] = field(default_factory=dict)

    _both: dict[tuple[int, int], int] = field(default_factory=dict)

    @property
    def days(self) -> int:
        return len(self.problem.workdays)

    def visitors(self, teams: Mapping[int, int]) -> int:
        """Officers that one organ must send at least for so many of each key: those of two items that few hold together
        add up."""
        most = max(teams.values())
        for a, b in combinations(sorted(teams), 2) if len(teams) > 1 else ():
            if (a, b) not in self._both:
                self._both[a, b] = sum(a in p.keys for p in self.staff[b])
            most = max(most, teams[a] + teams[b] - min(self._both[a, b], teams[a], teams[b]))
        return most


def world(problem: Problem) -> World:
    """Numbers for names, in the order of names, so that the order of rows plays no part."""
    w = World(problem)
    w.names = sorted({d.subject for d in problem.duties})
    subject = {name: i for i, name in enumerate(w.names)}
    organs = {name: i for i, name in enumerate(sorted({o.organ for o in problem.officers}))}
    pairs = sorted({(d.organ, d.item) for d in problem.duties})
    keys = {pair: i for i, pair in enumerate(pairs)}
    w.subjects = [[] for _ in w.names]
    w.staff = [[] for _ in pairs]
    w.most = [0] * len(organs)
    _people(w, subject, organs, keys)
    days = problem.workdays
    spared = {subject[s]: sum(1 << k for k, d in enumerate(days) if d in off) for s, off in problem.blocked.items() if s in subject}
    staffed: dict[tuple[int, ...], int] = {}
    for i, d in enumerate(problem.duties):
        t = Task(i, subject[d.subject], organs[d.organ], keys[d.organ, d.item], d.minutes, d.team, d.mergeable, 0)
        window = _span(bisect_left(days, d.earliest), bisect_right(days, d.latest) - 1)
        free = window & ~spared.get(t.subject, 0)
        t.mask = free & _staffed(w, t, staffed)
        w.tasks.append(t)
        if t.mask and t.team <= problem.rules.visitors_per_visit:
            t.first, t.last = (t.mask & -t.mask).bit_length() - 1, t.mask.bit_length() - 1
            w.subjects[t.subject].append(t)
        else:
            w.impossible[i] = _why(w, t, window, free)
    return w


def _people(w: World, subject: dict[str, int], organs: dict[str, int], keys: dict[tuple[str, str], int]) -> None:
    days, travel = w.problem.workdays, w.problem.rules.travel_minutes
    for i, o in enumerate(w.problem.officers):
        known = tuple(sorted(keys[o.organ, item] for item in o.items if (o.organ, item) in keys))
        first, last = bisect_left(days, o.valid_from), bisect_right(days, o.valid_to) - 1
        recuse = frozenset(subject[s] for s in o.recuse if s in subject)
        person = Person(i, organs[o.organ], known, first, last, o.minutes_per_day, recuse)
        w.people.append(person)
        w.most[person.organ] = max(w.most[person.organ], o.minutes_per_day - travel)
        for key in known:
            w.staff[key].append(person)


def _span(first: int, last: int) -> int:
    return ((1 << (last + 1)) - 1) & ~((1 << first) - 1) if last >= first else 0


def _staffed(w: World, t: Task, known: dict[tuple[int, ...], int]) -> int:
    """The days on which enough certified officers of long enough days are there, others' visits apart."""
    need = t.minutes + w.problem.rules.travel_minutes
    away = tuple(p.i for p in w.staff[t.key] if t.subject in p.recuse)
    ask = (t.key, t.team, need, *away)
    if ask not in known:
        able = [p for p in w.staff[t.key] if p.limit >= need and p.i not in away]
        known[ask] = _covered(able, t.team, w.days)
    return known[ask]


def _covered(people: list[Person], team: int, days: int) -> int:
    """Bit d set where at least `team` of the people hold a valid certificate on day d."""
    step = [0] * (days + 1)
    for p in people:
        if p.last >= p.first:
            step[p.first] += 1
            step[p.last + 1] -= 1
    mask = there = 0
    for d in range(days):
        there += step[d]
        if there >= team:
            mask |= 1 << d
    return mask


def _why(w: World, t: Task, window: int, free: int) -> tuple[str, tuple[int, ...]]:
    """The first constraint that leaves no day, with its figures."""
    able = w.staff[t.key]
    there = [p for p in able if t.subject not in p.recuse]
    if not window:
        return "no_workday", ()
    if not free:
        return "blocked", (window.bit_count(),)
    if t.team > w.problem.rules.visitors_per_visit:
        return "visitors", (t.team, w.problem.rules.visitors_per_visit)
    if len(able) < t.team:
        return "certified", (t.team, len(able))
    if len(there) < t.team:
        return "recused", (t.team, len(there))
    if not free & _covered(there, t.team, w.days):
        return "certificate", (t.team,)
    return "minutes", (t.minutes, w.problem.rules.travel_minutes)
