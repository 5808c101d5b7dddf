"""replay(procedure, entries, day, calendar) -> State: what is done, open, due and wrong. Pure.

The rules of replay (each has a test in tests/law/test_replay_rules.py):
 1. Settled = done, replaced, inapplicable with what it rests on settled, or a party's term run out. The authority's
    own May never blocks.
 2. A step closes what it rests on, unless it reopens.
 3. A limit has one instance for each start, met by `of` or by what stands instead of it. Where `of` answers each entry of
    a step and the time runs from elsewhere (problems told in one notice), one for each of them, from the first start on.
 4. An outcome closes all but what rests on it.
 5. Names resolve in the concrete class.
 6. A clock inside an open exclusion has no date.
 7. Beyond the loaded calendar a due date is unknown, not an exception.
 8. The calendar and local parameters are arguments; of these the one counts that was in force on the day from which the
    term runs.
 9. A limit's `when` is judged as of its due date (but not before its start is on record); an extension counts only if
    granted before the due date.
10. The order of recording does not matter: entries are read in the order in which they happened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from .calendar import Calendar
from .declare import LAW_ITSELF, Line, Procedure, Step
from .dues import Due, Dues
from .entry import Entry
from .local import NO_LOCAL, Local
from .plan import Plan, plan_of
from .refusal import Refusal

BY_LAW = 1_000_000


class Record:
    """The standing entries of a matter up to a day, indexed."""

    def __init__(self, plan: Plan, entries: Sequence[Entry], day: date) -> None:
        self.plan, self.day = plan, day
        self.entries = sorted((e for e in entries if e.on <= day), key=_order)
        self.place = {e.id: i for i, e in enumerate(self.entries)}
        self.by_step: dict[str, list[Entry]] = {}
        for e in self.entries:
            self.by_step.setdefault(e.step, []).append(e)
        wiped: frozenset[str] = frozenset()
        standing: list[Entry] = []
        for e in reversed(self.entries):
            if e.step not in wiped:
                standing.append(e)
            again = plan.steps[e.step].reopens
            if again:
                wiped |= plan.resting[again.key]
        standing.reverse()
        self.standing = standing
        """The entries of the present round: what a reopening set aside is left out."""
        self.now: dict[str, list[Entry]] = {}
        for e in standing:
            self.now.setdefault(e.step, []).append(e)

        self.closed_by: dict[str, Entry] = {}
        """What a later step closed, and which entry did."""
        for e in standing:
            for key in plan.closes[e.step]:
                self.closed_by.setdefault(key, e)

    def all(self, key: str) -> list[Entry]:
        return self.now.get(key, [])

    def last(self, line: Line) -> Entry | None:
        found = self.now.get(line.key)
        return found[-1] if found else None

    def answer(self, key: str, e: Entry) -> Entry | None:
        """What answered entry `e`: the first entry, from it on, of the step or of what stands instead of it."""
        asked, place = self.plan.each[key] == e.step, self.place
        best: Entry | None = None
        for k in self.plan.answers[key]:
            for x in self.by_step.get(k, ()):
                if (x.about != e.id) if asked else (place[x.id] < place[e.id]):
                    continue
                if best is None or place[x.id] < place[best.id]:
                    best = x
                break
        return best


def _order(e: Entry) -> tuple[date, bool, str, int]:
    # A minute orders entries of one day only among those that have one; the rest follow in order of recording.
    return (e.on, e.deemed, e.at.isoformat() if e.at else "", e.id)


class State:
    """What follows from a matter's entries on a day."""

    def __init__(
        self, plan: Plan, entries: Sequence[Entry], day: date, calendar: Calendar, local: Mapping[str, Local]
    ) -> None:
        self.plan, self.procedure, self.day = plan, plan.procedure, day
        self.record = Record(plan, entries, day)
        self._outcome = self._find_outcome()
        self._dues = Dues(self.record, calendar, local, self._outcome)
        self._settled: dict[str, bool] = {}

    # -- what happened
    @property
    def entries(self) -> list[Entry]:
        """All entries up to the day, those of the law itself among them, in the order in which they happened."""
        return self.record.entries

    def last(self, line: Line) -> Entry | None:
        return self.record.last(line)

    def entry(self, id: int) -> Entry | None:
        return next((e for e in self.record.entries if e.id == id), None)

    def _find_outcome(self) -> tuple[str, Entry] | None:
        for e in reversed(self.record.standing):
            end = self.plan.steps[e.step].ends
            got = end if isinstance(end, str) else end(e.facts) if end else None
            if got:
                return str(got), e
        return None

    @property
    def outcome(self) -> str:
        """The outcome in words; "" while there is none."""
        return self._outcome[0] if self._outcome else ""

    # -- dues
    def dues(self) -> list[Due]:
        """Every instance of every limit that applies, in order of declaration."""
        return self._dues.all()

    def unmet(self) -> list[Due]:
        return [d for d in self.dues() if d.met is None]

    # -- what may be done
    def applies(self, s: Step[Any]) -> bool:
        return s.when is None or s.when.test(self.record)

    def waiting(self, key: str) -> list[Entry]:
        """For an `each` step: the entries that wait for it."""
        each = self.plan.each[key]
        if each is None:
            return []
        must = self.plan.steps[key].must
        return [
            e
            for e in self.record.all(each)
            if not self.record.answer(key, e) and (must or not self._dues.ran_out(key, e))
        ]

    def settled(self, key: str) -> bool:
        known = self._settled.get(key)
        if known is None:
            known = self._settled[key] = self._is_settled(key)
        return known

    def _is_settled(self, key: str) -> bool:
        s = self.plan.steps[key]
        if not self.applies(s):
            return all(self.settled(k) for k in self.plan.after[key])  # pass the question to what it rests on
        if self.plan.each[key]:
            target = self.plan.steps[self.plan.target[key]]
            if not target.must and not target.by.party:
                return True
            return not self.waiting(target.key)
        if any(self.record.all(k) for k in self.plan.answers[key]):
            return True
        if s.must:
            return False
        has_term = bool(self.plan.limits_of[key])
        if s.by.party and has_term:
            return self._dues.ran_out(key)
        return True

    def why_not(self, s: Step[Any], about: int | None = None, by: frozenset[str] = frozenset()) -> list[Refusal]:
        """Why this step may not be done today; empty: it may. `about`: the entry it would answer; `by`: who would."""
        plan, key = self.plan, s.key
        s = plan.steps[key]
        target = plan.steps[plan.target[key]]
        no: list[Refusal] = []
        if s.by is LAW_ITSELF:
            no.append(Refusal(f"“{s.title}”只由法律规定产生，不由人办理", s.cite, "无须操作，到期自动产生效果"))
        if s.hears:
            no.append(Refusal(f"“{s.title}”由相关案件的决定带来", s.cite, "在作出决定的那个案件里办理"))
        if self._outcome and key not in plan.resting[self._outcome[1].step] - {self._outcome[1].step}:
            no.append(Refusal(f"本案已经“{self._outcome[0]}”", s.cite, "需要更正的，办理“更正”并写明理由"))
        elif key in self.record.closed_by:
            done = plan.steps[self.record.closed_by[key].step]
            no.append(Refusal(f"已经“{done.title}”，这一步已经关闭", done.cite, "需要更正的，办理“更正”并写明理由"))
        for cond in (s.when, target.when if target is not s else None):
            if cond is not None and not cond.test(self.record):
                no.append(Refusal(f"“{s.title}”的条件不具备：须{cond.words}", s.cite, "核对前面步骤记载的事实"))
        for k in plan.after[key] or plan.after[target.key]:
            if not self.settled(k):
                no.append(self._unsettled(s, k))
        no += self._not_again(s, target, about)
        no += self._too_early(s)
        return no + self._same_person(s, by)

    def _unsettled(self, s: Step[Any], k: str) -> Refusal:
        waits = self.plan.steps[k]
        term = next((d for d in self._dues.of(k) if d.met is None and d.on), None)
        if waits.by.party and not waits.must and term:
            return Refusal(
                f"“{waits.title}”的期限到{term.on}才届满", term.limit.cite, f"等{waits.by.title}行使权利或者期限届满"
            )
        return Refusal(f"“{waits.title}”还没有办", waits.cite, f"先办“{waits.title}”，再办“{s.title}”")

    def _not_again(self, s: Step[Any], target: Step[Any], about: int | None) -> list[Refusal]:
        each = self.plan.each[s.key]
        if each:
            waiting = self.waiting(target.key)
            if not waiting:
                return [Refusal(f"没有等待“{s.title}”的“{self.plan.steps[each].title}”", s.cite, "无须办理")]
            if about is not None and about not in {e.id for e in waiting}:
                return [Refusal(f"第{about}号记载不在等待“{s.title}”之列", s.cite, "从页面列出的记载中选一个")]
            return []
        done = next((e for k in self.plan.answers[target.key] for e in self.record.all(k)), None)
        if done and not s.repeats:
            words = f"“{self.plan.steps[done.step].title}”已于{done.on}办过"
            return [Refusal(words, s.cite, "需要更正的，办理“更正”并写明理由")]
        return []

    def _too_early(self, s: Step[Any]) -> list[Refusal]:
        return [
            Refusal(f"“{s.title}”最早在{day}", n.cite, f"须自起算日满{n.amount}，到期后再办")
            for n in self.plan.minima_of[s.key]
            if n.since is not None
            for day in self._dues.earliest(n)
            if day > self.day
        ]

    def _same_person(self, s: Step[Any], by: frozenset[str]) -> list[Refusal]:
        return [
            Refusal(f"办过“{x.title}”的人不能办“{s.title}”", s.cite, "换一名没有参与的人员")
            for x in s.never_by
            if by and any(by & e.by for e in self.record.all(x.key))
        ]

    def ahead(self, s: Step[Any], entry: Entry) -> list[Refusal]:
        """Notice too short: what `NotBefore(..., ahead=…)` forbids, for an entry about to be made (or made)."""
        return self._dues.short_notice(s.key, entry)

    def open(self) -> list[Step[Any]]:
        """The steps that may be done today."""
        return [s for s in self._within_reach() if not self.why_not(s)]

    def _within_reach(self) -> list[Step[Any]]:
        """All steps, or after an outcome those that rest on it: `why_not` forbids the others (rule 4)."""
        every = self.plan.steps
        if self._outcome is None:
            return list(every.values())
        end = self._outcome[1].step
        return [s for k, s in every.items() if k in self.plan.resting[end] and k != end]

    # -- where it stands
    @property
    def closed(self) -> bool:
        """Nothing more must be done: an outcome, or nothing that ends, and no duty left open."""
        if not self.record.standing or (self.plan.ends_somewhere and not self._outcome):
            return False
        if any(d.limit.of.must for d in self.unmet()):
            return False
        return all(self.why_not(s) for s in self._within_reach() if s.must)

    @property
    def wakes_on(self) -> date | None:
        """The next day on which something changes without anybody doing anything."""
        return self._dues.wakes_on()


def replay(
    procedure: type[Procedure],
    entries: Sequence[Entry],
    day: date,
    calendar: Calendar,
    local: Mapping[str, Local] = NO_LOCAL,
) -> State:
    """The state of a matter on `day`. Adds what the law deems, earliest first, until nothing more runs out."""
    plan = plan_of(procedure)
    real = [e for e in entries if e.on <= day]
    by_law: list[Entry] = []
    while True:
        state = State(plan, [*real, *by_law], day, calendar, local)
        out = state._dues.run_out() if plan.lapses else []
        if not out:
            return state
        on, due = min(out, key=lambda x: (x[0], x[1].limit.key))
        lapse = due.limit.lapse
        assert lapse is not None
        about = due.start.id if plan.each[lapse.key] else None
        by_law.append(Entry(BY_LAW + len(by_law), lapse.key, on, about=about, deemed=True))
