"""Percentages of whole numbers, in exact integers: what a written percentage stands for, and what can have given it. Pure.

A percentage with p written decimals stands for every ratio that rounds to it (half up, away from zero). Truncated
percentages are met in published reports as well; `loose` windows hold both. No floats anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

PLACES = 2
"""Decimals with which the house prints a percentage."""


class Match(StrEnum):
    rounded = "四舍五入"
    truncated = "截尾"
    no = "不符"


def places(stated: Decimal) -> int:
    """Decimals as written: 98.8 has one, 100 has none. Raises ValueError unless the number is finite."""
    if not stated.is_finite():
        raise ValueError("不是有限的数")
    return max(0, -int(stated.as_tuple().exponent))


def percent(numerator: int, denominator: int, digits: int = PLACES) -> Decimal:
    """numerator / denominator in per cent, rounded half up. Raises ZeroDivisionError: a rate over nothing is undefined."""
    unit = 10**digits
    return _decimal((2 * numerator * 100 * unit + denominator) // (2 * denominator), digits)


def change(now: int, before: int, digits: int = PLACES) -> Decimal:
    """How much `now` is above (below: negative) `before`, in per cent of `before`, its size rounded half up."""
    size = percent(abs(now - before), before, digits)
    return size if now >= before else -size


def _decimal(units: int, digits: int) -> Decimal:
    return Decimal(units).scaleb(-digits)


@dataclass(frozen=True)
class Window:
    """The ratios low/scale … high/scale; an open end does not belong to it. low is never negative."""

    low: int
    high: int
    scale: int
    low_open: bool = False
    high_open: bool = True

    def least(self, denominator: int) -> int:
        """The smallest numerator over this denominator."""
        product = self.low * denominator
        return product // self.scale + 1 if self.low_open else -(-product // self.scale)

    def most(self, denominator: int) -> int:
        """The largest numerator over this denominator; below `least` where there is none."""
        product = self.high * denominator
        return -(-product // self.scale) - 1 if self.high_open else product // self.scale

    def numerators(self, denominator: int) -> range:
        return range(self.least(denominator), self.most(denominator) + 1)

    def denominators(self, numerator: int) -> tuple[int, int | None]:
        """The smallest and the largest denominator under this numerator (None: no largest)."""
        if self.high == 0:
            first = 1
        else:
            product = numerator * self.scale
            first = product // self.high + 1 if self.high_open else -(-product // self.high)
        if self.low == 0:
            return max(1, first), None
        product = numerator * self.scale
        last = -(-product // self.low) - 1 if self.low_open else product // self.low
        return max(1, first), last

    def simplest(self) -> tuple[int, int]:
        """The fraction of smallest terms inside: no other has a smaller numerator or a smaller denominator
        (Stern and Brocot)."""
        low, high = Fraction(self.low, self.scale), Fraction(self.high, self.scale)
        found = _simplest(low, high, self.low_open, self.high_open)
        return found.numerator, found.denominator


def _simplest(low: Fraction, high: Fraction | None, low_open: bool, high_open: bool) -> Fraction:
    floor = low.numerator // low.denominator
    whole = floor if floor == low and not low_open else floor + 1
    if high is None or whole < high or (whole == high and not high_open):
        return Fraction(whole)
    top = None if low == floor else 1 / (low - floor)
    return floor + 1 / _simplest(1 / (high - floor), top, high_open, low_open)


def window(stated: Decimal, loose: bool = False) -> Window:
    """The ratios that are written as `stated` per cent. loose: cut off as well as rounded."""
    unit = 10 ** places(stated)
    number = 2 * int(stated * unit)
    return Window(max(0, number - 1), number + (2 if loose else 1), 200 * unit)


def change_window(stated: Decimal, loose: bool = False) -> Window:
    """The ratios this year / last year that are written as a change of `stated` per cent."""
    unit = 10 ** places(stated)
    number, one, reach = 2 * int(stated * unit), 200 * unit, 2 if loose else 1
    if number > 0:
        return Window(one + number - 1, one + number + reach, one)
    if number < 0:
        low = one + number - reach
        return Window(max(0, low), one + number + 1, one, low_open=low >= 0, high_open=False)
    return Window(one - reach, one + reach, one, low_open=True)


def possible_numerators(denominator: int, stated: Decimal, loose: bool = False) -> range:
    """Whole numbers that give `stated` per cent of `denominator` when rounded (loose: or cut off)."""
    if denominator < 1 or stated < 0:
        return range(0)
    return range(
        window(stated, loose).least(denominator),
        min(denominator, window(stated, loose).most(denominator)) + 1,
    )


def rate_matches(numerator: int, denominator: int, stated: Decimal) -> Match:
    """Whether numerator / denominator is `stated` per cent at the decimals written."""
    if denominator < 1:
        return Match.no
    if numerator in window(stated).numerators(denominator):
        return Match.rounded
    return Match.truncated if numerator in window(stated, loose=True).numerators(denominator) else Match.no


def change_matches(now: int, before: int, stated: Decimal) -> Match:
    """Whether this year's number differs from last year's by `stated` per cent at the decimals written."""
    if before < 1:
        return Match.no
    if now in change_window(stated).numerators(before):
        return Match.rounded
    return Match.truncated if now in change_window(stated, loose=True).numerators(before) else Match.no


def why_none(denominator: int, stated: Decimal) -> str:
    """Why no whole number is `stated` per cent of `denominator`: the nearest ones and what they give.

    "" if there is one after all (by rounding)."""
    if denominator < 1:
        return "分母为 0，比率无从谈起"
    if possible_numerators(denominator, stated):
        return ""
    digits = max(PLACES, places(stated))
    below = min(denominator, int(stated * denominator / 100))
    near = [n for n in (below, below + 1) if n <= denominator]
    shown = "，".join(f"{n}/{denominator} = {percent(n, denominator, digits)}%" for n in near)
    return f"{denominator} 的整数份中没有一个是 {stated}%：{shown}"
