"""行政复议 under the law of 2024 (in force 2024-01-01), with the implementing rules of 2007 until 2026-06-30.

What the implementing rules of 2026 change stands in review_2026.py; the law before 2024 in review_2017.py.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from yifa.kernel.declare import May, NotBefore, Procedure, Role, Step, Within, between, deemed
from yifa.kernel.facts import Nothing
from yifa.kernel.law import days, years
from yifa.kernel.paper import Paper

from ..acts import Note, Reason
from ..laws import REVIEW as R
from ..laws import REVIEW_RULES_2007 as I
from . import review_facts as f
from .review_facts import Outcome

APPLICANT = Role("申请人", seat="outside", party=True)
RESPONDENT = Role("被申请人", seat="outside", party=True)
THIRD = Role("第三人", seat="outside", party=True)
MAKER = Role("规范性文件制定机关", seat="outside")
BODY = Role("行政复议机构", seat="officer")
BODY_HEAD = Role("行政复议机构负责人", seat="head")
ORGAN = Role("行政复议机关", seat="head")

ACCEPTANCE = Paper(
    "行政复议受理通知书",
    (
        "{subject}：",
        "你（单位）不服{application.act}提出的行政复议申请，本机关已于{application.received_on}收到。经审查，符合受理条件，决定予以受理。",
        "本案自受理之日起计算审理期限。需要补充意见或者证据的，请在审理期间向行政复议机构提出。",
    ),
    series="复受",
)
DECISION = Paper(
    "行政复议决定书",
    (
        "# 复议请求",
        "{application.claim}",
        "# 审理查明和认为",
        "{decision.reasons}",
        "# 决定",
        "{decision.content}（决定种类：{decision.outcome}）。",
        "不服本决定的，可以自收到决定书之日起十五日内依法向人民法院提起行政诉讼；法律规定本决定为终局的除外。",
    ),
    series="复决",
)
SUPPLEMENT = Paper(
    "行政复议补正通知书",
    (
        "{subject}：",
        "你（单位）的申请材料还缺少：{ask_more.missing}。请自收到本通知之日起十日（工作日）内一并补正；"
        "无正当理由逾期不补正的，视为放弃申请。",
    ),
    series="复补",
)


class Review(Procedure):
    """行政复议"""

    key, law, title, since = "review", R, "行政复议", date(2024, 1, 1)
    until: ClassVar[date | None] = date(2026, 6, 30)
    series = "复"

    application = Step("申请", by=APPLICANT, asks=f.Application, cite=R[20, 22])
    review_application = Within(days(60), of=application, since=application.on(lambda a: a.known_on), cite=R[20])
    withdraw_early = May("受理前撤回申请", by=APPLICANT, asks=Note, cite=R[74], after=[application], ends=Outcome.early)
    ask_more = May(
        "通知补正", by=BODY, asks=f.Supplement, cite=R[31], after=[application], serves=APPLICANT, paper=SUPPLEMENT
    )
    more = Step("补正", by=APPLICANT, asks=Note, cite=R[31], each=ask_more)
    given_up = deemed("视为放弃申请", cite=R[31], instead=more, ends=Outcome.abandoned)
    review_supplement_notice = Within(
        days(5), of=ask_more, since=application.on(lambda a: a.received_on), cite=R[31, 88]
    )
    review_supplement_submit = Within(days(10), of=more, since=ask_more.served, cite=R[31, 88], lapse=given_up)
    accept = Step(
        "受理", by=ORGAN, asks=Nothing, cite=R[30], after=[application, more], serves=APPLICANT, paper=ACCEPTANCE
    )
    refuse = May(
        "不予受理", by=ORGAN, asks=Reason, cite=R[30], instead=accept, serves=APPLICANT, ends=Outcome.refused
    )
    accepted_by_law = deemed("视为受理", cite=R[30], instead=accept)
    review_acceptance = Within(
        days(5),
        of=accept,
        since=[application.on(lambda a: a.received_on), more],
        less=[between(ask_more, more)],
        cite=R[30, 88],
        lapse=accepted_by_law,
    )

    agree = May("各方同意简易程序", by=BODY, asks=f.Agreement, cite=R[53], after=[accept])
    minor = application.says(f.Application.minor) | agree.says(f.Agreement.agreed)
    convert = May("转为普通程序", by=BODY_HEAD, asks=Reason, cite=R[55], after=[accept], when=minor)
    simple = minor & ~convert.done
    copy = Step("发送申请书副本", by=BODY, asks=Note, cite=R[48, 54], after=[accept], serves=RESPONDENT)
    answer = Step("答复举证", by=RESPONDENT, asks=f.Answer, cite=R[48, 54], after=[copy])
    no_evidence = deemed("视为没有证据、依据", cite=R[70], instead=answer)
    review_copy_ordinary = Within(days(7), of=copy, since=accept, when=~simple, cite=R[48, 88])
    review_copy_simple = Within(days(3), of=copy, since=accept, when=simple, cite=R[54, 88])
    review_reply_ordinary = Within(
        days(10), of=answer, since=copy.served, when=~simple, cite=R[48, 88], lapse=no_evidence
    )
    review_reply_simple = Within(days(5), of=answer, since=copy.served, when=simple, cite=R[54, 88], lapse=no_evidence)

    join = May(
        "通知第三人参加", by=BODY, asks=f.Letter, cite=R[16], after=[accept], repeats=True, serves=THIRD
    )
    views = Step("听取意见", by=BODY, asks=f.Views, cite=R[49], after=[accept], when=~simple)
    weigh = May("认定重大疑难复杂", by=BODY, asks=f.Complexity, cite=R[50], after=[accept])
    summons = Step(
        "通知听证", by=BODY, asks=f.Summons, cite=R[51], after=[weigh], when=weigh.says(f.Complexity.must_hear), serves=APPLICANT
    )
    review_hearing_notice = NotBefore(days(5), of=summons, ahead=summons.on(lambda s: s.held_on), cite=R[51, 88])
    hearing = Step(
        "听证", by=BODY, asks=f.Hearing, cite=R[50, 51], after=[summons], when=weigh.says(f.Complexity.must_hear)
    )
    consult = May("咨询行政复议委员会", by=BODY, asks=Note, cite=R[52], after=[accept])

    suspend = May(
        "中止审理", by=ORGAN, asks=f.Suspension, cite=R[39], after=[accept], repeats=True, serves=APPLICANT
    )
    resume = Step("恢复审理", by=ORGAN, asks=Note, cite=R[39], each=suspend, serves=APPLICANT)
    terminate_suspended = deemed("终止审理", cite=R[41], instead=resume, ends=Outcome.terminated)
    review_suspension_terminate = Within(
        days(60),
        of=resume,
        since=suspend,
        cite=R[41],
        lapse=terminate_suspended,
        when=suspend.says(f.Suspension.for_three_grounds),
    )
    documents = May(
        "附带审查规范性文件", by=BODY, asks=f.DocumentReview, cite=R[56, 57], after=[suspend],
        when=suspend.says(f.Suspension.for_documents),
    )
    own = documents.says(f.DocumentReview.own)
    elsewhere = documents.says(f.DocumentReview.elsewhere)
    handled = Step("依法处理规范性文件", by=ORGAN, asks=Note, cite=R[56, 57], after=[documents], when=own)
    transferred = Step(
        "转送有权机关", by=BODY, asks=Note, cite=R[56, 57], after=[documents], when=elsewhere, serves=MAKER
    )
    asked_maker = Step(
        "通知制定机关说明", by=BODY, asks=Note, cite=R[58], after=[documents], when=own, serves=MAKER
    )
    maker_reply = Step("制定机关书面答复", by=MAKER, asks=Note, cite=R[58], after=[asked_maker], when=own)
    transferee_reply = Step("接受转送机关答复", by=MAKER, asks=Note, cite=R[60], after=[transferred], when=elsewhere)
    review_doc_handle_own = Within(days(30), of=handled, since=suspend, when=own, cite=R[56, 57])
    review_doc_transfer = Within(days(7), of=transferred, since=suspend, when=elsewhere, cite=R[56, 57, 88])
    review_doc_notify_maker = Within(days(3), of=asked_maker, since=suspend, when=own, cite=R[58, 88])
    review_doc_maker_reply = Within(days(10), of=maker_reply, since=asked_maker.served, when=own, cite=R[58, 88])
    review_doc_transferee_reply = Within(
        days(60), of=transferee_reply, since=transferred.served, when=elsewhere, cite=R[60]
    )

    survey = May("现场勘验、鉴定", by=BODY, asks=Note, cite=R[62] + I[37], after=[accept], repeats=True)
    surveyed = Step("勘验、鉴定结束", by=BODY, asks=Note, cite=I[37], each=survey)
    extend = May(
        "延长审理期限", by=BODY_HEAD, asks=Reason, cite=R[62], after=[accept], when=~simple, serves=APPLICANT
    )
    withdraw = May(
        "撤回申请", by=APPLICANT, asks=f.Withdrawal, cite=R[74], after=[accept], ends=f.Withdrawal.outcome
    )
    mediate = May("调解书生效", by=ORGAN, asks=f.Settlement, cite=R[73], after=[accept], ends=Outcome.mediated)
    terminate = May("终止审理（其他情形）", by=ORGAN, asks=Reason, cite=R[41], after=[accept], ends=Outcome.terminated)
    decision = Step(
        "作出复议决定",
        by=ORGAN,
        asks=f.Decision,
        cite=R[61],
        after=[answer, views, hearing, resume],
        serves=APPLICANT,
        ends=lambda d: d.outcome,
        tells=f.Decision.signal,
        paper=DECISION,
    )
    stopped = (between(suspend, resume), between(survey, surveyed))
    review_decision_ordinary = Within(
        days(60),
        of=decision,
        since=accept,
        when=~simple,
        less=stopped,
        cite=R[62],
        extended_by=extend,
        up_to=days(30),
    )
    review_decision_simple = Within(days(30), of=decision, since=accept, when=simple, less=stopped, cite=R[62])

    perform = Step(
        "履行复议决定", by=RESPONDENT, asks=Note, cite=R[77], after=[decision], when=decision.says(f.Decision.corrects)
    )
    redone = decision.says(f.Decision.redo)
    review_redo_act_2007 = Within(days(60), of=perform, since=decision.served, when=redone, cite=I[49])
    opinion = May("制发行政复议意见书", by=BODY, asks=f.Opinion, cite=R[76], after=[decision], serves=RESPONDENT)
    opinion_reply = Step("反馈意见书办理情况", by=RESPONDENT, asks=Note, cite=R[76], each=opinion)
    review_opinion_report = Within(days(60), of=opinion_reply, since=opinion.served, cite=R[76])
    publish = Step(
        "公开决定书", by=BODY, asks=Note, cite=R[79], after=[decision], publishes=True
    )
    sue = May("前置案件起诉", by=APPLICANT, asks=Note, cite=R[34], after=[refuse])
    review_prerequisite_lawsuit = Within(days(15), of=sue, since=refuse.served, cite=R[34])
    review_longest_general = Within(
        years(5), of=application, since=application.on(lambda a: a.acted_on), cite=R[21]
    )
