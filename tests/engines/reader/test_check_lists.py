"""Lists and tables of statistics: numbers with their shares, 其中 in a new sentence, growth and what it is against.

Every sentence is invented. All go through the reader itself.
"""

from __future__ import annotations

import sys

import pytest

from yifa.reader.audit import audit
from yifa.reader.checks import check
from yifa.reader.figures import read_figures
from yifa.reader.layout import Look, units
from yifa.reader.model import Check, Segment, Verdict
from yifa.report.reading import relations

KINDS = "行政处罚类132件，占46.15%；行政强制类66件，占23.08%；工伤认定类44件，占15.38%；信息公开类22件，占7.69%；其他22件，占7.69%。"
ROWS = "类别 | 数量 | 占比\n行政处罚 | 132件 | 46.15%\n行政强制 | 66件 | 23.08%\n信息公开 | 44件 | 15.38%\n工伤 | 22件 | 7.69%\n其他 | 22件 | 7.69%"
CELLS = "事项 | 处罚 | 强制 | 公开 | 工伤 | 其他 |\n数量 | 132件 | 66件 | 44件 | 22件 | 22件 |\n占比 | 46.15% | 23.08% | 15.38% | 7.69% | 7.69% |"
BAD = {
    "one share of a list": "全年新收申请286件，受理264件。\n从类型看，" + KINDS.replace("15.38", "18.38"),
    "one share of a column": "全年收到申请286件。\n" + ROWS.replace("23.08", "28.08"),
    "one share of a row": "全年收到申请286件。\n" + CELLS.replace("15.38", "13.58"),
    "a share that overfills": "新收案件500件。公安225件，占45%；市监125件，占25%；人社75件，占15%；资源50件，占10%；其他25件，占6%。",
    "share of the only whole": "政务服务事项1900项，全部进驻，进驻率100%，其中即办事项1204项，占比63.9%。",
    "growth of what is named again": "行政应诉案件156件，案件量较上年132件增长28%。",
    "two years": "2023年收到申请98件，2024年收到申请147件，增长60%。",
    "years without 年": "2023收到申请98件，2024收到申请147件，同比增长60%。",
    "halves of one stage": "上半年收到120件，下半年收到166件，全年共计296件。",
    "next sentence": "全年案件120件。其中，一审80件，二审60件。",
}
GOOD = {
    "list": "全年新收申请286件，受理264件。\n从类型看，" + KINDS,
    "column": "全年收到申请286件。\n" + ROWS,
    "row": "全年收到申请286件。\n" + CELLS,
    "largest named in words": "受理案件151件，其中部门为被申请人的140件，占受理案件数比例最高，达92.71%；乡镇11件，占受理总数的7.28%。",
    "其中 of the list's whole": "审结360件，较去年90件增长300%。分别为撤销80件，履行30件，确认违法250件。其中强制类290件，处罚类60件，其他10件。",
    "two lists of one whole": "应诉案件共330件。区法院180件，中院90件，高院46件，另有申诉14件。其中作为共同被告的230件，单独被告的100件。",
    "growth of what is named again": "行政应诉案件156件，案件量较上年132件增长18%。",
    "years without 年": "2023收到申请98件，2024收到申请147件，同比增长50%。",
    "of these": "2200项政务服务事项中，2090项纳入大厅管理，事项入驻率达到95%。",
    "listed after a half-width comma": "改制单位共3家,分别是县规划设计院、县印刷厂和县招待所。",
}
CALM = {
    "growth of nobody knows what": "全局25名同志通过执法资格考试，增长率89.3%。",
    "其中 after a list": "一审应诉案件156件，二审应诉案件62件，再审12件。其中，涉及征地拆迁108件，行政处罚75件。",
    "filled up to a hundred": "收到申请300件。公安100件，占34%；市监100件，占33%；人社50件，占16%；资源30件，占10%；其他20件，占7%。",
    "one of another whole": "申请500件。公安225件，占45%；市监125件，占25%；人社75件，占15%；资源50件，占10%；撤回40件，占审结数的9%。",
    "share of an earlier part": "处罚500件。一般程序225件，占45%；简易125件，占25%；普通75件，占15%；当场50件，占10%；听证25件，占一般程序的11.1%。",
    "whole with a bracket": "梳理事项1900项（含部门垂管事项），网办率100%，其中本级最多跑一次事项1750项，占比93%。",
    "rates of columns": "类别 | 收到 | 审结 | 占比\n公安 | 100件 | 90件 | 90%\n市监 | 80件 | 60件 | 75%",
    "rates of quarters": "季度 | 一季度 | 二季度 | 三季度\n收案 | 30件 | 40件 | 50件\n结案率 | 90% | 92.5% | 94%",
    "案件量 of which number": "受理120件，审结100件，案件量较上年98件增长22.4%。",
    "three years": "2022年80件，2023年98件，2024年147件，年均增长35.6%。",
    "courts and their whole": "两级法院受理案件156件，其中市中院96件，基层法院60件。其中本级政府为被告的72件，部门为被告的84件。",
    "nothing of nothing": "类别 | 财政 | 交通 | 林业 | 民政\n数量 | 0件 | 0件 | 0件 | 3件",
}


