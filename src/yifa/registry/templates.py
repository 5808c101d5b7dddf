"""Writing spreadsheets: the empty template of a roster, and its rows on a day."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .rosters import Column, Roster

LAST_ROW = 10_000
HEAD = PatternFill("solid", fgColor="EEF1F5")
HINTS = {"text": "文字", "date": "日期，如2024-03-05", "int": "整数", "bool": "是或者否", "choice": "从列表中选"}


def template_for(roster: Roster) -> bytes:
    """An empty .xlsx with header, formats and choices of the roster, and a second sheet that explains the columns."""
    book = Workbook()
    sheet = book.active
    sheet.title = roster.title
    for i, column in enumerate(roster.columns, 1):
        letter = get_column_letter(i)
        cell = sheet.cell(1, i, column.header)
        cell.font, cell.fill = Font(bold=True, color="B42318" if column.required else "1F2937"), HEAD
        width = sheet.column_dimensions[letter]
        width.width, width.number_format = max(12, len(column.header) * 2 + 6), _format(column)
        for row in range(2, 202):
            sheet.cell(row, i).number_format = _format(column)
        rule = _rule(column)
        if rule is not None:
            rule.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.add_data_validation(rule)
    sheet.freeze_panes = "A2"
    notes = book.create_sheet("填写说明")
    notes.append(["列", "必填", "怎样填"])
    for column in roster.columns:
        notes.append([column.header, "必填" if column.required else "", _hint(column)])
    return _bytes(book)


def export_rows(roster: Roster, day: date) -> bytes:
    """The rows in force on a day as .xlsx, in the template's columns, so that the file can be imported again."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(roster.title)
    sheet.append([c.header for c in roster.columns])
    rows = roster.rows().as_of(day).order_by("key", "since").values_list(*(c.field for c in roster.columns))
    for row in rows.iterator(chunk_size=2000):
        sheet.append([_cell(sheet, c, v) for c, v in zip(roster.columns, row, strict=True)])
    return _bytes(book)


def shown(column: Column, value: Any) -> Any:
    """A value as a reader sees it: labels instead of keys, 是 and 否."""
    if value is None:
        return ""
    if column.kind == "bool":
        return "是" if value else "否"
    return dict(column.choices).get(value, value) if column.kind == "choice" else value


def _cell(sheet: Any, column: Column, value: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=shown(column, value))
    if isinstance(cell.value, str):
        cell.data_type = "s"  # a text that begins with = stays a text
    cell.number_format = _format(column)
    return cell


def _format(column: Column) -> str:
    return {"date": "yyyy-mm-dd", "int": "0"}.get(column.kind, "@")


def _rule(column: Column) -> DataValidation | None:
    labels = ["是", "否"] if column.kind == "bool" else [label for _, label in column.choices]
    text = ",".join(labels)
    return DataValidation("list", formula1=f'"{text}"', allow_blank=True) if labels and len(text) < 255 else None


def _hint(column: Column) -> str:
    if column.choices:
        return f"填其中一个：{'、'.join(label for _, label in column.choices)}"
    most = f"，最多{column.max_length}个字" if column.kind == "text" else ""
    return HINTS[column.kind] + most + ("；会核对校验码" if column.check else "")


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
