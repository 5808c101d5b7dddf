"""Shortcomings of a year, derived from the ledger and grouped by article: what was late, what is overdue, and what was
recorded although the law did not permit it. Words name the step and the article, never a person or an organ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from yifa.chapters.catalogue import by_digest
from yifa.kernel.declare import Step, Within
from yifa.kernel.fold import fold
from yifa.store.models import Body, Matter
from yifa.store.read import chain_of


@dataclass(frozen=True)
class Shortcoming:
    """Matters that fell short of one article. `late`: done after the day; `overdue`: the day lies in the year and has
    passed, and it is still not done; `irregular`: recorded because it happened, though the law did not permit it."""

    procedure: str
    step: str
    cite: str
    late: int = 0
    overdue: int = 0
    irregular: int = 0

    @property
    def total(self) -> int:
        return self.late + self.overdue + self.irregular

    @property
    def counts(self) -> str:
        """12件晚于期限、3件到期未办"""
        said = ((self.late, "晚于期限"), (self.overdue, "到期未办"), (self.irregular, "办理时不符合规定"))
        return "、".join(f"{n}件{words}" for n, words in said if n)

    @property
    def words(self) -> str:
        return f"{self.procedure}的“{self.step}”有{self.counts}（{self.cite}）"


Group = tuple[str, str, str]
"""(procedure, step, article): versions of a law that say the same in the same article are one."""

DUES = (
    'SELECT m.definition, d."limit", '
    "sum(CASE WHEN d.late AND d.met_on BETWEEN %s AND %s THEN 1 ELSE 0 END), "
    "sum(CASE WHEN d.met IS NULL AND NOT d.still AND d.due_on BETWEEN %s AND %s THEN 1 ELSE 0 END) "
    "FROM due d JOIN matter m ON m.id = d.matter WHERE NOT d.party "
    'AND (d.late OR d.met IS NULL) GROUP BY m.definition, d."limit"'
)
"""A limit that binds a party, not the authority, is no shortcoming of the authority."""


def shortcomings(year: int, day: date) -> list[Shortcoming]:
    """As seen on `day`; the most frequent first; empty for a year without fault."""
    late: Counter[Group] = Counter()
    overdue: Counter[Group] = Counter()
    for definition, limit, n_late, n_overdue in _dues(year, day):
        procedure = by_digest(definition)
        line = procedure.lines[limit]
        if not isinstance(line, Within):
            continue
        group = (_short(procedure.title), line.of.title, str(line.cite))
        late[group] += n_late
        overdue[group] += n_overdue if line.of.must else 0  # what may be done is never overdue
    irregular = Counter(_irregular(year))
    found = [
        Shortcoming(*group, late[group], overdue[group], irregular[group]) for group in {*late, *overdue, *irregular}
    ]
    return sorted((s for s in found if s.total), key=lambda s: (-s.total, s.procedure, s.step, s.cite))


def _dues(year: int, day: date) -> list[tuple[str, str, int, int]]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    passed = min(last, day - timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute(DUES, (first, last, first, passed))
        return [(d, limit, int(a), int(b)) for d, limit, a, b in cursor.fetchall()]


def _irregular(year: int) -> Iterator[Group]:
    """Each standing entry of the year that was recorded with its irregularity."""
    bodies = Body.objects.filter(text__contains='"irregular":', entry__happened_at__range=(f"{year}-01-01", f"{year}-12-31~"))
    matters = set(bodies.values_list("entry__matter", flat=True))
    for matter in Matter.objects.filter(id__in=matters):
        procedure = by_digest(matter.definition_id)
        for entry in fold(procedure, chain_of(matter)):
            step = procedure.lines[entry.step]
            if entry.irregular and entry.on.year == year and isinstance(step, Step):
                yield _short(procedure.title), step.title, str(step.cite)


def _short(title: str) -> str:
    """The procedure without the version of its law."""
    return title.split("（")[0]
