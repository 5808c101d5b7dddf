"""行政检查: filed before entry, two certified officers, result told and published.

No national statute rules inspections. Two versions:
- Inspection (until 2024-12-29): 优化营商环境条例 art. 54, 国发〔2019〕5号 (random inspections), 国办发〔2018〕118号
(publicity and records). That a visit is filed and approved before entry was the county's own rule then.
- Inspection2024 (from 2024-12-30): 国办发〔2024〕54号 asks for items from the list, an approved plan, a notice or a
code at entry, and a cap on frequency.
Local: the filing before entry (2020–2024); in Inspection2024 the five working days for telling the result and the ten
for telling a complainant (Hainan's numbers, in force there from 2025-09-01, as defaults that a county may change).
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from yifa.kernel.declare import May, Procedure, Step, Unsettled, Within, between
from yifa.kernel.law import workdays
from yifa.kernel.paper import Paper

from .. import acts as a
from ..acts import CLERK, HEAD, LEADER, OFFICERS, PARTY, PUBLISHER, Note, Reason
from ..laws import BUSINESS as B
from ..laws import ENTERPRISE_INSPECTION as X
from ..laws import HAINAN_INSPECTION as H
from ..laws import PRIVATE_ECONOMY as M
from ..laws import RANDOM_2019 as R
from ..laws import THREE_SYSTEMS as T
from . import inspection_facts as f
from .inspection_facts import Findings, Plan, Result
from .penalty import Penalty
from .penalty_facts import Clue

FILED = Paper(
    "行政检查审批表",
    (
        "检查事由：{filing.cause}。检查事项：{filing.items}。",
        "本次上门完成的检查任务：{filing.duties}。",
        "拟检查日期：{filing.planned_on}。",
        "# 检查方案",
        "{approval.plan}",
    ),
    series="检批",
    addressee="",
)
NOTICE = Paper(
    "行政检查通知书",
    (
        "{subject}：",
        "本机关拟于{filing.planned_on}对你单位进行检查，事由为{filing.cause}，事项为{filing.items}。",
        "检查人员不少于二人，并应当出示执法证件；不出示证件和本通知书（或者检查码）的，你单位有权拒绝。",
        "检查不收取任何费用。",
    ),
    series="检通",
)
RECORD = Paper(
    "现场检查笔录",
    ("被检查单位：{subject}。", "# 检查情况", "{on_site.record}", "笔录已交被检查人核对。"),
    addressee="",
)
TOLD = Paper(
    "行政检查结果告知书",
    (
        "{subject}：",
        "经检查，结果为：{findings.result}。",
        "发现的问题：{findings.problems}。",
        "改正要求：{findings.demands}。",
        "如有异议，可以向本机关陈述意见。",
    ),
    series="检告",
)


class Inspection(Procedure):
    """行政检查"""

    key, law, title, since, series = "inspection", B, "行政检查", date(2020, 1, 1), "检案"
    until: ClassVar[date | None] = date(2024, 12, 29)

    filing = Step("入企前备案", by=CLERK, asks=Plan, cite=B[54] + R["检查计划部分"])
    approval = Step("批准检查", by=HEAD, asks=f.Approval, cite=B[54], after=[filing], paper=FILED)
    cancelled = May("取消检查", by=HEAD, asks=Reason, cite=B[54], instead=approval, ends=Result.none)
    notice = May("送达检查通知书", by=CLERK, asks=Note, cite=B[54], after=[approval], serves=PARTY, paper=NOTICE)
    entry = Step("入企检查", by=OFFICERS, asks=f.Entry, cite=B[54], after=[approval])
    on_site = Step(
        "现场检查并制作笔录",
        by=OFFICERS,
        asks=f.OnSite,
        cite=B[54] + T["全过程记录制度部分"],
        after=[entry],
        paper=RECORD,
    )
    sampling = May("抽样送检", by=OFFICERS, asks=f.Sampling, cite=B[54], after=[on_site], repeats=True, serves=PARTY)
    tested = Step("检验检测结果", by=CLERK, asks=f.Tested, cite=B[54], each=sampling)
    findings = Step(
        "作出检查结果", by=OFFICERS, asks=Findings, cite=R["结果公示部分"], after=[on_site, tested], ends=Findings.end
    )
    visit_term = Within(
        Unsettled("全国没有统一的检查时限，由检查方案写明；检验检测时间不计入"),
        of=findings,
        since=entry,
        cite=B[54],
        less=[between(sampling, tested)],
    )
    told = Step("告知检查结果", by=CLERK, asks=Note, cite=T["公示制度部分"], after=[findings], serves=PARTY, paper=TOLD)
    plea = May("企业陈述意见", by=PARTY, asks=Note, cite=B[54], after=[told], repeats=True)
    rating = May("企业评价", by=PARTY, asks=f.Rating, cite=B[54], after=[told])
    recheck = Step(
        "复查改正情况", by=OFFICERS, asks=f.Recheck, cite=B[54], after=[findings], when=findings.says(Findings.ordered)
    )
    correction_term = Within(
        None, of=recheck, since=findings.on(lambda x: x.correct_by), when=findings.says(Findings.ordered), cite=B[54]
    )
    to_case = Step(
        "转行政处罚",
        by=CLERK,
        asks=Clue,
        cite=B[54],
        after=[findings, recheck],
        opens=Penalty,
        when=findings.says(Findings.to_case) | recheck.says(f.Recheck.failed),
    )
    moved = Step(
        "移送有管辖权的机关", by=CLERK, asks=Note, cite=B[54], after=[findings], when=findings.says(Findings.to_others)
    )
    publish = Step(
        "公示检查结果",
        by=PUBLISHER,
        asks=Note,
        cite=R["结果公示部分"] + T["公示制度部分"],
        after=[findings],
        publishes=True,
    )
    random = filing.says(Plan.at_random)
    inspection_random_result_publicity = Within(
        workdays(20), of=publish, since=findings, when=random, cite=R["结果公示部分"]
    )
    inspection_record_publicity_general = Within(
        workdays(20), of=publish, since=findings, when=~random, cite=T["公示制度部分"]
    )
    withdrawal = May(
        "撤回公示并说明理由",
        by=PUBLISHER,
        asks=Reason,
        cite=T["公示制度部分"],
        after=[publish],
        when=publish.done,
        withdraws=True,
    )


class Inspection2024(Inspection):
    """行政检查（国办发〔2024〕54号）"""

    title, since, until, law = "行政检查（国办发〔2024〕54号）", date(2024, 12, 30), None, X

    special_approved = Step(
        "批准专项检查",
        by=LEADER,
        asks=Note,
        cite=X["检查计划部分"] + H["第十条"],
        after=[Inspection.filing],
        when=Inspection.filing.says(Plan.special),
    )
    justified = Step(
        "说明超过频次上限的理由",
        by=HEAD,
        asks=Reason,
        cite=X["频次上限部分"] + H["第九条、第十二条"],
        after=[Inspection.filing],
        when=Inspection.filing.says(Plan.over_cap),
    )
    approval = Step(
        "批准检查方案",
        by=HEAD,
        asks=f.Approval,
        cite=X["检查程序部分"],
        after=[Inspection.filing, special_approved, justified],
        paper=FILED,
    )
    declined = May(
        "投诉举报不予检查",
        by=HEAD,
        asks=Reason,
        cite=H["第十三条"],
        instead=approval,
        ends=Result.none,
        when=Inspection.filing.says(Plan.on_complaint),
    )
    declined_told = Step(
        "告知举报人不予检查", by=CLERK, asks=Note, cite=H["第十三条"], after=[declined], when=declined.done
    )
    inspection_refuse_notify_local = Within(
        workdays(10),
        of=declined_told,
        since=Inspection.filing.on(lambda p: p.reported_on),
        when=declined.done,
        cite=H["第十三条"],
    )
    entry = Step(
        "出示证件，扫码或者持通知书入企",
        by=OFFICERS,
        asks=f.Scan,
        cite=X["检查程序部分"] + M[52] + H["第十六条、第十八条"],
        after=[approval],
    )
    at_once = May(
        "紧急情况，当场检查",
        by=OFFICERS,
        asks=f.Scan,
        cite=X["检查程序部分"],
        instead=entry,
        after=[Inspection.filing],
        when=Inspection.filing.says(Plan.emergency),
    )
    made_good = Step("及时补办批准", by=HEAD, asks=f.Approval, cite=X["检查程序部分"] + H["第十五条"], each=at_once)
    made_good_term = Within(Unsettled("只写及时补办，没有写天数"), of=made_good, since=at_once, cite=X["检查程序部分"])
    turned_away = May(
        "企业依法拒绝检查",
        by=PARTY,
        asks=Reason,
        cite=X["检查程序部分"],
        instead=entry,
        after=[approval],
        ends=Result.none,
    )
    findings = Step(
        "作出检查结果",
        by=OFFICERS,
        asks=Findings,
        cite=X["检查程序部分"] + R["结果公示部分"],
        after=[Inspection.on_site, Inspection.tested, made_good],
        ends=Findings.end,
    )
    inspection_result_notify_local = Within(workdays(5), of=Inspection.told, since=findings, cite=H["第二十二条"])
    stopped = May(
        "责令停止违规检查",
        by=a.SUPERVISOR,
        asks=Reason,
        cite=X["监督部分"],
        after=[Inspection.filing],
        ends=Result.none,
    )


NOT_LINES: dict[str, str] = {
    "主体与人员公告": "登记在单位名册和持证执法人员名册，入企时核对证件；公告由名册派生",
    "事项公布": "登记在权责清单，公开页面由名册派生；备案时写清单内的事项",
    "分级分类与频次上限": "上限由国务院部门、省级部门公布；备案时记载本年次数和上限，达到上限的须先说明理由",
    "年度计划": "备案时写计划文号；计划的合并另有程序",
    "随机抽取": "双随机抽查是单独的登记程序（registers.py），以批次号相连",
    "五个严禁、八个不得": "能查到的写成条件（没有批准、没有凭据、超过频次不能入企），其余由执法监督核查",
    "异地检查": "协助机制不在本级立案，写在移送有管辖权的机关一步",
}
"""Rows of section 4 that are not lines of this procedure, and where they live."""
