"""Random draws of a sample: whole ceremonies through the actions of the desk, with records that anybody can verify.

Secrets are as random as in any draw, so who is drawn differs from one county to the next; how many, when, what is
replaced, left out or abandoned does not. The numbers of the beacon are made up, as the county is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from yifa.actions.draws.enter_beacon import enter_first, enter_second
from yifa.actions.draws.freeze_draw import freeze_draw
from yifa.actions.draws.open_draw import finish_draw, open_draw
from yifa.actions.draws.plan_draw import plan_draw
from yifa.actions.draws.publish_draw import publish_draw
from yifa.actions.draws.replace_drawn import replace_drawn
from yifa.actions.draws.seal_draw import seal_draw
from yifa.actions.draws.select_draw import select_draw
from yifa.actions.draws.shared import folder_of
from yifa.actions.draws.void_draw import void_draw
from yifa.actions.draws.witness_draw import witness_draw
from yifa.chapters.enforcement.inspection_facts import Cause, Found
from yifa.draw.replace import standing
from yifa.draw.witness import sign
from yifa.proofs.signing import Signer
from yifa.registry.models import Subject, valid_on
from yifa.store.models import Matter

from .agenda import Agenda
from .visit import DAY, Made, Trip, at, go, holder, workday

REASONS = ("moved=已经迁出本县", "seen=三个月内其他机关已经查过同一事项")
MADE_UP = "信标的号码是示例县虚构的，不是开奖结果。"
OPENS_ON = (1, 3, 6)
"""Weekdays on whose evening 双色球 is drawn."""
SHARES = (("A", 1), ("B", 2), ("C", 2), ("D", 4))
"""The worse a firm's credit, the more often it is drawn: parts of nine."""


@dataclass(frozen=True)
class Script:
    """One draw. `begins`: the day of the plan; `take`: subjects drawn; `visits`: first and last day of the visits, in days
    after the plan; `term`: days from the last visit to the opening at the latest; `patience`: days from the seal on which no
    beacon is looked for. `up_to`: the last act that is taken (each
    also waits for its day); `void`: why it is abandoned after that. `replaced`: why the first drawn is replaced;
    `absent`, `missed`: whether one was not to be found, or not visited."""

    organ: str
    title: str
    items: tuple[str, ...]
    begins: date
    take: int
    visits: tuple[int, int] = (12, 33)
    term: int = 12
    patience: int = 0
    up_to: str = "results"
    void: str = ""
    organs: tuple[str, ...] = ()
    replaced: str = ""
    absent: bool = False
    missed: bool = False

    @property
    def first(self) -> date:
        return self.begins + self.visits[0] * DAY

    @property
    def last(self) -> date:
        return self.begins + self.visits[1] * DAY

    @property
    def inspections(self) -> int:
        """How many inspections it makes once it is over."""
        return self.take - self.missed if self.up_to in ("finished", "opened", "results") and not self.void else 0


