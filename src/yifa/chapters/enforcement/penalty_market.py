"""市场监督管理行政处罚普通程序: what the market regulators' own rules change (MarketPenalty, from 2021-07-15; open).

市场监督管理行政处罚程序规定 (2021-07-15): 15 working days to decide on filing, 30 more days for the decision, time
that does not count, a review of every case. 市场监督管理行政处罚信息公示规定 (2021-09-01): 20 working days, periods of
display. The numbers of the first were seen in published flow charts only. The rule on telling a named reporter ended
on 2026-04-14; what order 121 says instead is not checked. Local: below which amount a fine is "较低" (Decision.small).
"""

from __future__ import annotations

from datetime import date

from yifa.kernel.declare import May, Role, Step, Unsettled, Within, between, gone
from yifa.kernel.facts import Facts, ask
from yifa.kernel.law import days, months, workdays, years

from .. import acts as a
from ..acts import CLERK, HEAD, Note, Reason
from ..laws import CREDIT_2018 as C
from ..laws import MARKET as M
from ..laws import MARKET_PUBLICITY as G
from ..laws import MARKET_REPORTS as J
from ..laws import PENALTY as P
from . import penalty_facts as f
from .penalty import Penalty
from .penalty_facts import Outcome


class Until(Facts):
    until: date = ask("延长至", day=30)
    reason: str = ask("理由", multiline=True, max_length=1000, examples=("案情特别复杂",))


class Refund(Facts):
    text: str = ask("责令退还的多收价款", multiline=True, max_length=1000, examples=("限期退还多收价款",))


REGISTRY = Role("登记地市场监管部门", seat="outside")


