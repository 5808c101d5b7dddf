"""查封、扣押 (行政强制法 arts. 17–28, in force from 2012-01-01): an act of its own, with remedies of its own; it
outlives the case that it served, so it is a matter of its own. Nothing here is local.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yifa.kernel.declare import May, Procedure, Step, Within, between
from yifa.kernel.facts import Facts, Nothing, ask
from yifa.kernel.law import days, hours
from yifa.kernel.paper import Paper

from ..acts import ANNULLED, CLERK, HEAD, OFFICERS, PARTY, UPPER, Note, Reason
from ..laws import COMPULSION as E
from .penalty_facts import Goods, Test, TestResult


class Outcome(StrEnum):
    refused = "不予批准"
    released = "解除"
    confiscated = "没收"
    destroyed = "依法销毁"
    handed = "随案移送"


class Disposed(StrEnum):
    """What may be decided at the end (arts. 21, 27, 28)."""

    released = "解除"
    confiscated = "没收"
    destroyed = "依法销毁"
    handed = "随案移送"


class Seized(Facts):
    goods: str = ask("物品、场所和数量", multiline=True, max_length=2000, examples=("物品一批，详见清单",))
    grounds: str = ask("理由和依据", multiline=True, max_length=1000, examples=("有关法律第某条",))
    party_present: bool = ask("当事人到场", default=True, hint="不到场的，邀请见证人")
    list_handed: bool = ask("决定书和清单已当场交付", examples=(True,))


class Disposal(Facts):
    outcome: Disposed = ask("处理决定", examples=tuple(Disposed))
    reason: str = ask("理由", default="", multiline=True, max_length=1000)

    def released(self) -> bool:
        """解除查封扣押"""
        return self.outcome is Disposed.released

    def handed(self) -> bool:
        """随涉嫌犯罪案件移送"""
        return self.outcome is Disposed.handed

    def end(self) -> Outcome:
        return Outcome(self.outcome.value)


DECISION = Paper(
    "查封（扣押）决定书",
    (
        "{subject}：",
        "因调查需要，本机关决定对下列场所、设施或者财物实施查封（扣押）：{seizure.goods}。",
        "理由和依据：{seizure.grounds}。",
        (
            "期限自实施之日起不超过三十日；情况复杂的，经负责人批准可以延长，但不超过三十日，并书面告知。"
            "检测、检验、检疫和技术鉴定的期间不计入。费用由本机关承担。"
        ),
        "你（单位）有权陈述和申辩；不服本决定的，可以自知道之日起六十日内申请行政复议，或者在六个月内提起行政诉讼。",
    ),
    series="封扣",
)
PROLONGED = Paper(
    "延长查封（扣押）期限告知书",
    ("{subject}：", "因情况复杂，经负责人批准，延长查封（扣押）期限，延长不超过三十日。理由：{prolong.text}。"),
    series="封延",
)


class Seizure(Procedure):
    """查封扣押"""

    key, law, title, since, series = "seizure", E, "查封扣押", date(2012, 1, 1), "封"

    proposal = Step("报请查封扣押", by=OFFICERS, asks=Goods, cite=E[16, 18])
    approval = Step("批准查封扣押", by=HEAD, asks=Note, cite=E[18], after=[proposal])
    refused = May("不批准查封扣押", by=HEAD, asks=Reason, cite=E[18], instead=approval, ends=Outcome.refused)
    seizure = Step(
        "实施查封扣押", by=OFFICERS, asks=Seized, cite=E[18, 24], after=[approval], serves=PARTY, paper=DECISION
    )
    at_once = May(
        "情况紧急，当场实施", by=OFFICERS, asks=Seized, cite=E[19], instead=seizure, after=[proposal], serves=PARTY
    )
    compulsion_emergency_report = Within(hours(24), of=approval, since=at_once, cite=E[19])
    lifted = Step(
        "立即解除并退还", by=OFFICERS, asks=Note, cite=E[19], after=[refused], when=refused.done & at_once.done
    )
    plea = May("当事人陈述申辩", by=PARTY, asks=Note, cite=E[8, 18], after=[seizure], repeats=True)
    appraisal = May(
        "送检测、检验、检疫、鉴定", by=OFFICERS, asks=Test, cite=E[25], after=[seizure], repeats=True, serves=PARTY
    )
    appraised = Step("检测、检验、检疫、鉴定结果", by=CLERK, asks=TestResult, cite=E[25], each=appraisal)
    prolong = May("延长查封扣押", by=HEAD, asks=Reason, cite=E[25], after=[seizure], serves=PARTY, paper=PROLONGED)
    disposal = Step(
        "处理或者解除",
        by=HEAD,
        asks=Disposal,
        cite=E[27, 28],
        after=[seizure, approval, appraised],
        serves=PARTY,
        ends=Disposal.end,
    )
    seizure_period = Within(
        days(30),
        of=disposal,
        since=[seizure, at_once],
        cite=E[25],
        less=[between(appraisal, appraised)],
        extended_by=prolong,
        up_to=days(30),
    )
    returned = Step(
        "退还财物", by=CLERK, asks=Nothing, cite=E[28], after=[disposal], when=disposal.says(Disposal.released)
    )
    told = Step(
        "书面告知财物已随案移送",
        by=CLERK,
        asks=Note,
        cite=E[21],
        after=[disposal],
        when=disposal.says(Disposal.handed),
        serves=PARTY,
    )
    # Annulled by reconsideration or a court: it is lifted by "处理或者解除", which stays open.
    annulled = May("被撤销或者确认违法", by=UPPER, asks=Note, cite=E[8], after=[seizure], hears=ANNULLED)


NOT_LINES: dict[str, str] = {
    "3.1 冻结": "须由法律授权的机关实施，县级部门不用；期限在期限表里可以查",
    "3.1 涉罪移送": "移送走处罚案的“报请移送公安机关”，本案只记财物随案移送和书面告知",
    "3.2 自行强制执行": "不属于查封扣押，没有强制执行权的机关申请法院执行（见处罚普通程序）",
}
"""Rows of section 3 that are not lines of this procedure, and where they live."""
