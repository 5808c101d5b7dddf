"""Bulk sources of a sample year: files made by DuckDB month by month, then taken in like anybody's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from yifa.actions.attest_batch import attest_batch
from yifa.chapters.catalogue import sources
from yifa.kernel.facts import BEIJING
from yifa.kernel.figure import Book, Bulk, Source
from yifa.store.actor import Actor
from yifa.store.batches import quoted

from .cast import GOVERNMENT

MONTHS = 12


def attest_year(values: Mapping[str, int], book: Book, year: int, progress: Callable[[str, int], None]) -> None:
    """One batch a month for every source that the totals need."""
    head = Actor(f"{GOVERNMENT}.head", "", GOVERNMENT, frozenset({"head"}))
    for source in sources().values():
        mine = {k: f for k, f in book.figures.items() if isinstance(f, Bulk) and f.source == source.key}
        total = max((values[k] for k, f in mine.items() if not f.where), default=0)
        if not total:
            continue
        flags = _flags({k: f for k, f in mine.items() if f.where}, values)
        with TemporaryDirectory() as folder:
            for month in range(1, MONTHS + 1):
                file = Path(folder) / f"{source.key}-{year}-{month:02d}.csv"
                rows = write_month(source, year, month, total, flags, file)
                if rows:
                    now = datetime.combine(_after(year, month), time(9, 0), BEIJING)
                    attest_batch(head, source.key, f"{year}-{month:02d}", file, now=now)
                file.unlink(missing_ok=True)
                progress(source.title, rows)


def _flags(figures: Mapping[str, Bulk], values: Mapping[str, int]) -> dict[str, int]:
    """Each yes/no column is true for the first so many rows of the year, so that parts lie inside their wholes."""
    return {f.where[-1][0]: values[k] for k, f in sorted(figures.items(), key=lambda kv: len(kv[1].where))}


def _after(year: int, month: int) -> date:
    return date(year, month, 28)


def write_month(source: Source, year: int, month: int, total: int, flags: Mapping[str, int], file: Path) -> int:
    """Row i of the year belongs to month i mod 12; the number of rows written."""
    columns = []
    for c in source.columns:
        if c.kind == "date":
            columns.append(f"(DATE {quoted(f'{year}-{month:02d}-01')} + CAST(i // {MONTHS} % 28 AS INTEGER)) AS \"{c.title}\"")
        elif c.kind == "bool":
            columns.append(f'(i < {flags.get(c.name, 0)}) AS "{c.title}"')
        else:
            columns.append(f"('{c.name}' || (i % 997)) AS \"{c.title}\"")
    rows = max(0, (total - month) // MONTHS + 1)
    with duckdb.connect() as db:
        db.execute(
            f"COPY (SELECT {', '.join(columns)} FROM range({month - 1}, {total}, {MONTHS}) t(i)) TO {quoted(file)} (HEADER)"
        )
    return rows
