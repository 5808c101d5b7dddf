"""What only a person can say in the annual report, as signed entries; and the decision to publish the report."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yifa.kernel.declare import Procedure, Role, Step
from yifa.kernel.facts import Facts, ask

from ..laws import REPORTING as R

SIGNER = Role("党政主要负责人", seat="leader")


class Part(StrEnum):
    """The parts of the report that are not derived."""

    causes = "问题的原因分析"
    duty = "第一责任人履职情况"
    plan = "下一年度工作安排"


class Statement(Facts):
    year: int = ask("年度", ge=2000, le=2100, examples=(2024,))
    part: Part = ask("报告的哪一部分", examples=tuple(Part))
    text: str = ask("内容", multiline=True, max_length=8000, examples=("带头学法，听取汇报，督促落实。",))


class Release(Facts):
    year: int = ask("年度", ge=2000, le=2100, examples=(2024,))


class ReportStatement(Procedure):
    """年度报告签署"""

    key, law, title, since, series, subject = "report_statement", R, "年度报告签署", date(2019, 4, 15), "述", ""
    signed = Step("签署", by=SIGNER, asks=Statement, cite=R["年度报告部分"])


class ReportRelease(Procedure):
    """年度报告公开"""

    key, law, title, since, series, subject = "report_release", R, "年度报告公开", date(2019, 4, 15), "报", ""
    released = Step("公开", by=SIGNER, asks=Release, cite=R["公开部分"])


class PinnedRelease(Release):
    checkpoint: int = ask("截至账本前多少条记载", ge=1, hint="检查点的大小；公开的数字都按它计算", examples=(15482,))
    root: str = ask("检查点的根", max_length=64, examples=("0" * 64,))


class ReportRelease2026(ReportRelease):
    """年度报告公开（载明检查点）

    Mends the first: it did not record as of which checkpoint the report was released. No matter is pending, a release
    has one step; those made under the first stand at the newest checkpoint that does not hold them."""

    title, since, until = "年度报告公开（载明检查点）", date(2026, 11, 24), None
    released = Step("公开", by=SIGNER, asks=PinnedRelease, cite=R["公开部分"])


ReportRelease.until = date(2026, 11, 23)  # set here: the text above is released, and its digest covers it
