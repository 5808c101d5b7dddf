"""行政处罚决定以后: service, publication, payment, and the court where nobody pays (行政强制法)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.penalty_cases import LARGE, PUNISHED, SMALL, D, decided, told
from law.walking import Case, NotAllowed
from yifa.chapters.enforcement import penalty_facts as f
from yifa.chapters.enforcement.penalty import Penalty
from yifa.chapters.enforcement.penalty_payment import Deferral, Payment, late_fee


# -- service, publication, payment
def test_arts_61_48_service_and_publication_in_seven_working_days() -> None:
    case = decided()
    assert case.due("penalty_service", D(2026, 8, 4)).on == D(2026, 8, 12)
    assert case.due("penalty_info_dual_publicity", D(2026, 8, 4)).on == D(2026, 8, 12)
    hidden = decided(PUNISHED.model_copy(update={"withheld": True}))
    assert "publish" not in hidden.open(D(2026, 8, 4))
    assert not hidden.dues("penalty_info_dual_publicity", D(2026, 8, 20)), "what is not public has no such term"


def test_arts_66_67_fifteen_natural_days_from_receipt_unless_deferred() -> None:
    case = decided()
    case.do("delivery", D(2026, 8, 5))
    assert case.due("penalty_fine_payment", D(2026, 8, 6)).on == D(2026, 8, 20)
    case.do("defer", D(2026, 8, 10), Deferral(until=D(2026, 10, 30), instalments=2))
    assert not case.dues("penalty_fine_payment", D(2026, 8, 11))
    assert case.due("deferred_payment", D(2026, 8, 11)).on == D(2026, 10, 30)
    late = decided()
    late.do("delivery", D(2026, 8, 5))
    late.do("defer", D(2026, 8, 25), Deferral(until=D(2026, 10, 30)))
    assert ("overdue", "penalty_fine_payment") in late.faults(D(2026, 8, 26)), (
        "a deferral after the day does not undo it"
    )


@given(st.integers(0, 10**9), st.integers(0, 400), st.integers(0, 400))
def test_art_72_three_percent_a_day_and_never_more_than_the_fine(fine: int, late: int, stopped: int) -> None:
    due = D(2026, 8, 20)
    fee = late_fee(fine, due, D.fromordinal(due.toordinal() + late), stopped)
    assert 0 <= fee <= fine
    assert fee == min(fine, fine * 3 * max(0, late - stopped) // 100)
    assert late_fee(fine, due, due) == 0


def test_art_72_thirty_four_days_late_is_the_whole_fine() -> None:
    assert late_fee(1_000_00, D(2026, 8, 20), D(2026, 8, 21)) == 30_00
    assert late_fee(1_000_00, D(2026, 8, 20), D(2026, 9, 22)) == 990_00
    assert late_fee(1_000_00, D(2026, 8, 20), D(2026, 9, 23)) == 1_000_00


def test_compulsion_law_arts_53_54_the_court_is_asked_after_six_months_within_three_and_ten_days_after_demand() -> None:
    case = Case(Penalty)
    case.do("clue", D(2025, 7, 2))
    case.do("filing", D(2025, 7, 3))
    case.do("inquiry", D(2025, 7, 4))
    case.do("report", D(2025, 7, 7))
    case.do("notice", D(2025, 7, 8), SMALL, served=D(2025, 7, 9))
    case.do("decision", D(2025, 7, 15), PUNISHED)
    case.do("delivery", D(2025, 7, 16))
    assert case.due("litigation_filing_direct", D(2025, 8, 1)).on == D(2026, 1, 16)
    assert case.due("court_execution_application", D(2026, 1, 20)).on == D(2026, 4, 16)
    case.do("demand", D(2025, 12, 31), served=D(2026, 1, 5))
    with pytest.raises(NotAllowed, match="最早"):
        case.do("court", D(2026, 1, 16))
    with pytest.raises(NotAllowed, match="最早"):
        case.do("court", D(2026, 1, 18))
    case.do("court", D(2026, 1, 19))
    assert case.due("court_execution_accept", D(2026, 1, 20)).on == D(2026, 1, 26)


def test_compulsion_law_art_53_after_a_suit_the_three_months_run_from_its_end() -> None:
    case = Case(Penalty)
    case.do("clue", D(2025, 3, 3))
    case.do("filing", D(2025, 3, 4))
    case.do("inquiry", D(2025, 3, 5))
    case.do("report", D(2025, 3, 6))
    case.do("notice", D(2025, 3, 7), SMALL, served=D(2025, 3, 7))
    case.do("decision", D(2025, 3, 17), PUNISHED)
    case.do("delivery", D(2025, 3, 18))
    case.do("challenge", D(2025, 5, 6))
    case.do("demand", D(2025, 10, 9), served=D(2025, 10, 9))
    with pytest.raises(NotAllowed, match="复议、诉讼终结"):
        case.do("court", D(2025, 11, 3))
    case.do("challenge_over", D(2026, 1, 12))
    assert case.due("court_execution_application", D(2026, 1, 12)).on == D(2026, 4, 12)
    case.do("court", D(2026, 1, 13))


def test_art_71_a_fine_taken_on_the_spot_goes_to_the_agency_and_to_the_bank_in_two_working_days_each() -> None:
    case = decided()
    case.do("delivery", D(2026, 8, 6))
    case.do("collected", D(2026, 8, 6), Payment(paid=5_000_00))
    assert case.due("penalty_onsite_fine_to_agency", D(2026, 8, 6)).on == D(2026, 8, 10)
    case.do("to_agency", D(2026, 8, 7))
    assert case.due("penalty_onsite_fine_to_bank", D(2026, 8, 7)).on == D(2026, 8, 11)
    assert "payment" not in case.open(D(2026, 8, 7))


def test_art_47_a_case_is_filed_away_when_served_published_and_paid() -> None:
    case = decided()
    case.do("delivery", D(2026, 8, 5))
    case.do("publish", D(2026, 8, 6))
    assert "filed_away" not in case.open(D(2026, 8, 7))
    case.do("payment", D(2026, 8, 7))
    case.do("filed_away", D(2026, 8, 10))
    assert case.at(D(2026, 8, 10)).closed


# -- the court, the supervisor
def test_compulsion_law_art_53_who_has_paid_is_not_taken_to_court() -> None:
    case = Case(Penalty)
    for key, day in (("clue", 3), ("filing", 4), ("inquiry", 5), ("report", 6)):
        case.do(key, D(2025, 3, day))
    case.do("notice", D(2025, 3, 7), SMALL, served=D(2025, 3, 7))
    case.do("decision", D(2025, 3, 17), PUNISHED)
    case.do("delivery", D(2025, 3, 18))
    assert case.due("court_execution_application", D(2025, 3, 18)).on == D(2025, 12, 18)
    case.do("payment", D(2025, 3, 24))
    assert not case.dues("court_execution_application", D(2025, 3, 24))


def test_sichuan_36_only_a_weighty_penalty_is_filed_with_the_supervisor() -> None:
    assert not decided().dues("major_penalty_filing_local", D(2026, 8, 4))
    case = told(LARGE)
    case.do("decision", D(2026, 8, 3), f.Decision.example(D(2026, 8, 3), outcome=f.Decided.penalised, fine=200_000_00))
    assert case.due("major_penalty_filing_local", D(2026, 8, 4)).on == D(2026, 8, 18)
