"""What the steps of a lawsuit ask."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import field_validator, model_validator

from yifa.kernel.declare import Signal
from yifa.kernel.facts import Facts, ask

from ..acts import ANNULLED

INFO_RULE = date(2025, 6, 1)
"""From here on a judgment that orders disclosure is performed in twenty working days (法释〔2025〕8号)."""
ADVICE_RULE = date(2023, 11, 16)
"""From here on advice of the courts is answered in two months (法释〔2023〕11号)."""


class Received(Facts):
    """The copy of the complaint, with what the court said."""

    received_on: date = ask("收到起诉状副本之日", day=0)
    registered_on: date = ask("法院立案之日", day=-5)
    filed_on: date | None = ask("法院收到起诉状之日", default=None, day=-9)
    known_on: date | None = ask("原告知道行为之日", default=None, day=-60)
    after_review: bool = ask("经过行政复议", default=False)
    upheld: bool = ask("复议维持，与复议机关为共同被告", default=False)
    simple: bool = ask("适用简易程序", default=False)
    information: bool = ask("政府信息公开案件", default=False)
    court_number: str = ask("法院案号", max_length=64, examples=("（2024）某行初1号",))
    claim: str = ask("诉讼请求", multiline=True, max_length=2000, examples=("请求撤销被诉行政行为",))
    plaintiff: str = ask("原告姓名或者名称", default="", personal=True)

    def about_information(self) -> bool:
        """政府信息公开案件"""
        return self.information

    def summary(self) -> bool:
        """适用简易程序"""
        return self.simple


class Assignment(Facts):
    agents: str = ask("代理人", max_length=200, examples=("法制机构工作人员和律师",), hint="不能只派律师")
    staff: int = ask("其中本机关工作人员", default=1, ge=1, le=2, unit="人")


class Answer(Facts):
    points: str = ask("答辩要点", multiline=True, max_length=4000, examples=("被诉行为事实清楚、程序合法",))


class Permit(Facts):
    """The court's word on evidence that could not be brought in time."""

    granted: bool = ask("准许延期提供证据", examples=(True,))
    over_on: date | None = ask("正当事由消除之日", default=None, day=10)

    def allowed(self) -> bool:
        """法院准许延期提供证据"""
        return self.granted

    def counted_from(self) -> date | None:
        """The day from which fifteen days run anew (解释 art. 34)."""
        return self.over_on if self.granted else None


class Evidence(Facts):
    listed: int = ask("证据依据份数", ge=1, examples=(12,), unit="份")
    text: str = ask("证据目录和证明对象", default="", multiline=True, max_length=4000)


class Notice(Facts):
    held_on: date = ask("开庭日期", day=20)
    head_must: bool = ask("法院通知负责人出庭", default=False)


class Appearance(StrEnum):
    chief = "正职负责人出庭"
    deputy = "副职负责人出庭"
    staff = "负责人未出庭，委托工作人员"


class Absence(StrEnum):
    """Why the head does not come (2020规定 art. 8)."""

    none = "没有"
    force = "不可抗力"
    accident = "意外事件"
    duty = "需要履行他人不能代替的公务"
    other = "其他正当事由"


class Excuse(Facts):
    """Papers with the seal or the head's signature, sent before the hearing."""

    cause: Absence = ask("负责人不能出庭的事由", examples=(Absence.duty, Absence.force))
    text: str = ask("说明", multiline=True, max_length=1000, examples=("同日参加抢险指挥",))


class Hearing(Facts):
    appearance: Appearance = ask("出庭情况", examples=(Appearance.deputy, Appearance.staff))
    earlier: bool = ask("负责人在本审级此前已经出庭", default=False)
    cause: Absence = ask("负责人不能出庭的事由", default=Absence.none)

    @model_validator(mode="after")
    def _once_at_least(self) -> Self:
        if self.appearance is Appearance.staff and not self.earlier and self.cause is Absence.none:
            raise ValueError(
                "每个审级负责人至少出庭一次；没有出庭的，写明不能出庭的正当事由（关于行政机关负责人出庭应诉若干问题的规定第五条、第八条）"
            )
        return self

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
APPEALABLE_RULINGS = frozenset({Outcome.dismissed})


class Judgment(Facts):
    outcome: Outcome = ask("裁判结果", examples=tuple(Outcome))
    received_on: date = ask("收到裁判文书之日", day=0)
    is_judgment: bool = ask("是判决（不是裁定）", default=True)
    perform_by: date | None = ask("裁判确定的履行期限", default=None, day=30)
    perform_from: date | None = ask(
        "判决确定的公开期限起算日", default=None, day=0, hint="只在政府信息公开案件里填写；没有写的，自收到之日"
    )
    cause: str = ask("败诉原因", default="", max_length=500)

    @model_validator(mode="after")
    def _by_judgment(self) -> Self:
        if not self.is_judgment and self.outcome in LOST:
            raise ValueError(f"“{self.outcome.value}”只能由判决作出，不能由裁定作出（行政诉讼法第七十条至第七十八条）")
        return self

    def lost(self) -> bool:
        """行政机关败诉"""
        return self.outcome in LOST

    def won(self) -> bool:
        """行政机关胜诉"""
        return self.outcome in (Outcome.rejected, Outcome.dismissed)

    def judgment(self) -> bool:
        """判决"""
        return self.is_judgment and self.outcome not in (Outcome.dismissed, Outcome.withdrawn, Outcome.mediated)

    def ruling(self) -> bool:
        """裁定驳回起诉"""
        return self.outcome in APPEALABLE_RULINGS

    def disclose_from(self) -> date | None:
        """The day from which disclosure is due, for judgments under the rule of 2025."""
        return (self.perform_from or self.received_on) if self.received_on >= INFO_RULE else None

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


class SecondResult(StrEnum):
    upheld = "驳回上诉，维持原判"
    changed = "改判"
    remanded = "发回重审"
    withdrawn = "准许撤回上诉"


class Second(Facts):
    result: SecondResult = ask("二审结果", examples=tuple(SecondResult))
    received_on: date = ask("收到二审裁判之日", day=0)
    against_us: bool = ask("终审由行政机关败诉", default=False)

    def lost(self) -> bool:
        """终审行政机关败诉"""
        return self.against_us


class Effective(Facts):
    effective_on: date = ask("裁判生效之日", day=0)


class Advice(Facts):
    received_on: date = ask("收到司法建议书之日", day=0)
    text: str = ask("司法建议要点", multiline=True, max_length=2000, examples=("完善告知程序",))
    until: date | None = ask("建议书载明的答复期限", default=None, day=45)

    def two_months_from(self) -> date | None:
        """The day from which two months run, where the letter sets no day and the rule of 2023 holds."""
        return self.received_on if self.received_on >= ADVICE_RULE and self.until is None else None


class Reply(Facts):
    text: str = ask("办理情况", multiline=True, max_length=2000, examples=("已经完善告知文书并培训承办人员",))
