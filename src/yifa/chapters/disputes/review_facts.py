"""What the steps of a reconsideration ask."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from pydantic import field_validator, model_validator

from yifa.kernel.declare import Signal
from yifa.kernel.facts import Facts, ask

from ..acts import ANNULLED


class Outcome(StrEnum):
    """The ends of a reconsideration (行政复议法 arts. 33, 41, 63–74)."""

    upheld = "维持"
    changed = "变更"
    annulled = "撤销"
    redo = "撤销并责令重作"
    unlawful = "确认违法"
    void = "确认无效"
    perform = "责令履行"
    denied = "驳回复议请求"
    dismissed = "驳回复议申请"
    refused = "不予受理"
    mediated = "调解"
    settled = "和解后撤回申请"
    withdrawn = "撤回申请"
    early = "受理前撤回"
    abandoned = "视为放弃申请"
    terminated = "终止"
    agency = "由原机关自行纠正"


MEDIATED = frozenset({Outcome.mediated, Outcome.settled, Outcome.withdrawn})
"""调解和解（含撤回）."""
CORRECTED = frozenset({Outcome.changed, Outcome.annulled, Outcome.redo, Outcome.unlawful, Outcome.void, Outcome.perform})
NOT_CLOSED = frozenset({Outcome.refused, Outcome.early, Outcome.abandoned, Outcome.agency})
"""Ends before acceptance: received, but not among the cases closed (审结)."""


class Act(StrEnum):
    penalty = "行政处罚"
    on_the_spot = "当场作出的行政处罚"
    monitored = "依据电子监控记录作出的行政处罚"
    compulsion = "行政强制"
    license = "行政许可"
    expropriation = "征收征用补偿"
    information = "政府信息公开"
    resources = "侵犯已取得的自然资源权利"
    inaction = "不履行法定职责"
    agreement = "行政协议"
    warning = "警告或者通报批评"
    other = "其他行政行为"


PREREQUISITE = frozenset({Act.on_the_spot, Act.resources, Act.inaction})
"""Reconsideration comes first by the kind of act alone (行政复议法 art. 23); a refusal to disclose is asked for apart."""


class Application(Facts):
    """A request for reconsideration."""

    received_on: date = ask("收到申请之日", day=0)
    known_on: date = ask(
        "知道该行为之日", day=-20, hint="自这一天起计算申请期限；不履行职责的，填履行期限届满之日"
    )
    acted_on: date | None = ask("行为作出之日", default=None, day=-21, hint="用于最长申请期限")
    act: Act = ask("申请复议的行为", examples=(Act.penalty, Act.license, Act.other))
    respondent: str = ask("被申请人", roster="organs", examples=("shichang",))
    claim: str = ask("复议请求", multiline=True, max_length=2000, examples=("请求撤销该行政行为",))
    amount: int = ask("涉及款额", default=0, unit="fen", ge=0, examples=(0,))
    attached: bool = ask("一并请求审查规范性文件", default=False)
    untold: bool = ask("行为作出时没有告知复议权利、机关和期限", default=False)
    told_on: date | None = ask("没有告知的，知道复议权利之日", default=None, day=-10)
    excluded: int = ask(
        "不计入申请期限的天数", default=0, ge=0, unit="日", hint="不可抗力、未告知前置而先起诉、处罚机关自行纠正的期间"
    )
    realty: bool = ask("因不动产提出", default=False)
    asked_on: date | None = ask(
        "行政机关收到履职申请之日", default=None, day=-90, hint="限请求履行职责而法律没有规定履行期限的"
    )
    agency_on: date | None = ask(
        "处罚机关收到申请之日", default=None, day=-3, hint="限对当场处罚、电子监控处罚经处罚机关提出的"
    )
    withheld: bool = ask("对不予公开政府信息不服", default=False)
    respondent_is_government: bool = ask("被申请人是乡镇政府或者本级政府", default=False)
    applicants: int = ask("申请人人数", default=1, ge=1, unit="人")
    applicant: str = ask("申请人姓名或者名称", default="", personal=True)
    contact: str = ask("联系方式", default="", personal=True)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.agency_on is not None and self.act not in (Act.on_the_spot, Act.monitored):
            raise ValueError("只有当场作出或者依据电子监控记录作出的处罚，才可以经处罚机关提出复议申请（行政复议法第三十二条）")
        if self.asked_on is not None and self.act is not Act.inaction:
            raise ValueError("“行政机关收到履职申请之日”只在不履行法定职责的案件里填写")
        return self

    def counted_from(self) -> date:
        """The day from which the sixty days run, moved on by the days that do not count."""
        start = self.told_on if self.untold and self.told_on else self.known_on
        return start + timedelta(days=self.excluded)

    def without_notice(self) -> bool:
        """没有告知复议权利、机关和期限"""
        return self.untold

    def about_realty(self) -> bool:
        """因不动产提出"""
        return self.realty

    def via_agency(self) -> bool:
        """经处罚机关提出申请"""
        return self.agency_on is not None

    def prerequisite(self) -> bool:
        """复议前置的案件"""
        return self.act in PREREQUISITE or (self.act is Act.information and self.withheld)

    def prerequisite_2017(self) -> bool:
        """复议前置的案件（旧法）"""
        return self.act is Act.resources

    def minor(self) -> bool:
        """当场处罚、警告或者通报批评、款额三千元以下、政府信息公开案件"""
        return self.act in (Act.on_the_spot, Act.warning, Act.information) or 0 < self.amount <= 3000_00

    def asks_documents(self) -> bool:
        """一并请求审查规范性文件"""
        return self.attached

    def of_department(self) -> bool:
        """以本级政府工作部门为被申请人"""
        return not self.respondent_is_government

    def over_five(self) -> bool:
        """申请人超过五人"""
        return self.applicants > 5

    def over_ten(self) -> bool:
        """申请人超过十人"""
        return self.applicants > 10


class Representatives(Facts):
    """Until 2026-06-30: one to five of more than five (实施条例2007 art. 8)."""

    number: int = ask("代表人人数", ge=1, le=5, unit="人", examples=(2,))


class Representatives2026(Representatives):
    """From 2026-07-01: two to five of more than ten (实施条例 art. 17)."""

    number: int = ask("代表人人数", ge=2, le=5, unit="人", examples=(2,))


class Supplement(Facts):
    """What is missing, told at once."""

    missing: str = ask("需要补正的事项", multiline=True, max_length=2000, examples=("申请人身份证明",))


class SupplementUntil(Supplement):
    """Before 2024 the body set a reasonable time itself (实施条例2007 art. 29)."""

    until: date = ask("合理的补正期限至", day=10)


class Until(Facts):
    """A day that the authority sets."""

    until: date = ask("延长至", day=7)
    text: str = ask("理由", max_length=500, examples=("申请人住院",))


class Letter(Facts):
    """A paper sent to somebody, by name of the role only."""

    to: str = ask("发给", examples=("第三人",))
    text: str = ask("内容", default="", multiline=True)


class Agreement(Facts):
    all_agree: bool = ask("各方都同意", examples=(True,))

    def agreed(self) -> bool:
        """各方当事人同意适用简易程序"""
        return self.all_agree


class Answer(Facts):
    """The respondent says why its act is lawful and proper; lawyers alone may not stand for it."""

    text: str = ask("书面答复要点", multiline=True, max_length=4000, examples=("行为合法适当",))
    evidence: int = ask("提交证据依据份数", default=0, ge=0)
    staff: int = ask("参加复议的工作人员", default=1, ge=1, le=2, unit="人", hint="一至二名，不得只派律师")


class Views(Facts):
    way: str = ask("听取方式", examples=("当面", "电话", "互联网"))
    record: str = ask("意见记录", multiline=True, max_length=4000, examples=("申请人坚持复议请求",))
    written_only: bool = ask("因当事人原因不能听取，书面审理", default=False)


class Summons(Facts):
    held_on: date = ask("听证日期", day=9)
    place: str = ask("地点", examples=("县行政复议局听证室",))


class Hearing(Facts):
    """A hearing: one who presides, at least two members, one who records (行政复议法 art. 50)."""

    host: str = ask("主持人", examples=("复议人员甲",))
    members: int = ask("听证员", default=2, ge=2, unit="人")
    head_present: bool = ask("被申请人负责人参加", default=True)
    absence: str = ask("负责人不能参加的理由", default="", max_length=500, examples=("另有不可代替的公务",))
    record: str = ask("听证笔录要点", multiline=True, examples=("各方陈述、质证和辩论",))

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if not self.head_present and not self.absence.strip():
            raise ValueError("被申请人负责人不能参加听证的，要说明理由并委托工作人员参加（行政复议法第五十一条）")
        return self


class Complexity(Facts):
    """Whether the case needs a hearing or the committee, judged by the body (arts. 50, 52)."""

    weighty: bool = ask("重大、疑难、复杂", default=False)
    technical: bool = ask("专业性、技术性较强，或者其他需要咨询的情形", default=False)
    wanted: bool = ask("申请人请求听证或者认为有必要听证，决定听证", default=False)
    reason: str = ask("理由", default="", multiline=True)

    def must_hear(self) -> bool:
        """重大、疑难、复杂，或者决定听证"""
        return self.weighty or self.wanted

    def must_consult(self) -> bool:
        """重大、疑难、复杂，或者专业性、技术性较强"""
        return self.weighty or self.technical


class Consulted(Facts):
    """What the committee thinks, and why it is not followed."""

    text: str = ask("咨询意见", multiline=True, max_length=2000, examples=("原行为适用依据正确",))
    followed: bool = ask("采纳咨询意见", default=True)
    reason: str = ask("不采纳的理由", default="", max_length=1000)

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if not self.followed and not self.reason.strip():
            raise ValueError("不采纳咨询意见的，要在报请决定时说明理由（行政复议法第五十二条）")
        return self


class Ground(StrEnum):
    """Grounds of suspension (行政复议法 art. 39), told in short."""

    force = "不可抗力等不能参加"
    mediation = "当事人同意调解、和解"
    question = "需要有权机关解释或者确认法律适用"
    other_case = "以另案结果为依据"
    other = "其他需要中止的情形"


class PartyGround(StrEnum):
    """The three grounds after which a case may be ended when sixty days have gone by (art. 41)."""

    death = "申请人死亡，等待近亲属表明态度"
    capacity = "申请人丧失行为能力，尚未确定代理人"
    ended = "申请组织终止，尚未确定承受人"


class Suspension(Facts):
    ground: Ground = ask("中止事由", examples=(Ground.other_case,))


class PartySuspension(Facts):
    ground: PartyGround = ask("中止事由", examples=(PartyGround.death,))


class Handling(StrEnum):
    own = "本机关有权处理"
    elsewhere = "转送有权机关处理"


class DocumentReview(Facts):
    handled_by: Handling = ask("处理方式", examples=(Handling.own, Handling.elsewhere))
    document: str = ask("规范性文件", examples=("某规范性文件",))

    def own(self) -> bool:
        """本机关有权处理"""
        return self.handled_by is Handling.own

    def elsewhere(self) -> bool:
        """本机关无权处理"""
        return self.handled_by is Handling.elsewhere


class DocumentResult(Facts):
    lawful: bool = ask("相关条款合法", default=True)
    text: str = ask("处理意见", multiline=True, max_length=2000, examples=("相关条款没有超越权限，也不违反上位法",))


class Settlement(Facts):
    content: str = ask("调解协议要点", multiline=True, max_length=4000, examples=("被申请人限期改正，申请人不再主张",))


class Proposal(Facts):
    """The body's draft, on which the head of the organ or the heads together decide (art. 61)."""

    text: str = ask("审理意见", multiline=True, max_length=8000, examples=("经审理，建议维持",))
    handlers: int = ask("审理人员", default=2, ge=1, unit="人", hint="二人以上；简易程序可以一人")
    together: bool = ask("提请集体讨论", default=False)


