"""A county of its own for each test, copied from one that was prepared once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.places import A, B, Place, drop, new_place


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    made = new_place(tmp_path_factory.mktemp("county"))
    made.run("prepare", A, B)
    yield made
    drop(made)


@pytest.fixture
def place(tmp_path: Path, prepared: Place) -> Iterator[Place]:
    made = new_place(tmp_path / "county", prepared)
    yield made
    drop(made)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, prepared: Place) -> Iterator[Place]:
    """A county with a small ledger; to be copied, not changed."""
    made = new_place(tmp_path_factory.mktemp("filled"), prepared)
    made.run("fill", A, B)
    yield made
    drop(made)


@pytest.fixture
def ledger(tmp_path: Path, filled: Place) -> Iterator[Place]:
    made = new_place(tmp_path / "ledger", filled)
    yield made
    drop(made)
