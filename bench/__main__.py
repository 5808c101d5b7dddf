"""Everything, in turn; then the page.

usage: python -m bench [--county FOLDER] [--only PART,PART…] [--told FILE] [--out FILE]
Parts: steps, desk, intake, year, kernel, draw, joint, reader. `--county`: a county that `yifa sample` made, instead of building it.
`--told`: figures of the day's earlier runs (JSON), which the page takes along; those of this run are added to it."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from .joint import RUNS
from .measure import ROOT, run
from .page import page
from .year import yifa

PARTS = ("steps", "desk", "intake", "year", "kernel", "draw", "joint", "reader")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure speed and memory.")
    parser.add_argument("--county", help="a county made by `yifa sample`; without it one is built, and that is measured")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts, by comma: {', '.join(PARTS)}")
    parser.add_argument("--out", default=str(ROOT / "docs" / "explanation" / "performance.md"))
    parser.add_argument("--told", type=Path, help="figures of earlier runs on the same day and machine, to which these are added")
    given = parser.parse_args()
    only = given.only.split(",")
    if unknown := set(only) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    scratch = Path(tempfile.mkdtemp(prefix="yifa-bench-"))
    try:
        told = measured(only, Path(given.county) if given.county else None, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if given.told:
        told = (json.loads(given.told.read_text()) if given.told.exists() else {}) | told
        given.told.write_text(json.dumps(told, ensure_ascii=False))
    Path(given.out).write_text(page(told), encoding="utf-8")
    print(f"written: {given.out}")


def measured(only: list[str], county: Path | None, scratch: Path) -> dict[str, Any]:
    told: dict[str, Any] = {}

    def part(key: str, module: str, *args: str) -> None:
        print(f"{module} {' '.join(args)} …", file=sys.stderr, flush=True)
        told[key] = run(module, *args)

    if county is None and {"desk", "year", "kernel"} & set(only):
        county = scratch / "county"
        part("build", "year", "build", str(county))
    if "steps" in only:
        part("sqlite", "steps", "sqlite")
        part("postgres", "steps", "postgres")
    if "draw" in only:
        part("draw", "draw")
    if "intake" in only:
        part("intake", "intake")
    if "kernel" in only:
        part("replay", "kernel", "replay")
        part("due", "kernel", "due")
        yifa("ledger", "export", "--data", str(county), "--out", str(scratch / "export"))
        part("check", "kernel", "check", str(scratch / "export"))
    if "reader" in only:
        part("reader", "reader")
    if "joint" in only:
        told["joint"] = [run("joint", level, str(duties), str(officers)) for level, duties, officers in RUNS]
        told["solver"] = [run("solver", "usual", str(duties)) for duties in (6_000, 60_000)]
    if "year" in only:
        part("figures", "year", "figures", str(county))
    if "desk" in only:
        part("desk", "desk", str(county))
    return told


if __name__ == "__main__":
    main()
