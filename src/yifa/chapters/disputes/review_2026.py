"""行政复议 from 2026-07-01: the law of 2024 with the implementing rules of 2026 (国令836号).

New: the body that punished may correct in five working days (art. 38), a higher organ may take the case up and the time
begins anew (art. 40), surveys and expert opinions stand outside the term by arts. 45–46, redoing an act rests on art. 58,
representatives are two to five of more than ten (art. 17). Matters opened before that day stay under their version.
"""

from __future__ import annotations

from datetime import date

from yifa.kernel.declare import May, NotBefore, Step, Within, between, gone
from yifa.kernel.law import days, workdays

from ..acts import UPPER, Note, Reason
from ..laws import REVIEW as R
from ..laws import REVIEW_RULES as I
from . import review_facts as f
from .review import APPLICANT, BODY, RESPONDENT, Review
from .review_facts import Outcome


class Review2026(Review):
    """行政复议（2026年实施条例）"""

    title, since, until = "行政复议（2026年实施条例）", date(2026, 7, 1), None

    review_inaction_start_2007 = gone()
    review_inaction_start = NotBefore(
        days(60), of=Review.application, since=Review.application.on(lambda a: a.asked_on), cite=I[24]
    )
    self_correct = May(
        "处罚机关自行纠正并告知", by=RESPONDENT, asks=Reason, cite=R[32] + I[38], instead=Review.forward, serves=APPLICANT,
        ends=Outcome.agency,
    )  # fmt: skip
    review_via_agency_self_correct = Within(workdays(5), of=self_correct, since=Review.by_agency, cite=I[38])
    reps = Step(
        "推选代表人", by=APPLICANT, asks=f.Representatives2026, cite=I[17], after=[Review.accept],
        when=Review.application.says(f.Application.over_ten),
    )  # fmt: skip
    survey = May("现场勘验、鉴定", by=BODY, asks=Note, cite=I[45, 46], after=[Review.accept], repeats=True)
    surveyed = Step("勘验、鉴定结束", by=BODY, asks=Note, cite=I[45, 46], each=survey)
    level_up_request = May("报请提级审理", by=BODY, asks=Reason, cite=I[40], after=[Review.accept], repeats=True)
    level_up_reply = Step("上级答复提级请求", by=UPPER, asks=Note, cite=I[40], each=level_up_request)
    level_up = May("上级决定提级审理", by=UPPER, asks=Note, cite=R[38] + I[40], after=[Review.accept], serves=BODY)
    transfer_up = Step("移送案件材料", by=BODY, asks=Note, cite=I[40], after=[level_up], when=level_up.done)
    taken_up = Step("上级收到案件材料", by=UPPER, asks=Note, cite=I[40], after=[transfer_up], when=level_up.done)
    review_level_up_transfer = Within(workdays(5), of=transfer_up, since=level_up.served, cite=I[40])
    propose = Step(
        "提出审理意见", by=BODY, asks=f.Proposal, cite=R[61], after=[*Review.propose.after, level_up_reply, taken_up]
    )
    review_decision_ordinary = Within(
        days(60),
        of=Review.decision,
        since=[*Review.accepted, taken_up],
        when=~Review.simple,
        less=[*Review.stopped, between(level_up_request, level_up_reply)],
        cite=R[62] + I[40, 45, 46],
        extended_by=Review.extend,
        up_to=days(30),
    )
    review_decision_simple = Within(
        days(30), of=Review.decision, since=Review.accepted, when=Review.simple, less=Review.stopped, cite=R[62] + I[45, 46]
    )
    review_redo_act_2007 = gone()
    review_redo_act = Within(
        days(60), of=Review.perform, since=Review.decision.served, when=Review.redone, cite=I[58]
    )