class Withdrawal(Facts):
    settled: bool = ask("和解后撤回", default=False)
    reason: str = ask("理由", default="", multiline=True)

    def outcome(self) -> Outcome:
        return Outcome.settled if self.settled else Outcome.withdrawn


DECIDED = tuple(o for o in Outcome if o in CORRECTED or o in (Outcome.upheld, Outcome.denied, Outcome.dismissed))


class Decision(Facts):
    outcome: Outcome = ask("决定种类", examples=DECIDED)
    reasons: str = ask("认定的事实和理由", multiline=True, max_length=8000, examples=("经审理，原行为事实清楚、程序合法",))
    content: str = ask("决定内容", multiline=True, max_length=4000, examples=("维持原行政行为",))
    perform_by: date | None = ask("决定确定的履行期限", default=None, day=30)

    @field_validator("outcome")
    @classmethod
    def _decided(cls, value: Outcome) -> Outcome:
        if value not in DECIDED:
            raise ValueError(f"“{value.value}”不是复议决定的种类；请办理相应的步骤")
        return value

    def signal(self) -> Signal | None:
        return ANNULLED if self.outcome in CORRECTED - {Outcome.perform} else None

    def corrects(self) -> bool:
        """纠正了原行政行为"""
        return self.outcome in CORRECTED

    def redo(self) -> bool:
        """责令被申请人重新作出行政行为"""
        return self.outcome is Outcome.redo

    def dismissed(self) -> bool:
        """受理后驳回复议申请"""
        return self.outcome is Outcome.dismissed


class Opinion(Facts):
    to: str = ask("发给", examples=("被申请人",))
    text: str = ask("行政复议意见", multiline=True, examples=("规范执法程序",))
