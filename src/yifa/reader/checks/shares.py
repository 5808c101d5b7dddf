"""Shares in a list or table: 处罚类120件，占比40%；强制类90件，占比30%…, of one whole that may stand sentences before.

The whole is the number that gives most of the shares; one share that it alone does not give is then wrong, if at least four
others prove the whole and no number before gives it. A last place off may have been made to fill up 100 %, and is only doubted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from ..model import Bound, Check, Role, Verdict
from .interval import place, shown
from .near import Mention, Near, outside, same_unit
from .rates import CLOSE, above, agrees, pair
from .words import NOT_ALL
from .write import made

Pair = tuple[Mention, Mention]
PROOF = 4
"""Shares that prove a whole."""
WINDOW = 60
"""Numbers looked back at for the whole."""
_SHARE = re.compile(r"^[^。；;：:|]{0,12}?占")
_NAMED = re.compile(r"[，,、\s]|比例|比重|比|最高|最多|的|达到?|为|约|率")


def shares(near: Near) -> Iterator[Check]:
    at = {m.figure.start: i for i, m in enumerate(near.mentions)}
    for group in (*_lists(near), *_tables(near)):
        yield from _tried(near, group, near.mentions[max(0, at[group[0][0].figure.start] - WINDOW) : at[group[0][0].figure.start]])


def _fit_for_share(top: Mention, rate: Mention) -> bool:
    return top.whole and rate.percent and rate.figure.role is Role.level and 0 <= rate.figure.value <= 100


def _lists(near: Near) -> Iterator[list[Pair]]:
    """The shares of a sentence, each right behind its number."""
    for sentence in near.sentences:
        group = [
            (a, b) for a, b in pairwise(sentence) if _fit_for_share(a, b) and b.clauses <= 2 and _SHARE.match(outside(b.gap))
        ]  # fmt: skip
        if group:
            yield group


def _tables(near: Near) -> Iterator[list[Pair]]:
    """Rows of shares under rows of numbers, and columns of shares beside columns of numbers."""
    if "|" not in near.text:
        return
    rows: dict[int, dict[int, Mention]] = defaultdict(dict)
    for m in near.mentions:
        line = near.line(m)
        if "|" in line[0]:
            rows[m.paragraph][line[0][: line[1]].count("|")] = m
    column: list[Pair] = []
    for number, row in rows.items():
        above_ = rows.get(number - 1, {})
        if "占" in near.line(next(iter(row.values())))[0].lstrip("| \t").split("|", 1)[0]:
            group = [(above_[k], m) for k, m in row.items() if k in above_ and _fit_for_share(above_[k], m)]
            if group:
                yield group
        beside = [(a, b) for (k, a), (n, b) in pairwise(sorted(row.items())) if n == k + 1 and _fit_for_share(a, b)]
        if column and column[-1][1].paragraph != number - 1:
            yield from _headed(near, column)
            column = []
        column += beside[:1]
    yield from _headed(near, column)


def _headed(near: Near, column: list[Pair]) -> Iterator[list[Pair]]:
    """The column, if the line over it says that it holds shares."""
    if len(column) > 1 and "占" in near.line_before(column[0][0]):
        yield column


def _tried(near: Near, group: Sequence[Pair], before: Sequence[Mention]) -> Iterator[Check]:
    first, rest = group[0][0], [t for t, _ in group]
    most = max(t.figure.value for t in rest)
    bases = [
        m for m in reversed(before)
        if m.whole and m.segment == first.segment and same_unit(m.figure, first.figure) and 0 < m.figure.value >= most
    ]  # fmt: skip
    if not bases:
        return
    if contrary := _other_whole(near, group, bases):
        yield contrary
        return
    if len(group) == 1:
        bases = [max(bases, key=lambda m: m.figure.value)]
    fitting = [[g for g in group if agrees(above(g[0], base, False), g[1])] for base in bases]
    base, fits = max(zip(bases, fitting, strict=True), key=lambda b: len(b[1]))
    if len(fits) * 5 < len(group) * 3:
        return
    for top, rate in fits:
        yield pair(near, top, base, rate, above(top, base, False), Verdict.consistent)
    if len(fits) < PROOF or len(fits) != len(group) - 1:
        return
    top, rate = next(g for g in group if g not in fits)
    told = Counter(_named(r) for _, r in fits)
    value = above(top, base, False)
    off = abs(value - rate.figure.value)
    if off > CLOSE or rate.figure.bound is not Bound.exact or any(agrees(above(top, b, False), rate) for b in bases):
        return
    filled = sum(r.figure.value for _, r in group) == 100
    slip = off * 2 > place(rate.figure) * 3 if filled else off >= place(rate.figure)
    sure = slip and told[_named(rate)] >= PROOF and not NOT_ALL.search(rate.gap + top.gap)
    yield pair(near, top, base, rate, value, Verdict.inconsistent if sure else Verdict.ambiguous)


def _other_whole(near: Near, group: Sequence[Pair], bases: Sequence[Mention]) -> Check | None:
    """A list after 其中 whose shares are those of its own sum and fill up 100 %: it is all there is, and its sum is no whole told."""
    total = sum((t.figure.value for t, _ in group), Fraction(0))
    whole, first = bases[0], group[0][0]
    if len(group) < PROOF or not total or "其中" not in first.gap or whole.paragraph != first.paragraph:
        return None
    rates = [r for _, r in group]
    if abs(sum((r.figure.value for r in rates), Fraction(-100))) * 2 > sum((place(r.figure) for r in rates), Fraction(0)):
        return None
    if any(b.figure.value == total for b in bases) or not all(agrees(t.figure.value / total * 100, r) for t, r in group):
        return None
    parts = [t for t, _ in group]
    added = " + ".join(shown(t.figure.value) for t in parts)
    sign = "<" if total < whole.figure.value else ">"
    why = f"{near.places(*parts)}共{shown(total)}，所占比例合计100%，都以{shown(total)}为分母，而{near.places(whole)}：各部分相加不是总数。"
    formula = f"{added} = {shown(total)} {sign} {shown(whole.figure.value)}"
    return made("sum", formula, (whole, *parts), whole.figure.value, total, Verdict.inconsistent, why)


def _named(rate: Mention) -> str:
    """What a share is said to be of; the cells of a row say it once."""
    return "" if "|" in rate.gap else _NAMED.sub("", rate.gap)
