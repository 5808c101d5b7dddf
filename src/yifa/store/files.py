"""Attachments: kept once under their digest in the data folder, refused if they are not what they call themselves."""

from __future__ import annotations

import hashlib
import io
import os
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from .models import Attachment

MAX_NAME = 200
MAX_UNPACKED = 500 * 2**20
INSERT_CARRIED = "INSERT INTO carried (matter, entry, attachment_id, name) VALUES (%s, %s, %s, %s)"


class BadFile(ValueError):
    """An attachment that is not taken; the text says why and what to do."""


@dataclass(frozen=True)
class Kept:
    """An attachment as an entry's body names it."""

    name: str
    size: int
    type: str
    sha256: str

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def _package(part: str) -> Callable[[bytes], bool]:
    """A zip that holds this part; no macros, no archive that unpacks to gigabytes."""

    def holds(data: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError):
            return False
        names = {m.filename for m in members}
        if any(n.endswith("vbaProject.bin") for n in names):
            raise BadFile("文件里有宏，不能作为附件；请另存为不含宏的格式。")
        if sum(m.file_size for m in members) > MAX_UNPACKED:
            raise BadFile("文件解开后异常地大，不能作为附件；请压缩图片或者转成 PDF。")
        return part in names

    return holds


def _begins(*magic: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(magic)


def _is_text(data: bytes) -> bool:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(unicodedata.category(c) == "Cc" and c not in "\t\r\n" for c in text)
    return False


KINDS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "pdf": ("application/pdf", _begins(b"%PDF-")),
    "ofd": ("application/ofd", _package("OFD.xml")),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _package("word/document.xml")),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _package("xl/workbook.xml")),
    "jpg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    "png": ("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    "txt": ("text/plain", _is_text),
}
ALIASES = {"jpeg": "jpg"}
ALLOWED = "、".join(KINDS)


def keep(name: str, data: bytes) -> Kept:
    """Stores the bytes and registers the attachment. Raises BadFile. A file kept for a step that is then refused stays
    unmentioned by any entry and harms nobody."""
    shown, kind = _name(name)
    most = int(settings.ATTACHMENT_MAX_BYTES)
    if not data:
        raise BadFile(f"“{shown}”是空文件；请检查后重新选择。")
    if len(data) > most:
        raise BadFile(f"“{shown}”有{len(data) / 2**20:.1f}MB，每个附件最多{most // 2**20}MB；请压缩或者分成几个文件。")
    media, check = KINDS[kind]
    if not check(data):
        raise BadFile(f"“{shown}”的内容不是 {kind} 格式，可能改过扩展名；请上传原来格式的文件（可以是{ALLOWED}）。")
    digest = hashlib.sha256(data).hexdigest()
    _store(digest, data)
    Attachment.objects.get_or_create(sha256=digest, defaults={"size": len(data), "type": media})
    return Kept(shown, len(data), media, digest)


def _name(name: str) -> tuple[str, str]:
    """(the name without path or control characters, its kind). Raises BadFile for a kind that is not taken."""
    base = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    base = "".join(c for c in base if unicodedata.category(c)[0] != "C").strip(" .") or "附件"
    stem, dot, ending = base.rpartition(".")
    kind = ALIASES.get(ending.lower(), ending.lower())
    if not dot or kind not in KINDS:
        raise BadFile(f"“{base[:50]}”的格式不收；附件可以是{ALLOWED}。")
    return f"{stem[: MAX_NAME - len(ending) - 1]}.{ending}", kind


def path_of(sha256: str) -> Path:
    """Where the bytes of a digest lie. Raises ValueError for what is no digest."""
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise ValueError("附件的摘要应为64位十六进制数字。")
    return Path(settings.DATA_DIR) / "attachments" / sha256[:2] / sha256[2:]


def _store(digest: str, data: bytes) -> None:
    """Written beside and renamed, so that a file under its digest is always whole."""
    path = path_of(digest)
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)


def fetch(sha256: str) -> bytes:
    """The bytes. Raises BadFile when they are missing or no longer match their digest."""
    try:
        data = path_of(sha256).read_bytes()
    except FileNotFoundError:
        raise BadFile("附件的文件不在数据目录里；请从备份恢复 attachments 文件夹。") from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise BadFile("附件与账本记载的摘要不符，文件被改动过；请从备份恢复。")
    return data


def carry(cursor: Any, matter: str, seq: int, attachments: Iterable[Mapping[str, Any]]) -> None:
    """Notes, in the step's transaction, which matter carries which attachment, so that who may see the matter may
    fetch it. Raises BadFile for an attachment that was never kept."""
    for a in attachments:
        cursor.execute("SELECT size, type FROM attachment WHERE sha256 = %s", (a["sha256"],))
        row = cursor.fetchone()
        if row is None or row != (a["size"], a["type"]):
            raise BadFile(f"附件“{a['name']}”还没有上传完整；请重新上传。")
        cursor.execute(INSERT_CARRIED, (matter, seq, a["sha256"], a["name"]))
