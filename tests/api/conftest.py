"""A county of two organs, with people in their seats, for the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from yifa.registry.models import Officer, Organ, Seat, User
from yifa.store.actor import SEATS

LONG_AGO = date(2010, 1, 1)


@pytest.fixture(autouse=True)
def place(db: None, tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path
    for key, name in (("market", "市场监督管理局"), ("urban", "综合行政执法局")):
        Organ.objects.create(key=key, name=name, short=name[:2], kind="department", since=LONG_AGO)
        for i in (1, 2):
            Officer.objects.create(
                key=f"{key}{i}", name=f"{name}{i}", organ=key, since=date(2020, 1, 1), until=date(2040, 1, 1)
            )


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """A client signed in as a person of an organ with these seats; without any: all seats."""

    def make(organ: str = "market", *seats: str, none: bool = False, **more: Any) -> Client:
        held = () if none else seats or tuple(SEATS)
        user = User.objects.create(username=f"{organ}.{held[0] if held else 'none'}{len(held)}", name="陈立", organ=organ)
        for seat in held:
            Seat.objects.create(user=user, role=seat, since=LONG_AGO)
        client = Client(**more)
        client.force_login(user)
        return client

    return make


def post(client: Client, path: str, body: Any) -> Any:
    return client.post(path, body, content_type="application/json")
