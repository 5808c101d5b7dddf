"""What the reader takes down of a text. Positions are code points of the whole text, ends exclusive. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Bound(StrEnum):
    """How a number is meant."""

    exact = "exact"
    at_least = "at_least"
    at_most = "at_most"
    about = "about"


class UnitKind(StrEnum):
    counted = "count"
    percent = "percent"
    money = "money"
    duration = "duration"
    ordinal = "ordinal"
    ratio = "ratio"
    score = "score"


class Role(StrEnum):
    """What a number says: the level of something, its change, a target or rule, or the value of the year before."""

    level = "level"
    change = "change"
    target = "target"
    previous = "previous"


class Direction(StrEnum):
    up = "up"
    down = "down"


@dataclass(slots=True, unsafe_hash=True)
class Figure:
    """A number of a report and what it means. `start`, `end`: the number itself; `quote`: the words around it that say what
    it counts. `value` is exact: 164万 is 1640000, 98.87% is 9887/100 with unit %.

    Nothing changes one, yet it is not frozen: there are thousands, and a frozen one takes four times as long to make."""

    start: int
    end: int
    quote: str
    value: Fraction
    bound: Bound
    unit: str
    unit_kind: UnitKind
    what: str
    """What is counted, in the report's words."""
    chapter: str
    """Key of the chapter (`leadership`, `service`, …), or "other"."""
    indicator: str = ""
    """Key of `data/indicators.toml`; "" if it is none of them."""
    role: Role = Role.level
    direction: Direction | None = None
    """Of a change."""
    period: str = ""
    """`2024`, or narrower where the text says so (`2024-01..2024-06`)."""
    organ: str = ""
    part: bool = False
    """Said to be part of a whole before it (其中)."""
    decimals: int = 0
    """Places after the point as printed, for rounding: 98.87% has 2."""
    scale: int = 1
    """The unit in which it is printed: 10000 for 164万."""


class Verdict(StrEnum):
    consistent = "consistent"
    inconsistent = "inconsistent"
    ambiguous = "ambiguous"


@dataclass(frozen=True, slots=True)
class Check:
    """A relation between figures of one report, tried. `figures`: spans of the numbers; `formula`: with the numbers in it;
    `why`: one sentence for a reader, with both places."""

    kind: str
    formula: str
    figures: tuple[tuple[int, int], ...]
    stated: Fraction | None
    computed: Fraction | None
    verdict: Verdict
    why: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One report within a text. `kind`: government, department or "" (not told)."""

    start: int
    end: int
    organ: str = ""
    year: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A customary or required part of a report, and whether it is there: present, thin or absent; `span` where."""

    key: str
    title: str
    state: str
    span: tuple[int, int] | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A vague claim: a word of degree or effect without a number in its clause."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One text, read."""

    text: str
    segments: tuple[Segment, ...]
    figures: tuple[Figure, ...]
    checks: tuple[Check, ...] = ()
    parts: tuple[tuple[Part, ...], ...] = ()
    """For each segment."""
    claims: tuple[Claim, ...] = ()
