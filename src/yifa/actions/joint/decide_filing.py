"""What a department does with its own filing once it is there: approve it, recall it, publish it, take it down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from yifa.chapters.enforcement.joint_plan import DepartmentPlan
from yifa.kernel.declare import Step
from yifa.kernel.refusal import Refusal
from yifa.store.actor import Actor

from ..advance import Taken
from ..county import now as present
from ..refused import Refused
from ..take_step import take_step
from .gate import ready
from .plans import filed_of

STEPS: dict[str, Step[Any]] = {
    s.key: s for s in (DepartmentPlan.approved, DepartmentPlan.recalled, DepartmentPlan.published, DepartmentPlan.withdrawn)
}


def decide_filing(
    actor: Actor, matter: str, step: str, text: str = "", *, seen: int | None = None, now: datetime | None = None
) -> Taken:
    """Takes one of `STEPS`. A plan that was merged already keeps what it took in until it is merged anew. Raises Refused, Stale,
    NoSuchMatter."""
    moment = now or present()
    line = STEPS.get(step)
    if line is None:
        raise Refused(Refusal(f"没有“{step}”这一步", None, "从页面列出的步骤里选"))
    filing = filed_of(ready(actor, matter, line, moment))
    if step in (DepartmentPlan.recalled.key, DepartmentPlan.withdrawn.key) and not text.strip():
        raise Refused(Refusal("没有写理由", line.cite, "写明理由"))
    shown = filing.matter.published_on and not filing.matter.withdrawn_on
    if step == DepartmentPlan.recalled.key and shown:
        raise Refused(Refusal("这一份还公布着", line.cite, "先撤回公布，再撤回报送"))
    if step == DepartmentPlan.published.key and filing.duties.alone == filing.duties.rows:
        raise Refused(Refusal("这一份里全是不可合并的检查，不能公布", line.cite, "不公布，照常参加合并"))
    return take_step(actor, matter, line, {"text": text.strip()}, seen=seen, together=True, now=moment)
