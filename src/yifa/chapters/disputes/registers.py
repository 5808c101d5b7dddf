"""Registers of disputes: legal aid, publicity; and the figures of reconsideration and litigation."""

from __future__ import annotations

from datetime import date

from yifa.kernel.declare import Procedure, Step
from yifa.kernel.facts import Facts, ask
from yifa.kernel.figure import Bulk, Closed, Column, Count, Figures, Source, Stock, Sum

from ..acts import REGISTRAR
from ..laws import LEGAL_AID as A
from ..laws import OUTLINE as U
from .litigation import Litigation
from .litigation_facts import LOST, Hearing
from .litigation_facts import Outcome as Verdict
from .review import Review
from .review_2017 import Review2017
from .review_facts import MEDIATED, NOT_CLOSED, Outcome

CLOSED = frozenset(Outcome) - NOT_CLOSED


class Aid(Facts):
    matter: str = ask("事项", max_length=200, examples=("劳动报酬", "人身损害赔偿", "刑事辩护"))
    applicant: str = ask("受援人", default="", personal=True)


class Event(Facts):
    name: str = ask("活动名称", max_length=200, examples=("宪法宣传周", "法律进乡村", "民法典宣传"))
    audience: int = ask("受众人次", ge=0, default=0)


class LegalAidCase(Procedure):
    """法律援助案件"""

    key, law, title, since, series, subject = "legal_aid", A, "法律援助", date(2022, 1, 1), "援", ""
    given = Step("决定给予援助", by=REGISTRAR, asks=Aid, cite=A[43])


class Publicity(Procedure):
    """普法活动"""

    key, law, title, since, series, subject = "publicity", U, "普法活动", date(2021, 8, 11), "普", ""
    held = Step("举办活动", by=REGISTRAR, asks=Event, cite=U["社会矛盾化解部分"])


REVIEW_TERMS = (Review.review_decision_ordinary, Review.review_decision_simple, Review2017.review_decision_2017)

FIGURES: Figures = {
    "reconsideration_received": Count(Review.application),
    "reconsideration_accepted": Count(Review.accept, Review.accepted_by_law),
    "reconsideration_closed": Closed(Review, CLOSED),
    "reconsideration_mediated": Closed(Review, MEDIATED),
    "reconsideration_closed_on_time": Closed(Review, CLOSED, on_time=REVIEW_TERMS),
    "litigation_cases": Count(Litigation.received),
    "litigation_closed": Closed(Litigation),
    "litigation_lost": Closed(Litigation, LOST),
    "litigation_won": Closed(Litigation, frozenset({Verdict.rejected, Verdict.dismissed})),
    "hearings_held": Count(Litigation.hearing),
    "hearings_head_present": Count(Litigation.hearing, says=Hearing.head_present),
    "disputes_screened": Bulk("disputes"),
    "disputes_mediated": Bulk("disputes", (("mediated", True),)),
    "disputes_resolved": Bulk("disputes", (("mediated", True), ("resolved", True))),
    "mediation_committees": Stock("committee"),
    "mediators": Stock("mediator"),
    "legal_aid_cases": Count(LegalAidCase.given),
    "legal_consultations": Bulk("consultations"),
    "publicity_events": Count(Publicity.held),
    "publicity_audience": Sum(Publicity.held, number=lambda e: e.audience),
}

SOURCES = (
    Source(
        "disputes",
        "矛盾纠纷排查调解",
        "件",
        (
            Column("township", "所在乡镇"),
            Column("screened_on", "排查日期", "date"),
            Column("mediated", "已调解", "bool"),
            Column("resolved", "调解成功", "bool"),
        ),
        "screened_on",
    ),
    Source(
        "consultations",
        "法律咨询",
        "人次",
        (Column("channel", "渠道"), Column("asked_on", "咨询日期", "date")),
        "asked_on",
    ),
)
