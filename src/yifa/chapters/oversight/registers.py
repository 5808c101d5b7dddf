"""Registers of oversight: deputies' proposals, requests for information; and the figures of supervision."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yifa.kernel.declare import Procedure, Step, Within
from yifa.kernel.facts import Facts, ask
from yifa.kernel.figure import Bulk, Column, Count, Figures, Source
from yifa.kernel.law import months

from ..acts import CLERK, REGISTRAR, SUPERVISOR, UNIT
from ..laws import DEPUTIES as N
from ..laws import INFO as G
from ..laws import SUPERVISION_LOCAL as L
from .supervision import Supervision
from .supervision_facts import CaseNotice, Feedback


class Sort(StrEnum):
    npc = "人大代表建议"
    cppcc = "政协提案"


class Assigned(Facts):
    sort: Sort = ask("类别", examples=tuple(Sort))
    title: str = ask("题目", max_length=200, examples=("关于改善公共服务的建议",))

    def npc(self) -> bool:
        """人大代表建议"""
        return self.sort is Sort.npc

    def cppcc(self) -> bool:
        """政协提案"""
        return self.sort is Sort.cppcc


class Reply(Facts):
    satisfied: bool = ask("提出人满意", examples=(True, False))
    summary: str = ask("答复要点", default="", multiline=True)

    def pleased(self) -> bool:
        """提出人满意"""
        return self.satisfied


class Request(Facts):
    received_on: date = ask("收到申请之日", day=0)
    wants: str = ask("所需信息", max_length=500, examples=("某项目批准文件",))
    applicant: str = ask("申请人", default="", personal=True)


class Proposal(Procedure):
    """建议提案办理"""

    key, law, title, since, series, subject = "proposal", N, "建议提案办理", date(2015, 8, 29), "提", ""
    assigned = Step("交办", by=REGISTRAR, asks=Assigned, cite=N[51])
    answered = Step("答复", by=CLERK, asks=Reply, cite=N[51], after=[assigned])
    deputy_suggestion_reply = Within(months(3), of=answered, since=assigned, cite=N[51])


class FoiRequest(Procedure):
    """政府信息公开申请"""

    key, law, title, since, series, subject = "foi", G, "政府信息公开申请", date(2019, 5, 15), "依申请", ""
    received = Step("收到申请", by=REGISTRAR, asks=Request, cite=G[29, 31])


class CaseSupervision(Procedure):
    """个案监督"""

    key, law, title, since, series = "supervision_case", L, "行政执法个案监督", date(2019, 7, 1), "个监"
    subject = "organ"
    noticed = Step("制发执法监督通知书", by=SUPERVISOR, asks=CaseNotice, cite=L["监督检查部分"], serves=UNIT)


def is_notice(facts: Facts) -> bool:
    """制发通知书"""
    return not isinstance(facts, Feedback) or facts.is_notice()


def is_reminder(facts: Facts) -> bool:
    """制发提示单"""
    return not isinstance(facts, Feedback) or facts.is_reminder()


FIGURES: Figures = {
    "supervised_units": Count(Supervision.check, distinct=lambda c: c.unit),
    "supervision_problems_found": Count(Supervision.problem),
    "supervision_problems_fixed": Count(Supervision.look_back, Supervision.looked_again),
    "supervision_notices": Count(Supervision.feedback, CaseSupervision.noticed, says=is_notice),
    "supervision_reminders": Count(Supervision.feedback, Supervision.remind, says=is_reminder),
    "proposals_npc": Count(Proposal.assigned, says=Assigned.npc),
    "proposals_cppcc": Count(Proposal.assigned, says=Assigned.cppcc),
    "proposals_answered": Count(Proposal.answered),
    "proposals_satisfied": Count(Proposal.answered, says=Reply.pleased),
    "info_published": Bulk("info_published"),
    "foi_requests": Count(FoiRequest.received),
}

SOURCES = (
    Source(
        "info_published",
        "主动公开信息",
        "条",
        (Column("column", "栏目"), Column("published_on", "公开日期", "date")),
        "published_on",
    ),
)
