"""`yifa visit`: the check of a code at the command line, the page as a file, and mistakes in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from engines.visit.small_visit import AT, KEY, OTHER, VISIT
from yifa.cli.visit import app
from yifa.proofs.visit_code import encode

CODE = encode(VISIT, KEY)


def run(*args: str | Path, given: str | bytes = "") -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], input=given)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "ledger.pub"
    file.write_text(f"{OTHER.public.text}\n\n{KEY.public.text}\n", encoding="utf-8")
    return file


def test_a_good_code_is_told_and_what_no_offline_check_knows(key: Path) -> None:
    done = run("verify", CODE, "--key", key, "--at", AT)
    assert done.exit_code == 0 and "检查码有效" in done.stdout and "取消" in done.stdout and VISIT.number in done.stdout
    assert run("verify", "-", "--key", key, "--at", AT, given=CODE + "\n").exit_code == 0


def test_a_tampered_and_an_expired_code_end_with_one(key: Path) -> None:
    for text, at in ((CODE[:-3] + "AAA", AT), (CODE, "2026-12-03T18:01")):
        done = run("verify", text, "--key", key, "--at", at)
        assert done.exit_code == 1 and "✗" in done.stdout and "可以拒绝检查" in done.stdout
    told = json.loads(run("verify", CODE, "--key", key, "--at", "2026-12-04T09:00", "--json").stdout)
    assert not told["ok"] and [c["name"] for c in told["checks"] if not c["ok"]] == ["time"]


def test_mistakes_are_told_in_words(tmp_path: Path, key: Path) -> None:
    empty, wrong = tmp_path / "empty.pub", tmp_path / "wrong.pub"
    empty.write_text("\n")
    wrong.write_text("密钥\n", encoding="utf-8")
    for file in (empty, wrong, tmp_path / "none.pub"):
        done = run("verify", CODE, "--key", file)
        assert done.exit_code == 2 and file.name in done.stderr and "Traceback" not in done.output
    torn = run("verify", "-", "--key", key, given=b"\xff\xfe\x00")
    assert torn.exit_code == 1 and "没有复制完整" in torn.stdout and "请对方重新出示" in torn.stdout
    assert "不是时刻" in run("verify", CODE, "--key", key, "--at", "昨天").stderr


def test_the_page_is_one_file_with_the_key_in_it(tmp_path: Path, key: Path) -> None:
    out = tmp_path / "visit.html"
    assert run("page", "--key", key, "--out", out, "--county", "青禾县").exit_code == 0
    text = out.read_text(encoding="utf-8")
    assert KEY.public.text in text and "青禾县" in text and "{{" not in text and "http" not in text.replace("http-equiv", "")
