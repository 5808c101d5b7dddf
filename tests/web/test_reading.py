"""The portal's page for published reports: what is uploaded or pasted is shown with marks and findings, and is not kept."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from web.town import text, town

pytestmark = pytest.mark.usefixtures("town")
__all__ = ["town"]
WHERE = "/reading/"
BODY = "认真落实各项要求，把法治建设放在重要位置，研究部署有关工作，取得显著成效。"
REPORT = f"""青禾县人民政府关于2024年法治政府建设情况的报告

2024年，{BODY}

一、工作开展情况

（一）行政争议。县人民法院全年共受理一审行政诉讼案件64件，审结56件，行政机关败诉5件，败诉率18.93%。

（二）规范性文件。全年制发行政规范性文件9件，比上年减少8件。

二、下一年度工作安排

下一步将继续加强法治政府建设，{BODY}
"""
OTHER = REPORT.replace("青禾县", "白石县").replace("64件", "80件").replace("9件", "12件").replace("18.93", "8.93")


def upload(name: str, words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words.encode())


def test_a_pasted_report_shows_its_numbers_as_links_what_fails_and_what_is_missing() -> None:
    page = text(Client().post(WHERE, {"text": REPORT}))
    assert "青禾县人民政府，2024年" in page
    at = REPORT.index("64件")
    assert f'id="n{at}" href="#f{at}">64件</a>' in page and f'id="f{at}"' in page
    assert "不一致" in page and "18.93" in page
    assert "主要负责人履行第一责任人职责情况" in page
    assert "取得显著成效" in page and f'id="q{REPORT.index("显著成效")}"' in page


def test_markup_in_a_report_is_shown_as_text() -> None:
    page = text(Client().post(WHERE, {"text": REPORT + "<script>alert(1)</script></textarea><b>"}))
    assert "<script>alert(1)" not in page and "</textarea><b>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_two_reports_stand_side_by_side_and_each_opens_whole_from_what_the_page_kept() -> None:
    client = Client()
    page = text(client.post(WHERE, {"files": [upload("甲.txt", REPORT), upload("乙.txt", OTHER)]}))
    assert "2份报告放在一起" in page and "读了2个文件" in page
    assert "白石县人民政府，2024年" in page and "报告2" in page and "<svg" in page
    assert 'id="n' not in page, "no text is shown before one is chosen"
    kept = {"kept-name": ["甲.txt", "乙.txt"], "kept-text": [REPORT.replace("\n", "\r\n"), OTHER.replace("\n", "\r\n")]}
    whole = text(client.post(WHERE, {**kept, "show": "1"}))
    assert f'id="n{OTHER.index("80件")}"' in whole and "全文在下面" in whole


def test_the_workbook_holds_the_same_figures_and_a_cell_is_never_a_formula() -> None:
    answer = Client().post(WHERE, {"text": f"=HYPERLINK(1)全年学法8次，{BODY}\n{REPORT}", "xlsx": "1"})
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["报告", "数字", "核对", "惯常的部分", "没有数字的说法"]
    rows = list(book["数字"].iter_rows(values_only=True))
    assert any(64 in r and "litigation_cases" in r for r in rows)
    assert any(r[2] == "不一致" for r in book["核对"].iter_rows(values_only=True))
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ([], "没有选文件"),
        ([SimpleUploadedFile("空.txt", b" \n ")], "文件是空的"),
        ([SimpleUploadedFile("图.pdf", b"\x89PNG....")], "这是图片"),
        ([SimpleUploadedFile("旧.doc", b"\xd0\xcf\x11\xe0" + b"x" * 50)], "另存为 .docx"),
        ([SimpleUploadedFile("大.txt", b"x" * (4 * 2**20 + 1))], "超过4 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_files_name_and_what_to_do(files: list[SimpleUploadedFile], told: str) -> None:
    for file in files:
        file.seek(0)
    answer = Client().post(WHERE, {"files": files})
    assert answer.status_code == 422
    assert told in text(answer) and "怎么办" in text(answer) and all(str(f.name) in text(answer) for f in files)


def test_a_bad_file_does_not_stop_the_good_one() -> None:
    answer = Client().post(WHERE, {"files": [upload("好.txt", REPORT), SimpleUploadedFile("坏.txt", bytes(range(256)) * 9)]})
    assert answer.status_code == 200
    assert "坏.txt" in text(answer) and "青禾县人民政府，2024年" in text(answer)


def test_too_much_at_once_is_refused_before_it_is_read() -> None:
    answer = Client().post(WHERE, {"text": "x"}, CONTENT_LENGTH=str(2**30))
    assert answer.status_code == 422 and "请分几次读" in text(answer)


def test_nothing_is_written() -> None:
    with CaptureQueriesContext(connection) as asked:
        Client().post(WHERE, {"text": REPORT})
    assert not [q for q in asked.captured_queries if not q["sql"].lstrip().upper().startswith(("SELECT", "SAVEPOINT", "RELEASE"))]


@pytest.mark.parametrize("length", ["abc", "-5", "²", "9" * 400])
def test_a_length_that_is_no_number_is_no_error_of_the_server(length: str) -> None:
    assert Client().post(WHERE, {"text": REPORT}, CONTENT_LENGTH=length).status_code in (400, 422)
