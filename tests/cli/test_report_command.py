"""`yifa report`, `yifa figures` and `yifa tick`: what they refuse in words, and as of which checkpoint they speak."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from pytest_django import Settings
from typer.testing import CliRunner

from yifa.actions.open_matter import open_matter
from yifa.cli import figures
from yifa.cli import tick as ticking
from yifa.cli.report import app
from yifa.kernel.facts import BEIJING
from yifa.papers.read import plain
from yifa.registry.models import Organ
from yifa.store.actor import Actor


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


# -- as of a checkpoint
@pytest.fixture
def county(db: None, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("yifa.cli.folder.opened", lambda folder: None)
    Organ.objects.create(key="sifa", name="司法局", short="司", kind="justice", since=date(2015, 1, 1))
    return tmp_path


def trained(hours: int) -> None:
    who = Actor("sifa.registrar", "", "sifa", frozenset({"registrar", "officer"}))
    open_matter(who, "training", "培训", {"name": "培训", "hours": hours}, now=datetime(2024, 6, hours, 10, tzinfo=BEIJING))


def test_figures_and_report_are_given_as_of_the_checkpoint_asked_for(county: Path) -> None:
    for hours in (4, 5):
        trained(hours)
        assert CliRunner().invoke(ticking.app, []).exit_code == 0
    for asked, hours, size in (([], 9, 2), (["--checkpoint", "1"], 4, 1)):
        done = CliRunner().invoke(figures.app, ["--year", "2024", "--json", *asked])
        assert {k: json.loads(done.stdout)["training_hours"][k] for k in ("value", "checkpoint")} == {"value": hours, "checkpoint": size}
        out = county / f"{size}.docx"
        done = CliRunner().invoke(app, ["--year", "2024", "--out", str(out), *asked])
        assert done.exit_code == 0 and f"截至检查点 {size}" in done.output and f"前{size}条记载" in plain(out.read_bytes())


@pytest.mark.parametrize("command", [["--year", "2024"], ["--year", "2024", "--out", "a.docx"]])
def test_a_checkpoint_that_is_not_there_is_refused_with_those_nearby(county: Path, command: list[str]) -> None:
    which = app if "--out" in command else figures.app
    done = CliRunner().invoke(which, [*command, "--checkpoint", "1"])
    assert done.exit_code == 1 and "yifa tick" in done.output
    trained(4)
    CliRunner().invoke(ticking.app, [])
    done = CliRunner().invoke(which, [*command, "--checkpoint", "7"])
    assert done.exit_code == 1 and "没有签过前7条记载的检查点；最近的是1" in done.output


def test_a_tick_writes_the_columns_of_what_it_signed_and_nothing_where_nothing_is_new(county: Path) -> None:
    assert CliRunner().invoke(ticking.app, []).exit_code == 0
    assert not (county / "figures").exists()
    trained(4)
    CliRunner().invoke(ticking.app, [])
    (folder,) = (county / "figures").iterdir()
    shutil.rmtree(folder)
    CliRunner().invoke(ticking.app, [])
    assert not folder.exists()
