"""What stands around the text: head, closing, note of attachments, imprint, page number (GB/T 9704-2012, 7.2–7.5)."""

from __future__ import annotations

from .layout import LINE, MARK_DROP, SMALL, WIDTH, characters, points, twips
from .markup import indent, paragraph, text_xml
from .model import Attachment, Closing, Document, Imprint
from .words import bracketed, day, width

LARGEST, SMALLEST = 48, 22  # of the organ mark, pt: as large as one line allows, never smaller than the title
SEAL_LINES = 2  # a seal of 42 or 45 mm in the middle of name and day then ends within a line of the text (7.3.5.1)
THICK, THIN = 8, 6  # 0.35 and 0.25 mm, in eighths of a point


def head_xml(document: Document) -> str:
    """Draft mark, organ mark with number and red rule, or organ and number in black; title; addressee."""
    out = paragraph("Draft", text_xml(document.draft)) if document.draft else ""
    number = text_xml(bracketed(document.number))
    if document.red_head:
        out += _mark(document.organ, bool(document.draft)) + paragraph("RedNumber", number)
        out += paragraph("Title", text_xml(document.title), _before(2 * LINE, points(32)))
    else:
        out += paragraph("Organ", text_xml(document.organ)) if document.organ else ""
        out += paragraph("Title", text_xml(document.title))
        out += paragraph("Number", number) if number else ""
    if document.addressee:
        return out + paragraph("Addressee", text_xml(f"{document.addressee}："), _before(LINE))
    return out + paragraph("Gap", "", _before(LINE, 20))


def closing_xml(closing: Closing) -> str:
    """Name and day. With a seal the day keeps four characters to the right and the name is centred over it (7.3.5.1);
    without, the name keeps two and the day begins two characters after it (7.3.5.2)."""
    words = day(closing.on)
    name, on = width(closing.organ), width(words)
    if closing.sealed:
        day_right = max(4.0, (name - on) / 2)
        name_right = day_right + (on - name) / 2
    else:
        day_right = max(2.0, name - on)
        name_right = day_right + on + 2 - name
    lead = (SEAL_LINES if closing.sealed else 1) * LINE
    mark = '<w:bookmarkStart w:id="1" w:name="seal"/>', '<w:bookmarkEnd w:id="1"/>'
    signed = text_xml(words)
    return paragraph(
        "Sign", text_xml(closing.organ), f"<w:keepNext/>{_before(lead)}{indent(right=name_right)}"
    ) + paragraph("Sign", mark[0] + signed + mark[1] if closing.sealed else signed, indent(right=day_right))


def attachment_note_xml(attachments: tuple[Attachment, ...]) -> str:
    """附件说明 under the text: two characters in, names aligned under each other, no full stop (7.3.4)."""
    if len(attachments) == 1:
        return paragraph(
            "AttachmentNote", text_xml(f"附件：{attachments[0].title}"), _before(LINE) + indent(left=5, hanging=3)
        )
    out = ""
    for place, one in enumerate(attachments, 1):
        first = place == 1
        words = f"{'附件：' if first else ''}{place}. {one.title}"
        hanging = 4.5 if first else 1.5
        out += paragraph(
            "AttachmentNote", text_xml(words), _before(LINE if first else 0) + indent(left=6.5, hanging=hanging)
        )
    return out


def attachment_head_xml(attachment: Attachment, place: int, of: int) -> str:
    """A new page: 附件 and its number flush left in 黑体, the title on the third line (7.3.7)."""
    mark = paragraph("AttachmentMark", text_xml(f"附件{place}" if of > 1 else "附件"))
    title = paragraph("Title", text_xml(attachment.title), _spacing(LINE, LINE, points(32)))
    return mark + title


def imprint_xml(imprint: Imprint) -> str:
    """版记 at the foot of the last page: thick rules outside, a thin one between, a character free on both sides (7.4).

    A table that floats at the foot of the type area (LibreOffice 7 sets one as wide as this right after the text).
    """
    cells = []
    if imprint.copies:
        cells.append(paragraph("Imprint", text_xml(f"抄送：{'，'.join(imprint.copies)}。"), _small_indent(4, 1, 3)))
    if imprint.office or imprint.on:
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH - characters(1, SMALL)}"/></w:tabs>'
        words = f"{imprint.office}\t{day(imprint.on)}印发" if imprint.on else imprint.office
        cells.append(paragraph("Imprint", text_xml(words), tabs + _small_indent(1, 0, 0)))
    if not cells:
        return ""
    cell = f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{WIDTH}" w:type="dxa"/></w:tcPr>'
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in (("top", THICK), ("bottom", THICK), ("insideH", THIN))
    )
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="margin"'
        f' w:tblpXSpec="left" w:tblpYSpec="bottom"/><w:tblW w:w="{WIDTH}" w:type="dxa"/>'
        f"<w:tblBorders>{rules}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{WIDTH}"/></w:tblGrid>'
        + "".join(f"{cell}{words}</w:tc></w:tr>" for words in cells)
        + "</w:tbl>"
        + paragraph("Gap", "")
    )


def footer_xml(odd: bool) -> str:
    """— 1 — : odd pages at the right, even pages at the left, one character in (7.5)."""
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{more}'
        for kind, more in (
            ("begin", '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'),
            ("separate", "<w:r><w:t>1</w:t></w:r>"),
            ("end", ""),
        )
    )
    one = characters(1, SMALL)
    side = f'<w:ind w:right="{one}"/><w:jc w:val="right"/>' if odd else f'<w:ind w:left="{one}"/><w:jc w:val="left"/>'
    return paragraph("Footer", text_xml("— ") + field + text_xml(" —"), side)


def _mark(organ: str, drafted: bool) -> str:
    size = max(SMALLEST, min(LARGEST, int(WIDTH / 20 * 0.96 / max(width(organ), 1.0))))
    before = twips(MARK_DROP) - (LINE if drafted else 0)
    run = text_xml(organ, f'<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>')
    return paragraph("OrganMark", run, _before(before, points(size * 1.15)))


def _before(space: int, line: int = LINE) -> str:
    return _spacing(space, 0, line)


def _spacing(before: int, after: int, line: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


def _small_indent(left: int, right: int, hanging: int) -> str:
    """Indents in characters of the imprint's size."""
    edge, far, hang = (characters(number, SMALL) for number in (left, right, hanging))
    return f'<w:ind w:left="{edge}" w:right="{far}" w:hanging="{hang}"/>'
