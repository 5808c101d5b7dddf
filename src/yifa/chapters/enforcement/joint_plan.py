"""年度联合检查计划（综合查一次）: departments file their duties, the coordinating organ merges, adjusts and publishes them.

国办发〔2024〕54号 asks in its part on plans that what can be merged is not repeated, what can be done together is not done
by many, and that the plan is published. How many visits a firm may get, how many officers come at once and how long a day
is are the county's own rules: asked when the year is opened, never assumed.

The duties themselves lie in files (a county has some tens of thousands); an entry names each file by digest, with its rows
and control sums, and a plan by the digest of its certificate.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yifa.kernel.declare import May, Procedure, Step
from yifa.kernel.facts import Facts, ask

from ..acts import CLERK, HEAD, PUBLISHER, SUPERVISOR, Note, Reason
from ..laws import ENTERPRISE_INSPECTION as X

SHA = "0" * 64
"""An example of a digest."""


class Rules(Facts):
    """The year and the county's rules for it; all are local."""

    year: int = ask("年度", ge=2025, le=2150, examples=(2027,))
    visits_per_subject: int = ask("每家企业全年最多入企", unit="次", ge=1, le=999, examples=(2,))
    visitors_per_visit: int = ask("每次入企最多", unit="人", ge=1, le=999, examples=(6,))
    travel_minutes: int = ask("每次路上", unit="分钟", ge=0, le=1440, examples=(30,), hint="每名人员每次入企")
    minutes_per_day: int = ask("每名人员一天可用于检查", unit="分钟", ge=1, le=1440, examples=(420,), hint="检查加路上")
    basis: str = ask("规则的依据", max_length=200, examples=("县政府办公室关于本年度涉企检查频次的通知",), hint="本地规定的名称和文号")


class Planned(Facts):
    """A merged plan. `certificate`: digest of its certificate, which names inputs and outputs by theirs."""

    certificate: str = ask("证书摘要", max_length=64, examples=(SHA,))
    duties: int = ask("应查", unit="项", ge=0, examples=(2,))
    placed: int = ask("排进", unit="项", ge=0, examples=(2,))
    visits: int = ask("入企", unit="次", ge=0, examples=(1,))
    bound: int = ask("证明的下限", unit="次", ge=0, examples=(1,))
    gap_bp: int = ask("比下限多", unit="bp", ge=0, default=0)
    organs: int = ask("各机关分头去至少", unit="次", ge=0, examples=(2,))
    officers: int = ask("持证人员", unit="人", ge=0, examples=(4,))
    spared: int = ask("企业请求避开的日子", unit="天", ge=0, default=0)
    sources: tuple[str, ...] = ask("收进的报送", default=(), hint="编号=文件摘要")


class Change(StrEnum):
    """What was changed by hand."""

    moved = "改日期"
    crewed = "换人员"
    parted = "拆出一次"
    merged = "合并两次"


class Adjusted(Facts):
    """One change by hand, with the certificate that was made anew for it."""

    change: Change = ask("改了什么", examples=tuple(Change))
    what: str = ask("怎样改", max_length=500, examples=("V00001 改到 2027-03-05",))
    text: str = ask("理由", multiline=True, max_length=2000, examples=("企业停产检修",))
    before: str = ask("原证书摘要", max_length=64, examples=(SHA,))
    certificate: str = ask("新证书摘要", max_length=64, examples=(SHA,))
    visits: int = ask("入企", unit="次", ge=0, examples=(1,))
    bound: int = ask("证明的下限", unit="次", ge=0, examples=(1,))
    gap_bp: int = ask("比下限多", unit="bp", ge=0, default=0)


class Approved(Facts):
    """The head approves one version of the plan, named by its certificate."""

    certificate: str = ask("批准的证书摘要", max_length=64, examples=(SHA,))
    text: str = ask("说明", default="", multiline=True, max_length=2000)


class Published(Facts):
    """What was published: the part that may be announced, with a certificate of its own. `plan`: of the whole."""

    plan: str = ask("计划的证书摘要", max_length=64, examples=(SHA,))
    certificate: str = ask("公布部分的证书摘要", max_length=64, examples=(SHA,))
    visits: int = ask("公布的入企", unit="次", ge=0, examples=(1,))
    organs: int = ask("各机关分头去至少", unit="次", ge=0, examples=(2,))
    text: str = ask("说明", default="", multiline=True, max_length=2000)


class Duties(Facts):
    """A department's duties as a file. `alone`: duties that may not be merged; `minutes`: control sum of all duties."""

    year: int = ask("年度", ge=2025, le=2150, examples=(2027,))
    file: str = ask("文件名", max_length=200, examples=("检查计划.csv",))
    sha256: str = ask("文件摘要", max_length=64, examples=(SHA,))
    rows: int = ask("检查", unit="项", ge=1, examples=(1,))
    subjects: int = ask("企业", unit="家", ge=1, examples=(1,))
    alone: int = ask("不可合并", unit="项", ge=0, default=0)
    minutes: int = ask("检查时间合计", unit="分钟", ge=0, examples=(60,))


class Filing(StrEnum):
    """How a filing ends before the year is over."""

    recalled = "已撤回报送"


class JointPlan(Procedure):
    """年度联合检查计划"""

    key, law, title, since, series, subject = "joint_plan", X, "年度联合检查计划", date(2024, 12, 30), "联检", ""

    opened = Step("确定年度和规则", by=SUPERVISOR, asks=Rules, cite=X["检查计划部分"])
    planned = Step("合并各部门计划", by=SUPERVISOR, asks=Planned, cite=X["检查计划部分"], after=[opened], repeats=True)
    adjusted = May("调整计划", by=SUPERVISOR, asks=Adjusted, cite=X["检查计划部分"], after=[planned], repeats=True)
    approved = Step("批准计划", by=HEAD, asks=Approved, cite=X["检查计划部分"], after=[planned])
    approved_anew = May(
        "批准调整后的计划",
        by=HEAD,
        asks=Approved,
        cite=X["检查计划部分"],
        after=[approved],
        when=adjusted.done,
        repeats=True,
    )
    published = Step(
        "公布计划",
        by=PUBLISHER,
        asks=Published,
        cite=X["检查计划部分"],
        after=[approved],
        publishes=True,
        repeats=True,
    )
    withdrawn = May(
        "撤回公布并说明理由",
        by=PUBLISHER,
        asks=Reason,
        cite=X["检查计划部分"],
        after=[approved],
        when=published.done,
        withdraws=True,
        repeats=True,
    )


class DepartmentPlan(Procedure):
    """部门检查计划报送"""

    key, law, title, since, series, subject = "department_plan", X, "部门检查计划报送", date(2024, 12, 30), "检计", ""

    filed = Step("报送检查计划", by=CLERK, asks=Duties, cite=X["检查计划部分"])
    approved = Step("批准报送", by=HEAD, asks=Note, cite=X["检查计划部分"], after=[filed])
    recalled = May(
        "撤回报送", by=HEAD, asks=Reason, cite=X["检查计划部分"], after=[filed], ends=Filing.recalled
    )
    published = May(
        "公布检查计划", by=PUBLISHER, asks=Note, cite=X["检查计划部分"], after=[approved], publishes=True, repeats=True
    )
    withdrawn = May(
        "撤回公布并说明理由",
        by=PUBLISHER,
        asks=Reason,
        cite=X["检查计划部分"],
        after=[approved],
        when=published.done,
        withdraws=True,
        repeats=True,
    )
