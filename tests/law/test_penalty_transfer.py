"""涉嫌犯罪案件移送, by article of the rules on transfer."""

from __future__ import annotations

from law.penalty_cases import D, told
from law.walking import Case, minute
from yifa.chapters.enforcement.penalty import Penalty


def transferred() -> Case:
    case = told()
    case.do("suspect", minute(D(2026, 7, 20), 9))
    assert case.due("penalty_crime_transfer_approval", D(2026, 7, 20)).on == D(2026, 7, 23)
    case.do("approve_transfer", minute(D(2026, 7, 21), 10))
    case.do("transfer", minute(D(2026, 7, 21), 16))
    return case


def test_transfer_rule_5_the_chief_decides_in_three_days_and_the_case_goes_in_twenty_four_hours() -> None:
    case = transferred()
    assert Penalty.approve_transfer.by.title.startswith("机关正职")
    due = case.due("penalty_crime_transfer_execute", D(2026, 7, 22))
    assert due.at == minute(D(2026, 7, 22), 10) and not due.late
    slow = told()
    slow.do("suspect", D(2026, 7, 20))
    slow.do("approve_transfer", minute(D(2026, 7, 21), 10))
    slow.do("transfer", minute(D(2026, 7, 22), 10, 1))
    assert ("late", "penalty_crime_transfer_execute") in slow.faults(D(2026, 7, 22))


def test_transfer_rule_5_a_refusal_is_recorded_with_its_reason_and_the_case_goes_on() -> None:
    case = told()
    case.do("suspect", D(2026, 7, 20))
    case.do("refuse_transfer", D(2026, 7, 21))
    assert "transfer" not in case.open(D(2026, 7, 22))
    assert "decision" in case.open(D(2026, 7, 22))


def test_transfer_rules_8_and_12_filed_by_the_police_ends_the_case_and_the_goods_follow_in_three_days() -> None:
    case = transferred()
    assert "decision" not in case.open(D(2026, 7, 22)), "a fine may not replace a punishment"
    assert case.due("penalty_crime_police_review", D(2026, 7, 22)).on == D(2026, 7, 24)
    case.do("prosecuted", D(2026, 7, 23))
    assert case.at(D(2026, 7, 23)).outcome == "移送司法机关"
    assert case.due("penalty_crime_property_handover", D(2026, 7, 23)).on == D(2026, 7, 26)
    assert case.open(D(2026, 7, 24)) == {"handed_over"}


def test_transfer_rule_9_disputed_twice_in_three_days_each() -> None:
    case = transferred()
    case.do("returned", D(2026, 7, 23))
    assert "decision" in case.open(D(2026, 7, 24)), "the police declined: the fine may be decided"
    assert case.due("penalty_crime_reconsider_request", D(2026, 7, 24)).on == D(2026, 7, 26)
    case.do("dispute", D(2026, 7, 24))
    assert "decision" not in case.open(D(2026, 7, 25))
    assert case.due("penalty_crime_reconsider_decision", D(2026, 7, 24)).on == D(2026, 7, 27)
    case.do("disputed", D(2026, 7, 27))
    case.do("watch", D(2026, 7, 29))
    assert case.due("penalty_crime_supervision_request", D(2026, 7, 29)).on == D(2026, 7, 30)
    case.do("watched_filed", D(2026, 8, 5))
    assert case.open(D(2026, 8, 6)) == {"handed_over"}
