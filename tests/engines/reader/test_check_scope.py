"""What is compared at all: one report, one meaning, exact numbers; and the relations that the caller declares."""

from __future__ import annotations

from dataclasses import replace

from engines.reader.marks import checks_of, figures_of
from yifa.reader.checks import check
from yifa.reader.model import Bound, Check, Segment, Verdict
from yifa.report.reading import relations

DISPUTES = ("litigation_cases", "litigation_closed", "litigation_lost", "litigation_loss_rate")


def meaning(text: str, *keys: str, segments: tuple[Segment, ...] = ()) -> tuple[Check, ...]:
    """The checks of a text whose figures have these canonical meanings, in order."""
    figures = [replace(f, indicator=k) for f, k in zip(figures_of(text), keys, strict=True)]
    return check(text, segments or (Segment(0, len(text)),), figures, relations())


def of_kind(checks: tuple[Check, ...], kind: str) -> list[Verdict]:
    return [c.verdict for c in checks if c.kind == kind]


def test_a_declared_rate_is_tried_across_sentences_and_only_doubted_there() -> None:
    right = "一审案件64件，审结56件。\n行政机关败诉5件。\n败诉率8.93%。"
    wrong = right.replace("8.93", "9.83")
    assert of_kind(meaning(right, *DISPUTES), "relation")[-1] is Verdict.consistent
    assert Verdict.ambiguous in of_kind(meaning(wrong, *DISPUTES), "relation")
    assert Verdict.inconsistent not in of_kind(meaning(wrong, *DISPUTES), "relation")


def test_a_declared_part_above_its_whole_in_one_sentence_is_an_error() -> None:
    text = "窗口有评价的办件300件、得到好评的320件。"
    assert of_kind(meaning(text, "ratings_given", "ratings_good"), "relation") == [Verdict.inconsistent]
    customary = "全年通知书20份、发现问题12个。"
    assert of_kind(meaning(customary, "supervision_notices", "supervision_problems_found"), "relation") == [Verdict.ambiguous]


def test_a_declared_change_needs_last_years_number() -> None:
    text = "入企检查300次，去年为480次。入企检查次数同比减少37.5%。"
    keys = ("inspections_of_enterprises", "inspections_of_enterprises", "inspections_change")
    assert of_kind(meaning(text, *keys), "relation") == [Verdict.consistent]
    assert of_kind(meaning(text.replace("37.5", "36.5"), *keys), "relation") == [Verdict.ambiguous]


def test_a_number_stated_with_two_values_is_no_base() -> None:
    text = "审结56件。审结58件。败诉5件。败诉率8.93%。"
    keys = ("litigation_closed", "litigation_closed", "litigation_lost", "litigation_loss_rate")
    assert "rate" not in {c.kind for c in meaning(text, *keys)} and not of_kind(meaning(text, *keys), "relation")


def test_reports_of_one_page_are_never_compared() -> None:
    text = "全县共有人民调解委员会280个。全县共有人民调解委员会286个。"
    half = len(text) // 2
    assert Verdict.inconsistent in {c.verdict for c in checks_of(text)}
    assert not check(text, (Segment(0, half), Segment(half, len(text))), figures_of(text))


def test_a_lower_bound_is_never_the_ground_of_an_accusation() -> None:
    for text in ("审结案件56件，败诉5件，败诉率9.83%。", "现有人员120人，其中持证130人。", "受理90件，去年100件，同比下降20%。"):
        assert Verdict.inconsistent in {c.verdict for c in checks_of(text)}
        for at in range(len(figures_of(text))):
            figures = [replace(f, bound=Bound.at_least if i == at else f.bound) for i, f in enumerate(figures_of(text))]
            assert Verdict.inconsistent not in {c.verdict for c in check(text, (), figures)}, (text, at)


def test_a_line_break_inside_a_sentence_parts_nothing_and_a_heading_does() -> None:
    broken = "县人民法院全年审结本县各类一审行政诉讼案件\n56件，败诉5件，败诉率8.93%。"
    assert [c.verdict for c in checks_of(broken) if c.kind == "rate"] == [Verdict.consistent]
    headed = "全年审结案件56件\n二、行政复议\n其中败诉60件。"
    assert not [c for c in checks_of(headed) if c.verdict is Verdict.inconsistent]


def test_a_sentence_of_thousands_of_figures_is_borne() -> None:
    text = "，".join(f"办理事项{n}件，办结率{n % 100}%" for n in range(1, 2500)) + "。"
    assert all(c.why for c in checks_of(text))
