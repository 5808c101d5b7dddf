"""行政诉讼一审，县政府或者部门作被告 (行政诉讼法 2017, with 2018解释 and the court rules on heads in court of 2020).

The court's own terms are recorded too: what the court does is entered as it happened. Days are natural days, and a last day
that is a rest day rolls (art. 101; 民事诉讼法 art. 85).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import field_validator

from yifa.kernel.declare import May, NotBefore, Procedure, Role, Signal, Step, Within, between
from yifa.kernel.facts import Facts, ask
from yifa.kernel.law import days, months, workdays
from yifa.kernel.paper import Paper

from ..acts import ANNULLED, CLERK, COURT, HEAD, Note, Reason
from ..laws import ADVICE, HEAD_IN_COURT, INFO_CASES
from ..laws import LITIGATION as A
from ..laws import LITIGATION_2018 as J

PLAINTIFF = Role("原告", seat="outside", party=True)


class Received(Facts):
    """The copy of the complaint, with what the court said."""

    received_on: date = ask("收到起诉状副本之日", day=0)
    registered_on: date = ask("法院立案之日", day=-5)
    filed_on: date | None = ask("法院收到起诉状之日", default=None, day=-9)
    known_on: date | None = ask("原告知道行为之日", default=None, day=-60)
    after_review: bool = ask("经过行政复议", default=False)
    simple: bool = ask("适用简易程序", default=False)
    information: bool = ask("政府信息公开案件", default=False)
    court_number: str = ask("法院案号", max_length=64, examples=("（2024）某行初1号",))
    claim: str = ask("诉讼请求", multiline=True, max_length=2000, examples=("请求撤销被诉行政行为",))
    plaintiff: str = ask("原告姓名或者名称", default="", personal=True)

    def about_information(self) -> bool:
        """政府信息公开案件"""
        return self.information


class Assignment(Facts):
    agents: str = ask("代理人", max_length=200, examples=("法制机构工作人员和律师",), hint="不能只派律师")


class Answer(Facts):
    points: str = ask("答辩要点", multiline=True, max_length=4000, examples=("被诉行为事实清楚、程序合法",))
    evidence: int = ask("证据依据份数", ge=0, examples=(12,))


class Notice(Facts):
    held_on: date = ask("开庭日期", day=20)
    head_must: bool = ask("法院通知负责人出庭", default=False)


class Appearance(StrEnum):
    chief = "正职负责人出庭"
    deputy = "副职负责人出庭"
    staff = "负责人未出庭，委托工作人员"


class Hearing(Facts):
    appearance: Appearance = ask("出庭情况", examples=(Appearance.deputy, Appearance.staff))
    reason: str = ask("负责人不能出庭的理由", default="", max_length=500)

    def head_present(self) -> bool:
        """负责人出庭"""
        return self.appearance is not Appearance.staff


class Outcome(StrEnum):
    rejected = "驳回诉讼请求"
    dismissed = "裁定驳回起诉"
    withdrawn = "准许撤诉"
    mediated = "行政赔偿等调解结案"
    annulled = "撤销"
    redo = "撤销并责令重作"
    perform = "责令履行"
    unlawful = "确认违法"
    void = "确认无效"
    changed = "变更"
    pay = "判决赔偿、补偿"


LOST = frozenset(
    {Outcome.annulled, Outcome.redo, Outcome.perform, Outcome.unlawful, Outcome.void, Outcome.changed, Outcome.pay}
)
"""败诉: the court finds against the authority."""


class Judgment(Facts):
    outcome: Outcome = ask("裁判结果", examples=tuple(Outcome))
    received_on: date = ask("收到裁判文书之日", day=0)
    is_judgment: bool = ask("是判决（不是裁定）", default=True)
    cause: str = ask("败诉原因", default="", max_length=500)

    def lost(self) -> bool:
        """行政机关败诉"""
        return self.outcome in LOST

    def won(self) -> bool:
        """行政机关胜诉"""
        return self.outcome in (Outcome.rejected, Outcome.dismissed)

    def judgment(self) -> bool:
        """判决"""
        return self.is_judgment

    def ruling(self) -> bool:
        """裁定"""
        return not self.is_judgment

    def signal(self) -> Signal | None:
        return ANNULLED if self.outcome in LOST - {Outcome.perform, Outcome.pay} else None


class Ruling(Facts):
    """An end without a hearing: only a ruling, a withdrawal or a settlement can be one."""

    outcome: Outcome = ask("裁定结果", examples=(Outcome.withdrawn, Outcome.dismissed))
    received_on: date = ask("收到裁判文书之日", day=0)

    @field_validator("outcome")
    @classmethod
    def _no_judgment(cls, value: Outcome) -> Outcome:
        if value not in (Outcome.withdrawn, Outcome.dismissed, Outcome.mediated):
            raise ValueError(f"“{value.value}”要经过开庭；请先记载开庭")
        return value


class Advice(Facts):
    text: str = ask("司法建议要点", multiline=True, max_length=2000, examples=("完善告知程序",))


DEFENCE = Paper(
    "行政诉讼答辩状",
    (
        "答辩人：{organ}",
        "案号：{received.court_number}",
        "# 答辩请求",
        "请求依法驳回原告的诉讼请求。",
        "# 事实和理由",
        "{answer.points}",
        "随附证据和依据共{answer.evidence}份。",
    ),
    series="应诉",
    addressee="{received.court_number}承办法院",
)


class Litigation(Procedure):
    """一审行政诉讼（作为被告）"""

    key, law, title, since, series = "litigation", A, "一审行政应诉", date(2017, 7, 1), "诉"

    received = Step("收到起诉状副本", by=CLERK, asks=Received, cite=A[67])
    assign = Step("指派代理人", by=HEAD, asks=Assignment, cite=A[31], after=[received])
    extension = May("申请延期提供证据", by=CLERK, asks=Reason, cite=J[34], after=[received])
    allowed = Step("法院答复延期举证", by=COURT, asks=Note, cite=J[34], each=extension)
    answer = Step("提交答辩状和证据", by=HEAD, asks=Answer, cite=A[67], after=[assign], paper=DEFENCE)
    litigation_answer = Within(days(15), of=answer, since=received.on(lambda r: r.received_on), cite=A[67] + J[34])
    suspend = May("诉讼中止", by=COURT, asks=Note, cite=J[87], after=[received], repeats=True)
    resume = Step("恢复诉讼", by=COURT, asks=Note, cite=J[87], each=suspend)
    appraisal = May("鉴定、公告、调解", by=COURT, asks=Note, cite=J[50], after=[received], repeats=True)
    appraised = Step("鉴定、公告、调解结束", by=COURT, asks=Note, cite=J[50], each=appraisal)
    notice = May("收到开庭通知", by=CLERK, asks=Notice, cite=HEAD_IN_COURT[5], after=[assign], repeats=True)
    litigation_head_notice = NotBefore(days(3), of=notice, ahead=notice.on(lambda n: n.held_on), cite=HEAD_IN_COURT[5])
    excuse = May("说明负责人不能出庭", by=HEAD, asks=Reason, cite=HEAD_IN_COURT[8], after=[notice], when=notice.done)
    hearing = Step("开庭", by=CLERK, asks=Hearing, cite=A[3] + HEAD_IN_COURT[1], each=notice)
    judgment = Step(
        "收到裁判",
        by=CLERK,
        asks=Judgment,
        cite=A[69, 70],
        after=[answer, hearing, resume],
        when=hearing.done,
        ends=lambda j: j.outcome,
        tells=Judgment.signal,
    )
    ruled = May("未开庭结案（裁定或者撤诉）", by=CLERK, asks=Ruling, cite=A[62], after=[received], ends=lambda j: j.outcome)
    stopped = (between(suspend, resume), between(appraisal, appraised))
    litigation_first_instance = Within(
        months(6),
        of=judgment,
        since=received.on(lambda r: None if r.simple else r.registered_on),
        cite=A[81] + J[50],
        less=stopped,
    )
    litigation_simple = Within(
        days(45),
        of=judgment,
        since=received.on(lambda r: r.registered_on if r.simple else None),
        cite=A[83] + J[50],
        less=stopped,
    )
    appeal = May("上诉", by=HEAD, asks=Reason, cite=A[85], after=[judgment])
    served_on = judgment.on(lambda j: j.received_on)
    litigation_appeal_judgment = Within(
        days(15), of=appeal, since=served_on, when=judgment.says(Judgment.judgment), cite=A[85]
    )
    litigation_appeal_ruling = Within(
        days(10), of=appeal, since=served_on, when=judgment.says(Judgment.ruling), cite=A[85]
    )
    appealed = May("对方上诉", by=PLAINTIFF, asks=Note, cite=A[85], after=[judgment])
    perform = Step(
        "履行裁判", by=HEAD, asks=Note, cite=A[96], after=[judgment], when=judgment.says(Judgment.lost) & ~appeal.done
    )
    litigation_gov_info_disclose = Within(
        workdays(20), of=perform, since=served_on, when=received.says(Received.about_information), cite=INFO_CASES[11]
    )
    retrial = May("申请再审", by=HEAD, asks=Reason, cite=J[110], after=[judgment], when=judgment.done)
    litigation_retrial_request = Within(months(6), of=retrial, since=served_on, cite=J[110])
    lessons = May("败诉复盘", by=HEAD, asks=Note, cite=A[96], after=[judgment], when=judgment.says(Judgment.lost))
    advice = May("收到司法建议", by=CLERK, asks=Advice, cite=ADVICE[8], after=[judgment], repeats=True)
    advice_reply = Step("回复司法建议", by=HEAD, asks=Note, cite=ADVICE[8], each=advice)
    judicial_advice_reply = Within(months(2), of=advice_reply, since=advice, cite=ADVICE[8])
