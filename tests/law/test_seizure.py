"""查封、扣押, by article of 行政强制法."""

from __future__ import annotations

import pytest

from law.penalty_cases import D
from law.walking import Case, NotAllowed, minute
from yifa.chapters.enforcement.penalty import Penalty
from yifa.chapters.enforcement.seizure import Seizure


def test_compulsion_law_art_25_thirty_days_once_more_thirty_without_the_time_of_testing() -> None:
    case = Case(Seizure)
    case.do("proposal", D(2026, 7, 6))
    case.do("approval", D(2026, 7, 6))
    case.do("seizure", D(2026, 7, 6), served=D(2026, 7, 6))
    assert case.due("seizure_period", D(2026, 7, 7)).on == D(2026, 8, 5)
    case.do("appraisal", D(2026, 7, 10))
    assert case.due("seizure_period", D(2026, 7, 15)).still
    case.do("appraised", D(2026, 7, 19))
    assert case.due("seizure_period", D(2026, 7, 20)).on == D(2026, 8, 15)
    case.do("prolong", D(2026, 8, 14))
    assert case.due("seizure_period", D(2026, 8, 15)).on == D(2026, 9, 14)
    case.do("disposal", D(2026, 9, 15), outcome="解除")
    assert ("late", "seizure_period") in case.faults(D(2026, 9, 15))
    assert case.open(D(2026, 9, 16)) == {"returned"}


def test_compulsion_law_art_19_at_once_and_approved_in_twenty_four_hours() -> None:
    case = Case(Seizure)
    case.do("proposal", minute(D(2026, 7, 6), 9))
    with pytest.raises(NotAllowed, match="批准"):
        case.do("seizure", D(2026, 7, 6))
    case.do("at_once", minute(D(2026, 7, 6), 10))
    assert case.due("compulsion_emergency_report", D(2026, 7, 6)).at == minute(D(2026, 7, 7), 10)
    assert case.due("seizure_period", D(2026, 7, 6)).on == D(2026, 8, 5)
    case.do("refused", D(2026, 7, 7))
    assert "lifted" in case.open(D(2026, 7, 7))


def test_a_seizure_is_a_matter_of_its_own() -> None:
    assert Penalty.seizure.opens is Seizure
    assert next(iter(Seizure.steps())).asks is Penalty.seizure.asks, (
        "its first step takes the facts with which it was opened"
    )
