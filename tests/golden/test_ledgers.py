"""Old ledgers stay readable: chains recorded once must fold and replay to the recorded outcome in every later release."""

from __future__ import annotations

import os
from typing import Any

import pytest

from golden import frozen
from yifa.chapters.catalogue import by_digest, procedures
from yifa.kernel.digest import digest
from yifa.kernel.fold import Raw

if os.environ.get("YIFA_GOLDEN") == "write":
    have = {plain["digest"] for _, plain in frozen.kept()}
    for p in procedures():
        if digest(p) not in have:
            frozen.write(p)
KEPT = list(frozen.kept())


def test_every_definition_has_frozen_chains() -> None:
    have = {plain["digest"] for _, plain in KEPT}
    missing = [p.__name__ for p in procedures() if digest(p) not in have]
    assert not missing, f"这些定义还没有冻结的案件：{missing}；运行 make golden。"


@pytest.mark.parametrize("name,plain", KEPT, ids=[name for name, _ in KEPT])
def test_a_frozen_chain_replays_to_what_was_recorded(name: str, plain: dict[str, Any]) -> None:
    procedure = by_digest(plain["digest"])
    assert plain["chains"]
    for chain in plain["chains"]:
        raw = [Raw(*row) for row in chain["entries"]]
        assert frozen.result(procedure, raw) == chain["result"]
