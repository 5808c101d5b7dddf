"""Searching matters by number, title and names: two-character tokens of Chinese, the same on both databases.

SQLite: FTS5; PostgreSQL: tsvector with a GIN index, its text written by us, so that no dictionary and no locale enters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from .models import Matter

_RUNS = re.compile(r"[a-z0-9]+|[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
MOST_RUNS = 12
SQLITE = ["CREATE VIRTUAL TABLE found USING fts5(matter UNINDEXED, tokens, tokenize = 'unicode61')"]
POSTGRESQL = [
    "CREATE TABLE found (matter varchar(32) NOT NULL, tokens tsvector NOT NULL)",
    "CREATE INDEX found_tokens ON found USING gin (tokens)",
]


def runs(text: str) -> list[str]:
    """The Chinese and Latin runs of a text: widths made equal, case and punctuation dropped."""
    return _RUNS.findall(unicodedata.normalize("NFKC", text).lower())


def tokens(text: str) -> list[str]:
    """`食品安全 A1` -> 食品 品安 安全 全 a1: pairs, so that two characters are found at once; the last alone."""
    out: list[str] = []
    for run in runs(text):
        out += [run] if run.isascii() else [run[i : i + 2] for i in range(len(run))]
    return out


def create(apps: Any, schema_editor: Any) -> None:
    """For the migration."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def index(cursor: Any, matter: str, texts: Iterable[str]) -> None:
    """Makes a matter findable, in the transaction that opens it."""
    words = tokens(" ".join(texts))
    if connection.vendor == "postgresql":
        vector = " ".join(f"'{w}':{i}" for i, w in enumerate(words, 1))
        cursor.execute("INSERT INTO found (matter, tokens) VALUES (%s, %s::tsvector)", (matter, vector))
    else:
        cursor.execute("INSERT INTO found (matter, tokens) VALUES (%s, %s)", (matter, " ".join(words)))


def forget_all(cursor: Any) -> None:
    cursor.execute("DELETE FROM found")


def search(among: QuerySet[Matter], text: str) -> QuerySet[Matter]:
    """The matters among those given in which every run of the text occurs; none for a text without any."""
    wanted = runs(text)[:MOST_RUNS]
    if not wanted:
        return among.none()
    if connection.vendor == "postgresql":
        sql = "SELECT matter FROM found WHERE tokens @@ %s::tsquery"
        query = " & ".join(f"({_tsquery(run)})" for run in wanted)
    else:
        sql = "SELECT matter FROM found WHERE found MATCH %s"
        query = " AND ".join(f"tokens : {_fts(run)}" for run in wanted)
    return among.filter(id__in=RawSQL(sql, [query]))


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def _fts(run: str) -> str:
    """Latin runs and single characters by their beginning, others as a phrase of pairs."""
    if run.isascii() or len(run) == 1:
        return f'"{run}" *'
    return '"' + " ".join(_pairs(run)) + '"'


def _tsquery(run: str) -> str:
    if run.isascii() or len(run) == 1:
        return f"'{run}':*"
    return " <-> ".join(f"'{pair}'" for pair in _pairs(run))
