"""Statutes, citations and spans of time: the vocabulary in which a limit is written. Pure."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["日", "工作日", "月", "年", "时"]

ALL_DAYS: Container[int] = range(1, 100_000)
"""For a law under which every 日 of the authority is a working day (行政许可法 art. 82)."""

_DIGITS = "零一二三四五六七八九"


def chinese(n: int) -> str:
    """An article's number as statutes write it: 62 -> 六十二, 101 -> 一百零一."""
    if n >= 100:
        hundreds, rest = divmod(n, 100)
        tail = "" if not rest else ("零" + _DIGITS[rest] if rest < 10 else chinese_tens(rest))
        return f"{_DIGITS[hundreds]}百{tail}"
    tens = chinese_tens(n)
    return tens[1:] if tens.startswith("一十") else tens


def chinese_tens(n: int) -> str:
    """1–99 with its leading 一 kept before 十, as it stands after a hundred: 112 -> 一百一十二."""
    tens, ones = divmod(n, 10)
    return (f"{_DIGITS[tens]}十" if tens else "") + (_DIGITS[ones] if ones else "")


@dataclass(frozen=True)
class Law:
    """One version of a statute, with what it says about counting days.

    `working`: the numbers of 日 that this law counts in working days. `rolls`: whether a last day that is a
    rest day moves to the next working day; None where the law, and the procedure law it refers to, is silent.
    """

    title: str
    since: date
    until: date | None = None
    working: Container[int] = frozenset()
    rolls: bool | None = None

    def __getitem__(self, articles: int | str | tuple[int | str, ...]) -> Cite:
        """`R[20, 22]` cites articles 20 and 22; a document without articles is cited by its part: `D["公示部分"]`."""
        return Cite(self, articles if isinstance(articles, tuple) else (articles,))

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Cite:
    """Where a rule stands. A citation is a required argument of every line of a procedure."""

    law: Law
    articles: tuple[int | str, ...]
    also: tuple[Cite, ...] = ()

    def __add__(self, other: Cite) -> Cite:
        """A rule that rests on two laws: `R[62] + I[45]`."""
        return Cite(self.law, self.articles, (*self.also, other))

    def __str__(self) -> str:
        own = "、".join(f"第{chinese(a)}条" if isinstance(a, int) else a for a in self.articles)
        return "；".join([f"《{self.law.title}》{own}", *map(str, self.also)])


@dataclass(frozen=True)
class Span:
    """An amount of time as a statute writes it."""

    n: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.n}{'个' if self.unit in ('工作日', '月') else ''}{'小时' if self.unit == '时' else self.unit}"


def days(n: int) -> Span:
    """日 as the cited law counts them: whether these are working days is the law's to say."""
    return Span(n, "日")


def workdays(n: int) -> Span:
    """The article itself writes 工作日."""
    return Span(n, "工作日")


def months(n: int) -> Span:
    return Span(n, "月")


def years(n: int) -> Span:
    return Span(n, "年")


def hours(n: int) -> Span:
    return Span(n, "时")


def counts_workdays(span: Span, law: Law) -> bool:
    """Whether `span` under `law` runs in working days (e.g. 行政处罚法 art. 85: 二日、三日、五日、七日)."""
    return span.unit == "工作日" or (span.unit == "日" and span.n in law.working)
