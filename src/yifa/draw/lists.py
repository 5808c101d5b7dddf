"""The two lists as CSV, read row by row, checked, and put in the order of their ids in bounded memory. Pure.

Subject row: [id, name, stratum, weight, exclude_reason]; officer row: [id, organ, items, valid_from, valid_to, recuse,
capacity], items and recuse sorted lists. Order: by the bytes of the id in UTF-8."""

from __future__ import annotations

import csv
import heapq
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from yifa.proofs.canon import canonical

from .days import day
from .mistakes import DrawError, at
from .rules import MOST, Rules
from .tags import subject_text

SUBJECTS = ("id", "name", "stratum", "weight", "exclude_reason")
OFFICERS = ("id", "organ", "items", "valid_from", "valid_to", "recuse", "capacity")
HEAVIEST = 1000
"""The greatest weight: a ticket costs as many hashes as it weighs."""
CHUNK = 100_000
"""Rows sorted in memory at a time."""
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Also what has no width or turns the reading direction: with it one firm could stand on the list twice."""
Row = list[Any]
Entry = tuple[bytes, int, str]
"""(id in UTF-8, line, canonical text)."""


def subjects(file: Path, rules: Rules, count: Callable[[Row], None]) -> Iterator[tuple[str, str]]:
    """(id, canonical text of the row) of the subjects in order; `count` is told every row as it is read, in the order of
    the file. Raises DrawError at the first mistake."""

    def entries() -> Iterator[Entry]:
        for n, row in _rows(file, SUBJECTS, lambda cells, n: _subject(cells, n, file.name, rules)):
            count(row)
            yield row[0].encode(), n, subject_text(row)

    return _ordered(file, entries())


def officers(file: Path, count: Callable[[Row], None]) -> Iterator[tuple[str, str]]:
    """The same of the officers."""

    def entries() -> Iterator[Entry]:
        for n, row in _rows(file, OFFICERS, lambda cells, n: _officer(cells, n, file.name)):
            count(row)
            yield row[0].encode(), n, canonical(row)

    return _ordered(file, entries())


def _ordered(file: Path, entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    last, seen = None, 0
    for id, line, text in _sorted(entries):
        if id == last:
            raise DrawError(
                f"{at(file.name, line, 'id')}“{id.decode()}”与第{seen}行重复；一个编号只能列一次，删去一行，或者改正编号。"
            )
        last, seen = id, line
        yield id.decode(), text


def _rows(file: Path, columns: tuple[str, ...], make: Callable[[list[str], int], Row]) -> Iterator[tuple[int, Row]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as source:
            reader = csv.reader(source, strict=True)
            order = _heading(next(reader, []), columns, file.name)
            for n, cells in enumerate(reader, 2):
                if len(cells) != len(columns):
                    if not any(map(str.strip, cells)):
                        continue
                    raise DrawError(f"{at(file.name, n)}有{len(cells)}格，表头是{len(columns)}列；请补齐，或者删去多余的逗号。")
                if not any(cells):
                    continue
                if CONTROLS.search("".join(cells)):
                    _refuse_controls(cells, n, file.name, order, columns)
                yield n, make([cells[i].strip() for i in order], n)
    except OSError as error:
        raise DrawError(f"打不开 {file}（{error.strerror}）；请核对文件名。") from None
    except UnicodeDecodeError:
        raise DrawError(f"{at(file.name)}不是 UTF-8 文本；在表格软件里另存为“CSV UTF-8”。") from None
    except csv.Error as error:
        raise DrawError(f"{at(file.name, reader.line_num)}不是写对的 CSV（{error}）；请看引号是否成对。") from None


def _heading(head: list[str], columns: tuple[str, ...], file: str) -> list[int]:
    """Where each column stands in the file."""
    names = [h.strip() for h in head]
    for c in columns:
        if names.count(c) != 1:
            what = "缺少" if c not in names else "重复了"
            raise DrawError(f"{at(file, 1)}表头{what} {c} 列；表头应为 {','.join(columns)}。")
    if extra := [n for n in names if n not in columns]:
        raise DrawError(f"{at(file, 1)}表头多出“{extra[0]}”列；表头应为 {','.join(columns)}。")
    return [names.index(c) for c in columns]


def _refuse_controls(cells: list[str], n: int, file: str, order: list[int], columns: tuple[str, ...]) -> None:
    for i, column in zip(order, columns, strict=True):
        if CONTROLS.search(cells[i].strip()):
            raise DrawError(f"{at(file, n, column)}有看不见的控制字符（例如换行）；请重新输入这一格。")


def _subject(cells: list[str], n: int, file: str, rules: Rules) -> Row:
    id, name, stratum, weight, reason = cells
    _required(id, n, "id", file)
    _required(name, n, "name", file)
    if stratum not in rules.strata:
        known = "、".join(rules.strata)
        raise DrawError(f"{at(file, n, 'stratum')}不认识的类别“{stratum}”；规则里有：{known}。改正这一格，或者在规则里加上。")
    if reason and reason not in rules.reasons:
        known = "、".join(rules.reasons) or "（一个也没有）"
        raise DrawError(f"{at(file, n, 'exclude_reason')}不认识的理由代码“{reason}”；规则的 [reasons] 里有：{known}。")
    return [id, name, stratum, _whole(weight or "1", n, "weight", file, HEAVIEST), reason]


def _officer(cells: list[str], n: int, file: str) -> Row:
    id, organ, items, first, last, recuse, capacity = cells
    _required(id, n, "id", file)
    _required(organ, n, "organ", file)
    if not items:
        raise DrawError(f"{at(file, n, 'items')}没有执法事项；没有相应证件的人不能列入，补上事项，或者删去这一行。")
    for column, value in (("valid_from", first), ("valid_to", last)):
        if not value:
            raise DrawError(f"{at(file, n, column)}没有执法证件的有效期；没有证件的人不能列入，补上日期，或者删去这一行。")
        day(value, at(file, n, column))
    if first > last:
        raise DrawError(f"{at(file, n, 'valid_to')}证件的截止日 {last} 早于起始日 {first}；请核对证件。")
    for column, value in (("items", items), ("recuse", recuse)):
        if "；" in value:
            raise DrawError(f"{at(file, n, column)}有全角的分号“；”；几个值之间用半角的“;”隔开，否则会当成一个值。")
    return [id, organ, _several(items), first, last, _several(recuse), _whole(capacity, n, "capacity", file, MOST)]


def _several(cell: str) -> list[str]:
    return sorted({part.strip() for part in cell.split(";") if part.strip()}, key=str.encode)


def _required(value: str, n: int, column: str, file: str) -> None:
    if not value:
        raise DrawError(f"{at(file, n, column)}是空的；请补上。")


def _whole(text: str, n: int, column: str, file: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and 1 <= int(text) <= most):
        raise DrawError(f"{at(file, n, column)}“{text}”不能用；要写 1 到 {most} 的整数。")
    return int(text)


def _sorted(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Sorted by id and line: in chunks on disk, then merged, so that memory does not grow with the list."""
    chunks: list[IO[str]] = []
    chunk: list[Entry] = []
    try:
        for entry in entries:
            chunk.append(entry)
            if len(chunk) >= CHUNK:
                chunks.append(_spilled(sorted(chunk)))
                chunk = []
        yield from heapq.merge(*map(_read, chunks), sorted(chunk))
    finally:
        for spilled in chunks:
            spilled.close()


def _spilled(chunk: list[Entry]) -> IO[str]:
    out = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115  # its reader closes it
    out.writelines(f"{id.decode()}\t{line}\t{text}\n" for id, line, text in chunk)
    out.seek(0)
    return out


def _read(chunk: IO[str]) -> Iterator[Entry]:
    for stored in chunk:
        id, line, text = stored.rstrip("\n").split("\t")  # no cell holds a tab
        yield id.encode(), int(line), text
