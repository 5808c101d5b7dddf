"""A small county for the tests of pages: organs, people with seats, officers, firms, and matters opened by the actions."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from yifa.actions.county import county
from yifa.actions.open_matter import open_matter
from yifa.actions.serve_paper import Method, serve_paper
from yifa.actions.take_step import take_step
from yifa.chapters.enforcement.inspection_facts import Cause, Found, Place
from yifa.kernel.facts import BEIJING
from yifa.registry.models import Officer, Organ, Seat, Subject, User
from yifa.store.actor import SEATS, Actor
from yifa.store.sequence import sequence, signer_of

SINCE = date(2020, 1, 1)
TODAY = date(2026, 10, 20)
NOW = datetime.combine(TODAY, time(9, 12), BEIJING)
PASSWORD = "fang-cao-di"
ORGANS = (
    ("shichang", "青禾县市场监督管理局", "department", "青市监"),
    ("yingji", "青禾县应急管理局", "department", "青应急"),
    ("sifa", "青禾县司法局", "justice", "青司"),
    ("zhengfu", "青禾县人民政府", "government", "青政"),
)
FIRM = "91110108MA01A2B34X"
FIRMS = ((FIRM, "青禾县禾丰食品有限公司"), ("91110108MA01C5D67Y", "青禾县顺达建材经营部"))


def seed() -> None:
    """The county without any matter. `shichang.officer` and so on sign in with PASSWORD."""
    (settings.DATA_DIR / "county.toml").write_text('[county]\nname = "青禾县"\ndivision = "990123"\n', encoding="utf-8")
    county.cache_clear()
    for key, name, kind, short in ORGANS:
        Organ.objects.create(key=key, name=name, kind=kind, short=short, enforces=True, since=SINCE)
        for i, seat in enumerate(SEATS):
            surname = "沈方何周许陆程"[i]
            user = User.objects.create(username=f"{key}.{seat}", password=hashed(), name=f"{surname}知微", organ=key)
            Seat.objects.create(user=user, role=seat, since=SINCE)
        for i in range(3):
            Officer.objects.create(key=f"{short}-{i + 1:03d}", name=f"执法员{'甲乙丙'[i]}", organ=key, since=SINCE)
    for key, name in FIRMS:
        Subject.objects.create(key=key, name=name, since=SINCE)


@cache
def hashed() -> str:
    """One hash for all: making one is slow on purpose."""
    return make_password(PASSWORD)


def officers(organ: str) -> tuple[str, ...]:
    short = next(s for k, _, _, s in ORGANS if k == organ)
    return (f"{short}-001", f"{short}-002")


def actor(seat: str, organ: str = "shichang") -> Actor:
    return Actor(f"{organ}.{seat}", "", organ, frozenset({seat}))


def at(day: date) -> datetime:
    return datetime.combine(day, time(10), BEIJING)


PLAN: dict[str, Any] = {
    "place": Place.enterprise,
    "cause": Cause.plan,
    "items": "食品标签检查",
    "duties": ("食品标签检查", "计量器具检查"),
    "planned_on": TODAY,
}


def filed(day: date = TODAY - timedelta(days=3), organ: str = "shichang", title: str = "禾丰食品日常检查") -> str:
    """An inspection that is filed and not approved yet."""
    facts = PLAN | {"planned_on": day}
    return open_matter(actor("officer", organ), "inspection", title, facts, subject=FIRM, on=day, now=at(day)).matter


def found(day: date = TODAY - timedelta(days=10), organ: str = "shichang", result: Found = Found.clean, **more: Any) -> str:
    """An inspection with its result, which is not told and not published yet."""
    matter = filed(day, organ, **more)
    two = officers(organ)

    def do(seat: str, step: str, facts: dict[str, Any], *, both: bool = False) -> None:
        who = two if both else ()
        take_step(actor(seat, organ), matter, step, facts, on=day, officers=who, now=at(day))

    do("head", "approval", {})
    do("officer", "entry", {"cards_shown": True, "admission": "检查通知书", "contact": "林昭，13800000000"}, both=True)
    do("officer", "on_site", {"record": "查看标签和台账，未见异常", "witness": "林昭"}, both=True)
    do("officer", "findings", {"result": result}, both=True)
    return matter


def published(day: date = TODAY - timedelta(days=9), **more: Any) -> str:
    matter = found(day, **more)
    take_step(actor("officer"), matter, "told", {}, on=day, now=at(day))
    serve_paper(actor("officer"), matter, 6, {"method": Method.direct, "to": "林昭"}, on=day, now=at(day))
    take_step(actor("registrar"), matter, "publish", {}, on=day + timedelta(days=1), now=at(day + timedelta(days=1)))
    return matter


def withdrawn(day: date = TODAY - timedelta(days=9), **more: Any) -> str:
    matter = published(day, **more)
    later = day + timedelta(days=2)
    take_step(actor("registrar"), matter, "withdrawal", {"text": "公示的单位名称有误"}, on=later, now=at(later))
    return matter


def tick() -> None:
    """The entries enter the tree, which is signed."""
    sequence(signer_of(county().ledger), NOW)
