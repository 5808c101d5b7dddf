"""Bulk intake of 1.64 million rows with all its checks, against DuckDB's own copy of the same file.

usage: python -m bench.intake            both, in turn
       python -m bench.intake ours|copy FILE FOLDER   one of them, in this process: seconds and peak memory"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from .measure import peak_mb, run, say

ROWS, ROUNDS, MONTH = 1_640_000, 5, "2024-03"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="yifa-bench-") as folder:
        file = Path(folder) / "cases.csv"
        write(file)
        ours: list[dict[str, Any]] = []
        copies: list[dict[str, Any]] = []
        for i in range(ROUNDS):
            both = [("ours", ours), ("copy", copies)]
            for kind, told in both if i % 2 else reversed(both):
                told.append(run("intake", kind, str(file), str(Path(folder) / kind)))
        size = file.stat().st_size
    pairs = list(zip(ours, copies, strict=True))
    say(
        {
            "rows": ROWS,
            "csv_mb": size / 2**20,
            "seconds": statistics.median(o["seconds"] for o in ours),
            "copy_seconds": statistics.median(c["seconds"] for c in copies),
            "ratio": statistics.median(c["seconds"] / o["seconds"] for o, c in pairs),
            "peak_mb": max(o["peak_mb"] for o in ours),
            "copy_peak_mb": max(c["peak_mb"] for c in copies),
        }
    )


def write(file: Path) -> None:
    """Rows as a county's service platform would export them, all dated in one month."""
    import duckdb

    from yifa.chapters.catalogue import sources

    source = sources()["service_cases"]
    columns = {
        "date": f"(DATE '{MONTH}-01' + CAST(i % 28 AS INTEGER))",
        "bool": "(hash(i) % 10 < 9)",
        "int": "(i % 1000)",
        "text": "('A' || lpad(CAST(hash(i) % 2509 AS VARCHAR), 6, '0'))",
    }
    select = ", ".join(f'{columns[c.kind]} AS "{c.title}"' for c in source.columns)
    with duckdb.connect() as db:
        db.execute(f"COPY (SELECT {select} FROM range({ROWS}) t(i)) TO '{file}' (HEADER)")


def one(kind: str, file: Path, folder: Path) -> None:
    import duckdb

    from yifa.chapters.catalogue import book, sources
    from yifa.store.batches import take_in

    source, figures = sources()["service_cases"], book().figures
    folder.mkdir(exist_ok=True)
    before = peak_mb()
    start = time.perf_counter()
    if kind == "ours":
        intake = take_in(source, MONTH, file, folder, figures)
        if intake.rows != ROWS or intake.rejected:
            raise RuntimeError(f"{intake.rows} rows taken, {intake.rejected} rejected")
    else:
        with duckdb.connect() as db:
            sql = f"COPY (SELECT * FROM read_csv('{file}')) TO '{folder / 'copy.parquet'}' (FORMAT parquet, COMPRESSION zstd)"
            db.execute(sql)
    say({"seconds": time.perf_counter() - start, "peak_mb": peak_mb(), "before_mb": before})


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
