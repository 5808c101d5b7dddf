"""Registers of leadership: sessions of law study, agenda items on the rule of law, training of officers."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yifa.kernel.declare import Procedure, Step
from yifa.kernel.facts import Facts, ask
from yifa.kernel.figure import Count, Figures, Sum

from ..acts import REGISTRAR
from ..laws import OUTLINE as U
from ..laws import TRAINING_2023 as T


class Body(StrEnum):
    executive = "县政府常务会议"
    committee = "县委常委会会议"
    group = "党组（党委）理论学习中心组"


class Session(Facts):
    body: Body = ask("会议", examples=(Body.executive, Body.group))
    topic: str = ask("学习内容", max_length=200, examples=("行政复议法", "行政处罚法", "宪法"))
    lecturer: str = ask("主讲", default="", max_length=64)


class Topic(Facts):
    body: Body = ask("会议", examples=(Body.executive, Body.committee))
    topic: str = ask("议题", max_length=200, examples=("听取法治政府建设情况汇报", "研究年度工作要点"))
    decided: str = ask("议定事项", default="", multiline=True)


class Training(Facts):
    name: str = ask("培训名称", max_length=200, examples=("执法人员年度培训",))
    hours: int = ask("每名持证人员完成的学时", ge=0, le=400, examples=(8, 12))


class StudySession(Procedure):
    """常务会议学法"""

    key, law, title, since, series, subject = "study_session", U, "集中学法", date(2021, 8, 11), "学法", ""
    held = Step("集中学法", by=REGISTRAR, asks=Session, cite=U["组织保障部分"])


class TopicDiscussed(Procedure):
    """研究法治建设议题"""

    key, law, title, since, series, subject = "topic", U, "研究法治建设议题", date(2021, 8, 11), "议", ""
    decided = Step("研究决定", by=REGISTRAR, asks=Topic, cite=U["组织保障部分"])


class OfficerTraining(Procedure):
    """执法人员培训"""

    key, law, title, since, series, subject = "training", T, "执法人员培训", date(2021, 8, 11), "训", ""
    done = Step("完成培训", by=REGISTRAR, asks=Training, cite=T["培训部分"])


FIGURES: Figures = {
    "study_sessions": Count(StudySession.held),
    "rule_of_law_topics_discussed": Count(TopicDiscussed.decided),
    "training_hours": Sum(OfficerTraining.done, number=lambda f: f.hours),
}
