"""Changes against the year before: number, difference, percentage and last year's number, as far as the text has them.

With the number and the percentage alone, last year's number must still have been whole; if none fits, the change is wrong.
A change belongs to the number before it only if its clause names nothing of its own (同比减少47%, not 入企检查量同比减少50%).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from ..model import Bound, Check, Direction, Role, Verdict
from .interval import Interval, how, meant, share, shown, written
from .near import PAUSE, REACH, SEMICOLON, Mention, Near, same_unit
from .write import made

_UP = r"增长|增加|上升|提升|提高|上涨|扩大|增幅|多"
_DOWN = r"减少|下降|降低|压减|压缩|精简|缩短|回落|降幅|少"
_TIME = r"去年|上年度?|上一年度?|前年|20\d\d年度?(?:末|底)?"
_ONLY = re.compile(
    rf"(?:[，,、（()）]|同比|与|和|相?比|相较|较|{_TIME}|同期|全年|的|数|总量|数量|总数|幅度|净|大幅|明显|显著|持续|进一步|又|实现|"
    rf"{_UP}|{_DOWN}|率|比例|了|约|近|超|逾|达到?|为|是)*"
)
_MOVED = re.compile(rf"(?:{_UP}|{_DOWN})了?(?:幅度|率|比例)?(?:[为达约近超逾]到?)*\s*$")
_WAS = re.compile(rf"(?:{_TIME})(?:同期)?(?:的)?(?:为|是|有|共)?\s*$")
_FROM = re.compile(r"(?:由|从)[^，,。；;]{0,12}$")
_TO = re.compile(r"(?:增|升|降|减|提高|提升|下降|上升|减少|增加|增长|降低|缩短|压减|压缩|精简|扩大|发展)(?:到|至|为)(?:了)?[^，,。；;]{0,6}$")
_AGAINST = re.compile(rf"(?:同比|较|比|与).{{0,16}}(?:{_UP}|{_DOWN}|新增)")
_YEAR = re.compile(r"(?<![\d.〔\[])20\d\d(?![\d.〕\]])")
_DATED = re.compile(r"20\d\d年?度?|上年|去年")
_HINT = re.compile(rf"{_UP}|{_DOWN}|{_TIME}|到|至")
_SINCE = re.compile(rf"同比|{_TIME}|同期|[较比与]")
"""Says against what a growth is."""
_ITS_NUMBER = re.compile(r"(?:案件|收案|受案|办案|办件)(?:总?数量?|总?量)(?=[较比])")
"""The number before, named again: 受理120件，案件量较上年98件增长22.4%."""
_NOT_THE_YEAR = re.compile(r"环比|分别|累计|平均|日均|人均|年均")


@dataclass(slots=True)
class _Move:
    """What a sentence says of one number. `listed`: it stands in a list, of whose sum the change may be."""

    now: Mention
    by: list[Mention]
    was: Mention | None = None
    listed: bool = False


def changes(near: Near) -> Iterator[Check]:
    for sentence in near.sentences:
        if len(sentence) < 2 or not any(_HINT.search(m.gap) for m in sentence[1:]):
            continue
        i = 0
        while i < len(sentence):
            move, i = _move(sentence, i)
            if move and (move.by or move.was):
                yield from _tried(near, move)


def _move(sentence: Sequence[Mention], i: int) -> tuple[_Move | None, int]:
    """What begins with mention i: the number, and the changes that follow it without a word of their own."""
    now, at = sentence[i], i + 1
    if now.figure.role not in (Role.level, Role.previous) or not (now.counted or now.percent or _is_was(now)):
        return None, at
    if _AGAINST.search(now.before) and now.figure.role is Role.level:
        return None, at
    was = sentence[i - 1] if i and _year_before(sentence[i - 1], now) else None
    if was is None and i and _year(now) and _like(sentence[i - 1], now):
        return None, at
    if at < len(sentence) and _FROM.search(now.gap) and _TO.search(sentence[at].gap) and _like(now, sentence[at]):
        was, now, at = now, sentence[at], at + 1
    elif now.figure.role is Role.previous:
        return None, at
    listed = i > 0 and now.mark < SEMICOLON and _like(sentence[i - 1], now) and not _is_change(sentence[i - 1], True)
    move = _Move(now, [], was, listed)
    while at < len(sentence):
        m = sentence[at]
        if move.was is None and _year_before(m, now):
            move.was, at = m, at + 1
            continue
        if not _elided(m, _is_was(m) and not any(_like(s, now) for s in sentence[max(0, i - REACH) : i])) or _NOT_THE_YEAR.search(m.gap):
            break
        if _is_change(m, move.was is not None):
            move.by.append(m)
        elif move.was is None and _is_was(m) and _like(m, now):
            move.was = m
        else:
            break
        at += 1
    return move, at


def _like(a: Mention, b: Mention) -> bool:
    return (a.percent and b.percent) or same_unit(a.figure, b.figure)


def _year(m: Mention) -> int:
    """The year named in front of a number; 0 if none is."""
    found = _YEAR.findall(m.gap)
    return int(found[-1]) if found else 0


def _year_before(m: Mention, now: Mention) -> bool:
    """Whether m is the same thing a year before: 2024年受理120件，2023年受理98件."""
    year = _year(m)
    if not year or _year(now) not in (0, year + 1) or m.figure.role is Role.change or not _like(m, now):
        return False
    name = _DATED.sub("", m.name)
    return bool(name and now.name) and (name in now.name or now.name in name)


def _is_change(m: Mention, was: bool) -> bool:
    """By the reader's word, or because the gap says it moved, against something that is there."""
    moved = m.figure.role is Role.level and _MOVED.search(m.gap)
    return m.figure.role is Role.change or bool(moved and (was or m.percent or _AGAINST.search(m.gap)))


