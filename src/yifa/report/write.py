"""The annual report as .docx in the layout of official documents (GB/T 9704)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from yifa.actions.county import now
from yifa.chapters.leadership.statement import Part
from yifa.kernel.indicator import load
from yifa.papers import Absent, Attachment, Chart, Closing, Document, Heading, Para, Ref, Table, to_docx
from yifa.papers import Given as GivenRun
from yifa.papers.model import Bar, Block

from .text import Report, Run, build, written


def write_docx(year: int, file: Path, base: str = "") -> Report:
    """Writes the report of a year; the report as it was written. Raises NoCheckpoint, Tampered."""
    report = build(year)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(to_docx(document(report, now().date()), base))
    return report


def document(report: Report, day: date) -> Document:
    blocks: list[Block] = [
        Para((f"现将{report.county}{report.year}年度推进法治政府建设情况报告如下。文中数字均由本县依法行政账本计算，截至第{report.checkpoint}条记载。",)),
        Heading(1, "主要举措和成效"),
    ]
    for title, sentences in report.chapters:
        blocks.append(Heading(2, title))
        blocks.append(Para(tuple(_run(r, report.year) for s in sentences for r in s)))
    blocks += [_reductions(report), Heading(1, "存在的不足和原因"), *_shortcomings(report)]
    blocks.append(_given(report, Part.causes))
    blocks += [Heading(1, "党政主要负责人履行推进法治建设第一责任人职责情况"), _given(report, Part.duty)]
    blocks += [Heading(1, f"{report.year + 1}年工作安排"), _given(report, Part.plan)]
    return Document(
        kind="报告",
        title=report.title,
        blocks=tuple(blocks),
        organ=f"{report.county}人民政府",
        attachments=(Attachment(f"{report.year}年度指标一览", (_table(report),)),),
        closing=Closing(f"{report.county}人民政府", day, sealed=False),
    )


def _run(run: Run, year: int) -> str | Ref:
    return run if isinstance(run, str) else Ref(run.text, f"/report/{year}/{run.key}/")


def _shortcomings(report: Report) -> list[Block]:
    if not report.shortcomings:
        return [Para((f"账本中没有发现{report.year}年度应办未办、晚于期限的事项。",))]
    head = Para((f"账本记载的{report.year}年度不足，按依据的条文归类如下。",))
    return [head, *(Para((f"{s.words}。",)) for s in report.shortcomings)]


def _given(report: Report, part: Part) -> Para:
    given = report.given[part]
    if given is None:
        return Para((Absent(f"尚未签署：{part.value}。由党政主要负责人在工作台签署。"),))
    return Para((GivenRun(given.text),))


CHARTED = ("inspections_total", "penalty_cases", "legality_reviews", "reconsideration_closed", "litigation_closed", "legal_aid_cases")


def _reductions(report: Report) -> Chart:
    names = load()
    bars = [
        Bar(names[k].zh, int(report.values[k].value or 0), written(report.values[k]) + names[k].unit, f"/report/{report.year}/{k}/")
        for k in CHARTED
    ]
    return Chart("主要办件量", "件、次", tuple(bars))


def _table(report: Report) -> Table:
    rows = []
    for key, indicator in load().items():
        v = report.values[key]
        parts = f"{v.numerator} / {v.denominator}" if v.numerator is not None else ""
        rows.append((indicator.zh, written(v), indicator.unit, parts))
    return Table(("指标", "数值", "单位", "分子 / 分母"), tuple(rows), ("left", "right", "left", "right"))
