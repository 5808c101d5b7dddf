"""Spreadsheets of the registers: good rows are kept, bad ones rejected by row and column, spoiled files refused."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from stdnum.cn import ric

from yifa.registry import workbook
from yifa.registry.rosters import ROSTERS
from yifa.registry.sheets import BadSheet, read_sheet
from yifa.registry.templates import template_for

OFFICERS, SUBJECTS, ORGANS, RESCUE = (ROSTERS[k] for k in ("officers", "subjects", "organs", "rescue"))
HEAD = ["证号", "姓名", "单位代码", "执法类别", "证件有效期起", "证件有效期止"]
FIRM = "91350100M000100Y43"


def xlsx(*rows: list[Any], title: str = "持证执法人员") -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def officer(key: str = "A001", since: Any = date(2023, 1, 1), until: Any = date(2027, 12, 31)) -> list[Any]:
    return [key, "陈立", "market", "市场监管", since, until]


def told(data: bytes, roster: Any = OFFICERS) -> list[str]:
    return [str(r) for r in read_sheet(roster, data).rejected]


def test_good_rows_are_read_with_their_types() -> None:
    sheet = read_sheet(OFFICERS, xlsx(HEAD, officer()))
    assert sheet.good == (
        {
            "key": "A001",
            "name": "陈立",
            "organ": "market",
            "items": "市场监管",
            "since": date(2023, 1, 1),
            "until": date(2027, 12, 31),
        },
    )
    assert not sheet.rejected and len(sheet.digest) == 64


def test_a_bad_cell_rejects_its_row_by_row_and_column_and_keeps_the_others() -> None:
    bad = ["A002", None, "market", "", "去年", date(2027, 1, 1)]
    sheet = read_sheet(OFFICERS, xlsx(HEAD, officer(), bad, officer("A003")))
    assert [r["key"] for r in sheet.good] == ["A001", "A003"]
    assert [(r.row, r.column) for r in sheet.rejected] == [(3, "姓名"), (3, "证件有效期起")]
    assert sheet.rejected_rows == 1
    assert "2024-03-05" in str(sheet.rejected[1])


DATES = ["2024-03-05", "2024/3/5", "2024年3月5日", "20240305", "２０２４-０３-０５", datetime(2024, 3, 5, 9)]


@pytest.mark.parametrize("text", DATES)
def test_dates_are_read_as_people_write_them(text: Any) -> None:
    assert read_sheet(OFFICERS, xlsx(HEAD, officer(since=text))).good[0]["since"] == date(2024, 3, 5)


@pytest.mark.parametrize("text", ["2024-02-30", "三月", 45356.5, True])
def test_what_is_no_date_is_rejected(text: Any) -> None:
    assert "证件有效期起" in told(xlsx(HEAD, officer(since=text)))[0]


def test_a_title_above_the_header_and_empty_rows_are_passed_over() -> None:
    sheet = read_sheet(OFFICERS, xlsx(["2024年持证人员一览"], HEAD, officer(), [None] * 6, officer("A002")))
    assert len(sheet.good) == 2


def test_a_formula_is_not_taken_for_its_last_result() -> None:
    words = told(xlsx(HEAD, ["A1", "陈立", "market", "", "=DATE(2024,1,1)", date(2027, 1, 1)]))
    assert words == ["第2行“证件有效期起”：这一格是公式；请“选择性粘贴”为数值"]


def test_a_long_code_kept_as_a_number_has_lost_its_digits() -> None:
    assert "文本" in told(xlsx(HEAD, officer(key=123456789012345678)))[0]  # type: ignore[arg-type]  # a wrong type is the point
    assert read_sheet(OFFICERS, xlsx(HEAD, officer(key=350122))).good[0]["key"] == "350122"  # type: ignore[arg-type]  # a wrong type is the point


def test_citizen_identity_numbers_are_not_taken_into_a_register() -> None:
    number = "11010519491231002"
    number += ric.calc_check_digit(number + "0")
    words = told(xlsx(HEAD, ["A1", f"陈立{number}", "m", "", "2024-1-1", "2027-1-1"]))
    assert "居民身份证号" in words[0]


def test_a_period_that_ends_before_it_begins_and_one_that_overlaps_are_rejected() -> None:
    rows = [officer(until=date(2022, 1, 1)), officer("B1"), officer("B1", since=date(2025, 1, 1)), officer("B2")]
    words = told(xlsx(HEAD, *rows))
    assert len(words) == 2
    assert "早于" in words[0] and "第3行" in words[1]


def test_two_periods_of_one_certificate_one_after_the_other_are_both_kept() -> None:
    rows = [officer(until=date(2024, 12, 31)), officer(since=date(2025, 1, 1), until=date(2029, 1, 1))]
    assert len(read_sheet(OFFICERS, xlsx(HEAD, *rows)).good) == 2


def test_the_check_digit_of_a_firm_is_verified() -> None:
    head = ["统一社会信用代码", "名称", "生效日期"]
    wrong = FIRM[:-1] + ("4" if FIRM[-1] != "4" else "5")
    sheet = read_sheet(SUBJECTS, xlsx(head, [FIRM, "鑫隆汽修", "2020-1-1"], [wrong, "恒达汽修", "2020-1-1"]))
    assert [r["key"] for r in sheet.good] == [FIRM]
    assert "校验码" in str(sheet.rejected[0])


def test_yes_no_choices_and_whole_numbers() -> None:
    head = ["代码", "名称", "类别", "机关代字", "有行政执法职责", "生效日期"]
    row = read_sheet(ORGANS, xlsx(head, ["m", "市监局", "部门", "市监", "是", "2020-1-1"])).good[0]
    assert (row["kind"], row["enforces"]) == ("department", True)
    words = told(xlsx(head, ["m", "市监局", "厅", "市监", "也许", "2020-1-1"]), ORGANS)
    assert "部门" in words[0] and "是" in words[1]
    head = ["编号", "名称", "人数", "生效日期"]
    rows = [[str(i), "蓝天队", n, "2020-1-1"] for i, n in enumerate(["12人", -1, 1.5])]
    words = told(xlsx(head, *rows), RESCUE)
    assert [w.split("“")[1][:2] for w in words] == ["人数"] * 3


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (["编码", "什么"], "没有找到"),
        (HEAD[:-1], "缺少表头：证件有效期止"),
        ([*HEAD, "姓名"], "出现了2次"),
        ([*HEAD, "备注"], "没有这些列：备注"),
    ],
)
def test_a_header_that_does_not_fit_is_refused_with_the_columns_named(head: list[Any], words: str) -> None:
    with pytest.raises(BadSheet, match=words):
        read_sheet(OFFICERS, xlsx(head, officer()))


def test_merged_cells_are_refused_in_the_header_and_rejected_below() -> None:
    book = load_workbook(io.BytesIO(xlsx(HEAD, officer(), officer("A2"), officer("A3"))))
    book.active.merge_cells("C3:C4")
    out = io.BytesIO()
    book.save(out)
    sheet = read_sheet(OFFICERS, out.getvalue())
    assert [r["key"] for r in sheet.good] == ["A001"]
    assert [r.row for r in sheet.rejected] == [3, 4]
    book.active.merge_cells("A1:B1")
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(BadSheet, match="合并"):
        read_sheet(OFFICERS, out.getvalue())


def test_files_that_are_no_spreadsheet_are_refused_in_words() -> None:
    good = xlsx(HEAD, officer())
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as z:
        z.writestr("word/document.xml", "<x/>")
    for data, words in [
        (b"", "空的"),
        (b"%PDF-1.7 ...", "不是表格"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "旧版 .xls"),
        (good[: len(good) // 2], "损坏"),
        (good.replace(b"xl/worksheets", b"xl/worksheetz"), "损坏"),
        (other.getvalue(), "不是 .xlsx"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "不是表格"),
        (xlsx(HEAD), "没有一行内容"),
    ]:
        with pytest.raises(BadSheet, match=words):
            read_sheet(OFFICERS, data)


def test_a_spreadsheet_that_unpacks_to_gigabytes_is_refused_beforehand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 1_000_000)
    good = io.BytesIO(xlsx(HEAD, officer()))
    with zipfile.ZipFile(good, "a", zipfile.ZIP_DEFLATED) as z:
        z.writestr("xl/media/bomb.xml", b"0" * 2_000_000)
    with pytest.raises(BadSheet, match="解开后超过"):
        read_sheet(OFFICERS, good.getvalue())


def test_one_cell_at_the_far_corner_does_not_fill_the_memory() -> None:
    book = load_workbook(io.BytesIO(xlsx(HEAD, officer())))
    book.active["XFD1048576"] = "x"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(BadSheet, match="1048576"):
        read_sheet(OFFICERS, out.getvalue())


def test_macros_are_refused() -> None:
    good = io.BytesIO(xlsx(HEAD, officer()))
    with zipfile.ZipFile(good, "a") as z:
        z.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(BadSheet, match="宏"):
        read_sheet(OFFICERS, good.getvalue())


def test_csv_in_the_encodings_of_chinese_offices() -> None:
    text = ",".join(HEAD) + "\r\n" + "A001,陈立,market,市场监管,2023-01-01,2027-12-31\r\n"
    for data in (text.encode("utf-8-sig"), text.encode("gb18030"), text.replace(",", "\t").encode()):
        assert read_sheet(OFFICERS, data).good[0]["name"] == "陈立"
    with pytest.raises(BadSheet, match="CSV"):
        read_sheet(OFFICERS, (text + '"未完').encode())


def test_a_formula_smuggled_in_as_text_is_rejected() -> None:
    text = ",".join(HEAD) + '\nA001,"=HYPERLINK(""http://x"")",market,,2023-01-01,2027-12-31\n'
    assert "公式" in told(text.encode())[0]


@pytest.mark.parametrize("key", ROSTERS)
def test_the_template_of_every_roster_is_read_back_by_its_own_reader(key: str) -> None:
    roster = ROSTERS[key]
    book = load_workbook(io.BytesIO(template_for(roster)))
    with pytest.raises(BadSheet, match="没有一行内容"):
        read_sheet(roster, template_for(roster))
    sample = {"text": "甲", "int": 3, "bool": "是", "date": date(2024, 1, 1)}
    for i, column in enumerate(roster.columns, 1):
        value = FIRM if column.check else column.choices[0][1] if column.choices else sample[column.kind]
        book[roster.title].cell(2, i, value)
    out = io.BytesIO()
    book.save(out)
    sheet = read_sheet(roster, out.getvalue())
    assert not sheet.rejected and len(sheet.good) == 1
    assert set(sheet.good[0]) == {c.field for c in roster.columns}
