"""Makes the proof of an entry from an export alone, reading it once for the place and once for the tree. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from yifa.proofs.merkle import inclusion_of_stream
from yifa.proofs.signing import BadNote, PublicKey

from .checkpoint import Checkpoint, verify
from .entry import leaf_hash
from .export import CHECKPOINTS, KEYS, REQUIRED, NotAnExport, Source
from .findings import Report
from .keys import KeyRing
from .proof import code_of, prefix_of
from .proof import prove as with_proof
from .rows import HEX, EntryRow, Reader

SHORTEST = 8
"""Hex digits of an entry's hash that are enough to look for it."""


class NotFound(LookupError):
    """The entry cannot be proved; the message says why and what to do."""


def wanted(what: str) -> Callable[[EntryRow], bool]:
    """The test for an entry named by its receipt code, the beginning of its hash, or MATTER:SEQ. Raises NotFound."""
    matter, colon, seq = what.partition(":")
    if colon and seq.isascii() and seq.isdigit():
        return lambda row: row.header.matter == matter and row.header.seq == int(seq)
    text = what.lower()
    if SHORTEST <= len(text) <= 64 and HEX.issuperset(text) and not (prefix_of(what) and len(text) == 16):
        return lambda row: row.hash.startswith(text)
    prefix = prefix_of(what)
    if prefix is not None:
        return lambda row: row.hash.startswith((prefix, text))
    raise NotFound(f"“{what}”不是回执编号、记载的散列（至少{SHORTEST}位），也不是“案件:序号”。")


def prove_entry(path: Path, what: str, trusted: Sequence[PublicKey] = ()) -> tuple[dict[str, Any], KeyRing]:
    """(a receipt without a promise, with the proof in the latest checkpoint; the keys to verify it with: the export's,
    or only those that follow from `trusted`). Raises NotFound, NotAnExport."""
    source = Source(path)
    reader = Reader(source, source.manifest()["files"], Report())
    missing = [n for n in REQUIRED if n not in source.names]
    if missing:
        raise NotAnExport(f"导出里缺少 {'、'.join(missing)}；请重新取得完整的导出。")
    try:
        own = KeyRing.parse("\n".join(text for n, text in reader.lines(KEYS) if n <= 2) + "\n")
    except BadNote as error:
        raise NotAnExport(str(error)) from error
    ring = own.following(trusted) if trusted else own
    if ring is None:
        raise NotFound("导出里的公钥不是您给出的公钥，也不是由它认可的：这份导出不是那个账本签的。")
    row = _find(reader, what)
    checkpoint, note = _latest(reader, ring)
    if row.leaf is None or row.leaf >= checkpoint.size:
        raise NotFound("这条记载还没有列入签名的检查点；下一次时钟（yifa tick）之后重新导出，就能证明。")
    leaves = (leaf_hash(r.hash) for r in _in_tree(reader))
    try:
        proof, root = inclusion_of_stream(leaves, row.leaf, checkpoint.size)
    except IndexError as error:
        raise NotFound("导出里的记载比检查点少，无法证明；请先用 yifa ledger check 核对。") from error
    if root != checkpoint.root:
        raise NotFound("导出的记载算不出检查点的树根，被改动过；请先用 yifa ledger check 查明。")
    receipt = {"header": row.header.plain(), "hash": row.hash, "code": code_of(row.hash), "key": ring.current.text}
    return with_proof(receipt, row.leaf, proof, note), ring


def _in_tree(reader: Reader) -> Iterator[EntryRow]:
    return (r for r in reader.entries(again=True) if r.leaf is not None)


def _find(reader: Reader, what: str) -> EntryRow:
    test = wanted(what)
    found = [r for r in reader.entries(again=True) if test(r)]
    if not found:
        raise NotFound(f"导出里没有“{what}”这条记载。")
    if len({r.hash for r in found}) > 1:
        raise NotFound(f"“{what}”对得上{len(found)}条记载，请写得更长一些。")
    return found[0]


def _latest(reader: Reader, ring: KeyRing) -> tuple[Checkpoint, str]:
    """The largest checkpoint that is signed rightly."""
    best: tuple[Checkpoint, str] | None = None
    for _, value in reader.values(CHECKPOINTS):
        try:
            checkpoint, _ = verify(value["note"], ring.verifiers())
        except (BadNote, KeyError, TypeError, AttributeError):
            continue
        if best is None or checkpoint.size >= best[0].size:
            best = checkpoint, value["note"]
    if best is None:
        raise NotFound("导出里没有一个签名正确的检查点，无法证明。")
    return best
