"""`yifa joint`: a plan from files, its check, and every mistake in the files told at once with row and column."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from engines.joint.small import chance, duty, files, laid, officer, problem
from yifa.cli.joint import app
from yifa.joint.inputs import NAMES


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args])


def plan(folder: Path, *more: str | Path) -> Result:
    """The plan of the files in `folder`, in its folder `out`."""
    given = (folder / "duties.csv", "--officers", folder / "officers.csv", "--rules", folder / "rules.toml")
    return run("plan", *given, "--out", folder / "out", "--data", folder / "county", *more)


SMALL = problem([duty("D1"), duty("D2", item="电梯"), duty("D3", subject="乙", mergeable=False)], [officer("P1")])


def with_row(folder: Path, part: str, *rows: str) -> Path:
    laid(folder, SMALL)
    file = folder / NAMES[part]
    file.write_text(file.read_text(encoding="utf-8") + "\n".join(rows) + "\n", encoding="utf-8")
    return folder


def test_a_plan_is_written_and_passes_its_check(tmp_path: Path) -> None:
    done = plan(laid(tmp_path, SMALL))
    assert done.exit_code == 0, done.output
    assert "排进2项" in done.output and "没有排进的1项" in done.output
    out = tmp_path / "out"
    assert {"visits.csv", "unplaced.csv", "certificate.json", "summary.md", "input"} <= {p.name for p in out.iterdir()}
    with (out / "visits.csv").open(encoding="utf-8", newline="") as file:
        visits = list(csv.DictReader(file))
    assert [v["duties"] for v in visits] == ["D1", "D3"] or [v["duties"] for v in visits] == ["D3", "D1"]
    assert (out / "unplaced.csv").read_text(encoding="utf-8").startswith("duty,reason\nD2,")
    checked = run("verify", out, "--data", tmp_path)
    assert checked.exit_code == 0 and "✗" not in checked.output and "全部成立" in checked.output
    (out / "visits.csv").write_text((out / "visits.csv").read_text().replace("P1", "P2", 1))
    assert run("verify", out).exit_code == 1


def test_the_plan_keeps_to_the_working_days_of_the_county(tmp_path: Path) -> None:
    """2024-05-01 to 05-05 is a holiday, Saturday 05-11 is worked."""
    laid(tmp_path, SMALL)
    rows = ["D7,丙,东镇,消防,应急局,2024-05-01,2024-05-05,60,1,1", "D8,丙,东镇,消防,应急局,2024-05-11,2024-05-12,60,1,1"]
    with_row(tmp_path, "duties", *rows)
    assert plan(tmp_path, "--json").exit_code == 0
    left = (tmp_path / "out" / "unplaced.csv").read_text(encoding="utf-8")
    assert "D7,时限内没有工作日" in left and "D8" not in left


def test_the_summary_prints_its_formula_with_the_table_beside_each_chart(tmp_path: Path) -> None:
    laid(tmp_path, chance(random.Random(3), 20, 12))
    plan(tmp_path)
    text = (tmp_path / "out" / "summary.md").read_text(encoding="utf-8")
    assert "÷ 分头去的次数" in text and "| 月份 | 次数 |" in text and "| 3月 |" in text
    for chart in ("visits-by-month.svg", "load-by-organ.svg"):
        assert chart in text and (tmp_path / "out" / chart).read_text(encoding="utf-8").startswith("<svg")


def test_as_json(tmp_path: Path) -> None:
    done = json.loads(plan(laid(tmp_path, SMALL), "--json").output)
    assert done["counts"]["visits"] == 2 == done["bound"]["any"] and done["unplaced"] == {"certified": 1}
    assert json.loads(run("verify", tmp_path / "out", "--json").output)["ok"]


D = "D9,丙,东镇,消防,应急局,2024-03-04,2024-03-15,60,1,1"


@pytest.mark.parametrize(
    ("part", "row", "column", "words"),
    [
        ("duties", D.replace("D9", "D1"), "duty", "与第2行重复"),
        ("duties", D.replace("2024-03-15", "2024-03-01"), "latest", "早于 earliest"),
        ("duties", D.replace("2024-03-15", "2024-02-30"), "latest", "不是日期"),
        ("duties", D.replace("2024-03-04", "20240304"), "earliest", "不是日期"),
        ("duties", D.replace(",60,", ",-60,"), "minutes", "不小于0"),
        ("duties", D.replace(",60,", ",六十,"), "minutes", "整数"),
        ("duties", D[:-1] + "0", "team", "不小于1"),
        ("duties", D.replace(",1,1", ",是,1"), "mergeable", "写 0"),
        ("duties", D.replace("D9", ""), "duty", "是空的"),
        ("duties", D.replace("丙", "丙;丁"), "subject", "分号"),
        ("duties", D.replace("应急局", "应急管理局"), "organ", "是不是“应急局”"),
        ("duties", D + ",", "", "应当有10格"),
        ("officers", "P1,应急局,消防,2020-01-01,2030-01-01,,480", "officer", "与第2行重复"),
        ("officers", "P2,应急局,消防,2030-01-01,2020-01-01,,480", "valid_to", "早于 valid_from"),
        ("officers", "P2,应急局,,2020-01-01,2030-01-01,,480", "items", "没有事项"),
        ("officers", "P2,应急局,消防,2020-01-01,2030-01-01,,-1", "minutes_per_day", "不小于0"),
        ("officers", "P2,应急局,消防,,2030-01-01,,480", "valid_from", "不是日期"),
        ("officers", "P2,应急局,消防,2020-01-01,2030-01-01,甲；乙,480", "recuse", "全角的分号"),
        ("officers", "P2,应急局,消防；防汛,2020-01-01,2030-01-01,,480", "items", "全角的分号"),
        ("blocked", "甲,明天", "date", "不是日期"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place_and_nothing_is_written(
    tmp_path: Path, part: str, row: str, column: str, words: str
) -> None:
    done = plan(with_row(tmp_path, part, row))
    assert done.exit_code == 2
    assert words in done.output and f"{column} 列" in done.output or (not column and words in done.output)
    assert NAMES[part] in done.output and ("organ 列" in done.output or "行" in done.output)
    assert not (tmp_path / "out").exists() and not list(tmp_path.glob(".out*"))


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    with_row(tmp_path, "duties", D.replace("60", "-1"), D.replace("2024", "二四"))
    (tmp_path / "rules.toml").write_text('year = 2024\nvisits_per_subject = 0\ntravel = 3\nblocked = "不在.csv"\n')
    done = plan(tmp_path)
    assert done.exit_code == 2
    for words in ("第5行 minutes", "第6行 earliest", "第6行 duty", "visits_per_subject：0", "是不是 travel_minutes", "visitors_per_visit：没有写"):
        assert words in done.output, (words, done.output)


@pytest.mark.parametrize("missing", ["team", "subject"])
def test_a_missing_column_is_named(tmp_path: Path, missing: str) -> None:
    laid(tmp_path, SMALL)
    file = tmp_path / "duties.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(missing, "x", 1), encoding="utf-8")
    done = plan(tmp_path)
    assert done.exit_code == 2 and f"缺少或者重复的列：{missing}" in done.output


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("duties.csv", "检查".encode("gbk"), "UTF-8"),
        ("duties.csv", b"", "缺少或者重复的列"),
        ("duties.csv", files(SMALL)["duties"] + b'"', "CSV"),
        ("rules.toml", b"year: 2024", "TOML"),
        ("rules.toml", files(SMALL)["rules"].replace(b"2024", b"2090"), "2090"),
        ("rules.toml", files(SMALL)["rules"].replace(b'"blocked.csv"', b'"none.csv"'), "打不开"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    laid(tmp_path, SMALL)
    (tmp_path / name).write_bytes(data)
    done = plan(tmp_path)
    assert done.exit_code == 2 and words in done.output, done.output
    assert not (tmp_path / "out").exists()


def test_what_is_there_already_is_not_written_over(tmp_path: Path) -> None:
    laid(tmp_path, SMALL)
    assert plan(tmp_path).exit_code == 0
    before = (tmp_path / "out" / "certificate.json").read_bytes()
    again = plan(tmp_path)
    assert again.exit_code == 2 and "已经有东西" in again.output
    assert (tmp_path / "out" / "certificate.json").read_bytes() == before


def test_a_disk_that_is_full_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid(tmp_path, SMALL)
    whole = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.name == "summary.md":
            raise OSError(28, "No space left on device")
        return whole(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    assert plan(tmp_path).exit_code != 0
    assert not (tmp_path / "out").exists() and not list(tmp_path.glob(".out*"))


def test_a_spreadsheets_mark_and_empty_rows_are_no_mistake(tmp_path: Path) -> None:
    laid(tmp_path, SMALL)
    file = tmp_path / "duties.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n") + b",,,,,,,,,\r\n\r\n")
    assert plan(tmp_path).exit_code == 0
    assert run("verify", tmp_path / "out").exit_code == 0
