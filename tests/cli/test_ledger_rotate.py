"""`yifa ledger rotate`: who trusts the old key still checks the whole ledger after the new one has signed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings
from typer.testing import CliRunner

from yifa.actions.county import county
from yifa.cli.ledger import app
from yifa.cli.tick import app as tick
from yifa.ledger.keys import KeyRing
from yifa.proofs.signing import Signer
from yifa.site.checks import NO_KEY, check_ledger_key
from yifa.store.models import Checkpoint
from yifa.store.sequence import keys_folder


@pytest.fixture
def folder(db: None, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The county's folder, already opened."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("yifa.cli.folder.opened", lambda folder: None)
    return tmp_path


def test_a_new_key_signs_and_the_old_one_still_vouches_for_it(folder: Path) -> None:
    old = county().signer().public
    done = CliRunner().invoke(app, ["rotate", "--data", str(folder)])
    assert done.exit_code == 0, done.output
    new = county().signer().public
    assert new != old and new.text in done.output and str(keys_folder() / "ledger.pub") in done.output
    ring = KeyRing.load(keys_folder()).following([old])
    assert ring is not None and [t.key for t in ring.ledger] == [old, new]


def test_a_lost_key_is_not_replaced_by_a_new_one(folder: Path) -> None:
    Checkpoint.objects.create(size=1, root="0" * 64, signed_at="2026-01-01T00:00:00Z", note="")
    done = CliRunner().invoke(app, ["rotate", "--data", str(folder)])
    assert done.exit_code == 1 and "从备份恢复" in done.output
    assert not keys_folder().exists()


def test_a_county_whose_settings_give_another_name_does_not_start_and_signs_nothing(folder: Path) -> None:
    published = Signer.load(keys_folder(), "yifa-999999").public
    (told,) = check_ledger_key(databases=["default"])
    assert told.id == NO_KEY and "yifa-999999" in told.msg and county().ledger in told.msg
    for command, args in ((tick, []), (app, ["rotate"]), (app, ["export", "--out", str(folder / "out")])):
        done = CliRunner().invoke(command, [*args, "--data", str(folder)])
        assert done.exit_code == 1 and "yifa-999999" in done.output, args
    assert (keys_folder() / "ledger.pub").read_text(encoding="utf-8") == published.text + "\n"
    assert sorted(f.name for f in keys_folder().iterdir()) == ["ledger.key", "ledger.pub"]
