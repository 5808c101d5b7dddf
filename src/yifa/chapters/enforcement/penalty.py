"""行政处罚普通程序 under 行政处罚法 of 2021 (in force from 2021-07-15; open), with what belongs to it.

A case opened before 2021-07-15 began under the law as amended in 2017, of which no checked text is at hand (its term
for a hearing and for service stand in the table of limits, at "likely"); such cases are out of scope and can only be
looked up.

Other laws: the transfer of suspected crimes (移送规定 2020-08-07), enforcement by the court (行政强制法 arts. 53–57),
双公示 (发改办财金〔2018〕424号). Local: 较大数额 (penalty_facts), filing of weighty penalties with the supervisor
(Sichuan's 15 days). The market regulators' own rule is penalty_market.py.
"""

from __future__ import annotations

from datetime import date

from yifa.kernel.declare import May, NotBefore, Procedure, Step, Unsettled, Within
from yifa.kernel.law import days, hours, months, workdays, years

from .. import acts as a
from ..acts import CLERK, HEAD, OFFICERS, PARTY, Note, Reason
from ..laws import COMPULSION as E
from ..laws import CREDIT_2018 as C
from ..laws import LITIGATION as L
from ..laws import PENALTY as P
from ..laws import REVIEW_RULES as I
from ..laws import REVIEW_RULES_2007 as I2007
from ..laws import SUPERVISION_SICHUAN as Q
from ..laws import TRANSFER as T
from . import penalty_facts as f
from . import penalty_papers as paper
from . import penalty_payment as money
from .penalty_facts import Outcome
from .seizure import Seizure


