"""The report as an official document: customary order, gaps that show, and the millimetres of GB/T 9704-2012."""

from __future__ import annotations

from datetime import date

import pytest

from engines.report.test_report_sentences import values_of
from yifa.chapters.leadership.statement import Part
from yifa.kernel.indicator import load
from yifa.papers import to_docx
from yifa.papers.read import links, measures, plain
from yifa.report.shortcomings import Shortcoming
from yifa.report.statements import Given
from yifa.report.text import Report, chapters
from yifa.report.write import document

COUNTS = {
    "study_sessions": 8,
    "service_cases_handled": 1_640_000,
    "inspections_total": 612,
    "inspections_of_enterprises": 424,
    "litigation_cases": 64,
    "litigation_closed": 56,
    "litigation_lost": 5,
    "litigation_won": 51,
}
FAULTS = (
    Shortcoming("行政处罚普通程序", "送达决定书", "《行政处罚法》第六十一条", late=3, overdue=1),
    Shortcoming("行政处罚普通程序", "调查", "《行政处罚法》第五十五条", irregular=2),
)
DUTY = Given(("主持常务会议学法。", "听取法治政府建设汇报两次。"), "温砚书", date(2025, 3, 1), "m")


def made(given: dict[Part, Given | None] | None = None, faults: tuple[Shortcoming, ...] = FAULTS) -> Report:
    values = values_of(COUNTS, {"inspections_of_enterprises": 848})
    signed = dict.fromkeys(Part) | (given or {})
    return Report(2024, "青禾县", 9317, values, chapters(values, {}), faults, signed, ())


def saved(report: Report, base: str = "https://fz.example.cn") -> bytes:
    return to_docx(document(report, date(2025, 3, 20), [51] * 12), base)


def test_page_and_text_have_the_measures_of_the_standard() -> None:
    """GB/T 9704-2012, 5.1, 5.2: A4, head margin 37 mm, binding margin 28 mm, type area 156 by 225 mm, 三号 and 二号."""
    found = measures(saved(made()))
    assert found.page == pytest.approx((210, 297), abs=0.1)
    assert (found.top, found.left) == pytest.approx((37, 28), abs=0.1)
    assert found.type_area == pytest.approx((156, 225), abs=0.1)
    assert (found.body, found.title) == (16, 22)
    assert 28.9 <= found.line <= 29


def test_the_parts_stand_in_the_customary_order() -> None:
    text = plain(saved(made()))
    order = ["青禾县2024年法治政府建设情况报告", "现将", "一、主要举措和成效"]
    order += [f"（{n}）" for n in "一二三四五六七八"]
    order += ["二、存在的不足及原因", "三、党政主要负责人履行推进法治建设第一责任人职责情况", "四、下一年度工作安排"]
    order += ["2024年度指标一览", "青禾县人民政府\n", "2025年3月20日", "前9317条记载"]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_what_nobody_signed_shows_as_a_gap_and_what_was_signed_is_marked() -> None:
    text = plain(saved(made({Part.duty: DUTY})))
    assert "主持常务会议学法。＊" in text and "听取法治政府建设汇报两次。＊" in text
    assert text.count("尚未签署") == 2 and "问题的原因分析，尚未签署" in text and "下一年度工作安排，尚未签署" in text


def test_shortcomings_name_step_and_article_and_a_year_without_any_says_so() -> None:
    text = plain(saved(made()))
    assert "有6处不合规定" in text
    assert "一是行政处罚普通程序的“送达决定书”有3件晚于期限、1件到期未办（《行政处罚法》第六十一条）。" in text
    assert "2件办理时不符合规定（《行政处罚法》第五十五条）" in text
    assert "账本中没有2024年晚于期限、到期未办或者不符合规定的记载。" in plain(saved(made(faults=())))


def test_every_number_of_the_text_links_to_its_page_and_without_a_site_there_is_no_link() -> None:
    found = links(saved(made()))
    assert ("8.93%", "https://fz.example.cn/report/2024/at/9317/litigation_loss_rate/") in found
    assert ("164万", "https://fz.example.cn/report/2024/at/9317/service_cases_handled/") in found
    assert ("3", f"https://fz.example.cn/report/2024/at/9317/{FAULTS[0].key}/") in found
    keys = {address.split("/")[-2] for _, address in found} - {s.key for s in FAULTS}
    assert keys <= set(load()) and set(COUNTS) <= keys
    assert links(saved(made(), base="")) == ()


def test_the_appendix_holds_every_figure_both_parts_of_rates_and_the_checkpoint() -> None:
    text = plain(saved(made()))
    table = text[text.index("前9317条记载") :]
    assert all(i.zh in table for i in load().values())
    assert "行政机关败诉率\t8.93\t%\t5／56" in table and "入企检查量同比变化\t-50\t%\t424／848" in table
    assert "政务服务办件量\t1,640,000\t件" in table and "政务服务好评率\t—\t%\t0／0" in table
