"""A reading as plain values for JSON, and as lines for a reader. Pure."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from .coverage import ABSENT, PRESENT, THIN
from .model import Figure, Reading, Segment, Verdict
from .plain import plain
from .sources import Document

T = TypeVar("T")
CHAPTERS = {
    "leadership": "党的领导和推进机制",
    "service": "政务服务",
    "norms": "规范性文件和合法性审查",
    "decisions": "行政决策",
    "enforcement": "行政执法",
    "emergencies": "突发事件应对",
    "disputes": "矛盾纠纷和公共法律服务",
    "oversight": "监督和公开",
}
OTHER = "其他"
VERDICTS = {Verdict.inconsistent: "不一致", Verdict.ambiguous: "存疑", Verdict.consistent: "一致"}
STATES = {PRESENT: "有", THIN: "只是提到", ABSENT: "没有"}
KINDS = {"government": "政府", "department": "部门", "": "没有说明"}
BOUNDS = {"exact": "", "at_least": "以上", "at_most": "以内", "about": "约"}


def as_plain(document: Document, reading: Reading) -> dict[str, Any]:
    """What `yifa audit FILE --json` prints: document, segments, figures, checks, coverage (the parts of each segment), claims.
    Spans are code points of the document's text, ends exclusive."""
    read = plain(reading)
    about = {"name": document.name, "form": document.form, "encoding": document.encoding or None, "sha256": document.digest}
    coverage = [segment.pop("parts") for segment in read["segments"]]
    return {**read, "document": about | read["document"], "coverage": coverage}


def as_json(plain: Mapping[str, Any]) -> Iterator[str]:
    """What `json.dumps` gives, in pieces no longer than one figure, check or claim."""
    mark = "{"
    for key, value in plain.items():
        yield f"{mark}{json.dumps(key)}: "
        mark = ", "
        if isinstance(value, list):
            yield "["
            for i, one in enumerate(value):
                yield (", " if i else "") + json.dumps(one, ensure_ascii=False)
            yield "]"
        else:
            yield json.dumps(value, ensure_ascii=False)
    yield "}"


def told(document: Document, reading: Reading) -> list[str]:
    """The whole reading in lines: each report's figures by chapter, then checks, missing parts and vague claims."""
    lines = [f"{document.name}：{summary(reading)}"]
    where = Places(document.text)
    for i, segment in enumerate(reading.segments):
        lines += ["", f"【{name(segment, i)}】（{where(segment.start)}至{where(segment.end - 1)}）"]
        lines += _figures(reading, segment, where)
        lines += _checks(reading, segment)
        lines += _parts(reading, i, where)
        lines += _claims(reading, segment, where)
    return lines


def summary(reading: Reading) -> str:
    """In one line."""
    count = {v: sum(c.verdict is v for c in reading.checks) for v in VERDICTS}
    checked = "，".join(f"{word}{count[v]}项" for v, word in VERDICTS.items() if count[v]) or "没有可以核对的关系"
    missing = sum(p.state != PRESENT for parts in reading.parts for p in parts)
    found = f"{len(reading.segments)}份报告，{len(reading.figures)}个数字；核对：{checked}"
    return f"{found}；没有或者只是提到的部分{missing}个，没有数字的说法{len(reading.claims)}处。"


def name(segment: Segment, i: int) -> str:
    """What a report is called: its organ and year, else its number."""
    organ = segment.organ or f"第{i + 1}份，没有写明是哪个单位"
    return f"{organ}，{segment.year}年" if segment.year else organ


def number(figure: Figure) -> str:
    """The value as a person writes it, with bound and unit: 约3.5万件 is 约35000件."""
    value = figure.value
    words = f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):,.6f}".rstrip("0")
    bound = BOUNDS.get(str(figure.bound), "")
    return f"{words}{figure.unit}{bound}" if bound in ("以上", "以内") else f"{bound}{words}{figure.unit}"


class Places:
    """Where a position is, in words a person can follow: the line of the text."""

    def __init__(self, text: str) -> None:
        self.ends = [m.start() for m in re.finditer("\n", text)]

    def __call__(self, position: int) -> str:
        return f"第{bisect_right(self.ends, position - 1) + 1}行"


def by_chapter(figures: Sequence[Figure]) -> Iterator[tuple[str, list[Figure]]]:
    """Figures by their chapter's title, in the chapters' order."""
    for key, title in (*CHAPTERS.items(), ("", OTHER)):
        own = [f for f in figures if (f.chapter if f.chapter in CHAPTERS else "") == key]
        if own:
            yield title, own


def of(segment: Segment, figures: Sequence[Figure]) -> list[Figure]:
    """Those of one report. `figures`: of a reading, in the order of the text."""
    return within(segment.start, segment.end, figures, lambda f: f.start)


def within(start: int, end: int, things: Sequence[T], place: Callable[[T], int]) -> list[T]:
    """Those whose place lies there. `things`: in the order of their places, so that not all are asked for each of many reports."""
    return list(things[bisect_left(things, start, key=place) : bisect_left(things, end, key=place)])


def _figures(reading: Reading, segment: Segment, where: Places) -> Iterator[str]:
    own = of(segment, reading.figures)
    yield f"数字（{len(own)}个）"
    for title, figures in by_chapter(own):
        yield f"  {title}"
        for f in figures:
            known = f"，指标 {f.indicator}" if f.indicator else ""
            yield f"    {' '.join((f.what or f.quote).split())}：{number(f)}（{where(f.start)}{known}）"


def _checks(reading: Reading, segment: Segment) -> Iterator[str]:
    own = within(segment.start, segment.end, reading.checks, lambda c: min(c.figures)[0])
    yield f"核对（{len(own)}项）" if own else "核对：没有可以核对的关系"
    for verdict, word in VERDICTS.items():
        for c in own:
            if c.verdict is verdict:
                yield f"  {word}：{c.why}"


def _parts(reading: Reading, i: int, where: Places) -> Iterator[str]:
    parts = reading.parts[i] if i < len(reading.parts) else ()
    lacking = [p for p in parts if p.state != PRESENT]
    yield f"惯常的{len(parts)}个部分，{len(parts) - len(lacking)}个都有" + ("：" if lacking else "")
    for p in lacking:
        place = f"（{where(p.span[0])}）" if p.span else ""
        yield f"  {STATES[p.state]}：{p.title}{place}"


def _claims(reading: Reading, segment: Segment, where: Places) -> Iterator[str]:
    own = within(segment.start, segment.end, reading.claims, lambda c: c.start)
    yield f"没有数字的说法（{len(own)}处）" if own else "没有数字的说法：没有找到"
    for c in own:
        yield f"  {c.quote}（{where(c.start)}）"
