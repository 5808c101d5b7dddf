"""A document of the model as a .docx: the same document is the same bytes, so that its digest can be recorded."""

from __future__ import annotations

import io
from datetime import datetime
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import docx
from docx.document import Document as Package
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Twips

from .frame import attachment_head_xml, attachment_note_xml, closing_xml, footer_xml, head_xml, imprint_xml
from .layout import BOTTOM, LEFT, LINE, NUMBER_DROP, PAGE, RIGHT, SMALL, SQUEEZE, TOP, points, twips
from .markup import Link, element, paragraph, runs_xml, text_xml
from .model import Block, Chart, Document, Heading, PageBreak, Para, Picture, Signatures, Table
from .styles import fonts_xml, settings_xml, styles_xml
from .tables import chart_xml, table_xml
from .words import clean, labelled

EPOCH = datetime(2000, 1, 1)  # of a document without a day of its own
NEEDLESS = ("stylesWithEffects", "customXml", "theme", "numbering", "fontTable", "webSettings")


def to_docx(document: Document, base: str = "") -> bytes:
    """The document as a .docx in the layout of GB/T 9704-2012.

    `base`: the address of the site, https://…; links that begin with / or ? are put behind it. Without it such links
    stay plain text, for a file has no site to be relative to.
    """
    package = docx.Document()
    _strip(package)
    _replace(package.styles.element, styles_xml())
    _replace(package.settings.element, settings_xml(document.page_numbers))
    _add_fonts(package)
    _page(package, document.page_numbers)
    body = package.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    for item in _elements(document, package, _links(package, base)):
        body[-1].addprevious(item)
    _properties(package, document)
    out = io.BytesIO()
    package.save(out)
    return repack(out.getvalue())


