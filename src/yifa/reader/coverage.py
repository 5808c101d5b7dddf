"""Which parts a report has: what such reports customarily hold, by reporting body (`parts.toml`). Pure.

No part is called required. That the report is due, and to whom, stands in 《法治政府建设与责任落实督察工作规定》(厅字〔2019〕28号),
which is known here through provincial guides only; what it must hold is not verified, so each part is told as custom."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .layout import Look, Unit, units
from .model import Part, Segment

PRESENT, THIN, ABSENT = "present", "thin", "absent"
CUSTOM = "惯例"
TITLED, HEADED = 40, 30
"""So many characters of a numbered paragraph are its title at most; so many under its own heading make a part present."""
STOP = re.compile("[。：:]")
LEVELS = (re.compile("[（(][^\\d]"), re.compile(r"\d"))
BELOW = 9
SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")


@dataclass(frozen=True, slots=True)
class Kind:
    """A part of `parts.toml`."""

    key: str
    title: str
    of: tuple[str, ...]
    heading: re.Pattern[str]
    said: re.Pattern[str]
    enough: int
    work: bool
    rest: bool


@cache
def kinds() -> tuple[Kind, ...]:
    data = tomllib.loads((Path(__file__).parent / "parts.toml").read_text(encoding="utf-8"))
    return tuple(
        Kind(
            key, p["zh"], tuple(p["of"]), _any(p["heading"]), _any(p["said"]), p["enough"], p.get("work", False), p.get("rest", False)
        )
        for key, p in data.items()
    )  # fmt: skip


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(words) or r"(?!)")


@cache
def _aside() -> tuple[re.Pattern[str], ...]:
    """Headings of what is no account of the year: its shortcomings, its plans, the leaders' duties."""
    return tuple(k.heading for k in kinds() if k.key in ("shortcomings", "next_year", "first_responsible"))


@dataclass(frozen=True, slots=True)
class Section:
    """Units under one heading 一、, or before the first. `about`: its title; `work`: it gives account of the year."""

    about: str
    units: tuple[Unit, ...]
    work: bool
    levels: tuple[int, ...]
    """How deep each unit stands: see `_level`."""
    titles: tuple[str, ...]
    """See `title_of`."""


def sections(found: Sequence[Unit]) -> list[Section]:
    cuts = [i for i, u in enumerate(found) if u.look is Look.heading]
    out = []
    for first, beyond in zip([0, *cuts], [*cuts, len(found)], strict=True):
        own = tuple(u for u in found[first:beyond] if u.look is not Look.furniture)
        titles = tuple(map(title_of, own))
        about = titles[0] if own and own[0].look is Look.heading else ""
        if own:
            out.append(Section(about, own, not any(p.search(about) for p in _aside()), tuple(map(_level, own)), titles))
    return out


def title_of(unit: Unit) -> str:
    """The words of a heading, or of the title with which a numbered paragraph begins; "" of others."""
    if unit.look not in (Look.heading, Look.numbered):
        return ""
    stop = STOP.search(unit.text, 0, TITLED)
    return unit.text[: stop.start() if stop else TITLED]


def coverage(text: str, segment: Segment, found: Sequence[Section] | None = None) -> tuple[Part, ...]:
    """The parts customary for this kind of body: present, thin (said in passing) or absent, with the place of the first.
    `found`: the report's sections, where they are known already."""
    own = sections(units(text, segment.start, segment.end)) if found is None else found
    return tuple(_part(k, own) for k in kinds() if segment.kind in k.of)


def _part(kind: Kind, found: Sequence[Section]) -> Part:
    """Its heading comes first, then a paragraph's title, then sentences."""
    here = [s for s in found if s.work or not kind.work]
    headed = [u for s in here if s.about and kind.heading.search(s.about) for u in s.units]
    if not headed and kind.key != "achievements":
        headed = [u for s in here for u in _under(kind, s)]
    if headed and sum(len(u.text) for u in headed) >= HEADED:
        return Part(kind.key, kind.title, PRESENT, (headed[0].start, headed[0].end), CUSTOM)
    if kind.key == "achievements":  # a report without headings still gives its account
        spans = ((u.start, u.end) for s in here for u in s.units if u.look in (Look.body, Look.numbered))
    else:
        spans = (span for s in here for u in s.units if (span := _said(kind, u)) is not None)
    first, length = None, 0
    for start, end in spans:
        first, length = first or (start, end), length + end - start
        if length >= kind.enough:
            return Part(kind.key, kind.title, PRESENT, first, CUSTOM)
    return Part(kind.key, kind.title, THIN if first else ABSENT, first, CUSTOM)


def _under(kind: Kind, section: Section) -> Iterator[Unit]:
    """The numbered paragraphs whose title names the part, each with what stands under it: until the next of its level."""
    level = BELOW
    for unit, own, title in zip(section.units, section.levels, section.titles, strict=True):
        if own <= level:
            level = own if own < BELOW and kind.heading.search(title) else BELOW
            if level == BELOW:
                continue
        yield unit


def _level(unit: Unit) -> int:
    """（一） before 1. before （1） and 一是; whatever is not numbered stands below them."""
    if unit.look is not Look.numbered:
        return BELOW
    return next((n for n, p in enumerate(LEVELS) if p.match(unit.text)), len(LEVELS))


def _said(kind: Kind, unit: Unit) -> tuple[int, int] | None:
    """From the first to the last sentence that speaks of it, or to the paragraph's end."""
    if not kind.said.search(unit.text):
        return None
    hits = [m.span() for m in SENTENCE.finditer(unit.text) if kind.said.search(m[0])]
    if not hits:  # the words stand across a sentence's end
        return None
    return unit.start + hits[0][0], unit.end if kind.rest else unit.start + hits[-1][1]
