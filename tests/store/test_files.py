"""Attachments: what calls itself a PDF is one, nothing is too large, nothing is fetched past one's rights."""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from yifa.store import files
from yifa.store.actor import NOBODY, Actor
from yifa.store.append import Chain
from yifa.store.files import BadFile, carry, fetch, keep, path_of
from yifa.store.models import Attachment, Carried
from yifa.store.visibility import attachments_visible_to, entries_visible_to

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"x" * 100


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def package(part: str, *more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name in ("[Content_Types].xml", part, *more):
            z.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("笔录.pdf", PDF),
        ("照片.JPEG", b"\xff\xd8\xff\xe0rest"),
        ("图.png", b"\x89PNG\r\n\x1a\nrest"),
        ("决定书.docx", package("word/document.xml")),
        ("表.xlsx", package("xl/workbook.xml")),
        ("公文.ofd", package("OFD.xml")),
        ("说明.txt", "经查".encode("gb18030")),
    ],
)
def test_a_file_is_kept_once_under_its_digest(name: str, data: bytes, place: Path) -> None:
    kept = keep(name, data)
    assert kept.sha256 == hashlib.sha256(data).hexdigest() and kept.size == len(data)
    assert fetch(kept.sha256) == data
    assert stat.S_IMODE(path_of(kept.sha256).stat().st_mode) == 0o600
    keep(f"另一个名字.{name.rpartition('.')[2]}", data)
    assert Attachment.objects.count() == 1
    assert [p for p in (place / "attachments").rglob("*") if p.is_file()] == [path_of(kept.sha256)]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("笔录.pdf", b"MZ\x90\x00program", "不是 pdf 格式"),
        ("图.png", b"\xff\xd8\xff\xe0", "不是 png 格式"),
        ("决定书.docx", package("xl/workbook.xml"), "不是 docx 格式"),
        ("决定书.docx", b"PK\x03\x04broken", "不是 docx 格式"),
        ("决定书.docx", package("word/document.xml", "word/vbaProject.bin"), "宏"),
        ("说明.txt", b"\x00\x01\x02", "不是 txt 格式"),
        ("程序.exe", b"MZ", "格式不收"),
        ("笔录.pdf.exe", PDF, "格式不收"),
        ("没有扩展名", PDF, "格式不收"),
        ("空.pdf", b"", "空文件"),
    ],
)
def test_a_disguised_or_strange_file_is_refused_with_the_reason(name: str, data: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        keep(name, data)
    assert not Attachment.objects.exists()


def test_a_file_over_the_limit_is_refused_with_both_sizes(settings: Settings) -> None:
    settings.ATTACHMENT_MAX_BYTES = 2 * 2**20
    with pytest.raises(BadFile, match=r"3\.0MB.*最多2MB"):
        keep("大.pdf", PDF + b"x" * 3 * 2**20)


def test_a_package_that_unpacks_to_gigabytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_UNPACKED", 5)
    with pytest.raises(BadFile, match="异常地大"):
        keep("决定书.docx", package("word/document.xml"))


def test_a_name_cannot_lead_out_of_its_folder() -> None:
    assert keep("../../etc/密码\n.pdf", PDF).name == "密码.pdf"
    assert keep("C:\\x\\笔录.pdf", PDF).name == "笔录.pdf"
    with pytest.raises(ValueError):
        path_of("../../../etc/passwd")


def test_a_file_changed_on_disk_or_missing_is_told() -> None:
    kept = keep("笔录.pdf", PDF)
    path_of(kept.sha256).write_bytes(PDF + b"!")
    with pytest.raises(BadFile, match="改动过"):
        fetch(kept.sha256)
    path_of(kept.sha256).unlink()
    with pytest.raises(BadFile, match="备份"):
        fetch(kept.sha256)


def test_an_attachment_is_reached_only_through_a_matter_that_one_may_see(written: Callable[..., Chain]) -> None:
    chain = written(1, organ="market")
    kept = keep("笔录.pdf", PDF)
    with connection.cursor() as cursor:
        carry(cursor, chain.matter, 1, [kept.plain()])
    clerk, other = (Actor("x", "x", organ, frozenset({"officer"})) for organ in ("market", "urban"))
    assert attachments_visible_to(clerk).count() == 1 and entries_visible_to(clerk).count() == 1
    for actor in (other, NOBODY, Actor("x", "x", "market")):
        assert not attachments_visible_to(actor).exists()
        assert not entries_visible_to(actor).exists()


def test_an_entry_cannot_carry_what_was_never_kept() -> None:
    false = {"name": "笔录.pdf", "size": 1, "type": "application/pdf", "sha256": "0" * 64}
    with connection.cursor() as cursor, pytest.raises(BadFile, match="上传"):
        carry(cursor, "m" * 32, 1, [false])
    kept = keep("笔录.pdf", PDF)
    with connection.cursor() as cursor, pytest.raises(BadFile, match="上传"):
        carry(cursor, "m" * 32, 1, [kept.plain() | {"size": 5}])
    assert not Carried.objects.exists()
