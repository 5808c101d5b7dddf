"""`yifa procedures`, `yifa import`, `yifa export`: what they print, what they refuse, and that a refusal writes nothing."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pytest_django import Settings
from typer.testing import CliRunner

from yifa.chapters.catalogue import procedures
from yifa.cli import exports, imports
from yifa.cli import procedures as listing
from yifa.kernel.digest import digest
from yifa.registry.models import Officer, Organ, Seat, User
from yifa.registry.rosters import ROSTERS
from yifa.store.models import Batch, Entry

SINCE = date(2020, 1, 1)


def run(app: Any, *words: str) -> Any:
    return CliRunner().invoke(app, words)


# -- procedures
def test_the_list_holds_every_version_with_its_digest_steps_and_limits(tmp_path: Path) -> None:
    found = json.loads(run(listing.app, "--json", "--data", str(tmp_path)).output)
    versions = {v["name"]: v for p in found for v in p["versions"]}
    assert set(versions) == {p.__name__ for p in procedures()}
    for p in procedures():
        v = versions[p.__name__]
        assert v["digest"] == digest(p)
        assert [s["key"] for s in v["steps"]] == [s.key for s in p.steps()]
        assert all(s["cite"].startswith("《") for s in v["steps"])
        assert {x["step"] for x in v["limits"]} <= {s["key"] for s in v["steps"]}
    assert len({(p["chapter"], p["key"]) for p in found}) == len(found)


def test_a_limit_is_listed_with_amount_unit_article_and_whether_it_is_local(tmp_path: Path) -> None:
    found = json.loads(run(listing.app, "--json", "--data", str(tmp_path)).output)
    every = {x["id"]: x for p in found for v in p["versions"] for x in v["limits"]}
    notice = every["penalty_hearing_request"]
    assert (notice["amount"], notice["unit"], notice["local"]) == (5, "工作日", False)
    assert "第六十四条" in notice["cite"]
    assert every["inspection_result_notify_local"]["local"] is True
    assert every["visit_term"]["amount"] is None and every["visit_term"]["open"]


def test_a_countys_own_amount_is_listed_with_its_basis(tmp_path: Path) -> None:
    own = '[limits.penalty_decision]\namount = 60\nbasis = "本县办案规范第十二条"\n'
    (tmp_path / "local.toml").write_text(own, encoding="utf-8")
    found = json.loads(run(listing.app, "--json", "--data", str(tmp_path)).output)
    every = [x for p in found for v in p["versions"] for x in v["limits"] if x["id"] == "penalty_decision"]
    assert {(x["amount"], x["unit"], x["local_basis"]) for x in every} == {(60, "日", "本县办案规范第十二条")}
    assert "本县60日，依据本县办案规范第十二条" in run(listing.app, "--data", str(tmp_path)).output


def test_amounts_that_follow_one_another_are_listed_with_their_days(tmp_path: Path) -> None:
    rows = [(60, "2020-01-01"), (45, "2999-01-01")]
    text = "".join(
        f'[[limits.penalty_decision]]\namount = {n}\nbasis = "本县办案规范"\nsince = {day}\n' for n, day in rows
    )
    (tmp_path / "local.toml").write_text(text, encoding="utf-8")
    found = json.loads(run(listing.app, "--json", "--data", str(tmp_path)).output)
    every = [x for p in found for v in p["versions"] for x in v["limits"] if x["id"] == "penalty_decision"]
    assert {x["amount"] for x in every} == {60}, "of a term that begins today"
    assert [(r["amount"], r["since"]) for r in every[0]["local_rows"]] == rows
    shown = run(listing.app, "--data", str(tmp_path)).output
    assert "自2020-01-01起本县60日" in shown and "自2999-01-01起本县45日" in shown


def test_a_parameter_that_loosens_the_law_is_refused_with_the_article(tmp_path: Path) -> None:
    own = '[limits.penalty_decision]\namount = 120\nbasis = "本县办案规范"\n'
    (tmp_path / "local.toml").write_text(own, encoding="utf-8")
    done = run(listing.app, "--data", str(tmp_path))
    assert done.exit_code == 2 and "第六十条" in done.output


def test_people_read_the_same_list(tmp_path: Path) -> None:
    shown = run(listing.app, "--data", str(tmp_path)).output
    for p in procedures():
        assert p.title in shown and digest(p)[:16] in shown


# -- import and export
@pytest.fixture
def county(db: None, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("yifa.cli.folder.opened", lambda folder: None)
    Organ.objects.create(key="market", name="市场监督管理局", short="市监", kind="department", since=SINCE)
    for seat in ("registrar", "head", "officer"):
        user = User.objects.create(username=f"market.{seat}", name="陈立", organ="market")
        Seat.objects.create(user=user, role=seat, since=SINCE)
    User.objects.create(username="market.nobody", name="李强", organ="market")
    return tmp_path


HEADS = [c.header for c in ROSTERS["officers"].columns]


def sheet(folder: Path, *rows: list[str]) -> str:
    file = folder / "officers.csv"
    text = io.StringIO()
    csv.writer(text).writerows([HEADS, *rows])
    file.write_text(text.getvalue(), encoding="utf-8-sig")
    return str(file)


GOOD = ["SM001", "王平", "market", "综合", "2024-01-01", "2028-12-31"]
BAD = ["SM002", "张明", "market", "综合", "2024-02-30", "2028-12-31"]


def test_good_rows_are_kept_and_bad_ones_told_by_row_and_column(county: Path) -> None:
    done = run(imports.app, "officers", sheet(county, GOOD, BAD), "--as", "market.registrar")
    assert done.exit_code == 0, done.output
    assert "收下1行" in done.output and "第3行“证件有效期起”" in done.output
    assert list(Officer.objects.values_list("key", flat=True)) == ["SM001"]
    assert Entry.objects.count() == 1


def test_what_was_exported_can_be_imported_again(county: Path) -> None:
    run(imports.app, "officers", sheet(county, GOOD), "--as", "market.registrar")
    for ending in ("csv", "xlsx"):
        out = county / f"out.{ending}"
        assert run(exports.app, "officers", "--out", str(out)).exit_code == 0
        again = run(imports.app, "officers", str(out), "--as", "market.registrar")
        assert again.exit_code == 0, again.output
    assert list(Officer.objects.values_list("key", "name", "since")) == [("SM001", "王平", date(2024, 1, 1))]


def test_the_template_has_the_headings_and_no_rows(county: Path) -> None:
    out = county / "new" / "template.xlsx"
    assert run(exports.app, "officers", "--template", "--out", str(out)).exit_code == 0
    rows = list(load_workbook(out).worksheets[0].iter_rows(values_only=True))
    assert list(rows[0]) == HEADS and not any(c for row in rows[1:] for c in row)


def test_rows_are_those_in_force_on_the_day_asked(county: Path) -> None:
    run(imports.app, "officers", sheet(county, GOOD), "--as", "market.registrar")
    out = county / "then.csv"
    assert run(exports.app, "officers", "--on", "2023-12-31", "--out", str(out)).exit_code == 0
    assert out.read_text(encoding="utf-8-sig").splitlines() == [",".join(HEADS)]


@pytest.mark.parametrize(
    "words,told",
    [
        (["officers", "missing.csv", "--as", "market.registrar"], "没有 missing.csv"),
        (["officers"], "导入名册"),
        (["officers", "FILE"], "--as 登录名"),
        (["officers", "FILE", "--as", "nobody"], "没有叫“nobody”"),
        (["officers", "FILE", "--as", "market.nobody"], "没有担任任何职责"),
        (["officers", "FILE", "--as", "market.officer"], "登记人员"),
        (["nothing", "FILE", "--as", "market.registrar"], "没有“nothing”这个名册"),
        (["--source", "service_cases", "FILE", "--as", "market.head"], "--month 2024-03"),
        (["--source", "nothing", "--month", "2024-03", "FILE", "--as", "market.head"], "没有“nothing”这个来源"),
        (["--source", "service_cases", "--month", "2099-01", "FILE", "--as", "market.head"], "还没有到"),
    ],
)
def test_what_cannot_be_imported_is_refused_in_words_and_nothing_is_written(
    county: Path, words: list[str], told: str
) -> None:
    file = sheet(county, GOOD)
    done = run(imports.app, *(file if w == "FILE" else w for w in words))
    assert done.exit_code in (1, 2) and told in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert not Entry.objects.exists() and not Officer.objects.exists()


@pytest.mark.parametrize(
    "words,told",
    [
        (["nothing", "--out", "x.csv"], "名册有"),
        (["officers", "--out", "x.pdf"], ".xlsx"),
        (["officers", "--template", "--out", "x.csv"], ".xlsx"),
        (["officers", "--on", "昨天", "--out", "x.csv"], "2024-03-05"),
    ],
)
def test_what_cannot_be_exported_is_refused_in_words(county: Path, words: list[str], told: str) -> None:
    done = run(exports.app, *words)
    assert done.exit_code == 2 and told in done.output


def test_a_months_batch_is_taken_once_and_again_only_in_place_of_the_first(county: Path) -> None:
    file = county / "info.csv"
    file.write_text("栏目,公开日期\n政策,2024-03-05\n政策,2024-04-01\n", encoding="utf-8")
    words = ["--source", "info_published", "--month", "2024-03", str(file), "--as", "market.head"]
    done = run(imports.app, *words)
    assert done.exit_code == 0, done.output
    assert "收下1行，退回1行" in done.output and "info_published 1" in done.output
    again = run(imports.app, *words)
    assert again.exit_code == 1 and "已经有一个批次" in again.output and Batch.objects.count() == 1
    assert run(imports.app, *words, "--replace").exit_code == 0
    assert list(Batch.objects.order_by("pk").values_list("replaced", flat=True)) == [True, False]
