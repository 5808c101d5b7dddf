"""行政复议决定, by article; and what the rules of 2026 change."""

from __future__ import annotations

import pytest

from law.review_cases import UPHELD, D, accepted, decided, heard
from law.walking import Case, NotAllowed
from yifa.chapters.acts import ANNULLED
from yifa.chapters.catalogue import book
from yifa.chapters.disputes import review_facts as f
from yifa.chapters.disputes.review import BODY_HEAD, ORGAN, Review
from yifa.chapters.disputes.review_2017 import Review2017
from yifa.chapters.disputes.review_2026 import Review2026


# -- the decision
def test_art_62_the_head_of_the_body_extends_once_by_thirty_days_at_most() -> None:
    case = accepted()
    case.do("extend", D(2024, 4, 25))
    due = case.due("review_decision_ordinary", D(2024, 4, 25))
    assert due.extended == 1 and due.on == D(2024, 6, 3), "2 June is a Sunday"
    with pytest.raises(NotAllowed, match="办过"):
        case.do("extend", D(2024, 5, 8))
    assert Review.extend.by is BODY_HEAD and Review2017.extend.by is ORGAN


def test_art_62_a_survey_or_an_expert_opinion_does_not_count() -> None:
    case = accepted()
    case.do("survey", D(2024, 3, 11))
    case.do("surveyed", D(2024, 3, 21))
    assert case.due("review_decision_ordinary", D(2024, 3, 21)).on == D(2024, 5, 14)


def test_a_decision_that_corrects_tells_the_acts_matter_and_one_that_upholds_does_not() -> None:
    for outcome in f.DECIDED:
        told = f.Decision.example(D(2024, 3, 28), outcome=outcome).signal()
        assert (told is ANNULLED) is (outcome in f.CORRECTED - {f.Outcome.perform})


def test_arts_73_and_74_settlement_and_withdrawal_end_the_case_and_count_as_settled() -> None:
    case = accepted()
    case.do("mediate", D(2024, 3, 20))
    assert case.at(D(2024, 3, 20)).outcome in f.MEDIATED
    assert "enforce_settlement" in case.open(D(2024, 4, 20))
    case = accepted()
    case.do("withdraw", D(2024, 3, 20), settled=True)
    counted = {t.figure for t in book().tallies(case.at(D(2024, 3, 20)))}
    assert {"reconsideration_closed", "reconsideration_mediated", "reconsideration_closed_on_time"} <= counted


def test_a_decision_out_of_time_is_not_among_those_on_time() -> None:
    case = heard(accepted())
    case.do("propose", D(2024, 5, 6))
    case.do("decision", D(2024, 5, 7), **UPHELD)
    counted = {t.figure for t in book().tallies(case.at(D(2024, 5, 7)))}
    assert "reconsideration_closed" in counted and "reconsideration_closed_on_time" not in counted
    assert ("late", "review_decision_ordinary") in case.faults(D(2024, 5, 7))


def test_arts_76_to_79_performance_opinion_publication_and_notice_upwards() -> None:
    case = decided(outcome=f.Outcome.redo)
    assert {"perform", "opinion", "publish", "copy_up"} <= case.open(D(2024, 3, 29))
    assert case.due("review_redo_act_2007", D(2024, 3, 29)).on == D(2024, 5, 28)
    case.do("opinion", D(2024, 3, 29), served=D(2024, 4, 1))
    assert case.due("review_opinion_report", D(2024, 4, 1)).on == D(2024, 5, 31)
    case.do("order", D(2024, 5, 30), until=D(2024, 6, 14))
    assert case.due("order_until", D(2024, 5, 30)).on == D(2024, 6, 14)
    case.do("perform", D(2024, 6, 12))
    assert ("late", "review_redo_act_2007") in case.faults(D(2024, 6, 12))


def test_art_77_what_the_decision_sets_is_the_term_and_an_upheld_act_needs_no_performance() -> None:
    case = decided(outcome=f.Outcome.perform, perform_by=D(2024, 4, 30))
    assert case.due("perform_until", D(2024, 3, 29)).on == D(2024, 4, 30)
    assert not case.dues("review_redo_act_2007", D(2024, 3, 29))
    assert "perform" not in decided().open(D(2024, 3, 29))


# -- rules of 2026
def test_rules_2026_art_40_a_case_taken_up_by_the_higher_organ_begins_anew_when_it_has_the_file() -> None:
    case = Case(Review2026)
    case.do("application", D(2026, 8, 3))
    case.do("accept", D(2026, 8, 4))
    case.do("level_up_request", D(2026, 8, 10))
    assert case.due("review_decision_ordinary", D(2026, 8, 12)).still
    case.do("level_up_reply", D(2026, 8, 20))
    assert case.due("review_decision_ordinary", D(2026, 8, 20)).on == D(2026, 10, 14)
    case.do("level_up", D(2026, 8, 20), served=D(2026, 8, 21))
    assert case.due("review_level_up_transfer", D(2026, 8, 21)).on == D(2026, 8, 28)
    case.do("transfer_up", D(2026, 8, 25))
    case.do("taken_up", D(2026, 8, 27))
    assert case.due("review_decision_ordinary", D(2026, 8, 27)).since == D(2026, 8, 27)


def test_a_summary_case_of_2026_counts_as_on_time_within_its_thirty_days_only() -> None:
    for last, on_time in ((D(2026, 9, 3), True), (D(2026, 9, 4), False)):
        case = Case(Review2026)
        case.do("application", D(2026, 8, 3), act=f.Act.warning)
        case.do("accept", D(2026, 8, 4))
        case.do("choose", D(2026, 8, 4))
        case.do("copy", D(2026, 8, 5), served=D(2026, 8, 5))
        case.do("answer", D(2026, 8, 10))
        case.do("propose", last)
        case.do("decision", last, **UPHELD)
        counted = {t.figure for t in book().tallies(case.at(last))}
        assert "reconsideration_closed" in counted
        assert ("reconsideration_closed_on_time" in counted) is on_time


def test_rules_2026_art_58_redoing_rests_on_the_new_rules() -> None:
    assert "review_redo_act" in Review2026.lines and "review_redo_act_2007" not in Review2026.lines
    assert "review_redo_act_2007" in Review.lines
