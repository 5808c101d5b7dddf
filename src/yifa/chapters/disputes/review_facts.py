"""What the steps of a reconsideration ask."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import field_validator

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
    compulsion = "行政强制"
    license = "行政许可"
    expropriation = "征收征用补偿"
    information = "政府信息公开"
    inaction = "不履行法定职责"
    agreement = "行政协议"
    warning = "警告或者通报批评"
    other = "其他行政行为"


class Application(Facts):
    """A request for reconsideration."""

    received_on: date = ask("收到申请之日", day=0)
    known_on: date = ask("知道该行为之日", day=-20, hint="自这一天起计算申请期限")
    acted_on: date | None = ask("行为作出之日", default=None, day=-21, hint="用于五年最长期限")
    act: Act = ask("申请复议的行为", examples=(Act.penalty, Act.license, Act.other))
    respondent: str = ask("被申请人", roster="organs", examples=("shichang",))
    claim: str = ask("复议请求", multiline=True, max_length=2000, examples=("请求撤销该行政行为",))
    amount: int = ask("涉及款额", default=0, unit="fen", ge=0, examples=(0,))
    attached: bool = ask("一并请求审查规范性文件", default=False)
    applicant: str = ask("申请人姓名或者名称", default="", personal=True)
    contact: str = ask("联系方式", default="", personal=True)

    def minor(self) -> bool:
        """当场处罚、警告或者通报批评、款额三千元以下、政府信息公开案件"""
        return self.act in (Act.on_the_spot, Act.warning, Act.information) or 0 < self.amount <= 3000_00

    def asks_documents(self) -> bool:
        """一并请求审查规范性文件"""
        return self.attached


class Supplement(Facts):
    """What is missing, told at once."""

    missing: str = ask("需要补正的事项", multiline=True, max_length=2000, examples=("申请人身份证明",))


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
    text: str = ask("书面答复要点", multiline=True, max_length=4000, examples=("行为合法适当",))
    evidence: int = ask("提交证据依据份数", default=0, ge=0)


class Views(Facts):
    way: str = ask("听取方式", examples=("当面", "电话", "互联网"))
    record: str = ask("意见记录", multiline=True, max_length=4000, examples=("申请人坚持复议请求",))
    written_only: bool = ask("因当事人原因不能听取，书面审理", default=False)


class Summons(Facts):
    held_on: date = ask("听证日期", day=9)
    place: str = ask("地点", examples=("县行政复议局听证室",))


class Hearing(Facts):
    host: str = ask("主持人", examples=("复议人员甲",))
    head_present: bool = ask("被申请人负责人参加", default=True)
    record: str = ask("听证笔录要点", multiline=True, examples=("各方陈述、质证和辩论",))


class Complexity(Facts):
    """Whether the case needs a hearing or the committee, judged by the body."""

    weighty: bool = ask("重大、疑难、复杂", default=False)
    reason: str = ask("理由", default="", multiline=True)

    def must_hear(self) -> bool:
        """重大、疑难、复杂的案件"""
        return self.weighty


class Ground(StrEnum):
    """Grounds of suspension (行政复议法 art. 39), told in short."""

    death = "申请人死亡，等待近亲属表明态度"
    capacity = "申请人丧失行为能力，尚未确定代理人"
    ended = "申请组织终止，尚未确定承受人"
    force = "不可抗力等不能参加"
    mediation = "当事人同意调解、和解"
    question = "需要有权机关解释或者确认法律适用"
    other_case = "以另案结果为依据"
    documents = "依法审查规范性文件"
    other = "其他需要中止的情形"


class Suspension(Facts):
    ground: Ground = ask("中止事由", examples=(Ground.other_case,))

    def for_three_grounds(self) -> bool:
        """因申请人死亡、丧失行为能力或者组织终止而中止"""
        return self.ground in (Ground.death, Ground.capacity, Ground.ended)

    def for_documents(self) -> bool:
        """因审查规范性文件而中止"""
        return self.ground is Ground.documents


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


class Settlement(Facts):
    content: str = ask("调解协议要点", multiline=True, max_length=4000, examples=("被申请人限期改正，申请人不再主张",))


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


class Opinion(Facts):
    to: str = ask("发给", examples=("被申请人",))
    text: str = ask("行政复议意见", multiline=True, examples=("规范执法程序",))