def _is_was(m: Mention) -> bool:
    return m.figure.role is Role.previous or bool(m.figure.role is Role.level and _WAS.search(m.gap))


def _elided(m: Mention, named: bool) -> bool:
    """Whether the words since the number before say nothing but how it moved; its own noun may stand before the comma, and
    after it, if it can be that number only (`named`)."""
    rest = re.split(r"(?=[，,（(])", re.sub(r"\s", "", m.gap), maxsplit=1)
    said = _ITS_NUMBER.sub("", rest[-1], count=1) if named else rest[-1]
    return m.clauses <= 2 and _ONLY.fullmatch(said) is not None


def _sign(m: Mention) -> int:
    if m.figure.direction is not None:
        return 1 if m.figure.direction is Direction.up else -1
    ups, downs = [x.end() for x in re.finditer(_UP, m.gap)], [x.end() for x in re.finditer(_DOWN, m.gap)]
    return 1 if max(ups, default=-1) > max(downs, default=-1) else -1 if downs else 0


def _exact(*mentions: Mention) -> bool:
    return all(m.figure.bound is Bound.exact for m in mentions)


def _tried(near: Near, move: _Move) -> Iterator[Check]:
    now, was = move.now, move.was
    listed = now.mark == PAUSE and was is None
    if listed or not _exact(now, *([was] if was else [])):
        return
    amounts = [m for m in move.by if _point(m, now) or (not m.percent and same_unit(m.figure, now.figure))]
    rates = [m for m in move.by if m.percent and m not in amounts and not now.percent]
    amount = amounts[0] if amounts and _exact(amounts[0]) and _sign(amounts[0]) else None
    if was and amount:
        yield _difference(near, now, was, amount)
    for rate in rates[:1]:
        if not _sign(rate):
            continue
        if was:
            yield from _percentage(near, rate, [now, was], meant(now.figure), meant(was.figure))
        elif amount:
            step, size = meant(now.figure), meant(amount.figure)
            sign = _sign(amount)
            before = Interval(step.low - size.high, step.high - size.low) if sign > 0 else step + size
            yield from _percentage(near, rate, [now, amount], step, before)
        elif now.whole and now.figure.value > 0 and not move.listed:
            yield from _whole_before(near, now, rate)
    if amount and not was and _sign(amount) > 0 and amount.figure.value > now.figure.value and _AGAINST.search(amount.gap):
        words = f"{near.places(now, amount)}：增加数多于现有数，上年就成了负数。"
        formula = f"{shown(now.figure.value)} − {shown(amount.figure.value)} < 0"
        yield made("change", formula, (now, amount), amount.figure.value, now.figure.value, Verdict.inconsistent, words)


def _point(m: Mention, now: Mention) -> bool:
    """A change of a percentage in percentage points, or in per cent where points may be meant."""
    return now.percent and m.percent


def _difference(near: Near, now: Mention, was: Mention, amount: Mention) -> Check:
    new, old, sign = meant(now.figure), meant(was.figure), _sign(amount)
    value = now.figure.value - was.figure.value
    room = Interval(new.low - old.high, new.high - old.low)
    if sign < 0:
        room = Interval(-room.high, -room.low)
    fits = room.meets(meant(amount.figure))
    loose = amount.figure.unit in ("%", "％")
    if loose and not fits and was.figure.value:
        fits = bool(how(abs(value) / was.figure.value * 100, amount.figure)) and value * sign > 0
    verdict = Verdict.consistent if fits else Verdict.ambiguous if loose else Verdict.inconsistent
    formula = f"{written(now.figure.value, now.figure)} − {written(was.figure.value, was.figure)} = {written(value, now.figure)}"
    tail = "与所写增减数相合" if fits else "与所写增减数不合"
    why = f"{near.places(now, was, amount)}：{formula}，{tail}。"
    return made("change", formula, (now, was, amount), amount.figure.value, abs(value), verdict, why)


