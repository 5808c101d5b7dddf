"""`yifa report` refuses in words what it cannot do, before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from yifa.cli.report import app


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--year", "2024", "--out", "a.pdf"], ".docx 结尾"),
        (["--year", "2024", "--out", "a.docx", "--base", "fz.example.cn"], "https://"),
        (["--year", "24", "--out", "a.docx"], "2000"),
        (["--year", "2024", "--out", "a.docx"], "没有县的数据"),
    ],
)
def test_a_refusal_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: list[str], words: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("YIFA_DATABASE", raising=False)
    result = CliRunner().invoke(app, given)
    assert result.exit_code == 2 and words in result.output and "Traceback" not in result.output
    assert not list(tmp_path.iterdir())
