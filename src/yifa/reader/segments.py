"""Which parts of a text are reports: several on one page are told apart, what stands around them is left out. Pure.

A report begins with its title, its salutation, or the paragraph of introduction before a heading 一、 that starts the
numbering anew. None of this looks for the words of a certain place or kind of body."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .layout import ORGAN_LINE, Look, Unit, tail, units
from .model import Segment
from .organs import kind_of, organ_of, year_of

OPENING = re.compile(
    r"一年来|近年来|今年(?:以)?来|本年度|20\d\d ?年(?:度|以来|来|是)?[,，、]?|在|为|按照|根据|对照|围绕|坚持|.{0,30}(?:正确领导|坚强领导|指导)下"
)
FOLLOWS = re.compile("如下")
CLOSING = re.compile(
    r"同时|此外|另外|今后|下一步|接下来|总之|综上|特此|以上|虽然|尽管|在今后|.{0,12}将(?:继续|以|认真|进一步|坚持|不断|着力|深入|严格)"
)
PLAN = re.compile("下一步|下步|下一年|来年|今后|打算|安排|思路|计划|努力方向|重点工作|展望")
NUMBERS = re.compile(r"[\d\s.,，|%％]+")
ROW_OF_NUMBERS = re.compile(r"\|[ \t　]*\d[\d.,]{0,15}[ \t　]*[%％]?[ \t　]*(?:\||$)")
ENOUGH, REPORT = 300, 800
"""Characters of a report's body: less is no report yet, from the second on a title begins the next one."""


def segments(text: str) -> tuple[Segment, ...]:
    """In the order of the text, apart from each other, each within the text; none only where there are no words at all."""
    return tuple(segment for segment, _ in divide(text))


def divide(text: str) -> tuple[tuple[Segment, tuple[Unit, ...]], ...]:
    """The same, each with its units."""
    found = units(text)
    if not found:
        return ()
    starts = _starts(found)
    out = []
    for first, beyond in zip(starts, [*starts[1:], len(found)], strict=True):
        own = found[_first(found, first, beyond) : _beyond(found, first, beyond)]
        if own:
            start, end = own[0].start, own[-1].end
            kind = kind_of(text[start:end])
            out.append((Segment(start, end, organ_of(own, kind), year_of(own), kind), tuple(own)))
    return tuple(out)


def furniture(found: Iterable[Unit]) -> list[tuple[int, int]]:
    """The spans of page furniture among the units of reports (发布时间, 浏览次数, …): what stands there is no figure of a report.
    Nothing but numbers may be a row of a table."""
    return [(unit.start, unit.end) for unit in found if unit.look is Look.furniture and not NUMBERS.fullmatch(unit.text)]


def _starts(found: list[Unit]) -> list[int]:
    """Indices of the units with which reports begin; the first is 0."""
    starts = [0]
    length = reached = 0
    for i, unit in enumerate(found):
        begins = -1
        done = length >= ENOUGH and (reached >= 2 or length >= REPORT)
        if unit.look in (Look.titled, Look.salutation):
            if done and _body_follows(found, i):
                begins = _above(found, i, starts[-1])
        elif unit.number == 1 and reached >= 2 and length >= ENOUGH:
            begins = _introduction(found, i, starts[-1])
        if begins > starts[-1]:
            starts.append(begins)
            length = sum(len(u.text) for u in found[begins:i] if u.look is Look.body)
            reached = 0
        if unit.look in (Look.body, Look.numbered, Look.heading):
            length += len(unit.text)
        reached = unit.number if unit.number else reached
    return starts


def _body_follows(found: list[Unit], i: int) -> bool:
    return any(u.look in (Look.body, Look.heading) for u in found[i + 1 : i + 5])


def _above(found: list[Unit], i: int, least: int) -> int:
    """A title's own first lines: the organ's name, or a title above it."""
    while i - 1 > least and (found[i - 1].look is Look.titled or ORGAN_LINE.fullmatch(found[i - 1].text)):
        i -= 1
    return i


def _introduction(found: list[Unit], heading: int, least: int) -> int:
    """Where the report with this heading 一、 begins, or -1 if it does not begin a report: numbering may start anew within one."""
    begins, i = -1, heading - 1
    while i > least and found[i].look in (Look.body, Look.short, Look.furniture, Look.titled, Look.salutation):
        unit = found[i]
        if unit.look is Look.body:
            if CLOSING.match(unit.text) and not FOLLOWS.search(unit.text):
                break
            if FOLLOWS.search(unit.text) or OPENING.match(unit.text):
                begins = i
        elif unit.look in (Look.titled, Look.salutation):
            begins = i
        i -= 1
    if begins >= 0:
        return _above(found, begins, least)
    last = next((u for u in reversed(found[:heading]) if u.look is Look.heading), None)
    return heading if last is not None and PLAN.search(last.text[:40]) else -1


def _first(found: list[Unit], first: int, beyond: int) -> int:
    """The title, else the first unit that reads like a report, else the first that is no furniture."""
    fallback = beyond
    for i in range(first, beyond):
        look = found[i].look
        if _row(found, i):
            return _head_of_table(found, i, first)
        if look is Look.titled or look in (Look.salutation, Look.body, Look.heading, Look.numbered):
            return _above(found, i, first - 1) if look is Look.titled else i
        if look is Look.short and fallback == beyond:
            fallback = i
    return fallback


def _row(found: list[Unit], i: int) -> bool:
    """Whether this is a row of a table with numbers, or one of several lines that are nothing but numbers."""
    text = found[i].text
    if not NUMBERS.fullmatch(text):
        return ROW_OF_NUMBERS.search(text) is not None and found[i].look is Look.short
    return "|" in text or any(0 <= j < len(found) and NUMBERS.fullmatch(found[j].text) for j in (i - 1, i + 1))


def _head_of_table(found: list[Unit], i: int, least: int) -> int:
    """The first of the short lines above a row."""
    while i - 1 >= least and found[i - 1].look is Look.short:
        i -= 1
    return i


def _beyond(found: list[Unit], first: int, beyond: int) -> int:
    """After the last unit of the report; what follows 相关阅读 and the like is none, unless the report's numbering goes on."""
    last, length, ended = first, 0, False
    for i in range(first, beyond):
        unit = found[i]
        if tail(unit) and length >= ENOUGH:
            ended = True
        if (unit.look is Look.furniture and not _row(found, i)) or (ended and unit.look not in (Look.heading, Look.numbered)):
            continue
        ended = False
        length += len(unit.text)
        last = i + 1
    return last
