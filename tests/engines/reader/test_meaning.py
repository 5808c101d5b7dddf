"""What a figure means: its role and direction, its period, whether it is a part, its chapter, and what it counts."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from yifa.reader.data import words
from yifa.reader.figures import chapter_of, read_figures
from yifa.reader.headings import headings
from yifa.reader.model import Direction, Figure, Role, Segment


def read(text: str, year: int | None = 2024) -> tuple[Figure, ...]:
    return read_figures(text, (Segment(0, len(text), year=year),))


def test_changes_and_last_years_values_are_told_from_levels() -> None:
    level, fewer, share = read("制定规范性文件9件，比去年减少8件，同比下降47%。")
    assert (level.role, fewer.role, share.role) == (Role.level, Role.change, Role.change)
    assert (fewer.direction, share.direction) == (Direction.down, Direction.down)
    now, before = read("收到复议申请62件，去年同期为85件。")
    assert (now.role, before.role) == (Role.level, Role.previous)
    assert (now.period, before.period) == ("2024", "2023")
    old, new = read("出庭应诉率由上年的92%提升至100%。")
    assert (old.role, new.role, new.indicator) == (Role.previous, Role.level, "head_appearance_rate")


def test_rules_and_plans_are_targets_and_no_results() -> None:
    assert [f.role for f in read("力争办结率达到98%。")] == [Role.target]
    assert [f.role for f in read("按要求评查案卷21件。")] == [Role.level]
    done, planned = read(
        "一、主要做法和成效\n（一）全年开展执法检查30次。\n二、2025年工作思路\n（一）加强检查，开展执法检查50次。\n"
    )
    assert (done.role, done.indicator, planned.role, planned.indicator) == (Role.level, "inspections_total", Role.target, "")


def test_parts_of_a_whole_are_known_and_do_not_take_its_name() -> None:
    whole, *parts, other = read("审结行政复议案件98件，其中维持60件，驳回20件、撤销18件。收到检察建议2件。")
    assert not whole.part and all(p.part for p in parts) and not other.part
    whole, part = read("完成双随机抽查35批次，其中双随机联合抽查5批次。")
    assert (whole.indicator, part.indicator) == ("random_inspection_batches", "")


def test_a_half_year_is_its_own_period() -> None:
    assert [f.period for f in read("2024年上半年检查30次。")] == ["2024-01..2024-06"]
    assert [f.period for f in read("1—9月检查30次。")] == ["2024-01..2024-09"]
    assert [f.period for f in read("检查30次。", None)] == [""]


def test_an_elided_thing_is_named_by_the_nearest_topic() -> None:
    texts = "办理行政复议申请20件，审结18件；办理行政诉讼案件9件，审结7件，败诉率5%。"
    assert [f.what for f in read(texts)] == [
        "办理行政复议申请", "审结行政复议案件", "办理行政诉讼案件", "审结行政诉讼案件", "败诉率",
    ]  # fmt: skip


def test_a_pair_shares_its_noun_and_a_list_its_verb() -> None:
    first, second = read("举办法治培训66期142项。")
    assert first.what == second.what == "举办法治培训"
    assert [f.what for f in read("审查规范性文件6件、合同215份。")] == ["审查规范性文件", "审查合同"]


def test_the_chapter_is_that_of_the_figure_or_of_the_heading_above() -> None:
    text = "一、工作情况\n（一）全面推进严格规范公正文明执法。\n1.出动车辆36车次。审结行政复议案件9件。\n（二）健全突发事件应对体系\n储备物资12吨。"
    assert [f.chapter for f in read(text)] == ["enforcement", "disputes", "emergencies"]


def test_a_heading_of_what_was_done_is_no_plan() -> None:
    told = {h.title: h.plans for h in headings("一、2024年工作完成情况\n二、下一步工作打算\n三、主要举措及成效\n", 0, 40)}
    assert told == {"2024年工作完成情况": False, "下一步工作打算": True, "主要举措及成效": False}


def test_every_canonical_figure_has_its_chapter_and_every_rule_its_figure() -> None:
    file = Path(__file__).parents[3] / "data" / "indicators.toml"
    canonical = tomllib.loads(file.read_text(encoding="utf-8"))
    assert {key: chapter_of(key) for key in canonical} == {key: row["chapter"] for key, row in canonical.items()}
    assert {rule["key"] for rule in words("indicators")["rule"]} <= set(canonical)


def test_parts_go_on_as_long_as_they_are_no_more_than_their_whole() -> None:
    found = read("受理行政复议案件118件，其中县政府部门98件，乡镇20件，审结100件，其中维持80件，驳回20件。办理应诉案件12件。")
    assert [f.part for f in found] == [False, True, True, False, True, True, False]
    assert found[3].indicator == "reconsideration_closed"
    assert [f.part for f in read("收到复议申请50件，其中涉公安30件，涉自然资源10件；办理应诉案件12件。")] == [False, True, True, False]


def test_a_year_before_the_reports_is_no_figure_of_it_and_its_name_goes_on() -> None:
    text = "2021年，全市行政机关败诉率为23.22%，2022年下降至18.01%，2024年为8.85%。2023年全市一审行政诉讼案件488件，2024年482件。"
    found = read(text)
    assert [f.indicator for f in found] == ["", "", "litigation_loss_rate", "", "litigation_cases"]
    assert [f.period for f in found] == ["2021", "2022", "2024", "2023", "2024"]
    assert [f.indicator for f in read("自2023年以来，审结行政复议案件98件。")] == ["reconsideration_closed"]
    assert read("近三年，全县败诉率持续下降。") == () and read("三年来，成效明显。") == ()


@pytest.mark.parametrize(
    ("text", "organ"),
    [
        ("2024年，县人民法院共受理一审行政诉讼案件64件。", "县人民法院"),
        ("全市各级行政复议机关审结行政复议案件7304件。", "全市各级行政复议机关"),
        ("截至11月底，全县共受理复议案件9件，已审结8件。", "全县"),
        ("今年以来，我局作出行政处罚决定15件。", "我局"),
        ("各乡镇司法所调解纠纷120件。", "各乡镇司法所"),
        ("县政务服务中心累计办件12万件。", "县政务服务中心"),
        ("同比上涨5%，审判机关新收行政一审案件216件。", "审判机关"),
        ("组织县司法局工作人员培训3期。", ""),
        ("对县公安局开展监督检查3次。", ""),
        ("法治政府建设得分95.5分。", ""),
        ("公布县政府重大行政决策事项目录，审核合同98件。", ""),
    ],
)
def test_who_did_it_is_told_only_where_the_sentence_names_it(text: str, organ: str) -> None:
    assert read(text)[-1].organ == organ
