"""行政处罚普通程序 under the law of 2021 (in force 2021-07-15), with what belongs to it.

Cases opened before 2021-07-15 lived under the law of 2017, which had no term for the decision; they are entered by
correction of the record only. Local: the days for publication (双公示) and what is 较大数额.
"""

from __future__ import annotations

from datetime import date

from yifa.kernel.declare import May, NotBefore, Procedure, Step, Unsettled, Within
from yifa.kernel.facts import Nothing
from yifa.kernel.law import days, hours, months, workdays, years
from yifa.kernel.paper import Paper

from ..acts import (
    ANNULLED,
    CHIEF,
    CLERK,
    COURT,
    HEAD,
    HOST,
    OFFICERS,
    PANEL,
    PARTY,
    POLICE,
    PROCURATORATE,
    PUBLISHER,
    REVIEWER,
    UPPER,
    Note,
    Reason,
)
from ..laws import COMPULSION as E
from ..laws import CREDIT_2018 as C
from ..laws import PENALTY as P
from ..laws import REVIEW_RULES as I
from ..laws import TRANSFER as T
from . import penalty_facts as f
from .penalty_facts import Outcome
from .seizure import Seizure

FILED = Paper(
    "行政处罚立案审批表",
    ("案件来源：{filing.source}。", "涉嫌违法行为：{filing.conduct}。", "经审查，符合立案条件，予以立案。"),
    series="罚立",
    addressee="",
)
NOTICE = Paper(
    "行政处罚事先告知书",
    (
        "{subject}：",
        "本机关拟作出行政处罚，现将内容、事实、理由和依据告知如下。",
        "# 事实和理由",
        "{notice.facts}",
        "# 依据",
        "{notice.basis}",
        "# 拟作出的处罚",
        "罚款{notice.fine}。",
        "对以上内容，你（单位）有权陈述和申辩；符合听证条件的，可以自收到本告知书之日起五日（工作日）内要求听证，逾期视为放弃。",
    ),
    series="罚告",
)
DECISION = Paper(
    "行政处罚决定书",
    (
        "# 违法事实和证据",
        "{decision.facts}",
        "# 处罚依据",
        "{decision.basis}",
        "# 决定",
        "{decision.outcome}。罚款{decision.fine}；没收{decision.confiscated}。",
        "# 履行方式和期限",
        "应当自收到本决定书之日起十五日内缴纳罚款；逾期不缴的，每日按罚款数额的百分之三加处罚款，加处总额不超过罚款数额。",
        "# 救济途径",
        "不服本决定的，可以自收到之日起六十日内申请行政复议，或者在六个月内提起行政诉讼；期间不停止执行，法律另有规定的除外。",
    ),
    series="罚",
)


