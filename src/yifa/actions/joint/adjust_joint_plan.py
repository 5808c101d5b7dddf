"""Change a joint plan by hand: every constraint is checked again, the certificate is made anew, one entry gives the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yifa.chapters.enforcement.joint_plan import Adjusted, Change, JointPlan
from yifa.joint.adjust import Unknown, crewed, merged, moved, parted, remade
from yifa.joint.inputs import Inputs
from yifa.joint.model import Visit
from yifa.joint.verify import constraints
from yifa.kernel.refusal import Refusal
from yifa.store.actor import Actor

from ..advance import Taken
from ..county import now as present
from ..refused import Refused
from ..take_step import take_step
from .files import PLANS, Kept, kept
from .gate import against, inputs_of, ready, sealed
from .plans import year_of


@dataclass(frozen=True)
class Wish:
    """What somebody wants to change of `visit`: `on`: for a move and for what is split off; `officers`: who comes instead,
    for a change of people (the rest keep theirs unless they are named); `duties`: what is split off; `other`: the visit
    that is taken in."""

    change: Change
    visit: str
    on: date | None = None
    officers: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    other: str = ""


def adjust_joint_plan(
    actor: Actor, matter: str, wish: Wish, reason: str, *, seen: int | None = None, now: datetime | None = None
) -> Taken:
    """Records one change with its reason. Raises Refused with each constraint that it would break, Stale, NoSuchMatter; the
    plan stays as it was then."""
    moment = now or present()
    year = year_of(ready(actor, matter, JointPlan.adjusted, moment))
    if not reason.strip():
        raise Refused(Refusal("没有写理由", JointPlan.adjusted.cite, "写明为什么这样调整"))
    old = kept(PLANS, year.certificate)
    not_past(old.visits, wish, moment.date())
    inputs = inputs_of(old)
    visits = changed(inputs, old.visits, wish)
    whole = sealed_anew(inputs, visits, old)
    if whole["digest"] == old.digest:
        raise Refused(Refusal("和现在的计划一样，没有改动", None, "改了日期、人员或者检查再提交"))
    facts = {
        "change": wish.change,
        "what": in_words(wish, visits)[:500],
        "text": reason.strip(),
        "before": old.digest,
        "certificate": whole["digest"],
        "visits": whole["counts"]["visits"],
        "bound": whole["bound"]["any"],
        "gap_bp": whole["bound"]["gap_bp"],
    }
    expected = seen if seen is not None else year.matter.seq
    return take_step(actor, matter, JointPlan.adjusted, Adjusted.model_validate(facts), seen=expected, together=True, now=moment)


def not_past(visits: Sequence[Visit], wish: Wish, today: date) -> None:
    """Raises Refused for a visit whose day is over, and for a day that is."""
    for v in visits:
        if v.id in (wish.visit, wish.other) and v.on < today:
            raise Refused(Refusal(f"{v.id}排在{v.on}，已经过去", None, "去了的按实际记录在检查里，没有去的由部门另行安排"))
    if wish.on is not None and wish.on < today:
        raise Refused(Refusal(f"{wish.on}已经过去", None, "选今天或者以后的日子"))


def changed(inputs: Inputs, visits: Sequence[Visit], wish: Wish) -> list[Visit]:
    """The visits as wished for. Raises Refused for what is not in the plan or was not said."""
    day = wish.on
    try:
        if wish.change is Change.merged:
            new = merged(inputs.problem, visits, wish.visit, wish.other)
        elif wish.change is Change.crewed:
            if not wish.officers:
                raise Refused(Refusal("没有选人员", None, "选去的人员，至少一人"))
            new = crewed(visits, wish.visit, wish.officers)
        elif day is None:
            raise Refused(Refusal("没有写日期", None, "写明改到或者另排在哪一天"))
        elif wish.change is Change.parted:
            new = parted(inputs.problem, visits, wish.visit, wish.duties, day)
        else:
            new = moved(visits, wish.visit, day)
        if wish.officers and wish.change in (Change.moved, Change.merged):
            new = crewed(new, wish.visit, wish.officers)
    except Unknown as error:
        raise Refused(Refusal(str(error.args[0]), None, "从计划里选")) from None
    return new


def sealed_anew(inputs: Inputs, visits: list[Visit], old: Kept) -> dict[str, Any]:
    """The certificate of the changed plan, kept. Raises Refused with each constraint that does not hold."""
    report = constraints(inputs, visits, old.left)
    if not report.ok:
        raise Refused(*against(report))
    return sealed(remade(inputs.problem, visits, old.left), inputs, PLANS)


def in_words(wish: Wish, visits: Sequence[Visit]) -> str:
    """What the entry says was changed."""
    if wish.change is Change.merged:
        return f"{wish.other}并入{wish.visit}"
    if wish.change is Change.parted:
        return f"{wish.visit}里的{'、'.join(wish.duties)}另排在{wish.on}（{max(v.id for v in visits)}）"
    people = f"人员为{'、'.join(wish.officers)}" if wish.officers else ""
    day = f"改到{wish.on}" if wish.change is Change.moved else ""
    return f"{wish.visit}{'，'.join(filter(None, (day, people)))}"
