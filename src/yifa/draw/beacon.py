"""The public beacon: chance that nobody in the county can choose, named before it exists. Pure.

A beacon must have at least 10^7 outcomes, or whoever holds the secret could have tried secrets until one favours him
whatever the beacon brings (README.md, "Why not one issue of 福彩3D"): three issues of 福彩3D, one of 双色球, one drand
round. A named beacon is `source issue[,issue…]`; its value, one per issue, has one spelling."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .mistakes import DrawError

HELP = (
    "写成“双色球 2026051”，或者“福彩3D 2026120,2026121,2026122”（三期以上），或者“drand 28013456”（quicknet 的轮次）"
)
THREE, BALLS, DRAND = "福彩3D", "双色球", "drand"
LEAST = {THREE: 3, BALLS: 1, DRAND: 1}
ISSUE = {THREE: re.compile(r"20[0-9]{5}"), BALLS: re.compile(r"20[0-9]{5}"), DRAND: re.compile(r"[1-9][0-9]{0,11}")}
EXAMPLE = {
    THREE: "每期三个数字，期与期之间用斜线，例如“4 0 7 / 1 1 9 / 0 3 5”",
    BALLS: "六个红球由小到大，加号，一个蓝球，例如“03 08 12 19 25 31 + 07”",
    DRAND: "这一轮的 randomness，64 位小写十六进制",
}


@dataclass(frozen=True)
class Named:
    """Which beacon. `issues`: consecutive or not, as named."""

    source: str
    issues: tuple[str, ...]

    @property
    def text(self) -> str:
        return f"{self.source} {','.join(self.issues)}"


def named(text: str) -> Named:
    """Raises DrawError."""
    source, _, rest = " ".join(_plain(text).split()).partition(" ")
    issues = tuple(rest.replace(" ", "").split(","))
    if source not in LEAST or not all(ISSUE[source].fullmatch(i) for i in issues):
        raise DrawError(f"看不懂信标“{text}”；{HELP}。")
    if len(set(issues)) < len(issues):
        raise DrawError(f"信标“{text}”里同一期写了两次；{HELP}。")
    if len(issues) < LEAST[source]:
        raise DrawError(f"信标“{text}”的可能结果太少，掌握密值的人可以事先挑选；{HELP}。")
    return Named(source, issues)


def value(beacon: Named, text: str) -> str:
    """The value in its one spelling: full-width digits, commas and missing zeros are put right, nothing else is.
    Raises DrawError for what is not a result of this beacon."""
    parts = [p.strip() for p in _plain(text).split("/")]
    if len(parts) != len(beacon.issues):
        raise DrawError(f"信标有{len(beacon.issues)}期，录入了{len(parts)}期的结果；{EXAMPLE[beacon.source]}。")
    return " / ".join(_result(beacon.source, part) for part in parts)


def _result(source: str, part: str) -> str:
    good = {THREE: _three, BALLS: _balls, DRAND: _drand}[source](part)
    if good is None:
        raise DrawError(f"信标的结果“{part}”读不出来；要{EXAMPLE[source]}。请对照公告重新录入。")
    return good


def _three(part: str) -> str | None:
    digits = [d for d in re.split(r"[ ,]*", part) if d]
    return " ".join(digits) if len(digits) == 3 and re.fullmatch(r"[0-9]{3}", "".join(digits)) else None


def _balls(part: str) -> str | None:
    red, plus, blue = part.partition("+")
    numbers = [*re.split(r"[ ,]+", red.strip()), blue.strip()]
    if not plus or len(numbers) != 7 or not all(re.fullmatch(r"[0-9]{1,2}", n) for n in numbers):
        return None
    reds, last = [int(n) for n in numbers[:6]], int(numbers[6])
    if sorted(set(reds)) != reds or not (reds[0] >= 1 and reds[-1] <= 33 and 1 <= last <= 16):
        return None
    return " ".join(f"{n:02}" for n in reds) + f" + {last:02}"


def _drand(part: str) -> str | None:
    return part if re.fullmatch(r"[0-9a-f]{64}", part) else None


def _plain(text: str) -> str:
    """Full-width digits, signs and spaces as half-width ones."""
    return unicodedata.normalize("NFKC", text).replace("、", ",").strip()
