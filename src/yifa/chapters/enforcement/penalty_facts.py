"""What the steps of a penalty ask (行政处罚法 2021). Money in fen.

Local parameters in this file: what is 较大数额 (LARGE_PERSON, LARGE_BODY: rows market_hearing_person and
market_hearing_org of the table of thresholds; a province's own lower line is noted case by case in
`Proposal.large_by_local_rule`).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yifa.kernel.facts import Facts, ask

LARGE_PERSON = 10_000_00
LARGE_BODY = 100_000_00
SMALL_FINE = 10_000_00
"""较低数额罚款 (市场监管公示规定 art. 13), below which a record is shown for three months: a local parameter."""
OLD_REPORTING_RULE_ENDS = date(2026, 4, 14)
"""Last day of 市场监督管理投诉举报处理暂行办法; the days of its successor (order 121) are not checked."""


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


class Clue(Facts):
    """A lead, as it is registered."""

    source: Source = ask("线索来源", examples=tuple(Source))
    reference: str = ask("来源编号", default="", max_length=100, hint="检查案号、举报登记号、移送函号")
    conduct: str = ask(
        "涉嫌违法行为", multiline=True, max_length=2000, examples=("超过许可范围经营", "未按规定公示信息")
    )
    found_on: date = ask("发现线索或者收到材料之日", day=0)
    conduct_on: date | None = ask("行为发生之日（连续、继续的，终了之日）", default=None, day=-40, hint="用于追责时效")
    serious: bool = ask("涉及公民生命健康安全、金融安全且有危害后果", default=False)
    named: bool = ask("实名举报", default=False)
    reporter: str = ask("举报人姓名和联系方式", default="", personal=True)

    def five_years(self) -> bool:
        """涉及公民生命健康安全、金融安全且有危害后果"""
        return self.serious

    def named_report(self) -> bool:
        """实名举报"""
        return self.named

    def named_before_april_2026(self) -> bool:
        """实名举报，而且在2026年4月14日以前收到"""
        return self.named and self.found_on <= OLD_REPORTING_RULE_ENDS

    def named_since_april_2026(self) -> bool:
        """实名举报，而且在2026年4月15日以后收到"""
        return self.named and self.found_on > OLD_REPORTING_RULE_ENDS


class Filing(Facts):
    party_kind: Kind = ask("当事人类别", examples=(Kind.body, Kind.trader, Kind.person))
    party_name: str = ask("当事人姓名（自然人）", default="", personal=True)
    reason: str = ask("立案理由", default="符合立案条件", multiline=True, max_length=1000)
    investigators: str = ask("承办人", default="", max_length=100, hint="不少于二人，均应持有有效执法证件")

    def is_person(self) -> bool:
        """当事人是自然人"""
        return self.party_kind is Kind.person


class Findings(Facts):
    """What an inquiry brought; the eight kinds of evidence of art. 46."""

    evidence: str = ask("取得的证据", multiline=True, max_length=4000, examples=("现场笔录、照片、询问笔录",))
    recordings: str = ask("音像记录编号", default="", max_length=200)
    cards_shown: bool = ask("已主动出示执法证件", examples=(True,))
    persons: str = ask("被询问人", default="", personal=True)


class Goods(Facts):
    goods: str = ask("物品、场所和数量", multiline=True, max_length=2000, examples=("涉案物品一批，详见清单",))


class Way(StrEnum):
    given_back = "返还当事人"
    kept = "随案保存"
    seized = "采取查封扣押"
    tested = "送交检验鉴定"
    handed = "移送有关部门"


class Disposal(Facts):
    way: Way = ask("处理方式", examples=tuple(Way))


class Objection(Facts):
    about: str = ask("申请谁回避", max_length=100, examples=("承办人之一",))
    reason: str = ask("理由", multiline=True, max_length=1000, examples=("认为有利害关系",))


class Ruling(Facts):
    granted: bool = ask("同意", default=False)
    reason: str = ask("理由", default="", multiline=True, max_length=1000)


class Device(Facts):
    """Records of electronic monitoring (art. 41): a record that was not reviewed is no evidence."""

    device: str = ask("设备编号和地点", max_length=200, examples=("一号设备",))
    device_reviewed: bool = ask("设备经过法制和技术审核，地点已经公布", examples=(True,))
    record_reviewed: bool = ask("记录内容已经审核", examples=(True,))


class Test(Facts):
    what: str = ask("检测、检验、检疫、鉴定内容", max_length=500, examples=("样品一份",))


class TestResult(Facts):
    result: str = ask("结果", multiline=True, max_length=1000, examples=("不符合标准",))


class Closing(Facts):
    """The report that closes the inquiry."""

    facts: str = ask("查明的事实", multiline=True, max_length=4000, examples=("经查，当事人实施了上述行为",))
    advice: str = ask("处理建议", multiline=True, max_length=2000, examples=("建议予以行政处罚",))


class Proposal(Facts):
    """What the party is told before the decision (art. 44)."""

    facts: str = ask("认定的事实", multiline=True, max_length=4000, examples=("经查，当事人实施了上述行为",))
    basis: str = ask("违反的规定和处罚依据", max_length=500, examples=("有关法律第某条",))
    fine: int = ask("拟处罚款", unit="fen", ge=0, examples=(2_000_00, 50_000_00, 200_000_00), default=0)
    confiscate: int = ask("拟没收违法所得和非法财物", unit="fen", ge=0, default=0)
    licence: bool = ask("拟降低资质等级、吊销许可证件", default=False)
    suspend: bool = ask("拟责令停产停业、关闭、限制从业", default=False)
    large_by_local_rule: bool = ask("按本省或者本部门规定属于较大数额", default=False)
    many_laws: bool = ask("疑难复杂，涉及多个法律关系", default=False)
    public_interest: bool = ask("涉及重大公共利益", default=False)
    grave: bool = ask("情节复杂或者重大违法", default=False)

    def _hearing(self, line: int) -> bool:
        heavy = self.licence or self.suspend or self.large_by_local_rule
        return heavy or self.fine >= line or self.confiscate >= line

    def large(self) -> bool:
        """较大数额罚款、没收（单位十万元以上），降低资质、吊销证照，责令停产停业、限制从业"""
        return self._hearing(LARGE_BODY)

    def large_for_person(self) -> bool:
        """较大数额罚款、没收（自然人一万元以上）"""
        return self._hearing(LARGE_PERSON)

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
    reason: str = ask("复核意见", multiline=True, max_length=2000, examples=("经复核，不影响认定",))


class Request(Facts):
    """A party asks for a hearing (art. 64): it may be represented by one or two persons."""

    agents: str = ask("代理人", default="", personal=True, hint="一至二人")
    closed: bool = ask("申请不公开举行", default=False, hint="涉及国家秘密、商业秘密或者个人隐私的")


class Summons(Facts):
    held_on: date = ask("听证日期", day=24)
    place: str = ask("地点", max_length=200, examples=("本机关会议室",))
    open: bool = ask("公开举行", default=True)


class Hearing(Facts):
    record: str = ask("听证笔录要点", multiline=True, max_length=4000, examples=("各方陈述、质证和辩论",))
    signed: bool = ask("笔录已交当事人核对签名", examples=(True,))
    advice: str = ask("听证意见", default="", multiline=True, max_length=2000)


class Opinion(Facts):
    """A review that lets the case pass; what does not pass is sent back, which is a step of its own."""

    text: str = ask(
        "审核意见", multiline=True, max_length=4000, examples=("事实清楚，证据确凿，适用依据正确，程序合法",)
    )
    opinions: int = ask("提出意见条数", default=0, ge=0)


class Minutes(Facts):
    record: str = ask("集体讨论记录要点", multiline=True, max_length=4000, examples=("一致同意处罚意见",))


class Outcome(StrEnum):
    """How a case ends: the kinds of decision of art. 57, and the ends that are not decisions."""

    penalised = "予以处罚"
    spared = "不予处罚"
    none = "违法事实不成立"
    crime = "移送司法机关"
    not_filed = "不予立案"
    ended = "不再作出处罚"


class Decided(StrEnum):
    """The decisions of art. 57 other than the transfer for crime, which goes its own way through the police."""

    penalised = "予以处罚"
    spared = "不予处罚"
    none = "违法事实不成立"


class Ground(StrEnum):
    """Why a penalty is spared (arts. 30, 31, 33, 36)."""

    nothing = ""
    minor = "违法行为轻微并及时改正，没有危害后果"
    first = "初次违法且危害后果轻微并及时改正"
    blameless = "有证据证明没有主观过错"
    age = "不满十四周岁或者不能辨认控制自己行为"
    late = "超过追责时效"


class Sort(StrEnum):
    """The sorts of penalty (art. 9), as 双公示 names them (CF_CFLB)."""

    warning = "警告"
    criticism = "通报批评"
    fine = "罚款"
    confiscation = "没收违法所得、没收非法财物"
    licence = "暂扣许可证件、降低资质等级、吊销许可证件"
    trade = "限制开展生产经营活动、责令停产停业、责令关闭、限制从业"
    detention = "行政拘留"
    other = "法律、行政法规规定的其他行政处罚"


class Decision(Facts):
    """The decision. PUBLIC_FIELDS says which of these the portal and 双公示 show."""

    outcome: Decided = ask("决定种类", examples=tuple(Decided))
    conduct: str = ask("违法行为类型", default="", max_length=200, examples=("违反经营管理规定",))
    facts: str = ask("违法事实", default="", multiline=True, max_length=4000, examples=("当事人实施了违法行为",))
    basis: str = ask("处罚依据", default="", max_length=500, examples=("有关法律第某条",))
    sorts: tuple[Sort, ...] = ask("处罚类别", default=(Sort.fine,))
    content: str = ask("处罚内容", default="", multiline=True, max_length=2000)
    fine: int = ask("罚款", unit="fen", ge=0, default=0, examples=(2_000_00, 5_000_00))
    confiscated: int = ask("没收违法所得和非法财物", unit="fen", ge=0, default=0)
    licence: str = ask("暂扣或者吊销证照名称及编号", default="", max_length=200)
    valid_until: date | None = ask("处罚有效期", default=None)
    shown_until: date | None = ask("公示截止期", default=None, hint="由公示期规则计算；轻微的可以不公示")
    ground: Ground = ask("不予处罚的理由", default=Ground.nothing)
    withheld: bool = ask("依法不公开", default=False, hint="不具有一定社会影响，或者法律规定不公开的")
    other_province: bool = ask("当事人在外省登记", default=False)

    def penalised(self) -> bool:
        """予以处罚"""
        return self.outcome is Decided.penalised

    def fined(self) -> bool:
        """处以罚款"""
        return self.outcome is Decided.penalised and self.fine > 0

    def spared(self) -> bool:
        """不予处罚"""
        return self.outcome is Decided.spared

    def shown(self) -> bool:
        """予以处罚并且应当公开"""
        return self.penalised() and not self.withheld

    def only_warned(self) -> bool:
        """仅受到警告"""
        return self.sorts == (Sort.warning,)

    def small(self) -> bool:
        """仅受到通报批评或者较低数额罚款"""
        return set(self.sorts) <= {Sort.warning, Sort.criticism, Sort.fine} and self.fine < SMALL_FINE

    def elsewhere(self) -> bool:
        """当事人在外省登记"""
        return self.other_province

    def end(self) -> Outcome:
        return Outcome(self.outcome.value)


PUBLIC_FIELDS = {
    "conduct": "CF_WFXW",
    "facts": "CF_SY",
    "basis": "CF_YJ",
    "sorts": "CF_CFLB",
    "content": "CF_NR",
    "fine": "CF_NR_FK",
    "confiscated": "CF_NR_WFFF",
    "licence": "CF_NR_ZKDX",
    "valid_until": "CF_YXQ",
    "shown_until": "CF_GSJZQ",
}
"""Facts of the decision that 双公示 publishes, with their codes (发改办财金〔2018〕424号). The rest of that standard
comes from elsewhere: the party's name, sort and codes (CF_XDR_*) from the register of subjects, the number (CF_WSH)
from the paper, the day (CF_JDRQ) from the entry, the organ (CF_CFJG, CF_SJLY and their codes) from the register of
organs."""


class DeliveryWay(StrEnum):
    handed = "宣告后当场交付"
    direct = "直接送达"
    left = "留置送达"
    post = "邮寄送达"
    electronic = "电子送达（已签确认书）"
    announced = "公告送达"


class Delivery(Facts):
    way: DeliveryWay = ask("送达方式", examples=tuple(DeliveryWay))
    receiver: str = ask("签收人", default="", personal=True)


class Teaching(Facts):
    measures: str = ask("教育措施", multiline=True, max_length=1000, examples=("当面讲解有关规定，签订承诺书",))


class Suspicion(Facts):
    text: str = ask("涉嫌犯罪的情况", multiline=True, max_length=2000, examples=("涉案金额达到立案追诉标准",))
    team: str = ask("专案组成员", default="", max_length=200, hint="不少于二人")


class Handover(Facts):
    papers: str = ask(
        "移送材料", multiline=True, max_length=1000, examples=("移送书、调查报告、物品清单、检验报告或者鉴定意见",)
    )


class Written(Facts):
    number: str = ask("文书号", default="", max_length=100)
    text: str = ask("内容", default="", multiline=True, max_length=2000)


class RedoOrder(Facts):
    """An order to act anew (行政复议法实施条例 2026 art. 58; 2007 art. 49; or a court's term)."""

    received_on: date = ask("收到决定或者裁判之日", day=0)
    by_review: bool = ask("由行政复议决定责令", default=True)
    until: date | None = ask("决定或者裁判写明的期限", default=None)

    def under_2026(self) -> date | None:
        return self.received_on if self.by_review and not self.until and self.received_on >= date(2026, 7, 1) else None

    def under_2007(self) -> date | None:
        return self.received_on if self.by_review and not self.until and self.received_on < date(2026, 7, 1) else None
