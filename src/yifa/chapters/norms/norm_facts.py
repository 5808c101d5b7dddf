"""What the steps of a normative document ask."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

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

    def about_business(self) -> bool:
        """与经营主体生产经营活动密切相关"""
        return self.business

    def for_public(self) -> bool:
        """涉及公民、企业切身利益或者有重大影响"""
        return self.public or self.business

    def ordinary(self) -> bool:
        """不属于突发紧急情况"""
        return not self.urgent

    def by_government(self) -> bool:
        """县政府及其办公室制定"""
        return self.maker in (Maker.county, Maker.office)

    def lasting(self) -> bool:
        """不是暂行、试行文件"""
        return not self.trial

    def provisional(self) -> bool:
        """暂行、试行文件"""
        return self.trial


class Draft(Facts):
    text: str = ask("起草说明", multiline=True, max_length=4000, examples=("说明起草过程和主要内容",))


class Consultation(Facts):
    channel: str = ask("公开渠道", max_length=200, examples=("县政府网站",))
    started_on: date = ask("公开征求意见开始之日", day=0)


class Comments(Facts):
    received: int = ask("收到意见条数", ge=0, examples=(12, 3))
    adopted: int = ask("采纳条数", ge=0, examples=(5, 2))
    reasons: str = ask("不采纳的说明", default="", multiline=True)


class Fairness(Facts):
    passed: bool = ask("符合公平竞争要求", examples=(True,))
    text: str = ask("审查结论", multiline=True, max_length=2000, examples=("不含排除、限制竞争内容",))


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


class Issue(Facts):
    name: str = ask("文件名称", max_length=200, examples=("某管理办法",))
    effective_on: date = ask("施行日期", day=35)
    why_at_once: str = ask("立即施行的理由", default="", max_length=500)
    expires_on: date | None = ask("有效期至", default=None, day=1800)


class Outcome(StrEnum):
    issued = "公布施行"
    dropped = "不予制定"


class Change(StrEnum):
    repealed = "废止"
    expired = "宣布失效"
    amended = "修改"
    kept = "继续有效"


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
