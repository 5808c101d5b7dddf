"""企业链接登记: which firm was given a link to its own page, when, and when it was taken back."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yifa.kernel.declare import May, Procedure, Step
from yifa.kernel.facts import Facts, ask

from ..acts import REGISTRAR, Reason
from ..laws import ENTERPRISE_INSPECTION as X


class Gone(StrEnum):
    revoked = "已收回"


class Issued(Facts):
    """How the link was handed over. Never the link or the number, nor anything made from them."""

    how: str = ask("怎样交给企业", max_length=200, examples=("当面交给企业负责人",), hint="交给谁、在哪里、凭什么核对身份")


class FirmLink(Procedure):
    """企业链接登记

    No article that was read orders such a link. The nearest verified basis is the part of 国办发〔2024〕54号 on the
    supervision of inspections, which the link serves: a firm compares what it saw with what was filed."""

    key, law, title, since, series = "firm_link", X, "企业链接登记", date(2024, 12, 30), "企链"
    issued = Step("发放企业链接", by=REGISTRAR, asks=Issued, cite=X["监督部分"])
    revoked = May("收回企业链接", by=REGISTRAR, asks=Reason, cite=X["监督部分"], after=[issued], ends=Gone.revoked)
