"""Official documents: a document model in, a .docx in the layout of GB/T 9704-2012 or a piece of HTML out. Pure.

Knows neither Django nor the kernel; can be used alone. `model` says what a document is, `write.to_docx` and
`html.preview` set it, `read` takes a .docx apart again.
"""

from .html import blocks_html, preview
from .model import (
    Absent,
    Attachment,
    Bar,
    Chart,
    Cite,
    Closing,
    Document,
    Emph,
    Given,
    Heading,
    Imprint,
    PageBreak,
    PaperError,
    Para,
    Picture,
    Ref,
    Signatures,
    Table,
    absences,
    from_lines,
    from_record,
    para,
)
from .words import bracketed, number_text
from .write import to_docx

__all__ = [
    "Absent",
    "Attachment",
    "Bar",
    "Chart",
    "Cite",
    "Closing",
    "Document",
    "Emph",
    "Given",
    "Heading",
    "Imprint",
    "PageBreak",
    "PaperError",
    "Para",
    "Picture",
    "Ref",
    "Signatures",
    "Table",
    "absences",
    "blocks_html",
    "bracketed",
    "from_lines",
    "from_record",
    "number_text",
    "para",
    "preview",
    "to_docx",
]
