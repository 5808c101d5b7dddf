"""Checks an export of a ledger without the database: everything that can be known from it and the published keys. Pure.

One pass over all files side by side; memory grows with the number of matters (their last entry) and with what is wrong,
not with the number of entries. A second pass over the entries is made only to tell what happened where a chain fails.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from yifa.proofs.signing import BadNote, PublicKey, unb64

from .diagnose import diagnose
from .entry import BODY, GENESIS, PERSONAL
from .export import (
    ATTACHMENTS,
    BODIES,
    CHECKPOINTS,
    ENTRIES,
    KEYS,
    MANIFEST,
    REQUIRED,
    NotAnExport,
    Source,
    manifest_message,
)
from .export import PERSONAL as PERSONAL_FILE
from .findings import Report
from .heads import Heads, Tree
from .keys import KeyRing
from .pairing import Expected, Pairing, report_wrong
from .rows import EntryRow, Reader, is_hash

SUSPECTS = 2_000
"""Matters with a failing chain that are looked into one by one."""
ERASE = "+erase"


def check(
    path: Path,
    *,
    trusted: Sequence[PublicKey] = (),
    seen: Sequence[str] = (),
    witnesses: Sequence[PublicKey] = (),
) -> Report:
    """Everything that can be checked of the export at `path` (a folder or .zip).

    `trusted`: public keys of the ledger known from elsewhere; without one the report says that the keys are the
    export's own. `seen`: checkpoints (notes) kept from before: the export must contain them, or its past was rewritten.
    `witnesses`: public keys of those whose signature is asked for, on a checkpoint of the export or on one of `seen`.
    Raises BadNote for a witness's key that is the ledger's own, NotAnExport, in words, for what cannot be read as an export at all."""
    source = Source(path)
    manifest = source.manifest()
    missing = [n for n in REQUIRED if n not in source.names]
    if missing:
        raise NotAnExport(f"导出里缺少 {'、'.join(missing)}；请重新取得完整的导出。")
    report = Report(manifest["ledger"])
    reader = Reader(source, manifest["files"], report)
    ring = _ring(reader, manifest, trusted, report)
    if ring is not None and witnesses:
        ring = ring.witnessed_by(witnesses)
    listed = _attachments(source, manifest, reader, report)
    checking = _Check(reader, manifest, ring, seen, listed, report)
    checking.run()
    for key in witnesses:
        _witnessed(key, checking.heads.witnesses.get(key.id), checking.entries, report)
    return report


def _witnessed(key: PublicKey, size: int | None, entries: int, report: Report) -> None:
    """What a witness that was asked for has signed; a fault if nothing."""
    if size is None:
        words = f"见证人“{key.name}”没有副署导出里的任何检查点；它另行保存的副署，用 --seen 给出。"
        report.add("witness", words)
        return
    after = f"，其后{entries - size}条还没有它的副署" if entries > size else ""
    report.remarks.append(f"见证人“{key.name}”副署的检查点到{size}条为止{after}。")


def _ring(reader: Reader, manifest: dict[str, Any], trusted: Sequence[PublicKey], report: Report) -> KeyRing | None:
    """The keys of the export, as far as they can be trusted, after checking the manifest's signature with them."""
    texts = [text for n, text in reader.lines(KEYS) if n <= 2]
    try:
        ring = KeyRing.parse("\n".join(texts) + "\n")
    except BadNote as error:
        report.add("key", f"{error}签名因此都无法核对。", file=KEYS)
        return None
    signer = ring.current
    try:
        good = manifest["key"] == signer.id and signer.verify(unb64(manifest["signature"]), manifest_message(manifest))
    except ValueError:
        good = False
    if not good:
        report.add("signature", "清单不是用账本现用的密钥签的，或者签名以后被改动过。", file=MANIFEST)
    if manifest["ledger"] != signer.name:
        report.add("key", f"清单写的账本是“{manifest['ledger']}”，公钥属于“{signer.name}”。", file=KEYS)
    if trusted and ring.following(trusted) is None:
        report.add("key", "导出里的公钥不是您给出的公钥，也不是由它认可的：这份导出不是那个账本签的。", file=KEYS)
    if not trusted:
        report.remarks.append(
            f"公钥取自导出本身（{signer.text}），请与县里公布的比对，或者用 --key 给出公布的公钥；"
            "不比对，就不能排除整个账本连同公钥被替换。"
        )
    return ring


def _attachments(source: Source, manifest: dict[str, Any], reader: Reader, report: Report) -> dict[bytes, int] | None:
    """The listed attachments by digest, None if none are listed; and every file that is not one of the ledger's own."""
    lines = {*REQUIRED, ATTACHMENTS}
    for name in sorted(set(manifest["files"]) - source.names):
        kind = "attachment" if name.startswith("attachments/") else "file"
        report.add(kind, "清单上有，导出里没有：文件被删除了。", file=name)
    for name in sorted(source.names - lines - {MANIFEST}):
        reader.whole(name)
    for name in sorted(source.names):
        told = manifest["files"].get(name)
        if name.startswith("attachments/") and told and told["sha256"] != name.removeprefix("attachments/"):
            report.add("attachment", "文件名不是它的散列。", file=name)
    if ATTACHMENTS not in source.names:
        return None
    listed: dict[bytes, int] = {}
    for n, value in reader.values(ATTACHMENTS):
        if type(value) is not dict or value.keys() != {"sha256", "size"} or not is_hash(value["sha256"]):
            report.add("row", "附件清单的这一行不对。", file=ATTACHMENTS, line=n)
            continue
        listed[bytes.fromhex(value["sha256"])] = value["size"]
    return listed


