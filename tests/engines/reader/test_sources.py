"""Files to text: encodings, HTML without its furniture, Word tables, PDF; and what cannot be read is told in words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from yifa.reader.sources import Unreadable, from_bytes, from_file, from_text
from yifa.reader.sources.pdf import joined
from yifa.reader.sources.read import LIMIT

WORDS = "2024年，全县审结行政诉讼案件56件，败诉5件。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_that_offices_use(encoding: str) -> None:
    assert from_bytes("a.txt", (WORDS * 3).encode(encoding)).text.lstrip("\ufeff") == WORDS * 3


def test_positions_in_a_text_file_are_those_of_the_file_as_it_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xef\xbb\xbf" + f"\r\n\r\n  {WORDS}\r\n".encode())
    with file.open(encoding="utf-8") as opened:
        assert from_file(file).text == opened.read()


PAGE = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>报告-某县人民政府网</title>
<meta name="ArticleTitle" content="某县2024年法治政府建设情况报告"><script>var a = "学法99次，广告";</script></head><body><form id="f">
<div class="nav"><a href="/">首页</a> | <a href="/1">政务公开</a> | <a href="/2">政务服务</a></div>
<div><ul><li><a href="/3">关于2023年工作的通知，7项措施</a></li><li><a href="/4">2022年总结，12个方面</a></li></ul></div>
<div id="article"><p>{words}</p><p style="display:none">隐藏的文字，学法77次。</p>
<table><tr><th>事项</th><th>次数</th></tr><tr><td>学法</td><td>8次</td></tr></table><p>{words}</p>
<p>今后，将继续努力，做好各项工作，<br>推进依法行政。</p></div>
<footer>主办单位：某县人民政府，备案号1234567</footer></form></body></html>"""


@pytest.mark.parametrize(("charset", "encoding"), [("gb2312", "gb18030"), ("GBK", "gb18030"), ("utf-8", "utf-8")])
def test_a_page_gives_its_title_text_and_tables_without_what_stands_around(charset: str, encoding: str) -> None:
    text = from_bytes("a.html", PAGE.format(charset=charset, words=WORDS).encode(encoding)).text
    assert text.startswith("某县2024年法治政府建设情况报告\n")
    assert text.count(WORDS) == 2 and "事项 | 次数\n学法 | 8次\n" in text
    for noise in ("99次", "77次", "7项", "12个", "首页", "1234567"):
        assert noise not in text


def test_a_declared_charset_is_used_where_utf_8_is_not_meant() -> None:
    page = '<html><head><meta charset="big5"></head><body><p>審結案件56件，敗訴5件。</p></body></html>'
    assert from_bytes("a.html", page.encode("big5")).text == "審結案件56件，敗訴5件。"


def test_a_name_does_not_decide_against_the_content() -> None:
    assert from_bytes("report.txt", PAGE.format(charset="utf-8", words=WORDS).encode()).form == "html"
    assert from_bytes("report.doc", word(WORDS)).form == "docx"


def word(*paragraphs: str) -> bytes:
    made = docx.Document()
    for p in paragraphs:
        made.add_paragraph(p)
    table = made.add_table(2, 3)
    for cell, words in zip([c for r in table.rows for c in r.cells], ["事项", "数", "备注", "学法", "8次", ""], strict=True):
        cell.text = words
    table.cell(0, 1).merge(table.cell(0, 2))
    made.add_paragraph("表后的一段。")
    made.sections[0].footer.paragraphs[0].text = "页脚 12345"
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def test_word_gives_paragraphs_and_tables_in_their_order_and_no_footer() -> None:
    text = from_bytes("a.docx", word(WORDS)).text
    assert text.index(WORDS) < text.index("学法 | 8次") < text.index("表后的一段")
    assert "12345" not in text and "事项 | 数 备注 | 数 备注" in text, "a merged cell says for each column what it says"


def test_printed_lines_become_paragraphs_again_and_page_numbers_go() -> None:
    first, second = "2024年，全县认真落实各项工作要求，全年审结案件5", "（一）强化领导。全年集中学法8次，较上年增加了不少"
    lines = ["一、工作情况", first, "6件，败诉5件。", "— 12 —", second, "", "第 3 页 共 9 页", "二、打算"]
    assert joined(lines).split("\n") == ["一、工作情况", f"{first}6件，败诉5件。", second, "二、打算"]


def pdf(encrypted: str = "") -> bytes:
    made = PdfWriter()
    made.add_blank_page(200, 200)
    if encrypted:
        made.encrypt(encrypted)
    target = io.BytesIO()
    made.write(target)
    return target.getvalue()


def archive(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/").replace("_", "."), data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("空.txt", b"", "文件是空的"),
        ("空.txt", b" \r\n\0", "文件是空的"),
        ("乱.txt", bytes(range(256)) * 20, "不是文字文件"),
        ("图.txt", b"\x89PNG\r\n" + bytes(99), "这是图片"),
        ("旧.doc", b"\xd0\xcf\x11\xe0" + bytes(99), "旧版 Office"),
        ("扫描.pdf", pdf(), "像是扫描件"),
        ("密.pdf", pdf("secret"), "加了密码"),
        ("坏.pdf", b"%PDF-1.7 nothing follows", "已经损坏"),
        ("坏.docx", b"PK\x03\x04 nothing follows", "已经损坏"),
        ("表.docx", archive(xl__workbook_xml=b"<a/>"), "电子表格"),
        ("版式.ofd", archive(OFD_xml=b"<a/>"), ".ofd"),
        ("假.docx", archive(word__document_xml=b"<a/>"), "已经损坏"),
        ("弹.docx", archive(word__document_xml=b"<a>" + bytes(40 * 2**20)), "没有打开"),
        ("弹.docx", archive(word__document_xml=b"<a/>", word__media__x_png=bytes(201 * 2**20)), "没有打开"),
        ("空.html", b"<html><body><script>1</script></body></html>", "没有文字"),
    ],
)
def test_what_cannot_be_read_says_which_file_why_and_what_to_do(name: str, data: bytes, told: str) -> None:
    with pytest.raises(Unreadable) as refused:
        from_bytes(name, data)
    assert name in str(refused.value) and told in refused.value.why and "请" in refused.value.todo


def test_a_file_of_200_mb_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / "大.txt"
    with file.open("wb") as made:
        made.truncate(200 * 2**20)
    with pytest.raises(Unreadable, match=f"200 MB，超过{LIMIT // 2**20} MB"):
        from_file(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="打不开"):
        from_file(tmp_path / "没有.txt")
    with pytest.raises(Unreadable, match="打不开"):
        from_file(tmp_path)


PREFIX = st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf", b"<table><tr><td>"])


@given(PREFIX, st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.pdf", "a.docx", "a"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_text_or_a_refusal(prefix: bytes, data: bytes, name: str) -> None:
    try:
        assert from_bytes(name, prefix + data).text.strip()
    except Unreadable as refused:
        assert refused.todo


@given(st.text(alphabet="<>/abdiptr \"'=&;#x0一，。\n", max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_markup_gives_a_text_or_a_refusal(source: str) -> None:
    try:
        assert from_bytes("a.html", source.encode()).form == "html"
    except Unreadable as refused:
        assert refused.todo


def test_pasted_text_is_kept_as_it_is() -> None:
    assert from_text(f" {WORDS}\n").text == f" {WORDS}\n"
    with pytest.raises(Unreadable):
        from_text(" \n")
