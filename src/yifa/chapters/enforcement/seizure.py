"""查封、扣押 (行政强制法 arts. 17–28): an act of its own, with remedies of its own; it outlives the case that it served."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yifa.kernel.declare import May, Procedure, Step, Within, between
from yifa.kernel.facts import Facts, ask
from yifa.kernel.law import days, hours
from yifa.kernel.paper import Paper

from ..acts import HEAD, OFFICERS, PARTY, Note, Reason
from ..laws import COMPULSION as E
from .penalty_facts import Goods


class Outcome(StrEnum):
    released = "解除"
    confiscated = "没收"
    destroyed = "依法销毁"
    handed = "随案移送"


class Disposal(Facts):
    outcome: Outcome = ask("处理决定", examples=tuple(Outcome))


LIST = Paper(
    "查封（扣押）决定书",
    (
        "{subject}：",
        "因调查需要，本机关决定对下列场所、设施或者财物实施查封（扣押）：{seizure.goods}。",
        "期限自实施之日起不超过三十日；情况复杂的，经负责人批准可以延长不超过三十日，并书面告知。检测、检验、检疫和技术鉴定的期间不计入。",
        "不服本决定的，可以依法申请行政复议或者提起行政诉讼。",
    ),
    series="封扣",
)


class Seizure(Procedure):
    """查封扣押"""

    key, law, title, since, series = "seizure", E, "查封扣押", date(2012, 1, 1), "封"

    seizure = Step("实施查封扣押", by=OFFICERS, asks=Goods, cite=E[18, 24], serves=PARTY, paper=LIST)
    approval = May("补办批准", by=HEAD, asks=Note, cite=E[19], after=[seizure])
    compulsion_emergency_report = Within(hours(24), of=approval, since=seizure, cite=E[19])
    appraisal = May(
        "送交检测鉴定", by=OFFICERS, asks=Note, cite=E[25], after=[seizure], repeats=True, serves=PARTY
    )
    appraised = Step("检测鉴定结果", by=OFFICERS, asks=Note, cite=E[25], each=appraisal)
    prolong = May("延长查封扣押", by=HEAD, asks=Reason, cite=E[25], after=[seizure], serves=PARTY)
    disposal = Step(
        "处理或者解除", by=HEAD, asks=Disposal, cite=E[27, 28], after=[seizure], serves=PARTY, ends=lambda d: d.outcome
    )
    seizure_period = Within(
        days(30),
        of=disposal,
        since=seizure,
        cite=E[25],
        less=[between(appraisal, appraised)],
        extended_by=prolong,
        up_to=days(30),
    )
