"""Ratings of visits that carry no name: quarters, when they close, and what of them may be published.

Not entries of the ledger: an entry names its matter and its minute, which is just what a rating must not. What is kept
is one number for each organ, quarter and number of stars. `docs/explanation/rating.md` says what this protects and
what not; without blind signatures (RFC 9474) whoever runs the database could still tell at the moment of rating.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Subquery

from yifa.registry.models import RatingCount, RatingGiven, RatingToken
from yifa.store.models import Matter, Tally

STARS = range(1, 6)
VISITS = "inspections_of_enterprises"
"""The figure that counts visits to firms, by the day of their findings."""


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year, 1 to 4."""

    year: int
    n: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.n}"

    @property
    def words(self) -> str:
        return f"{self.year}年第{'一二三四'[self.n - 1]}季度"

    @property
    def first(self) -> date:
        return date(self.year, self.n * 3 - 2, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.n * 3, monthrange(self.year, self.n * 3)[1])

    @property
    def closes(self) -> date:
        """The last day on which answers are taken: the end of the month after it. Nothing is published before, since
        two publications one answer apart would betray the answer."""
        year, month = (self.year + 1, 1) if self.n == 4 else (self.year, self.n * 3 + 1)
        return date(year, month, monthrange(year, month)[1])

    @property
    def before(self) -> Quarter:
        return Quarter(self.year - 1, 4) if self.n == 1 else Quarter(self.year, self.n - 1)


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month - 1) // 3 + 1)


@dataclass(frozen=True)
class Published:
    """One organ in one quarter. `stars`: answers by number of stars, empty below the threshold; then `answers` is not
    told either."""

    organ: str
    visits: int
    stars: Mapping[int, int]

    @property
    def answers(self) -> int:
        return sum(self.stars.values())

    @property
    def silent(self) -> int:
        """Visits that nobody rated."""
        return max(0, self.visits - self.answers)


def published(quarter: Quarter, today: date, at_least: int) -> list[Published]:
    """The organs that visited firms in a quarter, by key; nothing before the quarter is closed for answers."""
    if today <= quarter.closes:
        return []
    organ = Subquery(Matter.objects.filter(pk=OuterRef("matter")).values("organ")[:1])
    rows = Tally.objects.filter(figure=VISITS, on__gte=quarter.first, on__lte=quarter.last)
    visits = dict(rows.annotate(organ=organ).values_list("organ").annotate(n=Count("id")))
    stars: dict[str, dict[int, int]] = {}
    for row in RatingCount.objects.filter(quarter=str(quarter)):
        stars.setdefault(row.organ, {})[row.stars] = row.answers
    out = []
    for key in sorted({*visits, *stars}):
        enough = sum(stars.get(key, {}).values()) >= at_least
        shown = {n: stars[key].get(n, 0) for n in STARS} if enough else {}
        out.append(Published(key, visits.get(key, 0), shown))
    return out


def closed_quarters(today: date) -> list[Quarter]:
    """The four latest quarters that are closed for answers, the latest first."""
    latest = quarter_of(today)
    while today <= latest.closes:
        latest = latest.before
    out = [latest]
    while len(out) < 4:
        out.append(out[-1].before)
    return out


def forget(today: date) -> None:
    """Removes what ties nothing to anything any more: tokens and marks of closed quarters. The tick calls it."""
    RatingToken.objects.filter(closes__lt=today).delete()
    RatingGiven.objects.filter(closes__lt=today).delete()
