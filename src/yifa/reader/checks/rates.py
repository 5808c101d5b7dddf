"""Rates: from numerator and denominator where the text has both, and those that no whole number of their base can give.

A rate belongs to the numbers of its own sentence. It is called wrong only where the base cannot be another: the numbers
stand right before it, nothing else is named between, and no number of the sentence (nor the sum of a list) gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor

from ..model import Bound, Check, Verdict
from .interval import how, percent, share, shown
from .near import EXACT, LEVEL, REACH, SEMICOLON, Mention, Near, same_unit
from .words import DONE, MOVING, NOT_ALL, PLAIN_RATES, SURVEY, elided, likeness, rate_of
from .write import made

CLOSE = 10
"""Percentage points within which a rate is doubted."""
_OF_CLOSED = re.compile("调解|和解|调撤|撤回|纠错|维持|驳回|撤销|败诉|胜诉|化解")
_OPEN = re.compile("办理|受理|收到|新收|接收|接到|收案|立案|申请|承办|发生")
_CLOSED = re.compile("审结|办结|结案|全部")
"""How cases ended is reckoned of those that ended, which may be fewer than those that came in."""
_EVENTS = ("次", "场", "场次", "期", "批", "届", "天", "人次")


def rates(near: Near) -> Iterator[Check]:
    before: list[Mention] = []
    for alone in near.sentences:
        sentence = [*_continued(before, alone), *alone]
        first = alone[0]
        joined = before and before[-1].segment == first.segment and first.paragraph - before[-1].paragraph <= 1
        earlier = [m for m in before if m.whole][-4:] if joined else []
        before = alone
        for i, m in enumerate(sentence):
            if i < len(sentence) - len(alone):
                continue
            if m.percent and m.figure.role is LEVEL and m.figure.value.numerator >= 0:
                named = rate_of(m.before)
                if named and not MOVING.search(named[0]):
                    yield from _rate(near, sentence, i, *named, earlier)


def _continued(before: Sequence[Mention], sentence: Sequence[Mention]) -> Sequence[Mention]:
    """The whole of a sentence that begins with 其中: the last number of things of the sentence before."""
    first = sentence[0]
    if not before or before[-1].segment != first.segment or first.paragraph - before[-1].paragraph > 1:
        return ()
    return [m for m in before if m.whole][-1:] if first.gap.lstrip().startswith("其中") else ()


def _rate(
    near: Near, sentence: Sequence[Mention], i: int, stem: str, head: str, earlier: Sequence[Mention]
) -> Iterator[Check]:
    """`earlier`: the numbers of the sentence before, which may confirm a rate but are no ground to call it wrong."""
    rate = sentence[i]
    counts = [m for m in sentence[max(0, i - REACH) : i] if m.whole and m.size >= 0]
    counts = counts[-8:]
    if not counts:
        return
    if head == "占" or (head in ("占比", "比例", "比重") and not stem):
        yield from _share(near, counts, sentence, i)
        return
    like = likeness(stem)
    tops = [(like(m.name), m) for m in counts]
    fits = list(_fitting(tops, counts, rate)) or list(_fitting(tops, earlier, rate)) or list(_of_these(counts, rate))
    if fits:
        top, base, value = max(fits, key=lambda f: f[0].figure.start + f[1].figure.start)
        yield pair(near, top, base, rate, value, Verdict.consistent)
    elif found := _nearest_pair(tops, counts):
        top, base, contrary = found
        value = above(top, base, contrary)
        close = abs(value - rate.figure.value) <= CLOSE
        sure = _sure(sentence, i, top, base) and not SURVEY.search(stem)
        sure = sure and ((top.part and close) or elided(top.name, stem, base.name))
        sure = sure and not (_OF_CLOSED.search(stem) and _OPEN.search(base.name) and not _CLOSED.search(base.name))
        if rate.figure.bound is not EXACT and above(top, base, contrary) >= rate.figure.value:
            sure = False
        # A rate far from it is more likely one of something else.
        if sure or close:
            yield pair(near, top, base, rate, value, Verdict.inconsistent if sure else Verdict.ambiguous)
    elif not any(score for score, _ in tops):
        yield from _reachable(near, sentence, i, stem, counts)


def above(top: Mention, base: Mention, contrary: bool) -> Fraction:
    """The percentage that the numerator, or what is left without it, is of its base."""
    return percent(base.figure.value - top.figure.value if contrary else top.figure.value, base.figure.value)


def _fitting(
    tops: Sequence[tuple[int, Mention]], counts: Sequence[Mention], rate: Mention
) -> Iterator[tuple[Mention, Mention, Fraction]]:
    """The pairs that give the rate as printed: rounded, cut off, or within its bound."""
    for score, top in tops:
        if not score:
            continue
        for base in counts:
            if base is top or not same_unit(base.figure, top.figure) or not 0 < base.size >= top.size:
                continue
            value = above(top, base, score < 0)
            if agrees(value, rate):
                yield top, base, value


def _of_these(counts: Sequence[Mention], rate: Mention) -> Iterator[tuple[Mention, Mention, Fraction]]:
    """200项事项中，190项进驻大厅，…率95%: a whole and its part, whatever the rate is called."""
    for base, top in zip(counts[-2:], counts[-1:], strict=False):
        whole = base.after.endswith("中") and same_unit(base.figure, top.figure) and 0 < base.figure.value >= top.figure.value
        if whole and agrees(above(top, base, False), rate):
            yield top, base, above(top, base, False)


def agrees(value: Fraction, rate: Mention) -> bool:
    """Whether a percentage is printed so: rounded, cut off, or within its bound."""
    bound = rate.figure.bound
    if bound is EXACT:
        return bool(how(value, rate.figure))
    match bound:
        case Bound.at_least:
            return value >= rate.figure.value
        case Bound.at_most:
            return value <= rate.figure.value
        case _:
            return abs(value - rate.figure.value) <= 1


def _nearest_pair(
    tops: Sequence[tuple[int, Mention]], counts: Sequence[Mention]
) -> tuple[Mention, Mention, bool] | None:
    """The last number named as the rate's numerator (or its contrary) and the whole right before it."""
    for score, top in reversed(tops):
        if score in (2, -1):
            at = next(k for k, c in enumerate(counts) if c is top)
            bases = [b for b in counts[:at] if same_unit(b.figure, top.figure) and b.figure.value >= top.figure.value > 0]
            if bases and not (bases[-1].part and not top.part):
                return top, bases[-1], score < 0
    return None


