"""The bound of a certificate, checked again from the inputs alone: nothing of the planner is used here. Pure.

What has to be believed: a duty is possible on a working day of its window that the firm did not block if enough officers of
its organ, certified for its item on that day, not recused and with a long enough day, exist. Everything else is counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from .model import Duty, Officer, Problem

Span = tuple[date, date]


@dataclass
class Recheck:
    """`spans`: possible duty -> first and last day on which it could be done. `by_subject`: the possible duties. By organ:
    `day`: the longest of any officer; `items`: asked for; `shortest`: minutes of its shortest possible duty."""

    problem: Problem

    def __post_init__(self) -> None:
        p = self.problem
        self.duty = {d.id: d for d in p.duties}
        self._staff: dict[tuple[str, str], list[Officer]] = {}
        self.day: dict[str, int] = {}
        for o in p.officers:
            self.day[o.organ] = max(self.day.get(o.organ, 0), o.minutes_per_day)
            for item in o.items:
                self._staff.setdefault((o.organ, item), []).append(o)
        self.items: dict[str, set[str]] = {}
        for d in p.duties:
            self.items.setdefault(d.organ, set()).add(d.item)
        self.spans = {d.id: span for d in p.duties if (span := self._span(d))}
        self.by_subject: dict[str, list[Duty]] = {}
        for d in p.duties:
            if d.id in self.spans:
                self.by_subject.setdefault(d.subject, []).append(d)
        self.shortest: dict[str, int] = {}
        for d in p.duties:
            if d.id in self.spans:
                self.shortest[d.organ] = min(d.minutes, self.shortest.get(d.organ, d.minutes))

    def certified(self, organ: str, item: str) -> Sequence[Officer]:
        return self._staff.get((organ, item), ())

    def _span(self, d: Duty) -> Span | None:
        p, days = self.problem, self.problem.workdays
        off = p.blocked.get(d.subject, frozenset())
        long = d.minutes + p.rules.travel_minutes
        able = [
            o for o in self._staff.get((d.organ, d.item), ()) if o.minutes_per_day >= long and d.subject not in o.recuse
        ]
        inside = [x for x in days[bisect_left(days, d.earliest) : bisect_right(days, d.latest)] if x not in off]

        def first(order: Iterable[date]) -> date | None:
            return next((x for x in order if sum(o.valid_from <= x <= o.valid_to for o in able) >= d.team), None)

        if d.team > min(p.rules.visitors_per_visit, len(able)):
            return None
        start, end = first(inside), first(reversed(inside))
        return (start, end) if start and end else None

    def block_faults(self, subject: str, blocks: Sequence[Mapping[str, Any]], kept: set[str]) -> Iterator[str]:
        """What is wrong with a subject's blocks; `kept`: the duties that they may speak of."""
        before: date | None = None
        for b in sorted(blocks, key=lambda b: str(b["from"])):
            start, end = date.fromisoformat(b["from"]), date.fromisoformat(b["to"])
            if before is not None and start <= before:
                yield f"{subject}：{start}起的一段与前一段有共同的日子"
            before = end
            mine = [self.duty[id] for id in b["duties"] if id in kept and self.duty[id].subject == subject]
            if len(mine) != len(set(b["duties"])) or not all(d.mergeable for d in mine):
                yield f"{subject}：{start}起的一段里有不属于它的检查"
            elif any(self.spans[d.id][0] < start or self.spans[d.id][1] > end for d in mine):
                yield f"{subject}：{start}至{end}以外也能做其中的检查"
            elif type(b["needs"]) is not int or b["needs"] != self._needed(mine, str(b["why"])):
                yield f"{subject}：{start}至{end}的检查需要的次数不是{b['needs']}"

    def _needed(self, duties: Sequence[Duty], why: str) -> int:
        """Visits that these need for the reason named."""
        rules, organs = self.problem.rules, {d.organ for d in duties}
        if why == "minutes":
            each = ((o, [d.minutes for d in duties if d.organ == o]) for o in organs)
            return max((_bins(sum(m), m, self.day[o] - rules.travel_minutes) for o, m in each), default=0)
        if why == "visitors":
            teams = [self._teams(duties, o) for o in organs]
            return _bins(sum(map(self._heads, teams)), [max(t.values()) for t in teams], rules.visitors_per_visit)
        return min(1, len(duties))

    def _teams(self, duties: Sequence[Duty], organ: str) -> dict[tuple[str, str], int]:
        out: dict[tuple[str, str], int] = {}
        for d in duties:
            if d.organ == organ:
                out[organ, d.item] = max(out.get((organ, d.item), 0), d.team)
        return out

    def _heads(self, teams: Mapping[tuple[str, str], int]) -> int:
        """Officers whom an organ must send at least: for two items, both teams less those who can stand in both."""
        pairs = [
            teams[a] + teams[b] - min(teams[a], teams[b], len({o.id for o in self._staff[a]} & {o.id for o in self._staff[b]}))
            for a in teams
            for b in teams
            if a < b
        ]
        return max([*teams.values(), *pairs])

    def windows(self, duties: Iterable[Duty]) -> list[Span]:
        return [self.spans[d.id] for d in duties if d.mergeable]

    def reach(self, duties: Sequence[Duty], cap: int) -> list[int]:
        """Duties of one subject that 0, 1, 2, … visits can serve at most, up to `cap` or until all are served."""
        windows, alone = self.windows(duties), sum(not d.mergeable for d in duties)
        ends = sorted({b for _, b in windows})

        @cache
        def met(points: int, after: date) -> int:
            """Windows that begin after a day and are met by so many later days."""
            if not points:
                return 0
            later = (t for t in ends if t > after)
            return max((sum(after < a <= t <= b for a, b in windows) + met(points - 1, t) for t in later), default=0)

        out, full = [0], self._fullest(duties)
        while len(out) <= cap and out[-1] < len(duties):
            n = len(out)
            by_windows = max(met(n - k, date.min) + k for k in range(min(n, alone) + 1))
            out.append(min(by_windows, n * full))
        return out

    def _fullest(self, duties: Sequence[Duty]) -> int:
        """Duties that any one visit can serve at most, by its visitors and by the day of each organ's officers."""
        most = 1
        for day in {self.spans[d.id][1] for d in duties}:
            there = [d for d in duties if d.mergeable and self.spans[d.id][0] <= day <= self.spans[d.id][1]]
            organs = sorted({d.organ for d in there})

            @cache
            def packed(n: int, room: int, there: tuple[Duty, ...] = tuple(there), organs: tuple[str, ...] = tuple(organs)) -> int:
                if n == len(organs):
                    return 0
                own = [d for d in there if d.organ == organs[n]]
                best = packed(n + 1, room)
                for team in {d.team for d in own if d.team <= room}:
                    short = sorted(d.minutes for d in own if d.team <= team)
                    day = self.day[organs[n]] - self.problem.rules.travel_minutes
                    fits = sum(sum(short[: k + 1]) <= day for k in range(len(short)))
                    best = max(best, fits + packed(n + 1, room - team))
                return best

            most = max(most, packed(0, self.problem.rules.visitors_per_visit))
        return most

    def any_bound(self, needs: Mapping[str, int], dropped: int, price: Sequence[int]) -> int:
        """Visits of any plan that leaves out `dropped` possible duties; `needs`: subject -> visits for all its duties."""
        a, b = price
        total, cap = 0, self.problem.rules.visits_per_subject
        for subject, duties in self.by_subject.items():
            if not dropped:
                total += b * needs[subject]
                continue
            reached, costs = self.reach(duties, min(cap, len(duties))), []
            for left_out in range(len(duties) - reached[-1], len(duties) + 1):
                visits = next(n for n, most in enumerate(reached) if most >= len(duties) - left_out)
                costs.append(b * max(visits, needs[subject] - left_out) + a * left_out)
            total += min(costs)
        return max(0, -(-(total - a * dropped) // b))

    def most(self) -> int:
        """Duties that windows and caps on visits let be placed at most."""
        cap = self.problem.rules.visits_per_subject
        return sum(self.reach(d, min(cap, len(d)))[-1] for d in self.by_subject.values())

    def separate(self, placed: Iterable[Duty]) -> int:
        """Visits at least if each organ came by itself: its windows pierced, and those that stay alone."""
        own: dict[tuple[str, str], list[Duty]] = {}
        for d in placed:
            own.setdefault((d.subject, d.organ), []).append(d)
        return sum(_apart(self.windows(mine)) + sum(not d.mergeable for d in mine) for mine in own.values())


def _bins(total: int, sizes: Sequence[int], room: int) -> int:
    """Bins of `room` that a total needs at least, and sizes of which no two fit together."""
    if total <= room:
        return min(1, len(sizes))
    return max(-(-total // room), len([s for s in sizes if s > room // 2]))


def _apart(windows: Iterable[Span]) -> int:
    """How many windows without a common day there are at most."""
    count, until = 0, date.min
    for start, end in sorted(windows, key=lambda w: w[1]):
        if start > until:
            count, until = count + 1, end
    return count
