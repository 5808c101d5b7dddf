"""Whole numbers for a whole year from any few of its totals, or a true reason why there are none."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from yifa.kernel.indicator import load
from yifa.sample.solve import Impossible, Solution, solve
from yifa.sample.targets import Targets, parse, read

COUNTY = '[county]\nname = "甲县"\ndivision = "990101"\nyear = 2024\n'
Judge = Callable[[Solution, Targets], None]
EXAMPLE = Path(__file__).parents[3] / "counties" / "example" / "totals-2024.toml"
SCREENED_COUNTY = """
study_sessions = 24
casefiles_reviewed = 4192
officers_tested = 655
satisfaction_rate = 99.92
online_rate = 99.86
legality_reviews = 215
major_decisions_completed = 2
reconsideration_mediation_rate = 42.62
proposals_npc = 234
proposals_cppcc = 143
proposal_satisfaction_rate = 100
litigation_cases = 52
litigation_closed = 32
head_appearance_rate = 100
supervision_notices = 1
supervision_reminders = 14
supervised_units = 21
supervision_problems_found = 12
publicity_events = { value = 130, bound = "at_least" }
publicity_audience = { value = 150000, bound = "at_least" }
disputes_resolved = 5649
mediation_success_rate = 98.81
"""
"""What a county of another province published for 2024, but for the pass rate that cannot be."""


def targets(rows: str, previous: str = "") -> Targets:
    return parse(f"{COUNTY}[totals]\n{rows}\n[previous]\n{previous}\n")


def reason(rows: str, previous: str = "") -> str:
    with pytest.raises(Impossible) as caught:
        solve(targets(rows, previous))
    return str(caught.value)


def test_the_example_county_adds_up_and_lower_bounds_are_met_exactly(holds: Judge) -> None:
    wanted = read(EXAMPLE)
    solution = solve(wanted)
    holds(solution, wanted)
    assert solution.notes == ()
    assert solution.values["inspections_total"] == 610
    assert solution.percentages()["inspections_change"] == Decimal("-50.00")
    assert solution.percentages()["instant_rate"] == Decimal("99.60")
    assert solution.previous["normative_docs_issued"] == 17


def test_another_county_adds_up(holds: Judge) -> None:
    wanted = targets(SCREENED_COUNTY)
    solution = solve(wanted)
    holds(solution, wanted)
    assert solution.values["disputes_mediated"] == 5717
    assert "disputes_mediated" in solution.derived
    assert solution.percentages()["officer_test_pass_rate"] is not None


def test_a_bureau_without_cases_adds_up_and_gets_none() -> None:
    rows = "normative_docs_issued = 0\nofficers_certified = 11\nproposals_npc = 2\nproposals_cppcc = 3\n"
    wanted = targets(
        rows + "proposal_satisfaction_rate = 100\nfoi_requests = 0\nreconsideration_received = 0\nlitigation_cases = 0"
    )
    solution = solve(wanted)
    none = ("reconsideration_accepted", "reconsideration_closed", "litigation_closed", "hearings_held")
    assert {k: solution.values[k] for k in none} == dict.fromkeys(none, 0)
    assert 1 <= solution.values["proposals_answered"] <= 5
    assert solution.percentages()["litigation_loss_rate"] is None
    assert solution.notes == ()


def test_a_hundred_per_cent_that_is_only_rounded_is_noted() -> None:
    rounded = solve(targets("service_items_total = 2509\nservice_items_online = 2505\nonline_rate = 100"))
    assert "2505/2509" in rounded.notes[0]


def test_a_pass_rate_that_no_number_of_people_gives_is_refused_with_its_neighbours() -> None:
    said = reason(SCREENED_COUNTY + "officer_test_pass_rate = 98.87")
    assert "647/655 = 98.78%" in said
    assert "648/655 = 98.93%" in said
    assert "totals.officers_tested" in said


@pytest.mark.parametrize(
    "rows",
    [
        "",
        "litigation_loss_rate = 0",
        "online_rate = 100\nno_meeting_rate = 100.0\ninstant_rate = 99.6",
        "instant_rate = 99.87\nno_meeting_rate = 77.77\nonline_rate = 33.33",
        "litigation_loss_rate = 33.33\nlitigation_win_rate = 66.67",
        "litigation_loss_rate = 33.34\nlitigation_win_rate = 66.67",
        "litigation_loss_rate = 12.345678\nlitigation_win_rate = 33.765432",
        "reconsideration_mediation_rate = 42.62\nreconsideration_on_time_rate = 99.13",
        "disputes_screened = 5717\nmediation_success_rate = 98.81",
        "disputes_screened = 90\nmediation_success_rate = 98.81",
        "officers_passed = 175\nofficer_test_pass_rate = 98.87",
        "service_cases_handled = 1000000000\nsatisfaction_rate = 99.92",
        "ratings_given = 1000000000\nsatisfaction_rate = 99.9234567",
        "inspections_change = -50\ninspections_total = 13",
        "inspections_change = -100\ninspections_total = 13",
        "inspections_change = 0\ninspections_total = 1",
        "inspections_change = 12.5\ninspections_of_enterprises = 90",
        "inspections_total = 0\nservice_items_total = 0\nlitigation_closed = 0\nofficers_certified = 0",
        "random_inspection_subjects = 46\npublicity_audience = 1\nlegality_opinions = 3",
        'litigation_lost = 7\nlitigation_closed = { value = 5, bound = "at_least" }',
        'materials_cut_rate = { value = 40, bound = "about" }\nmaterials_before = 7',
        'online_rate = { value = 30, bound = "at_most" }\nservice_items_total = { value = 77, bound = "at_most" }',
    ],
)
def test_totals_of_many_shapes_add_up(rows: str, holds: Judge) -> None:
    wanted = targets(rows)
    holds(solve(wanted), wanted)


@pytest.mark.parametrize(
    ("rows", "previous"),
    [
        ("inspections_change = -50", "inspections_of_enterprises = 801"),
        ("inspections_change = -33.33", "inspections_of_enterprises = 999999999"),
        ("inspections_change = 400", "inspections_of_enterprises = 3"),
        ("foi_requests = 3", "litigation_loss_rate = 8.93\nlitigation_closed = 56\nofficers_tested = 3"),
    ],
)
def test_the_year_before_is_completed_where_it_is_needed(rows: str, previous: str, holds: Judge) -> None:
    wanted = targets(rows, previous)
    solution = solve(wanted)
    holds(solution, wanted)
    counts = {k for k in wanted.previous if not load()[k].computed}
    parts = {p for k in wanted.previous for p in load()[k].rate or ()}
    assert set(solution.previous) == counts | parts | {"inspections_of_enterprises"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("disputes_screened = 5\ndisputes_resolved = 10", "totals.disputes_screened"),
        ("officers_tested = 10\nofficers_certified = 9", "totals.officers_certified"),
        ("officers_certified = 50\nofficer_test_pass_rate = 98.87", "175/177"),
        ("officers_passed = 641\nofficer_test_pass_rate = 98.87", "totals.officers_passed"),
        ("litigation_closed = 56\nlitigation_lost = 5\nlitigation_loss_rate = 9.92", "5/56 = 8.93%"),
        ("litigation_closed = 56\nlitigation_lost = 5\nlitigation_loss_rate = 10.71", "应为 6"),
        ("litigation_closed = 0\nlitigation_loss_rate = 0", "为 0"),
        ("litigation_closed = 10\nlitigation_lost = 5\nlitigation_won = 6", "合计不超过"),
        ("litigation_loss_rate = 33.35\nlitigation_win_rate = 66.67", "合计超过 100%"),
        ("inspections_total = 0\ninspections_change = 10", "totals.inspections_total"),
        ("inspections_change = 12.5\ninspections_of_enterprises = 91", "totals.inspections_of_enterprises"),
        ("publicity_audience = 100\npublicity_events = 0", "必有"),
    ],
)
def test_what_no_whole_numbers_give_is_refused_with_the_numbers_and_the_rule(rows: str, said: str) -> None:
    assert said in reason(rows)


def test_every_group_of_contradicting_figures_is_named() -> None:
    with pytest.raises(Impossible) as caught:
        solve(targets("officers_tested = 10\nofficers_certified = 9\nmaterials_cut = 3\nmaterials_before = 2"))
    assert len(caught.value.refusals) == 2


def test_more_closed_than_accepted_is_carried_over_and_noted() -> None:
    solution = solve(targets("litigation_cases = 56\nlitigation_closed = 60"))
    assert solution.values["litigation_closed"] == 60
    assert "一审行政诉讼案件数" in solution.notes[0]


def test_rounding_is_preferred_and_cutting_off_is_taken_with_a_note() -> None:
    assert solve(targets("litigation_closed = 56\nlitigation_loss_rate = 8.93")).notes == ()
    cut = solve(targets("litigation_closed = 56\nlitigation_loss_rate = 8.92"))
    assert cut.values["litigation_lost"] == 5
    assert "四舍五入是 8.93%" in cut.notes[0]


def test_what_is_filled_in_is_marked_and_depends_on_the_seed_alone() -> None:
    rows = "drills = 7\nlitigation_closed = 56\nlitigation_loss_rate = 8.93"
    first, again = solve(targets(rows)), solve(targets(rows))
    assert first == again
    assert first.given == {"drills", "litigation_closed", "litigation_loss_rate"}
    assert first.derived == {"litigation_lost"}
    assert first.given | first.derived | first.sample == set(load())
    other = solve(parse(f"{COUNTY}[totals]\n{rows}\n[shares]\nseed = 99\n"))
    assert other.values != first.values
    assert {k: other.values[k] for k in ("drills", "litigation_lost")} == {"drills": 7, "litigation_lost": 5}


def test_the_share_of_late_matters_shapes_the_sample() -> None:
    late = solve(parse(f"{COUNTY}[totals]\nreconsideration_closed = 100\n[shares]\nlate = 0.5\n"))
    never = solve(parse(f"{COUNTY}[totals]\nreconsideration_closed = 100\n[shares]\nlate = 0\n"))
    assert late.values["reconsideration_closed_on_time"] < 70
    assert never.values["reconsideration_closed_on_time"] == 100
