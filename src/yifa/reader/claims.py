"""Claims of effect that no number supports: 大幅提升, 成效显著, 明显提高. Pure.

A claim is a word of degree with a word of effect. It is vague where neither its own clause nor the next one holds a figure:
"效能明显提升，办理时间缩短50%" is not. What is planned, aimed at or found lacking (不断提升 under 下一步打算) claims nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from .alternatives import each
from .coverage import Section, sections, title_of
from .layout import Look, Unit, units
from .model import Claim, Figure, Segment

DEGREE = "大幅度?|显著|明显|有效|不断|持续|进一步|稳步|极大地?|大大|全面|有力"
EFFECT = "提升|提高|增强|改善|好转|优化|下降|减少|降低|遏制|化解|解决|缓解|缩短|压缩|浓厚"
CHANGED = "提升|提高|改善|增强|下降|减少|降低|优化|好转|进步|缩短"
GOOD = "显著|明显|突出|良好"
CLAIM = re.compile(
    "|".join(
        (
            each(DEGREE, f"(?:地|得到|的)?(?:了|有)?(?:{EFFECT})"),
            each(CHANGED, "得?(?:显著|明显|大幅)"),
            each("成效|效果|作用|效益|变化", f"(?:十分|非常|比较|较为)?(?:{GOOD})"),
            each(f"{GOOD}|积极|较好", "的?(?:成效|效果|成绩|进展|变化|改观|提升|提高)"),
            "广泛好评|一致好评|大为(?:提高|改善|提升|增强|改观)|取得了?(?:长足|很大|较大)的?(?:提高|进步|进展|提升|发展)",
        )
    )
)
CLAUSE = re.compile("[^，,。；;：:！？!?\\n]+")
AIMED = re.compile("将|要|下一步|今后|有待|亟待|尚未|不够|为了|旨在|力争|确保|争取|以期|机制$|虽然")
PURPOSE = re.compile("^(?:以|为).{0,24}$")
NUMBER = re.compile(r"\d|百分之|[一二三四五六七八九十百千万两]+(?:件|个|人|次|项|条|起|家|倍|成)")


def claims(text: str, segment: Segment, figures: Sequence[Figure] = (), found: Sequence[Section] | None = None) -> tuple[Claim, ...]:
    """Those of one report, in order, outside its titles, its shortcomings and its plans. `figures`: in the order of the text."""
    held = [f.start for f in figures]
    own = sections(units(text, segment.start, segment.end)) if found is None else found
    return tuple(c for s in own if s.work for u in s.units if u.look is not Look.titled for c in _vague(u, held))


def _vague(unit: Unit, held: Sequence[int]) -> list[Claim]:
    if not CLAIM.search(unit.text):
        return []
    out = []
    spans = [m.span() for m in CLAUSE.finditer(unit.text)]
    title = len(title_of(unit))
    for i, (start, end) in enumerate(spans):
        m = CLAIM.search(unit.text, start, end)
        if m is None or m.start() < title:
            continue
        before = unit.text[start : m.start()]
        if AIMED.search(before) or PURPOSE.match(before) and before or unit.text[m.end() : end].endswith(("机制", "制度", "目标")):
            continue
        beyond = spans[i + 1][1] if i + 1 < len(spans) and unit.text[end] in "，,：:" else end
        at = unit.start
        if NUMBER.search(unit.text, start, beyond) or bisect_left(held, at + start) < bisect_left(held, at + beyond):
            continue
        out.append(Claim(at + m.start(), at + m.end(), unit.text[start:end].strip()))
    return out
