"""检察建议办理: what a procurator's advice asks of an authority (检察公益诉讼解释 art. 21, 检察建议工作规定 art. 19)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yifa.kernel.declare import Procedure, Step, Within
from yifa.kernel.facts import Facts, ask
from yifa.kernel.law import days, months
from yifa.kernel.paper import Paper

from ..acts import CLERK, HEAD
from ..laws import PROCURATOR_ADVICE as G
from ..laws import PUBLIC_INTEREST as P


class Kind(StrEnum):
    interest = "公益诉讼检察建议"
    urgent = "公益诉讼检察建议（紧急情形）"
    general = "一般检察建议"


class Letter(Facts):
    kind: Kind = ask("种类", examples=tuple(Kind))
    received_on: date = ask("收到检察建议书之日", day=0)
    office: str = ask("检察机关", max_length=100, examples=("县人民检察院",))
    text: str = ask("建议要点", multiline=True, max_length=2000, examples=("依法履行监管职责",))


class Reply(Facts):
    done: bool = ask("已经依法履行职责或者采纳", examples=(True,))
    text: str = ask("办理情况", multiline=True, max_length=2000, examples=("已经督促整改并复查",))


REPLY = Paper(
    "检察建议办理情况回复",
    ("{letter.office}：", "你院于{letter.received_on}送来的检察建议（{letter.text}）已经办理。", "{reply.text}"),
    series="检复",
    addressee="{letter.office}",
)


class ProcuratorAdvice(Procedure):
    """检察建议办理"""

    key, law, title, since, series, subject = "procurator_advice", P, "检察建议办理", date(2019, 2, 26), "检", ""

    letter = Step("收到检察建议", by=CLERK, asks=Letter, cite=P[21] + G[19])
    reply = Step("书面回复", by=HEAD, asks=Reply, cite=P[21] + G[19], after=[letter], paper=REPLY)
    procuratorial_advice_public_interest = Within(
        months(2), of=reply, since=letter.on(lambda x: x.received_on if x.kind is Kind.interest else None), cite=P[21]
    )
    procuratorial_advice_urgent = Within(
        days(15), of=reply, since=letter.on(lambda x: x.received_on if x.kind is Kind.urgent else None), cite=P[21]
    )
    procuratorial_advice_general = Within(
        months(2), of=reply, since=letter.on(lambda x: x.received_on if x.kind is Kind.general else None), cite=G[19]
    )
