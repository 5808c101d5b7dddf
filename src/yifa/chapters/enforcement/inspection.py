"""行政检查: filed before entry, two certified officers, result told and published.

No national statute rules inspections. Inspection (until 2024-12-29) rests on 优化营商环境条例 art. 54, 国发〔2019〕5号 and
国办发〔2018〕118号, and on the county's own rule that a visit is filed before entry; Inspection2024 adds what 国办发〔2024〕54号
asks: approval, notice, list of items, frequency cap. Days for telling the result are local.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from yifa.kernel.declare import May, Procedure, Step, Within, between
from yifa.kernel.facts import Facts, ask
from yifa.kernel.law import workdays
from yifa.kernel.paper import Paper

from ..acts import CLERK, HEAD, OFFICERS, PARTY, PUBLISHER, Note, Reason
from ..laws import BUSINESS as B
from ..laws import ENTERPRISE_INSPECTION as X
from ..laws import HAINAN_INSPECTION as H
from ..laws import RANDOM_2019 as R
from ..laws import THREE_SYSTEMS as T


class Cause(StrEnum):
    """Why a visit is made; the frequency cap counts planned visits only."""

    plan = "年度计划"
    random = "双随机抽查"
    special = "专项检查"
    complaint = "投诉举报"
    assigned = "转办交办"
    monitoring = "数据监测"
    emergency = "紧急情况"


class Place(StrEnum):
    enterprise = "企业"
    other = "其他场所"


class Plan(Facts):
    """The visit as it is filed before anybody enters."""

    place: Place = ask("检查对象类别", examples=(Place.enterprise, Place.other))
    cause: Cause = ask("检查事由", examples=(Cause.plan, Cause.special, Cause.complaint))
    items: str = ask("检查事项（清单内）", max_length=500, examples=("安全生产检查", "产品质量检查"))
    duties: int = ask("本次合并的检查任务数", default=1, ge=1, le=20, hint="几个部门、几项任务合成这一次上门")
    batch: str = ask("双随机批次号", default="", max_length=64)
    planned_on: date = ask("拟入企日期", day=2)

    def of_enterprise(self) -> bool:
        """入企检查"""
        return self.place is Place.enterprise

    def saved(self) -> int:
        """Visits that the separate plans would have caused, less this one."""
        return self.duties - 1

    def emergency(self) -> bool:
        """紧急情况"""
        return self.cause is Cause.emergency


class Approval(Facts):
    plan: str = ask("检查方案", multiline=True, max_length=2000, default="按清单检查，两人以上")
    times_this_year: int = ask("该企业本年度已检查次数", default=0, ge=0)
    cap: int = ask("年度频次上限", default=0, ge=0, hint="没有上限填0；线索检查不受上限")


class Entry(Facts):
    entered_at: datetime | None = ask("入企时刻", default=None, day=0)
    shown: bool = ask("出示执法证件和检查通知书（或者检查码）", examples=(True,))


class OnSite(Facts):
    record: str = ask("现场检查笔录要点", multiline=True, max_length=4000, examples=("查看场所、台账和设备",))
    recordings: str = ask("音像记录编号", default="", max_length=200)


class Sampling(Facts):
    what: str = ask("抽样和送检内容", examples=("样品一份",))


class Result(StrEnum):
    clean = "未发现问题"
    corrected = "当场改正"
    ordered = "责令限期改正"
    case = "转行政处罚"
    moved = "移送其他机关"
    none = "对象不存在或者无法检查"


class Findings(Facts):
    result: Result = ask("检查结果", examples=(Result.clean, Result.corrected, Result.ordered))
    problems: str = ask("发现的问题", default="", multiline=True, max_length=4000)
    correct_by: date | None = ask("改正期限", default=None, day=15)

    def ordered(self) -> bool:
        """责令限期改正"""
        return self.result is Result.ordered

    def with_problems(self) -> bool:
        """发现问题"""
        return self.result not in (Result.clean, Result.none)


class Rating(Facts):
    stars: int = ask("评价（1至5）", ge=1, le=5, examples=(5, 4))


class Recheck(Facts):
    fixed: bool = ask("已经改正", examples=(True,))


NOTICE = Paper(
    "行政检查通知书",
    (
        "{subject}：",
        "本机关拟于{filing.planned_on}对你单位进行检查，事由为{filing.cause}，事项为{filing.items}。",
        "检查人员应当不少于二人并出示执法证件；不出示证件和本通知书（或者检查码）的，你单位有权拒绝。",
    ),
    series="检",
)
TOLD = Paper(
    "行政检查结果告知书",
    ("{subject}：", "经检查，结果为：{findings.result}。{findings.problems}", "如有异议，可以向本机关陈述意见。"),
    series="检告",
)


class Inspection(Procedure):
    """行政检查"""

    key, law, title, since, until = "inspection", B, "行政检查", date(2020, 1, 1), date(2024, 12, 29)
    series = "检案"

    filing = Step("入企前备案", by=CLERK, asks=Plan, cite=B[54] + R["检查计划部分"], paper=NOTICE)
    approval = Step("批准检查", by=HEAD, asks=Approval, cite=B[54], after=[filing])
    cancelled = May("取消检查", by=HEAD, asks=Reason, cite=B[54], instead=approval, ends=Result.none)
    entry = Step("入企", by=OFFICERS, asks=Entry, cite=B[54], after=[approval])
    on_site = Step("现场检查", by=OFFICERS, asks=OnSite, cite=B[54] + T["全过程记录制度部分"], after=[entry])
    sampling = May("抽样送检", by=OFFICERS, asks=Sampling, cite=B[54], after=[on_site], repeats=True, serves=PARTY)
    tested = Step("检验检测结果", by=CLERK, asks=Note, cite=B[54], each=sampling)
    findings = Step(
        "检查结果",
        by=OFFICERS,
        asks=Findings,
        cite=R["结果公示部分"],
        after=[on_site, tested],
        ends=lambda f: f.result,
    )
    told = Step("告知结果", by=CLERK, asks=Note, cite=H["第二十二条"], after=[findings], serves=PARTY, paper=TOLD)
    inspection_result_notify_local = Within(workdays(5), of=told, since=findings, cite=H["第二十二条"])
    recheck = Step(
        "复查改正情况", by=OFFICERS, asks=Recheck, cite=B[54], after=[findings], when=findings.says(Findings.ordered)
    )
    correction_term = Within(None, of=recheck, since=findings.on(lambda f: f.correct_by), cite=B[54])
    publish = Step(
        "公示结果",
        by=PUBLISHER,
        asks=Note,
        cite=R["结果公示部分"] + T["公示制度部分"],
        after=[findings],
        publishes=True,
    )
    inspection_record_publicity_general = Within(workdays(20), of=publish, since=findings, cite=T["公示制度部分"])
    rating = May("企业评价", by=PARTY, asks=Rating, cite=B[54], after=[told])
    withdrawal = May("撤回公示", by=PUBLISHER, asks=Reason, cite=T["公示制度部分"], after=[publish], withdraws=True)


class Inspection2024(Inspection):
    """涉企行政检查（国办发〔2024〕54号）"""

    title, since, until, law = "行政检查（国办发〔2024〕54号）", date(2024, 12, 30), None, X

    approval = Step("批准检查方案", by=HEAD, asks=Approval, cite=X["检查程序部分"], after=[Inspection.filing])
    made_good = May(
        "紧急检查补办批准",
        by=HEAD,
        asks=Reason,
        cite=X["检查程序部分"],
        instead=approval,
        when=Inspection.filing.says(Plan.emergency),
    )
    entry = Step("扫码入企", by=OFFICERS, asks=Entry, cite=X["检查程序部分"] + H["第十六条、第十八条"], after=[approval])
    refusal = May("企业拒绝检查", by=PARTY, asks=Reason, cite=X["检查程序部分"], after=[approval])
    refusal_told = Step("答复企业拒绝的理由", by=HEAD, asks=Note, cite=H["第十三条"], each=refusal, serves=PARTY)
    inspection_refuse_notify_local = Within(workdays(10), of=refusal_told, since=refusal, cite=H["第十三条"])
    inspection_random_result_publicity = Within(
        workdays(20),
        of=Inspection.publish,
        since=[Inspection.findings, Inspection.tested],
        cite=R["结果公示部分"],
        less=[between(Inspection.sampling, Inspection.tested)],
    )


NOT_LINES = {
    "主体与人员公告": "登记在权责清单和执法人员名册里，入企时核对证件",
    "事项公布": "登记在权责清单里，公开页面由名册派生",
    "分级分类与频次上限": "在“批准检查”里记载本年次数和上限，超过时先提醒",
    "年度计划": "由各单位在“入企前备案”里写明事由；计划合并另有程序",
    "专项检查": "作为备案的事由记载，批文作附件",
    "随机抽取": "双随机抽查是单独的登记程序，以批次号相连",
}
"""Rows of the table of inspection that are not lines of this procedure, and where they live."""
