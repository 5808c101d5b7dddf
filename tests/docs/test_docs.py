"""The documentation is true: the tutorial runs, the reference is up to date, the examples load, the links lead somewhere."""

from __future__ import annotations

import importlib
import re
import shlex
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tools import reference
from typer.testing import CliRunner

from yifa.cli import due
from yifa.kernel import limits
from yifa.kernel.calendar import Calendar
from yifa.kernel.declare import Procedure

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w*)(?: file=(\S+))?\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def blocks(page: str) -> list[tuple[str, str, str]]:
    """(language, file, text) of each block."""
    return [(a, b, c) for a, b, c in BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for the tutorial's module; its procedure is forgotten afterwards."""
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    sys.modules.pop("foi_reply", None)
    Procedure.versions.pop("foi_reply", None)


def test_the_tutorial_runs_as_it_stands(temporary: Path) -> None:
    shown: dict[str, object] = {"__name__": "tutorial"}
    every = blocks("tutorial/first-procedure.md")
    ran = 0
    for (language, file, text), (follows, _, expected) in zip(every, [*every[1:], ("", "", "")], strict=True):
        if file:
            (temporary / file).write_text(text, encoding="utf-8")
            importlib.invalidate_caches()
        elif language == "python":
            place = temporary / f"block{ran}.py"  # so that a failure shows its line
            place.write_text(text, encoding="utf-8")
            exec(compile(text, str(place), "exec"), shown)
            ran += 1
        elif language == "sh":
            assert follows == "text", "a command is followed by what it prints"
            program, command, *words = shlex.split(text)
            assert (program, command) == ("yifa", "due")
            done = CliRunner().invoke(due.app, [*words, "--data", str(temporary)])
            pattern = ".*".join(re.escape(part) for part in expected.split("…"))  # what the page leaves out
            assert re.fullmatch(pattern, done.output, re.S), done.output
            ran += 1
    assert ran >= 7


def test_the_example_of_a_notice_loads(tmp_path: Path) -> None:
    [(_, _, text)] = [b for b in blocks("howto/add-a-holiday-notice.md") if b[0] == "toml"]
    (tmp_path / "2027.toml").write_text(text, encoding="utf-8")
    calendar = Calendar.load(tmp_path)
    assert calendar.last == date(2027, 12, 31)
    assert calendar.name(date(2027, 1, 2)) == "元旦" and calendar.works(date(2027, 2, 6))


def test_the_example_of_local_parameters_loads(tmp_path: Path) -> None:
    """One section for a limit, and several that follow one another."""
    texts = [text for kind, _, text in blocks("howto/set-a-local-parameter.md") if kind == "toml"]
    own: dict[str, list[int]] = {}
    for text in texts:
        (tmp_path / "local.toml").write_text(text, encoding="utf-8")
        own |= {id: [x.span.n for x in local.rows] for id, local in limits.load().with_local(tmp_path).local().items()}
    assert own == {"penalty_decision": [60, 45], "supervision_rectify_local": [20], "scan_made_good_term": [10]}


def test_the_reference_is_what_the_declarations_say() -> None:
    """After a change of a declaration: `make docs`."""
    assert reference.stale() == []


def pages() -> list[Path]:
    return sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])


@pytest.mark.parametrize("page", pages(), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    broken = [
        target
        for target in LINK.findall(text)
        if not target.startswith(("http:", "https:", "#", "mailto:"))
        and not (page.parent / target.split("#")[0]).exists()
    ]
    assert broken == []


def test_every_page_is_reached_from_the_index() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    missing = [str(p.relative_to(DOCS)) for p in pages() if DOCS in p.parents and str(p.relative_to(DOCS)) not in index]
    assert [m for m in missing if m != "README.md"] == []


def test_every_command_in_the_documents_exists() -> None:
    from yifa.cli.main import COMMANDS

    for page in pages():
        for name in re.findall(r"(?:^|`)yifa ([a-z]+)", page.read_text(encoding="utf-8"), re.M):
            assert name in COMMANDS, f"{page.name}: yifa {name}"
