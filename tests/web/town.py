"""What the tests of pages share: the factory's county on its day, and clients that are signed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from web import factory
from yifa.actions import county as place
from yifa.registry.models import User


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[None]:
    """The county of the factory on its day, with a data folder of its own."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(place, "now", lambda: factory.NOW)
    factory.seed()
    yield
    place.county.cache_clear()


def signed_in(user: str = "shichang.officer") -> Client:
    client = Client()
    client.force_login(User.objects.get(username=user))
    return client


def text(response: Any) -> str:
    return str(response.content.decode(errors="replace"))
