"""行政执法监督: one matter for each unit supervised; each problem is rectified and looked back at.

Until 2026-01-31 by the provinces' own rules: Supervision. From 2026-02-01 行政执法监督条例 (国令825号) brings 督办函, 意见书 and
决定书: Supervision2026. The days for rectification and objection are local parameters in both.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yifa.kernel.declare import May, Procedure, Role, Step, Unsettled, Within
from yifa.kernel.facts import Facts, ask
from yifa.kernel.law import days
from yifa.kernel.paper import Paper

from ..acts import LEADER, SUPERVISOR, UNIT, Note, Reason
from ..laws import SUPERVISION as S
from ..laws import SUPERVISION_LOCAL as L
from ..laws import SUPERVISION_REPORT as G
from ..laws import SUPERVISION_SICHUAN as Q

TEAM = Role("执法监督人员", seat="supervisor")


class Way(StrEnum):
    daily = "日常监督"
    key = "重点监督"
    special = "专项监督"


class Plan(Facts):
    unit: str = ask("被监督单位", roster="organs", examples=("shichang",))
    way: Way = ask("监督方式", examples=tuple(Way))
    scope: str = ask("监督内容", max_length=500, examples=("执法程序和案卷质量", "行政执法三项制度落实情况"))


class Check(Facts):
    method: str = ask("检查方法", max_length=200, examples=("调阅案卷、访谈", "现场检查和回头看"))
    unit: str = ask("被监督单位", roster="organs", examples=("shichang",))
    casefiles: int = ask("评查案卷数", default=0, ge=0)


class Sort(StrEnum):
    procedure = "执法程序"
    evidence = "证据"
    discretion = "裁量"
    papers = "文书"
    record = "全过程记录"
    publicity = "公示"
    qualification = "主体和资格"
    other = "其他"


class Problem(Facts):
    sort: Sort = ask("问题类别", examples=tuple(Sort))
    text: str = ask("问题", multiline=True, max_length=1000, examples=("告知书未写明救济途径", "调查笔录缺少当事人签名"))


class Instrument(StrEnum):
    none = "口头反馈"
    reminder = "执法监督提示单"
    notice = "执法监督通知书"


class Feedback(Facts):
    instrument: Instrument = ask("反馈形式", examples=(Instrument.notice, Instrument.reminder, Instrument.none))
    demands: str = ask("整改要求", multiline=True, max_length=2000, examples=("逐项整改并书面报告",))

    def is_notice(self) -> bool:
        """制发执法监督通知书"""
        return self.instrument is Instrument.notice

    def is_reminder(self) -> bool:
        """制发执法监督提示单"""
        return self.instrument is Instrument.reminder


class Fix(Facts):
    measures: str = ask("整改措施和结果", multiline=True, max_length=2000, examples=("已补正文书并组织培训",))


class LookBack(Facts):
    fixed: bool = ask("已整改到位", examples=(True, False))
    note: str = ask("核查情况", default="", multiline=True)

    def done(self) -> bool:
        """整改到位"""
        return self.fixed


class Outcome(StrEnum):
    settled = "整改到位，结案"
    clean = "未发现问题，结案"
    decided = "制发监督决定"


class Closing(Facts):
    outcome: Outcome = ask("结案结论", examples=(Outcome.settled, Outcome.clean))


NOTICE = Paper(
    "行政执法监督通知书",
    (
        "{subject}：",
        "经监督检查，发现你单位行政执法存在问题。整改要求：{feedback.demands}。",
        "请在规定期限内整改并书面报告；有异议的，可以在规定期限内提出并说明理由。",
    ),
    series="执监通",
)


class Supervision(Procedure):
    """行政执法监督"""

    key, law, title, since, until = "supervision", L, "行政执法监督", date(2019, 7, 1), date(2026, 1, 31)
    series, subject = "执监", "organ"

    plan = Step("确定监督对象", by=TEAM, asks=Plan, cite=L["监督检查部分"])
    check = Step("监督检查", by=TEAM, asks=Check, cite=L["监督检查部分"], after=[plan])
    explain = May("要求说明情况", by=TEAM, asks=Note, cite=Q["第三十二条"], after=[plan], repeats=True, serves=UNIT)
    explained = Step("被监督单位说明", by=UNIT, asks=Note, cite=Q["第三十二条"], each=explain)
    supervision_explain_local = Within(days(10), of=explained, since=explain.served, cite=Q["第三十二条"])
    problem = May("发现问题", by=TEAM, asks=Problem, cite=L["监督检查部分"], after=[check], repeats=True)
    feedback = Step(
        "反馈问题",
        by=TEAM,
        asks=Feedback,
        cite=L["第三十四条"],
        after=[problem],
        when=problem.done,
        serves=UNIT,
        paper=NOTICE,
    )
    objection = May("提出异议", by=UNIT, asks=Reason, cite=L["第三十四条"], after=[feedback], when=feedback.done)
    supervision_objection_local = Within(days(15), of=objection, since=feedback.served, cite=L["第三十四条"])
    answered = Step("答复异议", by=TEAM, asks=Note, cite=L["第三十四条"], each=objection, serves=UNIT)
    supervision_objection_decision_local = Within(days(15), of=answered, since=objection, cite=L["第三十四条"])
    fix = Step("报告整改", by=UNIT, asks=Fix, cite=L["第三十四条"], each=problem)
    supervision_rectify_local = Within(days(30), of=fix, since=problem, cite=L["第三十四条"])
    look_back = Step("回头看", by=TEAM, asks=LookBack, cite=L["监督检查部分"], each=fix)
    again = May("责令继续整改", by=TEAM, asks=Note, cite=L["第三十四条"], after=[look_back], repeats=True, serves=UNIT)
    closing = Step(
        "结案",
        by=TEAM,
        asks=Closing,
        cite=L["监督检查部分"],
        after=[check, feedback, fix, look_back, answered],
        ends=lambda c: c.outcome,
    )


class Supervision2026(Supervision):
    """行政执法监督（行政执法监督条例）"""

    title, since, until, law = "行政执法监督（2026年条例）", date(2026, 2, 1), None, S

    urge = May("制发督办函", by=TEAM, asks=Note, cite=S[26], after=[Supervision.check], repeats=True, serves=UNIT)
    urged = Step("办理督办函", by=UNIT, asks=Note, cite=S[26], each=urge)
    opinion = May("制发意见书", by=TEAM, asks=Note, cite=S[27], after=[Supervision.check], repeats=True, serves=UNIT)
    opinion_done = Step("办理意见书", by=UNIT, asks=Note, cite=S[27], each=opinion)
    decide = May("制发监督决定书", by=LEADER, asks=Note, cite=S[28, 29], after=[opinion_done], when=opinion.done, serves=UNIT)
    decision_done = Step("报告决定执行情况", by=UNIT, asks=Note, cite=S[29], each=decide)
    supervision_decision_report_local = Within(days(30), of=decision_done, since=decide.served, cite=G["第三十四条"])
    urge_term = Within(Unsettled("条例只写按文书规定的时限办理，没有规定天数"), of=urged, since=urge.served, cite=S[26])


NOT_LINES = {
    "主体资格": "登记在单位名册（有行政执法职责）",
    "人员资格": "登记在持证执法人员名册，证件有效期逐条核对",
    "培训": "作为登记程序记载（执法人员培训）",
    "证件": "名册的有效期",
    "三项制度": "在处罚、检查的各步骤中",
    "案卷评查": "作为登记程序记载（案卷评查）",
    "12345": "热线程序在以后的版本里；线索在监督内容里写明",
    "政府督查复核": "属于政府督查，不是执法监督",
}
"""Rows of the table that are not lines of this procedure, and where they live."""