class Penalty(Procedure):
    """行政处罚普通程序"""

    key, law, title, since, series = "penalty", P, "行政处罚普通程序", date(2021, 7, 15), "罚案"

    filing = Step("立案", by=HEAD, asks=f.Filing, cite=P[54], paper=FILED)
    penalty_prescription_general = Within(
        years(2), of=filing, since=filing.on(lambda x: x.conduct_on), cite=P[36]
    )
    preserve = May("先行登记保存", by=HEAD, asks=f.Goods, cite=P[56], after=[filing], repeats=True, serves=PARTY)
    preserved = Step("处理登记保存的证据", by=HEAD, asks=f.Disposal, cite=P[56], each=preserve)
    penalty_register_preserve = Within(days(7), of=preserved, since=preserve, cite=P[56, 85])
    seizure = May("查封扣押", by=OFFICERS, asks=f.Goods, cite=E[18, 24], after=[filing], repeats=True, opens=Seizure)
    recusal = May("申请回避", by=PARTY, asks=f.Objection, cite=P[43], after=[filing], repeats=True)
    recused = Step("决定是否回避", by=HEAD, asks=f.Ruling, cite=P[43], each=recusal)
    monitor = May("采用电子监控记录", by=CLERK, asks=f.Device, cite=P[41], after=[filing], repeats=True, serves=PARTY)
    inquiry = Step("调查取证", by=OFFICERS, asks=f.Findings, cite=P[42, 55], after=[filing], repeats=True)

    suspect = May("报请移送公安", by=OFFICERS, asks=f.Suspicion, cite=T[5], after=[filing], repeats=True)
    approve_transfer = Step("决定是否移送", by=CHIEF, asks=f.Approval, cite=T[5], each=suspect)
    penalty_crime_transfer_approval = Within(days(3), of=approve_transfer, since=suspect, cite=T[5])
    transfer = Step(
        "移送公安",
        by=CLERK,
        asks=Note,
        cite=T[5, 6],
        after=[approve_transfer],
        when=approve_transfer.says(f.Approval.granted),
    )
    penalty_crime_transfer_execute = Within(hours(24), of=transfer, since=approve_transfer, cite=T[5])
    returned = Step("公安决定不立案", by=POLICE, asks=Note, cite=T[8], after=[transfer], when=transfer.done)
    prosecuted = May("公安立案", by=POLICE, asks=Note, cite=T[8], instead=returned, ends=Outcome.crime)
    penalty_crime_police_review = Within(days(3), of=returned, since=transfer, cite=T[8])
    dispute = May("提请公安复议", by=HEAD, asks=Reason, cite=T[9], after=[returned], when=returned.done)
    penalty_crime_reconsider_request = Within(days(3), of=dispute, since=returned, cite=T[9])
    disputed = Step("公安复议决定", by=POLICE, asks=Note, cite=T[9], each=dispute)
    penalty_crime_reconsider_decision = Within(days(3), of=disputed, since=dispute, cite=T[9])
    watch = May("建议检察机关监督", by=HEAD, asks=Reason, cite=T[9], after=[disputed], when=disputed.done)
    penalty_crime_supervision_request = Within(days(3), of=watch, since=disputed, cite=T[9])
    watched = May("检察机关答复", by=PROCURATORATE, asks=Note, cite=T[9], after=[watch], when=watch.done)
    handed_over = Step("移交涉案物品材料", by=CLERK, asks=Note, cite=T[12], after=[prosecuted], when=prosecuted.done)
    penalty_crime_property_handover = Within(days(3), of=handed_over, since=prosecuted, cite=T[12])

    report = Step("调查终结", by=OFFICERS, asks=f.Proposal, cite=P[57], after=[inquiry, preserved])
    notice = Step("事先告知", by=CLERK, asks=f.Proposal, cite=P[44, 62, 63], after=[report], serves=PARTY, paper=NOTICE)
    defence = May("陈述申辩", by=PARTY, asks=f.Plea, cite=P[45], after=[notice], repeats=True)
    weighed = Step("复核陈述申辩", by=CLERK, asks=f.PleaChecked, cite=P[45], each=defence)
    request = May("要求听证", by=PARTY, asks=Nothing, cite=P[64], after=[notice], when=notice.says(f.Proposal.large))
    penalty_hearing_request = Within(days(5), of=request, since=notice.served, cite=P[64, 85])
    summons = Step("通知听证", by=HOST, asks=f.Summons, cite=P[64], after=[request], when=request.done, serves=PARTY)
    penalty_hearing_notice = NotBefore(days(7), of=summons, ahead=summons.on(lambda s: s.held_on), cite=P[64, 85])
    hearing = Step(
        "听证", by=HOST, asks=f.Hearing, cite=P[64, 65], after=[summons], when=request.done, never_by=[inquiry]
    )
    further = May("补充调查", by=OFFICERS, asks=f.Findings, cite=P[55], after=[notice], repeats=True, reopens=report)
    review = Step(
        "法制审核",
        by=REVIEWER,
        asks=f.Opinion,
        cite=P[58],
        after=[request, hearing],
        never_by=[inquiry],
        when=notice.says(f.Proposal.weighty) | (notice.says(f.Proposal.large) & hearing.done),
    )
    discussion = Step("集体讨论", by=PANEL, asks=f.Minutes, cite=P[57], after=[review], when=notice.says(f.Proposal.complex))
    decision = Step(
        "作出决定",
        by=HEAD,
        asks=f.Decision,
        cite=P[57],
        after=[notice, weighed, request, hearing, review, discussion, returned],
        serves=PARTY,
        ends=lambda d: d.outcome,
        paper=DECISION,
    )
    penalty_decision = Within(days(90), of=decision, since=filing, cite=P[60])
    delivery = Step("送达决定书", by=CLERK, asks=Note, cite=P[61], after=[decision])
    penalty_service = Within(days(7), of=delivery, since=decision, cite=P[61, 85])
    teach = Step("教育当事人", by=CLERK, asks=Note, cite=P[33], after=[decision], when=decision.says(f.Decision.taught))
    publish = Step(
        "公示处罚决定",
        by=PUBLISHER,
        asks=Nothing,
        cite=P[48] + C["总则段"],
        after=[decision],
        when=decision.says(f.Decision.penalised),
        publishes=True,
    )
    penalty_info_dual_publicity = Within(
        workdays(7), of=publish, since=decision, cite=C["总则段"], when=decision.says(f.Decision.penalised)
    )
    defer = May(
        "准予延期或者分期缴纳", by=HEAD, asks=f.Deferral, cite=P[66], after=[decision], when=decision.says(f.Decision.fined)
    )
    payment = Step(
        "缴纳罚款",
        by=PARTY,
        asks=f.Payment,
        cite=P[66, 67],
        after=[decision],
        when=decision.says(f.Decision.fined),
    )
    penalty_fine_payment = Within(days(15), of=payment, since=decision.served, cite=P[66, 67], when=~defer.done)
    deferred_payment = Within(None, of=payment, since=defer.on(lambda d: d.until), cite=P[66])
    demand = May(
        "催告履行", by=CLERK, asks=Note, cite=E[54], after=[decision], when=decision.says(f.Decision.fined), serves=PARTY
    )
    court = May("申请法院强制执行", by=HEAD, asks=Note, cite=E[53], after=[demand], when=demand.done)
    court_execution_demand_wait = NotBefore(days(10), of=court, since=demand.served, cite=E[54, 69])
    suit_over = May(
        "复议和起诉期满", by=CLERK, asks=Note, cite=E[53], after=[decision], when=decision.says(f.Decision.fined)
    )
    court_execution_application = Within(months(3), of=court, since=suit_over, cite=E[53])
    court_accepted = May("法院受理", by=COURT, asks=Note, cite=E[56], after=[court], when=court.done)
    court_execution_accept = Within(days(5), of=court_accepted, since=court, cite=E[56, 69])
    court_ruled = May("法院裁定", by=COURT, asks=Note, cite=E[57], after=[court_accepted], when=court_accepted.done)
    court_execution_ruling = Within(days(7), of=court_ruled, since=court_accepted, cite=E[57, 69])
    filed_away = Step("结案归档", by=CLERK, asks=Note, cite=P[47], after=[delivery, publish, payment])
    archive_term = Within(
        Unsettled("法律没有规定结案归档的天数"), of=filed_away, since=decision, cite=P[47]
    )

    annulled = May(
        "被撤销、变更或者确认违法", by=UPPER, asks=Note, cite=P[48], after=[decision], hears=ANNULLED, reopens=inquiry
    )
    withdrawal = Step("撤回公示", by=PUBLISHER, asks=Reason, cite=P[48], each=annulled, withdraws=True)
    penalty_publication_withdrawal = Within(days(3), of=withdrawal, since=annulled, cite=P[48, 85])
    review_redo_act = Within(days(60), of=decision, since=annulled, cite=I[58])
