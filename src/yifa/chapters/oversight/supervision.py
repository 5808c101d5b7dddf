"""行政执法监督: one matter for each organ supervised; each problem is put right and looked back at.

Two versions:
- Supervision (until 2026-01-31): the provinces' own rules. Their numbers (Sichuan, Hebei, Shandong) are local
parameters.
- Supervision2026 (from 2026-02-01): 行政执法监督条例 (国令825号) brings 督办函, 意见书 and 决定书; it leaves all days
to the paper, so the local numbers stay as defaults.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from yifa.kernel.declare import May, Procedure, Step, Unsettled, Within
from yifa.kernel.law import days

from ..acts import LEADER, SUPERVISOR, UNIT, Note, Reason
from ..laws import SUPERVISION as S
from ..laws import SUPERVISION_LOCAL as L
from ..laws import SUPERVISION_REPORT as G
from ..laws import SUPERVISION_SICHUAN as Q
from . import supervision_facts as f
from . import supervision_papers as paper
from .supervision_facts import Feedback, LookBack, Outcome, Plan

RECTIFY = L["地方性法规"]


class Supervision(Procedure):
    """行政执法监督"""

    key, law, title, since, series = "supervision", L, "行政执法监督", date(2019, 7, 1), "执监"
    until: ClassVar[date | None] = date(2026, 1, 31)
    subject = "organ"

    # -- the check
    plan = Step("确定监督对象", by=SUPERVISOR, asks=Plan, cite=L["监督检查部分"])
    notify = May("书面通知被监督单位", by=SUPERVISOR, asks=Note, cite=Q[32], after=[plan], serves=UNIT)
    supervision_case_notice_local = Within(days(5), of=notify, since=plan, cite=Q[32])
    explain = May(
        "要求书面说明并提供证据", by=SUPERVISOR, asks=Note, cite=Q[32], after=[plan], repeats=True, serves=UNIT
    )
    explained = Step("被监督单位说明", by=UNIT, asks=f.Explanation, cite=Q[32], each=explain)
    supervision_explain_local = Within(days(10), of=explained, since=explain.served, cite=Q[32])
    talk = May("约谈", by=SUPERVISOR, asks=Note, cite=L["监督检查部分"], after=[plan], repeats=True)
    check = Step("监督检查", by=SUPERVISOR, asks=f.Check, cite=L["监督检查部分"], after=[plan])
    problem = May("发现问题", by=SUPERVISOR, asks=f.Problem, cite=L["监督检查部分"], after=[check], repeats=True)

    remind = May(
        "制发执法监督提示单", by=SUPERVISOR, asks=Note, cite=L["监督检查部分"], after=[plan], repeats=True, serves=UNIT
    )

    # -- feedback, objection
    feedback = Step(
        "反馈问题",
        by=SUPERVISOR,
        asks=Feedback,
        cite=RECTIFY,
        after=[problem],
        when=problem.done,
        serves=UNIT,
        paper=paper.FEEDBACK,
    )
    objection = May("提出异议、申请复查", by=UNIT, asks=Reason, cite=RECTIFY, after=[feedback], when=feedback.done)
    supervision_objection_local = Within(days(15), of=objection, since=feedback.served, cite=RECTIFY)
    answered = Step("复查并答复", by=SUPERVISOR, asks=f.Answer, cite=RECTIFY, each=objection, serves=UNIT)
    supervision_objection_decision_local = Within(days(15), of=answered, since=objection, cite=RECTIFY)

    # -- rectification and looking back, problem by problem
    fix = Step("报告整改", by=UNIT, asks=f.Fix, cite=RECTIFY, each=problem, after=[feedback])
    dropped = May(
        "复查后撤销该问题", by=SUPERVISOR, asks=Reason, cite=RECTIFY, instead=fix, after=[answered], when=objection.done
    )
    supervision_rectify_local = Within(days(30), of=fix, since=feedback.served, cite=RECTIFY)
    look_back = Step("回头看：整改到位", by=SUPERVISOR, asks=LookBack, cite=L["监督检查部分"], each=fix)
    not_fixed = May("回头看：整改不到位", by=SUPERVISOR, asks=LookBack, cite=L["监督检查部分"], instead=look_back)
    again = Step(
        "责令继续整改", by=SUPERVISOR, asks=f.Demand, cite=RECTIFY, each=not_fixed, serves=UNIT, paper=paper.AGAIN
    )
    fixed_again = Step("报告继续整改", by=UNIT, asks=f.Fix, cite=RECTIFY, each=again)
    again_term = Within(None, of=fixed_again, since=again.on(lambda d: d.until), cite=RECTIFY)
    looked_again = Step("再次回头看：整改到位", by=SUPERVISOR, asks=LookBack, cite=L["监督检查部分"], each=fixed_again)
    refused = May("仍未整改，报请作出监督决定", by=SUPERVISOR, asks=Reason, cite=RECTIFY, instead=looked_again)

    # -- the government's decision
    decide = May(
        "制发行政执法监督决定书",
        by=LEADER,
        asks=f.Demand,
        cite=G["地方性法规"],
        after=[check],
        repeats=True,
        serves=UNIT,
        paper=paper.DECISION,
    )
    decision_done = Step("报告决定执行情况", by=UNIT, asks=f.Fix, cite=G["地方性法规"], each=decide)
    supervision_decision_report_local = Within(days(30), of=decision_done, since=decide.served, cite=G["地方性法规"])
    advise = May(
        "提出对执法人员的处理建议", by=SUPERVISOR, asks=f.Advice, cite=L["监督检查部分"], after=[check], repeats=True
    )
    closing = Step(
        "结案",
        by=SUPERVISOR,
        asks=f.Closing,
        cite=L["监督检查部分"],
        after=[
            notify,
            check,
            explained,
            feedback,
            answered,
            fix,
            look_back,
            again,
            fixed_again,
            looked_again,
            decision_done,
        ],
        ends=f.Closing.end,
    )
    in_court = May(
        "已进入复议或者诉讼，终止监督",
        by=SUPERVISOR,
        asks=Reason,
        cite=L["监督检查部分"],
        after=[plan],
        when=~feedback.done,
        ends=Outcome.elsewhere,
    )


class Supervision2026(Supervision):
    """行政执法监督（行政执法监督条例）"""

    title, since, until, law = "行政执法监督（2026年条例）", date(2026, 2, 1), None, S

    plan = Step("确定监督对象", by=SUPERVISOR, asks=Plan, cite=S[14, 18, 20, 21])
    special_approved = Step(
        "批准专项监督方案", by=LEADER, asks=Note, cite=S[21], after=[plan], when=plan.says(Plan.special)
    )
    talk = May("约谈", by=SUPERVISOR, asks=Note, cite=S[22], after=[plan], repeats=True)
    check = Step("监督检查", by=SUPERVISOR, asks=f.Check, cite=S[15, 18, 22], after=[plan, special_approved])
    urge = May(
        "制发督办函",
        by=SUPERVISOR,
        asks=f.Demand,
        cite=S[26],
        after=[check],
        repeats=True,
        serves=UNIT,
        paper=paper.URGED,
    )
    urged = Step("报告督办事项办理情况", by=UNIT, asks=f.Fix, cite=S[26], each=urge)
    opinion = May(
        "制发行政执法监督意见书",
        by=SUPERVISOR,
        asks=f.Demand,
        cite=S[27],
        after=[check],
        repeats=True,
        serves=UNIT,
        paper=paper.OPINION,
    )
    opinion_done = Step("报告意见书办理情况", by=UNIT, asks=f.Fix, cite=S[27], each=opinion)
    urge_until = Within(None, of=urged, since=urge.on(lambda d: d.until), cite=S[26])
    opinion_until = Within(None, of=opinion_done, since=opinion.on(lambda d: d.until), cite=S[27])
    urge_term = Within(Unsettled("条例只写按文书规定的时限，没有写天数"), of=urged, since=urge.served, cite=S[26])
    objection = May(
        "提出异议并说明理由",
        by=UNIT,
        asks=Reason,
        cite=S[30],
        after=[Supervision.feedback],
        when=Supervision.feedback.done,
    )
    decide = May(
        "制发行政执法监督决定书",
        by=LEADER,
        asks=f.Demand,
        cite=S[28, 29],
        after=[check],
        repeats=True,
        serves=UNIT,
        paper=paper.DECISION,
    )
    advise = May("提出对执法人员的处理建议", by=SUPERVISOR, asks=f.Advice, cite=S[32], after=[check], repeats=True)
    closing = Step(
        "结案",
        by=SUPERVISOR,
        asks=f.Closing,
        cite=S[29],
        after=[*Supervision.closing.after, urged, opinion_done],
        ends=f.Closing.end,
    )
    in_court = May(
        "已进入复议或者诉讼，不重复监督",
        by=SUPERVISOR,
        asks=Reason,
        cite=S[33],
        after=[plan],
        when=~Supervision.feedback.done,
        ends=Outcome.elsewhere,
    )


NOT_LINES: dict[str, str] = {
    "主体资格": "登记在单位名册（有行政执法职责的），公示由名册派生",
    "人员资格": "登记在持证执法人员名册，办理每一步时核对证件有效期",
    "培训": "是登记程序（执法人员培训），按人按年累计学时",
    "证件": "是名册的有效期，地方定年限",
    "三项制度": "公示、全过程记录、法制审核在处罚和检查的各步骤里；统计年报有固定日期",
    "案卷评查": "是单独的登记程序；在监督检查里记载评查份数",
    "重大处罚、强制备案": "在处罚普通程序里（重大处罚备案）",
    "涉企诉求沟通": "没有步骤和天数，线索写在监督对象的来源里",
    "12345": "热线办理是单独的程序；研判出的线索写在监督对象的来源里",
    "政府督查复核": "属于政府督查，不是行政执法监督",
}
"""Rows of section 15 that are not lines of this procedure, and where they live."""
