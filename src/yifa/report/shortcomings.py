"""Shortcomings of a year, derived from findings and grouped by article: what was late, what is overdue, what was irregular."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from yifa.chapters.catalogue import procedures
from yifa.kernel.declare import Within
from yifa.store.models import Due


@dataclass(frozen=True)
class Shortcoming:
    """`late`: done after the day; `overdue`: its day lies in the year and it was not done by the report's day."""

    procedure: str
    step: str
    cite: str
    late: int
    overdue: int
    limit: str

    @property
    def words(self) -> str:
        said = [f"{self.late}件晚于期限" if self.late else "", f"{self.overdue}件到期未办" if self.overdue else ""]
        return f"{self.procedure}的“{self.step}”有{'、'.join(s for s in said if s)}（{self.cite}）"


def shortcomings(year: int) -> list[Shortcoming]:
    """The most frequent first; empty for a year without fault."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    late = _by_limit(Due.objects.filter(late=True, met_on__range=(first, last), party=False))
    overdue = _by_limit(Due.objects.filter(met__isnull=True, still=False, on__range=(first, last), party=False))
    lines = {
        line.key: (p, line) for p in procedures() for line in p.lines.values() if isinstance(line, Within) and line.of.must
    }
    out = []
    for key in {*late, *overdue} & lines.keys():
        p, line = lines[key]
        out.append(Shortcoming(p.title.split("（")[0], line.of.title, str(line.cite), late[key], overdue[key], key))
    return sorted(out, key=lambda s: (-s.late - s.overdue, s.limit))


def _by_limit(dues: object) -> Counter[str]:
    rows = dues.values_list("limit").annotate(n=Count("id"))  # type: ignore[attr-defined]  # a QuerySet of Due
    return Counter(dict(rows))
