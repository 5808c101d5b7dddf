"""The draw: each step of the engine on a county's and a province's list, DuckDB on a larger one, and samples that nobody
can verify, of the same sizes from the same files.

usage: python -m bench.draw                    all of it
       python -m bench.draw STEP ROWS FOLDER   one step, in this process: seconds and peak memory"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .measure import peak_mb, run, say

COUNTY, PROVINCE, NATION = 35_000, 1_000_000, 10_000_000
STRATA = {"A": 100, "B": 500, "C": 1000, "D": 2000}
"""Basis points drawn; half of all are A, the others share the rest."""
OFFICERS = 60
ENGINE, BULK, PEERS = ("freeze", "select", "open", "verify"), ("bulk_root", "bulk_draw"), ("random", "numpy", "duckdb")


def main() -> None:
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="yifa-bench-") as name:
        for rows in (COUNTY, PROVINCE, NATION):
            folder = Path(name) / str(rows)
            run("draw", "make", str(rows), str(folder))
            steps = (*BULK, *PEERS) if rows == NATION else (*ENGINE, *BULK, *PEERS)
            told[str(rows)] = {step: run("draw", step, str(rows), str(folder)) for step in steps}
    say({"drawn": {str(n): sum(takes(n).values()) for n in (COUNTY, PROVINCE, NATION)}, "sizes": told})


def takes(rows: int) -> dict[str, int]:
    """How many of each stratum; row i is D, C, B for i mod 6 in 0, 1, 2, else A."""
    first = {"D": 0, "C": 1, "B": 2}
    of = {k: len(range(first[k], rows, 6)) for k in first}
    of["A"] = rows - sum(of.values())
    return {k: (of[k] * bp + 9999) // 10000 for k, bp in STRATA.items()}


def make(rows: int, folder: Path) -> None:
    """The pool as CSV, officers and rules."""
    import duckdb

    folder.mkdir(parents=True)
    stratum = "CASE i % 6 WHEN 0 THEN 'D' WHEN 1 THEN 'C' WHEN 2 THEN 'B' ELSE 'A' END"
    columns = f"'91' || lpad(CAST((i * 7919) % {rows * 10 + 1} AS VARCHAR), 16, '0') AS id, '青禾县第' || i || '号商行' AS name"
    select = f"SELECT {columns}, {stratum} AS stratum, 1 AS weight, '' AS exclude_reason FROM range({rows}) t(i)"
    with duckdb.connect() as db:
        db.execute(f"COPY ({select}) TO '{folder / 'pool.csv'}' (HEADER)")
    lines = [f"P{n:03},甲局,食品经营检查;消防检查,2024-01-01,2028-01-01,,1000000" for n in range(OFFICERS)]
    (folder / "officers.csv").write_text("\n".join(["id,organ,items,valid_from,valid_to,recuse,capacity", *lines]) + "\n")
    strata = "".join(f"[strata.{k}]\nbasis_points = {bp}\n" for k, bp in STRATA.items())
    team = '[[team]]\norgan = "甲局"\nofficers = 2\nitems = ["食品经营检查"]\n'
    head = 'title = "量一量"\norgan = "甲局"\nvisits = ["2026-05-11", "2026-05-29"]\n'
    (folder / "rules.toml").write_text(head + strata + team)


def freeze(rows: int, folder: Path) -> None:
    from yifa.draw.freeze import freeze as freeze_lists

    freeze_lists(
        folder / "pool.csv", folder / "officers.csv", folder / "rules.toml", folder / "draw", "2026-001", "2026-05-06T09:00", b"s" * 32
    )


def select(rows: int, folder: Path) -> None:
    """With seal and beacon, which cost nothing."""
    from yifa.draw import ceremony
    from yifa.draw.folder import Folder
    from yifa.draw.select import select as select_all

    draw = Folder(folder / "draw")
    ceremony.seal(draw, "双色球 2026051", "2026-05-07T21:15", "2026-06-10", "2026-05-06T10:00", b"k" * 32)
    for name in ("甲", "乙"):
        ceremony.enter(draw, "03 08 12 19 25 31 + 07", name, "2026-05-08T09:00")
    select_all(draw, "2026-05-08T10:00")


def open_(rows: int, folder: Path) -> None:
    from yifa.draw.folder import Folder
    from yifa.draw.opening import open_draw

    open_draw(Folder(folder / "draw"), "2026-06-01T09:00")


def verify(rows: int, folder: Path) -> None:
    from yifa.draw.verify import verify as verify_record

    if wrong := [str(c) for c in verify_record(folder / "draw" / "public" / "record.json") if not c.ok]:
        raise RuntimeError(wrong)


def bulk_root(rows: int, folder: Path) -> None:
    from yifa.draw.bulk import frozen
    from yifa.draw.folder import Folder

    got, draw = frozen(folder / "pool.csv", b"s" * 32), Folder(folder / "draw")
    if draw.has("freeze") and got != tuple(draw.statement("freeze")["subjects"].values()):
        raise RuntimeError("another root")


def bulk_draw(rows: int, folder: Path) -> None:
    """Where the engine has drawn from the same list, the same list comes out."""
    import json

    from yifa.draw.bulk import selected
    from yifa.draw.folder import Folder
    from yifa.draw.select import seed_of_folder

    draw = Folder(folder / "draw")
    seed = seed_of_folder(draw) if draw.has("beacon") else b"x" * 32
    got = selected(folder / "pool.csv", seed, takes(rows))
    if draw.has("selection"):
        drawn = json.loads((draw.private / "drawn.json").read_text(encoding="utf-8"))
        if [list(r) for r in got.drawn] != [r[:3] for r in drawn]:
            raise RuntimeError("another list")


def sample(rows: int, folder: Path) -> None:
    """`random.sample` of each stratum, of the rows read by the csv module."""
    strata = _read(folder)
    for k, n in takes(rows).items():
        random.sample(strata[k], n)


def numpy_sample(rows: int, folder: Path) -> None:
    """numpy's `Generator.choice` of each stratum, of the rows read by the csv module."""
    import numpy

    strata, rng = _read(folder), numpy.random.default_rng()
    for k, n in takes(rows).items():
        [strata[k][i] for i in rng.choice(len(strata[k]), n, replace=False)]


def _read(folder: Path) -> dict[str, list[str]]:
    import csv

    strata: dict[str, list[str]] = {k: [] for k in STRATA}
    with (folder / "pool.csv").open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            strata[row["stratum"]].append(row["id"])
    return strata


def duckdb_sample(rows: int, folder: Path) -> None:
    import duckdb

    with duckdb.connect(config={"memory_limit": "2GB"}) as db:
        db.execute(f"CREATE TABLE pool AS SELECT * FROM read_csv('{folder / 'pool.csv'}', all_varchar = true)")
        for k, n in takes(rows).items():
            db.execute(f"SELECT id FROM (SELECT id FROM pool WHERE stratum = '{k}') USING SAMPLE reservoir({n} ROWS)").fetchall()


STEPS: dict[str, Callable[[int, Path], None]] = {
    "make": make,
    "freeze": freeze,
    "select": select,
    "open": open_,
    "verify": verify,
    "bulk_root": bulk_root,
    "bulk_draw": bulk_draw,
    "random": sample,
    "numpy": numpy_sample,
    "duckdb": duckdb_sample,
}


def one(step: str, rows: int, folder: Path) -> None:
    start = time.perf_counter()
    STEPS[step](rows, folder)
    say({"seconds": time.perf_counter() - start, "peak_mb": peak_mb()})


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
