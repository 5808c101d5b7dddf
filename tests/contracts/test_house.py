"""The house: imports run downwards, the commands are there, the pure packages start without Django."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from yifa.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
PURE = (
    "yifa.kernel.replay",
    "yifa.kernel.limits",
    "yifa.ledger.check",
    "yifa.draw.verify",
    "yifa.draw.select",
    "yifa.draw.fairness",
    "yifa.joint.write",
    "yifa.joint.verify",
    "yifa.reader.audit",
    "yifa.reader.sheet",
    "yifa.papers.write",
    "yifa.chapters.catalogue",
)


def run(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout


@pytest.mark.parametrize("module", PURE)
def test_the_pure_packages_load_neither_django_nor_a_database(module: str) -> None:
    script = f"import sys; sys.path.insert(0, 'src'); import {module}; print(*sys.modules)"
    assert not {"django", "duckdb", "psycopg", "ninja"} & set(run(script).split())


@pytest.mark.parametrize("command", ["due", "ledger", "draw", "audit", "procedures", "main"])
def test_commands_that_need_no_county_do_not_set_django_up(command: str) -> None:
    script = f"import sys; sys.path.insert(0, 'src'); import yifa.cli.{command}; print('django' in sys.modules)"
    assert run(script).strip() == "False"


def test_every_command_of_the_table_loads() -> None:
    script = "import sys; sys.path.insert(0, 'src'); import importlib; " + "; ".join(
        f"importlib.import_module('{module}').app" for module, _ in COMMANDS.values()
    )
    run(script)


def test_imports_run_downwards() -> None:
    """The contracts of pyproject.toml, as `make contracts` runs them."""
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_every_target_of_the_makefile_is_explained_or_is_a_part_of_one() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = next(line for line in text.splitlines() if line.startswith(".PHONY:")).split()[1:]
    for target in phony:
        assert f"\n{target}:" in text, target
