"""The annual report as .docx in the layout of official documents (GB/T 9704)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from yifa.actions import county as place
from yifa.chapters.leadership.statement import Part
from yifa.kernel.indicator import CHAPTERS, load
from yifa.papers import Absent, Attachment, Chart, Closing, Document, Heading, Para, Ref, Table, to_docx
from yifa.papers import Given as Signed
from yifa.papers.model import Bar, Block, Cell
from yifa.papers.words import chinese

from .lineage import monthly
from .text import SILENT, Chapter, Report, Run, build, written

CHARTED = "inspections_total"
SHORT = {
    "leadership": "推进机制",
    "service": "政务服务",
    "norms": "规范性文件和合法性审查",
    "decisions": "重大行政决策",
    "enforcement": "行政执法",
    "emergencies": "突发事件应对",
    "disputes": "矛盾纠纷和公共法律服务",
    "oversight": "监督和公开",
}
"""The chapters in a word, for tables."""


def write_docx(year: int, file: Path, base: str = "", size: int | None = None) -> Report:
    """Writes the report of a year as of the checkpoint of this size (default: the newest); `base` is the address of the
    public site, to which the numbers then link. Returns the report as it was written. Raises NoCheckpoint, Tampered,
    OSError."""
    report = build(year, size)
    data = to_docx(document(report, place.now().date(), monthly(CHARTED, year, report.checkpoint)), base)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return report


def document(report: Report, day: date, months: Sequence[int] = ()) -> Document:
    """The report as a document signed on `day`; `months`: the year's inspections by month, for the chart."""
    blocks: list[Block] = [Para((report.opening,)), Heading(1, "主要举措和成效")]
    for chapter in report.chapters:
        blocks += [Heading(2, chapter.title), _chapter(chapter, report)]
    blocks += [Heading(1, "存在的不足及原因"), *_shortcomings(report), *_given(report, Part.causes)]
    blocks += [Heading(1, "党政主要负责人履行推进法治建设第一责任人职责情况"), *_given(report, Part.duty)]
    blocks += [Heading(1, "下一年度工作安排"), *_given(report, Part.plan)]
    return Document(
        kind="年度报告",
        title=report.title,
        blocks=tuple(blocks),
        attachments=_attachments(report, months),
        closing=Closing(f"{report.county}人民政府", day, sealed=False),
    )


def _chapter(chapter: Chapter, report: Report) -> Para:
    if not chapter.sentences:
        return Para((SILENT,))
    return Para(tuple(_run(r, report) for s in chapter.sentences for r in s))


def _run(run: Run, report: Report) -> str | Ref:
    return run if isinstance(run, str) else Ref(run.text, address(report, run.key))


def address(report: Report, key: str) -> str:
    """Where a figure opens on the public site once the report is released, for good: at the report's own checkpoint."""
    return f"/report/{report.year}/at/{report.checkpoint}/{key}/"


def _shortcomings(report: Report) -> list[Block]:
    if not report.shortcomings:
        return [Para((report.faultless,))]
    many = 1 < len(report.shortcomings) < 100
    out: list[Block] = [Para((report.faults,))]
    for number, s in enumerate(report.shortcomings, 1):
        runs: list[str | Ref] = [f"{chinese(number)}是" if many else "", f"{s.procedure}的“{s.step}”有"]
        for n, (count, words) in enumerate(s.counts):
            runs += ["、" if n else "", Ref(str(count), address(report, s.key)), words]
        out.append(Para((*runs, f"（{s.cite}）。")))
    return out


def _given(report: Report, part: Part) -> list[Block]:
    given = report.given[part]
    if given is None:
        return [Para((Absent(report.absent(part)),))]
    return [Para((Signed(text),)) for text in given.paragraphs]


def _attachments(report: Report, months: Sequence[int]) -> tuple[Attachment, ...]:
    listed = Attachment(f"{report.year}年度指标一览", tuple(_tables(report)))
    if not any(months):
        return (listed,)
    bars = tuple(Bar(f"{m}月", n) for m, n in enumerate(months, 1))
    return listed, Attachment(f"{report.year}年各月行政检查次数", (Chart("各月行政检查次数", "次", bars),))


def _tables(report: Report) -> list[Block]:
    """One table a chapter: every figure, the parts of every percentage."""
    out: list[Block] = [
        Para((f"账本检查点：前{report.checkpoint}条记载。比率列出分子和分母，同比变化列出本年和上年；分母为零的不计算，记作“—”。",))
    ]
    for number, chapter in enumerate(CHAPTERS, 1):
        rows = tuple(_row(report, key) for key, i in load().items() if i.chapter == chapter)
        caption = f"表{number}　{SHORT[chapter]}"
        out.append(Table(("指标", "数值", "单位", "分子／分母"), rows, ("left", "right", "left", "right"), caption, "", WIDTHS))
    return out


WIDTHS = (46, 20, 12, 30)


def _row(report: Report, key: str) -> tuple[Cell, ...]:
    v, name = report.values[key], load()[key].zh
    parts = f"{v.numerator:,}／{v.denominator:,}" if v.numerator is not None and v.denominator is not None else ""
    text = written(v)
    return name, text if v.value is None else Ref(text, address(report, key)), v.unit, parts
