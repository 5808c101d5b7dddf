"""The canonical figures and the relations between them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yifa.kernel import relation
from yifa.kernel.indicator import Malformed, load, parse
from yifa.kernel.relation import Holds, Kind

ROW = 'zh = "数"\nunit = "件"\nchapter = "norms"\n'


def verdicts(values: dict[str, int | Decimal], previous: dict[str, int | Decimal] | None = None) -> set[Holds]:
    return {v.holds for v in relation.check(values, previous)}


def test_the_shipped_figures_are_complete() -> None:
    figures = load()
    assert len(figures) == len(figures.counts) + len(figures.computed)
    assert all(i.typical > 0 for i in figures.values() if not i.computed)
    assert figures.wholes("disputes_resolved") == ("disputes_mediated", "disputes_screened")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f'[a]\n{ROW}part_of = "b"\n', "不存在的指标 b"),
        (f'[a]\n{ROW}part_of = "b"\n[b]\n{ROW}part_of = "a"\n', "绕一圈"),
        (f'[a]\n{ROW}rate = ["a"]\n', "[分子, 分母]"),
        (f'[a]\n{ROW}rate = ["b", "b"]\n[b]\n{ROW}rate = ["a", "a"]\n', "本身是比率"),
        ('[a]\nzh = "数"\nunit = "件"\nchapter = "garden"\n', "a.chapter"),
        ('[a]\nunit = "件"\nchapter = "norms"\nwhat = 1\n', "缺少 zh"),
    ],
)
def test_a_malformed_file_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(Malformed, match=said.replace("[", r"\[")):
        parse(text)


def test_every_part_rate_and_change_of_the_file_is_a_relation() -> None:
    figures, kinds = load(), [r.kind for r in relation.relations()]
    assert kinds.count(Kind.rate) == sum(i.rate is not None for i in figures.values())
    assert kinds.count(Kind.change) == sum(bool(i.change_of) for i in figures.values())
    parts = {(r.parts, r.wholes) for r in relation.relations() if r.kind is Kind.at_most and r.firm}
    assert {((key,), (i.part_of,)) for key, i in figures.items() if i.part_of} <= parts


def test_won_and_lost_together_do_not_exceed_closed() -> None:
    assert Holds.inconsistent in verdicts({"litigation_closed": 56, "litigation_lost": 5, "litigation_won": 52})
    assert verdicts({"litigation_closed": 56, "litigation_lost": 5, "litigation_won": 51}) == {Holds.consistent}


def test_more_closed_than_received_is_only_doubtful_because_cases_are_carried_over() -> None:
    assert verdicts({"litigation_cases": 50, "litigation_closed": 56}) == {Holds.ambiguous}
    assert verdicts({"litigation_cases": 64, "litigation_closed": 56}) == {Holds.consistent}


def test_a_rate_without_its_numerator_is_refuted_by_the_denominator_alone() -> None:
    assert verdicts({"officers_tested": 655, "officer_test_pass_rate": Decimal("98.87")}) == {Holds.inconsistent}
    assert verdicts({"officers_tested": 655, "officer_test_pass_rate": Decimal("98.93")}) == set()


def test_a_change_is_checked_against_the_year_before() -> None:
    change: dict[str, int | Decimal] = {"inspections_of_enterprises": 300, "inspections_change": Decimal(-50)}
    assert verdicts(change, {"inspections_of_enterprises": 600}) == {Holds.consistent}
    assert verdicts(change, {"inspections_of_enterprises": 500}) == {Holds.inconsistent}
    assert verdicts(change, {"inspections_of_enterprises": 0}) == {Holds.inconsistent}


def test_an_audience_needs_an_event() -> None:
    assert verdicts({"publicity_audience": 10, "publicity_events": 0}) == {Holds.inconsistent}
