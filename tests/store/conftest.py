"""A chain to write on, without any procedure: the store does not know what the law says."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from lifted import between_tests
from people import settle
from store.chains import DEFINITION, LINES, new
from yifa.actions import county as place
from yifa.ledger.entry import GENESIS
from yifa.store.append import Chain, append

between_tests()

@pytest.fixture
def county(db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    """A county with a folder of its own and the people of `people`."""
    settings.DATA_DIR = tmp_path
    (tmp_path / "county.toml").write_text('[county]\nname = "青禾县"\ndivision = "990126"\n', encoding="utf-8")
    place.county.cache_clear()
    settle()
    yield
    place.county.cache_clear()


@pytest.fixture
def begin(db: None) -> Callable[..., Chain]:
    """Makes a matter with an empty chain."""

    def make(organ: str = "market", title: str = "鑫隆汽修案", number: str = "青市监罚〔2024〕1号") -> Chain:
        matter = uuid.uuid4().hex
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO definition (digest, key, title, text) VALUES (%s, 'x', 'x', %s) "
                "ON CONFLICT (digest) DO NOTHING",
                (DEFINITION, json.dumps({"lines": LINES})),
            )
            cursor.execute(
                "INSERT INTO matter (id, number, procedure, definition, organ, subject, title, outcome, closed, "
                "due_what, due_party, still, opened_on, parent, seq, head) "
                "VALUES (%s, %s, 'x', %s, %s, '', %s, '', %s, '', %s, %s, '2024-03-05', '', 0, %s)",
                (matter, number, DEFINITION, organ, title, False, False, False, GENESIS),
            )
        return Chain(matter, DEFINITION, 0, GENESIS)

    return make


@pytest.fixture
def written(begin: Callable[..., Chain]) -> Callable[..., Chain]:
    """Makes a matter with so many entries; the first has a personal part."""

    def make(count: int = 3, **more: Any) -> Chain:
        chain = begin(**more)
        with connection.cursor() as cursor:
            for i in range(count):
                chain, _ = append(cursor, chain, new(personal={"name": "王某"} if i == 0 else {}))
        return chain

    return make
