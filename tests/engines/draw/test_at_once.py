"""Two people at the same folder at the same moment: one step after the other, and the draw still verifies."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from engines.draw.small_draw import drawn, small
from yifa.draw import ceremony
from yifa.draw.folder import Folder, read_json
from yifa.draw.freeze import freeze
from yifa.draw.mistakes import DrawError
from yifa.draw.opening import open_draw
from yifa.draw.replace import replace
from yifa.draw.tags import commitment
from yifa.draw.verify import verify


def together(*steps: Callable[[], object]) -> list[object]:
    """What each gives, or the refusal."""
    ready = Barrier(len(steps))

    def one(step: Callable[[], object]) -> object:
        ready.wait()
        try:
            return step()
        except DrawError as refused:
            return refused

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(one, steps))


@pytest.mark.parametrize("n", range(8))
def test_of_two_seals_one_stands_with_its_own_secret(n: int, tmp_path: Path) -> None:
    freeze(*small(n).write(tmp_path / "in"), tmp_path / "draw", f"2026-00{n + 1}", "2026-05-06T09:00")
    folder = Folder(tmp_path / "draw")

    def seal() -> object:
        return ceremony.seal(folder, "双色球 2026051", "2026-05-07T21:15", "2026-06-10", "2026-05-06T10:00")

    done = together(seal, seal)
    assert sum(isinstance(d, DrawError) for d in done) == 1
    sealed = folder.statement("seal")
    assert commitment(sealed["number"], folder.bytes_of("secret")) == sealed["commitment"]


@pytest.mark.parametrize("n", range(8))
def test_of_two_replacements_none_is_lost(n: int, tmp_path: Path) -> None:
    given = small(n)
    given.strata["A"] = {"count": 3}
    folder = drawn(given, tmp_path, n + 1)
    ids = [row[1] for row in read_json(folder.private / "drawn.json")][:2]
    done = together(*[lambda s=s: replace(folder, s, "停业", "丙", "2026-05-12T10:00") for s in ids])  # type: ignore[misc]
    assert not any(isinstance(d, DrawError) for d in done)
    assert sorted(f.name for f in folder.public.glob("replacement-*")) == ["replacement-1.json", "replacement-2.json"]
    open_draw(folder, "2026-05-30T10:00")
    assert [c for c in verify(folder.public / "record.json") if not c.ok] == []


def test_of_two_freezes_into_one_folder_one_stands(tmp_path: Path) -> None:
    pool, officers, rules = small(1).write(tmp_path / "in")

    def step(number: str) -> Callable[[], object]:
        return lambda: freeze(pool, officers, rules, tmp_path / "out", number, "2026-05-06T09:00")

    done = together(step("2026-001"), step("2026-002"))
    assert sum(isinstance(d, DrawError) for d in done) == 1
    stands = json.loads((tmp_path / "out" / "public" / "freeze.json").read_text(encoding="utf-8"))
    assert stands in done and Folder(tmp_path / "out").has("freeze")
