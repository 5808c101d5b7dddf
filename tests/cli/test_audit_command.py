"""`yifa audit`: one report or ten thousand, in words, as JSON or as a workbook; the code it ends with says what was found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook
from typer.testing import CliRunner

from yifa.cli.audit import ALONE, WHOLE, Done, Job, _one, app

GOOD = """青禾县人民政府2024年法治政府建设情况报告
一、工作开展情况
（一）化解行政争议。县人民法院全年共受理一审行政诉讼案件64件，审结56件，行政机关败诉5件，败诉率8.93%，各项工作取得显著成效。
"""
BAD = GOOD.replace("8.93", "18.93")


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args])


def laid(folder: Path, **texts: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    for name, words in texts.items():
        (folder / name.replace("_", ".")).write_bytes(words.encode() if isinstance(words, str) else words)
    return folder


def test_one_report_is_told_whole_by_chapter(tmp_path: Path) -> None:
    done = run(laid(tmp_path, a_txt=GOOD) / "a.txt")
    assert done.exit_code == 0, done.output
    for words in ("青禾县人民政府，2024年", "矛盾纠纷和公共法律服务", "64件", "一致：", "5/56 = 8.93%", "没有：", "取得显著成效"):
        assert words in done.output


def test_the_json_has_the_shape_that_others_rely_on(tmp_path: Path) -> None:
    done = run(laid(tmp_path, a_txt="\ufeff" + GOOD.replace("\n", "\r\n")) / "a.txt", "--json")
    read = json.loads(done.stdout)
    assert set(read) == {"document", "segments", "figures", "checks", "coverage", "claims"}
    text = (tmp_path / "a.txt").read_text(encoding="utf-8")
    figure = next(f for f in read["figures"] if f["value"] == 64)
    assert text[figure["start"] : figure["end"]] == "64" and figure["indicator"] == "litigation_cases"
    assert {"start", "end", "quote", "value", "bound", "unit", "unit_kind", "what", "chapter", "indicator"} <= set(figure)
    check = next(c for c in read["checks"] if c["stated"] == 8.93)
    assert {"formula", "figures", "stated", "computed", "verdict", "why"} <= set(check) and check["verdict"] == "consistent"
    assert [text[a:b] for a, b in check["figures"] if text[a:b] == "8.93"]
    assert {"organ", "start", "end"} <= set(read["segments"][0]) and len(read["coverage"]) == 1


def test_a_failed_check_ends_with_1_and_an_unreadable_file_with_2_after_all_are_read(tmp_path: Path) -> None:
    laid(tmp_path, a_txt=BAD, b_txt=GOOD, c_txt=b"\x89PNG not text", d_doc="no report by its name")
    assert run(tmp_path / "a.txt").exit_code == 1
    done = run(tmp_path)
    assert done.exit_code == 2
    assert "c.txt：这是图片" in done.output and "18.93" in done.output and "共3个文件，读完2个" in done.output
    assert run(tmp_path / "none.txt").exit_code == 2


def test_many_files_are_read_in_order_in_several_processes(tmp_path: Path) -> None:
    texts = {f"r{n:02}_txt": (BAD if n == 3 else GOOD) for n in range(ALONE + 6)}
    assert len(texts) > max(ALONE, WHOLE)
    done = run(laid(tmp_path, **texts), "--json", "--jobs", "2")
    read = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert [r["document"]["name"] for r in read] == [n.replace("_", ".") for n in texts]
    assert [any(c["verdict"] == "inconsistent" for c in r["checks"]) for r in read].index(True) == 3
    assert done.exit_code == 1


def test_the_workbook_holds_all_files_and_never_replaces_one_that_is_there(tmp_path: Path) -> None:
    laid(tmp_path / "in", a_txt=GOOD, b_txt=BAD)
    out = tmp_path / "out.xlsx"
    assert run(tmp_path / "in", "--xlsx", out).exit_code == 1
    files = {r[0] for r in load_workbook(out)["数字"].iter_rows(min_row=2, values_only=True)}
    assert files == {"a.txt", "b.txt"}
    assert sorted(f.name for f in tmp_path.iterdir()) == ["in", "out.xlsx"]
    again = run(tmp_path / "in", "--xlsx", out)
    assert again.exit_code == 2 and "没有覆盖" in again.output


def test_a_workbook_that_could_not_be_written_is_told_before_anything_is_read(tmp_path: Path) -> None:
    laid(tmp_path / "in", a_txt=GOOD)
    done = run(tmp_path / "in", "--xlsx", tmp_path / "nowhere" / "out.xlsx")
    assert done.exit_code == 2 and "写不进" in done.output and "青禾县" not in done.output
    assert sorted(f.name for f in tmp_path.iterdir()) == ["in"]


@pytest.mark.parametrize("names", [(), ("notes.csv",)])
def test_a_folder_without_reports_is_told(tmp_path: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (tmp_path / name).write_text("x", encoding="utf-8")
    done = run(tmp_path)
    assert done.exit_code == 2 and ".docx" in done.output


def test_where_nobody_looks_on_lines_say_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yifa.cli.audit.OFTEN", 3)
    done = run(laid(tmp_path, **{f"r{n}_txt": GOOD for n in range(7)}), "--json", "--jobs", "1")
    assert [line for line in done.stderr.splitlines() if line.startswith("读报告")] == ["读报告 3/7", "读报告 6/7"]


def test_stopped_from_the_keyboard_it_says_how_far_it_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid(tmp_path, a_txt=GOOD, b_txt=GOOD, c_txt=GOOD)
    read = iter([None, None])

    def one(job: Job) -> Done:
        if next(read, "stop") == "stop":
            raise KeyboardInterrupt
        return _one(job)

    monkeypatch.setattr("yifa.cli.audit._one", one)
    done = run(tmp_path, "--json", "--xlsx", tmp_path / "o.xlsx")
    assert done.exit_code == 130 and "3个文件读了2个" in done.stderr and "o.xlsx 里只有这2个" in done.stderr
    assert {r[0] for r in load_workbook(tmp_path / "o.xlsx")["数字"].iter_rows(min_row=2, values_only=True)} == {"a.txt", "b.txt"}
    assert len([line for line in done.stdout.splitlines() if line.startswith("{")]) == 2
