"""Shortcomings of a year, derived from the ledger and grouped by article: what was late, what is overdue, and what was
recorded although the law did not permit it. Words name the step and the article, never a person or an organ."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb

from yifa.chapters.catalogue import by_digest
from yifa.figures.columns import written
from yifa.kernel.declare import Step, Within
from yifa.kernel.fold import fold
from yifa.store.batches import quoted
from yifa.store.checkpoints import checkpoint, day_of
from yifa.store.models import Body, Checkpoint, Matter
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
    'SELECT definition, "limit", count(*) FILTER (late AND met_on BETWEEN ? AND ?), '
    "count(*) FILTER (met_on IS NULL AND NOT still AND due_on BETWEEN ? AND ?) FROM read_parquet({file}) GROUP BY ALL"
)


def shortcomings(year: int, size: int | None = None) -> list[Shortcoming]:
    """As of the checkpoint of this size (default: the newest), seen on its day; the most frequent first; empty for a
    year without fault. Raises NoCheckpoint."""
    at = checkpoint(size)
    late: Counter[Group] = Counter()
    overdue: Counter[Group] = Counter()
    for definition, limit, n_late, n_overdue in _dues(year, at):
        line = _limit(definition, limit)
        late[_group(definition, line.of, str(line.cite))] += n_late
        overdue[_group(definition, line.of, str(line.cite))] += n_overdue if line.of.must else 0
    irregular = Counter(group for group, _ in _irregular(year, at.size))
    found = [
        Shortcoming(*group, late[group], overdue[group], irregular[group]) for group in {*late, *overdue, *irregular}
    ]
    return sorted((s for s in found if s.total), key=lambda s: (-s.total, s.procedure, s.step, s.cite))


CASES = (
    "SELECT file_row_number + 1 AS place, matter, start, late, due_on, met_on "
    "FROM read_parquet({file}, file_row_number = true) WHERE file_row_number >= ? AND ({pairs}) AND "
    "(late AND met_on BETWEEN ? AND ? OR {must} met_on IS NULL AND NOT still AND due_on BETWEEN ? AND ?) "
    "ORDER BY place LIMIT ?"
)


def cases(
    year: int, shortcoming: Shortcoming, after: int = 0, limit: int = 50, size: int | None = None
) -> tuple[list[Case], int]:
    """A page of the matters behind a shortcoming as `shortcomings` gave it, and where the next begins (0: nowhere)."""
    at = checkpoint(size)
    mine = [
        (definition, limit_key)
        for definition, limit_key, _, _ in _dues(year, at)
        if _group(definition, (line := _limit(definition, limit_key)).of, str(line.cite)) == _of(shortcoming)
    ]
    out = [c for group, c in _irregular(year, at.size) if group == _of(shortcoming)] if not after else []
    if not mine:
        return out, 0
    must = all(_limit(*pair).of.must for pair in mine)
    sql = CASES.format(
        file=_file(at),
        pairs=" OR ".join(['definition = ? AND "limit" = ?'] * len(mine)),
        must="" if must else "1 = 0 AND",  # what may be done is never overdue
    )
    with duckdb.connect() as db:
        found = db.execute(sql, [after, *(x for pair in mine for x in pair), *_spans(year, at), limit + 1]).fetchall()
    matters = Matter.objects.in_bulk({row[1] for row in found})
    for _, matter, start, late, due, met in found[:limit]:
        m = matters[matter]
        out.append(Case(matter, start, m.number, m.organ, LATE if late else OVERDUE, due, met))
    return out, found[limit - 1][0] if len(found) > limit else 0


def _of(s: Shortcoming) -> Group:
    return s.procedure, s.step, s.cite


def _limit(definition: str, key: str) -> Within:
    line = by_digest(definition).lines[key]
    assert isinstance(line, Within)  # a row of due is an instance of a limit
    return line


def _group(definition: str, step: Step[Any], cite: str) -> Group:
    return _short(by_digest(definition).title), step.title, cite


def _spans(year: int, at: Checkpoint) -> tuple[date, date, date, date]:
    """When what is late was done, and when what is overdue was due: the last day is still in time."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return first, last, first, min(last, day_of(at) - timedelta(days=1))


def _file(at: Checkpoint) -> str:
    return quoted(written(at) / "dues.parquet")


def _dues(year: int, at: Checkpoint) -> list[tuple[str, str, int, int]]:
    with duckdb.connect() as db:
        found = db.execute(DUES.format(file=_file(at)), _spans(year, at)).fetchall()
    return [(d, limit, int(a), int(b)) for d, limit, a, b in found if a or b]


def _irregular(year: int, size: int) -> Iterator[tuple[Group, Case]]:
    """Each entry of the year, standing under the checkpoint of this size, that was recorded with its irregularity."""
    span = (f"{year}-01-01", f"{year}-12-31~")
    bodies = Body.objects.filter(text__contains='"irregular":', entry__happened_at__range=span, entry__leaf__index__lt=size)
    for matter in Matter.objects.filter(id__in=set(bodies.values_list("entry__matter", flat=True))).order_by("id"):
        procedure = by_digest(matter.definition_id)
        for e in fold(procedure, chain_of(matter, size)):
            step = procedure.lines[e.step]
            if e.irregular and e.on.year == year and isinstance(step, Step):
                case = Case(matter.id, e.id, matter.number, matter.organ, IRREGULAR, None, e.on)
                yield _group(matter.definition_id, step, str(step.cite)), case


def _short(title: str) -> str:
    """The procedure without the version of its law."""
    return title.split("（")[0]
