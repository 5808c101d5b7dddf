"""What the steps of paying a penalty ask (行政处罚法 arts. 66–73). Money in fen."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from yifa.kernel.facts import Facts, ask

LATE_FEE_PER_DAY = 3
"""Percent of the fine for each day late (art. 72; row late_fine_daily_rate); never more than the fine
(late_fine_cap)."""


class Deferral(Facts):
    until: date = ask("准予延期、分期至", day=60)
    instalments: int = ask("分几期", default=1, ge=1, le=60)


class Payment(Facts):
    paid: int = ask("已缴罚没款合计", unit="fen", ge=0, examples=(2_000_00,))
    late_fee: int = ask("加处罚款", unit="fen", ge=0, default=0, hint="每日百分之三，总额不超过罚款数额")
    receipt: str = ask("缴款凭证号", default="", max_length=64)


class LateFee(Facts):
    principal: int = ask("罚款本金", unit="fen", ge=0, examples=(5_000_00,))
    from_on: date = ask("自哪一日起加处", day=0)
    fee: int = ask("截至今日加处数额", unit="fen", ge=0, default=0)


def late_fee(principal: int, due: date, paid: date, stopped: int = 0) -> int:
    """加处罚款 in fen: three percent of the fine for each day after `due`, capped at the fine (arts. 72, 73).

    `stopped`: days of reconsideration or litigation, during which nothing is added. 0 when paid in time."""
    late = max(0, (paid - due) // timedelta(days=1) - stopped)
    return min(principal, principal * LATE_FEE_PER_DAY * late // 100)


class Remedy(StrEnum):
    review = "申请行政复议"
    suit = "提起行政诉讼"


class Challenge(Facts):
    by: Remedy = ask("救济方式", examples=tuple(Remedy))
    number: str = ask("案号", default="", max_length=64)
