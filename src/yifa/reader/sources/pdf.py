"""The text of a PDF that has text; a scan has none, and no picture is read here."""

from __future__ import annotations

import io
import logging
import re

from pypdf import PdfReader

from .mistakes import Unreadable

PAGES, SPARSE = 1000, 20
"""Most pages; fewer characters a page on average are a scan."""
WORK = 2_000_000
"""Most drawing operations of all pages, some twenty seconds' worth: few bytes can ask for any number of them."""
FOLIO = re.compile(r"^[\s—–\-·第]*\d{1,4}\s*(?:页|/\s*\d{1,4})?[\s—–\-·共页\d]*$")
ENDS = re.compile(r"[。！？；：:;!?”》）)]\s*$")
NUMERAL = "[一二三四五六七八九十]{1,3}"
BEGINS = re.compile(rf"^\s*(?:{NUMERAL}、|[（(](?:{NUMERAL}|\d{{1,2}})[)）]|\d{{1,2}}[.．、]\D|第{NUMERAL}[章节部条])")
logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends silently is no concern of a reader of reports


def text_of(name: str, data: bytes) -> str:
    """Lines of a paragraph are joined, page numbers left out. Raises Unreadable."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(name, "PDF 加了密码", "请去掉密码以后再读")
        pages = len(reader.pages)
        if pages > PAGES:
            raise Unreadable(name, f"PDF 有{pages}页，超过{PAGES}页的上限", "请只留报告的各页")
        texts = _texts(name, reader)
    except Unreadable:
        raise
    except Exception as error:  # a broken PDF fails in many ways inside the library
        raise Unreadable(name, f"这个 PDF 已经损坏（{type(error).__name__}）", "请重新下载，或者另存为 .docx、.txt 再读") from None
    if sum(len("".join(t.split())) for t in texts) < SPARSE * max(pages, 1):
        raise Unreadable(name, "PDF 里没有文字，像是扫描件", "请先识别成文字（OCR），核对以后再读")
    return joined([line for t in texts for line in t.split("\n")])


def _texts(name: str, reader: PdfReader) -> list[str]:
    """Page by page. Raises Unreadable as soon as it is too much work."""
    done = 0

    def counted(*_: object) -> None:
        nonlocal done
        done += 1
        if done > WORK:
            raise Unreadable(name, "PDF 的内容多得不像一份报告，没有读完", "请只留报告的各页，或者另存为 .docx、.txt 再读")

    out = []
    for page in reader.pages:
        out.append(page.extract_text(visitor_operand_before=counted))
        if done > WORK:  # within a form the library passes over what is raised
            counted()
    return out


def joined(lines: list[str]) -> str:
    """Printed lines as paragraphs: a line goes on in the next unless it ends a sentence or the next begins a heading, or it is
    much shorter than the widest line."""
    kept = [line.strip() for line in lines if not FOLIO.match(line) or not line.strip()]
    widest = max((len(line) for line in kept), default=0)
    out: list[str] = []
    open_ = False
    for line in kept:
        if not line:
            open_ = False
        elif open_ and not BEGINS.match(line):
            out[-1] += line
        else:
            out.append(line)
        if line:
            open_ = not ENDS.search(line) and len(line) > widest * 0.8
    return "\n".join(out)