class _Check:
    def __init__(
        self,
        reader: Reader,
        manifest: dict[str, Any],
        ring: KeyRing | None,
        seen: Sequence[str],
        listed: dict[bytes, int] | None,
        report: Report,
    ) -> None:
        self.reader, self.report, self.listed = reader, report, listed
        self.told: int = manifest["size"]
        self.heads = Heads(reader.values(CHECKPOINTS), ring, seen, report)
        self.tree = Tree(self.heads, report)
        self.bodies = Pairing(BODIES, BODY, reader.parts(BODIES), report, self._body)
        self.personal = Pairing(PERSONAL_FILE, PERSONAL, reader.parts(PERSONAL_FILE), report, lambda e, text: None)
        self.last: dict[str, tuple[int, str]] = {}
        self.suspects: set[str] = set()
        self.erased: dict[tuple[str, int], Expected] = {}
        self.entries = self.attachments = 0

    def run(self) -> None:
        for row in self.reader.entries():
            self._entry(row)
        self.tree.finish(self.told)
        self.bodies.finish()
        self.personal.finish()
        again = self._look_again()
        report_wrong(self.bodies, "body", self.report)
        report_wrong(self.personal, "personal", self.report)
        for e in self.bodies.alone.values():
            if e.entry not in again:
                self._about("body-missing", e, "这条记载的内容被删除了；内容部分不允许删除。", BODIES)
        for e in self.personal.alone.values():
            if (e.matter, e.seq) not in self.erased and e.entry not in again:
                words = "个人信息不在了，案件里却没有依法删除它的记载（+erase）：可能是私自删除，或者恢复备份时丢失。"
                self._about("missing", e, words, PERSONAL_FILE)
        self._count()

    def _entry(self, row: EntryRow) -> None:
        h = row.header
        seq, head = self.last.get(h.matter, (0, GENESIS))
        if row.real != row.hash or h.seq != seq + 1 or h.prev != head:
            self.suspects.add(h.matter)
        self.last[h.matter] = h.seq, row.hash
        self.tree.add(row)
        self.bodies.expect(Expected(self.entries, row.hash, h.matter, h.seq, h.step, h.body))
        if h.personal:
            self.personal.expect(Expected(self.entries, row.hash, h.matter, h.seq, h.step, h.personal))
        self.entries += 1

    def _body(self, e: Expected, text: str) -> None:
        if e.step != ERASE and '"attachments"' not in text:
            return
        try:
            value = json.loads(text)
            if e.step == ERASE:
                about = value.get("about")
                if type(about) is not int or not 0 < about < e.seq:
                    self._about("erasure", e, "没有写明删除的是同案哪一条在先的记载。", ENTRIES)
                    return
                self.erased[e.matter, about] = e
            for a in value.get("attachments", ()):
                self._attachment(e, a["sha256"])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._about("row", e, "内容与承诺相符，但不是账本的格式。", BODIES)

    def _attachment(self, e: Expected, digest: str) -> None:
        self.attachments += 1
        if self.listed is not None and bytes.fromhex(digest) not in self.listed:
            self._about("attachment", e, f"附件 {digest[:16]} 不在附件清单里：原件丢失或者没有导出。", ATTACHMENTS)

    def _about(self, kind: str, e: Expected, words: str, file: str) -> None:
        self.report.add(kind, words, matter=e.matter, seq=e.seq, entry=e.entry, file=file)

    def _look_again(self) -> set[str]:
        """The second pass: what happened in suspect matters, and erased parts that are there; the repeated hashes."""
        gone = {(e.matter, e.seq) for e in self.personal.alone.values()}
        there = {target: e for target, e in self.erased.items() if target not in gone}
        if not self.suspects and not there:
            return set()
        chosen = set(sorted(self.suspects)[:SUSPECTS])
        rows: dict[str, list[EntryRow]] = defaultdict(list)
        for row in self.reader.entries(again=True):
            h = row.header
            if h.matter in chosen:
                rows[h.matter].append(row)
            by = there.pop((h.matter, h.seq), None)
            if by is not None and h.personal and not self.personal.gave_up:
                words = f"个人信息已由第{by.seq}条依法删除，现在又有了：可能是恢复了旧备份。请重新执行删除。"
                self.report.add("restored", words, matter=h.matter, seq=h.seq, entry=row.hash, file=PERSONAL_FILE)
        for (_, seq), by in there.items():
            self._about("erasure", by, f"所指的第{seq}条不在案件里。", ENTRIES)
        if len(self.suspects) > SUSPECTS:
            words = f"链条有问题的案件共{len(self.suspects)}个，只逐一查明了{SUSPECTS}个。"
            self.report.add("broken", words, file=ENTRIES)
        return {h for matter in rows for h in diagnose(rows[matter], self.report)}

    def _count(self) -> None:
        r, heads = self.report, self.heads
        r.counts = {
            "matters": len(self.last),
            "entries": self.entries,
            "leaves": self.tree.size,
            "bodies": self.bodies.paired,
            "personal": self.personal.paired,
            "erased": len(self.erased),
            "checkpoints": heads.count,
            "witnessed": heads.witnessed,
            "attachments": self.attachments,
        }
        loose = self.entries - min(heads.matched, self.entries)
        if loose:
            r.remarks.append(f"最后{loose}条记载还没有列入核对无误的检查点，只有案件的链和清单的签名保证它们。")
        if not heads.witnesses:
            r.remarks.append("没有检查点经见证人副署；旧的检查点（或者回执）保存在外面的，可以用 --seen 一并核对。")
        if self.attachments and self.listed is None:
            r.remarks.append(f"记载提到附件{self.attachments}次，导出没有附上附件清单，附件是否还在没有核对。")
