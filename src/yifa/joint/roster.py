"""Who is taken when, and who could go: the officers' days. Pure.

An officer on a visit attends all duties of his organ in it; his day is their minutes and one journey a visit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from .world import Person, Task, World

Crew = list[Person]


@dataclass(frozen=True, slots=True)
class Dear:
    """Scarce time of a day. `room[organ][free]`: what so many free minutes can still be filled with, weighed; `price[officer]`."""

    room: list[list[int]]
    price: list[int]


TRIES = 100
"""Teams tried where the greedy one brings too many visitors."""


class Roster:
    """`used[p][d]`: minutes of officer p on day d. `load`, `room`: by key and day, minutes taken and there in all.

    `even`: takes the officer with the least work in the year first, so that the year's work is shared; else the one least
    needed elsewhere whose day is fullest, so that whole days stay free; where time is `dear` (by day), first the one of
    whose day it takes what is worth least."""

    def __init__(self, w: World, *, even: bool, dear: Sequence[Dear | None] = ()) -> None:
        self.w, self.dear = w, dear
        self.used = [[0] * w.days for _ in w.people]
        self.year = [0] * len(w.people)
        self.load = [[0] * w.days for _ in w.staff]
        self.room = [_room(staff, w.days) for staff in w.staff]
        self._full: list[dict[tuple[int, int], int]] = [{} for _ in w.staff]
        self._any = [0] * len(w.staff)
        self._worth = _worth(w)
        self._even = even

    def take(self, crew: Iterable[Person], tasks: Sequence[Task], day: int, sign: int = 1) -> None:
        """Books the visit; `sign` -1 takes it back."""
        minutes = self._minutes(tasks)
        for p in crew:
            m = sign * minutes[p.organ]
            self.used[p.i][day] += m
            self.year[p.i] += m
            for key in p.keys:
                self.load[key][day] += m
                if sign < 0 and self._any[key] >> day & 1:
                    self._any[key] &= ~(1 << day)
                    for known, days in self._full[key].items():
                        self._full[key][known] = days & ~(1 << day)

    def hopeless(self, tasks: Sequence[Task]) -> int:
        """Days (as bits) on which it is known already that one of the teams of a visit cannot be found."""
        minutes, out = self._minutes(tasks), 0
        for t in tasks:
            if self._any[t.key]:
                for (team, least), days in self._full[t.key].items():
                    if team <= t.team and least <= minutes[t.organ]:
                        out |= days
        return out

    def _minutes(self, tasks: Sequence[Task]) -> dict[int, int]:
        """By organ: minutes of a visit for each of its officers, with the journey."""
        out: dict[int, int] = {}
        for t in tasks:
            out[t.organ] = out.get(t.organ, self.w.problem.rules.travel_minutes) + t.minutes
        return out

    def asked(self, tasks: Sequence[Task]) -> int:
        """Minutes of all officers together that a visit takes at least."""
        return sum(m * max(t.team for t in tasks if t.organ == organ) for organ, m in self._minutes(tasks).items())

    def crew(self, tasks: Sequence[Task], day: int) -> Crew | None:
        """Officers who can do these tasks of one subject together on `day`, none without need; None if there are none."""
        minutes = self._minutes(tasks)
        teams: dict[int, dict[int, int]] = {}
        for t in tasks:
            asked = teams.setdefault(t.organ, {})
            asked[t.key] = max(asked.get(t.key, 0), t.team)
        parts: list[Crew] = []
        for organ, asked in teams.items():
            part = self._team(asked, minutes[organ], tasks[0].subject, day)
            if part is None:
                return None
            parts.append(part)
        most = self.w.problem.rules.visitors_per_visit
        if sum(map(len, parts)) > most:
            small = [self._smallest(a, minutes[o], tasks[0].subject, day, p) for (o, a), p in zip(teams.items(), parts, strict=True)]
            if sum(map(len, small)) > most:
                return None
            parts = small
        return [p for part in parts for p in part]

    def able(self, key: int, minutes: int, subject: int, day: int) -> Crew:
        """Certified officers who still have `minutes` on that day."""
        used = self.used
        return [
            p
            for p in self.w.staff[key]
            if p.first <= day <= p.last and used[p.i][day] + minutes <= p.limit and subject not in p.recuse
        ]

    def _team(self, asked: dict[int, int], minutes: int, subject: int, day: int) -> Crew | None:
        """One organ's officers for so many of each item."""
        able = {key: self.able(key, minutes, subject, day) for key in asked}
        for key, team in asked.items():
            if len(able[key]) < team:
                if not any(subject in p.recuse for p in self.w.staff[key]):
                    self._full[key][team, minutes] = self._full[key].get((team, minutes), 0) | 1 << day
                    self._any[key] |= 1 << day
                return None
        rank = self._rank(day, minutes)
        if len(asked) == 1:
            [(key, team)] = asked.items()
            return sorted(able[key], key=rank)[:team]
        return _pruned(_cover(asked, able, rank), asked)

    def _smallest(self, asked: dict[int, int], minutes: int, subject: int, day: int, greedy: Crew) -> Crew:
        """A team of fewer officers, if a short search finds one."""
        least = self.w.visitors(asked)
        if len(greedy) == least:
            return greedy
        pool = {p.i: p for key in asked for p in self.able(key, minutes, subject, day)}
        many = sorted(pool.values(), key=lambda p: (-sum(k in asked for k in p.keys), p.i))
        for size in range(least, len(greedy)):
            for team in islice(combinations(many, size), TRIES):
                if all(sum(key in p.keys for p in team) >= n for key, n in asked.items()):
                    return _pruned(list(team), asked)
        return greedy

    def spoilt(self, crew: Crew, tasks: Sequence[Task], day: int) -> tuple[int, int]:
        """(worth of what the visit takes from these officers' days beyond what it takes from free ones, the latter)."""
        dear, minutes, took, least = self.dear[day] if self.dear else None, self._minutes(tasks), 0, 0
        if dear is None:
            return 0, 0
        for p in crew:
            room, m, free = dear.room[p.organ], minutes[p.organ], p.limit - self.used[p.i][day]
            took += (room[free] - room[free - m]) * dear.price[p.i]
            least += (room[p.limit] - room[p.limit - m]) * dear.price[p.i]
        return took - least, least

    def _rank(self, day: int, minutes: int) -> Callable[[Person], tuple[int, ...]]:
        used, year, worth = self.used, self.year, self._worth
        dear = self.dear[day] if self.dear else None
        if dear is not None:
            rooms, price = dear.room, dear.price

            def rank(p: Person) -> tuple[int, ...]:
                free, room = p.limit - used[p.i][day], rooms[p.organ]
                return (room[free] - room[free - minutes]) * price[p.i], worth[p.i], free, year[p.i], p.i

            return rank
        if self._even:
            return lambda p: (year[p.i], p.i)
        return lambda p: (worth[p.i], p.limit - used[p.i][day], year[p.i], p.i)


