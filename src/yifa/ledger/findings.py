"""What the check of an export found: each finding says where, what, and what it means. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

MOST = 200
"""Findings of one kind that are kept in full; of the rest only the number."""

KINDS = {
    "file": "文件与签名清单不符",
    "row": "有一行读不出来",
    "changed": "记载的抬头被改动",
    "body": "记载的内容被改动",
    "personal": "个人信息部分被改动",
    "swapped": "两条记载的内容被对调",
    "body-missing": "记载的内容缺失",
    "missing": "个人信息缺失而没有删除记载",
    "restored": "已经依法删除的个人信息又出现了",
    "surplus": "多出不属于任何记载的内容",
    "deleted": "记载被删除",
    "inserted": "多出一条记载",
    "fork": "同一案件分成两条历史",
    "replayed": "同一条记载重复出现",
    "reordered": "次序被改动",
    "broken": "前后两条接不上",
    "truncated": "末尾缺失",
    "root": "树根与签名的检查点不符",
    "signature": "签名不对",
    "key": "公钥不对",
    "witness": "见证人没有副署",
    "split": "对同样多的记载签了两种历史",
    "erasure": "删除记载没有指明删除的是哪一条",
    "attachment": "附件缺失或者被改动",
}


@dataclass(frozen=True)
class Finding:
    """`kind`: a key of KINDS. `matter`, `seq`, `entry` (hash) where it concerns a record, `file`, `line` (from 1) where
    a row."""

    kind: str
    words: str
    matter: str = ""
    seq: int | None = None
    entry: str = ""
    file: str = ""
    line: int | None = None

    def plain(self) -> dict[str, Any]:
        return {k: v for k, v in asdict(self).items() if v not in ("", None)}

    def __str__(self) -> str:
        where = [f"案件 {self.matter}"] if self.matter else []
        where += [f"第{self.seq}条"] if self.seq is not None else []
        where += [f"编号 {self.entry[:16]}"] if self.entry else []
        where += [f"{self.file} 第{self.line}行" if self.line else self.file] if self.file else []
        return f"【{KINDS[self.kind]}】{'，'.join(where)}{'：' if where else ''}{self.words}"


@dataclass
class Report:
    """The outcome of a check. `remarks` do not touch the verdict. `counts`: what was read."""

    ledger: str = ""
    findings: list[Finding] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def ok(self) -> bool:
        return not self.kinds

    def add(self, kind: str, words: str, **where: Any) -> None:
        self.kinds[kind] += 1
        if self.kinds[kind] <= MOST:
            self.findings.append(Finding(kind, words, **where))

    def plain(self) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "ledger": self.ledger,
            "counts": self.counts,
            "kinds": dict(self.kinds),
            "findings": [f.plain() for f in self.findings],
            "remarks": self.remarks,
        }

    def lines(self) -> list[str]:
        """For people."""
        c = self.counts
        read = (
            f"账本“{self.ledger}”：{c.get('matters', 0)}个案件，{c.get('entries', 0)}条记载，"
            f"其中{c.get('leaves', 0)}条已列入树；"
            f"{c.get('checkpoints', 0)}个检查点；个人信息{c.get('personal', 0)}份，依法删除{c.get('erased', 0)}份。"
        )
        out = [read, *map(str, self.findings)]
        out += [f"【{KINDS[k]}】共{n}处，以上只列出{MOST}处。" for k, n in self.kinds.items() if n > MOST]
        out += [f"说明：{r}" for r in self.remarks]
        verdict = (
            "核对完毕，没有发现问题。" if self.ok else f"核对完毕，发现{self.kinds.total()}处问题；账本不能照此采信。"
        )
        return [*out, verdict]
