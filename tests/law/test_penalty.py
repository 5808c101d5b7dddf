"""行政处罚普通程序, by article (law of 2021), and what the market regulators' own rule changes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.walking import Case, NotAllowed, minute
from yifa.chapters.catalogue import procedures, version
from yifa.chapters.disputes import litigation_facts, review_facts
from yifa.chapters.enforcement import penalty_facts as f
from yifa.chapters.enforcement.penalty import NOT_LINES, Penalty
from yifa.chapters.enforcement.penalty_market import MarketPenalty, Until
from yifa.chapters.enforcement.penalty_payment import Deferral, Payment, late_fee
from yifa.chapters.enforcement.seizure import Seizure
from yifa.kernel.facts import choices

D = date
SMALL = f.Proposal.example(D(2026, 7, 16), fine=5_000_00)
LARGE = f.Proposal.example(D(2026, 7, 16), fine=200_000_00)
PUNISHED = f.Decision.example(D(2026, 8, 3), outcome=f.Decided.penalised, fine=5_000_00)


def told(proposal: f.Proposal = SMALL, kind: f.Kind = f.Kind.body, procedure: type[Penalty] = Penalty) -> Case:
    """A case up to the notice, served on 2026-07-17 (Friday)."""
    case = Case(procedure)
    case.do("clue", D(2026, 7, 2))
    case.do("filing", D(2026, 7, 6), party_kind=kind)
    case.do("inquiry", D(2026, 7, 10), by="张三")
    case.do("report", D(2026, 7, 15))
    case.do("notice", D(2026, 7, 16), proposal, served=D(2026, 7, 17))
    return case


def decided(decision: f.Decision = PUNISHED) -> Case:
    case = told()
    case.do("decision", D(2026, 8, 3), decision)
    return case


# -- lead and filing
def test_art_36_two_years_and_five_where_life_or_finance_was_harmed() -> None:
    case = Case(Penalty)
    case.do("clue", D(2026, 7, 2), conduct_on=D(2024, 7, 1))
    assert ("late", "penalty_prescription_general") in case.faults(D(2026, 7, 2))
    case = Case(Penalty)
    case.do("clue", D(2026, 7, 2), conduct_on=D(2024, 7, 1), serious=True)
    assert case.due("penalty_prescription_serious", D(2026, 7, 2)).on == D(2029, 7, 1)
    assert not case.faults(D(2026, 7, 2))


def test_art_54_no_inquiry_before_filing_and_none_after_a_refusal_to_file() -> None:
    case = Case(Penalty)
    case.do("clue", D(2026, 7, 2))
    with pytest.raises(NotAllowed, match="立案"):
        case.do("inquiry", D(2026, 7, 3))
    case.do("not_filed", D(2026, 7, 3))
    assert case.at(D(2026, 7, 3)).outcome == "不予立案"
    assert not case.open(D(2026, 7, 6))


# -- inquiry
def test_art_56_goods_registered_are_dealt_with_in_seven_working_days_before_the_inquiry_closes() -> None:
    case = Case(Penalty)
    case.do("clue", D(2026, 9, 24))
    case.do("filing", D(2026, 9, 24))
    case.do("inquiry", D(2026, 9, 24))
    case.do("preserve", D(2026, 9, 24))
    # 25 September to 27 September are the mid-autumn days off, 1 to 7 October National Day; 20 September is worked
    assert case.due("penalty_register_preserve", D(2026, 9, 24)).on == D(2026, 10, 12)
    with pytest.raises(NotAllowed, match="处理登记保存"):
        case.do("report", D(2026, 9, 28))
    case.do("preserved", D(2026, 9, 28))
    case.do("report", D(2026, 9, 28))


def test_art_43_a_request_for_recusal_is_decided_before_the_decision_and_does_not_stop_the_inquiry() -> None:
    case = told()
    case.do("recusal", D(2026, 7, 20))
    assert "further" in case.open(D(2026, 7, 20))
    with pytest.raises(NotAllowed, match="回避"):
        case.do("decision", D(2026, 7, 21), PUNISHED)
    case.do("recused", D(2026, 7, 21))
    case.do("decision", D(2026, 7, 22), PUNISHED)


def test_art_42_an_inquiry_needs_two_officers_with_certificates() -> None:
    by = Penalty.inquiry.by
    assert (by.at_least, by.certified) == (2, True)


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


# -- transfer for crime
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


# -- annulled
def annulled() -> Case:
    case = decided()
    case.do("delivery", D(2026, 8, 5))
    case.do("publish", D(2026, 8, 6))
    case.do("annulled", D(2026, 9, 10))
    return case


def test_art_48_the_public_record_is_withdrawn_in_three_working_days() -> None:
    case = annulled()
    assert case.due("penalty_publication_withdrawal", D(2026, 9, 10)).on == D(2026, 9, 15)
    assert case.at(D(2026, 9, 10)).outcome == ""
    case.do("withdrawal", D(2026, 9, 16))
    assert ("late", "penalty_publication_withdrawal") in case.faults(D(2026, 9, 16))
    assert Penalty.withdrawal.withdraws


def test_review_rules_58_an_order_to_act_anew_is_followed_in_sixty_days_through_the_whole_procedure() -> None:
    case = annulled()
    case.do("redo", D(2026, 9, 10), f.RedoOrder(received_on=D(2026, 9, 10)))
    assert case.due("review_redo_act", D(2026, 9, 11)).on == D(2026, 11, 9)
    assert "inquiry" in case.open(D(2026, 9, 11)) and "decision" not in case.open(D(2026, 9, 11))
    case.do("inquiry", D(2026, 9, 14))
    case.do("report", D(2026, 9, 15))
    case.do("notice", D(2026, 9, 16), SMALL, served=D(2026, 9, 16))
    case.do("decision", D(2026, 9, 18), PUNISHED)
    assert case.at(D(2026, 9, 18)).outcome == "予以处罚"
    assert case.due("review_redo_act", D(2026, 9, 18)).late is False


def test_review_rules_2007_49_an_order_received_before_july_2026_runs_under_the_old_rules() -> None:
    order = f.RedoOrder(received_on=D(2026, 6, 30))
    assert order.under_2007() == D(2026, 6, 30) and order.under_2026() is None


def test_art_57_after_annulment_the_organ_may_let_it_be() -> None:
    case = annulled()
    case.do("withdrawal", D(2026, 9, 11))
    case.do("not_again", D(2026, 9, 14))
    assert case.at(D(2026, 9, 14)).outcome == "不再作出处罚"


def test_what_annuls_in_reconsideration_and_in_court_is_heard_by_the_penalty() -> None:
    assert Penalty.annulled.hears is review_facts.ANNULLED
    assert Penalty.annulled.hears is litigation_facts.ANNULLED


# -- seizure
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


# -- the market regulators
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


# -- versions and completeness
def test_a_penalty_of_2022_and_one_of_2026_live_under_the_law_of_2021_and_none_before_it() -> None:
    assert version("penalty", D(2022, 1, 4)) is Penalty
    assert version("penalty", D(2026, 11, 24)) is Penalty
    assert version("penalty", D(2024, 5, 6), "MarketPenalty") is MarketPenalty
    with pytest.raises(LookupError, match="没有施行中的程序"):
        version("penalty", D(2021, 7, 14))


def test_names_of_citizens_stand_only_in_the_personal_part() -> None:
    assert f.Filing.personal == {"party_name"}
    assert f.Clue.personal == {"reporter"}
    assert set(f.PUBLIC_FIELDS) <= set(f.Decision.model_fields)
    assert not set(f.PUBLIC_FIELDS) & f.Decision.personal


def test_every_row_that_is_no_line_has_its_reason() -> None:
    assert all(len(reason) > 5 for reason in NOT_LINES.values())


def test_every_paper_and_every_form_of_the_chapter_has_a_chinese_title_and_an_example() -> None:
    for p in (x for x in procedures() if x.key in ("penalty", "seizure", "inspection", "supervision")):
        for s in p.steps():
            facts = s.asks.example(D(2026, 7, 6))
            assert s.asks.covered(facts.split()[0]), s.key
            assert all(info.title for info in s.asks.model_fields.values()), s.asks
            assert choices(s.asks) is not None


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


def test_art_59_the_papers_say_what_a_paper_must_say() -> None:
    for step, words in {
        "notice": ("陈述和申辩", "五个工作日", "不会因此加重"),
        "decision": ("# 违法事实和证据", "# 处罚依据", "十五日", "百分之三", "六十日", "六个月"),
        "demand": ("十个工作日", "陈述和申辩"),
    }.items():
        text = "".join(Penalty.lines[step].paper.text)  # type: ignore[attr-defined]  # the line is a step with a paper
        assert all(w in text for w in words), step
