"""Headings of a report: where each stands, how deep, which chapter it opens, and whether plans begin there. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from yifa.reader.data import words

_HEADING = (
    r"[^\S\n]*(?:(?P<one>第?[一二三四五六七八九十]{1,3}(?:、|[．.]\s?|部分))|(?P<two>[(（][一二三四五六七八九十]{1,3}[)）][、.．]?)"
    r"|(?P<three>\d{1,2}(?:[、．]|\.(?!\d)))|(?P<four>[(（]\d{1,2}[)）]))[^\S\n]*(?P<title>[^。；;：:\n]{2,60})"
)
_FIRST_LINE, _LINE = re.compile(_HEADING), re.compile(r"\n" + _HEADING)
_INLINE = re.compile(r"[一二三四五六七八九十][一二三四五六七八九十]?是(?P<title>[^。；;：:，,\n]{2,40})")
_DONE = re.compile("情况|成效|成绩|做法|总结|回顾|完成|落实|制定|问题|不足")
_INLINE_LEVEL = 5


class Heading(NamedTuple):
    """A heading. `level`: 1 for 一、, 2 for (一), 3 for 1., 4 for (1), 5 for 一是."""

    start: int
    end: int
    level: int
    title: str

    @property
    def chapter(self) -> str:
        """The chapter that it names, or ""."""
        return chapter(self.title)

    @property
    def plans(self) -> bool:
        """Whether what follows is yet to come."""
        return self.level <= 2 and _plan_words().search(self.title) is not None and not _DONE.search(self.title)


@cache
def _chapter_words() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = words("chapters")["words"]
    chapter_of = {word: chapter for chapter, said in table.items() for word in said.split()}
    return re.compile("|".join(sorted(map(re.escape, chapter_of), key=len, reverse=True))), chapter_of


@cache
def _plan_words() -> re.Pattern[str]:
    return re.compile("|".join(words("chapters")["plans"]["words"].split()))


def chapter(title: str) -> str:
    """The chapter that a heading's words name first, or "" if none."""
    pattern, chapter_of = _chapter_words()
    found = pattern.search(title)
    return chapter_of[found[0]] if found else ""


def headings(text: str, start: int, end: int) -> list[Heading]:
    """The headings of `text[start:end]`, in order."""
    found = [Heading(m.start(), m.end(), _INLINE_LEVEL, m["title"]) for m in _INLINE.finditer(text, start, end)]
    first = _FIRST_LINE.match(text, start, end)
    for match in (*([first] if first else ()), *_LINE.finditer(text, start, end)):
        level = next(level for level, told in enumerate(match.groups(), 1) if told)
        found.append(Heading(match.start(), match.end(), level, match["title"].strip()))
    found.sort()
    return found


_LOOK_BACK = 200
"""A heading further back than so many headings is no longer looked for."""


class Outline:
    """What the headings above a place say."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._headings = headings(text, start, end)
        self._starts = [h.start for h in self._headings]
        self._known: dict[int, tuple[str, bool, str]] = {}

    def at(self, place: int) -> tuple[str, bool, str]:
        """Chapter ("" if none is named), whether plans for later are told, and the words of the nearest heading."""
        index = bisect_right(self._starts, place) - 1
        if index < 0:
            return "", False, ""
        if index not in self._known:
            self._known[index] = self._above(index)
        return self._known[index]

    def _above(self, index: int) -> tuple[str, bool, str]:
        named, inline, plans, level = "", "", False, 9
        nearest = self._headings[index].title
        for heading in reversed(self._headings[max(0, index - _LOOK_BACK) : index + 1]):
            if heading.level >= level:
                continue
            level = heading.level
            if level == _INLINE_LEVEL:
                inline = heading.chapter
            else:
                named = named or heading.chapter
            plans = plans or heading.plans
            if level == 1:
                break
        return named or inline, plans, nearest
