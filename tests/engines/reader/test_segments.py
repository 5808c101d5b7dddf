"""Reports on one page are told apart by their language; what stands around them is no part of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yifa.reader.audit import audit
from yifa.reader.layout import units
from yifa.reader.segments import furniture, segments

FILL = "认真落实上级部署，健全工作机制，压实工作责任，各项任务有序推进，制度建设、队伍建设和监督检查同步加强，全年工作平稳有序。"


def report(opening: str, self_: str = "我局", lack: str = "问题", plan: str = "下一步工作打算") -> str:
    return "\n".join(
        [
            opening,
            "一、工作开展情况",
            f"（一）加强组织领导。{self_}{FILL * 3}",
            f"（二）规范行政执法。{self_}{FILL * 3}",
            f"二、存在的{lack}",
            f"{self_}工作还有不足，{FILL}",
            f"三、{plan}",
            f"（一）继续加强学习。{FILL}",
            f"（二）继续规范执法。{FILL}",
        ]
    )


def starts(text: str) -> list[str]:
    return [text[s.start : s.start + 12] for s in segments(text)]


A = "2023年以来，我局在县委、县政府的正确领导下，推进依法行政。现将有关情况报告如下："
B = "为全面推进依法行政，根据县委依法治县办的部署，我局认真组织开展了各项工作，现将情况汇报如下。"
TITLE = "白石县水利局2023年度法治政府建设工作总结"


@pytest.mark.parametrize(
    "openings",
    [
        [A, B],
        [B, "白石县人民政府：", A],
        [f"{TITLE}\n{A}", f"青禾县司法局\n关于2023年度法治政府建设情况的报告\n{B}"],
        [f"{TITLE}\n白石县人民政府：\n{A}", B, A],
    ],
    ids=["introductions", "salutation", "titles", "three"],
)
def test_each_report_begins_with_its_title_salutation_or_introduction(openings: list[str]) -> None:
    if openings[1].endswith("："):
        openings = [openings[0], "\n".join(openings[1:])]
    text = "\n".join(report(o) for o in openings)
    assert starts(text) == [o[:12] for o in openings]


def test_parts_cover_their_reports_and_stand_apart() -> None:
    text = "\n\n".join(report(o) for o in (A, B, A))
    found = segments(text)
    assert [text[s.end - 20 : s.end] for s in found] == [FILL[-20:]] * 3
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


def test_numbering_that_starts_anew_within_a_report_begins_no_other() -> None:
    one = report(A).replace(
        f"二、存在的问题\n我局工作还有不足，{FILL}",
        f"二、专项工作\n{FILL}\n一、矛盾化解工作\n{FILL * 5}\n二、普法工作\n{FILL}",
    )
    assert len(segments(one)) == 1


def test_a_report_whose_line_breaks_are_lost_is_told_by_its_headings_all_the_same() -> None:
    text = report(A).replace("\n", "") + "\n" + report(B).replace("\n", "")
    assert starts(text) == [A[:12], B[:12]]


PAGE = f"""首页 > 政务公开 > 法治政府 > 年度报告
索引号： 000014349/2024-00012 | 发布机构： 县政府办
文号： 青政〔2024〕3号 | 公开日期： 2024-01-20
{{title}}
发布时间：2024-01-20 来源：县政府办 浏览次数：3210次
分享：
{report(A, "我县")}
青禾县人民政府
2024年1月19日
扫一扫在手机打开当前页
相关阅读：
青禾县召开2023年工作会议，部署7项任务
版权所有：青禾县人民政府 备案号：12345678
"""


def test_what_stands_around_a_report_is_left_out_and_within_it_is_known() -> None:
    title = "青禾县人民政府关于2023年法治政府建设情况的报告"
    text = PAGE.format(title=title)
    (found,) = segments(text)
    assert text[found.start :].startswith(title)
    assert text[: found.end].endswith("青禾县人民政府")
    assert [text[a:b][:4] for a, b in furniture(units(text, found.start, found.end))] == ["发布时间", "分享："]
    assert not {3210, 7, 12345678} & {int(f.value) for f in audit(text).figures}


@pytest.mark.parametrize(
    ("text", "organ", "year", "kind"),
    [
        (PAGE.format(title="青禾县人民政府关于2023年法治政府建设情况的报告"), "青禾县人民政府", 2023, "government"),
        (report(f"{TITLE}\n{A}"), "白石县水利局", 2023, "department"),
        (report(A + "我局印发《白石县水利局权责清单》，白石县水利局位于白石县城。"), "白石县水利局", 2023, "department"),
        (report("2022年，白石县坚持依法行政。白石县委高度重视。", "我县"), "白石县人民政府", 2022, "government"),
        (report(B.replace("县", "市") + "省民政厅印发通知，江海省民政厅组织培训，江海省出台办法。"), "", None, "department"),
    ],
)
def test_organ_year_and_kind_are_taken_from_the_text_or_left_open(text: str, organ: str, year: int | None, kind: str) -> None:
    (found,) = segments(text)
    assert (found.organ, found.year, found.kind) == (organ, year, kind)


def test_any_short_text_is_one_report_and_no_words_are_none() -> None:
    assert [(s.start, s.end) for s in segments(" 全年学法8次 \n")] == [(1, 7)]
    assert segments(" \n\t\ufeff") == ()


WORDS = ["一、", "二、", "（一）", "1.", "。", "，", "\n", "\r\n", "现将情况报告如下：", "法治政府建设报告", "我局", "青禾县人民政府"]
PIECES = st.sampled_from([*WORDS, "2023年", "8件", "率98.8%", "其中", "相关阅读：", FILL])


@given(st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_text_at_all_is_read_and_every_span_lies_inside_it(text: str) -> None:
    read = audit(text)
    ends = 0
    for s in read.segments:
        assert ends <= s.start < s.end <= len(text)
        ends = s.end
    inside = [(f.start, f.end) for f in read.figures] + [(c.start, c.end) for c in read.claims]
    inside += [p.span for parts in read.parts for p in parts if p.span]
    for start, end in inside:
        assert start < end and any(s.start <= start and end <= s.end for s in read.segments)
    assert all(0 <= a < b <= len(text) for c in read.checks for a, b in c.figures)
    assert len(read.parts) == len(read.segments)


TABLE = """三、事项
事项 | 投诉处理 | 信息公开 | 行政处罚 |
数量 | 25件 | 16件 | 40件 |
占比 | 30.9% | 19.8% | 49.4% |
首页 | 政务公开 | 法治建设 | 24小时 |
乡镇 | 调解纠纷（件） | 纠纷调解成功率（%）
东山镇 | 120 | 98.3
合计 | 140 | 97
"""


def test_the_rows_of_a_table_are_read_and_a_figure_takes_the_head_of_its_column() -> None:
    """A row of links is none; one of many alike is no figure of the whole report, the sum of them is."""
    assert [(f.what, float(f.value), f.unit, f.indicator) for f in audit(TABLE).figures] == [
        *[(f"{head}数量", value, "件", "") for head, value in (("投诉处理", 25), ("信息公开", 16), ("行政处罚", 40))],
        *[(f"{head}占比", value, "%", "") for head, value in (("投诉处理", 30.9), ("信息公开", 19.8), ("行政处罚", 49.4))],
        ("调解纠纷（件）", 120, "件", ""),
        ("纠纷调解成功率（%）", 98.3, "%", ""),
        ("调解纠纷（件）", 140, "件", "disputes_mediated"),
        ("纠纷调解成功率（%）", 97, "%", "mediation_success_rate"),
    ]


def test_a_table_of_any_length_takes_time_in_step_with_it() -> None:
    """Neither a row nor a table without end is looked through for each of its cells."""
    row = "镇 | " + " | ".join(["1"] * 20_000) + "\n"
    assert len(audit("件数（件） | 数\n" + row + "镇 | 3\n" * 2_000).figures) <= 22_000


def test_a_short_line_of_many_bars_is_read_at_once() -> None:
    """Whether it is a row of links is asked without going back over its bars."""
    for bar in "|>＞»":
        assert audit(f"甲{bar}" * 55 + "，乙\n").text
