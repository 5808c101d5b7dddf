"""What a printed number can stand for, exactly: rounding (half up) and truncation at its printed places. No floats.

A number printed with d decimals in units of s stands for every value from half a place below it (it was rounded up) to one
place above it, that end left out (it was cut off).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from ..model import Figure, UnitKind

HALF = Fraction(1, 2)
_PERCENT = UnitKind.percent


@dataclass(frozen=True, slots=True)
class Interval:
    """low … high; `open`: high does not belong to it."""

    low: Fraction
    high: Fraction
    open: bool = False

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high, self.open or other.open)

    def __contains__(self, value: Fraction) -> bool:
        return self.low <= value and (value < self.high if self.open else value <= self.high)

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return _reaches(self, other) and _reaches(other, self)

    def whole_times(self, base: int) -> range:
        """The whole numbers k with k / base in the interval (base at least 1)."""
        top = self.high * base
        last = ceil(top) - 1 if self.open else top.numerator // top.denominator
        return range(max(0, ceil(self.low * base)), last + 1)


def _reaches(a: Interval, b: Interval) -> bool:
    return a.low < b.high if b.open else a.low <= b.high


def place(figure: Figure) -> Fraction:
    """The value of the last printed place."""
    return Fraction(max(1, figure.scale), 10 ** min(30, max(0, figure.decimals)))


def in_full(figure: Figure) -> bool:
    """Whether it is a number of things written out in full."""
    return figure.scale == 1 and figure.decimals == 0 and figure.unit_kind is not _PERCENT


def meant(figure: Figure) -> Interval:
    """The values the printed number can stand for. A number of things written out in full stands for itself."""
    if in_full(figure):
        return Interval(figure.value, figure.value)
    step = place(figure)
    return Interval(figure.value - step * HALF, figure.value + step, True)


def fits(a: Figure, b: Figure) -> bool:
    """Whether two printed numbers can stand for the same value."""
    if in_full(a) and in_full(b):
        return a.value == b.value
    return meant(a).meets(meant(b))


def share(figure: Figure) -> Interval:
    """A percentage as ratios."""
    printed = meant(figure)
    return Interval(printed.low / 100, printed.high / 100, printed.open)


def how(value: Fraction, figure: Figure) -> str:
    """By what a value is printed as the figure: 相等, 四舍五入, 截尾, or "" (by nothing)."""
    stated = figure.value
    off = value.numerator * stated.denominator - stated.numerator * value.denominator
    if not off:
        return "相等"
    step = max(1, figure.scale) * value.denominator * stated.denominator  # in the units of `off`, as is the next
    off *= 10 ** min(30, max(0, figure.decimals))
    if abs(off) * 2 <= step:
        return "四舍五入"
    return "截尾" if 0 <= off < step else ""


def percent(part: Fraction, whole: Fraction) -> Fraction:
    """How many per cent of the whole the part is."""
    return Fraction(part.numerator * whole.denominator * 100, part.denominator * whole.numerator)


def added(values: Sequence[Fraction]) -> Fraction:
    """Their sum. Whole numbers, as most are, are added as such: Fraction is slow."""
    if all(v.denominator == 1 for v in values):
        return Fraction(sum(v.numerator for v in values))
    return sum(values, Fraction(0))


def written(value: Fraction, like: Figure) -> str:
    """A value in the unit in which a figure is printed: 1.2万."""
    scale = {10**4: "万", 10**8: "亿"}.get(like.scale, "")
    return _trimmed(shown(value / like.scale if scale else value, max(2, like.decimals))) + scale


def shown(value: Fraction, digits: int = 2) -> str:
    """A number for a reader: whole, or rounded half up at that many decimals."""
    if value.denominator == 1:
        return str(value.numerator)
    unit = 10**digits
    units = (2 * abs(value.numerator) * unit + value.denominator) // (2 * value.denominator)
    return f"{'-' if value < 0 else ''}{units // unit}.{units % unit:0{digits}d}"


def _trimmed(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
