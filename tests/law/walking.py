"""A matter walked in a test: every step is checked against the rules as of its day, as the actions do it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from yifa.kernel.calendar import Calendar
from yifa.kernel.declare import Procedure
from yifa.kernel.dues import Due
from yifa.kernel.entry import NOTHING, Entry
from yifa.kernel.facts import BEIJING, Facts
from yifa.kernel.findings import findings
from yifa.kernel.law import Span
from yifa.kernel.local import Local, Own
from yifa.kernel.replay import State, replay

CAL = Calendar.load()


def always(span: Span) -> Local:
    """A county's own amount for every term."""
    return Local((Own(span, "本地规定"),))


def minute(day: date, hour: int, of: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, of, tzinfo=BEIJING)


class NotAllowed(AssertionError):
    """The step may not be done on that day; the text holds the reasons."""


@dataclass
class Case:
    procedure: type[Procedure]
    entries: list[Entry] = field(default_factory=list)

    def at(self, day: date) -> State:
        return replay(self.procedure, self.entries, day, CAL)

    def do(
        self,
        step: str,
        on: date | datetime,
        facts: Facts = NOTHING,
        *,
        served: date | None = None,
        about: int | None = None,
        by: str = "",
        **given: Any,
    ) -> int:
        """Takes the step, with the example's facts where none are given; returns the entry's id. Raises NotAllowed."""
        s = self.procedure.lines[step]
        day = on.date() if isinstance(on, datetime) else on
        made = facts if facts is not NOTHING else s.asks.example(day, 0, **given)  # type: ignore[attr-defined]  # a step
        at = on if isinstance(on, datetime) else None
        people = frozenset({by}) if by else frozenset()
        state = self.at(day)
        plan = state.plan
        if about is None and plan.each[step]:
            waiting = state.waiting(plan.target[step])
            about = waiting[0].id if len(waiting) == 1 else None
        entry = Entry(len(self.entries) + 1, step, day, made, about, served, at, people)
        if not s.hears:  # type: ignore[attr-defined]  # the line is a step
            reasons = [*state.why_not(s, about, people), *state.ahead(s, entry)]  # type: ignore[arg-type]  # the line is a step
            if reasons:
                raise NotAllowed("；".join(r.words for r in reasons))
        self.entries.append(entry)
        return entry.id

    def open(self, day: date) -> set[str]:
        return {s.key for s in self.at(day).open()}

    def dues(self, limit: str, day: date) -> list[Due]:
        return [d for d in self.at(day).dues() if d.limit.key == limit]

    def due(self, limit: str, day: date) -> Due:
        found = self.dues(limit, day)
        assert len(found) == 1, f"{limit}: {found}"
        return found[0]

    def faults(self, day: date) -> set[tuple[str, str]]:
        """(kind, limit) of what is wrong."""
        return {(f.kind, f.line) for f in findings(self.at(day))}
