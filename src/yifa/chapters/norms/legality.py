"""合法性审查 beyond normative documents: decisions, contracts, enforcement decisions, village affairs. A register for now.

What others than the county's reviewing body have looked at are registers beside it, which do not count as legality
reviews: contracts that a legal adviser has read, and documents that a department's own reviewers have passed."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yifa.kernel.declare import Procedure, Step, Within
from yifa.kernel.facts import Facts, ask
from yifa.kernel.figure import Count, Figures, Sum
from yifa.kernel.law import workdays
from yifa.kernel.paper import Paper

from ..acts import CLERK, REVIEWER
from ..enforcement.penalty import Penalty
from ..laws import CONTRACTS_LOCAL as K
from ..laws import NORM_REVIEW_2018 as V
from .norm import Cleanup, Evaluation, Norm


class Sort(StrEnum):
    decision = "重大行政决策"
    contract = "政府合同协议"
    enforcement = "行政执法决定"
    village = "村级事务"
    other = "其他涉法事务"


class Request(Facts):
    sort: Sort = ask("审查对象", examples=(Sort.decision, Sort.enforcement, Sort.village, Sort.contract))
    name: str = ask("名称", max_length=200, examples=("某项目实施方案", "某执法决定"))
    unit: str = ask("送审单位", default="", roster="organs")


class Opinion(Facts):
    sort: Sort = ask("审查对象", examples=(Sort.decision, Sort.enforcement, Sort.village, Sort.contract))
    lawful: bool = ask("合法", examples=(True,))
    text: str = ask("审查意见", multiline=True, max_length=4000, examples=("主体、权限、程序、内容合法",))
    opinions: int = ask("提出意见条数", ge=0, default=0)

    def of_contract(self) -> bool:
        """政府合同协议"""
        return self.sort is Sort.contract


def is_contract(facts: Facts) -> bool:
    """政府合同协议"""
    return not isinstance(facts, Opinion) or facts.of_contract()


class Advice(Facts):
    """A contract as the legal adviser sent it back."""

    name: str = ask("合同名称", max_length=200, examples=("某项目采购合同",))
    unit: str = ask("送审单位", default="", roster="organs")
    adviser: str = ask("法律顾问", max_length=100, examples=("某律师事务所",))
    advice: str = ask("意见", default="", multiline=True, max_length=4000)


class OwnReview(Facts):
    """A department's document as its own reviewers passed it."""

    name: str = ask("文件名称", max_length=200, examples=("某局关于规范某项工作的通知",))
    lawful: bool = ask("合法", examples=(True,))
    text: str = ask("审核意见", default="", multiline=True, max_length=4000)


PAPER = Paper(
    "合法性审查意见书", ("送审的“{request.name}”已经审查。", "审查意见：{review.text}"), series="合审", addressee=""
)


class LegalityReview(Procedure):
    """合法性审查"""

    key, law, title, since, series, subject = "legality_review", V, "合法性审查", date(2018, 12, 4), "审", ""
    request = Step("送审", by=CLERK, asks=Request, cite=V["审核范围部分"])
    review = Step("审查", by=REVIEWER, asks=Opinion, cite=V["审核程序部分"], after=[request], paper=PAPER)
    contract_legal_review_local = Within(workdays(5), of=review, since=request, cite=K["地方规定"])


class ContractAdvice(Procedure):
    """法律顾问审查合同"""

    key, law, title, since, series, subject = "contract_advice", K, "法律顾问审查合同", date(2021, 1, 1), "合顾", ""
    advised = Step("出具意见", by=CLERK, asks=Advice, cite=K["地方规定"])


class DepartmentReview(Procedure):
    """部门自行审核规范性文件"""

    key, law, title, since, series, subject = "norm_own_review", V, "部门自行审核规范性文件", date(2018, 12, 4), "部审", ""
    reviewed = Step("审核", by=REVIEWER, asks=OwnReview, cite=V["审核主体部分"])


FIGURES: Figures = {
    "normative_docs_issued": Count(Norm.publish),
    "normative_docs_reviewed": Count(Norm.review, DepartmentReview.reviewed),
    "normative_docs_repealed": Count(Cleanup.cleaned, says=lambda c: c.repealed()),
    "normative_docs_amended": Count(Cleanup.cleaned, says=lambda c: c.amended()),
    "normative_docs_evaluated": Count(Evaluation.evaluated),
    "legality_reviews": Count(Norm.review, Penalty.review, LegalityReview.review),
    "legality_opinions": Sum(Norm.review, Penalty.review, LegalityReview.review, number=lambda r: r.opinions),
    "contracts_reviewed": Count(LegalityReview.review, ContractAdvice.advised, says=is_contract),
}
