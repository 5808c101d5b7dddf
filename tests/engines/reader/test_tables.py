"""Tables: merged cells stay columns, units and years are found wherever a table says them, and rows of many alike are no totals."""

from __future__ import annotations

import io

import docx
import pytest

from yifa.reader.audit import audit
from yifa.reader.figures import read_figures
from yifa.reader.model import Direction, Figure, Role, Segment, Verdict
from yifa.reader.sources import from_bytes
from yifa.reader.sources.grid import ROOM, WIDEST, Cell, Grid


def read(table: str) -> tuple[Figure, ...]:
    return read_figures(table, (Segment(0, len(table), year=2023),))


def told(table: str) -> list[tuple[str, float, str, str]]:
    return [(f.what, float(f.value), f.unit, f.indicator) for f in read(table)]


RECEIVED, RATE = ("收到行政复议申请", "reconsideration_received"), ("行政机关负责人出庭应诉率", "head_appearance_rate")
WHERE_A_UNIT_STANDS = {
    "in a cell between": "项目 | 单位 | 数量\n{0} | 件 | 132\n{1} | % | 98.5",
    "in a cell behind": "{0} | 132 | 件\n{1} | 98.5 | %",
    "with the label": "项目 | 数量\n{0}（件） | 132\n{1}（%） | 98.5",
    "beside the number": "项目 | 数量\n{0} | 132件\n{1} | 98.5%",
    "above the table": "单位：件、%\n项目 | 数量\n{0} | 132\n{1} | 98.5",
    "parted by tabs": "项目\t计量单位\t完成值\n{0}\t件\t132\n{1}\t%\t98.5",
    "between bars on every side": "| 序号 | 项目 | 单位 | 数量 |\n| --- | --- | --- | --- |\n| 1 | {0} | 件 | 132 |\n| 2 | {1} | % | 98.5 |",
}


@pytest.mark.parametrize("table", WHERE_A_UNIT_STANDS.values(), ids=WHERE_A_UNIT_STANDS)
def test_a_unit_is_found_wherever_a_table_says_it(table: str) -> None:
    found = read(table.format(RECEIVED[0], RATE[0]))
    assert [(float(f.value), f.unit, f.indicator) for f in found] == [(132, "件", RECEIVED[1]), (98.5, "%", RATE[1])]


def test_a_column_of_units_in_its_head_and_money_in_its_scale() -> None:
    assert told("项目 | 件数\n审查政府合同 | 86") == [("审查政府合同", 86, "件", "contracts_reviewed")]
    assert told("项目 | 金额（万元）\n罚没款 | 326.8") == [("罚没款", 3268000, "元", "")]
    assert told("序号 | 项目\n1 | 会议室") == [], "a row's number counts nothing"
    assert told("单位：件\n项目 | 数量 | 占比\n其他 | 12 | 9.1")[1:] == [], "no share is in 件"


def test_columns_of_years_are_this_year_and_those_before() -> None:
    before, now = read("项目 | 单位 | 2022年 | 2023年\n行政处罚案件 | 件 | 200 | 215")
    assert (before.role, before.period, before.indicator) == (Role.previous, "2022", "")
    assert (now.role, now.period, now.indicator) == (Role.level, "2023", "penalty_cases")
    before, now, change = read("单位：件、%\n项目 | 上年 | 本年 | 同比\n审结行政复议案件 | 110 | 100 | -9.1")
    assert (before.role, before.period, now.period, now.indicator) == (Role.previous, "2022", "2023", "reconsideration_closed")
    assert (change.role, change.direction, float(change.value), change.unit) == (Role.change, Direction.down, 9.1, "%")
    rows = read("年份 | 收到行政复议申请（件）\n2022年 | 110\n2023年 | 132")
    assert [(f.role, f.period, f.indicator) for f in rows] == [
        (Role.previous, "2022", ""), (Role.level, "2023", "reconsideration_received"),
    ]  # fmt: skip
    planned, done = read("指标 | 目标值 | 完成值\n行政机关负责人出庭应诉率（%） | 90 | 100")
    assert (planned.role, done.role, done.indicator) == (Role.target, Role.level, "head_appearance_rate")


def test_years_beside_each_other_accuse_nobody() -> None:
    table = "县2023年法治政府建设情况报告\n" + "全县认真落实各项工作要求，依法行政水平不断提高。" * 20
    table += "\n项目 | 2022年 | 2023年\n审结行政复议案件（件） | 120 | 100\n受理行政复议案件（件） | 90 | 110\n"
    assert not [c for c in audit(table).checks if c.verdict is Verdict.inconsistent]


def test_rows_of_many_alike_are_no_totals_but_their_sum_is() -> None:
    months = "月份 | 行政处罚案件（件）\n1月 | 12\n2月 | 15\n全年 | 215"
    assert [f.indicator for f in read(months)] == ["", "", "penalty_cases"]
    kinds = "单位：件\n案件类型 | 数量\n行政处罚 | 132\n行政强制 | 66"
    assert [f.indicator for f in read(kinds)] == ["", ""], "kinds of cases, not the cases of that kind"
    towns = "乡镇 | 调解纠纷（件） | 调解员（名）\n东山镇 | 120 | 8\n合计 | 980 | 96"
    assert [f.indicator for f in read(towns)] == ["", "", "disputes_mediated", "mediators"]


