"""What the steps of a normative document ask."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import field_validator, model_validator

from yifa.kernel.facts import Facts, ask


class Maker(StrEnum):
    county = "县政府"
    office = "县政府办公室"
    department = "县政府部门"
    township = "乡镇政府"


class Project(Facts):
    name: str = ask("文件名称", max_length=200, examples=("某管理办法", "某实施细则"))
    maker: Maker = ask("制定机关", examples=(Maker.county, Maker.department))
    need: str = ask("必要性和依据", multiline=True, max_length=2000, examples=("细化上位法规定，解决实际问题",))
    business: bool = ask("与经营主体生产经营活动密切相关", default=False)
    public: bool = ask("涉及公民切身利益或者有重大影响", examples=(True,))
    urgent: bool = ask("突发紧急情况，立即制定", default=False)
    trial: bool = ask("暂行、试行文件", default=False)
    weighty: bool = ask("重要文件，需要评估论证", default=False)
    market: bool = ask("涉及经营者经济活动，需要公平竞争审查", default=False)
    secret: bool = ask("依法需要保密", default=False)

    def about_business(self) -> bool:
        """与经营主体生产经营活动密切相关"""
        return self.business

    def about_market(self) -> bool:
        """涉及经营者经济活动"""
        return self.market or self.business

    def outside_market(self) -> bool:
        """不涉及经营者经济活动"""
        return not (self.market or self.business)

    def important(self) -> bool:
        """重要文件"""
        return self.weighty

    def for_public(self) -> bool:
        """涉及公民、企业切身利益或者有重大影响，不需要保密"""
        return (self.public or self.business) and not self.secret

    def ordinary(self) -> bool:
        """不属于突发紧急情况"""
        return not self.urgent

    def by_others(self) -> bool:
        """部门、乡镇政府制定"""
        return self.maker not in (Maker.county, Maker.office)

    def by_government(self) -> bool:
        """县政府及其办公室制定"""
        return self.maker in (Maker.county, Maker.office)

    def lasting(self) -> bool:
        """不是暂行、试行文件"""
        return not self.trial

    def provisional(self) -> bool:
        """暂行、试行文件"""
        return self.trial


class Assessment(Facts):
    text: str = ask("评估论证结论", multiline=True, max_length=4000, examples=("措施必要、可行，风险可控",))


class Draft(Facts):
    text: str = ask("起草说明", multiline=True, max_length=4000, examples=("说明起草过程和主要内容",))


class Units(Facts):
    asked: int = ask("征求意见的部门", default=3, ge=0, unit="个")
    differences: str = ask("分歧和协调情况", default="", multiline=True, max_length=2000)


class Consultation(Facts):
    channel: str = ask("公开渠道", max_length=200, examples=("县政府网站",))
    started_on: date = ask("公开征求意见开始之日", day=0)


class Comments(Facts):
    """What was said and what was taken up; what many said is answered."""

    received: int = ask("收到意见条数", ge=0, examples=(12, 3))
    adopted: int = ask("采纳条数", ge=0, examples=(5, 2))
    reasons: str = ask("不采纳的说明", default="", multiline=True, hint="相对集中的意见不采纳的，必须说明")

    @model_validator(mode="after")
    def _no_more_than_received(self) -> Self:
        if self.adopted > self.received:
            raise ValueError(f"采纳{self.adopted}条，多于收到的{self.received}条，请核对")
        return self


class Fairness(Facts):
    passed: bool = ask("符合公平竞争要求", examples=(True,))
    text: str = ask("审查结论", multiline=True, max_length=2000, examples=("不含排除、限制竞争内容",))
    exception: bool = ask("适用例外规定", default=False)
    exception_until: date | None = ask("例外规定的实施期限", default=None, day=365)

    @model_validator(mode="after")
    def _exception_ends(self) -> Self:
        if self.exception and self.exception_until is None:
            raise ValueError("适用例外规定的，要明确实施期限（公平竞争审查条例第十二条）")
        return self

    def fair(self) -> bool:
        """公平竞争审查通过"""
        return self.passed


class FirstCheck(Facts):
    text: str = ask("初审意见", multiline=True, max_length=2000, examples=("听取了利害关系人意见，不含限制竞争内容",))


class Submission(Facts):
    files: str = ask("送审材料", max_length=500, examples=("送审稿、说明、依据、意见采纳情况、部门审核意见",))


class Review(Facts):
    lawful: bool = ask("审核通过", examples=(True,))
    text: str = ask("审核意见", multiline=True, max_length=4000, examples=("主体、权限、内容、程序合法",))
    opinions: int = ask("提出意见条数", ge=0, default=0)

    def passed(self) -> bool:
        """合法性审核通过"""
        return self.lawful


class Meeting(Facts):
    body: str = ask("审议会议", max_length=100, examples=("县政府常务会议", "部门办公会议"))
    passed: bool = ask("审议通过", examples=(True,))

    def agreed(self) -> bool:
        """集体审议通过"""
        return self.passed


class Signing(Facts):
    """One register, one series of numbers, one printing (三统一)."""

    number: str = ask("统一编号", max_length=64, examples=("县政规〔2024〕1号",))
    registered: bool = ask("已经统一登记、统一编号、统一印发", examples=(True,))

    @field_validator("registered")
    @classmethod
    def _unified(cls, value: bool) -> bool:
        if not value:
            raise ValueError("没有统一登记、统一编号、统一印发的，不能签发（国办发〔2018〕37号）")
        return value


class Change(StrEnum):
    repealed = "废止"
    expired = "宣布失效"
    amended = "修改"
    kept = "继续有效"


class Issue(Facts):
    name: str = ask("文件名称", max_length=200, examples=("某管理办法",))
    effective_on: date = ask("施行日期", day=35)
    why_at_once: str = ask("立即施行的理由", default="", max_length=500)
    expires_on: date | None = ask("有效期至", default=None, day=1800, hint="没有写明的，按本地规定的有效期")

    def delayed(self) -> bool:
        """没有写明立即施行的理由"""
        return not self.why_at_once.strip()

    def valid_from(self) -> date | None:
        """The day from which the local validity runs; None where the document sets its own end."""
        return None if self.expires_on else self.effective_on


class Renewal(Facts):
    """Before the end of validity: what was kept is issued anew, as a matter of its own."""

    change: Change = ask("处理", examples=(Change.kept, Change.amended, Change.repealed))
    text: str = ask("评估意见", multiline=True, max_length=2000, examples=("经评估，继续有效，重新公布并备案",))


class Outcome(StrEnum):
    issued = "公布施行"
    dropped = "不予制定"


class Cleanup(Facts):
    """A document that a clean-up dealt with."""

    document: str = ask("文件名称", max_length=200, examples=("某旧管理办法",))
    number: str = ask("文号", default="", max_length=64)
    change: Change = ask("清理结果", examples=tuple(Change))

    def repealed(self) -> bool:
        """废止或者宣布失效"""
        return self.change in (Change.repealed, Change.expired)

    def amended(self) -> bool:
        """修改"""
        return self.change is Change.amended


class Evaluation(Facts):
    document: str = ask("文件名称", max_length=200, examples=("某管理办法",))
    result: Change = ask("评估结论", examples=(Change.kept, Change.amended, Change.repealed))
