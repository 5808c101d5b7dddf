"""What an official document says, apart from how it looks: plain frozen values.

A run is a piece of a line, a block stands on its own, a `Document` is head, blocks, closing, attachments and imprint.
Wherever a run is asked, a plain string will do. Nothing here knows a procedure, an entry or a county.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

SCHEMES = ("https://", "http://", "mailto:", "/", "#", "?")


class PaperError(ValueError):
    """A document that cannot be set; the text (Chinese) says which part and what to do."""


def _link(href: str, text: str) -> None:
    if href and not href.startswith(SCHEMES):
        raise PaperError(f"“{text}”的链接“{href}”不能用：链接要以 http://、https://、mailto: 或者 / 开头。")


@dataclass(frozen=True)
class Emph:
    """Words that carry weight: bold."""

    text: str


@dataclass(frozen=True)
class Cite:
    """An article in words, 《行政复议法》第六十二条; `href`: the text in force on that day, "" for none."""

    text: str
    href: str = ""

    def __post_init__(self) -> None:
        _link(self.href, self.text)


@dataclass(frozen=True)
class Ref:
    """Words or a number that open: a hyperlink. An address that begins with / , ? or # needs the `base` of the site."""

    text: str
    href: str

    def __post_init__(self) -> None:
        _link(self.href, self.text)


@dataclass(frozen=True)
class Given:
    """What a person stated and signed, as opposed to what was counted; shown with ＊."""

    text: str


@dataclass(frozen=True)
class Absent:
    """What should stand here and does not: its absence shows, in grey brackets, and is listed by `absences`."""

    text: str


Run = str | Emph | Cite | Ref | Given | Absent
Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Heading:
    """A heading. `level` 1 to 4: 一、 （一） 1. （1）. The number is set by counting unless `numbered` is false."""

    level: int
    text: str
    numbered: bool = True

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise PaperError(f"标题“{self.text}”是第{self.level}级：公文的层次序数只有四级。")


@dataclass(frozen=True)
class Para:
    """A paragraph; `indent` false sets it flush left, as a form of address is."""

    runs: tuple[Run, ...]
    indent: bool = True


Cell = str | Cite | Ref | Emph | Given | Absent | tuple[Run, ...]


