"""What is to happen in a sample, in the order of time: numbers and counts then run as they do in a county."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from heapq import heappop, heappush


class Agenda:
    """Acts by moment. What is not due by `now` does not happen; an act may put others on the agenda."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._acts: list[tuple[datetime, int, Callable[[], object]]] = []
        self._n = 0

    def put(self, when: datetime, act: Callable[[], object]) -> None:
        """Acts of one moment happen in the order in which they were put."""
        if when <= self.now:
            self._n += 1
            heappush(self._acts, (when, self._n, act))

    def run(self) -> None:
        while self._acts:
            heappop(self._acts)[2]()
