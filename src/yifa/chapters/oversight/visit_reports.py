"""What firms say about visits: 企业反映的检查, compared with what was filed, and 对检查的投诉.

国办发〔2024〕54号 asks for a notice or a code at every entry (part on the procedure) and for supervision of inspections
(part on supervision). No verified source writes days for looking into what a firm reports: the numbers that were read
are those of single cities' hotlines. So the terms are left open here.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yifa.kernel.declare import Procedure, Step, Unsettled, Within
from yifa.kernel.facts import Facts, ask

from ..acts import FIRM_ITSELF, SUPERVISOR
from ..laws import ENTERPRISE_INSPECTION as X

OPEN = Unsettled("国办发〔2024〕54号没有查到核实和答复的天数，由本县规定")


class Came(Facts):
    """A visit as the firm saw it."""

    came_on: date = ask("哪天来的", day=0)
    at: str = ask("几点", default="", max_length=20, hint="大概就行，例如上午九点")
    organ: str = ask("说是哪个单位的", default="", roster="organs", hint="说不清的，不选")
    who: str = ask("来的人", default="", max_length=200, personal=True, hint="姓名、证号或者人数")
    what: str = ask("做了什么", max_length=1000, multiline=True, examples=("进厂看了车间，没有出示检查通知书",))
    differs: bool = ask("这次检查备过案，但是来的人或者查的事项和备案的不一样", default=False)


class End(StrEnum):
    matched = "核对一致"
    founded = "情况属实，已经处理"
    unfounded = "情况不属实"
    unclear = "无法核实"


class Compared(Facts):
    """What the comparison with the filed inspections of that firm and day found."""

    filed: tuple[str, ...] = ask("当天对这家企业的备案", default=(), hint="行政检查的编号，一行一个；没有的不填")
    differs: bool = ask("企业说来的人或者事项不一样", default=False)

    def mismatch(self) -> bool:
        """没有备案，或者来的人、查的事项不一样"""
        return not self.filed or self.differs

    def end(self) -> End | None:
        return None if self.mismatch() else End.matched


class Looked(Facts):
    text: str = ask("核实情况", multiline=True, max_length=2000, examples=("已向被反映单位调取当日派员记录",))
    unit: str = ask("被反映的单位", default="", roster="organs")


class Finding(StrEnum):
    founded = "情况属实，已经处理"
    unfounded = "情况不属实"
    unclear = "无法核实"


class Handled(Facts):
    result: Finding = ask("处理结果", examples=tuple(Finding))
    text: str = ask("怎样处理", multiline=True, max_length=2000, examples=("已责令改正，并约谈负责人",))

    def end(self) -> End:
        return End(self.result.value)


class Answer(Facts):
    text: str = ask("答复企业的话", multiline=True, max_length=2000, examples=("您反映的情况已经核实处理",), hint="企业在自己的页面上看到")


class Complaint(Facts):
    """A complaint about an inspection. `number`: that of the inspection, where the firm names one."""

    number: str = ask("哪次检查", default="", max_length=64, roster="visits", hint="说不清的，不选")
    what: str = ask("投诉什么", max_length=2000, multiline=True, examples=("检查中要求停产等候半天",))
    wants: str = ask("希望怎样处理", default="", max_length=500)


class VisitReport(Procedure):
    """企业反映的检查"""

    key, law, title, since, series = "visit_report", X, "企业反映的检查", date(2024, 12, 30), "企映"
    told = Step("企业反映", by=FIRM_ITSELF, asks=Came, cite=X["监督部分"])
    compared = Step(
        "和备案核对", by=SUPERVISOR, asks=Compared, cite=X["检查程序部分"], after=[told], ends=Compared.end
    )
    mismatch = compared.says(Compared.mismatch)
    looked = Step("核实", by=SUPERVISOR, asks=Looked, cite=X["监督部分"], after=[compared], when=mismatch)
    handled = Step(
        "作出处理结果", by=SUPERVISOR, asks=Handled, cite=X["监督部分"], after=[looked], when=mismatch, ends=Handled.end
    )
    answered = Step("告知企业", by=SUPERVISOR, asks=Answer, cite=X["监督部分"], after=[handled], when=mismatch)
    visit_report_term = Within(OPEN, of=answered, since=told, when=mismatch, cite=X["监督部分"])


class VisitComplaint(Procedure):
    """对检查的投诉"""

    key, law, title, since, series = "visit_complaint", X, "对检查的投诉", date(2024, 12, 30), "企诉"
    told = Step("企业投诉", by=FIRM_ITSELF, asks=Complaint, cite=X["监督部分"])
    looked = Step("核实", by=SUPERVISOR, asks=Looked, cite=X["监督部分"], after=[told])
    handled = Step("作出处理结果", by=SUPERVISOR, asks=Handled, cite=X["监督部分"], after=[looked], ends=Handled.end)
    answered = Step("告知企业", by=SUPERVISOR, asks=Answer, cite=X["监督部分"], after=[handled])
    visit_complaint_term = Within(OPEN, of=answered, since=told, cite=X["监督部分"])
