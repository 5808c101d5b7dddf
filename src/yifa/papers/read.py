"""What a .docx says and how it is laid out: for tests, and for the audit of a report that somebody hands in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import BadZipFile

import docx
from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from .model import PaperError


@dataclass(frozen=True)
class Measures:
    """The page of a file: lengths in millimetres, line pitch and font sizes in points; `grid`: kind of its grid."""

    page: tuple[float, float]
    top: float
    bottom: float
    left: float
    right: float
    footer: float
    grid: str
    line: float
    exact: bool
    body: float
    title: float

    @property
    def type_area(self) -> tuple[float, float]:
        """Width and height of the type area (版心), in millimetres."""
        return self.page[0] - self.left - self.right, self.page[1] - self.top - self.bottom


def plain(data: bytes) -> str:
    """The text in its order, a paragraph a line; a row of a table is a line with tabs between its cells. Lines without
    text are left out."""
    return "\n".join(line for line in _lines(_open(data).element.body) if line.strip())


def links(data: bytes) -> tuple[tuple[str, str], ...]:
    """Each hyperlink of the text: its words and its address."""
    package = _open(data)
    rels = package.part.rels
    return tuple(
        (_words(link), rels[key].target_ref)
        for link in package.element.body.iter(qn("w:hyperlink"))
        if (key := link.get(qn("r:id"))) in rels and rels[key].reltype == RELATIONSHIP_TYPE.HYPERLINK
    )


def measures(data: bytes) -> Measures:
    """The measures of the first section and of the styles Normal and Title. Raises PaperError where a file leaves
    them open: then Word decides, and nothing can be said."""
    package = _open(data)
    section = package.sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))
    upright = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    edges = (*upright, section.left_margin, section.right_margin, section.footer_distance)
    lengths = [length.mm for length in edges if length is not None]
    styles = {style.name: style for style in package.styles}
    sizes = [styles[name].font.size.pt for name in ("Normal", "Title") if name in styles and styles[name].font.size]
    if len(lengths) != len(edges) or len(sizes) != 2:
        raise PaperError("这个文件没有写明页面尺寸、页边或者正文和标题的字号，不能量；请用本系统生成的文件。")
    spacing = package.styles["Normal"].element.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    line = spacing.get(qn("w:line")) if spacing is not None else None
    return Measures(
        page=(lengths[0], lengths[1]),
        top=lengths[2],
        bottom=lengths[3],
        left=lengths[4],
        right=lengths[5],
        footer=lengths[6],
        grid=grid.get(qn("w:type"), "") if grid is not None else "",
        line=int(line) / 20 if line else 0.0,
        exact=spacing is not None and spacing.get(qn("w:lineRule")) == "exact",
        body=sizes[0],
        title=sizes[1],
    )


def _open(data: bytes) -> Package:
    try:
        return docx.Document(io.BytesIO(data))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise PaperError("这不是 .docx 文件，读不出来：请用 Word 或者 WPS 另存为 .docx 再试。") from error


def _lines(holder: BaseOxmlElement) -> Iterator[str]:
    for child in holder:
        if child.tag == qn("w:p"):
            yield _words(child)
        elif child.tag == qn("w:tbl"):
            for row in child.iter(qn("w:tr")):
                cells = row.findall(qn("w:tc"))
                yield "\t".join(" ".join(filter(None, map(_words, cell.iter(qn("w:p"))))) for cell in cells)


def _words(holder: BaseOxmlElement) -> str:
    marks = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    out = []
    for run in holder.iter(qn("w:r")):
        out += [(child.text or "") if child.tag == qn("w:t") else marks.get(child.tag, "") for child in run]
    return "".join(out)
