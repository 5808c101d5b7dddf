"""A file's kind by its content first and its name second, and its text. Nothing of a file is executed or fetched."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from . import markup, pdf, word
from .decode import decode
from .mistakes import Unreadable

LIMIT = 64 * 2**20
"""Bytes of one file."""
KINDS = (".txt", ".html", ".htm", ".docx", ".pdf")
TEXT, HTML = (".txt", ".text", ".md", ""), (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text. `form`: txt, html, docx or pdf; `encoding` of text and HTML; `digest`: SHA-256 of the file in hex.
    The text of a .txt is what Python's `open` gives in that encoding (a BOM stays, line ends become \\n), so positions in it
    are positions in the file; of other kinds it is the extracted text, one block a line."""

    name: str
    text: str
    form: str
    encoding: str = ""
    digest: str = ""


def from_file(path: Path) -> Document:
    """Raises Unreadable, also for a folder or a file that is not there."""
    name = path.name
    try:
        size = path.stat().st_size
        if path.is_file() and size > LIMIT:
            raise _too_large(name, size)
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise Unreadable(name, f"打不开这个文件（{error.strerror}）", "请核对路径和读取权限") from None
    return from_bytes(name, data)


def from_bytes(name: str, data: bytes) -> Document:
    """`name` tells HTML from plain text where the content does not. Raises Unreadable."""
    if len(data) > LIMIT:
        raise _too_large(name, len(data))
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable(name, "文件是空的", "请换成有正文的文件，或者把正文直接贴进来")
    form, encoding = "txt", ""
    if data.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        form, text = "pdf", pdf.text_of(name, data)
    elif data.startswith(b"PK\x03\x04"):
        form, text = "docx", word.text_of(name, data)
    else:
        _refuse_foreign(name, data)
        text, encoding = decode(name, data)
        if _is_html(name, text):
            form, text = "html", markup.text_of(text)
    if not text.replace("\ufeff", "").strip():
        raise Unreadable(name, "里面没有文字", "正文可能是图片，请换成带文字的版本")
    return Document(name, text, form, encoding, hashlib.sha256(data).hexdigest())


def from_text(text: str, name: str = "粘贴的文字") -> Document:
    """Pasted text. Raises Unreadable where there is none."""
    if not text.replace("\ufeff", "").strip():
        raise Unreadable(name, "没有文字", "请把报告的正文贴进来")
    data = text.encode("utf-8", "surrogatepass")
    return Document(name, text, "txt", "utf-8", hashlib.sha256(data).hexdigest())


def _too_large(name: str, size: int) -> Unreadable:
    why = f"文件有{size / 2**20:.0f} MB，超过{LIMIT // 2**20} MB的上限"
    return Unreadable(name, why, "请只留报告正文，或者拆开以后再读")


def _is_html(name: str, text: str) -> bool:
    suffix = Path(name).suffix.lower()
    if suffix in HTML:
        return True
    head = text[:2000].lstrip("\ufeff \t\r\n").lower()
    return head.startswith(("<!doctype html", "<html", "<?xml")) or (suffix not in TEXT and "<body" in head)


FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "这是旧版 Office 文件（.doc、.xls 或者 .wps）", "请用文字处理软件另存为 .docx 以后再读"),
    (b"{\\rtf", "这是 .rtf 文件", "请另存为 .docx 以后再读"),
    (b"\xff\xd8\xff", "这是图片", "请先识别成文字，或者换成带文字的版本"),
    (b"\x89PNG", "这是图片", "请先识别成文字，或者换成带文字的版本"),
    (b"GIF8", "这是图片", "请先识别成文字，或者换成带文字的版本"),
    (b"Rar!", "这是压缩包", "请解压以后再读里面的文件"),
    (b"7z\xbc\xaf", "这是压缩包", "请解压以后再读里面的文件"),
    (b"\x1f\x8b", "这是压缩包", "请解压以后再读里面的文件"),
)


def _refuse_foreign(name: str, data: bytes) -> None:
    for magic, why, todo in FOREIGN:
        if data.startswith(magic):
            raise Unreadable(name, why, todo)
