"""The projections as columnar files, written whole for a checkpoint: tallies, dues, rosters, and the list of batches.

What they hold follows from the entries under the checkpoint alone (`past`), so a folder that is gone is written again
just as it was. Each release of the report keeps its folder for good; the others go after a while (`prune`)."""

from __future__ import annotations

import csv
import json
import shutil
import time
import uuid
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings
from django.db import models

from yifa.registry.apply import fields_of
from yifa.registry.rosters import ROSTERS
from yifa.store.batches import quoted
from yifa.store.models import Checkpoint

from . import past

FORMAT = 2
"""Of the files of a folder; one of another format is written anew."""
TALLY_TYPES = "{'figure': 'VARCHAR', 'matter': 'VARCHAR', 'entry': 'BIGINT', 'on': 'DATE', 'value': 'BIGINT', 'distinct': 'VARCHAR'}"
DUE_TYPES = (
    "{'matter': 'VARCHAR', 'definition': 'VARCHAR', 'limit': 'VARCHAR', 'start': 'BIGINT', 'due_on': 'DATE', "
    "'met_on': 'DATE', 'late': 'BOOLEAN', 'still': 'BOOLEAN'}"
)
SQL_TYPES = {models.DateField: "DATE", models.BooleanField: "BOOLEAN", models.PositiveIntegerField: "BIGINT"}
AGE = 3600
"""Seconds for which a folder is kept that no release stands on: no page reads one for so long."""


def root() -> Path:
    return Path(settings.DATA_DIR) / "figures"


def folder_of(checkpoint: Checkpoint) -> Path:
    return root() / f"{checkpoint.size:010d}-{checkpoint.root[:12]}"


def written(checkpoint: Checkpoint) -> Path:
    """The folder of columnar files of a checkpoint, written now if it is not there. Never patched."""
    folder = folder_of(checkpoint)
    if _whole(folder):
        return folder
    draft = root() / f"{folder.name}.{uuid.uuid4().hex}.part"
    draft.mkdir(parents=True)
    try:
        _write(draft, checkpoint)
        if not _whole(folder):  # else another process was faster, with the same files
            shutil.rmtree(folder, ignore_errors=True)
            draft.rename(folder)
    except OSError:
        if not _whole(folder):
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder


def _whole(folder: Path) -> bool:
    try:
        return bool(about(folder)["format"] == FORMAT)
    except (FileNotFoundError, KeyError):
        return False


def about(folder: Path) -> dict[str, Any]:
    """What stands beside the columns: size and root of the checkpoint, and the batches."""
    found: dict[str, Any] = json.loads((folder / "done.json").read_text(encoding="utf-8"))
    return found


def _write(draft: Path, checkpoint: Checkpoint) -> None:
    # A matter that moves while its rows are read is among the moved ones before or after, and is replayed.
    before = past.moved(checkpoint)
    _dump(draft / "tallies.csv", past.TALLY, past.live(past.TALLIES))
    _dump(draft / "dues.csv", past.DUE, past.live(past.DUES))
    moved = before | past.moved(checkpoint)
    again = past.replayed(moved, checkpoint)
    _dump(draft / "moved.csv", ("matter",), ((m,) for m in moved))
    _dump(draft / "tallies.again.csv", past.TALLY, again.tallies)
    _dump(draft / "dues.again.csv", past.DUE, again.dues)
    with duckdb.connect() as db:
        _merge(db, draft, "tallies", TALLY_TYPES, 'figure, "on", matter, entry')
        _merge(db, draft, "dues", DUE_TYPES, 'due_on, matter, "limit", start')
        for roster in ROSTERS.values():
            fields = fields_of(roster)
            _dump(draft / f"roster_{roster.key}.csv", fields, past.register(roster, checkpoint.size))
            kinds = {f: SQL_TYPES.get(type(roster.model._meta.get_field(f)), "VARCHAR") for f in fields}
            types = "{" + ", ".join(f"{quoted(f)}: {quoted(kind)}" for f, kind in kinds.items()) + "}"
            _to_parquet(db, _read(draft / f"roster_{roster.key}.csv", types), draft / f"roster_{roster.key}", "key, since, matter, seq")
    for file in draft.glob("*.csv"):
        file.unlink()
    done = {"format": FORMAT, "size": checkpoint.size, "root": checkpoint.root, "batches": past.batches(checkpoint.size)}
    (draft / "done.json").write_text(json.dumps(done, ensure_ascii=False, indent=1), encoding="utf-8")


def _dump(file: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(rows)


def _read(file: Path, types: str) -> str:
    return f"SELECT * FROM read_csv({quoted(file)}, header = true, delim = ',', quote = '\"', columns = {types})"


def _merge(db: duckdb.DuckDBPyConnection, draft: Path, name: str, types: str, order: str) -> None:
    """The rows of the matters that stood still, and those replayed."""
    moved = _read(draft / "moved.csv", "{'matter': 'VARCHAR'}")
    still = f"{_read(draft / f'{name}.csv', types)} WHERE matter NOT IN ({moved})"
    _to_parquet(db, f"{still} UNION ALL {_read(draft / f'{name}.again.csv', types)}", draft / name, order)


def _to_parquet(db: duckdb.DuckDBPyConnection, select: str, target: Path, order: str) -> None:
    file = quoted(target.with_suffix(".parquet"))
    db.execute(f"COPY (SELECT * FROM ({select}) ORDER BY {order}) TO {file} (FORMAT parquet)")


def prune(keep: Collection[Checkpoint]) -> None:
    """Removes the folders written more than an hour ago, but for those to keep. One that is asked for later is written
    again as it was."""
    kept = {folder_of(c).name for c in keep}
    for folder in root().iterdir() if root().exists() else ():
        if folder.name not in kept and time.time() - folder.stat().st_mtime > AGE:
            shutil.rmtree(folder, ignore_errors=True)
