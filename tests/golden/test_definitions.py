"""A released definition never changes: matters are pinned to its digest. The golden file holds every released one.

What to do when this fails: put the old text back, and write the change as a subclass with its own `since` (a new
version of the law) or as a subclass that mends a mistake, saying what becomes of pending matters. `make golden` records
new definitions. Only a definition under which no county can have a matter (nothing released yet) may be rewritten.
"""

from __future__ import annotations

import difflib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from yifa.chapters.catalogue import procedures
from yifa.kernel.declare import Procedure
from yifa.kernel.digest import describe, digest

GOLDEN = Path(__file__).parent / "definitions.json"
TODO = "已发布的定义不能改动。恢复原文，把改动写成有自己 since 的子类；确实还没有发布过的，运行 make golden 并看过差异。"


def present() -> dict[str, Any]:
    return {p.__name__: {"digest": digest(p), "definition": describe(p)} for p in procedures()}


def released() -> dict[str, Any]:
    if os.environ.get("YIFA_GOLDEN") == "write":
        text = json.dumps(present(), ensure_ascii=False, indent=1, sort_keys=True)
        GOLDEN.write_text(text + "\n", encoding="utf-8")
    found: dict[str, Any] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return found


RELEASED = released()


def difference(name: str, p: type[Procedure]) -> str:
    """The lines of the definition that are not as they were released."""
    old = json.dumps(RELEASED[name]["definition"], ensure_ascii=False, indent=1, sort_keys=True).splitlines()
    new = json.dumps(describe(p), ensure_ascii=False, indent=1, sort_keys=True).splitlines()
    changed = [line for line in difflib.unified_diff(old, new, lineterm="", n=0) if not line.startswith(("---", "+++"))]
    return "\n".join(line[:300] for line in changed[:20])


@pytest.mark.parametrize("name", sorted(RELEASED))
def test_a_released_definition_is_still_here_and_unchanged(name: str) -> None:
    p = {p.__name__: p for p in procedures()}.get(name)
    assert p is not None, f"《{name}》不见了：未结的案件还钉在它上面。{TODO}"
    assert digest(p) == RELEASED[name]["digest"], f"《{p.title}》（{name}）改动了。{TODO}\n{difference(name, p)}"


def test_every_definition_is_recorded_as_released() -> None:
    new = sorted({p.__name__ for p in procedures()} - RELEASED.keys())
    assert not new, f"新的定义还没有记下：{new}；运行 make golden。"


def test_no_two_definitions_are_pinned_by_the_same_digest() -> None:
    every = [digest(p) for p in procedures()]
    assert len(every) == len(set(every))
