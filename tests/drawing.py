"""A draw for tests: registers to draw from, the people who take its steps, and the steps one after another."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from yifa.actions.draws.enter_beacon import enter_first, enter_second
from yifa.actions.draws.freeze_draw import freeze_draw
from yifa.actions.draws.open_draw import finish_draw, open_draw
from yifa.actions.draws.plan_draw import plan_draw
from yifa.actions.draws.replace_drawn import replace_drawn
from yifa.actions.draws.seal_draw import seal_draw
from yifa.actions.draws.select_draw import select_draw
from yifa.actions.draws.shared import folder_of
from yifa.kernel.facts import BEIJING
from yifa.registry.models import Officer, Subject
from yifa.store.actor import Actor

SINCE = date(2020, 1, 1)
VALUE = "02 05 12 19 25 30 + 09"
PLAN: dict[str, Any] = {
    "items": ("食品标签检查",),
    "first_visit": "2026-09-07",
    "last_visit": "2026-09-25",
    "ratios": ("A=10%", "C=3户"),
    "townships": ("禾丰镇",),
    "reasons": ("closed=已注销",),
    "certificates": ("综合",),
}
OPEN_BY = date(2026, 10, 10)
SECOND = "2026-08-31"
"""The day of the seal; the beacon is public on the evening of the next."""


def who(seat: str, organ: str = "shichang") -> Actor:
    return Actor(f"{organ}.{seat}", f"{seat}甲", organ, frozenset({seat}))


def at(day: str, hour: int = 10) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time().replace(hour=hour), BEIJING)


def registers() -> None:
    """Thirty firms of class A, ten of C, one of B; six officers of the organ who are certified for 综合, one who is not."""
    for i in range(41):
        credit = "B" if i == 40 else "A" if i < 30 else "C"
        Subject.objects.create(key=firm(i), name=f"第{i}家食品店", credit=credit, township="禾丰镇", since=SINCE)
    for i in range(7):
        items = "综合；食品" if i < 6 else "交通"
        Officer.objects.create(key=f"ZF{i}", name=f"持证{i}", organ="shichang", items=items, since=SINCE)


def firm(i: int) -> str:
    return f"91990126DRAW{i:06d}"


def colleagues() -> None:
    """Three certified officers of another organ, which takes part in a joint draw."""
    for i in range(3):
        Officer.objects.create(key=f"YJ{i}", name=f"应急{i}", organ="yingji", items="综合", since=SINCE)


def joint(**plan: Any) -> str:
    """A joint draw of two organs, drawn."""
    colleagues()
    return drawn_of(planned(**{"organs": ("yingji",)} | plan))


def planned(day: str = "2026-08-28", **more: Any) -> str:
    return plan_draw(who("registrar"), "秋季食品抽查", PLAN | more, now=at(day)).matter


def frozen(day: str = "2026-08-29", **more: Any) -> str:
    matter = planned()
    freeze_draw(who("registrar"), matter, now=at(day), **more)
    return matter


def sealed(**more: Any) -> str:
    return seal(frozen(**more))


def seal(matter: str) -> str:
    seal_draw(who("head"), matter, "双色球 2026101", at("2026-09-01", 21), OPEN_BY, now=at(SECOND))
    return matter


def beaconed(**more: Any) -> str:
    return beacon(sealed(**more))


def beacon(matter: str) -> str:
    enter_first(who("officer"), matter, VALUE, now=at("2026-09-02", 8))
    enter_second(who("registrar"), matter, "２ 5 12 19 25 30+9", now=at("2026-09-02", 9))
    return matter


def selected(**more: Any) -> str:
    matter = beaconed(**more)
    select_draw(who("registrar"), matter, now=at("2026-09-02", 10))
    return matter


def drawn_of(matter: str) -> str:
    """A planned draw, taken from the freezing to the selection."""
    freeze_draw(who("registrar"), matter, now=at("2026-08-29"))
    beacon(seal(matter))
    select_draw(who("registrar"), matter, now=at("2026-09-02", 10))
    return matter


def replaced(matter: str, subject: str, day: str = "2026-09-09") -> None:
    replace_drawn(who("head"), matter, subject, "已经停业", now=at(day))


def opened(matter: str, day: str = "2026-09-28") -> None:
    finish_draw(who("officer"), matter, now=at(day))
    open_draw(who("registrar"), matter, now=at(day, 11))


def drawn_rows(matter: str) -> list[list[Any]]:
    """[stratum, id, ticket, team] of the drawn."""
    rows: list[list[Any]] = json.loads((folder_of(matter).private / "drawn.json").read_text(encoding="utf-8"))
    return rows


def in_december() -> str:
    """A draw under the version of 2026-12-01, drawn on 12-05; its plan's visits are 12-07 to 12-25, opened by 2027-01-10."""
    matter = planned("2026-12-01", first_visit="2026-12-07", last_visit="2026-12-25")
    freeze_draw(who("registrar"), matter, now=at("2026-12-02"))
    seal_draw(who("head"), matter, "双色球 2026141", at("2026-12-04", 21), date(2027, 1, 10), now=at("2026-12-03"))
    enter_first(who("officer"), matter, VALUE, now=at("2026-12-05", 8))
    enter_second(who("registrar"), matter, VALUE, now=at("2026-12-05", 9))
    select_draw(who("registrar"), matter, now=at("2026-12-05", 10))
    return matter