MERGED = """<table><tr><th rowspan="2">被申请人</th><th colspan="2">行政复议（件）</th><th colspan="2">行政诉讼（件）</th></tr>
<tr><th>受理</th><th>审结</th><th>受理</th><th>审结</th></tr>
<tr><td>县公安局</td><td>12</td><td>10</td><td rowspan="2">3</td><td>2</td></tr><tr><td>县城管局</td><td>8</td><td>7</td><td>1</td></tr>
<tr><td>合计</td><td>20</td><td>17</td><td>3</td><td>3</td></tr></table>"""


def test_merged_cells_of_a_page_say_in_each_column_what_they_say() -> None:
    text = from_bytes("a.html", f"<html><body><p>全县情况如下，共两类。</p>{MERGED}</body></html>".encode()).text
    assert "被申请人 | 受理 | 审结 | 受理 | 审结\n" in text and "县城管局 | 8 | 7 |  | 1\n" in text, "a number stands once"
    keys = [f.indicator for f in read(text) if "合计" in text[text.rfind("\n", 0, f.start) : f.start]]
    assert keys == ["reconsideration_accepted", "reconsideration_closed", "litigation_cases", "litigation_closed"]
    assert not any(f.indicator for f in read(text)[:-4])


def test_merged_cells_of_a_document_say_in_each_row_what_they_say() -> None:
    made = docx.Document()
    rows = [["项目", "", "数量（件）"], ["行政复议", "收到申请", "132"], ["", "审结案件", "120"], ["行政诉讼", "一审收案", "52"]]
    table = made.add_table(4, 3)
    for row, words in zip(table.rows, rows, strict=True):
        for cell, said in zip(row.cells, words, strict=True):
            cell.text = said
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).merge(table.cell(2, 0))
    target = io.BytesIO()
    made.save(target)
    text = from_bytes("a.docx", target.getvalue()).text
    assert "行政复议 | 收到申请 | 132\n行政复议 | 审结案件 | 120\n" in text
    assert [f.indicator for f in read(text)] == ["reconsideration_received", "reconsideration_closed", "litigation_cases"]


def test_a_page_laid_out_in_tables_keeps_its_paragraphs_and_has_no_rows() -> None:
    words = "<p>一、工作情况</p>" + "<p>全县认真落实各项要求，取得了成效。全年审结行政诉讼案件56件，败诉5件。</p>" * 12
    page = f"<html><body><table><tr><td><a href='/'>首页</a></td><td>今天</td></tr><tr><td>{words}</td><td></td></tr></table></body></html>"
    lines = from_bytes("a.html", page.encode()).text.split("\n")
    assert lines.count("全县认真落实各项要求，取得了成效。全年审结行政诉讼案件56件，败诉5件。") == 12 and not any("|" in line for line in lines)


def test_a_table_of_merged_cells_only_is_no_bomb() -> None:
    grid = Grid()
    lines = [grid.line([Cell("字" * 40, 10**6, 10**6), Cell("末")]) for _ in range(2000)]
    assert max(line.count("|") for line in lines) <= WIDEST + 1
    assert sum(map(len, lines)) < ROOM + 2000 * (40 + 4 * WIDEST)


STACKED = {
    "heads, then as many numbers": (
        "行政处罚实施数量（宗）\n\n警告\n\n罚款\n\n没收违法\n\n所得\n\n合计（宗）\n\n罚没金额（万元）\n\n"
        "31\n\n54\n\n \n\n144\n\n4.1\n\n说明：统计全年。",
        [(31, "宗", ""), (54, "宗", ""), (144, "宗", "penalty_cases"), (41000, "元", "")],
    ),
    "labels, each with its number": (
        "信息内容 |\n本年处理决定数量 |\n行政许可 |\n2468 |\n行政处罚 |\n99 |\n",
        [(2468, "件", ""), (99, "件", "penalty_cases")],
    ),
    "numbered rows": (
        "复议案件审结情况（件）\n序号\n处理方式\n数量\n比例\n1\n维持\n3509\n74.7%\n2\n终止\n678\n14.4%\n",
        [(3509, "件", ""), (74.7, "%", ""), (678, "件", ""), (14.4, "%", "")],
    ),
    "no table": ("一、工作情况\n3\n加强领导\n4\n全县认真落实各项工作要求，取得了成效。\n5\n", []),
}


@pytest.mark.parametrize(("text", "figures"), STACKED.values(), ids=STACKED)
def test_a_table_copied_one_cell_a_line_is_read_by_the_order_of_its_heads(text: str, figures: list[tuple[float, str, str]]) -> None:
    assert [(float(f.value), f.unit, f.indicator) for f in read(text)] == figures


def test_a_row_of_nothing_but_numbers_is_no_furniture() -> None:
    rows = "行政处罚实施数量（宗） | ||\n警告 | 罚款 | 合计（宗） | 罚没金额（万元） |\n12175 | 94929 | 107104 | 1753.79 |\n"
    text = f"县2023年行政执法情况报告\n表一 行政处罚实施情况统计表\n{rows}说明：统计范围为1月1日至12月31日作出的处罚决定。"
    found = [(float(f.value), f.unit, f.indicator) for f in audit(text).figures]
    assert found == [(12175, "宗", ""), (94929, "宗", ""), (107104, "宗", "penalty_cases"), (17537900, "元", "")]
