"""A county's year that adds up to given totals: people, batches and matters, through the same actions as everybody's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from yifa.actions.advance import Taken
from yifa.actions.correct import correct
from yifa.actions.county import County
from yifa.actions.names import subject_name
from yifa.actions.open_matter import open_matter
from yifa.actions.serve_paper import Method, Service, serve_paper
from yifa.actions.take_step import take_step
from yifa.chapters.catalogue import chapter_of, version
from yifa.kernel.declare import Procedure, Step
from yifa.kernel.facts import BEIJING, extra
from yifa.kernel.figure import Book, Count
from yifa.store.actor import Actor

from .cast import GOVERNMENT, JUSTICE, Cast
from .demand import Demand, demands
from .pace import Lost, Pace, walk, wind_up, withdrawn
from .share import Unwalkable, named, shared
from .targets import Shares
from .walk import Finder, Move, World

DAY = timedelta(days=1)
BASIS = 10_000
@dataclass(frozen=True)
class Task:
    """One matter to be walked."""

    procedure: str
    index: int
    of: int
    demand: Demand
    units: int = 0
    """Over how many units the matters go, where a figure counts each unit once."""
    given_up: bool = False
    """A matter that is dropped early and counts for nothing."""


class Year:
    """Drives all matters of a year."""

    def __init__(self, county: County, book: Book, cast: Cast, year: int, shares: Shares) -> None:
        """`book`: the figures that must come out as wanted; others are free. `shares`: of late, withdrawn and wrong matters."""
        self.world = World(book, county.calendar, county.local)
        self.cast, self.year, self.shares = cast, year, shares
        self.first, self.last = date(year, 1, 1), date(year, 12, 31)
        self._ways: dict[tuple[type[Procedure], Any], list[Move]] = {}
        self._tails: dict[tuple[type[Procedure], Any], bool] = {}

    def tasks(self, values: Mapping[str, int]) -> list[Task]:
        out: list[Task] = []
        for key, wanted in shared(self.world.book, values).items():
            if not any(wanted.values()):
                continue  # also a procedure that was not yet in force
            p = version(key, self.first + 180 * DAY)
            mine = demands(p, self.world.book, {k: v for k, v in wanted.items() if v})
            Random(f"{self.year}:{key}").shuffle(mine)  # deterministic: what is alike shall not come all at once
            units = sum(wanted[k] for k, f in self.world.book.of_procedure(p).items() if isinstance(f, Count) and f.distinct)
            out += [Task(key, i, len(mine), d, units) for i, d in enumerate(mine)]
            given_up = len(mine) * self.shares.withdrawn // BASIS if withdrawn(self.world, p, self.first, GOVERNMENT) else 0
            out += [Task(key, i, given_up, Demand(), units, given_up=True) for i in range(given_up)]
        return out

    def run(self, tasks: list[Task], progress: Callable[[str, int], None]) -> None:
        for task in tasks:
            self.one(task)
            progress(task.procedure, 1)

    # -- one matter
    def one(self, task: Task) -> None:
        unit = self.unit(task)
        pace = self.dropped(task, unit) if task.given_up else self.paced(task, unit)
        performer = Performer(self.cast, self.organ(task, pace.p), self.about(task, pace.p, unit))
        taken = performer.perform(pace)
        if self._chosen(task, self.shares.wrong, 31):
            performer.mend(pace, taken)

    def dropped(self, task: Task, unit: str) -> Pace:
        """A matter that somebody gives up before it counts. Raises Unwalkable."""
        start = self.start(task)
        found = withdrawn(self.world, version(task.procedure, start), start, unit)
        if found is None:
            raise Unwalkable(f"“{task.procedure}”没有不计数就能结束的路径；请减小 shares.withdrawn。")
        return found

    @staticmethod
    def _chosen(task: Task, share: int, salt: int) -> bool:
        """Whether this matter is among so many basis points of all: the same ones every time."""
        return (task.index * 7919 + salt * 104_729) % BASIS < share

    def paced(self, task: Task, unit: str) -> Pace:
        """The matter's steps with their days. Raises Unwalkable."""
        start = self.start(task)
        for _ in range(12):
            p = version(task.procedure, start)
            moves = self.way(p, task.demand, start)
            try:
                pace = walk(self.world, p, moves, start, self.first, unit)
            except Lost:
                start += 3 * DAY
                continue
            over = (pace.done[-1].on - self.last).days
            early = next((d.on for d, m in zip(pace.done, moves, strict=True) if not m.before), self.first)
            before = max((d.on for d, m in zip(pace.done, moves, strict=True) if m.before), default=None)
            if before is not None and before >= self.first:
                start -= (before - self.first).days * DAY + 5 * DAY
            elif over > 0:
                start -= (over + 3) * DAY
            elif before is None and early < self.first:
                start += (self.first - early).days * DAY + DAY
            elif self.tail(p, task.demand, pace) and (self.last - pace.done[-1].on).days > 12:
                start += ((self.last - pace.done[-1].on).days - 6) * DAY
            else:
                wind_up(pace, self.last, unit, late=self._chosen(task, self.shares.late, 13))
                return pace
        raise Unwalkable(f"有{named(task.demand.amounts)}的一件事项在{self.year}年内走不完；请核对这几个总数。")

    def begun(self, task: Task, start: date) -> Pace:
        """A matter's way from a given day, whatever the year. Raises Unwalkable."""
        p = version(task.procedure, start)
        try:
            return walk(self.world, p, self.way(p, task.demand, start), start, start, self.unit(task))
        except Lost as lost:
            raise Unwalkable(str(lost)) from None

    def start(self, task: Task) -> date:
        """Spread over the working year."""
        span = 340
        return self.first + timedelta(days=2 + span * task.index // max(1, task.of))

    def way(self, p: type[Procedure], demand: Demand, start: date) -> list[Move]:
        key = (p, demand.shape)
        if key not in self._ways:
            found = Finder(self.world, p, demand.amounts).find(start)
            if found is None:
                found = Finder(self.world, p, demand.amounts, carry=True).find(self.first - 40 * DAY)
            if found is None:
                words = f"《{p.title}》里没有哪一条路径恰好得到{named(demand.amounts)}"
                raise Unwalkable(f"{words}；请核对这几个总数是否相互矛盾。")
            self._ways[key] = found
        return self._ways[key]

    def tail(self, p: type[Procedure], demand: Demand, pace: Pace) -> bool:
        """Whether what is left to do would count for a figure that is not wanted: such a matter runs over the year's end."""
        key = (p, demand.shape)
        if key not in self._tails:
            trial = Pace(pace.world, p, pace.day, list(pace.entries), list(pace.done))
            wind_up(trial, self.last, self.cast.units[0])
            self._tails[key] = len(trial.done) > len(pace.done) and any(
                d.on > self.last for d in trial.done[len(pace.done) :]
            )
        return self._tails[key]

    def unit(self, task: Task) -> str:
        """The organ that a matter is about: each in turn, as many as the figure of distinct units says."""
        spread = min(task.units or len(self.cast.units), len(self.cast.units))
        return self.cast.units[task.index % max(1, spread)]

    def organ(self, task: Task, p: type[Procedure]) -> str:
        if any(s.by.certified for s in p.steps()):
            return self.cast.enforcers[task.index % len(self.cast.enforcers)]
        if any(s.by.seat == "supervisor" for s in p.steps()) or chapter_of(p) == "disputes":
            return JUSTICE
        return GOVERNMENT

    def about(self, task: Task, p: type[Procedure], unit: str) -> str:
        if p.subject == "organ":
            return unit
        return self.cast.firms[(task.index * 17 + 3) % len(self.cast.firms)] if p.subject else ""


@dataclass(frozen=True)
class Performer:
    """Performs a paced matter through the actions."""

    cast: Cast
    organ: str
    subject: str

    def actor(self, step: Step[Any]) -> Actor:
        return self.cast.actor(self.organ, step.by.seat)

    def officers(self, step: Step[Any], day: date) -> tuple[str, ...]:
        if not step.by.certified and step.by.at_least < 2:
            return ()
        return tuple(self.cast.certified(self.organ, day)[: step.by.at_least])

    def perform(self, pace: Pace) -> list[Taken]:
        """Takes every step; what each gave, in order."""
        matter, out = "", list[Taken]()
        for d in pace.done:
            now = datetime.combine(d.on, time(10, 0), BEIJING)
            if not matter:
                title = self._title(pace.p, d.on)
                taken = open_matter(
                    self.actor(d.step), pace.p, title, d.facts, subject=self.subject, on=d.on, officers=self.officers(d.step, d.on), now=now
                )  # fmt: skip
                matter = taken.matter
            else:
                taken = take_step(
                    self.actor(d.step), matter, d.step, d.facts, on=d.on, about=d.about, officers=self.officers(d.step, d.on), now=now
                )  # fmt: skip
            out.append(taken)
            if d.served is not None:
                at = datetime.combine(d.served, time(16, 0), BEIJING)
                clerk = self.cast.actor(self.organ, "officer")
                serve_paper(clerk, matter, taken.seq, Service(method=Method.direct), on=d.served, now=at)
        return out

    def mend(self, pace: Pace, taken: list[Taken]) -> None:
        """Corrects the wording of the last step that has any, as one does who wrote something wrong."""
        for d, t in zip(reversed(pace.done), reversed(taken), strict=True):
            words = next((n for n, f in d.step.asks.model_fields.items() if extra(f).get("multiline")), None)
            if words is not None and getattr(d.facts, words) and not d.step.asks.personal:
                mended = d.facts.model_copy(update={words: f"{getattr(d.facts, words)}（文字更正）"})
                now = datetime.combine(pace.done[-1].on, time(17, 0), BEIJING)
                correct(self.actor(d.step), t.matter, t.seq, "经办人笔误", mended, now=now)
                return

    def _title(self, p: type[Procedure], day: date) -> str:
        title = p.title.split("（")[0]
        return f"{subject_name(self.subject, day)}，{title}" if self.subject else title

