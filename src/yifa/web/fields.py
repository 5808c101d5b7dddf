"""What was typed, into plain values: text, numbers, money, rates, dates. Every refusal says what to type. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from yifa.kernel.facts import BEIJING

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
MINUTE = re.compile(r"(.+?)[T\s]+(\d{1,2})[:：时](\d{1,2})分?(?::\d{2}(?:\.\d+)?)?")
LARGEST = 10**15


class Unreadable(ValueError):
    """What was typed is not such a value; the message says how to type it."""


def narrow(text: str) -> str:
    """Full-width digits and signs as their plain forms, without spaces around."""
    return unicodedata.normalize("NFKC", text).strip()


def _number(text: str) -> Decimal:
    plain = narrow(text).replace(",", "").replace(" ", "")
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", plain):
        raise Unreadable("请填数字，例如 1200")
    try:
        return Decimal(plain)
    except InvalidOperation as e:
        raise Unreadable("请填数字，例如 1200") from e


def _whole(value: Decimal, otherwise: str) -> int:
    if abs(value) > LARGEST:
        raise Unreadable("数字太大，请核对有没有多填几位")
    if value != int(value):
        raise Unreadable(otherwise)
    return int(value)


def whole(text: str) -> int:
    return _whole(_number(text), "请填整数，不要小数")


def fen(text: str) -> int:
    """Yuan as typed (`50,000`, `3860.50`, `50,000元`) into fen."""
    return _whole(_number(narrow(text).removesuffix("元")) * 100, "金额最多两位小数，到分为止")


def basis_points(text: str) -> int:
    """Per cent as typed (`8.93`, `8.93%`) into basis points."""
    return _whole(_number(narrow(text).removesuffix("%")) * 100, "百分比最多两位小数")


def day(text: str) -> date:
    plain = narrow(text)
    found = DAY.fullmatch(plain) or EIGHT.fullmatch(plain)
    if not found:
        raise Unreadable("请填年、月、日，例如 2026-10-20")
    year, month, number = map(int, found.groups())
    try:
        return date(year, month, number)
    except ValueError as e:
        raise Unreadable(f"没有{year}年{month}月{number}日这一天，请核对") from e


def minute(text: str) -> datetime:
    """A day with a time, in Beijing time."""
    found = MINUTE.fullmatch(narrow(text))
    if not found:
        raise Unreadable("请填日期和时刻，例如 2026-10-20 09:30")
    on, hour, minutes = day(found[1]), int(found[2]), int(found[3])
    if hour > 23 or minutes > 59:
        raise Unreadable(f"没有{hour}时{minutes}分这个时刻，请填00:00到23:59")
    return datetime(on.year, on.month, on.day, hour, minutes, tzinfo=BEIJING)
