"""Readings as an Excel workbook: reports, figures, checks, missing parts, vague claims, each a sheet. Pure; row by row, so that
the memory does not grow with their number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from .output import CHAPTERS, KINDS, OTHER, STATES, VERDICTS, within

FILE, ORGAN, YEAR, FROM, TO = ("文件", 30), ("单位", 28), ("年度", 8), ("起", 8), ("止", 8)
SHEETS: dict[str, tuple[tuple[str, int], ...]] = {
    "报告": (FILE, ("第几份", 8), ORGAN, YEAR, ("哪一类", 10), ("数字", 8), ("不一致", 8), ("存疑", 8), ("没有的部分", 40)),
    "数字": (
        *(FILE, ORGAN, YEAR, ("章", 22), ("说的是", 30), ("数", 14), ("单位词", 8), ("界限", 10)),
        *(("原文", 50), ("指标", 30), FROM, TO),
    ),
    "核对": (FILE, ORGAN, ("结论", 10), ("算式", 40), ("写的", 12), ("算的", 12), ("理由", 80)),
    "惯常的部分": (FILE, ORGAN, ("部分", 36), ("状态", 12), ("依据", 12)),
    "没有数字的说法": (FILE, ORGAN, ("原文", 60), FROM, TO),
}
UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_000
MOST = 1_048_576
"""Rows of a sheet, by the format."""


class Book:
    """`add` readings as plain values (`output.as_plain`), then `save`."""

    def __init__(self) -> None:
        self.book = Workbook(write_only=True)
        self.rows = dict.fromkeys(SHEETS, 1)
        for title, heads in SHEETS.items():
            sheet = self.book.create_sheet(title)
            sheet.freeze_panes = "A2"
            for i, (_, width) in enumerate(heads):
                sheet.column_dimensions["ABCDEFGHIJKL"[i]].width = width
            sheet.append([self._cell(sheet, words, bold=True) for words, _ in heads])

    def add(self, read: Mapping[str, Any]) -> None:
        file, segments = read["document"]["name"], read["segments"]
        for i, s in enumerate(segments):
            self._report(read, file, i, s)
        for f in read["figures"]:
            s = _segment(segments, f["start"])
            chapter = CHAPTERS.get(f["chapter"], OTHER)
            value = (f["what"], f["value"], f["unit"], BOUND.get(f["bound"], ""), f["quote"], f["indicator"] or "")
            self._row("数字", file, s.get("organ"), s.get("year"), chapter, *value, f["start"], f["end"])
        for c in read["checks"]:
            s = _segment(segments, c["figures"][0][0] if c["figures"] else 0)
            self._row("核对", file, s.get("organ"), VERDICT[c["verdict"]], c["formula"], c["stated"], c["computed"], c["why"])
        for c in read["claims"]:
            self._row("没有数字的说法", file, _segment(segments, c["start"]).get("organ"), c["quote"], c["start"], c["end"])

    def save(self, target: Path | IO[bytes]) -> None:
        self.book.save(target)

    def _report(self, read: Mapping[str, Any], file: str, i: int, s: Mapping[str, Any]) -> None:
        own = within(s["start"], s["end"], read["figures"], lambda f: f["start"])
        checks = [c["verdict"] for c in within(s["start"], s["end"], read["checks"], lambda c: min(c["figures"])[0])]
        parts = read["coverage"][i]
        absent = "、".join(p["title"] for p in parts if p["state"] == "absent")
        counted = (len(own), checks.count("inconsistent"), checks.count("ambiguous"))
        self._row("报告", file, i + 1, s.get("organ"), s.get("year"), KINDS.get(s.get("kind") or "", ""), *counted, absent)
        for p in parts:
            self._row("惯常的部分", file, s.get("organ"), p["title"], STATES[p["state"]], p["basis"])

    def _row(self, title: str, *values: Any) -> None:
        if self.rows[title] >= MOST:
            raise ValueError(f"“{title}”超过 Excel 一张表的{MOST:,}行；请分批导出，或者用 --json")
        self.rows[title] += 1
        sheet = self.book[title]
        sheet.append([self._cell(sheet, v) for v in values])

    def _cell(self, sheet: Any, value: Any, bold: bool = False) -> Any:
        """Text stays text, also where it begins like a formula."""
        if not isinstance(value, str):
            return value
        cell = WriteOnlyCell(sheet, UNFIT.sub("", value)[:LONGEST])
        cell.data_type = "s"
        if bold:
            cell.font = Font(bold=True)
        return cell


VERDICT = {str(v): words for v, words in VERDICTS.items()}
BOUND = {"exact": "", "at_least": "不少于", "at_most": "不超过", "about": "大约"}


def _segment(segments: Sequence[Mapping[str, Any]], start: int) -> Mapping[str, Any]:
    i = bisect_right(segments, start, key=lambda s: s["start"]) - 1
    return segments[i] if i >= 0 and start < segments[i]["end"] else {}
