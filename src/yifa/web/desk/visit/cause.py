"""What caused a visit, where another matter says it: a draw that drew the firm, or the year's joint plan. The form of the
filing begins with what is known from there; the person who files may change it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from yifa.actions.joint.files import PLANS, Kept, kept
from yifa.actions.joint.plans import Sight, Year, seen_by
from yifa.actions.refused import Refused
from yifa.actions.visits import KEY, visits_of
from yifa.chapters.enforcement.draw import Draw
from yifa.chapters.enforcement.inspection_facts import Cause
from yifa.joint.model import Visit
from yifa.store.actor import may_take
from yifa.store.models import Matter
from yifa.store.read import NoSuchMatter
from yifa.store.visibility import guests_of

from ..gate import Desk, organ_names

APART = "."
"""Between the joint plan's matter and the number of the visit in it."""


def known(desk: Desk, procedure: str, subject: str, above: Matter | None, planned: str) -> dict[str, Any]:
    """The facts of a filing that its cause says already; {} for another matter. `planned`: MATTER.VISIT of a joint plan,
    which counts only for the firm of that visit."""
    if procedure != KEY:
        return {}
    if above is not None and above.procedure == Draw.key:
        return _of_draw(desk, above)
    return _of_plan(desk, subject, planned) if planned else {}


def _of_draw(desk: Desk, draw: Matter) -> dict[str, Any]:
    out = {"cause": Cause.random, "batch": draw.number}
    return out | _together(desk, {draw.organ, *guests_of(draw)})


def _of_plan(desk: Desk, subject: str, planned: str) -> dict[str, Any]:
    """The own organ's duties of a visit of the plan that stands; {} for what the actor may not see or is there no more."""
    matter, _, id = planned.partition(APART)
    try:
        year = seen_by(desk.actor, matter).year
        made = kept(PLANS, year.certificate) if year.public and year.certificate else None
    except (NoSuchMatter, Refused):
        return {}
    visit = next((v for v in made.visits if v.id == id), None) if made else None
    if made is None or visit is None or visit.subject != subject or desk.actor.organ not in made.organs(visit):
        return {}
    items = tuple(made.of[d].item for d in visit.duties if made.of[d].organ == desk.actor.organ)
    out = {"cause": Cause.plan, "items": "、".join(dict.fromkeys(items)), "duties": items, "plan_ref": year.matter.number}
    return out | {"planned_on": visit.on} | _together(desk, made.organs(visit))


def _together(desk: Desk, organs: set[str] | list[str]) -> dict[str, Any]:
    """Who comes along; {} where nobody does."""
    others = {*organs} - {desk.actor.organ}
    names = organ_names(desk.today)
    return {"joint": True, "partners": "、".join(sorted(names.get(o, o) for o in others))[:300]} if others else {}


def filed(desk: Desk, sight: Sight, made: Kept, visit: Visit, firm: str) -> dict[str, str] | None:
    """The own organ's filing of a visit of a published plan, or where to make it; None for who has none to make."""
    organ = desk.actor.organ
    if sight.year.public is None or organ not in made.organs(visit):
        return None
    for v in visits_of(visit.subject, visit.on.year):
        if v.organ == organ and v.on == visit.on:
            return {"text": f"本单位已经登记：{v.number}", "href": reverse("desk:matter", args=[v.matter])}
    if not may_take(desk.actor, organ, "officer"):
        return None
    return {"text": "登记本单位的这次检查", "href": _address(sight.year, visit, firm)}


def _address(year: Year, visit: Visit, firm: str) -> str:
    asked = {"subject": visit.subject, "title": f"联合检查：{firm}"[:200], "planned": f"{year.matter.id}{APART}{visit.id}"}
    return f"{reverse('desk:open-procedure', args=[KEY])}?{urlencode(asked)}"
