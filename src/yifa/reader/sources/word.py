"""The text of a .docx: paragraphs and table rows in their order, cells parted by " | ". Headers and footers are no text.

Not read: numbers that Word counts itself (automatic 一、 （一）), text boxes, comments, deleted text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from .grid import WIDEST, Cell, Grid
from .mistakes import Unreadable

WHOLE, XML, FILES, RATIO = 200 * 2**20, 32 * 2**20, 5000, 200
"""Bytes unpacked of all files, of the text's own XML; how many files; how much more a part may be than its packed form."""
BODY = "word/document.xml"
NESTED = 8
"""Tables within tables."""


def text_of(name: str, data: bytes) -> str:
    """Raises Unreadable."""
    _guard(name, data)
    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(_lines(document, 0))
    except Exception as error:  # a broken package fails in a dozen ways inside the library
        raise Unreadable(name, f"这个 .docx 已经损坏（{type(error).__name__}）", "请用文字处理软件打开，另存一份再读") from None
    return "\n".join(lines)


def _guard(name: str, data: bytes) -> None:
    """What is unpacked is measured before anything is: by the sizes that the archive states, which the unpacker holds to."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Unreadable(name, "压缩结构已经损坏", "请重新下载或者另存一份再读") from None
    names = {p.filename for p in parts}
    if "OFD.xml" in names:
        raise Unreadable(name, "这是 .ofd 版式文件", "请另存为 .docx 或者带文字的 .pdf 以后再读")
    if BODY not in names:
        kind = "这是电子表格" if "xl/workbook.xml" in names else "这是压缩包，不是 .docx"
        raise Unreadable(name, kind, "请换成 .docx；压缩包请解压以后再读里面的文件")
    if any(p.flag_bits & 1 for p in parts):
        raise Unreadable(name, "文件加了密码", "请去掉密码以后再读")
    whole, own = sum(p.file_size for p in parts), sum(p.file_size for p in parts if p.filename.endswith((".xml", ".rels")))
    swollen = any(p.file_size > 2**20 and p.file_size > RATIO * max(p.compress_size, 1) for p in parts)
    if whole > WHOLE or own > XML or len(parts) > FILES or swollen:
        raise Unreadable(name, f"解压以后有{whole / 2**20:.0f} MB，大得不像一份报告，没有打开", "请核对文件来源；确实是报告的，另存为 .txt 再读")


def _lines(holder: object, depth: int) -> Iterator[str]:
    """`holder`: a document or a cell."""
    for block in holder.iter_inner_content():  # type: ignore[attr-defined]  # the stubs do not know it yet
        if isinstance(block, Paragraph):
            yield from block.text.split("\n")
        elif isinstance(block, Table) and depth < NESTED:
            yield from _rows(block, depth)


def _rows(table: Table, depth: int) -> Iterator[str]:
    """By the cells as the file holds them: the library's own grid goes up from each merged cell to its first, row by row."""
    grid = Grid()
    for row in table._tbl.tr_lst:
        before = int(row.grid_before or 0)
        cells = [Cell("")] * min(before, WIDEST)
        for cell in row.tc_lst:
            goes_on = cell.vMerge == "continue"
            cells.append(Cell("" if goes_on else _words(_Cell(cell, table), depth), int(cell.grid_span), 1, goes_on))
        if line := grid.line(cells):
            yield line


def _words(cell: _Cell, depth: int) -> str:
    return " ".join(t for line in _lines(cell, depth + 1) if (t := line.strip()))