def _sure(sentence: Sequence[Mention], i: int, top: Mention, base: Mention) -> bool:
    """Whole, part and rate follow each other with nothing between that could be the true base."""
    rate = sentence[i]
    chain = sentence[max(0, i - 2) : i + 1]
    close = len(chain) == 3 and chain[0] is base and chain[1] is top and all(m.clauses <= 1 and m.mark < SEMICOLON for m in chain[1:])
    words = "".join(m.gap for m in chain) + rate.after
    return close and rate.figure.bound is EXACT and "分别" not in words and not NOT_ALL.search(words)


def pair(near: Near, top: Mention, base: Mention, rate: Mention, value: Fraction, verdict: Verdict) -> Check:
    """The check of a rate with its numerator and base."""
    digits = max(2, rate.figure.decimals)
    contrary = value != percent(top.figure.value, base.figure.value)
    n = shown(base.figure.value - top.figure.value if contrary else top.figure.value)
    formula = f"{n}/{shown(base.figure.value)} = {shown(value, digits)}%"
    stated = f"{shown(rate.figure.value, rate.figure.decimals)}%"
    said = near.places(top, base, rate)
    match verdict:
        case Verdict.consistent:
            by = how(value, rate.figure) or "在所写的界限之内"
            why = f"{said}：{formula}，与所写{stated}相合（{by}）。"
        case Verdict.inconsistent:
            why = f"{said}：{formula}，四舍五入、截尾都不是所写{stated}。"
        case _:
            why = f"{said}：{formula}，与所写{stated}不同，但分母可能另有所指。"
    return made("rate", formula, (top, base, rate), rate.figure.value, value, verdict, why)


def _share(near: Near, counts: Sequence[Mention], sentence: Sequence[Mention], i: int) -> Iterator[Check]:
    """占: the number right before it, of one of the wholes before that."""
    rate, top = sentence[i], counts[-1]
    if sentence[i - 1] is not top or rate.clauses > 1:
        return
    bases = [b for b in counts[:-1] if same_unit(b.figure, top.figure) and 0 < b.figure.value >= top.figure.value]
    for base in reversed(bases):
        value = above(top, base, False)
        if agrees(value, rate):
            yield pair(near, top, base, rate, value, Verdict.consistent)
            return
    if bases and not _own_whole(rate) and abs(above(top, bases[-1], False) - rate.figure.value) <= CLOSE:
        base = bases[-1]
        only = len(bases) == 1 and "其中" in top.gap and (_sure(sentence, i, top, base) or _slip(near, top, base, rate))
        verdict = Verdict.inconsistent if only else Verdict.ambiguous
        yield pair(near, top, base, rate, above(top, base, False), verdict)