def repack(data: bytes) -> bytes:
    """A zip with fixed times and order, stored: compression would differ with the library that does it."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(out, "w", ZIP_STORED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            target.writestr(info, source.read(name))
    return out.getvalue()


def _elements(document: Document, package: Package, link: Link) -> list[BaseOxmlElement]:
    out = _parse(head_xml(document)) + _blocks(document.blocks, package, link)
    out += _parse(attachment_note_xml(document.attachments))
    if document.closing:
        _keep_last(out)
        out += _parse(closing_xml(document.closing))
    for place, one in enumerate(document.attachments, 1):
        if one.blocks:
            out += _parse(attachment_head_xml(one, place, len(document.attachments)))
            out += _blocks(one.blocks, package, link)
    if document.imprint:
        out += _parse(imprint_xml(document.imprint))
    return out


def _blocks(blocks: tuple[Block, ...], package: Package, link: Link) -> list[BaseOxmlElement]:
    out: list[BaseOxmlElement] = []
    for block, label in labelled(blocks):
        if isinstance(block, Picture):
            out += _picture(block, package)
        else:
            out += _parse(_block_xml(block, label, link))
    return out


def _block_xml(block: Block, label: str, link: Link) -> str:
    if isinstance(block, Heading):
        return paragraph(f"Heading{block.level}", text_xml(label + block.text))
    if isinstance(block, Para):
        return paragraph("Normal" if block.indent else "Flush", runs_xml(block.runs, link))
    if isinstance(block, Table):
        return table_xml(block, link)
    if isinstance(block, Chart):
        return chart_xml(block, link)
    if isinstance(block, Signatures):
        return "".join(_sign_line(line) for line in block.lines)
    return paragraph("Normal", '<w:r><w:br w:type="page"/></w:r>') if isinstance(block, PageBreak) else ""


def _sign_line(words: str) -> str:
    stops = "".join(
        f'<w:tab w:val="{kind}" w:leader="{leader}" w:pos="{twips(place)}"/>'
        for kind, leader, place in (("left", "underscore", 100), ("right", "none", 156))
    )
    return paragraph("SignLine", text_xml(f"{words}：\t\t　　年　　月　　日"), f"<w:tabs>{stops}</w:tabs>")


def _picture(picture: Picture, package: Package) -> list[BaseOxmlElement]:
    side = Mm(picture.side)
    inline = package.part.new_pic_inline(io.BytesIO(picture.png), side, side)
    inline.docPr.set("descr", clean(picture.caption))
    holder = element(paragraph("Picture", "<w:r><w:drawing/></w:r>"))
    next(holder.iter(qn("w:drawing"))).append(inline)
    return [holder, *_parse(paragraph("PictureText", text_xml(picture.caption)))]


def _keep_last(elements: list[BaseOxmlElement]) -> None:
    """The signature never stands alone on a page: the last paragraph keeps with it (7.3.5.5)."""
    if elements and elements[-1].tag == qn("w:p"):
        properties = elements[-1].find(qn("w:pPr"))
        if properties.find(qn("w:keepNext")) is None:
            properties.insert(1, element("<w:keepNext/>"))


def _parse(xml: str) -> list[BaseOxmlElement]:
    return list(element(f"<w:body>{xml}</w:body>")) if xml else []


def _links(package: Package, base: str) -> Link:
    def link(href: str) -> str:
        address = href if "://" in href or href.startswith("mailto:") else base.rstrip("/") + href if base else ""
        return package.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True) if address else ""

    return link


def _page(package: Package, numbered: bool) -> None:
    section = package.sections[0]
    section.page_width, section.page_height = Twips(twips(PAGE[0])), Twips(twips(PAGE[1]))
    section.top_margin, section.bottom_margin = Twips(twips(TOP)), Twips(twips(BOTTOM))
    section.left_margin, section.right_margin = Twips(twips(LEFT)), Twips(twips(RIGHT))
    section.header_distance, section.gutter = Twips(twips(15)), Twips(0)
    # the dash stands in the middle of its line, 7 mm under the type area; counted from the foot of the page
    section.footer_distance = Twips(twips(BOTTOM - NUMBER_DROP) - points(SMALL) // 2)
    properties = section._sectPr
    for name in list(properties.attrib):
        del properties.attrib[name]
    for child in properties.findall(qn("w:cols")) + properties.findall(qn("w:docGrid")):
        properties.remove(child)
    properties.append(element('<w:cols w:space="425"/>'))
    properties.append(element(f'<w:docGrid w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="{SQUEEZE}"/>'))
    if numbered:
        for footer, odd in ((section.footer, True), (section.even_page_footer, False)):
            footer.is_linked_to_previous = False
            _fill(footer._element, footer_xml(odd))


def _fill(holder: BaseOxmlElement, xml: str) -> None:
    _empty(holder)
    holder.extend(_parse(xml))


def _empty(holder: BaseOxmlElement) -> None:
    for child in list(holder):
        holder.remove(child)


def _replace(holder: BaseOxmlElement, xml: str) -> None:
    _empty(holder)
    holder.extend(list(element(xml)))


def _strip(package: Package) -> None:
    """Off with the template's thumbnail, theme and second style sheet: an official document carries what it uses."""
    part = package.part
    for key, relation in list(part.rels.items()):
        if relation.reltype.endswith(NEEDLESS):
            del part.rels[key]
    outer = part.package.rels
    for key, relation in list(outer.items()):
        if relation.reltype.endswith(("thumbnail", "extended-properties")):
            del outer[key]


def _add_fonts(package: Package) -> None:
    owner = package.part.package
    part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, fonts_xml(), owner)
    package.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _properties(package: Package, document: Document) -> None:
    closing = document.closing
    made = datetime(closing.on.year, closing.on.month, closing.on.day) if closing else EPOCH
    known = package.core_properties
    known.title, known.subject = clean(document.title)[:255], clean(document.kind)[:255]
    known.author = known.last_modified_by = clean(closing.organ if closing else document.organ)[:255]
    known.keywords, known.comments, known.category = clean("；".join(document.keywords))[:255], "", ""
    known.language, known.revision = "zh-CN", 1
    known.created = known.modified = made
