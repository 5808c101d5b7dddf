"""The projections as columnar files, written whole at a checkpoint: tallies, rosters, and the list of batches."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings
from django.db import connection, models

from yifa.registry.rosters import ROSTERS
from yifa.store.models import Checkpoint

from .batches import quoted

TALLIES = (
    "SELECT t.figure, t.matter, t.entry, t.counted_on, t.value, t.\"distinct\" FROM tally t "
    "JOIN entry e ON e.matter = t.matter AND e.seq = CASE WHEN t.entry >= 1000000 THEN 1 ELSE t.entry END "
    "JOIN leaf l ON l.entry_id = e.id WHERE l.\"index\" < %s"
)
BATCHES = (
    "SELECT b.source, b.month, b.sha256, b.rows, b.matter FROM batch b "
    "JOIN entry e ON e.matter = b.matter AND e.seq = b.seq JOIN leaf l ON l.entry_id = e.id "
    "WHERE l.\"index\" < %s AND NOT b.replaced ORDER BY b.source, b.month"
)
TALLY_TYPES = "{'figure': 'VARCHAR', 'matter': 'VARCHAR', 'entry': 'BIGINT', 'on': 'DATE', 'value': 'BIGINT', 'distinct': 'VARCHAR'}"
PAGE = 10_000


class NoCheckpoint(LookupError):
    """Nothing has been sequenced yet."""

    def __init__(self) -> None:
        super().__init__("账本还没有检查点；先运行 yifa tick，再计算指标。")


def latest() -> Checkpoint:
    """The newest checkpoint. Raises NoCheckpoint."""
    found = Checkpoint.objects.order_by("-size").first()
    if found is None:
        raise NoCheckpoint
    return found


def folder_of(checkpoint: Checkpoint) -> Path:
    return Path(settings.DATA_DIR) / "figures" / f"{checkpoint.size:010d}-{checkpoint.root[:12]}"


def written(checkpoint: Checkpoint) -> Path:
    """The folder of columnar files of a checkpoint, written now if it is not there. Never patched."""
    folder = folder_of(checkpoint)
    if (folder / "done.json").exists():
        return folder
    draft = folder.with_suffix(".part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    with duckdb.connect() as db:
        tallies = draft / "tallies.csv"
        rows = _dump(tallies, ("figure", "matter", "entry", "on", "value", "distinct"), _pages(TALLIES, checkpoint.size))
        _to_parquet(db, tallies, TALLY_TYPES)
        for roster in ROSTERS.values():
            _roster(db, draft, roster.key, roster.rows(), checkpoint.size)
    with connection.cursor() as cursor:
        cursor.execute(BATCHES, (checkpoint.size,))
        batches = [dict(zip(("source", "month", "sha256", "rows", "matter"), b, strict=True)) for b in cursor.fetchall()]
    about = {"size": checkpoint.size, "root": checkpoint.root, "tallies": rows, "batches": batches}
    (draft / "done.json").write_text(json.dumps(about, ensure_ascii=False, indent=1), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    draft.rename(folder)
    return folder


def _pages(sql: str, size: int) -> Iterable[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, (size,))
        while page := cursor.fetchmany(PAGE):
            yield from page


def _dump(file: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    n = 0
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        for row in rows:
            writer.writerow(row)
            n += 1
    return n


def _to_parquet(db: duckdb.DuckDBPyConnection, file: Path, types: str) -> None:
    target = file.with_suffix(".parquet")
    db.execute(
        f"COPY (SELECT * FROM read_csv({quoted(file)}, header = true, columns = {types})) TO {quoted(target)} (FORMAT parquet)"
    )
    file.unlink()


SQL_TYPES = {models.DateField: "DATE", models.BooleanField: "BOOLEAN", models.PositiveIntegerField: "BIGINT"}


def _roster(db: duckdb.DuckDBPyConnection, folder: Path, key: str, rows: models.QuerySet[Any], size: int) -> None:
    """The rows of a roster that entries up to the checkpoint brought."""
    fields = [f for f in rows.model._meta.concrete_fields if f.name != "id"]
    names = [f.name for f in fields]
    known = (
        "(SELECT 1 FROM entry e JOIN leaf l ON l.entry_id = e.id "
        f'WHERE e.matter = "{rows.model._meta.db_table}".matter AND e.seq = "{rows.model._meta.db_table}".seq AND l."index" < %s)'
    )
    chosen = rows.extra(where=[f"EXISTS {known}"], params=[size]).values_list(*names)
    file = folder / f"roster_{key}.csv"
    _dump(file, names, chosen.iterator(PAGE))
    types = ", ".join(f"{quoted(f.name)}: {quoted(SQL_TYPES.get(type(f), 'VARCHAR'))}" for f in fields)
    _to_parquet(db, file, "{" + types + "}")
