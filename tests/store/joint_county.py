"""A small year for tests of the joint plan: two departments and the justice bureau, four officers each, a handful of firms."""

from __future__ import annotations

from datetime import date, datetime

from yifa.actions.joint.decide_filing import decide_filing
from yifa.actions.joint.file_duties import file_duties
from yifa.actions.joint.open_joint_year import open_joint_year
from yifa.actions.joint.plan_joint_year import plan_joint_year
from yifa.actions.joint.publish_joint_plan import approve_joint_plan, publish_joint_plan
from yifa.kernel.facts import BEIJING
from yifa.registry.models import Officer, Organ, Subject
from yifa.store.actor import Actor

YEAR = 2026
NOW = datetime(2026, 1, 12, 9, 0, tzinfo=BEIJING)
SINCE = date(2020, 1, 1)
RULES = {
    "year": YEAR,
    "visits_per_subject": 4,
    "visitors_per_visit": 6,
    "travel_minutes": 30,
    "minutes_per_day": 420,
    "basis": "青禾县2026年涉企检查频次规定",
}
HEADS = "duty,subject,township,item,organ,earliest,latest,minutes,mergeable,team"
F1, F2, F3 = "91110108MA01A2B34X", "91110108MA01C5D67Y", "91110108MA01E8F90Z"
MARKET = f"""{HEADS}
1,{F1},城关镇,食品,shichang,2026-03-02,2026-05-29,60,1,2
2,{F2},城关镇,食品,shichang,2026-03-02,2026-05-29,60,1,2
3,{F1},城关镇,计量,shichang,2026-04-01,2026-04-30,60,0,2
4,{F3},青山乡,食品,shichang,2026-09-01,2026-09-30,60,1,9
"""
SAFETY = f"""{HEADS}
1,{F1},城关镇,安全,青禾县应急管理局,2026-03-16,2026-06-30,90,1,2
2,{F2},城关镇,安全,青禾县应急管理局,2026-03-16,2026-06-30,90,1,2
"""


def actor(organ: str, *seats: str) -> Actor:
    return Actor(f"{organ}.{seats[0]}", "某人", organ, frozenset(seats))


SUPERVISOR, HEAD, PUBLISHER = actor("sifa", "supervisor"), actor("sifa", "head"), actor("sifa", "registrar")


def settle() -> None:
    for key, name, kind, short, items in (
        ("shichang", "青禾县市场监督管理局", "department", "青市监", "食品；计量"),
        ("yingji", "青禾县应急管理局", "department", "青应急", "安全"),
        ("sifa", "青禾县司法局", "justice", "青司", ""),
    ):
        Organ.objects.get_or_create(key=key, defaults={"name": name, "kind": kind, "short": short, "since": SINCE})
        for n in range(1, 5):
            row = {"name": f"{short}{n}", "organ": key, "items": items, "since": SINCE}
            Officer.objects.update_or_create(key=f"{short}{n}", defaults=row)
    for key, name in ((F1, "青禾县禾丰食品有限公司"), (F2, "青禾县顺达建材经营部"), (F3, "青禾县青山茶厂")):
        Subject.objects.get_or_create(key=key, defaults={"name": name, "township": "城关镇", "since": SINCE})


def filed(organ: str, text: str, *, approve: bool = True) -> str:
    """A department's filing, approved by its head."""
    matter = file_duties(actor(organ, "officer"), YEAR, f"{organ}.csv", text.encode(), now=NOW).matter
    if approve:
        decide_filing(actor(organ, "head"), matter, "approved", now=NOW)
    return matter


def planned() -> str:
    """The year with both departments' duties merged: duties 1 and 2 of both go together, 3 may not be merged, 4 is impossible."""
    settle()
    matter = open_joint_year(SUPERVISOR, RULES, now=NOW).matter
    filed("shichang", MARKET)
    filed("yingji", SAFETY)
    plan_joint_year(SUPERVISOR, matter, now=NOW)
    return matter


def published() -> str:
    matter = planned()
    approve_joint_plan(HEAD, matter, now=NOW)
    publish_joint_plan(PUBLISHER, matter, now=NOW)
    return matter
