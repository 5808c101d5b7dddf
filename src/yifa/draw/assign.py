"""Who goes: for each drawn subject the officers with the smallest tickets among those who may. Pure.

May go who belongs to the organ, holds all its items, is certified through all days of the visits, is not recused from
the subject and has not yet as many visits as he can take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import Any

from .tags import OfficerTickets

Team = list[list[str]]
"""Ids of officers for each part of the team, in the order of the rules. Shorter than asked where nobody else may go."""


class Officers:
    """The officers of a draw and the visits they can still take."""

    def __init__(
        self, rows: Iterable[Sequence[Any]], team: Sequence[dict[str, Any]], visits: Sequence[str], seed: bytes
    ) -> None:
        self._seed, self._team = seed, team
        kept = [r for r in rows if r[3] <= visits[0] and visits[1] <= r[4]]
        self._parts = [
            [(r[0].encode(), r[0]) for r in kept if r[1] == p["organ"] and set(p["items"]) <= set(r[2])] for p in team
        ]
        self._recused = {r[0]: frozenset(r[5]) for r in kept}
        self._left = {r[0]: r[6] for r in kept}

    def take(self, subject: str) -> Team:
        """The team for a subject; its members' remaining visits go down by one."""
        team, of = [], OfficerTickets(self._seed, subject).of
        left, recused = self._left, self._recused
        for part, candidates in zip(self._team, self._parts, strict=True):
            free = [(of(key), key, id) for key, id in candidates if left[id] > 0 and subject not in recused[id]]
            team.append([id for _, _, id in nsmallest(part["officers"], free)])
        self.count(team)
        return team

    def count(self, team: Team) -> None:
        """A visit that these make: what each can still take goes down by one."""
        for id in (id for part in team for id in part):
            self._left[id] -= 1
