"""GB/T 9704-2012, measured in the file that Word opens."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pytest

from yifa.papers import Attachment, Closing, Document, Imprint, para, to_docx
from yifa.papers.layout import LINE, SQUEEZE, TIGHT
from yifa.papers.read import measures

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MM = 1440 / 25.4


def part(data: bytes, name: str) -> Element:
    with ZipFile(io.BytesIO(data)) as file:
        return ElementTree.fromstring(file.read(name))


def styled(data: bytes, style: str) -> list[Element]:
    return [one for one in part(data, "word/document.xml").iter(f"{W}p") if value(one, "pPr/pStyle") == style]


def words(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def style(data: bytes, key: str) -> Element:
    return next(one for one in part(data, "word/styles.xml").iter(f"{W}style") if one.get(f"{W}styleId") == key)


def value(element: Element, path: str, name: str = "val") -> str:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    assert found is not None, path
    return str(found.get(f"{W}{name}"))


def test_page_and_margins_5_1_and_5_2_1(report: Document) -> None:
    """A4; head margin 37 mm, binding margin 28 mm, type area 156 by 225 mm, each within a tenth of a millimetre."""
    found = measures(to_docx(report))
    assert found.page == pytest.approx((210, 297), abs=0.1)
    assert (found.top, found.left) == pytest.approx((37, 28), abs=0.1)
    assert (found.bottom, found.right) == pytest.approx((35, 26), abs=0.1)
    assert found.type_area == pytest.approx((156, 225), abs=0.1)


def test_a_page_holds_22_lines_and_no_more_5_2_3(report: Document) -> None:
    data = to_docx(report)
    found = measures(data)
    height = found.type_area[1] * MM / 20
    assert found.exact
    assert 28.9 <= found.line <= 29.0
    assert 22 * found.line <= height < 23 * found.line
    assert value(part(data, "word/document.xml"), "body/sectPr/docGrid", "linePitch") == str(LINE)


def test_a_line_holds_28_characters_and_no_more_5_2_3(report: Document) -> None:
    """By the grid that Word counts, and by the letter spacing that the text is set with."""
    data = to_docx(report)
    found = measures(data)
    assert found.grid == "linesAndChars"
    room = found.type_area[0] * MM / 20
    squeeze = int(value(part(data, "word/document.xml"), "body/sectPr/docGrid", "charSpace"))
    tight = int(value(style(data, "Normal"), "rPr/spacing"))
    assert (squeeze, tight) == (SQUEEZE, TIGHT)
    for character in (found.body + squeeze / 4096, found.body + tight / 20):
        assert 28 * character <= room < 29 * character


def test_sizes_and_faces_5_2_2_and_7_3(report: Document) -> None:
    """三号 仿宋 for the text, 二号 小标宋 for the title, 黑体 楷体 仿宋 for the levels, as Chinese fonts."""
    data = to_docx(report)
    found = measures(data)
    assert (found.body, found.title) == (16, 22)
    faces = {
        "Normal": "仿宋_GB2312",
        "Title": "方正小标宋简体",
        "Heading1": "黑体",
        "Heading2": "楷体_GB2312",
        "Heading3": "仿宋_GB2312",
        "Heading4": "仿宋_GB2312",
        "Footer": "宋体",
    }
    for key, face in faces.items():
        assert value(style(data, key), "rPr/rFonts", "eastAsia") == face
    for key in ("Heading1", "Heading2", "Heading3", "Heading4", "Addressee", "Sign"):
        assert value(style(data, key), "rPr/sz") == "32"
    assert style(data, "Heading3").find(f"{W}rPr/{W}b") is not None
    assert style(data, "Heading4").find(f"{W}rPr/{W}b") is None
    assert value(style(data, "Normal"), "pPr/ind", "firstLineChars") == "200"


def test_language_is_chinese_and_substitutes_are_named(report: Document) -> None:
    data = to_docx(report)
    assert value(part(data, "word/styles.xml"), "docDefaults/rPrDefault/rPr/lang", "eastAsia") == "zh-CN"
    fonts = {one.get(f"{W}name"): value(one, "altName") for one in part(data, "word/fontTable.xml")}
    assert fonts["仿宋_GB2312"] == "仿宋"
    assert fonts["方正小标宋简体"] == "小标宋"


def test_organ_mark_is_red_35_mm_down_with_a_red_rule_7_2(report: Document) -> None:
    data = to_docx(report)
    (mark,) = styled(data, "OrganMark")
    assert words(mark) == "青禾县人民政府文件"
    assert int(value(mark, "pPr/spacing", "before")) / MM == pytest.approx(35, abs=0.1)
    assert value(style(data, "OrganMark"), "rPr/color") == "FF0000"
    assert value(style(data, "RedNumber"), "pPr/pBdr/bottom", "color") == "FF0000"
    (number,) = styled(data, "RedNumber")
    assert words(number) == "青府〔2024〕31号"


def test_a_long_organ_mark_stays_on_one_line_7_2_4(report: Document) -> None:
    longer = replace(report, organ="青禾县人民政府行政复议委员会办公室文件")
    (mark,) = styled(to_docx(longer), "OrganMark")
    size = int(value(mark, "r/rPr/sz")) / 2
    assert size >= 22
    assert size * len(longer.organ) <= 156 * MM / 20


def test_a_draft_mark_takes_its_line_from_the_35_mm(report: Document) -> None:
    (mark,) = styled(to_docx(replace(report, draft="征求意见稿")), "OrganMark")
    assert (int(value(mark, "pPr/spacing", "before")) + LINE) / MM == pytest.approx(35, abs=0.1)


def test_no_red_without_a_red_head(notice: Document) -> None:
    data = to_docx(notice)
    assert not styled(data, "OrganMark")
    assert not styled(data, "RedNumber")


def test_page_numbers_odd_right_even_left_one_character_in_7_5(report: Document) -> None:
    data = to_docx(report)
    with ZipFile(io.BytesIO(data)) as file:
        names = sorted(name for name in file.namelist() if name.startswith("word/footer"))
    sides = {}
    for name in names:
        footer = part(data, name)
        assert words(footer) == "— 1 —"
        assert "PAGE" in "".join(one.text or "" for one in footer.iter(f"{W}instrText"))
        sides[value(footer, "p/pPr/jc")] = footer
    assert set(sides) == {"left", "right"}
    assert int(value(sides["right"], "p/pPr/ind", "right")) / 20 == pytest.approx(14, abs=0.3)
    assert int(value(sides["left"], "p/pPr/ind", "left")) / 20 == pytest.approx(14, abs=0.3)
    assert part(data, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    assert value(style(data, "Footer"), "rPr/sz") == "28"


def test_dashes_of_the_page_number_stand_7_mm_under_the_type_area_7_5(report: Document) -> None:
    found = measures(to_docx(report))
    middle = found.footer + 14 / 2 * 25.4 / 72
    assert found.bottom - middle == pytest.approx(7, abs=0.1)


def test_without_page_numbers_there_is_no_footer(report: Document) -> None:
    data = to_docx(replace(report, page_numbers=False))
    with ZipFile(io.BytesIO(data)) as file:
        assert not [name for name in file.namelist() if "footer" in name]


def right(paragraph: Element) -> float:
    return int(value(paragraph, "pPr/ind", "rightChars")) / 100


def test_sealed_day_is_four_characters_in_and_the_name_centred_over_it_7_3_5_1(report: Document) -> None:
    name, day = styled(to_docx(report), "Sign")
    assert words(day) == "2025年1月5日"
    assert right(day) == 4
    # 青禾县人民政府 is 7 characters, 2025年1月5日 is 6: the middle of both is 7 characters from the edge
    assert right(name) + 7 / 2 == right(day) + 6 / 2
    assert value(day, "bookmarkStart", "name") == "seal"


@pytest.mark.parametrize("seal", [42, 45])
def test_a_seal_over_name_and_day_ends_within_a_line_of_the_text_7_3_5_1(report: Document, seal: int) -> None:
    """Seals of a department (42 mm) and of a county government (45 mm), their middle between the two lines."""
    name, _ = styled(to_docx(report), "Sign")
    line = LINE / MM
    middle = int(value(name, "pPr/spacing", "before")) / MM + line
    assert 0 <= middle - seal / 2 <= line


def test_a_long_sealed_name_moves_the_day_and_stays_inside_7_3_5_1(report: Document) -> None:
    long = "青禾县人民政府行政复议委员会办公室"
    name, day = styled(to_docx(replace(report, closing=Closing(long, date(2025, 1, 5)))), "Sign")
    assert right(name) >= 0
    assert right(name) + len(long) / 2 == right(day) + 6 / 2


@pytest.mark.parametrize("organ", ["县府", "青禾县司法局", "青禾县综合行政执法局第三大队"])
def test_unsealed_day_begins_two_characters_after_the_name_7_3_5_2(report: Document, organ: str) -> None:
    name, day = styled(to_docx(replace(report, closing=Closing(organ, date(2025, 1, 5), sealed=False))), "Sign")
    begins = (right(name) + len(organ)) - (right(day) + 6)
    assert begins == 2
    assert min(right(name), right(day)) >= 2
    assert day.find(f"{W}bookmarkStart") is None


def test_the_signature_keeps_with_the_last_paragraph_7_3_5_5(report: Document) -> None:
    data = to_docx(replace(report, attachments=()))
    body = list(part(data, "word/document.xml")[0])
    name = next(place for place, one in enumerate(body) if words(one) == "青禾县人民政府")
    assert body[name - 1].find(f"{W}pPr/{W}keepNext") is not None
    assert body[name].find(f"{W}pPr/{W}keepNext") is not None


def test_attachments_are_listed_under_the_text_and_bound_on_a_new_page_7_3_4_and_7_3_7(report: Document) -> None:
    data = to_docx(report)
    assert [words(one) for one in styled(data, "AttachmentNote")] == ["附件：1. 统计表", "2. 名单"]
    first, second = styled(data, "AttachmentNote")
    assert value(first, "pPr/ind", "leftChars") == value(second, "pPr/ind", "leftChars")
    assert [words(one) for one in styled(data, "AttachmentMark")] == ["附件1"]
    assert style(data, "AttachmentMark").find(f"{W}pPr/{W}pageBreakBefore") is not None
    one = to_docx(replace(report, attachments=(Attachment("统计表"),)))
    assert [words(each) for each in styled(one, "AttachmentNote")] == ["附件：统计表"]


def test_imprint_stands_at_the_foot_between_thick_rules_7_4(report: Document) -> None:
    data = to_docx(report)
    table = list(part(data, "word/document.xml").iter(f"{W}tbl"))[-1]
    assert value(table, "tblPr/tblpPr", "tblpYSpec") == "bottom"
    sizes = {side: int(value(table, f"tblPr/tblBorders/{side}", "sz")) for side in ("top", "insideH", "bottom")}
    assert sizes["top"] == sizes["bottom"] > sizes["insideH"]
    assert sizes["top"] / 8 * 25.4 / 72 == pytest.approx(0.35, abs=0.02)
    assert sizes["insideH"] / 8 * 25.4 / 72 == pytest.approx(0.25, abs=0.02)
    assert words(table) == "抄送：县委各部门，县法院。青禾县人民政府办公室2025年1月6日印发"
    assert all(value(one, "pPr/pStyle") == "Imprint" for one in table.iter(f"{W}p"))


def test_an_empty_imprint_leaves_no_rules(report: Document) -> None:
    data = to_docx(replace(report, imprint=Imprint()))
    assert not styled(data, "Imprint")


def test_properties_of_every_paragraph_are_in_the_order_of_the_schema(report: Document, notice: Document) -> None:
    """Word calls a file damaged in which they are not."""
    order = [
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "tabs", "kinsoku"),
        *("overflowPunct", "autoSpaceDE", "autoSpaceDN", "snapToGrid", "spacing", "ind", "jc", "outlineLvl"),
    ]
    for data in (to_docx(report), to_docx(notice)):
        for name in ("word/document.xml", "word/styles.xml", "word/footer1.xml"):
            for properties in part(data, name).iter(f"{W}pPr"):
                places = [order.index(child.tag.removeprefix(W)) for child in properties]
                assert places == sorted(set(places))


def test_bars_are_as_long_as_their_values(report: Document) -> None:
    """The bars of 30 and 60 are in the ratio of one to two, and a value of nothing has no bar."""
    chart = list(part(to_docx(report), "word/document.xml").iter(f"{W}tbl"))[1]
    lengths = []
    for row in chart.iter(f"{W}tr"):
        cells = list(row.iter(f"{W}tc"))
        if words(cells[0]):
            lengths.append(
                sum(int(value(one, "tcPr/tcW", "w")) for one in cells if one.find(f"{W}tcPr/{W}shd") is not None)
            )
    assert lengths[1] == 0
    assert lengths[2] == pytest.approx(2 * lengths[0], abs=1)
    grid = [int(one.get(f"{W}w", "0")) for one in chart.iter(f"{W}gridCol")]
    for row in chart.iter(f"{W}tr"):
        spans = [one.find(f"{W}tcPr/{W}gridSpan") for one in row.iter(f"{W}tc")]
        assert sum(1 if span is None else int(span.get(f"{W}val", "0")) for span in spans) == len(grid)


def test_the_same_document_is_the_same_bytes(report: Document, notice: Document) -> None:
    """So that the digest of a paper can be recorded and checked later."""
    for document in (report, notice):
        assert to_docx(document, "https://a.example") == to_docx(replace(document), "https://a.example")
    data = to_docx(report)
    with ZipFile(io.BytesIO(data)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2025-01-05T00:00:00Z" in file.read("docProps/core.xml")
    assert data != to_docx(replace(report, blocks=(*report.blocks, para("又一段。"))))
