"""Due dates of a matter: every instance of every limit, with its start, its end and what met it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from . import clock
from .calendar import BeyondCalendar, Calendar
from .clock import Off
from .declare import Line, Moment, NotBefore, Start, Step, Unsettled, Within
from .entry import Entry
from .facts import BEIJING
from .law import Span, Unit
from .local import Local
from .plan import Plan
from .refusal import Refusal

if TYPE_CHECKING:
    from .replay import Record

Light = Literal["green", "yellow", "red", "still", "done", "late", "off"]
DAY = timedelta(days=1)
At = tuple[date, datetime | None, Entry]


class Due(NamedTuple):
    """One instance of a limit. `on` is the last day in time; None while the clock stands still (`still`) or where the
    calendar does not reach (`beyond` says so). `at`: the last minute, for limits in hours."""

    limit: Within
    start: Entry
    since: date
    amount: Span | None
    on: date | None
    met: Entry | None
    at: datetime | None = None
    warn_on: date | None = None
    off: tuple[Off, ...] = ()
    extended: int = 0
    still: bool = False
    beyond: str = ""
    working: bool = False
    """Whether `amount` runs in working days."""

    @property
    def late(self) -> bool:
        """Met after its day. What the law itself brings about is never late."""
        if self.met is None or self.on is None or self.met.deemed:
            return False
        if self.at and self.met.at:
            return self.met.at > self.at
        return self.met.on > self.on

    def light(self, day: date) -> Light:
        if self.met is not None:
            return "late" if self.late else "done"
        if self.still:
            return "still"
        if self.on is None:
            return "off"
        if day > self.on:
            return "red" if self.limit.of.must else "off"  # what may be done is never overdue
        return "yellow" if self.warn_on is not None and day >= self.warn_on else "green"


def warning(span: Span | None) -> int:
    """How many days (of the limit's own unit) ahead the light turns yellow: a fifth of the term, from 1 to 10."""
    if span is None:
        return 3
    if span.unit == "时":
        return 0
    length = {"日": 1, "工作日": 1, "月": 30, "年": 365}[span.unit] * span.n
    return max(1, min(10, length // 5))


def amount_on(
    line: Within | NotBefore, start: date, local: Mapping[str, Local]
) -> tuple[Span | None | Unsettled, bool]:
    """The amount of a term that runs from `start` (the day that `yifa due` is asked with), and whether it runs in working
    days: the county's own of that day, else the declared one as the cited law counts it."""
    amount = line.amount
    own = local[line.key].on(start) if amount is not None and line.key in local else None
    if own is not None:
        return own.span, own.working
    return amount, isinstance(amount, Span) and Plan.working(amount, line)


def warned(amount: Span, working: bool, end: date, calendar: Calendar) -> date:
    """The day on which the light turns yellow. Raises BeyondCalendar."""
    ahead = warning(amount)
    return calendar.sub_workdays(end, ahead) if working else end - ahead * DAY


@lru_cache(maxsize=1 << 16)
def plain_end(w: Within, n: int, unit: Unit, working: bool, since: date, calendar: Calendar) -> tuple[date, date]:
    """The last day and the day of warning of a span of `n` `unit` where no time is taken out and none added. Remembered,
    since the matters of a day ask for the same days over and over. Raises BeyondCalendar."""
    amount = Span(n, unit)
    end = clock.end_on(since, amount, working=working, rolls=w.cite.law.rolls, calendar=calendar)
    return end, warned(amount, working, end, calendar)


class AsOf:
    """The record as a condition saw it on an earlier day."""

    def __init__(self, record: Record, day: date) -> None:
        self.record, self.day = record, day

    def last(self, line: Line) -> Entry | None:
        return next((e for e in reversed(self.record.all(line.key)) if e.on <= self.day), None)


class Dues:
    """Computes on demand and remembers; one per State."""

    def __init__(
        self, record: Record, calendar: Calendar, local: Mapping[str, Local], outcome: tuple[str, Entry] | None
    ) -> None:
        self.record, self.plan, self.day = record, record.plan, record.day
        self.calendar, self.local, self.outcome = calendar, local, outcome
        self._known: dict[str, list[Due]] = {}
        self._starts: dict[int, list[At]] = {}
        self._all: list[Due] | None = None
        self._standing = {e.id for e in record.standing}

    def all(self) -> list[Due]:
        if self._all is None:
            self._all = [d for w in self.plan.begun(self.record.by_step) for d in self.instances(w)]
        return self._all

    def of(self, key: str) -> list[Due]:
        return [d for w in self.plan.limits_of[key] for d in self.instances(w)]

    def ran_out(self, key: str, e: Entry | None = None) -> bool:
        """Whether the term of this step (for entry `e`, if given) is over and nobody used it."""
        return any(
            d.on is not None
            and d.on < self.day
            and d.met is None
            and d.start.id in self._standing
            and (e is None or d.start.id == e.id)
            for d in self.of(key)
        )

    def run_out(self) -> list[tuple[date, Due]]:
        """Limits whose lapse the law now brings about."""
        return [
            (d.on, d)
            for w in self.plan.begun(self.record.by_step)
            if w.lapse
            for d in self.instances(w)
            if d.met is None and d.on is not None and d.on < self.day
        ]

    def instances(self, w: Within) -> list[Due]:
        known = self._known.get(w.key)
        if known is None:
            started = not self.plan.started_by[w.key].isdisjoint(self.record.by_step)
            self._known[w.key] = known = self._instances(w) if started else []
        return known

    # -- moments
    def starts(self, start: Start) -> list[At]:
        """In order. Many limits run from the same moment; a start lives as long as its declaration."""
        known = self._starts.get(id(start))
        if known is None:
            found = self._of(start) if isinstance(start, (Step, Moment)) else [x for m in start for x in self._of(m)]
            known = self._starts[id(start)] = sorted(found, key=lambda x: (x[0], x[2].id)) if len(found) > 1 else found
        return known

    def _of(self, m: Step | Moment) -> list[At]:  # type: ignore[type-arg]  # any step's facts
        if isinstance(m, Step):
            return [(e.on, e.at, e) for e in self.record.by_step.get(m.key, ())]
        if m.kind == "end":
            line = self.plan.line(m.line)
            assert isinstance(line, Within)
            return [(d.on, d.at, d.start) for d in self.instances(line) if d.on]
        out: list[At] = []
        for e in self.record.by_step.get(m.line.key, ()):
            at: date | datetime | None = e.served if m.kind == "served" else m.read(e.facts) if m.read else None
            if isinstance(at, datetime):
                out.append((at.astimezone(BEIJING).date(), at, e))
            elif at is not None:
                out.append((at, None, e))
        return out

    # -- instances of a limit
    def _instances(self, w: Within) -> list[Due]:
        if isinstance(w.amount, Unsettled) and w.key not in self.local:
            return []
        starts = self.starts(w.since)
        if not starts:
            return []
        out: list[Due] = []
        anew = not isinstance(w.since, (Step, Moment))
        asked = None if anew else self.plan.asked[w.key]
        if asked is not None:
            starts = self._each_from(asked, starts)
        off = self._off(w) if w.less else ()
        for i, (since, at, e) in enumerate(starts):
            met = self._met(w, e)
            if anew and any(met is None or s <= met.on for s, _, _ in starts[i + 1 :]):
                continue  # a later start counts
            if isinstance(w.amount, Unsettled) and isinstance(amount_on(w, since, self.local)[0], Unsettled):
                continue  # the county's own amount holds for later terms only
            due = self._due(w, since, at, e, met, off)
            if self._stands(w, due):
                out.append(due)
        return out

    def _each_from(self, asked: str, starts: list[At]) -> list[At]:
        """Where `of` answers each entry of a step and the time runs from another step: each of these entries, from the
        first start at or after it."""
        if asked in {e.step for _, _, e in starts}:
            return starts
        found = [(next((s for s in starts if s[0] >= x.on), None), x) for x in self.record.by_step.get(asked, ())]
        return [(s[0], s[1], x) for s, x in found if s is not None]

    def _met(self, w: Within, e: Entry) -> Entry | None:
        met = self.record.answer(w.of.key, e)
        if met is None and w.lapse is not None:
            by_law = self.record.by_step.get(w.lapse.key, ())
            met = next((x for x in by_law if x.deemed and x.about in (None, e.id)), None)
        return met

    def _stands(self, w: Within, due: Due) -> bool:
        """Rule 9 for `when`; and after an outcome only what was met, was already late, or rests on the outcome."""
        if w.when is not None:
            view = AsOf(self.record, max(due.on, due.start.on)) if due.on and due.on < self.day else self.record
            if not w.when.test(view):
                return False
        if due.met is not None:
            return True
        if not w.of.must and w.of.key in self.record.closed_by:
            return False  # a discretion that was not used and is closed
        if self.outcome is None:
            return True
        ended = self.outcome[1]
        return (due.on is not None and due.on < ended.on) or w.of.key in self.plan.resting[ended.step]

    def _due(
        self, w: Within, since: date, at: datetime | None, e: Entry, met: Entry | None, off: tuple[Off, ...]
    ) -> Due:
        amount, working = amount_on(w, since, self.local)
        assert not isinstance(amount, Unsettled), "what is unsettled has no instances"
        if met is None and any(x.end is None for x in off):
            return Due(w, e, since, amount, None, None, off=off, still=True, working=working)
        if amount is None:
            return Due(w, e, since, None, since, met, at=at, warn_on=since - 3 * DAY)
        if amount.unit == "时":
            # Without a minute on record, only what is surely late is called late: the day counts as a whole.
            minute = clock.end_at(at or datetime.combine(since + DAY, time(0), BEIJING), amount)
            return Due(w, e, since, amount, minute.astimezone(BEIJING).date(), met, at=minute, off=off)
        try:
            if not off and (w.extended_by is None or w.extended_by.key not in self.record.by_step):
                end, warn = plain_end(w, amount.n, amount.unit, working, since, self.calendar)
                return Due(w, e, since, amount, end, met, warn_on=warn, working=working)
            ends = self._granted(w, amount, working, since, off, met.on if met else self.day)
            warn = warned(amount, working, ends[-1], self.calendar)
            more = len(ends) - 1
            return Due(w, e, since, amount, ends[-1], met, warn_on=warn, off=off, extended=more, working=working)
        except BeyondCalendar as beyond:
            return Due(w, e, since, amount, None, met, off=off, beyond=str(beyond), working=working)

    def _granted(
        self, w: Within, amount: Span, working: bool, since: date, off: tuple[Off, ...], until: date
    ) -> list[date]:
        """The first end, and the end after each extension granted in time. An exclusion still open counts `until` then."""
        more: list[Span] = []
        counted = tuple(x if x.end else Off(x.start, max(x.start, until), x.why) for x in off)

        def end() -> date:
            rolls = w.cite.law.rolls
            return clock.end_on(
                since, amount, working=working, rolls=rolls, calendar=self.calendar, off=counted, extend=more
            )

        ends = [end()]
        if w.extended_by is not None and w.up_to is not None:
            for x in self.record.by_step.get(w.extended_by.key, ()):
                if since <= x.on <= ends[-1] and len(more) < w.times:
                    more.append(w.up_to)
                    ends.append(end())
        return ends

    def _off(self, w: Within) -> tuple[Off, ...]:
        """What does not count: from each start entry to its answer, or to the day its term ran out."""
        out: list[Off] = []
        for gap in w.less:
            why = self.plan.steps[gap.start.key].title
            for e in self.record.by_step.get(gap.start.key, ()):
                answered = self.record.answer(gap.end.key, e)
                over = [d.on for d in self.of(gap.end.key) if d.start.id == e.id and d.on and d.on < self.day]
                out.append(Off(e.on, answered.on if answered else min(over, default=None), why))
        return tuple(out)

    # -- minima
    def _minimum(self, n: NotBefore, start: date) -> tuple[Span, bool]:
        amount, working = amount_on(n, start, self.local)
        assert isinstance(amount, Span), "a minimum has a number"
        return amount, working

    def earliest(self, n: NotBefore) -> list[date]:
        """The first day on which the step may be done, for each start of a minimum; [] beyond the calendar."""
        if n.since is None or (n.when is not None and not n.when.test(self.record)):
            return []
        out: list[date] = []
        for since, _, e in self.starts(n.since):
            if e.id not in self._standing:
                continue
            amount, working = self._minimum(n, since)
            try:
                out.append(clock.end_on(since, amount, working=working, rolls=False, calendar=self.calendar))
            except BeyondCalendar:
                continue
        return out

    def short_notice(self, key: str, entry: Entry) -> list[Refusal]:
        """`NotBefore(…, ahead=…)`: N full days must lie between the notice and the event that it announces."""
        out: list[Refusal] = []
        for n in self.plan.minima_of[key]:
            if n.ahead is None or (n.when is not None and not n.when.test(self.record)):
                continue
            source = entry if n.ahead.line.key == entry.step else self.record.last(n.ahead.line)
            event = n.ahead.read(source.facts) if source and n.ahead.read else None
            if event is None:
                continue
            held = event.astimezone(BEIJING).date() if isinstance(event, datetime) else event
            amount, working = self._minimum(n, held)
            try:
                latest = clock.notice_by(held, amount, working=working, calendar=self.calendar)
            except BeyondCalendar:
                continue
            if entry.on > latest:
                title = self.plan.steps[key].title
                words = f"“{title}”离{held}不足{amount}，最迟应在{latest}"
                out.append(Refusal(words, n.cite, "把举行日期推后，留足法定的提前期"))
        return out

    def wakes_on(self) -> date | None:
        days: list[date] = []
        for d in self.all():
            if d.met is None and d.on is not None:
                days += [x for x in (d.warn_on, d.on + DAY) if x is not None and x > self.day]
        for n in self.plan.minima:
            if n.since is not None and not self.record.all(n.of.key):
                days += [x for x in self.earliest(n) if x > self.day]
        return min(days, default=None)
