"""What was uploaded, pasted, or read a moment ago, as documents; refusals in words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from yifa.reader.sources import KINDS, Document, Unreadable, from_bytes, from_text

FILES, BYTES, CHARACTERS = 12, 4 * 2**20, 400_000
"""Files at a time; bytes of one; characters of all: what a stranger may ask of the server at once."""
REQUEST = 20 * 2**20
SUFFIXES = ",".join(KINDS)


def given(request: HttpRequest) -> tuple[list[Document], list[dict[str, Any]]]:
    """(documents, refusals). Documents that the page already showed come first, as their texts."""
    said = str(request.META.get("CONTENT_LENGTH") or "")
    if said.isascii() and said.isdigit() and int(said[:20]) > REQUEST:  # before the body is read at all
        return [], [_refusal(f"一次交来的超过{REQUEST // 2**20} MB", "请分几次读")]
    documents: list[Document] = []
    refusals: list[dict[str, Any]] = []
    for name, text in zip(request.POST.getlist("kept-name"), request.POST.getlist("kept-text"), strict=False):
        if text.strip():
            documents.append(from_text(_lines(text), name[:200]))
    if (text := request.POST.get("text", "")).strip():
        documents.append(from_text(_lines(text)))
    for file in request.FILES.getlist("files"):
        name = str(file.name or "文件")[:200]
        if (file.size or 0) > BYTES:
            refusals.append(_refusal(f"{name}：超过{BYTES // 2**20} MB", "请只留报告正文，或者在自己的电脑上用 yifa audit 读"))
            continue
        try:
            documents.append(from_bytes(name, file.read()))
        except Unreadable as error:
            refusals.append(_refusal(f"{error.name}：{error.why}", error.todo))
    if len(documents) > FILES:
        refusals.append(_refusal(f"一次最多读{FILES}份", f"多出的{len(documents) - FILES}份没有读，请分几次"))
        documents = documents[:FILES]
    while documents and sum(len(d.text) for d in documents) > CHARACTERS:
        gone = documents.pop()
        refusals.append(_refusal(f"{gone.name}：合计超过{CHARACTERS:,}字，没有读", "请分几次读"))
    if not documents and not refusals:
        refusals.append(_refusal("没有选文件，也没有贴文字", "选一个文件，或者把报告全文贴进来"))
    return documents, refusals


def _lines(text: str) -> str:
    """Forms send line ends as \\r\\n."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refusal(words: str, todo: str) -> dict[str, Any]:
    return {"href": "#f-files", "words": words, "todo": todo}
