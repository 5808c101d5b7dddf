"""How an official document writes numbers, dates and its own order: 一、（一）1.（1）, 〔2024〕, 2024年3月5日."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from .model import Block, Heading, PaperError

DIGITS = "零一二三四五六七八九"
# XML 1.0 has no place for these; a pasted form feed must not spoil a document
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
YEAR = re.compile(r"[\[［(（【〔﹝]\s*(\d{4})\s*[\]］)）】〕﹞]")


def chinese(number: int) -> str:
    """1 to 99 in Chinese: 一, 十, 十一, 九十九. Raises PaperError beyond: nobody can find his way there."""
    if not 1 <= number <= 99:
        raise PaperError(f"层次序数只写到九十九，这里是{number}：请分成几部分，或者少分一层。")
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def label(level: int, number: int) -> str:
    """The number of a heading by its level (GB/T 9704-2012, 7.3.3)."""
    if level == 1:
        return f"{chinese(number)}、"
    if level == 2:
        return f"（{chinese(number)}）"
    return f"{number}." if level == 3 else f"（{number}）"


def labelled(blocks: Iterable[Block]) -> list[tuple[Block, str]]:
    """Each block with the number of its heading ("" for other blocks and for headings that bring their own)."""
    counts = [0, 0, 0, 0]
    out: list[tuple[Block, str]] = []
    for block in blocks:
        text = ""
        if isinstance(block, Heading):
            counts[block.level :] = [0] * (4 - block.level)
            if block.numbered:
                counts[block.level - 1] += 1
                text = label(block.level, counts[block.level - 1])
        out.append((block, text))
    return out


def bracketed(number: str) -> str:
    """A document number with its year in 六角括号, whatever was typed: 青府复[2024]31号 -> 青府复〔2024〕31号."""
    return YEAR.sub(r"〔\1〕", number)


def number_text(series: str, year: int, number: int) -> str:
    """A document number: `number_text("青府复", 2024, 31)` -> 青府复〔2024〕31号; no leading zeros, no 第 (7.2.5)."""
    return f"{series}〔{year}〕{number}号"


def day(on: date) -> str:
    """The day of a document in Arabic digits, without leading zeros (7.3.5.4)."""
    return f"{on.year}年{on.month}月{on.day}日"


def width(text: str) -> float:
    """The width of a text in characters (字): half for digits and Latin letters."""
    return sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else 0.5 for one in text)


def clean(text: str) -> str:
    """The text without characters that no document can hold; line ends as \\n."""
    return UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
