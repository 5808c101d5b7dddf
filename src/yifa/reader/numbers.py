"""Numbers as they are written: Arabic and full-width digits, Chinese numerals, 万 and 亿 with decimals. Pure."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

ARABIC = "0-9０-９"
CHINESE = "〇○零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"

_HALF = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_DIGIT = {c: n for n, group in enumerate(("〇○零", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for c in group}
_TEN = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIAD = {"万": 10**4, "亿": 10**8}
_BLANK = re.compile(r"[\s,]+")


@lru_cache(maxsize=4096)
def arabic(text: str) -> tuple[Fraction, int]:
    """Value and decimal places of digits, with thousands' separators and blanks let in: `1,275`, `９８.８７`."""
    plain = _BLANK.sub("", text.translate(_HALF))
    whole, _, places = plain.partition(".")
    return Fraction(int(whole + places), 10 ** len(places)), len(places)


def chinese(text: str) -> tuple[Fraction, int] | None:
    """Value and decimal places of a Chinese numeral (三百零五, 二〇二四, 两万三, 三点五, 百), or None if it is none."""
    whole, point, places = text.partition("点")
    value = _whole(whole)
    if value is None:
        return None
    if not point:
        return Fraction(value), 0
    if not places or any(c not in _DIGIT for c in places):
        return None
    digits = "".join(str(_DIGIT[c]) for c in places)
    return Fraction(f"{value}.{digits}"), len(digits)


def _whole(text: str) -> int | None:
    """An integer in Chinese numerals; digits without 十百千 read one after the other (二〇二四)."""
    if not text:
        return None
    if all(c in _DIGIT for c in text):
        return int("".join(str(_DIGIT[c]) for c in text))
    total = section = 0
    digit: int | None = None
    last = 1
    for c in text:
        if c in _DIGIT:
            if digit:
                return None
            digit = _DIGIT[c]
            if digit == 0:
                last = 10
        elif c in _TEN:
            section += (1 if digit is None or digit == 0 else digit) * _TEN[c]
            last, digit = _TEN[c], None
        else:
            section += digit or 0
            if c == "亿":
                total = (total + section or 1) * _MYRIAD[c]
            else:
                total += (section or 1) * _MYRIAD[c]
            last, section, digit = _MYRIAD[c], 0, None
    return total + section + (digit or 0) * (last // 10 if digit and last > 10 else 1)


def times(word: str) -> int:
    """What 万, 亿, 百万 … multiply by."""
    product = 1
    for c in word:
        product *= _MYRIAD.get(c) or _TEN[c]
    return product
