"""What the steps of an inspection ask."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from yifa.kernel.facts import Facts, ask


class Cause(StrEnum):
    """Why a visit is made. The cap on frequency holds for the first three only (国办发〔2024〕54号)."""

    plan = "年度计划"
    random = "双随机抽查"
    special = "专项检查"
    complaint = "投诉举报"
    assigned = "转办交办"
    monitoring = "数据监测"
    emergency = "紧急情况"


PLANNED = frozenset({Cause.plan, Cause.random, Cause.special})


class Place(StrEnum):
    enterprise = "企业"
    other = "其他场所"


class Plan(Facts):
    """The visit as it is filed before anybody enters."""

    place: Place = ask("检查对象类别", examples=(Place.enterprise, Place.other))
    cause: Cause = ask("检查事由", examples=(Cause.plan, Cause.special, Cause.complaint))
    items: str = ask("检查事项（清单内）", max_length=500, examples=("安全生产检查", "产品质量检查"))
    duties: tuple[str, ...] = ask(
        "本次上门完成的检查任务",
        examples=(("安全生产检查",), ("安全生产检查", "消防监督检查")),
        hint="一行一项，写检查事项编码或者名称；几个部门、几项任务合成一次上门的，都写上",
    )
    joint: bool = ask("联合检查", default=False)
    partners: str = ask("共同检查的单位", default="", max_length=300)
    plan_ref: str = ask("年度计划或者专项方案文号", default="", max_length=100)
    batch: str = ask("双随机批次号", default="", max_length=64)
    planned_on: date = ask("拟检查日期", day=2)
    reported_on: date | None = ask("收到投诉举报之日", default=None)
    times_this_year: int = ask("本单位本年度已对该企业检查次数", default=0, ge=0)
    cap: int = ask("年度频次上限", default=0, ge=0, hint="没有公布上限的填 0；投诉举报等线索检查不受上限")

    def of_enterprise(self) -> bool:
        """入企检查"""
        return self.place is Place.enterprise

    def saved(self) -> int:
        """Visits that separate plans would have caused, less this one."""
        return max(0, len(self.duties) - 1)

    def at_random(self) -> bool:
        """双随机抽查"""
        return self.cause is Cause.random

    def on_complaint(self) -> bool:
        """根据投诉举报检查"""
        return self.cause is Cause.complaint

    def special(self) -> bool:
        """专项检查"""
        return self.cause is Cause.special

    def emergency(self) -> bool:
        """紧急情况"""
        return self.cause is Cause.emergency

    def over_cap(self) -> bool:
        """计划内检查已经达到该企业的年度频次上限"""
        return self.cause in PLANNED and 0 < self.cap <= self.times_this_year


class Approval(Facts):
    plan: str = ask("检查方案", multiline=True, max_length=2000, default="按清单检查，两名以上执法人员")
    officers: str = ask("拟派执法人员", default="", max_length=200)


class Entry(Facts):
    entered_at: datetime | None = ask("入企时刻", default=None, day=0)
    cards_shown: bool = ask("已出示执法证件", examples=(True,))
    contact: str = ask("企业陪同人员", default="", personal=True)


class Admission(StrEnum):
    notice = "检查通知书"
    code = "检查码（扫码入企）"


class Scan(Entry):
    """Entry under 国办发〔2024〕54号: by notice or code; without, the firm may refuse."""

    admission: Admission = ask("入企凭据", examples=tuple(Admission))
    code: str = ask("检查码", default="", max_length=64)


class OnSite(Facts):
    record: str = ask("现场检查笔录要点", multiline=True, max_length=4000, examples=("查看场所、台账和设备",))
    recordings: str = ask("音像记录编号", default="", max_length=200)
    signed: bool = ask("笔录已交被检查人核对签名", default=True)
    witness: str = ask("被检查人或者见证人", default="", personal=True)


class Sampling(Facts):
    what: str = ask("抽样和送检内容", max_length=500, examples=("样品一份",))
    days: int = ask("预计检验检测天数", default=0, ge=0)


class Tested(Facts):
    result: str = ask("检验检测结果", multiline=True, max_length=1000, examples=("合格",))


class Result(StrEnum):
    """How a visit ends."""

    clean = "未发现问题"
    corrected = "当场改正"
    ordered = "责令限期改正"
    case = "转行政处罚"
    moved = "移送其他机关"
    absent = "对象不存在或者无法检查"
    none = "没有实施检查"


class Found(StrEnum):
    """What the findings of a visit may be."""

    clean = "未发现问题"
    corrected = "当场改正"
    ordered = "责令限期改正"
    case = "转行政处罚"
    moved = "移送其他机关"
    absent = "对象不存在或者无法检查"


class Findings(Facts):
    result: Found = ask("检查结果", examples=(Found.clean, Found.corrected, Found.ordered))
    problems: str = ask("发现的问题", default="无", multiline=True, max_length=4000)
    demands: str = ask("改正要求和期限", default="无", multiline=True, max_length=2000)
    correct_by: date | None = ask("改正期限", default=None, day=15)

    def ordered(self) -> bool:
        """责令限期改正"""
        return self.result is Found.ordered

    def to_case(self) -> bool:
        """转行政处罚"""
        return self.result is Found.case

    def to_others(self) -> bool:
        """移送其他机关"""
        return self.result is Found.moved

    def with_problems(self) -> bool:
        """发现问题"""
        return self.result not in (Found.clean, Found.absent)

    def end(self) -> Result:
        return Result(self.result.value)


class Rating(Facts):
    stars: int = ask("评价（1至5）", ge=1, le=5, examples=(5, 4))
    words: str = ask("意见", default="", multiline=True, max_length=1000)


class Recheck(Facts):
    fixed: bool = ask("已经改正", examples=(True,))
    note: str = ask("复查情况", default="", multiline=True, max_length=1000)

    def failed(self) -> bool:
        """复查仍未改正"""
        return not self.fixed
