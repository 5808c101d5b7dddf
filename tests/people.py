"""Organs, officers and firms for tests of the actions."""

from __future__ import annotations

from datetime import date, datetime

from yifa.kernel.facts import BEIJING
from yifa.registry.models import Officer, Organ, Subject
from yifa.store.actor import Actor

FIRM = "91990126MA00000013"
START = date(2015, 1, 1)


def at(year: int, month: int, day: int, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, tzinfo=BEIJING)


def actor(organ: str, *seats: str) -> Actor:
    return Actor(f"{organ}.{seats[0]}", "某人", organ, frozenset(seats))


def settle() -> None:
    """The market authority and the justice bureau, two certified officers and one whose certificate has ended, a firm."""
    Organ.objects.create(key="shichang", name="青禾县市场监督管理局", kind="department", short="青市监", since=START)
    Organ.objects.create(key="sifa", name="青禾县司法局", kind="justice", short="青司", since=START)
    for key, until in (("A1", None), ("A2", None), ("OLD", date(2023, 12, 31))):
        Officer.objects.create(key=key, name=key, organ="shichang", since=START, until=until)
    Officer.objects.create(key="B1", name="B1", organ="sifa", since=START)
    Subject.objects.create(key=FIRM, name="禾丰食品有限公司", since=START)


CLERK, HEAD = actor("shichang", "officer"), actor("shichang", "head")
PUBLISHER, REVIEWER = actor("shichang", "registrar"), actor("shichang", "reviewer")
JUDGE, BODY = actor("sifa", "head"), actor("sifa", "officer")
