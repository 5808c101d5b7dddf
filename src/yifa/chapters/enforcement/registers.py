"""Registers of enforcement: on-the-spot penalties, random batches, tests of officers, reviews of case files."""

from __future__ import annotations

from datetime import date

from yifa.kernel.declare import Procedure, Step
from yifa.kernel.facts import Facts, ask
from yifa.kernel.figure import Count, Figures, Stock, Sum

from ..acts import OFFICERS, PUBLISHER, REGISTRAR
from ..laws import CREDIT_2018 as C
from ..laws import PENALTY as P
from ..laws import RANDOM_2019 as R
from ..laws import SUPERVISION_LOCAL as L
from .inspection import Inspection
from .inspection_facts import Plan
from .penalty import Penalty
from .penalty_facts import Decision


class OnTheSpot(Facts):
    """A penalty decided on the spot (行政处罚法 art. 51: at most 200 yuan for a citizen, 3,000 for a body)."""

    conduct: str = ask("违法行为", max_length=200, examples=("违反经营管理规定",))
    fine: int = ask("罚款", unit="fen", ge=0, le=3000_00, default=0, examples=(200_00, 1000_00))
    party: str = ask("当事人姓名（公民）", default="", personal=True)


class Published(Facts):
    number: str = ask("决定书文号", max_length=64, examples=("上级系统办理的决定",))
    system: str = ask("办理系统", max_length=100, examples=("省统一行政处罚办案系统",))


class Batch(Facts):
    number: str = ask("批次号", max_length=64, examples=("第一批",))
    subjects: int = ask("抽取对象数", ge=0, examples=(4, 6))
    plan: str = ask("抽查事项", max_length=300, examples=("经营资质和台账",))


class Test(Facts):
    tested: int = ask("抽测人数", ge=0, examples=(30,))
    passed: int = ask("合格人数", ge=0, default=0)


class Review(Facts):
    files: int = ask("评查案卷份数", ge=0, examples=(10,))
    findings: str = ask("评查情况", default="", multiline=True)


class SimplePenalty(Procedure):
    """当场处罚备案"""

    key, law, title, since, series = "penalty_on_the_spot", P, "行政处罚简易程序", date(2021, 7, 15), "当罚"
    decided = Step("当场处罚", by=OFFICERS, asks=OnTheSpot, cite=P[51, 52])


class PublishedPenalty(Procedure):
    """其他系统办理的处罚公示登记"""

    key, law, title, since, series = "penalty_published", P, "处罚信息公示登记", date(2021, 7, 15), "罚公"
    published = Step("公示", by=PUBLISHER, asks=Published, cite=P[48] + C["总则段"])


class RandomBatch(Procedure):
    """双随机抽查批次"""

    key, law, title, since, series, subject = "random_batch", R, "双随机抽查批次", date(2019, 1, 27), "抽", ""
    drawn = Step("抽取", by=REGISTRAR, asks=Batch, cite=R["抽查部分"])


class OfficerTest(Procedure):
    """执法人员法律知识抽测"""

    key, law, title, since, series, subject = "officer_test", L, "执法人员抽测", date(2019, 7, 1), "测", ""
    held = Step("抽测", by=REGISTRAR, asks=Test, cite=L["监督检查部分"])


class CasefileReview(Procedure):
    """执法案卷评查"""

    key, law, title, since, series, subject = "casefile_review", L, "执法案卷评查", date(2019, 7, 1), "卷", ""
    reviewed = Step("评查", by=REGISTRAR, asks=Review, cite=L["监督检查部分"])


FIGURES: Figures = {
    "inspections_total": Count(Inspection.findings),
    "inspections_of_enterprises": Count(Inspection.findings, when=Inspection.filing.says(Plan.of_enterprise)),
    "joint_inspections_saved": Sum(Inspection.findings, number=Plan.saved, of=Inspection.filing),
    "random_inspection_batches": Count(RandomBatch.drawn),
    "random_inspection_subjects": Sum(RandomBatch.drawn, number=lambda b: b.subjects),
    "penalty_cases": Count(
        Penalty.decision, SimplePenalty.decided, says=lambda d: not isinstance(d, Decision) or d.penalised()
    ),
    "penalties_published": Count(Penalty.publish, PublishedPenalty.published),
    "officers_certified": Stock("officers"),
    "officers_tested": Sum(OfficerTest.held, number=lambda t: t.tested),
    "officers_passed": Sum(OfficerTest.held, number=lambda t: t.passed),
    "casefiles_reviewed": Sum(CasefileReview.reviewed, number=lambda r: r.files),
}
