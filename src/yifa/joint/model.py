"""What a plan is made from and what it is: plain values, days as dates, times in minutes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Duty:
    """One inspection that has to be made. `earliest`, `latest`: inclusive. `team`: officers of `organ` certified for
    `item` who must be there. `mergeable`: whether it may be done together with others."""

    id: str
    subject: str
    township: str
    item: str
    organ: str
    earliest: date
    latest: date
    minutes: int
    mergeable: bool
    team: int


@dataclass(frozen=True, slots=True)
class Officer:
    """`items`: what the certificate, valid from `valid_from` to `valid_to` (inclusive), covers. `recuse`: subjects."""

    id: str
    organ: str
    items: frozenset[str]
    valid_from: date
    valid_to: date
    recuse: frozenset[str]
    minutes_per_day: int


@dataclass(frozen=True, slots=True)
class Rules:
    """`visits_per_subject`: in the calendar year, all visits counted. `travel_minutes`: per officer and visit."""

    year: int
    visits_per_subject: int
    visitors_per_visit: int
    travel_minutes: int
    blocked: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Duties and officers by id; `blocked`: subject -> days it asked to be spared; `workdays`: of the year, in order."""

    duties: tuple[Duty, ...]
    officers: tuple[Officer, ...]
    rules: Rules
    workdays: tuple[date, ...]
    blocked: Mapping[str, frozenset[date]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Visit:
    """Ids of duties and officers, each in order."""

    id: str
    subject: str
    on: date
    duties: tuple[str, ...]
    officers: tuple[str, ...]
