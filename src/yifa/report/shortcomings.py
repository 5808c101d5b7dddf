"""Shortcomings of a year, derived from the ledger and grouped by article: what was late, what is overdue, and what was
recorded although the law did not permit it. Words name the step and the article, never a person or an organ."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

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
    def key(self) -> str:
        """Under which the matters behind it are found: the same for the same step and article, whatever the year."""
        text = "\n".join((self.procedure, self.step, self.cite))
        return FAULT + hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def counts(self) -> list[tuple[int, str]]:
        """(12, 件晚于期限), (3, 件到期未办): what happened, without what did not."""
        said = ((self.late, "件晚于期限"), (self.overdue, "件到期未办"), (self.irregular, "件办理时不符合规定"))
        return [(n, words) for n, words in said if n]

    @property
    def words(self) -> str:
        counts = "、".join(f"{n}{words}" for n, words in self.counts)
        return f"{self.procedure}的“{self.step}”有{counts}（{self.cite}）"


@dataclass(frozen=True)
class Case:
    """One matter behind a shortcoming. `due` and `met`: its day and the day on which it was done, None for none."""

    matter: str
    seq: int
    number: str
    organ: str
    kind: str
    due: date | None = None
    met: date | None = None


FAULT = "fault-"
LATE, OVERDUE, IRREGULAR = "晚于期限", "到期未办", "办理时不符合规定"
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
        line = _limit(definition, limit)
        late[_group(definition, line.of, str(line.cite))] += n_late
        overdue[_group(definition, line.of, str(line.cite))] += n_overdue if line.of.must else 0
    irregular = Counter(group for group, _ in _irregular(year))
    found = [
        Shortcoming(*group, late[group], overdue[group], irregular[group]) for group in {*late, *overdue, *irregular}
    ]
    return sorted((s for s in found if s.total), key=lambda s: (-s.total, s.procedure, s.step, s.cite))


CASES = (
    "SELECT d.id, d.matter, d.start, m.number, m.organ, d.late, d.due_on, d.met_on "
    "FROM due d JOIN matter m ON m.id = d.matter WHERE NOT d.party AND d.id > %s AND ({pairs}) AND "
    "(d.late AND d.met_on BETWEEN %s AND %s OR {must} d.met IS NULL AND NOT d.still AND d.due_on BETWEEN %s AND %s) "
    "ORDER BY d.id LIMIT %s"
)


def cases(year: int, day: date, shortcoming: Shortcoming, after: int = 0, limit: int = 50) -> tuple[list[Case], int]:
    """A page of the matters behind a shortcoming as `shortcomings` gave it, and where the next begins (0: nowhere)."""
    mine = [
        (definition, limit_key)
        for definition, limit_key, _, _ in _dues(year, day)
        if _group(definition, (line := _limit(definition, limit_key)).of, str(line.cite)) == _of(shortcoming)
    ]
    out = [c for group, c in _irregular(year) if group == _of(shortcoming)] if not after else []
    if not mine:
        return out, 0
    must = all(_limit(*pair).of.must for pair in mine)
    sql = CASES.format(
        pairs=" OR ".join(['m.definition = %s AND d."limit" = %s'] * len(mine)),
        must="" if must else "1 = 0 AND",  # what may be done is never overdue
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [after, *(x for pair in mine for x in pair), *_spans(year, day), limit + 1])
        found = cursor.fetchall()
    for _, matter, start, number, organ, late, due, met in found[:limit]:
        out.append(Case(matter, start, number, organ, LATE if late else OVERDUE, _day(due), _day(met)))
    return out, found[limit - 1][0] if len(found) > limit else 0


def _of(s: Shortcoming) -> Group:
    return s.procedure, s.step, s.cite


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _limit(definition: str, key: str) -> Within:
    line = by_digest(definition).lines[key]
    assert isinstance(line, Within)  # a row of due is an instance of a limit
    return line


def _group(definition: str, step: Step[Any], cite: str) -> Group:
    return _short(by_digest(definition).title), step.title, cite


def _spans(year: int, day: date) -> tuple[date, date, date, date]:
    """When what is late was done, and when what is overdue was due: the last day is still in time."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return first, last, first, min(last, day - timedelta(days=1))


def _dues(year: int, day: date) -> list[tuple[str, str, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(DUES, _spans(year, day))
        return [(d, limit, int(a), int(b)) for d, limit, a, b in cursor.fetchall() if a or b]


def _irregular(year: int) -> Iterator[tuple[Group, Case]]:
    """Each standing entry of the year that was recorded with its irregularity."""
    span = (f"{year}-01-01", f"{year}-12-31~")
    bodies = Body.objects.filter(text__contains='"irregular":', entry__happened_at__range=span)
    for matter in Matter.objects.filter(id__in=set(bodies.values_list("entry__matter", flat=True))).order_by("id"):
        procedure = by_digest(matter.definition_id)
        for e in fold(procedure, chain_of(matter)):
            step = procedure.lines[e.step]
            if e.irregular and e.on.year == year and isinstance(step, Step):
                case = Case(matter.id, e.id, matter.number, matter.organ, IRREGULAR, None, e.on)
                yield _group(matter.definition_id, step, str(step.cite)), case


def _short(title: str) -> str:
    """The procedure without the version of its law."""
    return title.split("（")[0]
