"""Numbers, order, refusals; what is read back from a file; what a web page gets."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from yifa.papers import (
    Bar,
    Chart,
    Cite,
    Document,
    Heading,
    PaperError,
    Para,
    Picture,
    Ref,
    Table,
    absences,
    blocks_html,
    bracketed,
    from_record,
    number_text,
    para,
    preview,
    to_docx,
)
from yifa.papers.read import links, measures, plain
from yifa.papers.words import chinese, clean, labelled

VOID = {"br", "hr", "img", "line", "rect"}


class Checker(HTMLParser):
    """Whether every element is closed in order; collects the elements with their attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_chinese_numbers(number: int, words: str) -> None:
    assert chinese(number) == words


def test_a_hundredth_heading_is_refused_with_advice() -> None:
    with pytest.raises(PaperError, match="九十九"):
        chinese(100)


@pytest.mark.parametrize(
    "typed", ["青府复[2024]31号", "青府复（2024）31号", "青府复【2024】31号", "青府复〔2024〕31号"]
)
def test_the_year_of_a_number_stands_in_hexagonal_brackets_7_2_5(typed: str) -> None:
    assert bracketed(typed) == number_text("青府复", 2024, 31) == "青府复〔2024〕31号"


def test_levels_are_counted_and_begin_anew_under_each_heading_7_3_3(report: Document) -> None:
    blocks = (*report.blocks, Heading(2, "甲"), Heading(3, "乙"), Heading(3, "丙"), Heading(1, "自带", numbered=False))
    found = [label for block, label in labelled(blocks) if isinstance(block, Heading)]
    assert found == ["一、", "（一）", "1.", "（1）", "（二）", "二、", "（一）", "1.", "2.", ""]


def test_a_file_reads_back_all_that_was_written(report: Document) -> None:
    text = plain(to_docx(report))
    lines = text.splitlines()
    for line in (
        "一、主要工作",
        "（一）规范执法",
        "1.入企检查",
        "（1）综合查一次",
        "依照《行政处罚法》第六十条办结56件。",
    ):
        assert line in lines
    assert "指标\t本年" in lines
    assert "行政检查\t612" in lines
    assert "按期率听取汇报2次＊；［缺：负责人签署］" in lines
    assert [line for line in lines if line.startswith("3月")] == ["3月\t\t60"]
    assert lines.index("二、存在的不足") < lines.index("青禾县人民政府") < lines.index("附件1")


def test_numbers_and_articles_are_links_behind_the_site(report: Document) -> None:
    found = dict(links(to_docx(report, "https://yifa.example/")))
    assert found["56"] == "https://yifa.example/figures/a"
    assert found["612"] == "https://yifa.example/figures/b"
    assert found["60"] == "https://yifa.example/figures/c"
    assert found["《行政处罚法》第六十条"] == "https://law.example/60"


def test_without_a_site_its_own_links_stay_plain_text(report: Document) -> None:
    data = to_docx(report)
    assert [address for _, address in links(data)] == ["https://law.example/60"]
    assert "办结56件" in plain(data)


def test_pictures_and_lines_to_sign(notice: Document) -> None:
    text = plain(to_docx(notice))
    assert "扫码核对" in text
    assert text.splitlines()[0] == "草稿"
    assert re.search(r"被询问人（签名）：\t\t\s*年\s*月\s*日", text)


def test_what_is_absent_is_listed(report: Document) -> None:
    assert absences(report) == ("负责人签署",)
    assert "负责人签署" in plain(to_docx(report))
    assert "<mark>［缺：负责人签署］</mark>" in preview(report)


@pytest.mark.parametrize("make", [Ref, Cite])
@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "figures/a", " https://x"])
def test_only_web_addresses_can_be_links(make: type[Ref] | type[Cite], href: str) -> None:
    with pytest.raises(PaperError, match="链接"):
        make("56", href)


def test_what_cannot_be_set_is_refused_in_words() -> None:
    with pytest.raises(PaperError, match="标题"):
        Document(kind="x", title=" ", blocks=())
    with pytest.raises(PaperError, match="红头"):
        Document(kind="x", title="通知", blocks=(), red_head=True)
    with pytest.raises(PaperError, match="四级"):
        Heading(5, "太深")
    with pytest.raises(PaperError, match="第2行有1格"):
        Table(("a", "b"), (("1", "2"), ("3",)))
    with pytest.raises(PaperError, match="表头"):
        Table((), ())
    with pytest.raises(PaperError, match="栏宽"):
        Table(("a",), (), widths=(0,))
    with pytest.raises(PaperError, match="对齐"):
        Table(("a",), (), align=("left", "right"))
    with pytest.raises(PaperError, match="负数"):
        Bar("减少", -3)
    with pytest.raises(PaperError, match="PNG"):
        Picture(b"GIF89a", "码")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 broken"])
