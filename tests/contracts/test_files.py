"""What holds of every file of the project: short, free of machine paths, and each exception with its reason beside it."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST = 400
LONG: dict[str, str] = {}
"""Files over 400 lines, each with its reason."""
MACHINE = re.compile(r"/(?:work|home|Users|root)/[\w.-]|\.\./" + "shared")
SILENCED = re.compile(r"#\s*(type: ignore|noqa|pragma: no cover|mypy:)(\[[^\]]*\])?(:\s*[A-Z]+\d+(, ?[A-Z]+\d+)*)?(.*)")
SKIPPED = re.compile(r"(?:mark\.(?:skip|skipif|xfail)|pytest\.(?:skip|xfail|importorskip))\(")


@cache
def tracked() -> tuple[Path, ...]:
    """The files under version control; in an unpacked archive, all files of the known folders."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = [n for n in done.stdout.decode().split("\0") if n]
    if not names:
        names = [str(p.relative_to(ROOT)) for top in ("src", "tests", "docs") for p in (ROOT / top).rglob("*") if p.is_file()]
    return tuple(p for n in names if (p := ROOT / n).is_file())


def text(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def code() -> list[Path]:
    return [f for f in tracked() if f.suffix in (".py", ".html", ".css", ".js") and "migrations" not in f.parts]


def test_files_stay_short() -> None:
    long = {name(f): n for f in code() if (n := len((text(f) or "").splitlines())) > MOST}
    assert set(long) <= set(LONG), f"超过{MOST}行，请拆开：{ {k: v for k, v in long.items() if k not in LONG} }"
    assert set(LONG) <= set(long), "an exception that is no longer needed"


@pytest.mark.parametrize("file", [f for f in tracked() if f.suffix == ".py"], ids=name)
def test_every_silenced_check_says_why(file: Path) -> None:
    """`# type: ignore[code]  # reason`, `# noqa: X1  # reason`; a skip carries its reason as an argument."""
    bare = []
    for n, line in enumerate((text(file) or "").splitlines(), 1):
        found = SILENCED.search(line)
        if found and file != Path(__file__) and len(found.group(5).strip(" #")) < 3:
            bare.append(f"{n}: {line.strip()}")
    assert bare == []


@pytest.mark.parametrize("file", [f for f in tracked() if f.suffix == ".py" and f.parts[-3:] != Path(__file__).parts[-3:]], ids=name)
def test_every_skip_says_why(file: Path) -> None:
    body = text(file) or ""
    for found in SKIPPED.finditer(body):
        call = body[found.start() : found.start() + 300]
        assert "reason" in call or not re.search(r"\(\s*\)", call[: call.index(")") + 1]), call.splitlines()[0]


def test_no_file_names_a_machine_or_a_place_outside() -> None:
    found = [
        f"{name(f)}:{n}"
        for f in tracked()
        if f.name != Path(__file__).name and f.suffix not in (".lock",)
        for n, line in enumerate((text(f) or "").splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert found == []


def test_every_python_file_says_what_it_is() -> None:
    """A module begins with a docstring; empty package files excepted."""
    missing = [
        name(f)
        for f in tracked()
        if f.suffix == ".py" and "migrations" not in f.parts and (body := text(f)) and body.strip()
        and not body.lstrip().startswith(('"""', "#!", 'r"""'))
    ]
    assert missing == []


def test_no_stub_is_left() -> None:
    """Unfinished work is not shipped."""
    words = re.compile(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError")
    found = [
        f"{name(f)}:{n}: {line.strip()[:80]}"
        for f in tracked()
        if f.suffix == ".py" and "src" in f.parts
        for n, line in enumerate((text(f) or "").splitlines(), 1)
        if words.search(line)
    ]
    assert found == []
