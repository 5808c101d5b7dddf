"""行政赔偿, asked of the authority itself (国家赔偿法 arts. 12–14, 37, 39). Days are natural days: the law has no rule on them."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from yifa.kernel.declare import May, Procedure, Role, Step, Within
from yifa.kernel.facts import Facts, ask
from yifa.kernel.law import days, months, years
from yifa.kernel.paper import Paper

from ..acts import CLERK, HEAD, PARTY, Note
from ..laws import STATE_COMPENSATION as L

FINANCE = Role("财政部门", seat="outside")


class Claim(Facts):
    received_on: date = ask("收到赔偿申请之日", day=0)
    known_on: date = ask("知道侵权行为之日", day=-40)
    excluded: int = ask("不计入时效的天数", default=0, ge=0, unit="日", hint="被羁押等期间；最后六个月内遇到障碍的期间")
    claim: str = ask("赔偿要求", multiline=True, max_length=2000, examples=("赔偿财产损失",))
    amount: int = ask("要求赔偿数额", default=0, ge=0, unit="fen")

    def counted_from(self) -> date:
        """The day from which two years run, moved on by the days that do not count."""
        return self.known_on + timedelta(days=self.excluded)


class Result(StrEnum):
    paid = "予以赔偿"
    agreed = "协商达成赔偿协议"
    refused = "不予赔偿"


class Ruling(Facts):
    result: Result = ask("决定", examples=tuple(Result))
    amount: int = ask("赔偿数额", default=0, ge=0, unit="fen")
    reasons: str = ask("理由", multiline=True, max_length=4000, examples=("损失与被确认违法的行为有因果关系",))

    def pays(self) -> bool:
        """予以赔偿"""
        return self.result is not Result.refused


class Missing(Facts):
    missing: str = ask("需要补正的内容", multiline=True, max_length=1000, examples=("损失的证明材料",))


ASK_MORE = Paper("赔偿申请补正告知书", ("{subject}：", "你（单位）的赔偿申请还需要一次补正：{ask_more.missing}"), series="赔补")
DECISION = Paper(
    "行政赔偿决定书",
    (
        "{subject}：",
        "你（单位）要求：{claim.claim}",
        "# 理由",
        "{decision.reasons}",
        "# 决定",
        "{decision.result}。",
        "对决定不服的，可以自作出决定之日起三个月内向人民法院提起诉讼。",
    ),
    series="赔决",
)


class Compensation(Procedure):
    """行政赔偿"""

    key, law, title, since, series = "compensation", L, "行政赔偿", date(2013, 1, 1), "赔"

    claim = Step("赔偿申请", by=PARTY, asks=Claim, cite=L[12, 39])
    arrived = claim.on(lambda c: c.received_on)
    state_comp_prescription = Within(years(2), of=claim, since=claim.on(Claim.counted_from), cite=L[39])
    ask_more = May("告知补正", by=CLERK, asks=Missing, cite=L[12], after=[claim], serves=PARTY, paper=ASK_MORE)
    state_comp_supplement = Within(days(5), of=ask_more, since=arrived, cite=L[12])
    more = May("补正", by=PARTY, asks=Note, cite=L[12], each=ask_more)
    decision = Step("作出赔偿决定", by=HEAD, asks=Ruling, cite=L[13], after=[claim], paper=DECISION)
    state_comp_decision = Within(months(2), of=decision, since=arrived, cite=L[13])
    delivery = Step("送达决定或者书面通知", by=CLERK, asks=Note, cite=L[13], after=[decision])
    state_comp_delivery = Within(days(10), of=delivery, since=decision, cite=L[13])
    lawsuit = May("对决定起诉", by=PARTY, asks=Note, cite=L[14], after=[decision], when=decision.done)
    state_comp_lawsuit = Within(months(3), of=lawsuit, since=decision, cite=L[14])
    sued_overdue = May("逾期不决定起诉", by=PARTY, asks=Note, cite=L[14], after=[claim], when=~decision.done)
    lawsuit_overdue = Within(months(3), of=sued_overdue, since=state_comp_decision.end, when=~decision.done, cite=L[14])
    request = May("申请支付", by=PARTY, asks=Note, cite=L[37], after=[delivery], when=decision.says(Ruling.pays))
    apply = Step("向财政部门提出支付申请", by=HEAD, asks=Note, cite=L[37], each=request)
    state_comp_pay_apply = Within(days(7), of=apply, since=request, cite=L[37])
    paid = May("财政部门支付", by=FINANCE, asks=Note, cite=L[37], each=apply)
    state_comp_pay = Within(days(15), of=paid, since=apply, cite=L[37])