def _cover(asked: dict[int, int], able: dict[int, Crew], rank: Callable[[Person], tuple[int, ...]]) -> Crew:
    """Whoever serves most of what is still missing, then the best by rank."""
    missing, chosen = dict(asked), dict[int, Person]()
    pool = {p.i: p for crew in able.values() for p in crew}
    order = sorted(pool.values(), key=rank)
    while any(n > 0 for n in missing.values()):
        p = max((p for p in order if p.i not in chosen), key=lambda p: sum(missing.get(k, 0) > 0 for k in p.keys))
        chosen[p.i] = p
        for key in p.keys:
            if key in missing:
                missing[key] -= 1
    return list(chosen.values())


def _pruned(crew: Crew, asked: dict[int, int]) -> Crew:
    """Without those whom no team needs: nobody comes to a firm without a reason."""
    left = {key: sum(key in p.keys for p in crew) - n for key, n in asked.items()}
    out: Crew = []
    for p in crew:
        mine = [key for key in p.keys if key in asked]
        if all(left[key] > 0 for key in mine):
            for key in mine:
                left[key] -= 1
        else:
            out.append(p)
    return out


def _room(staff: Crew, days: int) -> list[int]:
    step = [0] * (days + 1)
    for p in staff:
        if p.last >= p.first:
            step[p.first] += p.limit
            step[p.last + 1] -= p.limit
    out, there = [], 0
    for d in range(days):
        there += step[d]
        out.append(there)
    return out


def _worth(w: World) -> list[int]:
    """How much an officer is needed: minutes asked for by officer certified, over his items."""
    asked = [0] * len(w.staff)
    for tasks in w.subjects:
        for t in tasks:
            asked[t.key] += t.team * (t.minutes + w.problem.rules.travel_minutes)
    return [sum(asked[key] // len(w.staff[key]) for key in p.keys) for p in w.people]
