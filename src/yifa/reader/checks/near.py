"""The figures of a text with the words and marks around them: what the checks compare, and how near two figures stand.

Positions are code points. Built in one pass over the text, report by report; every later step looks only at the figures of
one sentence or at those that name the same thing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from ..alternatives import each
from ..model import Bound, Figure, Role, Segment, UnitKind

NONE, PAUSE, COMMA, SEMICOLON = range(4)
"""Marks between two figures by strength: none, 、, ，or ：, ；."""
REACH = 12
"""Figures of a sentence looked back at; a longer list is no sentence but a table without its lines."""

FAR = 300
"""Characters of a gap that are looked at: no clause is longer."""

_END = re.compile(r"[。！？!?\n]")
_ROW, _ROW_NEXT = re.compile(r"[|\t]"), re.compile(r"[^\n|\t]{0,80}[|\t]")
_LINE_BREAK = re.compile(r"\n")
_CLOSED = re.compile(r"[。！？!?；;：:…]\s*$")
_NEW_LINE = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[一二三四五六七八九十]是|[（(]?\d{1,2}[）)、.．](?!\d)|[一-龥]{2,12}[:：])"
)
_BALANCED = re.compile(r"[（(][^（）()]*[）)]")
_MARKS = re.compile(r"[、，,：:；;（）()—]")
_STRENGTH = dict.fromkeys("，,：:（）()", COMMA) | {"、": PAUSE, "；": SEMICOLON, ";": SEMICOLON, "—": NONE}
_MARK = "“”\"'‘’《》〈〉<>（）()、，,：:；;—-"
_SPACE = " \n\t\u3000\xa0\r\v\f\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B)))
_PLAIN = re.compile(
    "|".join(
        (
            each(map(re.escape, _MARK + _SPACE), rf"[\s{_MARK}]*"),
            rf"其中|截至(?:目前|\d*年?底?)|据统计|{each('今|全|本|当', '年度?(?:内|以来)?')}|20\d\d年度?(?:以来)?",
            each("全|我", "(?:[省市县区镇乡局]|系统|国)"),
            "共计|总计|合计|累计|总共|一共|共(?<!公共)有?|先后|已经?|分别|各类|各级",
        )
    )
)
_UNQUOTED = re.compile(r"[\s“”|]+")
_VERB = re.compile(r"(?:达到?|高达|[约近逾超为是了有计])+$")
_VERB_ENDS = frozenset("达到约近逾超为是了有计")
_UNIT_TAILS = ("以上", "以下", "左右")
_UNIT_CLASSES = ("件起宗例桩", "人名位", "家个户所", "项个", "处个")


def span_of(figure: Figure) -> tuple[int, int]:
    return figure.start, figure.end


@dataclass(slots=True, eq=False)
class Mention:
    """A figure where it stands. `gap`: from the figure before it in the sentence (or the sentence's start) to its number;
    `before`: the last clause of that; `after`: the words behind its unit up to the next mark or figure; `name`: what is
    counted, in the words beside the number without those of scope and total; `mark`: the strongest mark in the gap;
    `clauses`: how many commas or stronger; `depth`: brackets open around it; `stop`: end of the unit.

    `counted`: a level of whole things or of money; changes, targets, percentages, ranks and durations are none. `whole`: such
    a number known to the last one; `size`: its value, else 0. `part`: said to be part of a whole."""

    figure: Figure
    gap: str
    before: str
    after: str
    name: str
    mark: int
    clauses: int
    depth: int
    sentence: int
    paragraph: int
    segment: int
    stop: int
    counted: bool
    whole: bool
    percent: bool
    part: bool
    size: int

    @property
    def span(self) -> tuple[int, int]:
        return span_of(self.figure)


_COUNTED = frozenset((UnitKind.counted, UnitKind.money))
LEVEL, EXACT, PERCENT = Role.level, Bound.exact, UnitKind.percent
"""What is asked of every figure; an enumeration looks its members up slowly."""


def outside(gap: str) -> str:
    """A gap without the brackets that open and close in it."""
    return _BALANCED.sub("", gap) if "（" in gap or "(" in gap else gap


def plain(words: str) -> str:
    """Words without scope, marks, quotes and space: what two mentions of one thing have in common."""
    return _PLAIN.sub("", words)


def same_unit(a: Figure, b: Figure) -> bool:
    """Whether two numbers can be added: one measure word, or two that are used for the same things (件 and 起)."""
    if a.unit_kind is not b.unit_kind or not a.unit:
        return False
    return a.unit == b.unit or any(a.unit in c and b.unit in c for c in _UNIT_CLASSES)


@cache
def _unit(unit: str) -> re.Pattern[str]:
    word = "[%％]" if unit in ("%", "％") else re.escape(unit)
    return re.compile(rf"\s*[余多几来]?[万亿]?[余多]?\s*{word}(?:{'|'.join(_UNIT_TAILS)})?")


class Lay:
    """Where the sentences, lines and reports of a text end."""

    def __init__(self, text: str, segments: Sequence[Segment]) -> None:
        self.text = text
        self.ends = _sentence_ends(text)
        self.lines = [m.start() for m in _LINE_BREAK.finditer(text)]
        self.bounds = sorted({s.start for s in segments} | {s.end for s in segments})

    def end(self, sentence: int) -> int:
        return self.ends[sentence] if sentence < len(self.ends) else len(self.text)

    def mentions(self, figures: Sequence[Figure]) -> Iterator[Mention]:
        """In their order. Figures that reach outside the text or overlap the one before are left out."""
        text, ends = self.text, self.ends
        ordered = sorted((f for f in figures if 0 <= f.start < f.end <= len(text)), key=span_of)
        stop, depth, last, limit = 0, 0, -1, 0
        for figure, after in zip(ordered, [*(f.start for f in ordered[1:]), len(text)], strict=False):
            at = figure.start
            if at < stop:
                continue
            if at >= limit or last < 0:
                sentence = bisect_right(ends, at)
                limit = self.end(sentence)
            if sentence != last:
                depth, last = 0, sentence
                stop = max(stop, ends[sentence - 1] if sentence else 0)
            gap = text[stop:at]
            depth = max(0, depth + _opened(gap))
            stop = self._unit_end(figure)
            gap = gap[-FAR:]
            said = outside(gap)
            marks = _MARKS.findall(said)
            before = (said[said.rfind(marks[-1]) + 1 :] if marks else said)[-60:]
            behind = text[stop : max(stop, min(limit, after, stop + 40))]
            if mark := _MARKS.search(behind):
                behind = behind[: mark.start()]
            behind = behind.rstrip("。！？\n")
            strongest, clauses = _strength(marks)
            counted = figure.role is LEVEL and figure.unit_kind in _COUNTED
            value = figure.value
            whole = counted and figure.bound is EXACT and figure.scale == 1 and value.denominator == 1
            yield Mention(
                figure,
                gap,
                before,
                behind,
                plain(_without_verb(before.rstrip()) + behind),
                strongest,
                clauses,
                depth,
                sentence,
                bisect_right(self.lines, at),
                bisect_right(self.bounds, at),
                stop,
                counted,
                whole,
                figure.unit_kind is PERCENT,
                "其中" in gap,
                value.numerator if whole else 0,
            )

    def _unit_end(self, figure: Figure) -> int:
        end, unit = figure.end, figure.unit
        if not unit:
            return end
        if self.text.startswith(unit, end):
            end += len(unit)
            return end + 2 if self.text[end : end + 2] in _UNIT_TAILS else end
        found = _unit(unit).match(self.text, end)
        return found.end() if found else end


class Near:
    """The figures of one report by sentence."""

    def __init__(self, lay: Lay, mentions: Iterable[Mention]) -> None:
        self.text = lay.text
        self._ends, self._lines, self._end = lay.ends, lay.lines, lay.end
        self._quotes: dict[int, str] = {}
        self.mentions = list(mentions)
        self.sentences: list[list[Mention]] = list(self._runs())
        """The mentions of each sentence that has any."""

    def _runs(self) -> Iterator[list[Mention]]:
        run: list[Mention] = []
        for m in self.mentions:
            if run and m.sentence != run[-1].sentence:
                yield run
                run = []
            run.append(m)
        if run:
            yield run

    def sentence_span(self, m: Mention) -> tuple[int, int]:
        first = self._ends[m.sentence - 1] if m.sentence else 0
        return first, self._end(m.sentence)

    def line_end(self, position: int) -> int:
        """The end of the paragraph that holds the position."""
        at = bisect_right(self._lines, position)
        return self._lines[at] if at < len(self._lines) else len(self.text)

    def line(self, m: Mention) -> tuple[str, int]:
        """The line of a mention and its place in it; nothing of a line too long for a row of a table."""
        first, end = self._lines[m.paragraph - 1] + 1 if m.paragraph else 0, self.line_end(m.figure.start)
        return ("", 0) if end - first > 4 * FAR else (self.text[first:end], m.figure.start - first)

    def line_before(self, m: Mention) -> str:
        """The line above a mention's."""
        last = self._lines[m.paragraph - 1] if m.paragraph else 0
        return self.text[self._lines[m.paragraph - 2] + 1 if m.paragraph > 1 else 0 : last][:FAR]

    def quote(self, m: Mention) -> str:
        """The mention in the report's own words, short, in quotes; with the paragraph's number for the reader to find."""
        known = self._quotes.get(m.figure.start)
        if known is None:
            head = m.before.strip().lstrip("“”。、，")
            head = "…" + head[-14:] if len(head) > 15 else head
            words = head + self.text[m.figure.start : m.stop] + m.after[:8]
            known = self._quotes[m.figure.start] = "“" + _UNQUOTED.sub("", words) + "”"
        return known

    def places(self, *mentions: Mention) -> str:
        """The mentions quoted one after the other, with the numbers of their paragraphs where these differ."""
        apart = len({m.paragraph for m in mentions}) > 1
        return "、".join((f"第{m.paragraph + 1}行" if apart else "") + self.quote(m) for m in mentions)


def reports(text: str, segments: Sequence[Segment], figures: Sequence[Figure]) -> Iterator[Near]:
    """The figures of each report of a text, one report after the other, so that only those of one are held at a time."""
    lay = Lay(text, segments)
    for _, mentions in groupby(lay.mentions(figures), key=lambda m: m.segment):
        yield Near(lay, mentions)


def _sentence_ends(text: str) -> list[int]:
    """Where sentences end. A line break inside one does not: the line before it is not closed and the next opens nothing; rows of
    tables are no such lines."""
    broken = {m.end() for m in _LINE_BREAK.finditer(text) if _goes_on(text, m.start())}
    ends = [m.end() for m in _END.finditer(text)]
    return [at for at in ends if at not in broken] if broken else ends


def _goes_on(text: str, end: int) -> bool:
    """Whether the line that ends here is broken inside a sentence."""
    line = text[max(0, end - 40, text.rfind("\n", max(0, end - 40), end) + 1) : end]
    if len(line.strip()) <= 18 or _CLOSED.search(line) or _ROW.search(line) or _ROW_NEXT.match(text, end + 1):
        return False
    return end + 1 < len(text) and text[end + 1] not in "\n\r \u3000" and not _NEW_LINE.match(text, end + 1)


def _opened(gap: str) -> int:
    """How many brackets open in a gap beyond those that close."""
    return gap.count("（") + gap.count("(") - gap.count("）") - gap.count(")")


def _without_verb(before: str) -> str:
    return _VERB.sub("", before) if before[-1:] in _VERB_ENDS else before


def _strength(marks: Sequence[str]) -> tuple[int, int]:
    """The strongest of the marks of a gap, and how many part clauses."""
    strongest, clauses = NONE, 0
    for c in marks:
        strength = _STRENGTH[c]
        strongest = max(strongest, strength)
        clauses += strength >= COMMA
    return strongest, clauses
