"""Approve, publish and take down a joint plan: always one version of it, named by its certificate."""

from __future__ import annotations

from datetime import datetime

from yifa.chapters.enforcement.joint_plan import JointPlan
from yifa.joint.adjust import announceable, remade
from yifa.kernel.refusal import Refusal
from yifa.store.actor import Actor
from yifa.store.models import Matter

from ..advance import Taken
from ..county import now as present
from ..refused import Refused
from ..take_step import take_step
from .files import ANNOUNCED, PLANS, kept
from .gate import inputs_of, ready, sealed, workdays
from .plans import PLAN, year_of


def approve_joint_plan(
    actor: Actor, matter: str, text: str = "", *, seen: int | None = None, now: datetime | None = None
) -> Taken:
    """The head approves the version that stands, the first or one that was adjusted since. Raises Refused, Stale,
    NoSuchMatter."""
    moment = now or present()
    before = [year_of(m) for m in Matter.objects.filter(pk=matter, procedure=PLAN)]
    step = JointPlan.approved_anew if before and before[0].approved else JointPlan.approved
    year = year_of(ready(actor, matter, step, moment))
    kept(PLANS, year.certificate)
    if year.certificate in year.approved:
        raise Refused(Refusal("现在这一版已经批准", step.cite, "可以公布；调整以后再批准新的一版"))
    facts = {"certificate": year.certificate, "text": text.strip()}
    expected = seen if seen is not None else year.matter.seq
    return take_step(actor, matter, step, facts, seen=expected, together=True, now=moment)


def publish_joint_plan(
    actor: Actor, matter: str, text: str = "", *, seen: int | None = None, now: datetime | None = None
) -> Taken:
    """Publishes the part of the approved version that may be announced, with a certificate of its own: duties that may not be
    merged are neither in it nor counted. Raises Refused, Stale, NoSuchMatter."""
    moment = now or present()
    year = year_of(ready(actor, matter, JointPlan.published, moment))
    if year.certificate not in year.approved:
        words = "现在这一版还没有批准：批准以后又有调整"
        raise Refused(Refusal(words, JointPlan.published.cite, "请负责人批准调整后的计划，再公布"))
    whole = kept(PLANS, year.certificate)
    inputs, visits, left = announceable(inputs_of(whole), whole.visits, whole.left, workdays)
    if not visits:
        raise Refused(Refusal("计划里没有可以公布的入企，都是不可合并的检查", None, "这样的计划不公布"))
    public = sealed(remade(inputs.problem, visits, left), inputs, ANNOUNCED)
    facts = {
        "plan": year.certificate,
        "certificate": public["digest"],
        "visits": public["counts"]["visits"],
        "organs": public["separate"]["organs"],
        "text": text.strip(),
    }
    expected = seen if seen is not None else year.matter.seq
    return take_step(actor, matter, JointPlan.published, facts, seen=expected, together=True, now=moment)


def withdraw_joint_plan(
    actor: Actor, matter: str, reason: str, *, seen: int | None = None, now: datetime | None = None
) -> Taken:
    """Takes the published plan down, with the reason; firms are shown nothing of it from then on. Raises Refused, Stale,
    NoSuchMatter."""
    moment = now or present()
    ready(actor, matter, JointPlan.withdrawn, moment)
    if not reason.strip():
        raise Refused(Refusal("没有写理由", JointPlan.withdrawn.cite, "写明撤回的理由"))
    return take_step(actor, matter, JointPlan.withdrawn, {"text": reason.strip()}, seen=seen, together=True, now=moment)
