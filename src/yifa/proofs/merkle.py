"""The append-only tree over all entries (RFC 9162): roots, inclusion and consistency proofs. Pure.

Only complete nodes are stored, by (level, index), in anything that can get and put them; a complete node never changes.
Hashing: leaf = SHA-256(0x00, data), node = SHA-256(0x01, left, right).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Protocol

EMPTY = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


class Nodes(Protocol):
    """Where complete nodes are kept. `get` raises KeyError for a node that is not there."""

    def get(self, level: int, index: int) -> bytes: ...

    def put(self, level: int, index: int, value: bytes) -> None: ...


class InMemory:
    """Nodes in a dictionary."""

    def __init__(self, nodes: Mapping[tuple[int, int], bytes] | None = None) -> None:
        self.nodes = dict(nodes or {})

    def get(self, level: int, index: int) -> bytes:
        return self.nodes[level, index]

    def put(self, level: int, index: int, value: bytes) -> None:
        self.nodes[level, index] = value


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def extend(nodes: Nodes, size: int, leaves: Iterable[bytes]) -> int:
    """Appends leaf hashes to a tree of `size` leaves and stores every node that becomes complete; the new size."""
    for leaf in leaves:
        level, index, value = 0, size, leaf
        nodes.put(0, index, value)
        while index & 1:
            value = node_hash(nodes.get(level, index - 1), value)
            level, index = level + 1, index >> 1
            nodes.put(level, index, value)
        size += 1
    return size


def _peaks(start: int, end: int) -> list[tuple[int, int]]:
    """The complete subtrees, largest first, that cover the leaves from `start` (a multiple of each) to `end`."""
    out: list[tuple[int, int]] = []
    while start < end:
        level = (end - start).bit_length() - 1
        out.append((level, start >> level))
        start += 1 << level
    return out


def _subtree(nodes: Nodes, start: int, end: int) -> bytes:
    """The hash of the leaves from `start` to `end`, where `start` is aligned to the subtree."""
    value: bytes | None = None
    for level, index in reversed(_peaks(start, end)):
        peak = nodes.get(level, index)
        value = peak if value is None else node_hash(peak, value)
    return EMPTY if value is None else value


def root(nodes: Nodes, size: int) -> bytes:
    """The root of the first `size` leaves."""
    return _subtree(nodes, 0, size)


class Frontier:
    """A tree that grows leaf by leaf and keeps only its peaks: O(log n) memory, its root at any time, no proofs."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        size = self.size
        while size & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            size >>= 1
        self._peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        if not self._peaks:
            return EMPTY
        value = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            value = node_hash(peak, value)
        return value


class Wanted:
    """Nodes for a proof over leaves that are read once: keeps what the next leaf needs and the nodes asked for in
    advance, O(log n) in all."""

    def __init__(self, wanted: set[tuple[int, int]]) -> None:
        self._wanted = wanted
        self._kept: dict[tuple[int, int], bytes] = {}
        self._last: dict[tuple[int, int], tuple[int, bytes]] = {}

    def get(self, level: int, index: int) -> bytes:
        last = self._last.get((level, index & 1))
        return last[1] if last and last[0] == index else self._kept[level, index]

    def put(self, level: int, index: int, value: bytes) -> None:
        self._last[level, index & 1] = (index, value)
        if (level, index) in self._wanted:
            self._kept[level, index] = value


class _Asked:
    """Nodes that answer anything and remember the question."""

    def __init__(self) -> None:
        self.asked: set[tuple[int, int]] = set()

    def get(self, level: int, index: int) -> bytes:
        self.asked.add((level, index))
        return EMPTY

    def put(self, level: int, index: int, value: bytes) -> None:
        raise TypeError("only asks")


def inclusion_of_stream(leaves: Iterable[bytes], index: int, size: int) -> tuple[list[bytes], bytes]:
    """(the inclusion proof of leaf `index`, the root) for the first `size` of leaves that are read once, in O(log n)
    memory. Raises IndexError if there are fewer."""
    ask = _Asked()
    inclusion(ask, index, size)
    root(ask, size)
    nodes = Wanted(ask.asked)
    if extend(nodes, 0, islice(leaves, size)) < size:
        raise IndexError(f"没有{size}片叶")
    return inclusion(nodes, index, size), root(nodes, size)


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion(nodes: Nodes, index: int, size: int) -> list[bytes]:
    """The proof that leaf `index` lies in the tree of `size` leaves. Raises IndexError if it does not."""
    if not 0 <= index < size:
        raise IndexError(f"第{index}片叶不在{size}片叶的树里")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        k = _split(end - start)
        if index < start + k:
            path.append(_subtree(nodes, start + k, end))
            end = start + k
        else:
            path.append(_subtree(nodes, start, start + k))
            start += k
    path.reverse()
    return path


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], expected: bytes) -> bool:
    """RFC 9162 section 2.1.3.2."""
    if not 0 <= index < size:
        return False
    fn, sn, value = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            value = node_hash(p, value)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            value = node_hash(value, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and value == expected


def consistency(nodes: Nodes, old: int, new: int) -> list[bytes]:
    """The proof that the tree of `old` leaves is a beginning of the tree of `new` leaves."""
    if not 0 < old <= new:
        raise IndexError(f"不能证明{old}片叶的树是{new}片叶的树的开头")
    return _consistency(nodes, old, 0, new, True) if old < new else []


def _consistency(nodes: Nodes, m: int, start: int, end: int, whole: bool) -> list[bytes]:
    n = end - start
    if m == n:
        return [] if whole else [_subtree(nodes, start, end)]
    k = _split(n)
    if m <= k:
        return [*_consistency(nodes, m, start, start + k, whole), _subtree(nodes, start + k, end)]
    return [*_consistency(nodes, m - k, start + k, end, False), _subtree(nodes, start, start + k)]


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """RFC 9162 section 2.1.4.2."""
    if old == new:
        return not path and old_root == new_root
    if not 0 < old < new or not path:
        return False
    proof = list(path)
    if old & (old - 1) == 0:
        proof.insert(0, old_root)
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    first = second = proof[0]
    for p in proof[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            first, second = node_hash(p, first), node_hash(p, second)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            second = node_hash(second, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and first == old_root and second == new_root
