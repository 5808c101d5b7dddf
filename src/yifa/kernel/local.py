"""A county's own amounts for one limit (本地参数), each from its day on. Pure.

`yifa due` and replay both ask `Local.on` with the day from which the term runs, so that their answers are one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .law import Span


@dataclass(frozen=True, slots=True)
class Own:
    """One row of `local.toml`: the amount, the local rule on which it rests, and the first day on which a term that
    begins is measured by it (None: every term).

    The span's unit says how its days count, whatever the cited law says of that number: 日 are natural days, 工作日
    working days."""

    span: Span
    basis: str
    since: date | None = None

    @property
    def working(self) -> bool:
        return self.span.unit == "工作日"


@dataclass(frozen=True, slots=True)
class Local:
    """The rows of one limit, in the order of their days; the law's own amount holds before the first."""

    rows: tuple[Own, ...]

    def on(self, start: date) -> Own | None:
        """The row in force on the day from which a term runs: the event itself, which is not counted. None: the law's own.

        A term keeps the amount with which it began; a later row moves only terms that begin under it."""
        for own in reversed(self.rows):
            if own.since is None or own.since <= start:
                return own
        return None


NO_LOCAL: Mapping[str, Local] = {}
