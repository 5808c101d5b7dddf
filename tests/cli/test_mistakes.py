"""A slip on the command line is told in Chinese, names what to do next, and never shows a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def yifa(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "yifa.cli.main", *args], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["figure"], "是不是：figures"),
        (["due", "--sinc", "2025-01-01"], "--since"),
        (["due", "penalty_decision", "again"], "yifa due --help"),
        (["report"], "缺少 --year"),
        (["due", "penalty_desision", "--since", "2025-01-02"], "penalty_decision"),
        (["due", "penalty_decision", "--since", "2025-02-30"], "不是日期"),
    ],
)
def test_a_slip_is_told_in_words_with_exit_code_2(args: list[str], says: str) -> None:
    got = yifa(*args)
    assert got.returncode == 2 and says in got.stderr and "Traceback" not in got.stderr
    assert "Error:" not in got.stderr and "Usage:" not in got.stderr


def test_a_place_that_cannot_be_written_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    got = yifa("draw", "page", "--out", str(tmp_path / "file" / "page.html"))
    assert got.returncode == 1 and "打不开或者写不进" in got.stderr and "请核对路径" in got.stderr
    assert "Errno" not in got.stderr and "Traceback" not in got.stderr


def test_a_command_that_is_right_ends_with_0_and_loads_no_django() -> None:
    got = yifa("due", "penalty_decision", "--since", "2025-01-02")
    assert got.returncode == 0 and got.stdout.startswith("2025年4月2日") and not got.stderr
    code = "import sys; import yifa.cli.due; sys.exit('django' in sys.modules or 'pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
