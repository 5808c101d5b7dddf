"""The figures of a year for the pages of the report: computed once for each checkpoint, whose files never change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from yifa.figures.columns import about, written
from yifa.figures.compute import Value, batch_file, compute
from yifa.store.checkpoints import checkpoint

KEPT = 16
_KNOWN: dict[tuple[Path, int], Mapping[str, Value]] = {}


def values_of(year: int, size: int | None = None) -> Mapping[str, Value]:
    """Every figure of the year as of the checkpoint of this size (default: the newest). The files of bulk batches are
    checked every time, since they may be changed from outside. Raises NoCheckpoint, Tampered."""
    at = checkpoint(size)
    folder = written(at)
    known = _KNOWN.get((folder, year))
    if known is None:
        if len(_KNOWN) >= KEPT:
            _KNOWN.clear()
        return _KNOWN.setdefault((folder, year), compute(year, at.size))
    for batch in about(folder)["batches"]:
        if batch["month"].startswith(f"{year}-"):
            batch_file(batch)
    return known
