"""The tree and the signed checkpoints of an export, followed leaf by leaf. Pure.

The roots are computed anew from the entries, which is stronger than any consistency proof between checkpoints: if every
signed root comes out, each checkpoint is a beginning of the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from yifa.proofs.merkle import Frontier
from yifa.proofs.signing import BadNote

from .checkpoint import Checkpoint, parse, verify
from .entry import leaf_hash
from .export import CHECKPOINTS
from .findings import Report
from .keys import WITNESS, KeyRing
from .rows import EntryRow

EARLY = 4_096
"""Leaves beyond a missing one that are waited with before it is taken for deleted."""


@dataclass(frozen=True)
class Head:
    """A checkpoint to be compared. `line` 0: one that somebody kept outside the export."""

    checkpoint: Checkpoint
    line: int
    signed: bool = True


class Heads:
    """The checkpoints in order of size, those kept outside among them."""

    def __init__(
        self, rows: Iterator[tuple[int, Any]], ring: KeyRing | None, seen: Sequence[str], report: Report
    ) -> None:
        self._rows, self._ring, self._report = rows, ring, report
        self.witnesses: dict[str, int] = {}
        """The largest size that each witness signed, by the id of its key; here or on a checkpoint kept outside."""
        self._kept = sorted((h for h in map(self._outside, seen) if h), key=lambda h: -h.checkpoint.size)
        self._last: Checkpoint | None = None
        self.count = self.witnessed = self.matched = self.largest = 0
        self._bad: list[Head] = []
        self._row = self._read()
        self.next = self._next()

    def _next(self) -> int:
        """The size of the next checkpoint; -1 if there is none."""
        sizes = [h.checkpoint.size for h in (self._row, self._kept[-1] if self._kept else None) if h]
        return min(sizes, default=-1)

    def _outside(self, note: str) -> Head | None:
        try:
            at = verify(note, self._ring.verifiers() if self._ring else {})[0]
        except BadNote as error:
            self._report.add("signature", f"另行提供的检查点不能采信：{error}")
            return None
        self._witnesses(at, parse(note)[1])
        return Head(at, 0)

    def _witnesses(self, at: Checkpoint, signatures: list[tuple[str, str, bytes]]) -> bool:
        """Notes which witnesses signed a checkpoint that was verified; whether any did."""
        ids = [id for _, id, _ in signatures if self._ring and (t := self._ring.tenure(id)) and t.role == WITNESS]
        for id in ids:
            self.witnesses[id] = max(at.size, self.witnesses.get(id, 0))
        return bool(ids)

    def _read(self) -> Head | None:
        for line, value in self._rows:
            note = value.get("note") if type(value) is dict and len(value) == 1 else None
            try:
                checkpoint, signatures = parse(note if type(note) is str else "")
            except BadNote as error:
                self._report.add("row", str(error), file=CHECKPOINTS, line=line)
                continue
            signed = self._ring is None or self._signed(note, checkpoint, signatures, self._ring, line)
            return Head(checkpoint, line, signed)
        return None

    def _signed(
        self, note: Any, at: Checkpoint, signatures: list[tuple[str, str, bytes]], ring: KeyRing, line: int
    ) -> bool:
        try:
            verify(note, ring.verifiers())
        except BadNote as error:
            self._report.add("signature", f"{at.size}条的检查点：{error}", file=CHECKPOINTS, line=line)
            return False
        known = [t for _, id, _ in signatures if (t := ring.tenure(id))]
        for t in known:
            if not t.holds(at.at):
                words = f"{at.size}条的检查点签于{at.at}，而公钥 {t.key.id} 不在那时使用。"
                self._report.add("key", words, file=CHECKPOINTS, line=line)
        if at.origin != ring.current.name:
            self._report.add("key", f"检查点属于另一个账本“{at.origin}”。", file=CHECKPOINTS, line=line)
        self.witnessed += self._witnesses(at, signatures)
        return True

    def reach(self, size: int, root: bytes | None) -> None:
        """The tree has `size` leaves and this root (None: it cannot be computed)."""
        while self._kept and self._kept[-1].checkpoint.size <= size:
            self._compare(self._kept.pop(), size, root)
        while self._row is not None and self._row.checkpoint.size <= size:
            head = self._row
            self.count += 1
            self._follows(head)
            self._compare(head, size, root)
            self._row = self._read()
        self.next = self._next()

    def _follows(self, head: Head) -> None:
        old, new = self._last, head.checkpoint
        self.largest = max(self.largest, new.size)
        if not head.signed:
            return  # it says nothing, and has been reported
        if old is not None and new.size == old.size and new.root != old.root:
            self._report.add("split", f"{new.size}条的检查点有两个，树根不同。", file=CHECKPOINTS, line=head.line)
        elif old is not None and (new.size < old.size or new.at < old.at):
            words = f"{new.size}条（{new.at}）的检查点排在{old.size}条（{old.at}）之后，次序或者时间倒了。"
            self._report.add("reordered", words, file=CHECKPOINTS, line=head.line)
        self._last = new

    def _compare(self, head: Head, size: int, root: bytes | None) -> None:
        at = head.checkpoint
        if root is None or (at.size < size and head.line) or not head.signed:
            return  # a leaf is missing, out of order, or not signed: reported elsewhere
        if root == at.root:
            self._told_bad()
            self.matched = at.size
        else:
            self._bad.append(head)

    def _told_bad(self) -> None:
        """One finding for checkpoints in a row that do not fit."""
        if not self._bad:
            return
        first, n = self._bad[0], len(self._bad)
        at = first.checkpoint
        which = "另行提供的检查点" if not first.line else "检查点"
        more = f"；其后还有{n - 1}个检查点对不上" if n > 1 else ""
        words = (
            f"{which}（{at.size}条，{at.at}）的树根与导出的记载不符：树的第{self.matched + 1}到第{at.size}个位置中，"
            f"有记载被更换、插入、删除或者对调{more}。"
        )
        where = {"file": CHECKPOINTS, "line": first.line} if first.line else {}
        self._report.add("root", words, **where)
        self._bad = []

    def finish(self, size: int, told: int) -> None:
        """The entries are at an end with `size` leaves; the manifest told of a checkpoint over `told`."""
        beyond = max((h.checkpoint.size for h in self._kept), default=0)
        while self._row is not None:
            beyond = max(beyond, self._row.checkpoint.size)
            self.count += 1
            self._follows(self._row)
            self._row = self._read()
        if beyond > size:
            words = f"有签名的检查点包含{beyond}条记载，导出里只有{size}条在树里：最后{beyond - size}条缺失。"
            self._report.add("truncated", words)
        if told > self.largest:
            self._report.add(
                "truncated", f"导出清单说检查点到{told}条为止，现有的只到{self.largest}条。", file=CHECKPOINTS
            )
        self._told_bad()


class Tree:
    """The leaves in order, the tree over them, and the checkpoints that they reach."""

    def __init__(self, heads: Heads, report: Report) -> None:
        self._heads, self._report = heads, report
        self._tree = Frontier()
        self._broken = False
        self._early: dict[int, str] = {}
        self.size = 0
        heads.reach(0, self._tree.root())

    def add(self, row: EntryRow) -> None:
        if row.leaf == self.size and not self._early:
            self._grow(row.hash)
        elif row.leaf is not None:
            self._out_of_place(row, row.leaf)

    def _out_of_place(self, row: EntryRow, leaf: int) -> None:
        where = {"matter": row.header.matter, "seq": row.header.seq, "entry": row.hash, "line": row.line}
        if leaf < self.size or leaf in self._early:
            self._report.add("replayed", f"树的第{leaf + 1}个位置出现了不止一次。", **where)
        elif leaf > self.size:
            self._early[leaf] = row.hash
            if len(self._early) > EARLY:
                self._gap()
        else:
            self._report.add("reordered", "这一行不在它的位置上：树里的次序没有变，导出的行被挪动。", **where)
            self._grow(row.hash)
            self._follow()

    def _grow(self, hash: str) -> None:
        self.size += 1
        if not self._broken:
            self._tree.add(leaf_hash(hash))
        if self.size == self._heads.next:
            self._heads.reach(self.size, None if self._broken else self._tree.root())

    def _follow(self) -> None:
        while (hash := self._early.pop(self.size, None)) is not None:
            self._grow(hash)

    def _gap(self) -> None:
        first, last = self.size, min(self._early)
        places = f"第{first + 1}个位置" if last == first + 1 else f"第{first + 1}到第{last}个位置"
        self._report.add("deleted", f"树的{places}的记载不在导出里；从这里起的检查点无法重算。")
        self._broken = True
        self.size = last
        self._heads.reach(last, None)
        self._follow()

    def finish(self, told: int) -> None:
        while self._early:
            self._gap()
        self._heads.finish(self.size, told)
