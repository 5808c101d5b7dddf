"""行政复议 under the law of 2024 (in force 2024-01-01), with the implementing rules of 2007 until 2026-06-30.

What the implementing rules of 2026 change stands in review_2026.py; the law before 2024 in review_2017.py. Days of three,
five, seven and ten are working days (art. 88); others are natural and a last day that is a rest day moves.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from yifa.kernel.declare import May, NotBefore, Procedure, Role, Step, Within, between, deemed
from yifa.kernel.facts import Nothing
from yifa.kernel.law import days, years

from ..acts import Note, Reason
from ..laws import REVIEW as R
from ..laws import REVIEW_RULES_2007 as I
from . import review_facts as f
from . import review_papers as paper
from .review_facts import Outcome

APPLICANT = Role("申请人", seat="outside", party=True)
RESPONDENT = Role("被申请人", seat="outside", party=True)
THIRD = Role("第三人", seat="outside", party=True)
MAKER = Role("规范性文件制定机关", seat="outside")
BODY = Role("行政复议机构", seat="officer")
BODY_HEAD = Role("行政复议机构负责人", seat="head")
ORGAN = Role("行政复议机关", seat="head")


class Review(Procedure):
    """行政复议"""

    key, law, title, since = "review", R, "行政复议", date(2024, 1, 1)
    until: ClassVar[date | None] = date(2026, 6, 30)
    series = "复"

    # -- application (arts. 20–22, 32)
    application = Step("申请", by=APPLICANT, asks=f.Application, cite=R[20, 22])
    acted = application.on(lambda a: a.acted_on)
    told = ~application.says(f.Application.without_notice)
    review_application = Within(days(60), of=application, since=application.on(f.Application.counted_from), cite=R[20])
    review_application_untold = Within(
        years(1), of=application, since=application.on(lambda a: a.known_on), when=~told, cite=R[20]
    )
    realty = application.says(f.Application.about_realty)
    review_longest_general = Within(years(5), of=application, since=acted, when=~realty, cite=R[21])
    review_longest_realty = Within(years(20), of=application, since=acted, when=realty, cite=R[21])
    review_inaction_start_2007 = NotBefore(
        days(60), of=application, since=application.on(lambda a: a.asked_on), cite=I[16]
    )
    direct = application.on(lambda a: None if a.agency_on else a.received_on)
    by_agency = application.on(lambda a: a.agency_on)
    forward = Step(
        "处罚机关转送", by=RESPONDENT, asks=Note, cite=R[32], after=[application], when=application.says(f.Application.via_agency)
    )
    self_correct = May(
        "处罚机关自行纠正", by=RESPONDENT, asks=Reason, cite=R[32], instead=forward, serves=APPLICANT, ends=Outcome.agency
    )
    review_via_agency_forward = Within(days(5), of=forward, since=by_agency, cite=R[32, 88])
    withdraw_early = May("受理前撤回申请", by=APPLICANT, asks=Note, cite=R[74], after=[application], ends=Outcome.early)

    # -- acceptance (arts. 30, 31, 33)
    ask_more = May(
        "通知补正", by=BODY, asks=f.Supplement, cite=R[31], after=[application, forward], serves=APPLICANT,
        paper=paper.SUPPLEMENT,
    )  # fmt: skip
    more = Step("补正", by=APPLICANT, asks=Note, cite=R[31], each=ask_more)
    given_up = deemed("视为放弃申请", cite=R[31], instead=more, ends=Outcome.abandoned)
    more_time = May("准予延长补正期限", by=ORGAN, asks=f.Until, cite=R[31], after=[ask_more], when=ask_more.done, serves=APPLICANT)
    review_supplement_notice = Within(days(5), of=ask_more, since=[direct, forward], cite=R[31, 88])
    review_supplement_submit = Within(
        days(10), of=more, since=ask_more.served, when=~more_time.done, cite=R[31, 88], lapse=given_up
    )
    supplement_longer = Within(None, of=more, since=more_time.on(lambda u: u.until), cite=R[31], lapse=given_up)
    accept = Step(
        "受理", by=ORGAN, asks=Nothing, cite=R[30], after=[application, forward, more], serves=APPLICANT,
        paper=paper.ACCEPTANCE,
    )  # fmt: skip
    refuse = May(
        "不予受理", by=ORGAN, asks=Reason, cite=R[30], instead=accept, serves=APPLICANT, ends=Outcome.refused,
        paper=paper.REFUSAL,
    )  # fmt: skip
    accepted_by_law = deemed("视为受理", cite=R[30], instead=accept)
    complete = ~ask_more.done | more.done
    # The five days begin anew with what was missing (art. 31); while it is waited for they do not run out.
    review_acceptance = Within(
        days(5), of=accept, since=[direct, forward, more], when=complete, cite=R[30, 88], lapse=accepted_by_law
    )
    accepted = (accept, accepted_by_law)
    reps = Step(
        "推选代表人", by=APPLICANT, asks=f.Representatives, cite=I[8], after=[accept],
        when=application.says(f.Application.over_five),
    )  # fmt: skip

    # -- ordinary or summary procedure (arts. 53–55), the copy and the answer (arts. 48, 54, 70)
    agree = May("各方同意简易程序", by=BODY, asks=f.Agreement, cite=R[53], after=[accept])
    minor = application.says(f.Application.minor) | agree.says(f.Agreement.agreed)
    choose = May("适用简易程序", by=BODY, asks=Note, cite=R[53], after=[accept, agree], when=minor)
    convert = May("转为普通程序", by=BODY_HEAD, asks=Reason, cite=R[55], after=[choose], when=choose.done)
    simple = choose.done & ~convert.done
    copy = Step(
        "发送申请书副本", by=BODY, asks=Note, cite=R[48, 54], after=[accept], serves=RESPONDENT, paper=paper.ANSWER
    )
    answer = Step("答复举证", by=RESPONDENT, asks=f.Answer, cite=R[48, 54], after=[copy])
    no_evidence = deemed("视为没有证据、依据", cite=R[70], instead=answer)
    review_copy_ordinary = Within(days(7), of=copy, since=accepted, when=~simple, cite=R[48, 88])
    review_copy_simple = Within(days(3), of=copy, since=accepted, when=simple, cite=R[54, 88])
    review_reply_ordinary = Within(
        days(10), of=answer, since=copy.served, when=~simple, cite=R[48, 88], lapse=no_evidence
    )
    review_reply_simple = Within(days(5), of=answer, since=copy.served, when=simple, cite=R[54, 88], lapse=no_evidence)

    # -- the hearing of the case (arts. 16, 49–52)
    join = May(
        "通知第三人参加", by=BODY, asks=f.Letter, cite=R[16], after=[accept], repeats=True, serves=THIRD, paper=paper.JOINED
    )
    views = Step("听取意见", by=BODY, asks=f.Views, cite=R[49], after=[accept], when=~simple)
    weigh = May("认定听证和咨询事由", by=BODY, asks=f.Complexity, cite=R[50, 52], after=[accept])
    to_hear = weigh.says(f.Complexity.must_hear)
    summons = Step(
        "通知听证", by=BODY, asks=f.Summons, cite=R[51], after=[weigh], when=to_hear, serves=APPLICANT, paper=paper.SUMMONS
    )
    review_hearing_notice = NotBefore(days(5), of=summons, ahead=summons.on(lambda s: s.held_on), cite=R[51, 88])
    hearing = Step("听证", by=BODY, asks=f.Hearing, cite=R[50, 51], after=[summons], when=to_hear)
    consult = Step(
        "咨询行政复议委员会", by=BODY, asks=f.Consulted, cite=R[52], after=[weigh], when=weigh.says(f.Complexity.must_consult)
    )

    # -- suspension and termination (arts. 39, 41)
    suspend = May(
        "中止审理", by=ORGAN, asks=f.Suspension, cite=R[39], after=[accept], repeats=True, serves=APPLICANT,
        paper=paper.SUSPENDED,
    )  # fmt: skip
    resume = Step("恢复审理", by=ORGAN, asks=Note, cite=R[39], each=suspend, serves=APPLICANT, paper=paper.RESUMED)
    suspend_party = May(
        "中止审理（申请人死亡、丧失能力、终止）", by=ORGAN, asks=f.PartySuspension, cite=R[39], after=[accept], repeats=True,
        serves=APPLICANT, paper=paper.SUSPENDED_PARTY,
    )  # fmt: skip
    resume_party = Step(
        "恢复审理（申请人有人承受）", by=ORGAN, asks=Note, cite=R[39], each=suspend_party, serves=APPLICANT, paper=paper.RESUMED
    )
    terminate_suspended = Step(
        "终止审理（中止满六十日）", by=ORGAN, asks=Note, cite=R[41], instead=resume_party, ends=Outcome.terminated,
        serves=APPLICANT, paper=paper.TERMINATED_PARTY,
    )  # fmt: skip
    review_suspension_terminate = NotBefore(days(60), of=terminate_suspended, since=suspend_party, cite=R[41])

    # -- review of the document on which the act rests (arts. 56–60): the case stands still from that day
    doubt = May("认为依据不合法或者审理中提出审查申请", by=BODY, asks=Reason, cite=R[56, 57], after=[accept])
    documents = Step(
        "中止审理，审查规范性文件", by=ORGAN, asks=f.DocumentReview, cite=R[39, 56, 57], after=[accept, doubt],
        when=application.says(f.Application.asks_documents) | doubt.done, serves=APPLICANT, paper=paper.SUSPENDED_DOCUMENT,
    )  # fmt: skip
    own = documents.says(f.DocumentReview.own)
    elsewhere = documents.says(f.DocumentReview.elsewhere)
    asked_maker = Step(
        "通知制定机关答复", by=BODY, asks=Note, cite=R[58], after=[documents], when=own, serves=MAKER,
        paper=paper.ASKED_MAKER,
    )  # fmt: skip
    maker_reply = May("制定机关书面答复", by=MAKER, asks=Note, cite=R[58], after=[asked_maker], when=own)
    handled = Step(
        "依法处理规范性文件", by=ORGAN, asks=f.DocumentResult, cite=R[56, 57, 59], after=[asked_maker], when=own
    )
    transferred = Step(
        "转送有权机关", by=BODY, asks=Note, cite=R[56, 57], after=[documents], when=elsewhere, serves=MAKER,
        paper=paper.TRANSFERRED,
    )  # fmt: skip
    transferee_reply = Step(
        "接受转送机关答复", by=MAKER, asks=f.DocumentResult, cite=R[60], after=[transferred], when=elsewhere
    )
    resume_documents = Step(
        "恢复审理（规范性文件已处理）", by=ORGAN, asks=Note, cite=R[39], after=[documents, handled, transferee_reply],
        when=documents.done, serves=APPLICANT, paper=paper.RESUMED,
    )  # fmt: skip
    review_doc_handle_own = Within(days(30), of=handled, since=documents, when=own, cite=R[56, 57])
    review_doc_transfer = Within(days(7), of=transferred, since=documents, when=elsewhere, cite=R[56, 57, 88])
    review_doc_notify_maker = Within(days(3), of=asked_maker, since=documents, when=own, cite=R[58, 88])
    review_doc_maker_reply = Within(days(10), of=maker_reply, since=asked_maker.served, when=own, cite=R[58, 88])
    review_doc_transferee_reply = Within(
        days(60), of=transferee_reply, since=transferred.served, when=elsewhere, cite=R[60]
    )

    # -- the decision (arts. 61–75)
    survey = May("现场勘验、鉴定", by=BODY, asks=Note, cite=I[34, 37], after=[accept], repeats=True)
    surveyed = Step("勘验、鉴定结束", by=BODY, asks=Note, cite=I[34, 37], each=survey)
    extend = May(
        "延长审理期限", by=BODY_HEAD, asks=Reason, cite=R[62], after=[accept], when=~simple, serves=APPLICANT,
        paper=paper.EXTENDED,
    )  # fmt: skip
    withdraw = May(
        "撤回申请", by=APPLICANT, asks=f.Withdrawal, cite=R[74], after=[accept], ends=f.Withdrawal.outcome
    )
    mediate = May(
        "调解书生效", by=ORGAN, asks=f.Settlement, cite=R[73], after=[accept], ends=Outcome.mediated, serves=APPLICANT,
        paper=paper.SETTLEMENT,
    )  # fmt: skip
    terminate = May(
        "终止审理（其他情形）", by=ORGAN, asks=Reason, cite=R[41], after=[accept], ends=Outcome.terminated, serves=APPLICANT,
        paper=paper.TERMINATED,
    )  # fmt: skip
    propose = Step(
        "提出审理意见", by=BODY, asks=f.Proposal, cite=R[61],
        after=[answer, reps, views, hearing, consult, resume, resume_party, documents, resume_documents, surveyed],
    )  # fmt: skip
    decision = Step(
        "作出复议决定", by=ORGAN, asks=f.Decision, cite=R[61], after=[propose], serves=APPLICANT,
        ends=lambda d: d.outcome, tells=f.Decision.signal, paper=paper.DECISION,
    )  # fmt: skip
    stopped = (
        between(suspend, resume),
        between(suspend_party, resume_party),
        between(documents, resume_documents),
        between(survey, surveyed),
    )
    review_decision_ordinary = Within(
        days(60), of=decision, since=accepted, when=~simple, less=stopped, cite=R[62], extended_by=extend, up_to=days(30)
    )
    review_decision_simple = Within(days(30), of=decision, since=accepted, when=simple, less=stopped, cite=R[62])

    # -- afterwards (arts. 34, 75–79, 83)
    corrected = decision.says(f.Decision.corrects)
    redone = decision.says(f.Decision.redo)
    perform = Step("履行复议决定", by=RESPONDENT, asks=Note, cite=R[77], after=[decision], when=corrected)
    perform_until = Within(None, of=perform, since=decision.on(lambda d: d.perform_by), when=corrected, cite=R[77])
    review_redo_act_2007 = Within(
        days(60), of=perform, since=decision.served, when=redone, cite=I[49]
    )
    order = May(
        "责令限期履行", by=ORGAN, asks=f.Until, cite=R[77], after=[decision], when=corrected & ~perform.done, repeats=True,
        serves=RESPONDENT, paper=paper.ORDER,
    )  # fmt: skip
    order_until = Within(None, of=perform, since=order.on(lambda u: u.until), when=corrected, cite=R[77])
    enforce = May("强制执行或者申请法院强制执行", by=ORGAN, asks=Note, cite=R[78], after=[decision])
    enforce_settlement = May("强制执行调解书", by=ORGAN, asks=Note, cite=R[78], after=[mediate], when=mediate.done)
    opinion = May(
        "制发行政复议意见书", by=BODY, asks=f.Opinion, cite=R[76], after=[decision], serves=RESPONDENT, paper=paper.OPINION
    )
    opinion_reply = Step("反馈意见书办理情况", by=RESPONDENT, asks=Note, cite=R[76], each=opinion)
    review_opinion_report = Within(days(60), of=opinion_reply, since=opinion.served, cite=R[76])
    publish = Step("公开决定书", by=BODY, asks=Note, cite=R[79], after=[decision], publishes=True)
    copy_up = Step(
        "抄告被申请人的上一级主管部门", by=BODY, asks=Note, cite=R[79], after=[decision],
        when=application.says(f.Application.of_department),
    )  # fmt: skip
    first = application.says(f.Application.prerequisite)
    sue = May("前置案件不受理后起诉", by=APPLICANT, asks=Note, cite=R[34], after=[refuse], when=first & refuse.done)
    review_prerequisite_lawsuit = Within(days(15), of=sue, since=refuse.served, when=first, cite=R[34])
    sue_dismissed = May(
        "前置案件驳回申请后起诉", by=APPLICANT, asks=Note, cite=R[34], after=[decision],
        when=first & decision.says(f.Decision.dismissed),
    )  # fmt: skip
    lawsuit_after_dismissal = Within(days(15), of=sue_dismissed, since=decision.served, cite=R[34])


NOT_LINES: dict[str, str] = {
    "8.1 申请：障碍、先诉、自行纠正的期间": "发生在立案之前，以“不计入申请期限的天数”记在申请里，期限据此后移",
    "8.1 申请：送达类起算点": "“知道该行为之日”由登记人员按送达方式填写，不另设步骤",
    "8.1 受理：审查期届满后前置案件起诉": "复议机关逾期不决定的，申请人到法院起诉，记在应诉案件里",
    "8.1 审理人员": "人数记在“提出审理意见”里，简易程序可以一人；职业资格登记在人员名册",
    "8.1 调解、和解：全过程": "同意调解可以中止审理（中止事由之一），成功的以“调解书生效”结束，和解的以“撤回申请”结束",
    "8.2 行政协议、赔偿": "写在决定内容里，决定种类按主要结果选择",
    "8.2 不得更不利": "是决定内容的界限，由审理意见和集体讨论把关，不是步骤",
    "8.3 复议前置须告知": "写在处罚决定书等原行为的文书里",
    "8.4 不受理事项": "是不予受理的理由，写在“不予受理”的理由里",
    "8.1 履行：约谈、通报、处分": "法律没有写次序和期限，在“责令限期履行”的事由里记载",
    "8.5 管辖": "集中到县政府；县政府和它的复议机构就是办案单位，没有步骤",
}
"""Rows of section 8 that are not lines of these procedures, and where they live."""