@dataclass(frozen=True)
class Table:
    """A table with one header row that repeats on every page. `align` and `widths` (weights) are by column; left out,
    columns are left-aligned and as wide as their text asks."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    align: tuple[Align, ...] = ()
    caption: str = ""
    note: str = ""
    widths: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        columns = len(self.header)
        if not columns:
            raise PaperError(f"表“{self.caption}”没有表头：请先写出每一栏的名称。")
        for place, row in enumerate(self.rows, 1):
            if len(row) != columns:
                raise PaperError(f"表“{self.caption}”第{place}行有{len(row)}格，表头有{columns}栏，应当一致。")
        for name, values in (("对齐方式", self.align), ("栏宽", self.widths)):
            if values and len(values) != columns:
                raise PaperError(f"表“{self.caption}”给出了{len(values)}个{name}，表头有{columns}栏，应当一致。")
        if any(width <= 0 for width in self.widths):
            raise PaperError(f"表“{self.caption}”的栏宽要大于零。")


@dataclass(frozen=True)
class Bar:
    """One bar: its value decides its length, `shown` is what is printed (the value when left out), `href` opens it."""

    label: str
    value: int
    shown: str = ""
    href: str = ""

    def __post_init__(self) -> None:
        _link(self.href, self.label)
        if self.value < 0:
            raise PaperError(f"“{self.label}”是负数{self.value}：条形图从零画起，有负数时请用表格。")

    @property
    def words(self) -> str:
        return self.shown or f"{self.value:,}"


@dataclass(frozen=True)
class Chart:
    """Bars from zero, drawn as cells of a table: they print sharply, and every word and number in them is text."""

    caption: str
    unit: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on paper, each beginning with who signs: 被询问人（签名）."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A QR code: PNG bytes made by the caller, its side in millimetres, and what it stands for in words."""

    png: bytes
    caption: str
    side: int = 25

    def __post_init__(self) -> None:
        if not self.png.startswith(b"\x89PNG\r\n\x1a\n"):
            raise PaperError(f"“{self.caption}”的图不是 PNG 文件：二维码请用 PNG。")


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page."""


Block = Heading | Para | Table | Chart | Signatures | Picture | PageBreak


@dataclass(frozen=True)
class Closing:
    """Who signs (署名) and the day of the document (成文日期). `sealed`: room is left for a seal over both."""

    organ: str
    on: date
    sealed: bool = True


@dataclass(frozen=True)
class Attachment:
    """An attachment by name; with blocks it is bound in, on a page of its own."""

    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Imprint:
    """版记: copies go to (抄送), and who issues it on which day (印发)."""

    copies: tuple[str, ...] = ()
    office: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Document:
    """One official document.

    `kind`: what it is, in words, for the file's properties (行政复议决定书). `organ`: over the title, or with
    `red_head` the organ mark (发文机关标志) in red as printed, 文件 included. `number`: 文号, "" for none.
    `addressee`: without the colon. `draft`: a mark such as 征求意见稿 at the top left, "" for a final document.
    """

    kind: str
    title: str
    blocks: tuple[Block, ...]
    organ: str = ""
    number: str = ""
    addressee: str = ""
    closing: Closing | None = None
    attachments: tuple[Attachment, ...] = ()
    imprint: Imprint | None = None
    page_numbers: bool = True
    red_head: bool = False
    draft: str = ""
    keywords: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise PaperError("公文没有标题：请先写标题。")
        if self.red_head and not self.organ.strip():
            raise PaperError(f"《{self.title}》要用红头，却没有发文机关标志：请写明发文机关，或者不用红头。")


def para(*runs: Run) -> Para:
    """`para("全年办结", Ref("56", "/figures/…"), "件。")`"""
    return Para(runs)


def from_lines(lines: Iterable[str]) -> tuple[Block, ...]:
    """Plain paragraphs as blocks: a line beginning with "# " (to "#### ") is a heading with its own number; blank
    lines go."""
    blocks: list[Block] = []
    for line in (part for text in lines for part in text.splitlines()):
        marks = len(line) - len(line.lstrip("#"))
        if 1 <= marks <= 4 and line[marks:].startswith(" "):
            blocks.append(Heading(marks, line[marks:].strip(), numbered=False))
        elif line.strip():
            blocks.append(Para((line.strip(),)))
    return tuple(blocks)


def from_record(paper: Mapping[str, Any], organ: str, on: date | None = None, *, draft: str = "") -> Document:
    """The document of a recorded paper: `title`, `number`, `to` and `text` (paragraphs). `on`: its day; None leaves it
    unsigned, as a draft is. Raises KeyError when the record has no title or text: such a record is not a paper."""
    return Document(
        kind=str(paper["title"]),
        title=str(paper["title"]),
        organ=organ,
        number=str(paper.get("number", "")),
        addressee=str(paper.get("to", "")),
        blocks=from_lines(paper["text"]),
        closing=Closing(organ, on) if on else None,
        draft=draft,
    )


def absences(document: Document) -> tuple[str, ...]:
    """What is missing in a document, in its order, attachments included."""
    found: list[str] = []
    for block in (*document.blocks, *(block for one in document.attachments for block in one.blocks)):
        for runs in _runs(block):
            found += [run.text for run in runs if isinstance(run, Absent)]
    return tuple(found)


def cell_runs(cell: Cell) -> tuple[Run, ...]:
    """The runs of a cell, which may be a single one."""
    return cell if isinstance(cell, tuple) else (cell,)


def run_text(run: Run) -> str:
    """The words of a run, as they are read."""
    if isinstance(run, str):
        return run
    if isinstance(run, Absent):
        return f"［缺：{run.text}］"
    return f"{run.text}＊" if isinstance(run, Given) else run.text


def _runs(block: Block) -> list[tuple[Run, ...]]:
    if isinstance(block, Para):
        return [block.runs]
    if isinstance(block, Table):
        return [cell_runs(cell) for row in block.rows for cell in row]
    return []
