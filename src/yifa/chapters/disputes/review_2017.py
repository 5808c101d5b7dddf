"""行政复议 under the law as amended in 2017 (until 2023-12-31), with the implementing rules of 2007.

What differs from 2024: receipt is acceptance unless refused (art. 17), so terms run from receipt; no summary procedure; the
respondent's ten days are natural days (art. 40 names five and seven only); the head of the organ extends (art. 31); the
case is heard on paper as a rule (art. 22). Matters pending on 2024-01-01 are finished under this version.
"""

from __future__ import annotations

from datetime import date

from yifa.kernel.declare import May, NotBefore, Procedure, Step, Within, between, deemed
from yifa.kernel.facts import Nothing
from yifa.kernel.law import days

from ..acts import Note, Reason
from ..laws import REVIEW_2017 as R
from ..laws import REVIEW_RULES_2007 as I
from . import review_facts as f
from . import review_papers as paper
from .review import APPLICANT, BODY, MAKER, ORGAN, RESPONDENT, THIRD
from .review_facts import Outcome


class Review2017(Procedure):
    """行政复议（2017年修正）"""

    key, law, title, since, until = "review", R, "行政复议（2017年修正）", date(2017, 9, 1), date(2023, 12, 31)
    series = "复"

    # -- application and acceptance (arts. 9, 11, 17; rules arts. 8, 16, 29)
    application = Step("申请", by=APPLICANT, asks=f.Application, cite=R[9, 11])
    received = application.on(lambda a: a.received_on)
    review_application_2017 = Within(
        days(60), of=application, since=application.on(f.Application.counted_from), cite=R[9]
    )
    review_inaction_start_2007 = NotBefore(
        days(60), of=application, since=application.on(lambda a: a.asked_on), cite=I[16]
    )
    withdraw_early = May("受理前撤回申请", by=APPLICANT, asks=Note, cite=R[25], after=[application], ends=Outcome.early)
    ask_more = May(
        "通知补正", by=BODY, asks=f.SupplementUntil, cite=I[29], after=[application], serves=APPLICANT,
        paper=paper.SUPPLEMENT_2017,
    )  # fmt: skip
    more = Step("补正", by=APPLICANT, asks=Note, cite=I[29], each=ask_more)
    given_up = deemed("视为放弃申请", cite=I[29], instead=more, ends=Outcome.abandoned)
    review_supplement_notice_2007 = Within(days(5), of=ask_more, since=received, cite=I[29])
    supplement_until = Within(None, of=more, since=ask_more.on(lambda s: s.until), cite=I[29], lapse=given_up)
    accept = Step(
        "受理", by=ORGAN, asks=Nothing, cite=R[17], after=[application, more], serves=APPLICANT, paper=paper.ACCEPTANCE
    )
    refuse = May(
        "不予受理", by=ORGAN, asks=Reason, cite=R[17], instead=accept, serves=APPLICANT, ends=Outcome.refused,
        paper=paper.REFUSAL,
    )  # fmt: skip
    accepted_by_law = deemed("收到即为受理", cite=R[17], instead=accept)
    complete = ~ask_more.done | more.done
    review_acceptance_2017 = Within(
        days(5), of=accept, since=[received, more], when=complete, cite=R[17, 40], lapse=accepted_by_law
    )
    reps = Step(
        "推选代表人", by=APPLICANT, asks=f.Representatives, cite=I[8], after=[accept],
        when=application.says(f.Application.over_five),
    )  # fmt: skip

    # -- the hearing of the case (arts. 10, 22, 23, 28)
    copy = Step("发送申请书副本", by=BODY, asks=Note, cite=R[23], after=[accept], serves=RESPONDENT, paper=paper.ANSWER_2017)
    review_copy_2017 = Within(days(7), of=copy, since=[received, more], cite=R[23, 40])
    answer = Step("答复举证", by=RESPONDENT, asks=f.Answer, cite=R[23], after=[copy])
    no_evidence = deemed("视为没有证据、依据", cite=R[28], instead=answer)
    review_reply_2017 = Within(days(10), of=answer, since=copy.served, cite=R[23], lapse=no_evidence)
    join = May(
        "通知第三人参加", by=BODY, asks=f.Letter, cite=R[10], after=[accept], repeats=True, serves=THIRD, paper=paper.JOINED
    )
    views = May("听取意见", by=BODY, asks=f.Views, cite=R[22], after=[accept])
    hearing = May("听证", by=BODY, asks=f.Hearing, cite=I[33], after=[accept])

    # -- suspension, termination (rules arts. 41, 42)
    suspend = May(
        "中止审理", by=ORGAN, asks=f.Suspension, cite=I[41], after=[accept], repeats=True, serves=APPLICANT,
        paper=paper.SUSPENDED,
    )  # fmt: skip
    resume = Step("恢复审理", by=ORGAN, asks=Note, cite=I[41], each=suspend, serves=APPLICANT, paper=paper.RESUMED)
    suspend_party = May(
        "中止审理（申请人死亡、丧失能力、终止）", by=ORGAN, asks=f.PartySuspension, cite=I[41], after=[accept], repeats=True,
        serves=APPLICANT, paper=paper.SUSPENDED_PARTY,
    )  # fmt: skip
    resume_party = Step(
        "恢复审理（申请人有人承受）", by=ORGAN, asks=Note, cite=I[41], each=suspend_party, serves=APPLICANT, paper=paper.RESUMED
    )
    terminate_suspended = Step(
        "终止审理（中止满六十日）", by=ORGAN, asks=Note, cite=I[42], instead=resume_party, ends=Outcome.terminated,
        serves=APPLICANT, paper=paper.TERMINATED_PARTY,
    )  # fmt: skip
    review_suspension_terminate_2007 = NotBefore(days(60), of=terminate_suspended, since=suspend_party, cite=I[42])

    # -- review of the document on which the act rests (arts. 26, 27): time runs from the request or the doubt
    doubt = May("认为依据不合法", by=BODY, asks=Reason, cite=R[27], after=[accept])
    attached = application.says(f.Application.asks_documents)
    asked_or_doubted = (application.on(lambda a: a.received_on if a.attached else None), doubt)
    documents = Step(
        "中止审理，审查规范性文件", by=ORGAN, asks=f.DocumentReview, cite=R[26, 27], after=[accept, doubt],
        when=attached | doubt.done, serves=APPLICANT, paper=paper.SUSPENDED_DOCUMENT,
    )  # fmt: skip
    own = documents.says(f.DocumentReview.own)
    elsewhere = documents.says(f.DocumentReview.elsewhere)
    handled = Step("依法处理规范性文件", by=ORGAN, asks=f.DocumentResult, cite=R[26, 27], after=[documents], when=own)
    transferred = Step(
        "转送有权机关", by=BODY, asks=Note, cite=R[26, 27], after=[documents], when=elsewhere, serves=MAKER,
        paper=paper.TRANSFERRED,
    )  # fmt: skip
    transferee_reply = Step(
        "接受转送机关答复", by=MAKER, asks=f.DocumentResult, cite=R[26], after=[transferred], when=elsewhere
    )
    resume_documents = Step(
        "恢复审理（规范性文件已处理）", by=ORGAN, asks=Note, cite=R[26, 27], after=[documents, handled, transferee_reply],
        when=documents.done, serves=APPLICANT, paper=paper.RESUMED,
    )  # fmt: skip
    review_doc_handle_own_2017 = Within(days(30), of=handled, since=asked_or_doubted, when=own, cite=R[26, 27])
    review_doc_transfer_2017 = Within(
        days(7), of=transferred, since=asked_or_doubted, when=elsewhere, cite=R[26, 27, 40]
    )
    review_doc_transferee_reply_2017 = Within(
        days(60), of=transferee_reply, since=transferred.served, when=elsewhere & attached, cite=R[26]
    )

    # -- the decision (arts. 25, 28, 31; rules arts. 34, 37, 50)
    survey = May("现场勘验、鉴定", by=BODY, asks=Note, cite=I[34, 37], after=[accept], repeats=True)
    surveyed = Step("勘验、鉴定结束", by=BODY, asks=Note, cite=I[34, 37], each=survey)
    jurisdiction = May("协商或者报请指定受理机关", by=BODY, asks=Note, cite=I[30], after=[application])
    assigned = Step("受理机关已经确定", by=BODY, asks=Note, cite=I[30], each=jurisdiction)
    extend = May(
        "延长审理期限", by=ORGAN, asks=Reason, cite=R[31], after=[accept], serves=APPLICANT, paper=paper.EXTENDED
    )
    withdraw = May("撤回申请", by=APPLICANT, asks=f.Withdrawal, cite=R[25], after=[accept], ends=f.Withdrawal.outcome)
    mediate = May(
        "调解书生效", by=ORGAN, asks=f.Settlement, cite=I[50], after=[accept], ends=Outcome.mediated, serves=APPLICANT,
        paper=paper.SETTLEMENT,
    )  # fmt: skip
    terminate = May(
        "终止审理（其他情形）", by=ORGAN, asks=Reason, cite=I[42], after=[accept], ends=Outcome.terminated, serves=APPLICANT,
        paper=paper.TERMINATED,
    )  # fmt: skip
    propose = Step(
        "提出审理意见", by=BODY, asks=f.Proposal, cite=R[28],
        after=[answer, reps, resume, resume_party, documents, resume_documents, surveyed],
    )  # fmt: skip
    decision = Step(
        "作出复议决定", by=ORGAN, asks=f.Decision, cite=R[28], after=[propose], serves=APPLICANT,
        ends=lambda d: d.outcome, tells=f.Decision.signal, paper=paper.DECISION,
    )  # fmt: skip
    # Under this law the time runs from receipt, which is acceptance (art. 17); the row of limits says the same.
    review_decision_2017 = Within(
        days(60),
        of=decision,
        since=received,
        less=[
            between(suspend, resume),
            between(suspend_party, resume_party),
            between(documents, resume_documents),
            between(survey, surveyed),
            between(ask_more, more),
            between(jurisdiction, assigned),
        ],
        cite=R[31],
        extended_by=extend,
        up_to=days(30),
    )

    # -- afterwards (arts. 19, 32, 33; rules arts. 49, 57)
    corrected = decision.says(f.Decision.corrects)
    perform = Step("履行复议决定", by=RESPONDENT, asks=Note, cite=R[32], after=[decision], when=corrected)
    perform_until = Within(None, of=perform, since=decision.on(lambda d: d.perform_by), when=corrected, cite=R[32])
    review_redo_act_2007 = Within(
        days(60), of=perform, since=decision.served, when=decision.says(f.Decision.redo), cite=I[49]
    )
    order = May(
        "责令限期履行", by=ORGAN, asks=f.Until, cite=R[32], after=[decision], when=corrected & ~perform.done, repeats=True,
        serves=RESPONDENT, paper=paper.ORDER,
    )  # fmt: skip
    order_until = Within(None, of=perform, since=order.on(lambda u: u.until), when=corrected, cite=R[32])
    enforce = May("强制执行或者申请法院强制执行", by=ORGAN, asks=Note, cite=R[33], after=[decision])
    opinion = May(
        "制发行政复议意见书", by=BODY, asks=f.Opinion, cite=I[57], after=[decision], serves=RESPONDENT, paper=paper.OPINION
    )
    opinion_reply = Step("反馈意见书办理情况", by=RESPONDENT, asks=Note, cite=I[57], each=opinion)
    review_opinion_report_2007 = Within(days(60), of=opinion_reply, since=opinion.served, cite=I[57])
    first = application.says(f.Application.prerequisite_2017)
    sue = May("前置案件不受理后起诉", by=APPLICANT, asks=Note, cite=R[19], after=[refuse], when=first & refuse.done)
    review_prerequisite_lawsuit_2017 = Within(days(15), of=sue, since=refuse.served, when=first, cite=R[19])
