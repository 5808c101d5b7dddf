"""The same document as a piece of a web page: semantic, escaped, no inline styles (the site's policy forbids them)."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from html import escape

from .model import (
    Absent,
    Block,
    Chart,
    Cite,
    Closing,
    Document,
    Emph,
    Given,
    Heading,
    Imprint,
    Para,
    Picture,
    Ref,
    Run,
    Signatures,
    Table,
    cell_runs,
    run_text,
)
from .words import bracketed, clean, day, labelled

NUMBER = re.compile(r"[-−+]?\d[\d,.]*%?")
BAR = 26  # height of a bar with its gap, px
START, END = 24.0, 84.0  # where bars begin and the longest ends, percent of the width


def preview(document: Document, level: int = 4) -> str:
    """The document as `<article class="paper">`. `level`: of its hidden heading; headings inside follow below it."""
    title = _text(document.title)
    organ = f"{_text(document.organ)}<br>" if document.organ else ""
    parts = [
        f'<article class="paper" aria-label="{title}预览">',
        f'<h{level} class="vh">文书正文</h{level}>',
        f'<p class="to">{_text(document.draft)}</p>' if document.draft else "",
        f'<p class="c"><b>{organ}{title}</b></p>',
        f'<p class="c">{_text(bracketed(document.number))}</p>' if document.number else "",
        f'<p class="to">{_text(document.addressee)}：</p>' if document.addressee else "",
        blocks_html(document.blocks, level + 1),
        _attachment_note(document),
        _closing(document.closing) if document.closing else "",
    ]
    for place, one in enumerate(document.attachments, 1):
        if one.blocks:
            mark = f"附件{place}" if len(document.attachments) > 1 else "附件"
            parts += [f'<p class="to">{mark}</p>', f'<p class="c"><b>{_text(one.title)}</b></p>']
            parts.append(blocks_html(one.blocks, level + 1))
    if document.imprint:
        parts.append(_imprint(document.imprint))
    return "\n".join(part for part in (*parts, "</article>") if part)


def blocks_html(blocks: Iterable[Block], level: int = 2) -> str:
    """Blocks without the frame of a document, for pages such as the annual report; `level`: of a heading of level 1."""
    return "\n".join(text for block, label in labelled(blocks) if (text := _block(block, label, level)))


def _block(block: Block, label: str, level: int) -> str:
    if isinstance(block, Heading):
        depth = min(6, level + block.level - 1)
        return f"<h{depth}>{label}{_text(block.text)}</h{depth}>"
    if isinstance(block, Para):
        opening = "<p>" if block.indent else '<p class="to">'
        return f"{opening}{_runs(block.runs)}</p>"
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Chart):
        return _chart(block)
    if isinstance(block, Signatures):
        return "\n".join(f'<p class="to">{_text(line)}：＿＿＿＿＿＿＿＿　　年　月　日</p>' for line in block.lines)
    if isinstance(block, Picture):
        data = b64encode(block.png).decode()
        return (
            f'<figure><img src="data:image/png;base64,{data}" alt="{_text(block.caption)}" width="128" height="128">'
            f"<figcaption>{_text(block.caption)}</figcaption></figure>"
        )
    return "<hr>"


def _runs(runs: Iterable[Run]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if isinstance(run, str):
        return _text(run).replace("\n", "<br>")
    if isinstance(run, Emph):
        return f"<strong>{_text(run.text)}</strong>"
    if isinstance(run, Cite):
        words = _text(run.text)
        return (
            f'<a class="cite" href="{escape(run.href)}">{words}</a>'
            if run.href
            else f'<span class="cite">{words}</span>'
        )
    if isinstance(run, Ref):
        number = ' class="num"' if NUMBER.fullmatch(run.text) else ""
        return f'<a{number} href="{escape(run.href)}">{_text(run.text)}</a>' if run.href else _text(run.text)
    if isinstance(run, Given):
        return f'<span class="given">{_text(run.text)}</span>'
    return f"<mark>{_text(run_text(run))}</mark>" if isinstance(run, Absent) else ""


def _table(table: Table) -> str:
    align = table.align or ("left",) * len(table.header)
    kinds = [' class="n"' if side == "right" else "" for side in align]
    head = "".join(
        f'<th role="columnheader" scope="col"{kind}>{_text(text)}</th>'
        for text, kind in zip(table.header, kinds, strict=True)
    )
    rows = "".join(
        '<tr role="row">'
        + "".join(
            f'<th role="rowheader" scope="row">{_runs(cell_runs(cell))}</th>'
            if column == 0
            else f'<td role="cell" data-th="{_text(table.header[column])}"{kind}>{_runs(cell_runs(cell))}</td>'
            for column, (cell, kind) in enumerate(zip(row, kinds, strict=True))
        )
        + "</tr>"
        for row in table.rows
    )
    caption = f"<caption>{_text(table.caption)}</caption>" if table.caption else ""
    note = f'<p class="small muted">注：{_text(table.note)}</p>' if table.note else ""
    return (
        f'<div class="rows"><table class="list" role="table">{caption}'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table></div>{note}'
    )


def _chart(chart: Chart) -> str:
    """Horizontal bars in percent widths, so that text keeps its size, and the same numbers as a table beside them."""
    longest = max((bar.value for bar in chart.bars), default=0) or 1
    title = f"{_text(chart.caption)}（{_text(chart.unit)}）" if chart.unit else _text(chart.caption)
    shapes, rows = "", ""
    for place, bar in enumerate(chart.bars):
        # in hundredths of a percent: whole numbers give the same text everywhere
        long = bar.value * round((END - START) * 100) // longest / 100
        top, line = place * BAR, place * BAR + 18
        words = _run(Ref(bar.words, bar.href)) if bar.href else _text(bar.words)
        shapes += (
            f'<text x="0" y="{line}">{_text(bar.label)}</text>'
            f'<rect class="b1" x="{START:.2f}%" y="{top + 4}" width="{long:.2f}%" height="{BAR - 8}"/>'
            f'<text x="{START + long + 1:.2f}%" y="{line}">{_text(bar.words)}</text>'
        )
        rows += f'<tr><th scope="row">{_text(bar.label)}</th><td class="n">{words}</td></tr>'
    height = len(chart.bars) * BAR
    return (
        f'<figure class="chart"><figcaption>{title}</figcaption><svg height="{height}" role="img">'
        f"<title>条形图：{title}。每一项的数在旁边的表里。</title>"
        f'<line class="ax" x1="{START:.2f}%" x2="{START:.2f}%" y1="0" y2="{height}"/>{shapes}</svg>'
        f'<table><caption class="vh">{title}</caption><thead><tr><th scope="col">项目</th>'
        f'<th scope="col" class="n">{_text(chart.unit) or "数"}</th></tr></thead><tbody>{rows}</tbody></table></figure>'
    )


def _attachment_note(document: Document) -> str:
    names = [_text(one.title) for one in document.attachments]
    if len(names) < 2:
        return f"<p>附件：{names[0]}</p>" if names else ""
    return "<p>附件：" + "<br>".join(f"{place}. {name}" for place, name in enumerate(names, 1)) + "</p>"


def _closing(closing: Closing) -> str:
    when = f'<time datetime="{closing.on.isoformat()}">{day(closing.on)}</time>'
    return f'<p class="sign">{_text(closing.organ)}<br>{when}</p>'


def _imprint(imprint: Imprint) -> str:
    lines = [f"抄送：{_text('，'.join(imprint.copies))}。"] if imprint.copies else []
    issued = f"{day(imprint.on)}印发" if imprint.on else ""
    lines += [f"{_text(imprint.office)}　{issued}".strip()] if imprint.office or issued else []
    return f'<hr><p class="to">{"<br>".join(lines)}</p>' if lines else ""


def _text(text: str) -> str:
    return escape(clean(text))
