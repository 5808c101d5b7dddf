"""The same thing stated twice. Two numbers contradict each other only where words, scope and time are the same and the
scope is the whole year and place; a second activity of the same name is no contradiction.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ..model import Check, Verdict
from .interval import fits, shown
from .near import EXACT, LEVEL, Mention, Near, plain
from .words import SURVEY
from .write import made

_ALL = re.compile(r"[全][省市县区年]|共|累计|合计|总[计数共]|现有|本年度|截至")
_NARROW = re.compile(
    r"季度|上半年|下半年|\d月|月份|专项|期间|其中|每|人均|平均|目标|力争|不少于|去年|上年|同期|含|[（(]|第[一二三四五六七八九十\d]+[次批期]|"
    r"一是|二是|新增|其[它他余]|另"
)
_STOCK = re.compile(r"[共现]有|现存|总数")
_EVENT = re.compile(r"开展|举办|组织|召开|培训|活动|检查|宣传|发放|讲座")
"""What is done again and again: two totals of it may be of two things."""
_PLACE = re.compile(r"[一-龥]{2,5}?(?:局|法院|检察院|街道|乡|镇|委员会|办公室|中心|大队|支队|所)")
_YEAR = re.compile(r"20\d\d")
TELLING = 100
"""From here on the same number of the same words is no accident."""
LEAST = 4
"""Characters of a name that says enough to be the same thing."""


def twice(near: Near) -> Iterator[Check]:
    named: dict[tuple[int, str, str], list[Mention]] = defaultdict(list)
    alike: dict[tuple[int, str, int], list[Mention]] = defaultdict(list)
    meant_same: dict[tuple[int, str, str], list[Mention]] = defaultdict(list)
    previous: Mention | None = None
    for m in near.mentions:
        if previous is not None:
            yield from _restated(near, previous, m)
        previous = m
        f = m.figure
        if f.role is not LEVEL or f.part or f.bound is not EXACT or not (m.counted or m.percent):
            continue
        if len(m.name) >= LEAST:
            named[(m.segment, f.unit, m.name)].append(m)
        if m.whole and m.size >= TELLING and m.size % 10:
            alike[(m.segment, f.unit, m.size)].append(m)
        if f.indicator:
            meant_same[(m.segment, f.unit, f.indicator)].append(m)
    told: set[tuple[int, int]] = set()
    groups = (group for kind in (named, meant_same, alike) for group in kind.values() if len(group) > 1)
    for group in groups:
        for a, b in zip(group, group[1:], strict=False):
            key = (a.figure.start, b.figure.start)
            if key not in told and (check := _compared(near, a, b)):
                told.add(key)
                yield check


def _compared(near: Near, a: Mention, b: Mention) -> Check | None:
    same_name = a.name == b.name
    if fits(a.figure, b.figure):
        told = same_name or a.figure.indicator or _pairs(a.name) & _pairs(b.name)
        return _told(near, a, b, Verdict.consistent, "两处所写一致") if told else None
    if not same_name or a.sentence == b.sentence or _apart(near, a, b):
        return None
    if len(a.name) < LEAST:
        return None
    known = bool(a.figure.indicator) and a.figure.indicator == b.figure.indicator
    if a.percent and a.name.startswith("占"):
        return None  # a share of one whole, of other things
    if a.percent:
        sure = known and not SURVEY.search(a.name)
        return _told(near, a, b, Verdict.inconsistent if sure else Verdict.ambiguous, "同一比率两处不同")
    if all(_ALL.search(m.gap) for m in (a, b)):
        stock = all(_STOCK.search(m.gap) for m in (a, b))
        if stock or (known and not _EVENT.search(a.name)):
            return _told(near, a, b, Verdict.inconsistent, "同一总数两处不同")
        return _told(near, a, b, Verdict.ambiguous, "用词相同的总数两处不同，或者不是一回事")
    return _told(near, a, b, Verdict.ambiguous, "同一指标两处不同，或者不是一回事") if known else None


def _pairs(name: str) -> set[str]:
    return {name[i : i + 2] for i in range(len(name) - 1)}


def _apart(near: Near, a: Mention, b: Mention) -> bool:
    """Whether time, place or scope of the two differ, or may."""
    if a.figure.period != b.figure.period or (a.figure.organ != b.figure.organ and not _everywhere(a, b)):
        return True
    heads = []
    for m in (a, b):
        first, _ = near.sentence_span(m)
        heads.append(near.text[max(first, m.figure.start - 60) : m.figure.start])
    if any(_NARROW.search(h) for h in heads):
        return True
    return any(set(rule.findall(heads[0])) != set(rule.findall(heads[1])) for rule in (_PLACE, _YEAR))


def _everywhere(a: Mention, b: Mention) -> bool:
    """Whether one of them is said of the whole place or of the body that reports (全县, 我局), which need not be said."""
    return any(m.figure.organ[:1] in ("", "全", "我", "本") for m in (a, b))


def _restated(near: Near, a: Mention, b: Mention) -> Iterator[Check]:
    """A bracket that says another number of the same words: 平均办理天数7天（平均数5天）."""
    if b.sentence != a.sentence or b.depth != a.depth + 1 or b.clauses != 1 or a.figure.unit != b.figure.unit:
        return
    if b.figure.role is not LEVEL or not a.figure.unit or a.figure.value == b.figure.value:
        return
    pairs = _pairs(plain(b.before))
    if pairs and sum(p in a.name for p in pairs) * 2 >= len(pairs) and not _NARROW.search(b.before):
        yield _told(near, a, b, Verdict.ambiguous, "括号内外用词相同而数不同")


def _told(near: Near, a: Mention, b: Mention, verdict: Verdict, words: str) -> Check:
    one, two = a.figure.value, b.figure.value
    sign = "=" if one == two else "≠" if verdict is not Verdict.consistent else "≈"
    digits = max(a.figure.decimals, b.figure.decimals)
    formula = f"{shown(one, digits)} {sign} {shown(two, digits)}"
    return made("twice", formula, (a, b), two, one, verdict, f"{near.places(a, b)}：{words}（{formula}）。")
