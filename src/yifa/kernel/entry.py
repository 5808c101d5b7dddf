"""An entry as replay reads it: one step taken. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from .facts import Nothing

NOTHING = Nothing()


class Entry(NamedTuple):
    """One standing entry of a matter. `id` is its seq in the matter's chain; entries of the law itself have ids from
    1,000,000 up. `on` is the day of legal effect; `at` the minute (Beijing time) where hours count."""

    id: int
    step: str
    on: date
    facts: Any = NOTHING
    about: int | None = None
    """The entry that an `each` step answers."""
    served: date | None = None
    at: datetime | None = None
    by: frozenset[str] = frozenset()
    """The persons who took the step."""
    deemed: bool = False
    irregular: str = ""
    """Why this step was not permitted when it was done; it was recorded because it happened."""
