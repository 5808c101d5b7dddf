"""The list of major administrative decisions (重大行政决策目录): listed, then completed or taken off. A register for now."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yifa.kernel.declare import May, Procedure, Step
from yifa.kernel.facts import Facts, ask
from yifa.kernel.figure import Closed, Count, Figures, Stock

from ..acts import HEAD, REGISTRAR, Note, Reason
from ..laws import DECISIONS as D


class Item(Facts):
    name: str = ask("决策事项", max_length=200, examples=("某专项规划", "某公共服务实施方案"))
    unit: str = ask("承办单位", roster="organs", examples=("zizran",))


class Outcome(StrEnum):
    completed = "完成决策"
    removed = "调整出目录"


class MajorDecision(Procedure):
    """重大行政决策事项"""

    key, law, title, since, series, subject = "decision_item", D, "重大行政决策事项", date(2019, 9, 1), "决", ""
    listed = Step("列入目录", by=REGISTRAR, asks=Item, cite=D[3])
    completed = Step("完成决策", by=HEAD, asks=Note, cite=D[30, 32], after=[listed], ends=Outcome.completed, publishes=True)
    removed = May("调整出目录", by=HEAD, asks=Reason, cite=D[3], instead=completed, ends=Outcome.removed)


FIGURES: Figures = {
    "major_decisions_listed": Count(MajorDecision.listed),
    "major_decisions_completed": Closed(MajorDecision, frozenset({Outcome.completed})),
    "legal_advisers": Stock("adviser"),
}
