"""Bulk intake: good rows are kept, bad ones told by line and column, personal columns refused, nothing half-written."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from yifa.chapters.catalogue import book, sources
from yifa.store.batches import BadBatch, Intake, sha256_of, take_in

SOURCE = sources()["service_cases"]
HEAD = "事项编码,办结日期,已评价,好评\n"


def intake(folder: Path, text: str | bytes, month: str = "2024-03") -> Intake:
    file = folder / "in.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return take_in(SOURCE, month, file, folder / "out", book().figures)


def test_good_rows_are_stored_and_their_sums_stand_in_the_ledger(tmp_path: Path) -> None:
    got = intake(tmp_path, HEAD + "a,2024-03-01,true,true\nb,2024-03-31,true,false\nc,2024-03-15,false,false\n")
    assert (got.rows, got.rejected) == (3, 0)
    assert got.sums == {"service_cases_handled": 3, "ratings_given": 2, "ratings_good": 1}
    assert sha256_of(got.path) == got.sha256
    with duckdb.connect() as db:
        assert db.execute(f"SELECT count(*) FROM read_parquet('{got.path}')").fetchall() == [(3,)]


def test_bad_rows_are_left_out_and_told_by_line_and_column(tmp_path: Path) -> None:
    rows = ("a,2024-03-01", "b,not-a-date", "c,2024-04-01", "110101199003078515,2024-03-02", ",2024-03-02")
    text = HEAD + "".join(f"{row},true,true\n" for row in rows)
    got = intake(tmp_path, text)
    assert (got.rows, got.rejected) == (1, 4)
    assert got.listed[0].line == 3 and got.listed[0].column == "办结日期"
    assert "不在2024-03" in got.listed[-1].words


def test_columns_may_stand_in_any_order_and_under_either_name(tmp_path: Path) -> None:
    got = intake(tmp_path, "good,rated,concluded_on,item\ntrue,true,2024-03-01,x\n")
    assert got.rows == 1 and got.sums["ratings_good"] == 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "表头"),
        ("姓名," + HEAD + "x,a,2024-03-01,true,true\n", "个人信息"),
        ("事项编码,办结日期\na,2024-03-01\n", "缺少"),
        (HEAD.strip() + ",多余\na,2024-03-01,true,true,1\n", "多出"),
        (HEAD.encode("gb18030") + "甲,2024-03-01,1,1\n".encode("gb18030"), "UTF-8"),
        (b"\x00\x01\x02\x03", "表头"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_leaves_nothing(tmp_path: Path, text: str | bytes, word: str) -> None:
    with pytest.raises(BadBatch, match=word):
        intake(tmp_path, text)
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True


def test_a_month_is_a_month(tmp_path: Path) -> None:
    with pytest.raises(BadBatch, match="2024-03 的样子"):
        intake(tmp_path, HEAD, month="2024-13")
