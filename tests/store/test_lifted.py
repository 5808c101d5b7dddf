"""Tests with real transactions may empty the ledger between them, and the triggers hold again afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection

from yifa.store.append import Chain
from yifa.store.models import Entry


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_begins_with_an_empty_ledger_that_cannot_be_changed(turn: int, written: Callable[..., Chain]) -> None:
    assert not Entry.objects.exists()
    written(1)
    with pytest.raises(DatabaseError, match="只增不改"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM entry")
