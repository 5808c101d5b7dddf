"""The figures of a text with the words and marks around them: what the checks compare, and how near two figures stand.

Positions are code points. Built in one pass over the text; every later step looks only at the figures of one sentence or
at those that name the same thing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..model import Bound, Figure, Role, Segment, UnitKind

NONE, PAUSE, COMMA, SEMICOLON = range(4)
"""Marks between two figures by strength: none, 、, ，or ：, ；."""
REACH = 12
"""Figures of a sentence looked back at; a longer list is no sentence but a table without its lines."""

FAR = 300
"""Characters of a gap that are looked at: no clause is longer."""

_END = re.compile(r"[。！？!?\n]")
_ROW, _ROW_NEXT = re.compile(r"[|\t]"), re.compile(r"[^\n|\t]{0,80}[|\t]")
_CLOSED = re.compile(r"[。！？!?；;：:…]\s*$")
_NEW_LINE = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[一二三四五六七八九十]是|[（(]?\d{1,2}[）)、.．](?!\d)|[一-龥]{2,12}[:：])"
)
_BALANCED = re.compile(r"[（(][^（）()]*[）)]")
_MARKS = re.compile(r"[、，,：:；;（）()—]")
_STRENGTH = {"、": PAUSE, "；": SEMICOLON, ";": SEMICOLON}
_PLAIN = re.compile(
    r"[\s“”\"'‘’《》〈〉<>（）()、，,：:；;—-]+|其中|截至(?:目前|\d*年?底?)|据统计|(?:今|全|本|当)年度?(?:内|以来)?|20\d\d年度?(?:以来)?|[全我](?:[省市县区镇乡局]|系统|国)|"
    r"共计|总计|合计|累计|总共|一共|(?<!公)共有?|先后|已经?|分别|各类|各级"
)
_VERB = re.compile(r"(?:达到?|高达|[约近逾超为是了有计])+$")
_UNIT_CLASSES = ("件起宗例桩", "人名位", "家个户所", "项个", "处个")


def span_of(figure: Figure) -> tuple[int, int]:
    return figure.start, figure.end


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure where it stands. `gap`: from the figure before it in the sentence (or the sentence's start) to its number;
    `before`: the last clause of that; `after`: the words behind its unit up to the next mark or figure; `name`: what is
    counted, in the words beside the number without those of scope and total; `mark`: the strongest mark in the gap;
    `clauses`: how many commas or stronger; `depth`: brackets open around it; `stop`: end of the unit.

    `counted`: a level of whole things or of money; changes, targets, percentages, ranks and durations are none. `whole`: such
    a number known to the last one. `part`: said to be part of a whole."""

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

    @property
    def span(self) -> tuple[int, int]:
        return span_of(self.figure)


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
    return re.compile(rf"\s*[余多几来]?[万亿]?[余多]?\s*{word}(?:以上|以下|左右)?")


class Near:
    """A text's figures by sentence. Figures that reach outside the text or overlap the one before are left out."""

    def __init__(self, text: str, segments: Sequence[Segment], figures: Sequence[Figure]) -> None:
        self.text = text
        self._ends = _sentence_ends(text)
        self._lines = [m.start() for m in re.finditer("\n", text)]
        self._bounds = sorted({s.start for s in segments} | {s.end for s in segments})
        self.mentions: list[Mention] = list(self._mentions(figures))
        self.sentences: list[list[Mention]] = list(self._runs())
        """The mentions of each sentence that has any."""

    def _mentions(self, figures: Sequence[Figure]) -> Iterator[Mention]:
        ordered = sorted((f for f in figures if 0 <= f.start < f.end <= len(self.text)), key=span_of)
        stop, depth, last = 0, 0, -1
        for i, figure in enumerate(ordered):
            if figure.start < stop:
                continue
            sentence = bisect_right(self._ends, figure.start)
            first = self._ends[sentence - 1] if sentence else 0
            if sentence != last:
                depth, last = 0, sentence
            gap = self.text[max(first, stop) : figure.start]
            depth = max(0, depth + sum(gap.count(c) for c in "（(") - sum(gap.count(c) for c in "）)"))
            stop = self._unit_end(figure)
            gap = gap[-FAR:]
            limit = self._end(sentence)
            after = ordered[i + 1].start if i + 1 < len(ordered) else limit
            before = _clause(gap)[-60:]
            behind = self.text[stop : max(stop, min(limit, after, stop + 40))]
            behind = _MARKS.split(behind, maxsplit=1)[0].rstrip("。！？\n")
            mark, clauses = _marks(gap)
            counted = figure.role is Role.level and figure.unit_kind in (UnitKind.counted, UnitKind.money)
            whole = counted and figure.bound is Bound.exact and figure.scale == 1 and figure.value.denominator == 1
            yield Mention(
                figure=figure,
                gap=gap,
                before=before,
                after=behind,
                name=plain(_VERB.sub("", before.rstrip()) + behind),
                mark=mark,
                clauses=clauses,
                depth=depth,
                sentence=sentence,
                paragraph=bisect_right(self._lines, figure.start),
                segment=bisect_right(self._bounds, figure.start),
                stop=stop,
                counted=counted,
                whole=whole,
                percent=figure.unit_kind is UnitKind.percent,
                part="其中" in gap,
            )

    def _unit_end(self, figure: Figure) -> int:
        found = _unit(figure.unit).match(self.text, figure.end) if figure.unit else None
        return found.end() if found else figure.end

    def _runs(self) -> Iterator[list[Mention]]:
        run: list[Mention] = []
        for m in self.mentions:
            if run and (m.sentence, m.segment) != (run[-1].sentence, run[-1].segment):
                yield run
                run = []
            run.append(m)
        if run:
            yield run

    def sentence_span(self, m: Mention) -> tuple[int, int]:
        first = self._ends[m.sentence - 1] if m.sentence else 0
        return first, self._end(m.sentence)

    def _end(self, sentence: int) -> int:
        return self._ends[sentence] if sentence < len(self._ends) else len(self.text)

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
        head = m.before.strip().lstrip("“”。、，")
        head = "…" + head[-14:] if len(head) > 15 else head
        words = head + self.text[m.figure.start : m.stop] + m.after[:8]
        return "“" + re.sub(r"\s+|[“”|]", "", words) + "”"

    def places(self, *mentions: Mention) -> str:
        """The mentions quoted one after the other, with the numbers of their paragraphs where these differ."""
        apart = len({m.paragraph for m in mentions}) > 1
        return "、".join((f"第{m.paragraph + 1}行" if apart else "") + self.quote(m) for m in mentions)


def _sentence_ends(text: str) -> list[int]:
    """Where sentences end. A line break inside one does not: the line before it is not closed and the next opens nothing; rows of
    tables are no such lines."""
    out = []
    for found in _END.finditer(text):
        at = found.end()
        if found.group() == "\n":
            line = text[max(0, found.start() - 40) : found.start()].rsplit("\n", 1)[-1]
            broken = len(line.strip()) > 18 and not _CLOSED.search(line) and not _ROW.search(line) and not _ROW_NEXT.match(text, at)
            if broken and at < len(text) and text[at] not in "\n\r \u3000" and not _NEW_LINE.match(text, at):
                continue
        out.append(at)
    return out


def _clause(gap: str) -> str:
    return _MARKS.split(outside(gap))[-1]


def _marks(gap: str) -> tuple[int, int]:
    """The strongest mark of a gap, and how many part clauses."""
    marks = [_STRENGTH.get(c, COMMA) for c in _MARKS.findall(outside(gap)) if c != "—"]
    return max(marks, default=NONE), sum(s >= COMMA for s in marks)
