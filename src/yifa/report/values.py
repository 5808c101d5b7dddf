"""The figures of a year for the pages of the report: computed once for each checkpoint, whose files never change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from yifa.figures.columns import latest, written
from yifa.figures.compute import Value, batch_file, compute

KEPT = 16
_KNOWN: dict[tuple[Path, int], Mapping[str, Value]] = {}


def values_of(year: int) -> Mapping[str, Value]:
    """Every figure of the year at the latest checkpoint. The files of bulk batches are checked every time, since they
    may be changed from outside. Raises NoCheckpoint, Tampered."""
    checkpoint = latest()
    folder = written(checkpoint)
    known = _KNOWN.get((folder, year))
    if known is None:
        known = compute(year)
        if len(_KNOWN) >= KEPT:
            _KNOWN.clear()
        if all(v.checkpoint == checkpoint.size for v in known.values()):  # not if a newer one came in between
            _KNOWN[(folder, year)] = known
        return known
    for batch in json.loads((folder / "done.json").read_text(encoding="utf-8"))["batches"]:
        if batch["month"].startswith(f"{year}-"):
            batch_file(batch)
    return known