class Penalty(Procedure):
    """行政处罚普通程序"""

    key, law, title, since, series = "penalty", P, "行政处罚普通程序", date(2021, 7, 15), "罚案"

    # -- the lead and the filing (arts. 36, 54)
    clue = Step("登记线索", by=CLERK, asks=f.Clue, cite=P[54])
    old = clue.on(lambda c: c.conduct_on)
    penalty_prescription_general = Within(years(2), of=clue, since=old, cite=P[36], when=~clue.says(f.Clue.five_years))
    penalty_prescription_serious = Within(years(5), of=clue, since=old, cite=P[36], when=clue.says(f.Clue.five_years))
    filing = Step("立案", by=HEAD, asks=f.Filing, cite=P[54], after=[clue], paper=paper.FILED)
    not_filed = May("不予立案", by=HEAD, asks=Reason, cite=P[54], instead=filing, ends=Outcome.not_filed)
    filing_term = Within(Unsettled("行政处罚法只要求及时立案，没有写天数"), of=filing, since=clue, cite=P[54])

    # -- inquiry (arts. 41–43, 46, 55, 56)
    preserve = May(
        "先行登记保存证据",
        by=HEAD,
        asks=f.Goods,
        cite=P[56],
        after=[filing],
        repeats=True,
        serves=PARTY,
        paper=paper.PRESERVED,
    )
    preserved = Step("处理登记保存的证据", by=HEAD, asks=f.Disposal, cite=P[56], each=preserve)
    penalty_register_preserve = Within(days(7), of=preserved, since=preserve, cite=P[56, 85])
    seizure = May(
        "报请查封扣押", by=OFFICERS, asks=f.Goods, cite=E[18, 24], after=[filing], repeats=True, opens=Seizure
    )
    recusal = May("申请回避", by=PARTY, asks=f.Objection, cite=P[43], after=[filing], repeats=True)
    recused = Step("决定是否回避", by=HEAD, asks=f.Ruling, cite=P[43], each=recusal)
    monitor = May("采用电子监控记录", by=CLERK, asks=f.Device, cite=P[41], after=[filing], repeats=True, serves=PARTY)
    test = May("送检验鉴定", by=OFFICERS, asks=f.Test, cite=P[55], after=[filing], repeats=True)
    tested = Step("检验鉴定结果", by=CLERK, asks=f.TestResult, cite=P[55], each=test)
    inquiry = Step("调查取证", by=OFFICERS, asks=f.Findings, cite=P[42, 55], after=[filing], repeats=True)

    # -- transfer to the police (移送规定; art. 27)
    suspect = May("报请移送公安机关", by=OFFICERS, asks=f.Suspicion, cite=T[5] + P[27], after=[filing], repeats=True)
    approve_transfer = Step("批准移送", by=a.CHIEF, asks=Note, cite=T[5], each=suspect)
    refuse_transfer = May("不批准移送", by=a.CHIEF, asks=Reason, cite=T[5], instead=approve_transfer)
    penalty_crime_transfer_approval = Within(days(3), of=approve_transfer, since=suspect, cite=T[5])
    transfer = Step(
        "移送公安机关", by=CLERK, asks=f.Handover, cite=T[5, 6], each=approve_transfer, paper=paper.TRANSFERRED
    )
    penalty_crime_transfer_execute = Within(hours(24), of=transfer, since=approve_transfer, cite=T[5])
    forwarded = May("公安机关转送有管辖权的机关", by=a.POLICE, asks=Note, cite=T[7], each=transfer)
    penalty_crime_police_forward = Within(hours(24), of=forwarded, since=transfer, cite=T[7])
    returned = Step("公安机关决定不立案", by=a.POLICE, asks=f.Written, cite=T[8], each=transfer)
    prosecuted = May("公安机关立案", by=a.POLICE, asks=f.Written, cite=T[8], instead=returned, ends=Outcome.crime)
    penalty_crime_police_review = Within(days(3), of=returned, since=transfer, cite=T[8])
    dispute = May("提请公安机关复议", by=HEAD, asks=Reason, cite=T[9], each=returned)
    penalty_crime_reconsider_request = Within(days(3), of=dispute, since=returned, cite=T[9])
    disputed = Step("公安机关复议维持", by=a.POLICE, asks=f.Written, cite=T[9], each=dispute)
    disputed_filed = May(
        "公安机关复议后立案", by=a.POLICE, asks=f.Written, cite=T[9], instead=disputed, ends=Outcome.crime
    )
    penalty_crime_reconsider_decision = Within(days(3), of=disputed, since=dispute, cite=T[9])
    watch = May("建议检察机关立案监督", by=HEAD, asks=Reason, cite=T[9], each=disputed)
    penalty_crime_supervision_request = Within(days(3), of=watch, since=disputed, cite=T[9])
    watched = May("检察机关答复", by=a.PROCURATORATE, asks=f.Written, cite=T[9], each=watch)
    watched_filed = May(
        "检察机关监督后公安立案", by=a.POLICE, asks=f.Written, cite=T[9], instead=watched, ends=Outcome.crime
    )
    taken_up = prosecuted.done | disputed_filed.done | watched_filed.done
    handed_over = Step(
        "移交涉案物品和材料",
        by=CLERK,
        asks=f.Handover,
        cite=T[12],
        after=[prosecuted, disputed_filed, watched_filed],
        when=taken_up,
    )
    penalty_crime_property_handover = Within(
        days(3), of=handed_over, since=[prosecuted, disputed_filed, watched_filed], cite=T[12]
    )

    # -- report, notice, defence, hearing (arts. 44, 45, 57, 62–65)
    report = Step(
        "调查终结",
        by=OFFICERS,
        asks=f.Closing,
        cite=P[57],
        after=[inquiry, preserved, tested],
        paper=paper.CLOSED,
    )
    notice = Step(
        "事先告知", by=CLERK, asks=f.Proposal, cite=P[44, 62, 63], after=[report], serves=PARTY, paper=paper.NOTICE
    )
    defence = May("陈述申辩", by=PARTY, asks=f.Plea, cite=P[45], after=[notice], repeats=True)
    weighed = Step("复核陈述申辩", by=CLERK, asks=f.PleaChecked, cite=P[45], each=defence)
    defence_term = Within(
        Unsettled("法律没有写陈述申辩的天数，由告知书写明，常见三至五个工作日"),
        of=defence,
        since=notice.served,
        cite=P[45],
    )
    large = notice.says(f.Proposal.large) | (filing.says(f.Filing.is_person) & notice.says(f.Proposal.large_for_person))
    request = May("要求听证", by=PARTY, asks=f.Request, cite=P[63, 64], after=[notice], when=large)
    penalty_hearing_request = Within(days(5), of=request, since=notice.served, cite=P[64, 85], when=large)
    summons = Step(
        "通知听证",
        by=a.HOST,
        asks=f.Summons,
        cite=P[64],
        after=[request],
        when=request.done,
        never_by=[inquiry],
        serves=PARTY,
        paper=paper.SUMMONED,
    )
    penalty_hearing_notice = NotBefore(days(7), of=summons, ahead=summons.on(lambda s: s.held_on), cite=P[64, 85])
    hearing = Step(
        "举行听证", by=a.HOST, asks=f.Hearing, cite=P[64, 65], after=[summons], when=request.done, never_by=[inquiry]
    )
    waived = May(
        "当事人放弃，终止听证", by=a.HOST, asks=Reason, cite=P[64], after=[request], instead=hearing, when=request.done
    )
    further = May("补充调查", by=OFFICERS, asks=f.Findings, cite=P[55], after=[notice], repeats=True, reopens=report)

    # -- legality review, collective discussion, decision (arts. 57–60)
    weighty = notice.says(f.Proposal.weighty) | (large & hearing.done)
    review = Step(
        "法制审核",
        by=a.REVIEWER,
        asks=f.Opinion,
        cite=P[58],
        after=[request, hearing],
        never_by=[inquiry],
        when=weighty,
    )
    sent_back = May(
        "法制审核不通过，退回",
        by=a.REVIEWER,
        asks=f.Opinion,
        cite=P[58],
        after=[request, hearing],
        never_by=[inquiry],
        when=weighty,
        repeats=True,
    )
    review_term = Within(Unsettled("行政处罚法没有写法制审核的天数"), of=review, since=notice, cite=P[58])
    discussion = Step(
        "负责人集体讨论", by=a.PANEL, asks=f.Minutes, cite=P[57], after=[review], when=notice.says(f.Proposal.complex)
    )
    decision = Step(
        "作出决定",
        by=HEAD,
        asks=f.Decision,
        cite=P[57, 59],
        after=[notice, weighed, request, hearing, review, discussion, recused, returned, disputed],
        ends=f.Decision.end,
        paper=paper.DECISION,
    )
    penalty_decision = Within(days(90), of=decision, since=filing, cite=P[60])

    # -- service, publication, teaching (arts. 33, 48, 61)
    delivery = Step("送达决定书", by=CLERK, asks=f.Delivery, cite=P[61], after=[decision])
    penalty_service = Within(days(7), of=delivery, since=decision, cite=P[61, 85])
    teach = Step(
        "教育当事人", by=CLERK, asks=f.Teaching, cite=P[33], after=[decision], when=decision.says(f.Decision.spared)
    )
    shown = decision.says(f.Decision.shown)
    publish = Step(
        "公示处罚决定",
        by=a.PUBLISHER,
        asks=Note,
        cite=P[48] + C["总则段"],
        after=[decision],
        when=shown,
        publishes=True,
    )
    penalty_info_dual_publicity = Within(workdays(7), of=publish, since=decision, when=shown, cite=C["总则段"])
    major = large & decision.says(f.Decision.penalised)
    major_filed = May(
        "重大处罚备案",
        by=CLERK,
        asks=Note,
        cite=Q[36],
        after=[decision],
        when=major,
    )
    major_penalty_filing_local = Within(days(15), of=major_filed, since=decision, when=major, cite=Q[36])

    # -- payment, late fee, the court (arts. 66, 67, 72, 73; 行政强制法 arts. 53–57)
    fined = decision.says(f.Decision.fined)
    defer = May(
        "准予延期或者分期缴纳", by=HEAD, asks=money.Deferral, cite=P[66], after=[delivery], when=fined, serves=PARTY
    )
    payment = Step("缴清罚款", by=PARTY, asks=money.Payment, cite=P[66, 67], after=[delivery], when=fined)
    collected = May("当场收缴罚款", by=OFFICERS, asks=money.Payment, cite=P[68, 69, 70], instead=payment)
    to_agency = Step("收缴的罚款交至本机关", by=OFFICERS, asks=Note, cite=P[71], each=collected)
    penalty_onsite_fine_to_agency = Within(days(2), of=to_agency, since=collected, cite=P[71, 85])
    to_bank = Step("收缴的罚款缴付银行", by=CLERK, asks=Note, cite=P[71], each=to_agency)
    penalty_onsite_fine_to_bank = Within(days(2), of=to_bank, since=to_agency, cite=P[71, 85])
    enforced = May("法院强制执行到位", by=a.COURT, asks=money.Payment, cite=P[72], instead=payment)
    written_off = May("终结执行", by=HEAD, asks=Reason, cite=E[40], instead=payment)
    penalty_fine_payment = Within(days(15), of=payment, since=delivery, cite=P[67], when=fined & ~defer.done)
    deferred_payment = Within(None, of=payment, since=defer.on(lambda d: d.until), cite=P[66])
    late_fee = May("加处罚款", by=CLERK, asks=money.LateFee, cite=P[72, 73], after=[delivery], when=fined, serves=PARTY)
    challenge = May("申请复议或者提起诉讼", by=PARTY, asks=money.Challenge, cite=P[7, 73], after=[delivery])
    litigation_filing_direct = Within(months(6), of=challenge, since=delivery, cite=L[46])
    challenge_over = Step("复议、诉讼终结", by=CLERK, asks=f.Written, cite=P[73], each=challenge)
    demand = May(
        "催告履行", by=CLERK, asks=Note, cite=E[54], after=[delivery], when=fined, serves=PARTY, paper=paper.DEMAND
    )
    court = May(
        "申请法院强制执行", by=HEAD, asks=Note, cite=P[72] + E[53, 55], after=[demand, challenge_over], when=demand.done
    )
    court_execution_demand_wait = NotBefore(days(10), of=court, since=demand.served, cite=E[54, 69])
    court_opens = NotBefore(days(1), of=court, since=litigation_filing_direct.end, cite=L[46])
    unpaid = fined & ~(payment.done | collected.done | enforced.done | written_off.done)
    court_execution_application = Within(
        months(3),
        of=court,
        when=unpaid,
        cite=E[53],
        since=[litigation_filing_direct.end, challenge_over, defer.on(lambda d: d.until)],
    )
    court_accepted = May("法院受理", by=a.COURT, asks=f.Written, cite=E[56], after=[court], when=court.done)
    court_execution_accept = Within(days(5), of=court_accepted, since=court, cite=E[56, 69])
    court_ruled = May(
        "法院裁定", by=a.COURT, asks=f.Written, cite=E[57], after=[court_accepted], when=court_accepted.done
    )
    court_execution_ruling = Within(days(7), of=court_ruled, since=court_accepted, cite=E[57, 69])

    # -- closing (art. 47), and what becomes of it after reconsideration or litigation (art. 48)
    filed_away = Step("结案归档", by=CLERK, asks=Note, cite=P[47], after=[delivery, publish, teach, payment])
    archive_term = Within(Unsettled("法律没有写结案归档的天数"), of=filed_away, since=decision, cite=P[47])
    annulled = May(
        "被撤销、变更或者确认违法",
        by=a.UPPER,
        asks=Note,
        cite=P[48],
        after=[decision],
        hears=a.ANNULLED,
        reopens=inquiry,
    )
    withdrawal = Step("撤回公示并说明理由", by=a.PUBLISHER, asks=Reason, cite=P[48], each=annulled, withdraws=True)
    penalty_publication_withdrawal = Within(days(3), of=withdrawal, since=annulled, cite=P[48, 85])
    redo = May("记载责令重作", by=CLERK, asks=f.RedoOrder, cite=I[58], each=annulled)
    review_redo_act = Within(days(60), of=decision, since=redo.on(f.RedoOrder.under_2026), cite=I[58])
    review_redo_act_2007 = Within(days(60), of=decision, since=redo.on(f.RedoOrder.under_2007), cite=I2007[49])
    redo_until = Within(None, of=decision, since=redo.on(lambda r: r.until), cite=P[57])
    not_again = May(
        "不再作出处罚", by=HEAD, asks=Reason, cite=P[57], after=[withdrawal], when=annulled.done, ends=Outcome.ended
    )


NOT_LINES: dict[str, str] = {
    "1.2 强制措施": "查封扣押是单独的行为，有自己的救济，用“报请查封扣押”另开一案；冻结等县级部门不用的不列",
    "1.3 公开": "在“通知听证”的事实里记载是否公开举行",
    "1.3 代理": "在“要求听证”的事实里记载，一至二人",
    "1.3 费用": "当事人不承担，没有步骤；告知书里写明",
    "1.3 “较大数额”标准": "金额是本地或者部门参数，写在 penalty_facts.py；治安案件另有标准，由公安办案系统执行",
    "1.4 两人执法": "“执法人员”这一角色要求二人以上并核对证件有效期",
    "1.4 不予处罚并教育": "决定的理由与“教育当事人”一步",
    "1.5 专组": "在“报请移送公安机关”里记载专案组成员",
    "1.6 治安": "治安案件由公安机关的办案系统办理，不在本平台立案",
    "1.7 无效、问责": "是法律后果而不是步骤；程序上的问题由系统列为发现的问题，交执法监督",
    "决定移送司法机关": "不作为“作出决定”的一种，走“报请移送公安机关”以下各步，由公安立案结束",
}
"""Rows of the tables of this procedure that are not lines of it, and where they live."""
