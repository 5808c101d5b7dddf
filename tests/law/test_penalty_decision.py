"""行政处罚的告知、听证、审核和决定, by article (law of 2021)."""

from __future__ import annotations

import pytest

from law.penalty_cases import LARGE, PUNISHED, SMALL, D, decided, told
from law.walking import Case, NotAllowed
from yifa.chapters.enforcement import penalty_facts as f
from yifa.chapters.enforcement.penalty import Penalty


# -- notice, defence, hearing
def test_art_44_no_decision_before_the_notice() -> None:
    case = Case(Penalty)
    case.do("clue", D(2026, 7, 2))
    case.do("filing", D(2026, 7, 6))
    case.do("inquiry", D(2026, 7, 10))
    case.do("report", D(2026, 7, 15))
    with pytest.raises(NotAllowed, match="事先告知"):
        case.do("decision", D(2026, 7, 16))


def test_art_45_what_the_party_says_is_weighed_before_the_decision() -> None:
    case = told()
    case.do("defence", D(2026, 7, 20))
    with pytest.raises(NotAllowed, match="复核陈述申辩"):
        case.do("decision", D(2026, 7, 21), PUNISHED)
    case.do("weighed", D(2026, 7, 21))
    case.do("decision", D(2026, 7, 22), PUNISHED)


def test_art_64_a_hearing_may_be_asked_for_in_five_working_days_from_service_and_the_decision_waits() -> None:
    case = told(LARGE)
    assert case.due("penalty_hearing_request", D(2026, 7, 20)).on == D(2026, 7, 24)
    assert "decision" not in case.open(D(2026, 7, 24))
    assert "decision" in case.open(D(2026, 7, 27))
    assert "request" not in told(SMALL).open(D(2026, 7, 20)), "a small fine gives no right to a hearing"


def test_art_63_ten_thousand_is_large_for_a_person_and_not_for_a_firm() -> None:
    proposal = f.Proposal.example(D(2026, 7, 16), fine=10_000_00)
    assert "request" in told(proposal, f.Kind.person).open(D(2026, 7, 20))
    assert "request" not in told(proposal, f.Kind.body).open(D(2026, 7, 20))
    local = f.Proposal.example(D(2026, 7, 16), fine=10_000_00, large_by_local_rule=True)
    assert "request" in told(local, f.Kind.body).open(D(2026, 7, 20))


def test_art_64_the_summons_leaves_seven_full_working_days() -> None:
    case = told(LARGE)
    case.do("request", D(2026, 7, 20))
    with pytest.raises(NotAllowed, match="不足7日"):
        case.do("summons", D(2026, 7, 21), f.Summons(held_on=D(2026, 7, 30), place="会议室"))
    case.do("summons", D(2026, 7, 21), f.Summons(held_on=D(2026, 7, 31), place="会议室"))


def test_art_64_the_investigator_does_not_hold_the_hearing_nor_review_the_case() -> None:
    case = told(LARGE)
    case.do("request", D(2026, 7, 20))
    case.do("summons", D(2026, 7, 21), f.Summons(held_on=D(2026, 8, 4), place="会议室"))
    with pytest.raises(NotAllowed, match="调查取证"):
        case.do("hearing", D(2026, 8, 4), by="张三")
    case.do("hearing", D(2026, 8, 4), by="李四")
    with pytest.raises(NotAllowed, match="调查取证"):
        case.do("review", D(2026, 8, 5), by="张三")
    case.do("review", D(2026, 8, 5), by="王五")


def test_art_64_who_stays_away_gives_the_hearing_up() -> None:
    case = told(LARGE)
    case.do("request", D(2026, 7, 20))
    case.do("summons", D(2026, 7, 21), f.Summons(held_on=D(2026, 8, 4), place="会议室"))
    assert "decision" not in case.open(D(2026, 8, 4))
    case.do("waived", D(2026, 8, 4))
    case.do("decision", D(2026, 8, 5), PUNISHED)


def test_art_55_further_inquiry_asks_for_a_new_report_and_a_new_notice() -> None:
    case = told(LARGE)
    case.do("further", D(2026, 7, 21))
    assert "decision" not in case.open(D(2026, 8, 10))
    case.do("report", D(2026, 7, 22))
    case.do("notice", D(2026, 7, 23), SMALL, served=D(2026, 7, 24))
    assert "decision" in case.open(D(2026, 7, 27)), "the fine is small now"


# -- review, discussion, decision
@pytest.mark.parametrize("why", ["many_laws", "public_interest"])
def test_art_58_no_decision_without_the_legality_review_that_must_be_passed(why: str) -> None:
    case = told(f.Proposal.example(D(2026, 7, 16), fine=5_000_00, **{why: True}))
    with pytest.raises(NotAllowed, match="法制审核"):
        case.do("decision", D(2026, 7, 20), PUNISHED)
    case.do("sent_back", D(2026, 7, 20))
    with pytest.raises(NotAllowed, match="法制审核"):
        case.do("decision", D(2026, 7, 21), PUNISHED)
    case.do("review", D(2026, 7, 22))
    case.do("decision", D(2026, 7, 23), PUNISHED)


def test_art_57_what_is_grave_is_discussed_by_the_heads_together() -> None:
    case = told(f.Proposal.example(D(2026, 7, 16), fine=5_000_00, grave=True))
    with pytest.raises(NotAllowed, match="集体讨论"):
        case.do("decision", D(2026, 7, 20), PUNISHED)
    case.do("discussion", D(2026, 7, 20))
    case.do("decision", D(2026, 7, 21), PUNISHED)


def test_art_60_ninety_natural_days_from_filing_that_nothing_lengthens() -> None:
    case = told()
    due = case.due("penalty_decision", D(2026, 7, 20))
    assert (due.on, due.extended) == (D(2026, 10, 4), 0), "a rest day: the law does not move it"
    assert ("overdue", "penalty_decision") in case.faults(D(2026, 10, 5))


@pytest.mark.parametrize(
    ("kind", "open_"),
    [
        (f.Decided.penalised, {"delivery", "publish"}),
        (f.Decided.spared, {"delivery", "teach"}),
        (f.Decided.none, {"delivery"}),
    ],
)
def test_art_57_three_kinds_of_decision_and_what_each_leaves_to_do(kind: f.Decided, open_: set[str]) -> None:
    case = decided(f.Decision.example(D(2026, 8, 3), outcome=kind, fine=5_000_00 if kind is f.Decided.penalised else 0))
    assert case.at(D(2026, 8, 3)).outcome == kind.value
    assert case.open(D(2026, 8, 3)) == open_
