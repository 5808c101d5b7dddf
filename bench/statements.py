"""The statements of a step, written down while it is taken, and run again by a bare cursor on a copy of the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

Statement = tuple[str, Any, bool]


@dataclass
class Recorder:
    """The statements of each step, in order."""

    steps: list[list[Statement]] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith("BEGIN"):  # the replay begins its own transaction, in the same mode
            self.steps[-1].append((sql, params, many))
        return execute(sql, params, many, context)

    @contextmanager
    def step(self) -> Iterator[None]:
        self.steps.append([])
        with connection.execute_wrapper(self):
            yield


class BareSqlite:
    """The sqlite3 module alone, with the same durability."""

    def __init__(self, file: str) -> None:
        self.db = sqlite3.connect(file, isolation_level=None, timeout=30)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
            self.db.execute(f"PRAGMA {pragma}")

    @staticmethod
    def prepared(steps: list[list[Statement]]) -> list[list[Statement]]:
        return [[(sql.replace("%s", "?"), _plain(params, many), many) for sql, params, many in step] for step in steps]

    def replay(self, steps: list[list[Statement]]) -> None:
        for step in steps:
            cursor = self.db.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            for sql, params, many in step:
                if many:
                    cursor.executemany(sql, params)
                else:
                    cursor.execute(sql, params)
                    if cursor.description:
                        cursor.fetchall()
            cursor.execute("COMMIT")
            cursor.close()


class BarePostgres:
    """psycopg alone, which prepares a statement once it has come five times."""

    def __init__(self, url: str) -> None:
        import psycopg

        self.db = psycopg.connect(url, autocommit=True)

    @staticmethod
    def prepared(steps: list[list[Statement]]) -> list[list[Statement]]:
        return steps

    def replay(self, steps: list[list[Statement]]) -> None:
        for step in steps:
            with self.db.transaction(), self.db.cursor() as cursor:
                for sql, params, many in step:
                    if many:
                        cursor.executemany(sql, params)
                    else:
                        cursor.execute(sql, params)
                        if cursor.description:
                            cursor.fetchall()


def _plain(params: Any, many: bool) -> Any:
    if many:
        return [_plain(p, False) for p in params]
    return tuple(_value(p) for p in params or ())


def _value(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, (date, datetime)) else value
