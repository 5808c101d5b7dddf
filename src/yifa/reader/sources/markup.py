"""The text of a page in HTML: its title and the part that holds the sentences; navigation, lists of links, scripts and
adverts are left out. No address in it is followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree, html

from .grid import Cell, Grid

DROPPED = {  # a form is kept: many official sites put the whole page into one
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "iframe", "object", "embed",
    "select", "button", "textarea", "svg", "canvas", "audio", "video", "map", "head",
}  # fmt: skip
BLOCKS = {
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "tfoot", "thead", "tr", "ul", "caption",
}  # fmt: skip
CELLS = {"td", "th"}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
SENTENCE = re.compile("[，。；、：,;]")
SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u200b]+")
SHARE, LINKS = 0.85, 0.5
"""How much of the sentences the main part holds; from which share of link text on a block is a list of links."""
DEEP = 200
ARTICLE = 400
"""Characters that make a cell an article, if they are sentences."""
Element: TypeAlias = Any
"""An element of lxml, which has no types of its own."""


def text_of(source: str) -> str:
    """One block a line, cells of a table row parted by " | ". Any string gives a text, if an empty one."""
    tree = _parsed(source)
    if tree is None:
        return ""
    title = _title(tree)
    body = tree.find("body")
    root = body if body is not None else tree
    _prune(root)
    lines = list(_lines(_main(root)))
    if title and not any(title == line or title in line for line in lines[:12]):
        lines.insert(0, title)
    return "\n".join(lines)


def _parsed(source: str) -> Element | None:
    clean = re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ufeff\ud800-\udfff]", "", source)
    try:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
        return html.document_fromstring(clean.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def _title(tree: Element) -> str:
    """The title as the page itself states it; the window's title without the site's name."""
    for meta in tree.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle" and (words := _squeezed(meta.get("content") or "")):
            return words
    for tag in ("h1", "title"):
        found = next(tree.iter(tag), None)
        if found is not None and (words := _squeezed(found.text_content())):
            return re.split(r"[-_|—]{1,2}(?=[^-_|—]*$)", words)[0].strip() if tag == "title" else words
    return ""


def _prune(root: Element) -> None:
    gone = [e for e in root.iter() if e is not root and isinstance(e.tag, str) and (e.tag in DROPPED or _hidden(e))]
    for e in gone:
        if e.getparent() is not None:
            e.drop_tree()


def _hidden(e: Element) -> bool:
    return e.get("hidden") is not None or e.get("aria-hidden") == "true" or bool(HIDDEN.search(e.get("style") or ""))


def _main(root: Element) -> Element:
    """Downwards as long as one child holds nearly all characters of sentences outside links."""
    weights = _weights(root)
    here = root
    for _ in range(DEEP):
        heavy = [c for c in here if isinstance(c.tag, str) and weights.get(c, 0) >= SHARE * weights[here]]
        if not heavy or not weights[here] or heavy[0].tag == "p" or (heavy[0].tag == "table" and _holds_data(heavy[0])):
            break
        here = heavy[0]
    return here


def _weights(root: Element) -> dict[Element, int]:
    """For each element the characters of its texts that read like sentences, links apart; children before parents."""
    out: dict[Element, int] = {}
    for _, e in etree.iterwalk(root, events=("end",)):
        if not isinstance(e.tag, str):
            continue
        link = e.tag == "a"
        out[e] = 0 if link else _sentences(e.text) + sum(out.get(c, 0) + _sentences(c.tail) for c in e)
    return out


def _sentences(text: str | None) -> int:
    return len(text.strip()) if text and SENTENCE.search(text) else 0


def _lines(root: Element) -> Iterator[str]:
    """Blocks as lines, rows of tables as rows; a block mostly of links is left out."""
    words: list[str] = []
    linked = in_link = 0

    def flush() -> Iterator[str]:
        nonlocal linked
        line = _squeezed("".join(words))
        if line and linked < LINKS * len(line):
            yield line
        words.clear()
        linked = 0

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, e in walk:
        tag = e.tag if isinstance(e.tag, str) else ""
        if tag in BLOCKS or tag in CELLS or tag == "br":
            yield from flush()
        if event == "start" and tag == "table" and _holds_data(e):
            yield from _rows(e)
            walk.skip_subtree()
            continue
        in_link += (tag == "a") * (1 if event == "start" else -1)
        text = e.text if event == "start" else e.tail if e is not root else None
        if text:
            words.append(text)
            linked += len(SPACES.sub("", text)) if in_link else 0
    yield from flush()


def _holds_data(table: Element) -> bool:
    """Whether a table is one, and does not just lay out a page: no table in it, rows of cells, none of them an article."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [[c for c in row if c.tag in CELLS] for row in table.iter("tr")]
    return any(len(row) > 1 for row in rows) and not any(_article(c) for row in rows for c in row)


def _article(cell: Element) -> bool:
    """Whether a cell holds the sentences of an article."""
    words = cell.text_content()
    return len(words) > ARTICLE and words.count("。") > 3


def _rows(table: Element) -> Iterator[str]:
    grid = Grid()
    for row in table.iter("tr"):
        cells = [Cell(_told(c), _number(c, "colspan"), _number(c, "rowspan")) for c in row if c.tag in CELLS]
        line = grid.line(cells) if cells else ""
        linked = sum(len(_squeezed(a.text_content())) for a in row.iter("a"))
        if line and linked < LINKS * sum(len(c.text) for c in cells):
            yield line


def _told(cell: Element) -> str:
    """The words of a cell, in one line; a bar in them is none between cells."""
    return _squeezed(" ".join(cell.itertext()) if len(cell) > 1 else cell.text_content()).replace("|", "｜")


def _number(cell: Element, name: str) -> int:
    said = (cell.get(name) or "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def _squeezed(text: str) -> str:
    """Spaces that HTML does not show; between two Chinese characters a line break is none at all."""
    return re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])", "", SPACES.sub(" ", text)).strip()
