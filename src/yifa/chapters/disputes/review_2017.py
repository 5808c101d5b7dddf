"""行政复议 under the law as amended in 2017 (until 2023-12-31), with the implementing rules of 2007.

What differs from 2024: receipt is acceptance unless refused; no summary procedure; the respondent's ten days are natural
days; the head of the organ, not of the body, extends; a written hearing of the case is the rule. Matters pending on
2024-01-01 are finished under this version.
"""

from __future__ import annotations

from datetime import date

from yifa.kernel.declare import May, Procedure, Step, Within, between, deemed
from yifa.kernel.facts import Nothing
from yifa.kernel.law import days

from ..acts import Note, Reason
from ..laws import REVIEW_2017 as R
from ..laws import REVIEW_RULES_2007 as I
from . import review_facts as f
from .review import ACCEPTANCE, APPLICANT, BODY, DECISION, MAKER, ORGAN, RESPONDENT, SUPPLEMENT, THIRD
from .review_facts import Outcome


class Review2017(Procedure):
    """行政复议（2017年修正）"""

    key, law, title, since, until = "review", R, "行政复议（2017年修正）", date(2017, 9, 1), date(2023, 12, 31)
    series = "复"

    application = Step("申请", by=APPLICANT, asks=f.Application, cite=R[9, 11])
    received = application.on(lambda a: a.received_on)
    review_application_2017 = Within(days(60), of=application, since=application.on(lambda a: a.known_on), cite=R[9])
    withdraw_early = May("受理前撤回申请", by=APPLICANT, asks=Note, cite=R[25], after=[application], ends=Outcome.early)
    ask_more = May(
        "通知补正", by=BODY, asks=f.Supplement, cite=I[29], after=[application], serves=APPLICANT, paper=SUPPLEMENT
    )
    more = Step("补正", by=APPLICANT, asks=Note, cite=I[29], each=ask_more)
    review_supplement_notice_2007 = Within(days(5), of=ask_more, since=received, cite=I[29])
    accept = Step(
        "受理", by=ORGAN, asks=Nothing, cite=R[17], after=[application, more], serves=APPLICANT, paper=ACCEPTANCE
    )
    refuse = May("不予受理", by=ORGAN, asks=Reason, cite=R[17], instead=accept, serves=APPLICANT, ends=Outcome.refused)
    accepted_by_law = deemed("收到即为受理", cite=R[17], instead=accept)
    review_acceptance_2017 = Within(
        days(5), of=accept, since=[received, more], less=[between(ask_more, more)], cite=R[17, 40], lapse=accepted_by_law
    )
    copy = Step("发送申请书副本", by=BODY, asks=Note, cite=R[23], after=[accept], serves=RESPONDENT)
    review_copy_2017 = Within(days(7), of=copy, since=accept, cite=R[23, 40])
    answer = Step("答复举证", by=RESPONDENT, asks=f.Answer, cite=R[23], after=[copy])
    no_evidence = deemed("视为没有证据、依据", cite=R[28], instead=answer)
    review_reply_2017 = Within(days(10), of=answer, since=copy.served, cite=R[23], lapse=no_evidence)
    join = May("通知第三人参加", by=BODY, asks=f.Letter, cite=R[10], after=[accept], repeats=True, serves=THIRD)
    views = May("听取意见", by=BODY, asks=f.Views, cite=R[22], after=[accept])
    hearing = May("听证", by=BODY, asks=f.Hearing, cite=I[33], after=[accept])
    suspend = May("中止审理", by=ORGAN, asks=f.Suspension, cite=I[41], after=[accept], repeats=True, serves=APPLICANT)
    resume = Step("恢复审理", by=ORGAN, asks=Note, cite=I[41], each=suspend, serves=APPLICANT)
    terminate_suspended = deemed("终止审理", cite=I[42], instead=resume, ends=Outcome.terminated)
    review_suspension_terminate_2007 = Within(
        days(60),
        of=resume,
        since=suspend,
        cite=I[42],
        lapse=terminate_suspended,
        when=suspend.says(f.Suspension.for_three_grounds),
    )
    documents = May(
        "附带审查规范性文件",
        by=BODY,
        asks=f.DocumentReview,
        cite=R[26, 27],
        after=[suspend],
        when=suspend.says(f.Suspension.for_documents),
    )
    own = documents.says(f.DocumentReview.own)
    elsewhere = documents.says(f.DocumentReview.elsewhere)
    handled = Step("依法处理规范性文件", by=ORGAN, asks=Note, cite=R[26, 27], after=[documents], when=own)
    transferred = Step(
        "转送有权机关", by=BODY, asks=Note, cite=R[26, 27], after=[documents], when=elsewhere, serves=MAKER
    )
    transferee_reply = Step("接受转送机关答复", by=MAKER, asks=Note, cite=R[26], after=[transferred], when=elsewhere)
    review_doc_handle_own_2017 = Within(days(30), of=handled, since=documents, when=own, cite=R[26, 27])
    review_doc_transfer_2017 = Within(days(7), of=transferred, since=documents, when=elsewhere, cite=R[26, 27, 40])
    review_doc_transferee_reply_2017 = Within(
        days(60), of=transferee_reply, since=transferred.served, when=elsewhere, cite=R[26]
    )
    survey = May("现场勘验、鉴定", by=BODY, asks=Note, cite=I[34, 37], after=[accept], repeats=True)
    surveyed = Step("勘验、鉴定结束", by=BODY, asks=Note, cite=I[37], each=survey)
    extend = May("延长审理期限", by=ORGAN, asks=Reason, cite=R[31], after=[accept], serves=APPLICANT)
    withdraw = May("撤回申请", by=APPLICANT, asks=f.Withdrawal, cite=R[25], after=[accept], ends=f.Withdrawal.outcome)
    mediate = May("调解书生效", by=ORGAN, asks=f.Settlement, cite=I[50], after=[accept], ends=Outcome.mediated)
    terminate = May("终止审理（其他情形）", by=ORGAN, asks=Reason, cite=I[42], after=[accept], ends=Outcome.terminated)
    decision = Step(
        "作出复议决定",
        by=ORGAN,
        asks=f.Decision,
        cite=R[28],
        after=[answer, resume],
        serves=APPLICANT,
        ends=lambda d: d.outcome,
        tells=f.Decision.signal,
        paper=DECISION,
    )
    # Under this law the time runs from receipt, which is acceptance (art. 17); the row of limits says the same.
    review_decision_2017 = Within(
        days(60),
        of=decision,
        since=received,
        less=[between(suspend, resume), between(survey, surveyed), between(ask_more, more)],
        cite=R[31],
        extended_by=extend,
        up_to=days(30),
    )
    perform = Step(
        "履行复议决定", by=RESPONDENT, asks=Note, cite=R[32], after=[decision], when=decision.says(f.Decision.corrects)
    )
    review_redo_act_2007 = Within(
        days(60), of=perform, since=decision.served, when=decision.says(f.Decision.redo), cite=I[49]
    )
    opinion = May("制发行政复议意见书", by=BODY, asks=f.Opinion, cite=I[57], after=[decision], serves=RESPONDENT)
    opinion_reply = Step("反馈意见书办理情况", by=RESPONDENT, asks=Note, cite=I[57], each=opinion)
    review_opinion_report_2007 = Within(days(60), of=opinion_reply, since=opinion.served, cite=I[57])
    sue = May("前置案件起诉", by=APPLICANT, asks=Note, cite=R[19], after=[refuse])
    review_prerequisite_lawsuit_2017 = Within(days(15), of=sue, since=refuse.served, cite=R[19])
