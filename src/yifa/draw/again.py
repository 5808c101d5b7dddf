"""A draw's folder computed once more by DuckDB, from the source of its list: a second way to the same bytes.

Needs the private folder: the salt for the root of the list, the secret for the tickets. Like `bulk`, which it uses,
nothing else of the package imports it."""

from __future__ import annotations

import csv
import os
from pathlib import Path

from . import bulk
from .folder import Folder, read_json
from .mistakes import DrawError
from .select import seed_of_folder


def compare(folder: Folder, pool: Path, out: Path | None = None) -> list[tuple[bool, str]]:
    """[(same, what was compared)]: the list of a frozen draw, and once the beacon is there the tickets and the drawn.
    `out`: the drawn as CSV stratum,id,ticket, a new file for nobody else to read. Raises DrawError."""
    frozen = folder.statement("freeze")
    if out is not None and out.exists():
        raise DrawError(f"{out} 已经存在；请换一个文件名。")
    if out is not None and not folder.has("beacon"):
        raise DrawError("信标还没有录入，算不出抽中的；先不写 --out，或者录入以后再算。")
    count, root = bulk.frozen(pool, folder.bytes_of("salt"))
    told = [((count, root) == (frozen["subjects"]["count"], frozen["subjects"]["root"]), f"名单{count:,}户，树根 {root}")]
    if not folder.has("beacon"):
        return told
    got = bulk.selected(pool, seed_of_folder(folder), {s["key"]: s["take"] for s in frozen["strata"]})
    if out is not None:
        _write(out, got.drawn)
    if not folder.has("selection"):
        return [*told, (True, f"还没有抽取，可以比的只有名单；算出的签号{got.count:,}个，树根 {got.root}")]
    made = folder.statement("selection")
    tickets = {"count": got.count, "root": got.root} == made["tickets"]
    thresholds = got.thresholds == {s["key"]: s["threshold"] for s in made["strata"]}
    drawn = [list(r) for r in got.drawn] == [r[:3] for r in read_json(folder.private / "drawn.json")]
    return [
        *told,
        (tickets, f"签号{got.count:,}个，树根 {got.root}"),
        (thresholds, f"各类的门槛，{len(got.thresholds)}类"),
        (drawn, f"抽中的{len(got.drawn):,}户，逐户、逐个签号"),
    ]


def _write(out: Path, drawn: list[tuple[str, str, str]]) -> None:
    with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("stratum", "id", "ticket"))
        writer.writerows(drawn)