def test_another_file_is_refused_in_words(data: bytes) -> None:
    for read in (plain, links, measures):
        with pytest.raises(PaperError, match="docx"):
            read(data)


def test_a_recorded_paper_becomes_a_document() -> None:
    paper = {
        "title": "受理通知书",
        "number": "青府复受〔2026〕31号",
        "to": "禾丰公司",
        "text": ["# 一、事由", "第一段\n第二段", ""],
    }
    document = from_record(paper, "青禾县人民政府", date(2026, 9, 16))
    assert document.blocks == (Heading(1, "一、事由", numbered=False), Para(("第一段",)), Para(("第二段",)))
    lines = plain(to_docx(document)).splitlines()
    assert lines == [
        "青禾县人民政府",
        "受理通知书",
        "青府复受〔2026〕31号",
        "禾丰公司：",
        "一、事由",
        "第一段",
        "第二段",
        "青禾县人民政府",
        "2026年9月16日",
    ]
    assert from_record(paper, "青禾县人民政府").closing is None


def test_the_preview_is_one_sound_article_with_headings_below_its_own(report: Document, notice: Document) -> None:
    for document in (report, notice):
        page = Checker(preview(document, level=3))
        assert page.seen[0] == ("article", {"class": "paper", "aria-label": f"{document.title}预览"})
        assert not [tag for tag, _ in page.seen if tag in ("h1", "h2")]
        assert not [attrs for _, attrs in page.seen if "style" in attrs]
    page = Checker(preview(report))
    anchors = {attrs["href"]: attrs.get("class") for tag, attrs in page.seen if tag == "a"}
    assert anchors["/figures/a"] == "num"
    assert anchors["https://law.example/60"] == "cite"
    assert "青府〔2024〕31号" in page.words
    assert ("time", {"datetime": "2025-01-05"}) in page.seen


def test_a_picture_on_a_page_has_its_words(notice: Document) -> None:
    (image,) = [attrs for tag, attrs in Checker(preview(notice)).seen if tag == "img"]
    assert image["alt"] == "扫码核对"


def test_blocks_alone_begin_at_the_level_asked(report: Document) -> None:
    tags = [tag for tag, _ in Checker(blocks_html(report.blocks, 2)).seen if re.fullmatch(r"h\d", tag)]
    assert tags == ["h2", "h3", "h4", "h5", "h3", "h2"]


def test_a_chart_without_any_value_is_drawn_empty() -> None:
    chart = Chart("没有", "件", (Bar("1月", 0), Bar("2月", 0)))
    assert "1月\t\t0" in plain(to_docx(Document(kind="x", title="空", blocks=(chart, Chart("无", "", ())))))
    assert {attrs["width"] for tag, attrs in Checker(blocks_html((chart,))).seen if tag == "rect"} == {"0.00%"}


HOSTILE = st.text(st.characters(codec="utf-8") | st.sampled_from("<>&\"'\x00\x0b\n\t\r\ufffe"), min_size=1, max_size=40)


@settings(max_examples=40, deadline=None)
@given(HOSTILE)
@example("<script>alert(1)</script>")
@example("\"><img src=x onerror='alert(1)'>&amp;")
@example("]]></w:t></w:r><w:br/>")
def test_any_text_can_be_set_and_none_becomes_markup(text: str) -> None:
    """Whatever was typed or pasted, the file opens, says the same, and the page holds no element that came from it."""
    document = Document(
        kind=text,
        title="题",
        organ=text,
        number=text,
        addressee=text,
        blocks=(Heading(1, text), para(text, Ref(text, "/a")), Table((text,), ((text,),), caption=text)),
    )
    plain_page = Checker(preview(replace(document, title="题")))
    assert {tag for tag, _ in plain_page.seen} <= {
        *("article", "h4", "h5", "p", "b", "br", "a", "div", "table", "caption", "thead", "tbody", "tr", "th"),
    }
    assert "".join(clean(text).split()) in "".join(plain(to_docx(document)).split())
