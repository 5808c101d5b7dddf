"""行政检查 from 2026-12-01: entry by a signed code, every step of the visit with its minute, recordings by digest.

The circular (国办发〔2024〕54号) is the same; what is new records more. The officers are approved by the numbers of their
certificates, so that the signed code (检查码) can name them. An entry keeps the digest of the code that was shown; where no
network or no code was there, why not, and the scan is made good. An urgent visit, which comes before its approval, is
scanned before the officers leave, with the reason. An approved visit may be called off, which voids its code. A visit
whose result was annulled is taken off the portal.

Local: that a missing scan is made good, and an urgent visit is scanned on leaving, are arrangements of a place (as
深圳's 行政执法监督码); no national text gives the days, so they are Unsettled until `local.toml` sets them.
Not annulled here: a penalty that the visit led to is a matter of its own and withdraws its own publication; that the
visit took place, and what was found, stays true. Matters opened before this day stay under their version.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, field_validator

from yifa.kernel.declare import May, Step, Unsettled, Within
from yifa.kernel.facts import Facts, ask

from ..acts import ANNULLED, CLERK, HEAD, OFFICERS, PUBLISHER, UPPER, Note, Reason
from ..laws import BUSINESS as B
from ..laws import ENTERPRISE_INSPECTION as X
from ..laws import HAINAN_INSPECTION as H
from ..laws import PRIVATE_ECONOMY as M
from ..laws import THREE_SYSTEMS as T
from . import inspection_facts as f
from .inspection import FILED, RECORD, Inspection2024
from .inspection_facts import Findings

DIGEST = re.compile(r"[0-9a-f]{64}")


def sha256_only(given: str) -> str:
    """A SHA-256 as 64 hex digits, or nothing. Raises ValueError, in words."""
    if given and not DIGEST.fullmatch(given):
        raise ValueError(f"“{given[:12]}”不是摘要值；SHA-256摘要值是64位的0至9、a至f")
    return given


Digest = Annotated[str, AfterValidator(sha256_only)]


class Approval2026(f.Approval):
    """The plan, with who goes: the visit's code names them by their certificates."""

    certificates: tuple[str, ...] = ask(
        "执法人员证号", roster="officers", examples=(("青市监-001", "青市监-002"),), hint="两名以上，当天证件有效"
    )

    @field_validator("certificates")
    @classmethod
    def two(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(given)) < 2:
            raise ValueError("少于两名，行政检查须由两名以上执法人员进行")
        return given


class Scan2026(f.Scan):
    """Entry with the code that was shown, or why none could be scanned."""

    code_digest: Digest = ask("检查码摘要值", default="", max_length=64, hint="扫码入企的，页面会填好")
    no_network: str = ask("没有扫码的原因", default="", max_length=300, hint="没有网络等；以后要补扫")

    def unscanned(self) -> bool:
        """入企时没有扫码"""
        return bool(self.no_network)


class Leaving(Facts):
    """An urgent visit is scanned before the officers leave."""

    reason: str = ask("紧急检查的理由", multiline=True, max_length=1000, examples=("现场有燃气泄漏，来不及先报批",))
    code: str = ask("检查码短码", default="", max_length=64)
    code_digest: Digest = ask("检查码摘要值", default="", max_length=64)
    no_network: str = ask("没有扫码的原因", default="", max_length=300, hint="没有网络等；以后要补扫")

    def unscanned(self) -> bool:
        """离开时没有扫码"""
        return bool(self.no_network)


class MadeGood(Facts):
    """The scan that was missing, made good."""

    reason: str = ask("当时没有扫码的原因", multiline=True, max_length=1000, examples=("山区没有网络",))
    code: str = ask("检查码短码", default="", max_length=64)
    code_digest: Digest = ask("检查码摘要值", default="", max_length=64)


class Verdict(StrEnum):
    """What was seen of one item on the spot."""

    fits = "有，符合"
    lacks = "没有或者不清楚"
    foreign = "这家不适用"


