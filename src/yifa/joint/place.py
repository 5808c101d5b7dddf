"""Visits get their day and their officers; where a day is full, another visit makes room. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from .roster import Dear, Roster
from .world import Person, Task, World

SAMPLE = 24
"""Days that are weighed first, spread over the window: weighing all would cost most of the time and gains little."""
SPOILT = 33
"""A day is taken at once on which the visit spoils no more than a 33rd of what it takes."""
CROWDED, MOVES = 10, 8
"""Full days on which room is made, and visits asked to move on each."""
MOST_MOVES = 2
"""Such attempts in all, by duty: keeps the cost linear where far more is asked than can be done."""


@dataclass(eq=False, slots=True)
class Live:
    """A visit under way. `mask`: the common days of its tasks. `day` -1: not placed."""

    subject: int
    tasks: list[Task]
    mask: int
    day: int = -1
    crew: list[Person] = field(default_factory=list)


class Board:
    """All visits with their days and officers."""

    def __init__(self, w: World, *, even: bool, dear: Sequence[Dear | None] = ()) -> None:
        self.w, self.roster = w, Roster(w, even=even, dear=dear)
        self.of: list[list[Live]] = [[] for _ in w.subjects]
        self._even = even
        self._at: dict[tuple[int, int], dict[int, Live]] = {}
        self._turn = [crc32(name.encode()) for name in w.names]
        self._log: list[tuple[bool, Live, int, list[Person]]] = []
        self._moves = MOST_MOVES * len(w.tasks)

    def visit(self, tasks: Sequence[Task]) -> Live:
        mask = -1
        for t in tasks:
            mask &= t.mask
        return Live(tasks[0].subject, list(tasks), mask)

    def put(self, v: Live, day: int, crew: list[Person]) -> None:
        v.day, v.crew = day, crew
        self.roster.take(crew, v.tasks, day)
        self.of[v.subject].append(v)
        for p in crew:
            self._at.setdefault((p.i, day), {})[id(v)] = v
        self._log.append((True, v, day, crew))

    def lift(self, v: Live) -> tuple[int, list[Person]]:
        """Takes a visit off the board; gives what `put` needs to put it back."""
        self.roster.take(v.crew, v.tasks, v.day, -1)
        self.of[v.subject].remove(v)
        for p in v.crew:
            del self._at[p.i, v.day][id(v)]
        back = v.day, v.crew
        v.day, v.crew = -1, []
        self._log.append((False, v, *back))
        return back

    def mark(self) -> int:
        """A point to which `undo` goes back; earlier ones are forgotten."""
        self._log.clear()
        return 0

    def undo(self, mark: int) -> None:
        """All that was put and lifted since, taken back in reverse."""
        while len(self._log) > mark:
            was_put, v, day, crew = self._log.pop()
            if was_put:
                self.lift(v)
            else:
                self.put(v, day, crew)
            self._log.pop()

    def seat(self, v: Live) -> bool:
        """On the least (or, filling up, the most) loaded day on which its officers are free; where time has a price, on
        one on which next to nothing of theirs is spoilt, or least."""
        best: tuple[int, int, list[Person]] | None = None
        for day in self._days(v):
            crew = self.roster.crew(v.tasks, day)
            if crew is None:
                continue
            spoilt, least = self.roster.spoilt(crew, v.tasks, day)
            if best is None or spoilt < best[0]:
                best = spoilt, day, crew
            if spoilt * SPOILT <= least:
                break
        if best is not None:
            self.put(v, best[1], best[2])
        return best is not None

    def squeeze(self, v: Live) -> bool:
        """`seat`, or on a full day from which one other visit can move."""
        if self.seat(v):
            return True
        for day in sorted(_bits(v.mask), key=lambda d: (self._loaded(v, d), d))[:CROWDED]:
            for other in self._in_the_way(v, day):
                self._moves -= 1
                if self._moves < 0:
                    return False
                if self._instead(v, day, other):
                    return True
        return False

    def _instead(self, v: Live, day: int, other: Live) -> bool:
        """Puts `v` on the day and `other` elsewhere, or with other officers; else leaves all as it was."""
        back = self.lift(other)
        crew = self.roster.crew(v.tasks, day)
        if crew is not None:
            self.put(v, day, crew)
            if self.seat(other):
                return True
            self.lift(v)
        self.put(other, *back)
        return False

    def _in_the_way(self, v: Live, day: int) -> list[Live]:
        """Visits of that day with an officer whom `v` lacks, those with most other days first."""
        found: dict[int, Live] = {}
        for t in v.tasks:
            minutes = self.w.problem.rules.travel_minutes + sum(x.minutes for x in v.tasks if x.organ == t.organ)
            if len(self.roster.able(t.key, minutes, v.subject, day)) >= t.team:
                continue
            for p in self.w.staff[t.key]:
                found |= self._at.get((p.i, day), {})
        order = sorted(found.values(), key=lambda o: (-o.mask.bit_count(), o.tasks[0].i))
        return order[:MOVES]

    def _days(self, v: Live) -> Iterator[int]:
        """The days of a visit in the order in which they are tried."""
        days = _bits(v.mask & ~self.roster.hopeless(v.tasks))
        stride = max(1, len(days) // SAMPLE)
        taken = {x.day for x in self.of[v.subject]}
        sign = 1 if self._even else -1

        def rank(d: int) -> tuple[bool, int, int]:
            return d in taken, sign * self._loaded(v, d), d

        turn = self._turn[v.subject] % stride
        first = days[turn::stride]
        yield from sorted(first, key=rank)
        if stride > 1:
            tried = set(first)
            yield from sorted((d for d in days if d not in tried), key=rank)

    def _loaded(self, v: Live, day: int) -> int:
        """The fullest of the items' officers on that day, in 1/1024; over 1024 they cannot do it."""
        roster, travel, worst = self.roster, self.w.problem.rules.travel_minutes, 0
        for t in v.tasks:
            room = roster.room[t.key][day]
            worst = max(worst, ((roster.load[t.key][day] + t.team * (t.minutes + travel)) << 10) // max(room, 1))
        return worst


def _bits(mask: int) -> list[int]:
    """The days of a mask, in order; the faster way for few and for many."""
    if mask.bit_count() > 60:
        return [i for i, c in enumerate(bin(mask)[:1:-1]) if c == "1"]
    out = []
    while mask:
        low = mask & -mask
        out.append(low.bit_length() - 1)
        mask ^= low
    return out