def _slip(near: Near, top: Mention, base: Mention, rate: Mention) -> bool:
    """The only whole of the sentence is of the part's own noun, and the rate no more than a digit off: the words between, if
    they hold rates only, are of the same whole."""
    off = abs(above(top, base, False) - rate.figure.value)
    words = near.text[base.stop : rate.figure.start] + rate.after
    alike = len(top.name) > 3 and top.name[-2:] in base.name
    return alike and off <= 1 and rate.clauses == 1 and rate.figure.bound is EXACT and not re.search(f"含|除|本级|{NOT_ALL.pattern}", words)


def _own_whole(rate: Mention) -> bool:
    """占 with a whole named: 占全部执法人员的40%."""
    return len(rate.before.split("占", 1)[-1].strip("比例重为达的约")) > 0


def _reachable(
    near: Near, sentence: Sequence[Mention], i: int, stem: str, counts: Sequence[Mention]
) -> Iterator[Check]:
    """A rate right behind its base, its numerator not told: is there a whole number of that base that gives it?"""
    rate, base = sentence[i], counts[-1]
    bare = stem.strip().replace("其中", "")
    if re.search("平均|分别|均", rate.gap + base.gap):
        return
    if sentence[i - 1] is not base or rate.clauses != 1 or rate.mark >= SEMICOLON or rate.depth != base.depth:
        return
    if not bare or len(bare) > 6 or rate.figure.bound is not EXACT or base.figure.unit in _EVENTS:
        return
    size = int(base.figure.value)
    if size < 1 or rate.figure.value > 100:
        return
    done = bool(DONE.search(base.name))
    possible = _whole_numbers(size, rate)
    if possible:
        # Said only where it says something: every rate can be had of a large base.
        if size < 100 * 10 ** rate.figure.decimals and not done and rate.figure.value < 100:
            yield _possible(near, base, rate, possible)
        return
    if done and _can_be_numerator(size, rate):
        return
    bases = [b for b in counts if same_unit(b.figure, base.figure)]
    others = any(_whole_numbers(s, rate) for s in _list_sums(bases) if s != size)
    plain = PLAIN_RATES.match(bare) and not SURVEY.search(bare)
    sure = plain and not others and not NOT_ALL.search(base.gap + rate.gap + base.after + rate.after)
    if sure or (len(bare) <= 4 and not others):
        yield _impossible(near, base, rate, Verdict.inconsistent if sure else Verdict.ambiguous)


def _whole_numbers(size: int, rate: Mention) -> range:
    found = share(rate.figure).whole_times(size)
    return range(found.start, min(found.stop, size + 1))


def _can_be_numerator(size: int, rate: Mention) -> bool:
    """Whether the number can be what the rate counts, of some whole number."""
    printed = share(rate.figure)
    if printed.low <= 0:
        return True
    least = max(size, floor(size / printed.high) + (1 if printed.open else 0))
    return least <= floor(size / printed.low)


def _list_sums(bases: Sequence[Mention]) -> Iterator[int]:
    """The numbers of a sentence that can be a base: each, and the sums of those that stand one after the other."""
    for first in range(len(bases)):
        total = 0
        for b in bases[first:]:
            total += int(b.figure.value)
            yield total


def _possible(near: Near, base: Mention, rate: Mention, numbers: range) -> Check:
    size, digits = int(base.figure.value), max(2, rate.figure.decimals)
    k = min(numbers, key=lambda n: abs(Fraction(n * 100, size) - rate.figure.value))
    value = Fraction(k * 100, size)
    formula = f"{k}/{size} = {shown(value, digits)}%"
    why = f"{near.places(base, rate)}：没有写分子，以{size}为分母时{formula}可得所写的比率。"
    return made("whole", formula, (base, rate), rate.figure.value, value, Verdict.consistent, why)


def _impossible(near: Near, base: Mention, rate: Mention, verdict: Verdict) -> Check:
    size, digits = int(base.figure.value), max(2, rate.figure.decimals)
    below = min(size, int(rate.figure.value * size / 100))
    tried = [Fraction(n * 100, size) for n in (below, below + 1) if n <= size]
    nearest = min(tried, key=lambda v: abs(v - rate.figure.value))
    formula = "，".join(f"{shown(v * size / 100)}/{size} = {shown(v, digits)}%" for v in tried)
    stated = f"{shown(rate.figure.value, rate.figure.decimals)}%"
    doubt = "，除非分母另有所指" if verdict is Verdict.ambiguous else ""
    why = f"{near.places(base, rate)}：{formula}，{size}的整数份按四舍五入或截尾都得不出{stated}{doubt}。"
    return made("whole", formula, (base, rate), rate.figure.value, nearest, verdict, why)