class ItemChecked(Facts):
    """One item checked on the spot."""

    item: str = ask("检查的事项", max_length=200, examples=("食品标签检查",))
    verdict: Verdict = ask("看到的", examples=(Verdict.fits, Verdict.lacks))
    seen: str = ask("看到了什么", default="", multiline=True, max_length=2000)
    digests: tuple[Digest, ...] = ask("音像记录摘要值（SHA-256）", default=(), hint="原件留在单位服务器，这里只记摘要值，一行一个")


class OnSite2026(f.OnSite):
    """The record of the visit; its recordings are named by digest."""

    digests: tuple[Digest, ...] = ask("音像记录摘要值（SHA-256）", default=(), hint="原件留在单位服务器，这里只记摘要值，一行一个")


class Inspection2026(Inspection2024):
    """行政检查（签名检查码）"""

    title, since, until = "行政检查（签名检查码）", date(2026, 12, 1), None

    approval = Step(
        "批准检查方案",
        by=HEAD,
        asks=Approval2026,
        cite=X["检查程序部分"],
        after=[Inspection2024.filing, Inspection2024.special_approved, Inspection2024.justified],
        paper=FILED,
    )
    entry: Step[Any] = Step(
        "出示证件，扫码或者持通知书入企",
        by=OFFICERS,
        asks=Scan2026,
        cite=X["检查程序部分"] + M[52] + H["第十六条、第十八条"],
        after=[approval],
    )
    at_once = May(
        "紧急情况，当场检查",
        by=OFFICERS,
        asks=Scan2026,
        cite=X["检查程序部分"],
        instead=entry,
        after=[Inspection2024.filing],
        when=Inspection2024.filing.says(f.Plan.emergency),
    )
    called_off = May(
        "取消已批准的检查",
        by=HEAD,
        asks=Reason,
        cite=X["检查程序部分"],
        instead=entry,
        after=[approval],
        ends=f.Result.none,
    )
    introduced = May("说明来意，告知权利", by=OFFICERS, asks=Note, cite=X["检查程序部分"], after=[entry])
    checked = May("检查一项", by=OFFICERS, asks=ItemChecked, cite=T["全过程记录制度部分"], after=[entry], repeats=True)
    on_site = Step(
        "现场检查并制作笔录",
        by=OFFICERS,
        asks=OnSite2026,
        cite=B[54] + T["全过程记录制度部分"],
        after=[entry],
        paper=RECORD,
    )
    leaving = Step("离开前扫码，说明紧急检查的理由", by=OFFICERS, asks=Leaving, cite=X["检查程序部分"], each=at_once)
    unscanned = entry.says(Scan2026.unscanned) | leaving.says(Leaving.unscanned)
    scan_made_good = Step(
        "补扫检查码", by=CLERK, asks=MadeGood, cite=X["检查程序部分"], after=[entry, leaving], when=unscanned
    )
    scan_made_good_term = Within(
        Unsettled("全国没有统一的补扫天数，由本县的规定写明（本地参数）"),
        of=scan_made_good,
        since=[entry, leaving],
        when=unscanned,
        cite=X["检查程序部分"],
    )
    findings = Step(
        "作出检查结果",
        by=OFFICERS,
        asks=Findings,
        cite=Inspection2024.findings.cite,
        after=[on_site, Inspection2024.tested, Inspection2024.made_good, leaving],
        ends=Findings.end,
    )
    annulled = May(
        "被撤销、变更或者确认违法",
        by=UPPER,
        asks=Note,
        cite=T["公示制度部分"],
        after=[findings],
        hears=ANNULLED,
    )
    taken_down = Step(
        "撤下被撤销的检查结果",
        by=PUBLISHER,
        asks=Reason,
        cite=T["公示制度部分"],
        each=annulled,
        when=Inspection2024.publish.done,
        withdraws=True,
    )
    taken_down_term = Within(
        Unsettled("只写及时撤下，没有写天数"), of=taken_down, since=annulled, cite=T["公示制度部分"]
    )

    minutes: ClassVar[Sequence[Step[Any]]] = (
        entry, at_once, introduced, checked, on_site, Inspection2024.sampling, leaving, findings, Inspection2024.told,
    )  # fmt: skip


# Set here: its text is released, and its digest covers it.
Inspection2024.until = date(2026, 11, 30)  # type: ignore[assignment]  # declared as None there
