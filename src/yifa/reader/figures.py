"""From text to figures with meaning. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache, lru_cache

from yifa.reader import cells, meaning
from yifa.reader.clauses import Clauses, Own
from yifa.reader.data import words
from yifa.reader.doers import Doers
from yifa.reader.headings import Outline
from yifa.reader.indicators import indicator
from yifa.reader.model import Direction, Figure, Role, Segment
from yifa.reader.scan import Number, scan

_SENTENCE_BEFORE = 120
"""How far back the topic of a sentence that names none is looked for."""

_NEAR = 60
"""How far back the year of a number is looked for."""

_SENTENCE_LIMIT = 400
"""Nothing further back than so many characters is taken into account, whatever the text."""


_FULL_WIDTH = ((",", "，"), (";", "；"), (":", "："), ("(", "（"), (")", "）"))
"""Marks that some texts have in half width; positions stay."""


def read_figures(text: str, segments: Sequence[Segment]) -> tuple[Figure, ...]:
    """Every figure of the reports in `text`, in order, spans apart; none outside the segments."""
    for half, full in _FULL_WIDTH:
        text = text.replace(half, full)
    return tuple(figure for segment in segments for figure in _segment(text, segment))


def _segment(text: str, segment: Segment) -> Iterator[Figure]:
    numbers = list(scan(text, segment.start, segment.end))
    if not numbers:
        return
    outline, doers = Outline(text, segment.start, segment.end), Doers(text)
    owns = _carried(Clauses(text, segment.start, segment.end).divide(numbers), numbers)
    figures = [_figure(text, segment, outline, doers, number, own) for number, own in zip(numbers, owns, strict=True)]
    yield from _named_once(_concluded(_parted(figures, owns), owns), owns)


def _carried(owns: Sequence[Own], numbers: Sequence[Number]) -> list[Own]:
    """Numbers whose words only say of when or whither they are (2022年488件, 降至8件) get the name of the one before."""
    out: list[Own] = []
    name = ""
    for i, (own, number) in enumerate(zip(owns, numbers, strict=True)):
        last = out[-1] if out else None
        if last and last.clause == own.clause and numbers[i - 1].unit == "年" and last.before.endswith("连续"):
            own = own._replace(before=last.before[:-2] + own.before)  # 好评率连续三年保持99%
        alike = last is not None and numbers[i - 1].unit == number.unit
        if last and alike and last.clause == own.clause and meaning.moved_to(own.before):
            own = own._replace(before=meaning.without_origin(last.before), after="")  # 由12件降至8件
        if last and alike and last.sentence == own.sentence and not own.after and meaning.only_when(own.before):
            own = own._replace(before=meaning.without_time(name) + meaning.without_time(own.before))
        else:
            name = own.before
        out.append(own)
    return out


def _parted(figures: Sequence[Figure], owns: Sequence[Own]) -> list[Figure]:
    """With the parts of wholes marked (其中维持9件，驳回3件、撤销1件); a part does not take its whole's key."""
    out: list[Figure] = []
    seen: set[tuple[int, str]] = set()
    parts: meaning.Parts | None = None
    whole: Fraction | None = None
    for figure, own in zip(figures, owns, strict=True):
        if figure.part:
            parts = meaning.Parts(own.sentence, figure.unit, own.before, whole, figure.value)
        elif parts and parts.goes_on(own.sentence, figure.unit, own.before, own.listed, figure.value):
            figure, parts = replace(figure, part=True), parts.with_next(own.before, figure.value)
        else:
            parts, whole = None, figure.value if figure.role is Role.level else whole
        key = (own.sentence, figure.indicator)
        if figure.part and figure.indicator and key in seen:
            figure = replace(figure, indicator="")
        seen.add(key)
        out.append(figure)
    return out


_CONCLUDED = "service_cases_handled"
"""What counts when it is concluded; what came in has its key only where no more is told."""


def _concluded(figures: Sequence[Figure], owns: Sequence[Own]) -> list[Figure]:
    """受理18.5万件，办结18.3万件: the second alone is what was concluded."""
    closed = {own.sentence for figure, own in zip(figures, owns, strict=True) if figure.indicator == _CONCLUDED and "结" in own.before}
    return [
        replace(f, indicator="") if f.indicator == _CONCLUDED and own.sentence in closed and "受理" in own.before and "结" not in own.before else f
        for f, own in zip(figures, owns, strict=True)
    ]


def _named_once(figures: Sequence[Figure], owns: Sequence[Own]) -> Iterator[Figure]:
    """Different numbers of one sentence with the same words (六市分别收案3595件、3125件…) are none of them the total."""
    values: dict[tuple[int, str, str], set[Fraction]] = {}
    keys = [(own.sentence, figure.indicator, figure.what) for figure, own in zip(figures, owns, strict=True)]
    for key, figure in zip(keys, figures, strict=True):
        if figure.indicator:
            values.setdefault(key, set()).add(figure.value)
    for key, figure in zip(keys, figures, strict=True):
        yield replace(figure, indicator="") if len(values.get(key, ())) > 1 else figure


