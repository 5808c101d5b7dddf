"""What the steps of an ordinary penalty ask. Money in fen."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from yifa.kernel.facts import Facts, ask

LARGE_PERSON = 10_000_00
LARGE_BODY = 100_000_00
"""较大数额罚款: 自然人 1 万元、单位 10 万元 (市场监管; elsewhere a local parameter). Row large_fine in the table of limits."""


class Source(StrEnum):
    inspection = "检查发现"
    report = "投诉举报"
    transfer = "其他机关移送"
    superior = "上级交办"
    other = "其他"


class Kind(StrEnum):
    body = "法人或者其他组织"
    person = "自然人"
    trader = "个体工商户"


class Filing(Facts):
    source: Source = ask("案件来源", examples=tuple(Source))
    conduct: str = ask("涉嫌违法行为", multiline=True, max_length=2000, examples=("超过许可范围经营", "未按规定公示信息"))
    conduct_on: date | None = ask("行为发生或者终了之日", default=None, day=-40, hint="用于追责时效")
    party_kind: Kind = ask("当事人类别", examples=(Kind.body,))
    party_name: str = ask("当事人姓名（自然人）", default="", personal=True)


class Findings(Facts):
    evidence: str = ask("取得的证据", multiline=True, max_length=4000, examples=("现场笔录、照片、询问笔录",))


class Goods(Facts):
    goods: str = ask("物品、场所和数量", multiline=True, max_length=2000, examples=("涉案物品一批，详见清单",))


class Disposal(Facts):
    way: str = ask("处理方式", examples=("返还当事人", "随案保存"))


class Objection(Facts):
    about: str = ask("申请谁回避", examples=("承办人之一",))
    reason: str = ask("理由", multiline=True, examples=("认为有利害关系",))


class Ruling(Facts):
    granted: bool = ask("同意", default=False)
    reason: str = ask("理由", default="", multiline=True)


class Device(Facts):
    """Records of electronic monitoring (行政处罚法 art. 41)."""

    device: str = ask("设备编号和地点", examples=("一号设备",))
    reviewed: bool = ask("记录已经法制和技术审核", examples=(True,))


class Proposal(Facts):
    """What the case officers propose, and what the party is told."""

    facts: str = ask("认定的事实", multiline=True, max_length=4000, examples=("经查，当事人实施了上述行为",))
    basis: str = ask("违反的规定和处罚依据", max_length=500, examples=("有关法律第某条",))
    fine: int = ask("拟处罚款", unit="fen", ge=0, examples=(2_000_00, 50_000_00, 200_000_00), default=0)
    confiscate: int = ask("拟没收违法所得和非法财物", unit="fen", ge=0, default=0)
    licence: bool = ask("拟降低资质、吊销许可证件", default=False)
    suspend: bool = ask("拟责令停产停业、关闭、限制从业", default=False)
    person: bool = ask("当事人是自然人", default=False)
    many_laws: bool = ask("疑难复杂，涉及多个法律关系", default=False)
    public_interest: bool = ask("涉及重大公共利益", default=False)
    grave: bool = ask("情节复杂或者重大违法", default=False)

    def large(self) -> bool:
        """较大数额罚款、没收，降低资质或者吊销证照，责令停产停业或者限制从业"""
        line = LARGE_PERSON if self.person else LARGE_BODY
        return self.fine >= line or self.confiscate >= line or self.licence or self.suspend

    def weighty(self) -> bool:
        """涉及重大公共利益，或者疑难复杂、涉及多个法律关系"""
        return self.public_interest or self.many_laws

    def complex(self) -> bool:
        """情节复杂或者重大违法行为"""
        return self.grave


class Plea(Facts):
    text: str = ask("陈述申辩意见", multiline=True, max_length=4000, examples=("请求从轻处理",))


class PleaChecked(Facts):
    adopted: bool = ask("采纳", default=False)
    reason: str = ask("复核意见", multiline=True, examples=("经复核，不影响认定",))


class Summons(Facts):
    held_on: date = ask("听证日期", day=12)
    place: str = ask("地点", examples=("本机关会议室",))


class Hearing(Facts):
    record: str = ask("听证笔录要点", multiline=True, max_length=4000, examples=("各方陈述、质证和辩论",))
    absent: bool = ask("当事人无正当理由不到场或者中途退出", default=False)


class Opinion(Facts):
    lawful: bool = ask("审核通过", examples=(True,))
    text: str = ask("审核意见", multiline=True, max_length=4000, examples=("事实清楚，证据确凿，适用依据正确",))
    opinions: int = ask("提出意见条数", default=0, ge=0)

    def passed(self) -> bool:
        """法制审核通过"""
        return self.lawful


class Minutes(Facts):
    record: str = ask("集体讨论记录要点", multiline=True, examples=("一致同意处罚意见",))


class Outcome(StrEnum):
    """The four kinds of decision (行政处罚法 art. 57)."""

    penalised = "予以处罚"
    spared = "不予处罚"
    none = "违法事实不成立"
    crime = "移送司法机关"


class Ground(StrEnum):
    """Why a penalty is spared (art. 33)."""

    nothing = ""
    minor = "违法行为轻微并及时改正，没有危害后果"
    first = "初次违法且危害后果轻微并及时改正"
    blameless = "有证据证明没有主观过错"


class Decision(Facts):
    """The decision, with what 双公示 publishes (发改办财金〔2018〕424号)."""

    outcome: Outcome = ask("决定种类", examples=(Outcome.penalised, Outcome.spared, Outcome.none))
    conduct: str = ask("违法行为类型", default="", max_length=200, examples=("违反经营管理规定",))
    facts: str = ask("违法事实", default="", multiline=True, max_length=4000, examples=("当事人实施了违法行为",))
    basis: str = ask("处罚依据", default="", max_length=500, examples=("有关法律第某条",))
    kinds: str = ask("处罚类别", default="罚款", max_length=100)
    fine: int = ask("罚款", unit="fen", ge=0, default=0, examples=(2_000_00, 5_000_00))
    confiscated: int = ask("没收违法所得和非法财物", unit="fen", ge=0, default=0)
    licence: str = ask("暂扣或者吊销证照名称及编号", default="", max_length=200)
    ground: Ground = ask("不予处罚的理由", default=Ground.nothing)
    shown_until: date | None = ask("公示截止期", default=None)

    def penalised(self) -> bool:
        """予以处罚"""
        return self.outcome is Outcome.penalised

    def fined(self) -> bool:
        """处以罚款"""
        return self.outcome is Outcome.penalised and self.fine > 0

    def taught(self) -> bool:
        """不予处罚"""
        return self.outcome is Outcome.spared


class Payment(Facts):
    paid: int = ask("缴款金额", unit="fen", ge=0, examples=(2_000_00,))
    late_fee: int = ask("加处罚款", unit="fen", ge=0, default=0, hint="每日百分之三，总额不超过罚款数额")


class Deferral(Facts):
    until: date = ask("准予延期、分期至", day=60)


class Approval(Facts):
    approved: bool = ask("批准移送", examples=(True,))
    reason: str = ask("理由", default="", multiline=True)
    at: datetime | None = ask("批准时刻", default=None, day=0)

    def granted(self) -> bool:
        """批准移送"""
        return self.approved


class Suspicion(Facts):
    text: str = ask("涉嫌犯罪的情况", multiline=True, examples=("涉案金额达到立案追诉标准",))