def checks(text: str) -> tuple[Check, ...]:
    whole = (Segment(0, len(text), year=2024),)
    return check(text, whole, read_figures(text, whole), relations())


@pytest.mark.parametrize("case", BAD)
def test_an_error_is_told(case: str) -> None:
    found = [c for c in checks(BAD[case]) if c.verdict is Verdict.inconsistent]
    assert len(found) == 1, [(c.kind, c.verdict.value, c.why) for c in checks(BAD[case])]


@pytest.mark.parametrize("case", GOOD)
def test_what_agrees_is_confirmed(case: str) -> None:
    assert {c.verdict for c in checks(GOOD[case])} == {Verdict.consistent}


@pytest.mark.parametrize("case", CALM)
def test_what_may_be_right_is_not_accused(case: str) -> None:
    assert Verdict.inconsistent not in {c.verdict for c in checks(CALM[case])}


def test_a_whole_is_found_sentences_before_and_every_share_tried() -> None:
    text = GOOD["list"]
    rates = [c for c in checks(text) if c.kind == "rate"]
    assert sorted(c.formula.split("/")[0] for c in rates) == ["132", "22", "22", "44", "66"]
    assert all("/286 = " in c.formula for c in rates)


def test_two_lists_are_of_the_whole_before_them() -> None:
    sums = {c.formula for c in checks(GOOD["two lists of one whole"]) if c.kind == "sum"}
    assert sums == {"180 + 90 + 46 + 14 = 330", "230 + 100 = 330"}


def test_a_row_of_cells_is_no_navigation() -> None:
    text = "某县2024年法治政府建设情况报告\n一、复议工作\n全年收到申请286件，办理情况见下表，数据截至年底。\n" + CELLS
    assert [f.value for f in audit(text, relations()).figures if f.unit == "件"] == [286, 132, 66, 44, 22, 22]
    menu = "机构 | 新闻 | 政务公开 | 12345热线 | 3分钟看懂 | 关于我们"
    assert [u.look is Look.furniture for u in units("\n".join((menu, CELLS)))] == [True, True, False, False]


def test_long_lists_and_tables_take_time_in_line_with_their_length() -> None:
    steps = []
    for n in (300, 1200):
        rows = "\n".join(f"第{'甲乙丙丁'[k % 4]}类 | {k}件 | {k % 90}% |" for k in range(1, n))
        text = "收到申请9999件。\n" + "，".join(f"类{k}件，占{k % 90}%" for k in range(1, n)) + "。\n类别 | 数量 | 占比 |\n" + rows
        whole = (Segment(0, len(text)),)
        figures = read_figures(text, whole)
        calls = 0

        def count(*_: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(count)
        try:
            check(text, whole, figures)
        finally:
            sys.setprofile(None)
        steps.append(calls)
    assert steps[1] < 6 * steps[0], steps


def test_a_column_that_is_no_share_is_left_alone() -> None:
    assert not [c for c in checks("全年收到286件。\n" + ROWS.replace("占比", "办结率")) if c.kind == "rate"]