def _figure(text: str, segment: Segment, outline: Outline, doers: Doers, number: Number, own: Own) -> Figure:
    chapter, planned, title = outline.at(number.start)
    if own.cell and not own.before:
        own = own._replace(before=cells.subject(title))  # a table whose title is the heading above it
    said, before = _said(own, number), own.verb + own.before
    sentence_start = max(own.sentence, number.start - _SENTENCE_LIMIT)
    mine, cell = meaning.spoken_of(said), own.cell
    about = mine or (_of_title(cell.about) if cell else meaning.nearest(text, sentence_start, number.start))
    if not about and not text.startswith("其中", sentence_start):  # which goes on with the sentence before
        about = _of_title(title)
    if not about:  # the sentence before, in the same paragraph
        paragraph = text.rfind("\n", max(segment.start, sentence_start - _SENTENCE_BEFORE), sentence_start) + 1
        about = meaning.nearest(text, max(paragraph, segment.start, sentence_start - _SENTENCE_BEFORE), sentence_start)
    planned = planned or meaning.to_come(text, own.sentence, segment.year)
    role, direction = meaning.role(_unquoted(before), text[number.tail : number.tail + 8], number.unit, planned)
    earlier = meaning.earlier(text[max(sentence_start, number.start - _NEAR) : number.start], segment.year)
    sentence = text[sentence_start : min(own.clause_end, number.tail + _SENTENCE_BEFORE)]
    when = meaning.period(sentence[: number.start - sentence_start], segment.year, role)
    if cell:
        sentence, (role, direction, when) = f"{cell.about}，{cell.words}{sentence}", _of_cell(cell, segment.year, role, direction)
    key = "" if earlier or (cell and cell.among) else indicator(number.unit, said, about, sentence, role, title)
    alone = not key and not mine and not earlier and not cell and not _DIGIT.search(text, sentence_start, number.start)
    if alone and (full := meaning.with_noun(own.before, about)):  # 法律援助。受理236件
        key = indicator(number.unit, f"{full}#{number.unit}", about, sentence, role, title)
    return Figure(
        start=number.start,
        end=number.end,
        quote=(own.before + text[number.start : number.tail] + own.after)[-80:],
        value=number.value,
        bound=number.bound,
        unit=number.unit,
        unit_kind=number.kind,
        what=meaning.counted(before, own.after, about, bool(mine)),
        chapter=chapter_of(key) or chapter or meaning.chapter(about) or "other",
        indicator=key,
        role=role,
        direction=direction,
        period=when,
        organ=doers.before(own.sentence, number.start) or segment.organ,
        part=meaning.part(own.before, text[max(own.sentence, own.clause - 4) : max(own.clause - 1, 0)]),
        decimals=number.decimals,
        scale=number.scale,
    )


def _of_cell(cell: cells.Cell, year: int | None, role: Role, direction: Direction | None) -> tuple[Role, Direction | None, str]:
    """Role, direction and period of a number in a table, by its column's head; what the words of its row say stands behind."""
    if cell.role is not Role.level:
        role, direction = cell.role, cell.direction
    elif cell.year and year and cell.year < year:
        role = Role.previous
    last = cell.year or (year - 1 if year and role is Role.previous else year)
    return role, direction, str(last) if last else ""


_MARKS = re.compile("[“”‘’「」\"《》]")
_BOOK = re.compile("(?:《|^)[^《》]*》(?!#)|[“”‘’「」\"《》]")


_DIGIT = re.compile(r"\d")
_ASIDE = re.compile("[（(](?:含|其中|包括|不含|同比|[较比占])")


def _said(own: Own, number: Number) -> str:
    """A number's own words with # in its place, without quotation marks and titles of books; behind a rate only what it is of."""
    after = _ASIDE.split(own.after, maxsplit=1)[0] if number.unit != "%" or own.after.startswith("的") else ""
    return _unquoted(f"{own.verb}{own.before}#{number.unit}{after}")


def _unquoted(words: str) -> str:
    return _BOOK.sub("", words) if _MARKS.search(words) else words


@lru_cache(maxsize=4096)
def _of_title(title: str) -> frozenset[str]:
    """The topic of a heading, where it has just one."""
    found = meaning.spoken_of(title)
    return found if len(found) == 1 else frozenset()


@cache
def _chapters() -> dict[str, str]:
    return {key: chapter for chapter, keys in words("chapters")["indicators"].items() for key in keys.split()}


def chapter_of(key: str) -> str:
    """The chapter to which a canonical figure belongs, "" for none."""
    return _chapters().get(key, "")


