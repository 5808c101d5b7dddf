"""Tables, and charts as tables whose cells are the bars."""

from __future__ import annotations

from .layout import WIDTH
from .markup import Link, paragraph, runs_xml, text_xml
from .model import Cell, Chart, Ref, Run, Table, cell_runs, run_text
from .words import width

RULE = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
NARROW, BROAD = 4, 22  # a column's weight by its text, in characters
LABEL, VALUE = 0.24, 0.16  # of a chart's width


def table_xml(table: Table, link: Link) -> str:
    """Caption, table over the full type area with a repeating header, note."""
    weights = table.widths or tuple(_weight(table, column) for column in range(len(table.header)))
    sizes = shares(WIDTH, weights)
    align = table.align or ("left",) * len(weights)
    head = "".join(
        _cell(size, paragraph("TableHead", text_xml(text)), '<w:vAlign w:val="center"/>')
        for size, text in zip(sizes, table.header, strict=True)
    )
    rows = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            _cell(size, _text(cell, link, side), '<w:vAlign w:val="center"/>')
            for size, cell, side in zip(sizes, row, align, strict=True)
        )
        + "</w:tr>"
        for row in table.rows
    )
    return (
        _caption(table.caption)
        + _open(sizes, rules=True)
        + f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
        + paragraph("Note", text_xml(f"注：{table.note}") if table.note else "")
    )


def chart_xml(chart: Chart, link: Link) -> str:
    """One row a bar: label, bar from zero on a common scale, number. A column of the grid ends where a bar ends, so
    that every bar has its exact length in every reader."""
    label, value = round(WIDTH * LABEL), round(WIDTH * VALUE)
    room = WIDTH - label - value
    longest = max((bar.value for bar in chart.bars), default=0)
    lengths = [bar.value * room // longest if longest else 0 for bar in chart.bars]
    edges = sorted({0, room, *lengths})
    rows = ""
    for bar, length in zip(chart.bars, lengths, strict=True):
        shown: Run = Ref(bar.words, bar.href) if bar.href else bar.words
        full = _bar(length, edges.index(length), "595959")
        rest = _bar(room - length, len(edges) - 1 - edges.index(length), "")
        side = '<w:jc w:val="right"/>'
        rows += (
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            + _cell(label, paragraph("BarText", text_xml(bar.label)), '<w:vAlign w:val="center"/>')
            + full
            + rest
            + _cell(value, paragraph("BarText", runs_xml((shown,), link), side), '<w:vAlign w:val="center"/>')
            + "</w:tr>"
            + _spacer(label, edges, value)
        )
    title = f"{chart.caption}（{chart.unit}）" if chart.unit else chart.caption
    columns = [label, *(b - a for a, b in zip(edges, edges[1:], strict=False)), value]
    return _caption(title) + _open(columns, rules=False) + rows + "</w:tbl>" + paragraph("Note", "")


def shares(total: int, weights: tuple[int, ...]) -> list[int]:
    """A total split by weights into whole twips that add up to it."""
    ends = [total * sum(weights[: place + 1]) // sum(weights) for place in range(len(weights))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _spacer(label: int, edges: list[int], value: int) -> str:
    """A low empty row, so that one bar does not touch the next."""
    inner = "".join(
        _cell(size, paragraph("Gap", "", "<w:keepNext/>"), span)
        for size, span in ((label, ""), (edges[-1], f'<w:gridSpan w:val="{len(edges) - 1}"/>'), (value, ""))
    )
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="90" w:hRule="exact"/></w:trPr>{inner}</w:tr>'


def _bar(size: int, span: int, fill: str) -> str:
    if not span:
        return ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return _cell(size, paragraph("BarText", ""), f'<w:gridSpan w:val="{span}"/>{shade}')


def _caption(text: str) -> str:
    return paragraph("Caption", text_xml(text)) if text else ""


def _open(sizes: list[int], *, rules: bool) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "<w:tblBorders>" + "".join(f"<w:{side} {RULE}/>" for side in sides) + "</w:tblBorders>" if rules else ""
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>{borders}'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _cell(size: int, inner: str, tcpr: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/>{tcpr}</w:tcPr>{inner}</w:tc>'


def _text(cell: Cell, link: Link, side: str) -> str:
    return paragraph("TableText", runs_xml(cell_runs(cell), link), f'<w:jc w:val="{side}"/>')


def _weight(table: Table, column: int) -> int:
    texts = [table.header[column], *("".join(map(run_text, cell_runs(row[column]))) for row in table.rows)]
    return round(min(BROAD, max(NARROW, *(width(text) + 1 for text in texts))) * 2)