def _percentage(
    near: Near, rate: Mention, given: list[Mention], new: Interval, old: Interval
) -> Iterator[Check]:
    """|now − before| / before against the percentage; each may be known only up to its printed places."""
    if old.low <= 0:
        return
    sign = _sign(rate)
    low, high = new.low / old.high - 1, new.high / old.low - 1
    if sign < 0:
        low, high = -high, -low
    now, other = given[0].figure.value, given[1]
    before = other.figure.value if other.figure.role is not Role.change and not _is_change(other, False) else None
    if before is None:
        before = now - _sign(other) * other.figure.value
    value = abs(now - before) / before * 100
    room = Interval(low * 100, high * 100)
    if rate.figure.bound is not Bound.exact:
        fits = rate.figure.bound is Bound.at_least and room.high >= rate.figure.value
        verdict = Verdict.consistent if fits else Verdict.ambiguous
    else:
        fits = room.meets(meant(rate.figure)) or (low == high and low >= 0 and bool(how(low * 100, rate.figure)))
        verdict = Verdict.consistent if fits else Verdict.inconsistent
    new_, old_ = written(now, given[0].figure), written(before, given[0].figure)
    formula = f"({new_} − {old_})/{old_} = {'-' if now < before else ''}{shown(value)}%"
    moved = f"{'增长' if sign > 0 else '减少'}{shown(rate.figure.value, rate.figure.decimals)}%"
    by = how(value, rate.figure)
    tail = f"与所写{moved}相合{f'（{by}）' if by else ''}" if fits else f"不是所写的{moved}"
    why = f"{near.places(*given, rate)}：{formula}，{tail}。"
    yield made("change", formula, (*given, rate), rate.figure.value, value, verdict, why)


def _before(now: int, rate: Mention, sign: int) -> tuple[int, int | None]:
    """The least and the greatest whole number from which `now` is such a change (None: no greatest)."""
    moved = share(rate.figure)
    if sign > 0:
        low = Fraction(now) / (1 + moved.high)
        return (floor(low) + 1 if moved.open else ceil(low)), floor(Fraction(now) / (1 + moved.low))
    if moved.low >= 1:
        return 1, 0
    high = None if moved.high >= 1 else Fraction(now) / (1 - moved.high)
    last = None if high is None else ceil(high) - 1 if moved.open else floor(high)
    return ceil(Fraction(now) / (1 - moved.low)), last


def _whole_before(near: Near, now: Mention, rate: Mention) -> Iterator[Check]:
    if rate.figure.bound is not Bound.exact or rate.clauses > 1:
        return
    size, sign = int(now.figure.value), _sign(rate)
    first, last = _before(size, rate, sign)
    stated = f"{'增长' if sign > 0 else '减少'}{shown(rate.figure.value, rate.figure.decimals)}%"
    ratio = 1 + sign * rate.figure.value / 100
    if last is not None and max(1, first) > last:
        beside = max(1, floor(size / ratio)) if ratio > 0 else size
        tried = [n for n in (beside, beside + 1) if n > 0]
        digits = max(2, rate.figure.decimals)
        formula = "，".join(f"上年{n}：{shown(Fraction((size - n) * 100, n), digits)}%" for n in tried)
        why = f"{near.places(now, rate)}：{formula}，上年没有一个整数按四舍五入或截尾能得出{stated}。"
        value = min((abs(Fraction((size - n) * 100, n)) for n in tried), key=lambda v: abs(v - rate.figure.value))
        sure = _SINCE.search(rate.gap)  # 增长率89.3% alone may be of all there are by now
        yield made("change", formula, (now, rate), rate.figure.value, value, Verdict.inconsistent if sure else Verdict.ambiguous, why)
    elif last is not None and first == last:
        value = abs(Fraction((size - first) * 100, first))
        formula = f"({size} − {first})/{first} = {'-' if sign < 0 else ''}{shown(value)}%"
        why = f"{near.places(now, rate)}：上年只能是{first}，{formula}，与所写{stated}相合。"
        yield made("change", formula, (now, rate), rate.figure.value, value, Verdict.consistent, why)
