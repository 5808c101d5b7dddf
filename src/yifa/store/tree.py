"""The tree of all entries in the database: complete nodes by level and index, read with a cache, written in batches."""

from __future__ import annotations

from typing import Any

GET = 'SELECT hash FROM node WHERE level = %s AND "index" = %s'
PUT = 'INSERT INTO node (level, "index", hash) VALUES (%s, %s, %s)'


class StoredNodes:
    """Nodes for `yifa.proofs.merkle`. What is put is kept in memory until `flush`."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        self.known: dict[tuple[int, int], bytes] = {}
        self.new: list[tuple[int, int, bytes]] = []

    def get(self, level: int, index: int) -> bytes:
        found = self.known.get((level, index))
        if found is None:
            self.cursor.execute(GET, (level, index))
            row = self.cursor.fetchone()
            if row is None:
                raise KeyError((level, index))
            found = self.known[level, index] = bytes(row[0])
        return found

    def put(self, level: int, index: int, value: bytes) -> None:
        self.known[level, index] = value
        self.new.append((level, index, value))

    def flush(self) -> None:
        self.cursor.executemany(PUT, self.new)
        self.new = []
