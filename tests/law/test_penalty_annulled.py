"""被撤销的行政处罚: the public record is withdrawn, the act done anew or let be."""

from __future__ import annotations

from law.penalty_cases import PUNISHED, SMALL, D, decided
from law.walking import Case
from yifa.chapters.disputes import litigation_facts, review_facts
from yifa.chapters.enforcement import penalty_facts as f
from yifa.chapters.enforcement.penalty import Penalty


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
