"""DuckDB gives the same roots, the same tickets and the same list as the engine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from engines.draw.small_draw import SUBJECTS, drawn, small, table
from yifa.draw import bulk
from yifa.draw.mistakes import DrawError
from yifa.draw.select import seed_of_folder


@pytest.mark.parametrize("n", range(12))
def test_the_identical_list(n: int, tmp_path: Path) -> None:
    given = small(n, size=20 + 7 * n)
    for i, row in enumerate(given.subjects):
        row[1] += ("", '"引号"', "\\", "/", "x", "é", "<&>", "😀")[i % 8]
    draw = drawn(given, tmp_path, n + 1)
    freeze, selection = draw.statement("freeze"), draw.statement("selection")
    pool, salt, seed = tmp_path / "in" / "pool.csv", draw.bytes_of("salt"), seed_of_folder(draw)
    assert bulk.frozen(pool, salt) == (freeze["subjects"]["count"], freeze["subjects"]["root"])
    got = bulk.selected(pool, seed, {s["key"]: s["take"] for s in freeze["strata"]})
    rows = json.loads((draw.private / "drawn.json").read_text(encoding="utf-8"))
    assert [list(r) for r in got.drawn] == [row[:3] for row in rows]
    assert got.thresholds == {s["key"]: s["threshold"] for s in selection["strata"]}
    assert (got.count, got.root) == (selection["tickets"]["count"], selection["tickets"]["root"])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["S1", "乙", "A", 1, ""], "列了两次"),
        (["S2", "乙", "B", 1, ""], "不在规则里"),
        (["S2", "乙", "A", 0, ""], "权数"),
        (["S2", "", "A", 1, ""], "缺了格子"),
        (["S2", "乙", "A", "x", ""], "不是 1 到 1000 的整数"),
        (["S2", "乙", "A", "1.5", ""], "权数"),
        (["S2", "乙", "A", "1e2", ""], "权数"),
        (["S2", "乙", "A", "99999999999999999999", ""], "权数"),
        (["S2", "　乙", "A", 1, ""], "前后有空格"),
        ([" S2", "乙", "A", 1, ""], "前后有空格"),
    ],
)
def test_a_wrong_row_is_refused(row: list[object], words: str, tmp_path: Path) -> None:
    table(tmp_path / "pool.csv", SUBJECTS, [["S1", "甲", "A", 1, ""], row])
    with pytest.raises(DrawError, match=words):
        bulk.selected(tmp_path / "pool.csv", b"s" * 32, {"A": 1})


@pytest.mark.parametrize(
    "cell", ["'甲'", "NULL", "nan", "1;2;3|4", '"甲"', '"甲",乙', "#甲", "=1+1", "\\N", "甲" * 9000], ids=lambda c: c[:8]
)
def test_nothing_is_guessed_from_what_the_cells_hold(cell: str, tmp_path: Path) -> None:
    """A list whose names all look like something else is read as the engine reads it."""
    given = small(2)
    for row in given.subjects:
        row[1] = cell
    draw = drawn(given, tmp_path)
    root = draw.statement("freeze")["subjects"]
    pool = tmp_path / "in" / "pool.csv"
    assert bulk.frozen(pool, draw.bytes_of("salt")) == (root["count"], root["root"])
    pool.write_text(pool.read_text(encoding="utf-8-sig") + ",,,,\n\n", encoding="utf-8")
    assert bulk.frozen(pool, draw.bytes_of("salt")) == (root["count"], root["root"])


def test_numbers_of_a_parquet_file_are_ids_too(tmp_path: Path) -> None:
    text, number = tmp_path / "text.parquet", tmp_path / "number.parquet"
    for file, kind in ((text, "VARCHAR"), (number, "BIGINT")):
        duckdb.sql(
            f"COPY (SELECT CAST(range + 7 AS {kind}) AS id, 'n' AS name, 'A' AS stratum, CAST(1 AS INTEGER) AS weight, "
            f"NULL AS exclude_reason FROM range(20)) TO '{file}'"
        )
    assert bulk.frozen(text, b"s" * 32) == bulk.frozen(number, b"s" * 32)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DrawError, match="打不开"):
        bulk.frozen(tmp_path / "pool.csv", b"s" * 32)


def test_the_engine_does_without_duckdb() -> None:
    script = "import sys, yifa.draw.freeze, yifa.draw.firm, yifa.draw.verify, yifa.cli.draw; print('duckdb' in sys.modules)"
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, 'src'); {script}"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
