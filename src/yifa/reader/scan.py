"""Finds the numbers of a text that count or measure something: where, how much, how meant, in which unit. Pure.

One pass of one short expression finds where a number may begin; all else is tried only there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from yifa.reader import cells, units
from yifa.reader.data import words
from yifa.reader.model import Bound, UnitKind
from yifa.reader.numbers import ARABIC, CHINESE, arabic, chinese, times


class Number(NamedTuple):
    """A number found. `start`, `end`: the number with 余 and 万; `tail`: past its unit and bound."""

    start: int
    end: int
    tail: int
    value: Fraction
    decimals: int
    scale: int
    bound: Bound
    unit: str
    kind: UnitKind
    group: int
    """Numbers found together (a range, a pair) begin at the same place."""


_GAP = r"[^\S\n]?\n?[^\S\n]{0,4}"
_D = f"[{ARABIC}]"
_LONGEST = 15
"""A longer run of digits is no number of anything."""

_DIGITS = (
    rf"{_D}{{1,{_LONGEST}}}(?:[,，]{_D}{{3}}(?!{_D})){{0,4}}(?:[^\S\n]{_D}{{3}}(?!{_D})){{0,4}}"
    rf"(?:[^\S\n]?[.．][^\S\n]?{_D}{{1,{_LONGEST}}}(?!{_D}))?"
)
_DASH = r"[^\S\n]?(?:[—–\-－~～]{1,2}|至|到)[^\S\n]?"
_AFTER = "以上|及以上|有余|余|多|以内|之内|以下|左右|上下|内(?![容部设外控生蒙涵地陆])"
_BOUND_AFTER = {
    "以上": Bound.at_least, "及以上": Bound.at_least, "有余": Bound.at_least, "余": Bound.at_least, "多": Bound.at_least,
    "以内": Bound.at_most, "之内": Bound.at_most, "内": Bound.at_most, "以下": Bound.at_most, "左右": Bound.about, "上下": Bound.about,
    "来": Bound.about, "几": Bound.at_least,
}  # fmt: skip
_EXACT = Bound.exact
_BEFORE = re.compile(
    r"(?P<most>不超过|不高于|不多于|不大于|至多|最多|不足|不到|低于|少于|控制在|压缩至|小于)"
    r"|(?P<least>不少于|不低于|不小于|不下于|至少|最少|超过|超出|逾|超|突破|高于|多于|大于)"
    r"|(?P<about>大约|将近|接近|近|约|大概|左右)"
)
_RULE_END = re.compile(r"(?:至|最)(少|多)[\u4e00-\u9fff]{1,4}$")
_LAST_YEARS = re.compile("近(?:年|个月|天|个季度|周)$")
_BOUND_ENDS = frozenset("过高多大少足到于在至约近概右出逾超破达了为 　\u00a0")
_BEFORE_END = re.compile(rf"(?:{_BEFORE.pattern})(?:达到?|了|至|为)?[^\S\n]?$")


@cache
def number_starts() -> re.Pattern[str]:
    """It begins with one set of characters, which `re` looks for fast; what may follow hangs on which of them it was."""
    firsts = re.escape(units.first_characters())
    return re.compile(
        rf"[{ARABIC}百第点{CHINESE}](?:(?<={_D}){_D}*|(?<=百)分之[{CHINESE}点{ARABIC}]"
        rf"|(?<=[{CHINESE}点])[{CHINESE}点]{{0,15}}(?=[余多来几]?[万亿]?[^\S\n]?[{firsts}])"
        rf"|(?<=第)[{CHINESE}]{{1,3}}(?![{CHINESE}]))"
    )


@cache
def _arabic() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<d>{_DIGITS})(?:{_GAP}(?P<a>[余多几]))?(?P<m>{_GAP}(?:[百千]?万亿?|[百千]?亿|百(?!分|姓|家)|千(?!克))|)(?:{_GAP}(?P<b>[余多]))?"
        rf"(?:{_GAP}(?P<u>{units.alternation()}))?(?P<c>{_AFTER})?"
    )


@cache
def _chinese() -> re.Pattern[str]:
    return re.compile(rf"(?P<d>[{CHINESE}点]{{1,24}})(?P<a>[余多来]?)(?P<m>[万亿]?)[^\S\n]?(?P<u>{units.alternation()})(?P<c>{_AFTER})?")


_HUNDREDTHS = re.compile(rf"百分之(?P<d>[{CHINESE}][{CHINESE}点]{{0,24}}|{_D}{{1,{_LONGEST}}}(?:[.．]{_D}{{1,{_LONGEST}}})?)(?P<c>{_AFTER})?")
_RANGE = re.compile(rf"{_DASH}(?P<d>{_DIGITS})")
_RANGE_BEGINS = frozenset("—–-－~～至到")
_TERM = rf"{_D}{{1,{_LONGEST}}}(?:[.．]{_D}{{1,{_LONGEST}}})?"
_RATIO = re.compile(rf"{_TERM}[^\S\n]?[:：∶比][^\S\n]?{_TERM}")
_RATIO_BEFORE = re.compile(r"比(?:例|值|率)?(?:约|达到?|为|是|:|：)*$")
_SCORE_BEFORE = re.compile(r"(?P<ratio>比值|比率|比)|(?P<score>指数|得分|评分|分值|分数|总分|均分|成绩|系数|满意度|得票)")
_SCORE_END = re.compile(rf"(?:{_SCORE_BEFORE.pattern})[”’\"]?(?:高达|达到?|为|是|:|：|均为|超过?|近|约|逾)*[^\S\n]?$")
_ENDS = re.compile(r"[，,。；;、]")
_RANK_BEFORE = re.compile(r"全[国省市区县州盟旗镇]|[省市州区县]内|排名|位[居列次]|排[在位]|居|列|名次|名列")
_RANK = re.compile(rf"第[^\S\n]?([{CHINESE}]{{1,3}}|{_D}{{1,3}})(?P<u>名|位)?(?=[,，。；;、:：!！）)”’\s]|$|的|方阵|且|并)")
_LINE_NUMBER = re.compile(r"(?:^|\n)[^\S\n]*[(（]?$")
_SERIES = re.compile(r"[ \t]*[+＋]")
_SERIES_BEGINS = frozenset(" \t+＋")
_LINE_YEAR = re.compile(r"[.．]\s?(?:19|20)\d\d年")


@cache
def _names() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = words("names")
    digits, characters = (re.compile("|".join(table[which])) for which in ("digits", "characters"))
    return digits, characters, re.compile(f"(?:{'|'.join(table['behind'])})$")


_NUMERALS = frozenset(CHINESE)
_QUOTED = re.compile(r"《[^《》\n]{0,80}》|“[^“”\n]{1,24}”|「[^」\n]{1,24}」|‘[^’\n]{1,24}’|〔[^〕\n]{0,20}〕|【[^】\n]{0,30}】|https?[:：]//\S+")


def scan(text: str, start: int, end: int) -> Iterator[Number]:
    """The numbers of `text[start:end]` that count something, in order, without overlap."""
    digits, characters, names_behind = _names()
    quoted = _QUOTED.finditer(text, start, end)
    quote = next(quoted, None)
    done = start
    for found in number_starts().finditer(text, start, end):
        at = found.start()
        if at < done or found.end() - at > _LONGEST:
            continue
        while quote is not None and quote.end() <= at:
            quote = next(quoted, None)
        if quote is not None and quote.start() < at:
            done = quote.end()
            continue
        name = (characters if text[at] in _NUMERALS else digits).match(text, at, end)
        if name:
            done = name.end()
            continue
        numbers = _read(text, at, end, names_behind)
        if numbers:
            yield from numbers
            done = numbers[-1].tail
        else:
            done = found.end()


def _read(text: str, at: int, end: int, names_behind: re.Pattern[str]) -> list[Number]:
    """The number that begins at `at` (two for a range), or none."""
    first = text[at]
    before = text[max(0, at - 12) : at]
    if first == "第" or before[-1:] == "第" or (before[-2:-1] == "第" and before[-1:].isspace()):
        return _rank(text, at, end)
    if names_behind.search(before):
        return []
    if first == "百":
        share = _HUNDREDTHS.match(text, at, end)
        if share:
            return _hundredths(share, before)
    if first in CHINESE or first == "点":
        return _from_chinese(text, at, end, before)
    return _from_arabic(text, at, end, before)


def _from_arabic(text: str, at: int, end: int, before: str) -> list[Number]:
    if "比" in before and _RATIO_BEFORE.search(before) and (ratio := _RATIO.match(text, at, end)):
        return _ratio(ratio)
    match = _arabic().match(text, at, end)
    if match is None:
        return []
    digits, unit, more, inside, word = match.group("d", "u", "m", "a", "c")
    tail = match.end()
    follows = text[tail : min(tail + 1, end)]
    if follows in _SERIES_BEGINS and _SERIES.match(text, tail):
        return []
    goes_on = _RANGE.match(text, tail, end) if follows in _RANGE_BEGINS or follows.isspace() else None
    if not unit or match.end("d") - at > 12:
        if goes_on and not more and (upper := _arabic().match(text, goes_on.start("d"), end)) and upper["u"]:
            return _range(match, upper)
        return _bare(match, before)
    if "." in digits and _LINE_NUMBER.search(before) and _LINE_YEAR.match(text[at + 1 : at + 10]):
        return []
    value, decimals = arabic(digits)
    scale = times(more.strip()) if more else 1
    bound = _bound(before, unit, inside or match["b"] or word)
    if goes_on and (upper := _arabic().match(text, goes_on.start("d"), end)) and upper["u"] == unit:
        return _range(match, upper)
    unit, kind = _measure(unit)
    return [Number(at, _number_end(match), tail, value * scale if scale > 1 else value, decimals, scale, bound, unit, kind, at)]


def _range(low: re.Match[str], high: re.Match[str]) -> list[Number]:
    """3至5个, 60%—80%: at least the one, at most the other."""
    scale = times(high["m"].strip()) if high["m"] else 1
    out = []
    for match, bound in ((low, Bound.at_least), (high, Bound.at_most)):
        value, decimals = arabic(match["d"])
        own = times(match["m"].strip()) if match["m"] else scale
        out.append(
            Number(match.start(), _number_end(match), high.end(), value * own, decimals, own, bound, *_measure(high["u"]), low.start())
        )
    return out


def _bare(match: re.Match[str], before: str) -> list[Number]:
    """A number without a unit counts only as a score, an index or a ratio, with 万 at the end of a clause, or in a table."""
    named = _SCORE_END.search(before)
    myriads = match["m"] and _ENDS.match(match.string, match.end())
    text, at, stop = match.string, match.start(), match.end()
    unit: str | None
    unit, per = cells.unit(text, at, stop) if not named and cells.alone(text, at, stop) else ("", 1)
    if not named and not unit:
        unit = _elided(before, text, stop)
    if not named and not myriads and unit is None:
        return []
    unit = unit or ""
    value, decimals = arabic(match["d"])
    scale = per * (times(match["m"].strip()) if match["m"] else 1)
    kind = _kind(unit) if not named else UnitKind.ratio if named["ratio"] else UnitKind.score
    bound = _bound(before, "", match["a"] or match["b"] or match["c"])
    return [Number(at, _number_end(match), stop, value * scale, decimals, scale, bound, unit, kind, at)]


_NAMED_COUNT = re.compile(r"(?:案件|申请|(?P<unit>[件人次户份起条家个项])数|案件数量|案件总[数量])(?:共计?|为|是|达到?|有|计)*$")
_COUNTED = re.compile(r"(?:数量|总数|总量)(?:共计?|为|是|达到?|有)+$")
_CLOSES = re.compile(r"[^\S\n]*(?:[，,；;。、]|[（(]?占)")
_SHARE_BEHIND = re.compile(r"[^\S\n]*[，,（(]?占")


def _elided(before: str, text: str, stop: int) -> str | None:
    """The unit that is left out: 件 of 审结复议案件4696，; none, yet a number, of 行政处罚2100，占33.9%; None where it is no number of a thing."""
    if not _CLOSES.match(text, stop):
        return None
    if named := _NAMED_COUNT.search(before):
        return named["unit"] or "件"
    if _COUNTED.search(before):
        return ""
    return "" if _SHARE_BEHIND.match(text, stop) and before[-1:].isalpha() and not before[-1:].isascii() else None


def _ratio(match: re.Match[str]) -> list[Number]:
    left, right = re.split("[:：∶比]", match[0])
    (a, places), (b, _) = arabic(left.strip()), arabic(right.strip())
    if not b:
        return []
    return [Number(match.start(), match.end(), match.end(), a / b, places, 1, Bound.exact, "", UnitKind.ratio, match.start())]


def _hundredths(match: re.Match[str], before: str) -> list[Number]:
    read = chinese(match["d"]) if match["d"][0] in CHINESE else arabic(match["d"])
    if read is None:
        return []
    at, bound = match.start(), _bound(before, "%", match["c"])
    return [Number(at, match.end("d"), match.end(), read[0], read[1], 1, bound, "%", UnitKind.percent, at)]


def _rank(text: str, at: int, end: int) -> list[Number]:
    """全市第一, 排名第3位: a rank; 第三季度, 第一责任人, 第192号: none."""
    start = text.rfind("第", max(0, at - 2), at + 1)
    match = _RANK.match(text, start, end)
    far = 24 if match and match["u"] else 10
    if not match or not (match["u"] == "名" or _RANK_BEFORE.search(text, max(0, start - far), start)):
        return []
    read = chinese(match[1]) if match[1][0] in CHINESE else arabic(match[1])
    if read is None:
        return []
    return [Number(start, match.end(1), match.end(), read[0], 0, 1, Bound.exact, match["u"] or "", UnitKind.ordinal, start)]


_SMALL = frozenset("次件起名家场份期宗例批篇人户处台辆所支天年元") | {"批次", "场次", "人次", "小时", "个月", "分钟", "个工作日"}
"""What a numeral below eleven in characters counts in earnest; 三个方面, 两级, 三项制度 do not."""
_NOUN_AHEAD = re.compile(r"[^\S\n]*[\u4e00-\u9fff“《]")
_ONCE_BEFORE = re.compile(r"(?:查|跑|办|[每一][年月季周日]度?|进|再|首|同|最后|单|每|第|统|唯|专|任|算)$")
_YEARS_BEFORE = re.compile(r"(?:连续|近|持续|至少|不少于|超过|满|为期|长达)$")


def _from_chinese(text: str, at: int, end: int, before: str) -> list[Number]:
    """A Chinese numeral with a measure word; 三项制度, 两级, 一体 and the like count nothing."""
    match = _chinese().match(text, at, end)
    if match is None:
        return []
    read = chinese(match["d"])
    if read is None:
        return []
    value, decimals = read
    unit = match["u"]
    vague = match["d"] in ("百", "千", "万", "百万", "千万", "十") and not match["a"]
    if vague or (value < 11 and unit not in _SMALL):
        return []
    if unit in ("年", "天") and value < 11 and not _YEARS_BEFORE.search(before):
        return []
    if value < 2 and (_NOUN_AHEAD.match(text, match.end()) or match["d"] != "一" or _ONCE_BEFORE.search(before)):
        return []
    last = match["m"] or match["d"][-1]
    scale = times(last) if last in "万亿" else 1
    bound = _bound(before, unit, match["a"] or match["c"])
    unit, kind = _measure(unit)
    return [Number(at, match.end("m"), match.end(), value * (scale if match["m"] else 1), decimals, scale, bound, unit, kind, at)]


@cache
def _measure(word: str) -> tuple[str, UnitKind]:
    """The unit of a measure word, and its kind."""
    unit = units.canonical(word)
    return unit, _kind(unit)


def _kind(unit: str) -> UnitKind:
    return units.kinds().get(unit) or UnitKind.counted


def _number_end(match: re.Match[str]) -> int:
    """Where the number itself ends, with 余 and 万: before them stands what begins it."""
    return max(match.end("m"), match.end("b"))


def _bound(before: str, unit: str, word: str | None) -> Bound:
    """How a number is meant, by the words before it and the word inside or after it."""
    said = _BEFORE_END.search(before) if before[-1:] in _BOUND_ENDS else None
    if not said and ("少" in before or "多" in before) and (rule := _RULE_END.search(before)):
        return Bound.at_least if rule[1] == "少" else Bound.at_most
    if said:
        if said["most"]:
            return Bound.at_most
        if said["least"] or not _LAST_YEARS.match(said["about"] + unit):
            return Bound.at_least if said["least"] else Bound.about
    return _BOUND_AFTER.get(word, _EXACT) if word else _EXACT
