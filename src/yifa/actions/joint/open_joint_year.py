"""Open a year's joint plan: the coordinating organ sets the year and the county's rules for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from yifa.chapters.enforcement.joint_plan import JointPlan, Rules
from yifa.kernel.refusal import Refusal
from yifa.registry.models import Organ, valid_on
from yifa.store.actor import Actor

from ..advance import Taken
from ..county import now as present
from ..open_matter import open_matter
from ..prepare import facts_of
from ..refused import Refused
from .plans import the_year


def open_joint_year(actor: Actor, facts: Mapping[str, Any] | Rules, *, now: datetime | None = None) -> Taken:
    """Opens the year under the rules of `Rules`. Only the justice bureau or the county government; one plan a year.

    Raises Refused, Invalid."""
    moment = now or present()
    coordinating = Organ.objects.filter(valid_on(moment.date()), key=actor.organ, kind__in=(Organ.Kind.justice, Organ.Kind.government))
    if not coordinating.exists():
        words = "年度联合检查计划由司法局或者县政府统筹，您的单位不是"
        raise Refused(Refusal(words, JointPlan.opened.cite, "请司法局的执法监督人员确定年度和规则"))
    rules = facts_of(Rules, facts)
    assert isinstance(rules, Rules)
    with transaction.atomic():
        if standing := the_year(rules.year):
            words = f"{rules.year}年已经有计划（{standing.matter.number}）"
            raise Refused(Refusal(words, None, "在那份计划里办理；规则要改的，先商司法局"))
        return open_matter(actor, JointPlan, f"{rules.year}年联合检查计划", rules, together=True, now=moment)
