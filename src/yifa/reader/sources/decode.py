"""Bytes to text: UTF-8 (with or without BOM), UTF-16 with BOM, a charset that the page declares, GB18030."""

from __future__ import annotations

import codecs
import re

from .mistakes import Unreadable

DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})|<\?xml[^>]{0,80}encoding=["']([A-Za-z0-9_.:-]{2,30})""")
HEAD = 4096
CONTROL = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
CHINESE = {"gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030", "cp936", "csgb2312"}


def decode(name: str, data: bytes) -> tuple[str, str]:
    """(text, encoding); line ends as Python's `open` gives them. Strict: text of the wrong encoding is never made up.
    Raises Unreadable for what is no text."""
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _is_text(text):
            return text.replace("\r\n", "\n").replace("\r", "\n"), encoding
    raise Unreadable(name, "这不是文字文件，或者用了认不出的编码", "请另存为 UTF-8 编码的 .txt，或者用 .docx、.html、.pdf")


def _candidates(data: bytes) -> list[str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    found = DECLARED.search(data[:HEAD])
    declared = (found[1] or found[2]).decode("ascii").lower() if found else ""
    if declared in CHINESE:
        declared = "gb18030"  # its subsets are declared where the superset is used
    try:
        known = codecs.lookup(declared) if declared else None
    except LookupError:
        known = None
    # A single-byte charset decodes any bytes: it is believed last.
    single = known is not None and known.name.startswith(("iso8859", "cp125", "latin"))
    names = ["utf-8", *([declared] if known and not single else []), "gb18030", *([declared] if single else [])]
    return list(dict.fromkeys(names))


def _is_text(text: str) -> bool:
    """At most one control character in 500: binary that happens to decode has many more."""
    return len(CONTROL.findall(text)) * 500 <= len(text)
