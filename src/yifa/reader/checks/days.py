"""A number of days against the dates beside it: 3月1日至3月30日，为期30天. The first and the last day may both count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from ..model import Bound, Check, Role, UnitKind, Verdict
from .interval import shown
from .near import Mention, Near
from .write import made

_RANGE = re.compile(
    r"(?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日?\s*(?:至|到|[-－—–~～]{1,2})\s*"
    r"(?:(?P<y2>20\d\d)年)?(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日"
)
_LASTS = re.compile(r"(?:为期|历时|持续|期限|公示期?|公告期?|时长|时间|征求意见|连续|共计?|的?)(?:为|共|达|了)?\s*$")
_OTHER = re.compile(r"每|平均|提前|内|缩短|压缩|小时|至少|不少于|以上|工作日")
_DAYS = ("天", "日")
NEAR = 20
"""Characters between the dates and the number of days."""


def days(near: Near) -> Iterator[Check]:
    for sentence in near.sentences:
        for m in sentence:
            f = m.figure
            if f.unit_kind is UnitKind.duration and f.unit in _DAYS and f.role is Role.level and f.bound is Bound.exact:
                yield from _tried(near, m)


def _tried(near: Near, m: Mention) -> Iterator[Check]:
    first, last = near.sentence_span(m)
    first, last = max(first, m.figure.start - 60), min(last, m.stop + 60)
    window = near.text[first:last]
    if len(found := list(_RANGE.finditer(window))) != 1 or _OTHER.search(m.gap[-8:] + m.after[:4]):
        return
    dates = found[0]
    start, end = first + dates.start(), first + dates.end()
    before = near.text[end : m.figure.start] if end <= m.figure.start else ""
    behind = near.text[m.stop : start] if m.stop <= start else ""
    joined = (before and len(before) <= NEAR and _LASTS.search(before)) or re.fullmatch(r"\s*[（(，,]\s*[自从为即]?", behind)
    lengths = _lengths(dates)
    if not joined or not lengths:
        return
    fits = m.figure.value in lengths
    both = max(lengths)
    formula = f"{dates.group()} = {both}天"
    words = "与所写天数相合" if fits else f"与所写{shown(m.figure.value)}天不合，首日不计也只有{both - 1}天"
    verdict = Verdict.consistent if fits else Verdict.inconsistent
    why = f"“{dates.group()}”与{near.quote(m)}：首尾两日都计是{both}天，{words}。"
    yield made("days", formula, (m,), m.figure.value, Fraction(both), verdict, why)


def _lengths(dates: re.Match[str]) -> set[int]:
    """Days from the first to the last date, both or one of them counted, with February as in the year or in either way."""
    years = [int(dates["y"])] if dates["y"] else [int(dates["y2"])] if dates["y2"] else [2023, 2024]
    out: set[int] = set()
    for year in years:
        try:
            start = date(year, int(dates["m"]), int(dates["d"]))
            month = int(dates["m2"] or dates["m"])
            end = date(int(dates["y2"] or year), month, int(dates["d2"]))
            if end < start and not dates["y2"]:
                end = date(year + 1, month, int(dates["d2"]))
        except ValueError:
            continue
        if end >= start:
            out |= {(end - start).days, (end - start).days + 1}
    return out
