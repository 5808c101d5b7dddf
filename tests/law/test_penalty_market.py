"""What the market regulators' own rules change of 行政处罚."""

from __future__ import annotations

import pytest

from law.penalty_cases import LARGE, PUNISHED, D, told
from law.walking import Case, NotAllowed
from yifa.chapters.enforcement import penalty_facts as f
from yifa.chapters.enforcement.penalty_market import MarketPenalty, Until


def market() -> Case:
    return told(procedure=MarketPenalty)


def test_market_rule_18_fifteen_working_days_to_file_and_fifteen_more() -> None:
    case = Case(MarketPenalty)
    case.do("clue", D(2026, 7, 2), found_on=D(2026, 7, 1))
    assert case.due("penalty_market_filing", D(2026, 7, 2)).on == D(2026, 7, 22)
    case.do("longer_filing", D(2026, 7, 22))
    assert case.due("penalty_market_filing", D(2026, 7, 22)).on == D(2026, 8, 12)


def test_market_rule_64_ninety_days_thirty_more_and_then_what_the_heads_decide_together() -> None:
    case = market()
    assert case.due("penalty_market_decision", D(2026, 7, 20)).on == D(2026, 10, 4)
    assert not case.dues("penalty_decision", D(2026, 7, 20))
    case.do("longer", D(2026, 9, 28))
    assert case.due("penalty_market_decision", D(2026, 9, 28)).on == D(2026, 11, 3)
    case.do("longest", D(2026, 11, 2), Until(until=D(2026, 12, 10), reason="案情特别复杂"))
    assert case.due("market_decision_until", D(2026, 11, 20)).on == D(2026, 12, 10)
    assert not case.dues("penalty_market_decision", D(2026, 11, 20))


def test_market_rule_64_the_hearing_and_a_suspension_do_not_count() -> None:
    case = told(LARGE, procedure=MarketPenalty)
    case.do("request", D(2026, 7, 20))
    assert case.due("penalty_market_decision", D(2026, 7, 21)).still
    case.do("summons", D(2026, 7, 21), f.Summons(held_on=D(2026, 8, 3), place="会议室"))
    case.do("hearing", D(2026, 8, 3))
    assert case.due("penalty_market_decision", D(2026, 8, 3)).on == D(2026, 10, 19), "15 days from request to hearing"


def test_market_rule_every_case_is_reviewed_in_ten_working_days() -> None:
    case = market()
    with pytest.raises(NotAllowed, match="审核"):
        case.do("decision", D(2026, 7, 20), PUNISHED)
    case.do("to_review", D(2026, 7, 20))
    assert case.due("penalty_market_legal_review", D(2026, 7, 20)).on == D(2026, 8, 3)
    case.do("review", D(2026, 7, 24))
    case.do("decision", D(2026, 7, 27), PUNISHED)


def test_market_publicity_9_10_13_twenty_days_or_pushed_in_ten_and_taken_down_at_the_end() -> None:
    case = market()
    case.do("to_review", D(2026, 7, 20))
    case.do("review", D(2026, 7, 21))
    case.do("decision", D(2026, 7, 22), PUNISHED)
    assert case.due("penalty_market_publicity_same_province", D(2026, 7, 22)).on == D(2026, 8, 19)
    assert case.due("penalty_info_dual_publicity", D(2026, 7, 22)).on == D(2026, 7, 31), (
        "both stand; the shorter warns first"
    )
    case.do("publish", D(2026, 7, 24))
    assert case.due("penalty_market_display_minor", D(2026, 7, 24)).on == D(2026, 10, 24)
    assert not case.dues("penalty_market_display_other", D(2026, 7, 24))
    warned = market()
    warned.do("to_review", D(2026, 7, 20))
    warned.do("review", D(2026, 7, 21))
    warned.do(
        "decision",
        D(2026, 7, 22),
        f.Decision.example(D(2026, 7, 22), outcome=f.Decided.penalised, sorts=(f.Sort.warning,), fine=0),
    )
    assert "publish" not in warned.open(D(2026, 7, 22)), "a mere warning is not published"


def test_market_reports_31_a_named_reporter_is_told_in_five_working_days_until_april_2026() -> None:
    case = Case(MarketPenalty)
    case.do("clue", D(2026, 3, 2), named=True, found_on=D(2026, 3, 2))
    case.do("not_filed", D(2026, 3, 9))
    assert case.due("penalty_report_feedback_market", D(2026, 3, 9)).on == D(2026, 3, 16)
    assert "told_reporter" in case.open(D(2026, 3, 10)), "he is told of a refusal too"
    later = Case(MarketPenalty)
    later.do("clue", D(2026, 5, 6), named=True, found_on=D(2026, 5, 6))
    later.do("filing", D(2026, 5, 8))
    assert not later.dues("penalty_report_feedback_market", D(2026, 5, 20)), "the successor's days are not checked"
