"""Reads the lines of an export: each is checked for its one spelling, each file for what the manifest says. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yifa.proofs.canon import NotCanonical, read

from .entry import Header
from .export import CHUNK, ENTRIES, LONGEST, Source, line_of, part_line
from .findings import Report
from .pairing import Row

HEX = frozenset("0123456789abcdef")


@dataclass(slots=True)
class EntryRow:
    """A line of entries.jsonl. `hash`: as told; `real`: of the header as it stands there."""

    line: int
    header: Header
    hash: str
    leaf: int | None
    real: str


class Reader:
    """The files of an export by their lines. Spoilt lines are reported and passed over."""

    def __init__(self, source: Source, files: dict[str, Any], report: Report) -> None:
        self._source, self._files, self._report = source, files, report

    def lines(self, name: str, *, again: bool = False) -> Iterator[tuple[int, str]]:
        """(line number, text). At the end the file's digest is compared with the manifest, unless it is read again."""
        digest, size, n = hashlib.sha256(), 0, 0
        with self._source.open(name) as file:
            while data := file.readline(LONGEST):
                n += 1
                size += len(data)
                digest.update(data)
                try:
                    if data[-1] != 10:
                        raise ValueError("最后没有换行")
                    text = data[:-1].decode()
                except ValueError:
                    if not again:
                        self._report.add("row", "不是完整的一行 UTF-8 文字，被截断或者损坏了。", file=name, line=n)
                    continue
                yield n, text
        if not again:
            self.compare(name, digest.hexdigest(), size, n)

    def compare(self, name: str, digest: str, size: int, rows: int) -> None:
        told = self._files.get(name)
        if told is None:
            self._report.add("file", "签名清单里没有这个文件。", file=name)
        elif told["sha256"] != digest or told["bytes"] != size or told["rows"] != rows:
            short = f"清单上有{told['rows']}行、{told['bytes']}字节，现在有{rows}行、{size}字节"
            words = f"{short}。" if told["rows"] != rows or told["bytes"] != size else "长度相同而内容不同。"
            self._report.add("file", f"文件在导出以后被改动过：{words}", file=name)

    def whole(self, name: str) -> None:
        """Compares a file that has no lines to read."""
        digest, size = hashlib.sha256(), 0
        with self._source.open(name) as file:
            while data := file.read(CHUNK):
                digest.update(data)
                size += len(data)
        self.compare(name, digest.hexdigest(), size, 0)

    def _spoilt(self, name: str, n: int) -> None:
        self._report.add("row", "读不出来，或者不是账本的规范写法：这一行被改动过。", file=name, line=n)

    def values(self, name: str) -> Iterator[tuple[int, Any]]:
        """(line number, value) of any canonical JSON lines."""
        for n, text in self.lines(name):
            try:
                yield n, read(text)
            except NotCanonical:
                self._spoilt(name, n)

    def entries(self, *, again: bool = False) -> Iterator[EntryRow]:
        for n, text in self.lines(ENTRIES, again=again):
            try:
                value = json.loads(text)
                hash, leaf, header = value["hash"], value["leaf"], Header.of(value["header"])
                if leaf is not None and (type(leaf) is not int or leaf < 0):
                    raise ValueError
                written = header.text()
                if line_of(written, hash, leaf) != text:
                    raise ValueError
                real = hashlib.sha256(written.encode()).hexdigest()
                if real != hash and not is_hash(hash):
                    raise ValueError
            except (ValueError, KeyError, TypeError, RecursionError):
                if not again:
                    self._spoilt(ENTRIES, n)
                continue
            yield EntryRow(n, header, hash, leaf, real)

    def parts(self, name: str) -> Iterator[Row]:
        """The rows of bodies.jsonl or personal.jsonl."""
        for n, text in self.lines(name):
            try:
                value = json.loads(text)
                entry, salt, part = value["entry"], value["salt"], value["text"]
                if part_line(entry, salt, part) != text:
                    raise ValueError
                row = Row(n, entry, bytes.fromhex(salt), part)
                if row.salt.hex() != salt:
                    raise ValueError
                part.encode()
            except (ValueError, KeyError, TypeError, RecursionError):
                self._spoilt(name, n)
                continue
            yield row


def is_hash(text: Any) -> bool:
    return type(text) is str and len(text) == 64 and HEX.issuperset(text)
