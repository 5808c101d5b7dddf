"""企业请求避开的日子: a firm says on which days a visit would hurt it most, and the plan keeps clear of them.

No article that was read grants such a right. The nearest verified basis is the part on plans of 国办发〔2024〕54号, which
wants visits merged, made together or replaced wherever they can be. So it is a request: plans keep clear of it, an
emergency or a report to be looked into does not wait for it.
"""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator

from yifa.kernel.declare import Procedure, Step
from yifa.kernel.facts import Facts, ask

from ..acts import FIRM
from ..laws import ENTERPRISE_INSPECTION as X

LONGEST = 60
"""Days that one request may ask for: a firm that asks to be spared the whole year asks not to be inspected."""


class Days(Facts):
    """The days, both ends counted, and why."""

    first: date = ask("从哪天", day=30, hint="含这一天")
    last: date = ask("到哪天", day=36, hint="含这一天")
    reason: str = ask("为什么", max_length=200, examples=("采茶", "停产检修", "年终盘点"), hint="例如采茶、停产、盘点")

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """The last day is not before the first, and the stretch is not longer than a request may be."""
        if self.last < self.first:
            raise ValueError("“到哪天”在“从哪天”以前，请核对两个日期")
        if (self.last - self.first).days >= LONGEST:
            raise ValueError(f"一次最多登记{LONGEST}天；时间再长的，分几次写明各自的理由")
        return self


class SparedDays(Procedure):
    """企业请求避开的日子"""

    key, law, title, since, series = "spared_days", X, "企业请求避开的日子", date(2024, 12, 30), "避"
    asked = Step("请求避开这些日子", by=FIRM, asks=Days, cite=X["检查计划部分"])
