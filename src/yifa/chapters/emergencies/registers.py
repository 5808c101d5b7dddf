"""Registers of emergencies: drills; teams and their members are a roster."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from yifa.kernel.declare import Procedure, Step
from yifa.kernel.facts import Facts, ask
from yifa.kernel.figure import Count, Figures, Stock

from ..acts import REGISTRAR
from ..laws import EMERGENCY as E
from ..laws import EMERGENCY_2007 as E7


class Held(Facts):
    name: str = ask("演练名称", max_length=200, examples=("防汛演练", "森林防火演练", "危化品事故演练"))
    people: int = ask("参加人数", ge=0, default=0)


class Drill(Procedure):
    """应急演练"""

    key, law, title, since = "drill", E7, "应急演练", date(2007, 11, 1)
    until: ClassVar[date | None] = date(2024, 10, 31)
    series, subject = "演", ""
    held = Step("演练", by=REGISTRAR, asks=Held, cite=E7[29])


class Drill2024(Drill):
    """应急演练（2024年突发事件应对法）"""

    law, since, until = E, date(2024, 11, 1), None
    held = Step("演练", by=REGISTRAR, asks=Held, cite=E["预防与应急准备部分"])


FIGURES: Figures = {
    "drills": Count(Drill.held),
    "rescue_teams": Stock("rescue"),
    "rescue_members": Stock("rescue", number="people"),
}
