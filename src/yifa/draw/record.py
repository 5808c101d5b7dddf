"""The record of an opened draw: one JSON file, in a fixed spelling, one row a line, so that it can be read row by row.

    {"format":"yifa-draw-record/1",
    "freeze":…,  "seal":…,  "beacon":…,  "selection":…,  "replacements":…,  "opening":…,      (a line each)
    "drawn":[            rows [stratum, id, ticket, team], a line each, a comma after all but the last
    ],
    "officers":[ … ],
    "subjects":[ … ],
    "digest":"…"}        of every byte above this line

Everything is canonical JSON. Another spelling of the same content is refused: one draw has one record. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from yifa.proofs.canon import NotCanonical, canonical
from yifa.proofs.canon import read as read_canonical

from .tags import prefix

FORMAT = "yifa-draw-record/1"
HEADS = ("freeze", "seal", "beacon", "selection", "replacements", "opening")
LISTS = ("drawn", "officers", "subjects")


class BadRecord(ValueError):
    """A text that is not a record in its one spelling; the message says where."""


def compose(heads: dict[str, Any], lists: Mapping[str, Iterable[str]], out: Any) -> None:
    """Writes the record, line by line; the rows of the lists come in their canonical texts."""
    hasher = hashlib.sha256(prefix("record"))
    for line in _lines(heads, lists):
        hasher.update(line.encode())
        out.write(line)
    out.write(f'"digest":"{hasher.hexdigest()}"}}\n')


def _lines(heads: dict[str, Any], lists: Mapping[str, Iterable[str]]) -> Iterator[str]:
    yield f'{{"format":"{FORMAT}",\n'
    for name in HEADS:
        yield f'"{name}":{canonical(heads[name])},\n'
    for name in LISTS:
        yield f'"{name}":[\n'
        held = ""
        for row in lists[name]:
            if held:
                yield held + ",\n"
            held = row
        if held:
            yield held + "\n"
        yield "],\n"


class Reader:
    """A record read once from its beginning. `heads` at once; then `rows` of each list in the order of LISTS, each to
    its end; then `finish`. Raises BadRecord for what is not the one spelling."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self._line = source, 0
        self._hasher = hashlib.sha256(prefix("record"))
        if self._next() != f'{{"format":"{FORMAT}",':
            raise BadRecord(f"第1行不是抽查记录的开头（应为 {FORMAT}）。")
        self.heads = {name: self._head(name) for name in HEADS}

    def _next(self, counted: bool = True) -> str:
        line = self._source.readline()
        self._line += 1
        if counted:
            self._hasher.update(line)
        if not line.endswith(b"\n"):
            raise BadRecord(f"第{self._line}行没有写完；文件可能没有下载完整。")
        try:
            return line[:-1].decode()
        except UnicodeDecodeError:
            raise BadRecord(f"第{self._line}行不是 UTF-8 文本。") from None

    def value(self, text: str) -> Any:
        try:
            return read_canonical(text)
        except NotCanonical:
            raise BadRecord(f"第{self._line}行不是规范写法的 JSON。") from None

    def _head(self, name: str) -> Any:
        line = self._next()
        if not (line.startswith(f'"{name}":') and line.endswith(",")):
            raise BadRecord(f"第{self._line}行应为 {name}。")
        return self.value(line[len(name) + 3 : -1])

    def rows(self, name: str) -> Iterator[Any]:
        return map(self.value, self.texts(name))

    def texts(self, name: str) -> Iterator[str]:
        """The rows of a list as they stand, not yet read."""
        if self._next() != f'"{name}":[':
            raise BadRecord(f"第{self._line}行应为 {name}。")
        more, first = True, True
        while True:
            line = self._next()
            if line == "],":
                if more and not first:
                    raise BadRecord(f"第{self._line - 1}行末尾多了逗号。")
                return
            if not more:
                raise BadRecord(f"第{self._line - 1}行末尾缺少逗号。")
            more, first = line.endswith(","), False
            yield line.removesuffix(",")

    def finish(self) -> None:
        expected = f'"digest":"{self._hasher.hexdigest()}"}}'
        if self._next(counted=False) != expected:
            raise BadRecord("末行的摘要与上面的内容不符：文件被改动过，或者传输中出了错。")
        if self._source.read(1):
            raise BadRecord("末行以后还有内容。")


def load(file: Path) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """(heads, lists) of a whole record in memory. Raises BadRecord."""
    with file.open("rb") as source:
        reader = Reader(source)
        lists = {name: list(reader.rows(name)) for name in LISTS}
        reader.finish()
    return reader.heads, lists
