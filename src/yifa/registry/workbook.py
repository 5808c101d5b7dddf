"""From the bytes of a spreadsheet to rows of plain values; what is spoiled, disguised or too large is refused."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

MAX_BYTES = 20 * 2**20
MAX_UNPACKED = 300 * 2**20
MAX_FILES = 500
MAX_ROWS = 200_000
MAX_COLUMNS = 200
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?(?<!/)>(\s*<(?:\w+:)?f\b)?')
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
SAVE_AGAIN = "请用表格软件打开，另存为 .xlsx 再导入"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


class BadSheet(ValueError):
    """The file as a whole cannot be used; the text says why and what to do. Nothing was taken from it."""


@dataclass(frozen=True)
class Grid:
    """`rows`: (row number in the file from 1, its cells). `formulas`: (row, column from 0) of cells that compute."""

    rows: list[tuple[int, list[Any]]]
    formulas: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged areas: first row, first column, last row, last column; rows from 1, columns from 0."""


def read_grid(data: bytes, sheet: str) -> Grid:
    """The first visible sheet of an .xlsx, or the one named `sheet`; or the rows of a .csv. Raises BadSheet."""
    if not data:
        raise BadSheet("文件是空的；请选择填好的表格。")
    if len(data) > MAX_BYTES:
        raise BadSheet(f"文件有{len(data) // 2**20}MB，最多{MAX_BYTES // 2**20}MB；请分成几个表格导入。")
    if data.startswith(_OLD_OFFICE):
        raise BadSheet("这是旧版 .xls 或者加了密码的表格；请去掉密码，另存为 .xlsx 再导入。")
    if data.startswith(b"PK"):
        return _read_xlsx(data, sheet)
    if data[:5] == b"%PDF-" or b"\x00" in data[:4096]:
        raise BadSheet("这不是表格文件（.xlsx 或者 .csv）；请下载导入模板，填好后再导入。")
    return _read_csv(data)


def _read_xlsx(data: bytes, wanted: str) -> Grid:
    parts = _unpack(data)
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(data))
        shown = [s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
        if not shown:
            raise BadSheet("表格里没有可见的工作表。")
        name = wanted if wanted in shown else shown[0]
        index = book.sheet_names.index(name)
        formulas = _scan(parts, index)
        sheet = book.get_sheet_by_index(index)
        rows = [(i, row) for i, row in enumerate(sheet.to_python(skip_empty_area=False), 1)]
        merged = tuple((a + 1, b, c + 1, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
    except BadSheet:
        raise
    except (CalamineError, ValueError, OSError) as error:
        raise BadSheet(f"表格读不出来（{type(error).__name__}），可能已经损坏；{SAVE_AGAIN}。") from None
    return Grid(rows, formulas, merged)


def _unpack(data: bytes) -> dict[str, bytes]:
    """The workbook's own parts, after a look at the sizes that the archive declares: no bomb is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MAX_FILES or sum(m.file_size for m in members) > MAX_UNPACKED:
                raise BadSheet(f"表格解开后超过{MAX_UNPACKED // 2**20}MB，不像正常的表格；请只保留要导入的工作表。")
            names = {m.filename for m in members}
            if any(n.endswith("vbaProject.bin") for n in names):
                raise BadSheet("表格里有宏；请另存为不含宏的 .xlsx 再导入。")
            if "xl/workbook.xml" not in names:
                raise BadSheet("这个压缩文件不是 .xlsx 表格（可能是文档或者改了扩展名）；请下载导入模板填写。")
            return {n: archive.read(n) for n in names if n.startswith("xl/") and n.endswith((".xml", ".rels"))}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise BadSheet(f"表格文件已经损坏（{type(error).__name__}）；{SAVE_AGAIN}。") from None


def _scan(parts: dict[str, bytes], index: int) -> frozenset[tuple[int, int]]:
    """The cells with formulas; refuses a sheet whose cells lie so far apart that the grid would fill the memory."""
    formulas: set[tuple[int, int]] = set()
    last_row = last_column = 0
    for match in _CELL.finditer(_sheet_part(parts, index)):
        column, row = _column(match[1]), int(match[2])
        last_row, last_column = max(last_row, row), max(last_column, column)
        if match[3]:
            formulas.add((row, column))
    if last_row > MAX_ROWS:
        raise BadSheet(f"第{last_row}行还有内容，最多{MAX_ROWS}行；请删去下面多余的内容，或者分成几个表格导入。")
    if last_column >= MAX_COLUMNS:
        raise BadSheet(f"右边很远的一列（第{last_column + 1}列）还有内容；请删去表格以外的内容。")
    return frozenset(formulas)


def _sheet_part(parts: dict[str, bytes], index: int) -> bytes:
    sheets = _SHEET.findall(parts["xl/workbook.xml"])
    relation = re.search(rb':id="([^"]+)"', sheets[index]) if index < len(sheets) else None
    for tag in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b"")):
        same = re.search(rb'\bId="([^"]+)"', tag)
        target = re.search(rb'\bTarget="([^"]+)"', tag)
        if relation and same and target and same[1] == relation[1]:
            name = target[1].decode().lstrip("/")
            return parts.get(name if name.startswith("xl/") else f"xl/{name}", b"")
    raise BadSheet(f"表格的目录不完整，文件可能已经损坏；{SAVE_AGAIN}。")


def _column(letters: bytes) -> int:
    n = 0
    for byte in letters:
        n = n * 26 + byte - 64
    return n - 1


def _read_csv(data: bytes) -> Grid:
    text = _decode(data)
    first = text.split("\n", 1)[0]
    comma = max(",\t;", key=first.count)
    rows: list[tuple[int, list[Any]]] = []
    try:
        for i, row in enumerate(_lines(text, comma), 1):
            if i > MAX_ROWS:
                raise BadSheet(f"表格超过{MAX_ROWS}行；请分成几个表格导入。")
            if len(row) > MAX_COLUMNS:
                raise BadSheet(f"第{i}行有{len(row)}列，不像正常的表格；请检查分隔符。")
            rows.append((i, list(row)))
    except csv.Error as error:
        raise BadSheet(f"CSV 读不出来（{error}）；{SAVE_AGAIN}。") from None
    return Grid(rows)


def _lines(text: str, comma: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)


def _decode(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadSheet("文字编码认不出来；请另存为 .xlsx，或者存成 UTF-8 编码的 CSV。")
