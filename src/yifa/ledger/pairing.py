"""Pairs the entries of an export with their rows in another file, both read once and side by side. Pure.

In a sound export row and entry come in the same order. Where they do not, what has no partner yet is set aside; what is
left over in the end is missing or surplus. Memory grows with what does not match, not with the export.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .entry import commit
from .findings import Report

WINDOW = 2_048
"""Entries without a row after which the row at hand is taken for one that belongs elsewhere."""
LIMIT = 1_000_000
"""What may be set aside; beyond it the file is not paired any further."""


@dataclass(slots=True)
class Row:
    """A line of bodies.jsonl or personal.jsonl. (Like Expected it is made for every entry: frozen would cost time.)"""

    line: int
    entry: str
    salt: bytes
    text: str


@dataclass(slots=True)
class Expected:
    """An entry that should have a row, or has one. `rank`: its place among the entries."""

    rank: int
    entry: str
    matter: str
    seq: int
    step: str
    commitment: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row whose content is not what its entry committed to."""

    expected: Expected
    actual: str
    line: int


class Pairing:
    """`use` gets each pair whose content is as committed."""

    def __init__(
        self, file: str, tag: bytes, rows: Iterator[Row], report: Report, use: Callable[[Expected, str], None]
    ) -> None:
        self.file, self._tag, self._rows, self._report, self._use = file, tag, rows, report, use
        self._head = next(rows, None)
        self._stuck = 0
        self._last = (-1, -1)
        self.alone: dict[str, Expected] = {}
        self.surplus: dict[str, Row] = {}
        self.wrong: list[Wrong] = []
        self.paired = 0
        self.gave_up = False

    def expect(self, e: Expected) -> None:
        """An entry arrives."""
        if self._head is not None and self._head.entry != e.entry:
            self._drain(e.entry)
        head = self._head
        if head is not None and head.entry == e.entry:
            self._advance()
            self._match(e, head)
        elif e.entry in self.surplus:
            self._match(e, self.surplus.pop(e.entry))
        elif len(self.alone) + len(self.surplus) >= LIMIT:
            self.gave_up = True
        else:
            self.alone[e.entry] = e
            self._stuck += 1
            if self._stuck > WINDOW and head is not None:
                self._set_aside(head)

    def finish(self) -> None:
        """No more entries."""
        while (head := self._head) is not None:
            if head.entry in self.alone:
                self._drain("")
            else:
                self._set_aside(head)

    def _advance(self) -> None:
        self._head, self._stuck = next(self._rows, None), 0

    def _set_aside(self, row: Row) -> None:
        if row.entry in self.surplus or len(self.surplus) >= LIMIT:
            self._report.add(
                "surplus", "这一行重复，或者不属于任何记载，是后来放进去的。", file=self.file, line=row.line
            )
        else:
            self.surplus[row.entry] = row
        self._advance()

    def _drain(self, but: str) -> None:
        """Pairs the rows at hand that belong to entries passed before."""
        while self._head is not None and self._head.entry != but and self._head.entry in self.alone:
            row = self._head
            self._advance()
            self._match(self.alone.pop(row.entry), row)

    def _match(self, e: Expected, row: Row) -> None:
        self.paired += 1
        rank, line = self._last
        if (e.rank > rank) != (row.line > line):
            self._report.add(
                "reordered",
                "这一行的位置与记载的次序不一致；内容仍与承诺相符的，只是行被挪动。",
                matter=e.matter,
                seq=e.seq,
                entry=e.entry,
                file=self.file,
                line=row.line,
            )
        self._last = max(rank, e.rank), max(line, row.line)
        actual = commit(self._tag, row.salt, row.text)
        if actual == e.commitment:
            self._use(e, row.text)
        elif len(self.wrong) < LIMIT:
            self.wrong.append(Wrong(e, actual, row.line))


def report_wrong(pairing: Pairing, kind: str, report: Report) -> None:
    """Tells contents that were exchanged between entries from contents that were changed."""
    committed = {w.expected.commitment: w.expected for w in pairing.wrong}
    for w in pairing.wrong:
        e, other = w.expected, committed.get(w.actual)
        where = {"matter": e.matter, "seq": e.seq, "entry": e.entry, "file": pairing.file, "line": w.line}
        if other is not None:
            report.add("swapped", f"这里放的是案件 {other.matter} 第{other.seq}条的内容。", **where)
        else:
            report.add(kind, "内容与记载时的承诺不符：记载以后内容或者随机数被改动过。", **where)
    for row in pairing.surplus.values():
        words = "这一行所属的记载不在导出里：行是后来放进去的，或者编号被改，或者那条记载被删除。"
        report.add("surplus", words, entry=row.entry, file=pairing.file, line=row.line)
    if pairing.gave_up:
        report.add("surplus", f"与记载对不上的超过{LIMIT}处，没有再往下逐条核对。", file=pairing.file)
