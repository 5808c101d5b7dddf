"""Small pieces of WordprocessingML: runs, paragraphs, links. Text is escaped here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from .layout import characters
from .model import Absent, Cite, Emph, Ref, Run, run_text
from .words import clean

Link = Callable[[str], str]  # address -> id of its relationship, "" where the address cannot be reached from a file

# The schema fixes the order of a paragraph's properties and Word insists on it.
ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "shd", "tabs", "kinsoku"),
    *("overflowPunct", "autoSpaceDE", "autoSpaceDN", "snapToGrid", "spacing", "ind", "jc", "outlineLvl"),
)


def text_xml(text: str, rpr: str = "") -> str:
    """A run. Quotation marks and dashes are drawn in the Chinese face (hint); \\n breaks the line, \\t is a tab."""
    parts = escape(clean(text)).replace("\n", "\x00<w:br/>\x00").replace("\t", "\x00<w:tab/>\x00").split("\x00")
    inner = "".join(
        part if part in ("<w:br/>", "<w:tab/>") else f'<w:t xml:space="preserve">{part}</w:t>' for part in parts if part
    )
    return f"<w:r><w:rPr>{rpr_first(rpr)}</w:rPr>{inner}</w:r>" if inner else ""


def rpr_first(rpr: str) -> str:
    """Run properties with the hint in its place, after the character style and before all others."""
    hint = '<w:rFonts w:hint="eastAsia"/>'
    if rpr.startswith("<w:rStyle"):
        end = rpr.index("/>") + 2
        return rpr[:end] + hint + rpr[end:]
    return hint + rpr


def run_xml(run: Run, link: Link, rpr: str = "") -> str:
    """A run of the model."""
    text = run_text(run)
    if isinstance(run, Emph):
        return text_xml(text, "<w:b/><w:bCs/>" + rpr)
    if isinstance(run, Absent):
        return text_xml(text, '<w:rStyle w:val="Absent"/>' + rpr)
    if isinstance(run, (Ref, Cite)) and run.href and (key := link(run.href)):
        linked = text_xml(text, '<w:rStyle w:val="Hyperlink"/>' + rpr)
        return f'<w:hyperlink r:id="{key}" w:history="1">{linked}</w:hyperlink>'
    return text_xml(text, rpr)


def runs_xml(runs: Iterable[Run], link: Link, rpr: str = "") -> str:
    """Runs of the model, one after another."""
    return "".join(run_xml(run, link, rpr) for run in runs)


def paragraph(style: str, inner: str, ppr: str = "") -> str:
    """A paragraph of a style; `ppr`: what differs from the style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{ppr}</w:pPr>{inner}</w:p>'


def indent(left: float = 0, right: float = 0, hanging: float = 0) -> str:
    """Indents in characters (字): in hundredths for Word and WPS, and in twips for readers that know no characters."""
    hang = f' w:hangingChars="{round(hanging * 100)}" w:hanging="{characters(hanging)}"'
    none = ' w:firstLineChars="0" w:firstLine="0"'
    return (
        f'<w:ind w:leftChars="{round(left * 100)}" w:left="{characters(left)}" w:rightChars="{round(right * 100)}"'
        f' w:right="{characters(right)}"{hang if hanging else none}/>'
    )


def element(xml: str) -> BaseOxmlElement:
    """Parsed markup, the properties of every paragraph in the order of the schema; of a repeated one the last wins."""
    named = re.sub(r"^<([\w:]+)", rf"<\1 {nsdecls('w', 'r')}", xml, count=1)
    found: BaseOxmlElement = parse_xml(named)
    places = {qn(f"w:{name}"): place for place, name in enumerate(ORDER)}
    for properties in found.iter(qn("w:pPr")):
        last = {child.tag: child for child in properties}
        for child in list(properties):
            properties.remove(child)
        properties.extend(sorted(last.values(), key=lambda child: places[child.tag]))
    return found
