"""Emptying the database between tests: the ledger's triggers refuse that, so they are lifted for the moment.

`between_tests()` makes Django's TransactionTestCase (pytest: `transaction=True`, `live_server`) do so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import TransactionTestCase


@contextmanager
def lifted() -> Iterator[None]:
    """No trigger holds inside; all hold again after."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT DISTINCT event_object_table FROM information_schema.triggers")
            tables = [row[0] for row in cursor.fetchall()]
            for table in tables:
                cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            again = [f'ALTER TABLE "{table}" ENABLE TRIGGER USER' for table in tables]
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            again = [sql for _, sql in triggers]
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM found")
            for statement in again:
                cursor.execute(statement)


def between_tests() -> None:
    """To be called once, from conftest.py."""
    plain: Any = TransactionTestCase._fixture_teardown
    if getattr(plain, "lifts", False):
        return

    def teardown(case: Any) -> None:
        with lifted():
            plain(case)

    teardown.lifts = True  # type: ignore[attr-defined]  # Django's own method is replaced on purpose
    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]  # Django's own method is replaced on purpose
