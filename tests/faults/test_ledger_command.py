"""`yifa ledger export` writes what `yifa ledger check` accepts; both refuse in words, without a traceback."""

from __future__ import annotations

import json
import subprocess
import sys

from faults.places import Place


def yifa(place: Place, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "yifa.cli.main", "ledger", *args]
    return subprocess.run(command, env=place.env, text=True, capture_output=True, timeout=60, check=False)


def named(place: Place) -> None:
    """The county under whose name the ledger was signed."""
    (place.folder / "county.toml").write_text('[county]\nname = "yifa-test"\n', encoding="utf-8")


def test_an_export_is_written_once_and_stands_the_check(ledger: Place) -> None:
    named(ledger)
    target, data = str(ledger.folder / "out.zip"), str(ledger.folder)
    done = yifa(ledger, "export", "--out", target, "--data", data)
    assert done.returncode == 0, done.stderr
    assert "9条记载" in done.stdout and "1条还没有列入" in done.stdout
    check = yifa(ledger, "check", target, "--key", str(ledger.folder / "keys" / "ledger.pub"), "--json")
    assert check.returncode == 0 and json.loads(check.stdout)["ok"] is True
    again = yifa(ledger, "export", "--out", target, "--data", data)
    assert again.returncode == 1 and "已经存在" in again.stderr and "Traceback" not in again.stderr


def test_without_the_key_nothing_is_exported(ledger: Place) -> None:
    named(ledger)
    (ledger.folder / "keys" / "ledger.key").unlink()
    keyless = yifa(ledger, "export", "--out", str(ledger.folder / "x"), "--data", str(ledger.folder))
    assert keyless.returncode == 1 and "备份" in keyless.stderr
    assert not (ledger.folder / "x").exists()