def counts(take: int) -> dict[str, int]:
    """How many of each class, `take` in all."""
    out = {k: take * n // 9 for k, n in SHARES[:-1]}
    return {k: n for k, n in {**out, "D": take - sum(out.values())}.items() if n}


def evening(after: date) -> datetime:
    """When the beacon is public that comes next after a day."""
    day = next(d for d in (after + n * DAY for n in range(1, 8)) if d.weekday() in OPENS_ON)
    return at(day, 21, 15)


def beacon(when: datetime) -> tuple[str, str]:
    """The issue of an evening, and its made-up numbers."""
    first = date(when.year, 1, 1)
    nth = sum((first + n * DAY).weekday() in OPENS_ON for n in range((when.date() - first).days + 1))
    seed = sha256(f"示例 {when:%Y-%m-%d}".encode()).digest()
    red = sorted(sorted(range(1, 34), key=lambda n: sha256(seed + bytes([n])).digest())[:6])
    return f"双色球 {when.year}{nth:03}", f"{' '.join(f'{n:02}' for n in red)} + {seed[0] % 16 + 1:02}"


def hold(script: Script, agenda: Agenda) -> list[Made]:
    """Puts every act of the draw on the agenda, up to the last one of the script; its inspections are added to what is
    given back."""
    made: list[Made] = []
    _Ceremony(script, agenda, made).begin()
    return made


ACTS = ("planned", "frozen", "sealed", "witnessed", "beacon", "selected", "replaced", "visited", "finished", "opened", "results")


class _Ceremony:
    def __init__(self, script: Script, agenda: Agenda, made: list[Made]) -> None:
        self.s, self.agenda, self.made = script, agenda, made
        self.sealed_on = workday(script.begins + 2 * DAY)
        self.beacon_at = evening(self.sealed_on + script.patience * DAY)
        self.matter = self.number = ""

    def begin(self) -> None:
        s, drawn_on = self.s, workday(self.beacon_at.date() + DAY)
        moments = {
            "planned": at(s.begins, 9),
            "frozen": at(s.begins + DAY, 10),
            "sealed": at(self.sealed_on, 15),
            "witnessed": at(self.sealed_on, 16),
            "beacon": at(drawn_on, 8, 40),
            "selected": at(drawn_on, 9, 30),
            "visited": at(drawn_on, 9, 40),
            "replaced": at(drawn_on, 9, 35),
            "finished": at(s.last + DAY, 9),
            "opened": at(s.last + DAY, 10),
            "results": at(s.last + 5 * DAY, 10),
        }
        for act in ACTS[: ACTS.index(s.up_to) + 1]:
            self.agenda.put(moments[act], partial(getattr(self, f"_{act}"), moments[act]))
        if s.void:
            when = moments[s.up_to] + timedelta(hours=20)
            self.agenda.put(when, partial(self._voided, when))

    def _who(self, seat: str, day: date) -> Any:
        return holder(self.s.organ, seat, day)

    def _plan(self) -> Mapping[str, Any]:
        s = self.s
        return {
            "items": s.items, "first_visit": s.first, "last_visit": s.last, "reasons": REASONS, "certificates": ("综合",),
            "ratios": tuple(f"{k}={n}户" for k, n in counts(s.take).items()), "kinds": ("企业",), "organs": s.organs,
        }  # fmt: skip

    def _planned(self, when: datetime) -> None:
        self.matter = plan_draw(self._who("registrar", when.date()), self.s.title, self._plan(), now=when).matter
        self.number = Matter.objects.get(pk=self.matter).number

    def _voided(self, when: datetime) -> None:
        void_draw(self._who("head", when.date()), self.matter, self.s.void, now=when)

    def _frozen(self, when: datetime) -> None:
        """Two firms stand on the list with the reason why they are not drawn."""
        listed = Subject.objects.filter(valid_on(when.date()), kind="企业", credit__in=list(counts(self.s.take)))
        first = when.toordinal() % 40
        out = list(listed.order_by("key").values_list("key", flat=True)[first : first + 2])
        excluded = dict(zip(out, ("moved", "seen"), strict=False))
        freeze_draw(self._who("registrar", when.date()), self.matter, excluded=excluded, now=when)

    def _sealed(self, when: datetime) -> None:
        s = self.s
        issue, _ = beacon(self.beacon_at)
        seal_draw(self._who("head", when.date()), self.matter, issue, self.beacon_at, s.last + s.term * DAY, now=when)

    def _witnessed(self, when: datetime) -> None:
        seal = folder_of(self.matter).public / "seal.json"
        line = sign(seal, Signer.generate("见证人"), when.strftime("%Y-%m-%dT%H:%M"))
        witness_draw(self._who("registrar", when.date()), self.matter, line, now=when)

    def _beacon(self, when: datetime) -> None:
        _, value = beacon(self.beacon_at)
        enter_first(self._who("officer", when.date()), self.matter, value, now=when)
        second = when + timedelta(minutes=25)
        enter_second(self._who("registrar", when.date()), self.matter, value, now=second)

    def _selected(self, when: datetime) -> None:
        select_draw(self._who("registrar", when.date()), self.matter, now=when)

    def _replaced(self, when: datetime) -> None:
        if self.s.replaced:
            gone = standing(folder_of(self.matter), [])[0][1]
            replace_drawn(self._who("head", when.date()), self.matter, gone, self.s.replaced, now=when)

    def _visited(self, when: datetime) -> None:
        s, folder = self.s, folder_of(self.matter)
        rows: Sequence[list[Any]] = standing(folder, folder.replacements())
        rows = rows[: len(rows) - s.missed]
        span = max(1, (s.last - s.first).days - 4)
        for i, (_, subject, _, team) in enumerate(rows):
            found = Found.absent if s.absent and not i else Found.corrected if i % 4 == 1 else Found.clean
            day = min(workday(s.first + span * i // len(rows) * DAY), s.last)
            trip = Trip(
                s.organ, subject, day, s.items, Cause.random, tuple(team[0]), found, self.matter, self.number,
                partners=s.organs,
            )  # fmt: skip
            go(trip, self.agenda, self.made)

    def _finished(self, when: datetime) -> None:
        finish_draw(self._who("officer", when.date()), self.matter, "检查已经做完。", now=when)

    def _opened(self, when: datetime) -> None:
        open_draw(self._who("registrar", when.date()), self.matter, now=when)

    def _results(self, when: datetime) -> None:
        publish_draw(self._who("registrar", when.date()), self.matter, MADE_UP, now=when)