class MarketPenalty(Penalty):
    """市场监督管理行政处罚普通程序"""

    title, since, law = "市场监督管理行政处罚普通程序", date(2021, 7, 15), M

    # -- filing
    filing_term = gone()
    test = May(
        "送检测、检验、检疫、鉴定", by=a.OFFICERS, asks=f.Test, cite=M["期限条款"], after=[Penalty.clue], repeats=True
    )
    not_counted = between(test, Penalty.tested)
    longer_filing = May(
        "延长立案核查期限", by=HEAD, asks=Reason, cite=M[18], after=[Penalty.clue], when=~Penalty.filing.done
    )
    penalty_market_filing = Within(
        workdays(15),
        of=Penalty.filing,
        since=Penalty.clue.on(lambda c: c.found_on),
        cite=M[18],
        less=[not_counted],
        extended_by=longer_filing,
        up_to=workdays(15),
    )
    told_reporter = Step(
        "告知实名举报人是否立案",
        by=CLERK,
        asks=Note,
        cite=J[31],
        after=[Penalty.filing, Penalty.not_filed],
        when=Penalty.clue.says(f.Clue.named_report),
    )
    penalty_report_feedback_market = Within(
        workdays(5),
        of=told_reporter,
        since=[Penalty.filing, Penalty.not_filed],
        cite=J[31],
        when=Penalty.clue.says(f.Clue.named_before_april_2026),
    )
    report_feedback_term = Within(
        Unsettled("2026年4月15日起适用第121号令，新的天数未核"),
        of=told_reporter,
        since=Penalty.filing,
        cite=M[18],
        when=Penalty.clue.says(f.Clue.named_since_april_2026),
    )

    # -- time that does not count, and more time
    suspend = May("中止调查", by=HEAD, asks=Reason, cite=M["中止条款"], after=[Penalty.filing], repeats=True)
    resume = Step("恢复调查", by=HEAD, asks=Note, cite=M["中止条款"], each=suspend)
    ended = May("终止调查", by=HEAD, asks=Reason, cite=M["终止条款"], after=[Penalty.filing], ends=Outcome.ended)
    announce = May("公告送达", by=CLERK, asks=Note, cite=M["期限条款"], after=[Penalty.filing], repeats=True)
    announced = Step("公告期满", by=CLERK, asks=Note, cite=M["期限条款"], each=announce)
    refund = May("责令退还多收价款", by=CLERK, asks=Refund, cite=M["期限条款"], after=[Penalty.filing], repeats=True)
    refunded = Step("退还期满", by=CLERK, asks=Note, cite=M["期限条款"], each=refund)
    longer = May("延长办案期限", by=HEAD, asks=Reason, cite=M[64], after=[Penalty.filing])
    longest = May("集体讨论决定继续延长", by=a.PANEL, asks=Until, cite=M[64], after=[Penalty.filing], when=longer.done)

    # -- review of every case
    to_review = Step(
        "送案件审核",
        by=CLERK,
        asks=Note,
        cite=M["审核条款"],
        repeats=True,
        after=[Penalty.request, Penalty.hearing],
    )
    longer_review = May("延长审核期限", by=HEAD, asks=Until, cite=M["审核条款"], after=[to_review], when=to_review.done)
    review = Step(
        "案件审核（法制审核）",
        by=a.REVIEWER,
        asks=f.Opinion,
        cite=P[58] + M["审核条款"],
        after=[to_review],
        never_by=[Penalty.inquiry],
    )
    sent_back = May(
        "审核不通过，退回",
        by=a.REVIEWER,
        asks=f.Opinion,
        cite=P[58] + M["审核条款"],
        after=[to_review],
        repeats=True,
        never_by=[Penalty.inquiry],
    )
    review_term = gone()
    penalty_market_legal_review = Within(
        workdays(10), of=review, since=[to_review], cite=M["法制审核条款"], when=~longer_review.done
    )
    review_until = Within(None, of=review, since=longer_review.on(lambda u: u.until), cite=M["法制审核条款"])

    # -- decision
    decision = Step(
        "作出决定",
        by=HEAD,
        asks=f.Decision,
        cite=P[57, 59],
        after=[*Penalty.decision.after, resume, announced, refunded],
        ends=f.Decision.end,
        paper=Penalty.decision.paper,
    )
    penalty_decision = gone()
    penalty_market_decision = Within(
        days(90),
        of=decision,
        since=Penalty.filing,
        cite=M[64],
        less=[
            not_counted,
            between(suspend, resume),
            between(announce, announced),
            between(refund, refunded),
            between(Penalty.request, Penalty.hearing),
        ],
        extended_by=longer,
        up_to=days(30),
        when=~longest.done,
    )
    market_decision_until = Within(None, of=decision, since=longest.on(lambda u: u.until), cite=M[64])

    # -- publication
    shown = decision.says(f.Decision.shown) & ~decision.says(f.Decision.only_warned)
    abroad = shown & decision.says(f.Decision.elsewhere)
    small = decision.says(f.Decision.small)
    publish = Step(
        "公示处罚决定",
        by=a.PUBLISHER,
        asks=Note,
        cite=P[48] + C["总则段"] + G[9],
        after=[decision],
        when=shown,
        publishes=True,
    )
    penalty_market_publicity_same_province = Within(
        workdays(20), of=publish, since=decision, when=shown & ~abroad, cite=G[9]
    )
    push = Step("推送登记地公示", by=CLERK, asks=Note, cite=G[10], after=[decision], when=abroad)
    penalty_market_publicity_push = Within(workdays(10), of=push, since=decision, cite=G[10], when=abroad)
    assisted = May("登记地协助公示", by=REGISTRY, asks=Note, cite=G[10], each=push)
    penalty_market_publicity_assist = Within(workdays(10), of=assisted, since=push, cite=G[10])
    taken_down = Step(
        "公示期满，停止公示", by=a.PUBLISHER, asks=Note, cite=G[13], after=[publish], when=publish.done, withdraws=True
    )
    penalty_market_display_minor = Within(months(3), of=taken_down, since=publish, cite=G[13], when=small)
    penalty_market_display_other = Within(years(3), of=taken_down, since=publish, cite=G[13], when=~small)
