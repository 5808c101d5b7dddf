"""What is installed from a wheel is the whole program: tables of the law, the example county, pages, styles and migrations."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = {"data": ROOT / "data", "counties": ROOT / "counties", ".": ROOT / "src" / "yifa"}
"""Folder in the package: where its files lie in a checkout."""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that an installed wheel gives."""
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    [wheel] = out.glob("*.whl")
    with zipfile.ZipFile(wheel) as pack:
        pack.extractall(out / "site")
    return out / "site"


@pytest.mark.parametrize("folder", SHIPPED)
def test_every_file_of_the_program_is_in_the_wheel(installed: Path, folder: str) -> None:
    source = SHIPPED[folder]
    wanted = [p.relative_to(source) for p in source.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert len(wanted) > 0
    assert [str(p) for p in wanted if not (installed / "yifa" / folder / p).is_file()] == []


def test_the_licence_is_in_the_wheel(installed: Path) -> None:
    assert [p.name for p in installed.glob("*.dist-info/licenses/*")] == ["LICENSE"]


def test_the_command_works_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    """Away from the checkout, `yifa due` finds the tables that were shipped with it."""
    script = (
        "import sys, yifa; assert yifa.__file__.startswith(sys.argv.pop(1)); from yifa.cli.main import run; run()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(installed), "due", "info_reply", "--since", "2024-03-01", "--json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert '"on": "2024-03-29"' in done.stdout
