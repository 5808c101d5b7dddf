"""行政复议 from 2026-07-01: the law of 2024 with the implementing rules of 2026 (国令836号).

New: the body that punished may forward or correct (arts. 38), a higher organ may take the case up (art. 40), surveys and
expert opinions stand outside the term by arts. 45–46, redoing an act rests on art. 58. Matters opened before that day
stay under the version in which they were opened.
"""

from __future__ import annotations

from datetime import date

from yifa.kernel.declare import May, Step, Within, between, gone
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

    via_agency = May(
        "经处罚机关提交申请", by=RESPONDENT, asks=f.Answer, cite=R[32] + I[38], after=[Review.application]
    )
    forward = Step("处罚机关转送", by=RESPONDENT, asks=Note, cite=R[32], each=via_agency)
    self_correct = May(
        "处罚机关自行纠正", by=RESPONDENT, asks=Reason, cite=I[38], instead=forward, serves=APPLICANT, ends=Outcome.agency
    )
    review_via_agency_forward = Within(days(5), of=forward, since=via_agency, cite=R[32, 88])
    review_via_agency_self_correct = Within(workdays(5), of=self_correct, since=via_agency, cite=I[38])
    survey = May("现场勘验、鉴定", by=BODY, asks=Note, cite=I[45, 46], after=[Review.accept], repeats=True)
    surveyed = Step("勘验、鉴定结束", by=BODY, asks=Note, cite=I[45, 46], each=survey)
    level_up_request = May("报请提级审理", by=BODY, asks=Reason, cite=I[40], after=[Review.accept], repeats=True)
    level_up_reply = Step("上级答复提级请求", by=UPPER, asks=Note, cite=I[40], each=level_up_request)
    level_up = May("上级决定提级审理", by=UPPER, asks=Note, cite=R[38] + I[40], after=[Review.accept], serves=BODY)
    transfer_up = Step("移送案件材料", by=BODY, asks=Note, cite=I[40], after=[level_up], when=level_up.done)
    review_level_up_transfer = Within(workdays(5), of=transfer_up, since=level_up.served, cite=I[40])
    review_decision_ordinary = Within(
        days(60),
        of=Review.decision,
        since=[Review.accept, transfer_up],
        when=~Review.simple,
        less=[
            between(Review.suspend, Review.resume),
            between(survey, surveyed),
            between(level_up_request, level_up_reply),
        ],
        cite=R[62] + I[40, 45, 46],
        extended_by=Review.extend,
        up_to=days(30),
    )
    review_redo_act_2007 = gone()
    review_redo_act = Within(
        days(60), of=Review.perform, since=Review.decision.served, when=Review.redone, cite=I[58]
    )
