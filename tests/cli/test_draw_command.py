"""`yifa draw`: the whole ceremony on the command line, each step once, and the verdict as exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from engines.draw.small_draw import small
from yifa.cli.draw import app
from yifa.draw.tags import tagged


def run(*args: str | Path, ok: bool = True) -> Result:
    done = CliRunner().invoke(app, [str(a) for a in args])
    assert (done.exit_code == 0) == ok, done.output
    return done


@pytest.fixture
def draw(tmp_path: Path) -> Path:
    """A draw up to its selection, through the commands, with a witness."""
    given = small(3)
    given.strata["乙"] = {"count": 2}
    pool, officers, rules = given.write(tmp_path / "in")
    out = tmp_path / "draw"
    run("freeze", pool, "--officers", officers, "--rules", rules, "--out", out, "--number", "2026-003", "--at", "2026-05-06T09:00")
    named = ["--beacon", "福彩3D 2026120,2026121,2026122", "--beacon-at", "2026-05-07T21:15", "--open-by", "2026-06-10"]
    run("seal", out, *named, "--at", "2026-05-06T10:00")
    sealed = out / "public" / "seal.json"
    line = run("witness", sealed, "--key", tmp_path / "w.key", "--name", "县检察院", "--at", "2026-05-06T11:00").stdout
    note = out / "public" / "seal.txt"
    note.write_text(note.read_text(encoding="utf-8") + line, encoding="utf-8")
    run("beacon", out, "--by", "甲", "--value", "407/119/035", "--at", "2026-05-10T09:00")
    run("beacon", out, "--by", "乙", "--value", "4 0 7 / 1 1 9 / 0 3 5", "--at", "2026-05-10T09:00")
    run("select", out, "--at", "2026-05-10T09:10")
    return out


def rows(draw: Path) -> list[list[Any]]:
    return list(json.loads((draw / "private" / "drawn.json").read_text(encoding="utf-8")))


def test_the_ceremony_verifies_and_a_changed_byte_does_not(draw: Path, tmp_path: Path) -> None:
    gone = rows(draw)[0][1]
    run("replace", draw, gone, "--reason", "已经停业", "--by", "丙", "--at", "2026-05-12T09:00")
    run("open", draw, "--at", "2026-06-01T09:00")
    record, public = draw / "public" / "record.json", draw / "public"
    assert (public / "verify.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    kept = [x for s in ("freeze", "seal", "selection", "replacement-1") for x in ("--seen", public / f"{s}.json")]
    done = run("verify", record, *kept, "--witness", tmp_path / "w.pub")
    assert "15项全部成立" in done.stdout and "不是名单没有遗漏" in done.stdout
    told = json.loads(run("verify", record, "--json").stdout)
    assert told["ok"] and len(told["checks"]) == 14
    record.write_bytes(record.read_bytes().replace("已经停业".encode(), "己经停业".encode()))
    assert "✗" in run("verify", record, ok=False).stdout
    run("verify", tmp_path / "nothing.json", ok=False)


def test_a_firm_at_its_door(draw: Path, tmp_path: Path) -> None:
    proof = tmp_path / "proof.json"
    run("proof", draw, rows(draw)[0][1], "--out", proof)
    told = json.loads(run("verify", proof, "--seen", draw / "public" / "selection.json", "--json").stdout)
    assert [c["name"] for c in told["checks"]] == ["format", "chain", "witness", "beacon", "listed", "ticket", "turn", "seen"]
    text = proof.read_text(encoding="utf-8")
    assert not any(f'"{row[1]}"' in text for row in rows(draw)[1:])
    run("open", draw, "--at", "2026-06-01T09:00")
    assert '"secret"' in run("verify", proof, "--seen", draw / "public" / "opening.json", "--json").stdout
    proof.write_text(text.replace('"drawn":true', '"drawn":false'), encoding="utf-8")
    run("verify", proof, ok=False)


def test_a_late_opening_is_told_and_found(draw: Path) -> None:
    assert "公开晚于期限" in run("open", draw, "--at", "2026-06-11T09:00").output
    assert "✗ 在期限以前公开：逾期公开" in run("verify", draw / "public" / "record.json", ok=False).stdout


def test_mistakes_end_with_words_and_code_1(draw: Path, tmp_path: Path) -> None:
    assert "不能重做" in run("select", draw, ok=False).output
    assert "不是一次抽查的文件夹" in run("select", tmp_path, ok=False).output
    assert "打不开" in run(
        "freeze", tmp_path / "x.csv", "--officers", "x", "--rules", tmp_path / "in" / "rules.toml", "--out", tmp_path / "o",
        "--number", "2026-001", ok=False,
    ).output  # fmt: skip


def test_history_and_page(draw: Path, tmp_path: Path) -> None:
    run("history", draw, ok=False)
    run("open", draw, "--at", "2026-06-01T09:00")
    done = run("history", draw)
    assert "抽查1次；编号缺：2026-001、2026-002" in done.stdout
    run("page", "--out", tmp_path / "v.html")
    assert (tmp_path / "v.html").read_text(encoding="utf-8") == (draw / "public" / "verify.html").read_text(encoding="utf-8")


def test_duckdb_gives_the_same_list_and_another_list_is_told_apart(draw: Path, tmp_path: Path) -> None:
    pool, out = tmp_path / "in" / "pool.csv", tmp_path / "drawn.csv"
    told = run("bulk", draw, pool, "--out", out).stdout
    assert told.count("一致：") == 4 and "不一致" not in told
    written = [line.split(",") for line in out.read_text(encoding="utf-8").splitlines()[1:]]
    assert written == [r[:3] for r in rows(draw)]
    assert out.stat().st_mode & 0o777 == 0o600
    assert "已经存在" in run("bulk", draw, pool, "--out", out, ok=False).output
    other = tmp_path / "other.csv"
    other.write_text(pool.read_text(encoding="utf-8").replace(rows(draw)[0][1], "X1"), encoding="utf-8")
    assert "不一致：名单" in run("bulk", draw, other, ok=False).output


def test_files_that_are_not_there_are_named_in_words(draw: Path, tmp_path: Path) -> None:
    missing = tmp_path / "nothing.json"
    assert f"打不开 {missing}" in run("verify", missing, ok=False).output
    assert "打不开公钥文件" in run("verify", missing, "--witness", missing, ok=False).output
    wrong = tmp_path / "wrong.pub"
    wrong.write_bytes(b"\xff")
    assert "公钥文件读不懂" in run("verify", missing, "--witness", wrong, ok=False).output
    assert "只统计已经公开的抽查" in run("history", draw, ok=False).output
    assert "打不开" in run("witness", missing, "--key", tmp_path / "k", "--name", "甲", ok=False).output


def test_history_takes_a_draw_once_and_no_other_content(draw: Path) -> None:
    run("open", draw, "--at", "2026-06-01T09:00")
    assert "给了两次" in run("history", draw, draw, ok=False).output
    record = draw / "public" / "record.json"
    lines = record.read_bytes().split(b"\n")
    lines[1] = b'"freeze":{},'
    body = b"\n".join(lines[:-2]) + b"\n"
    record.write_bytes(body + f'"digest":"{tagged("record", body).hex()}"}}\n'.encode())
    assert "先用 yifa draw verify" in run("history", draw, ok=False).output
