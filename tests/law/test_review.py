"""行政复议, by article: the law of 2024 with the rules of 2007 and of 2026, and the law of 2017."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from law.walking import Case, NotAllowed
from yifa.chapters.acts import ANNULLED
from yifa.chapters.catalogue import book, version
from yifa.chapters.disputes import review_facts as f
from yifa.chapters.disputes.review import BODY_HEAD, ORGAN, Review
from yifa.chapters.disputes.review_2017 import Review2017
from yifa.chapters.disputes.review_2026 import Review2026
from yifa.kernel.law import years

D = date
UPHELD = {"outcome": f.Outcome.upheld}


def accepted(**given: object) -> Case:
    """A case under the law of 2024, accepted on Monday 2024-03-04."""
    case = Case(Review)
    case.do("application", D(2024, 3, 1), **given)
    case.do("accept", D(2024, 3, 4), served=D(2024, 3, 4))
    return case


def heard(case: Case) -> Case:
    """Copy, answer, views and the body's draft, all by 2024-03-25."""
    case.do("copy", D(2024, 3, 5), served=D(2024, 3, 5))
    case.do("answer", D(2024, 3, 15))
    case.do("views", D(2024, 3, 20))
    return case


def decided(**given: object) -> Case:
    case = heard(accepted())
    case.do("propose", D(2024, 3, 25))
    case.do("decision", D(2024, 3, 28), served=D(2024, 3, 29), **(given or UPHELD))
    return case


# -- versions
def test_a_case_lives_under_the_law_of_the_day_on_which_it_was_opened() -> None:
    assert version("review", D(2022, 1, 4)) is Review2017
    assert version("review", D(2023, 12, 31)) is Review2017
    assert version("review", D(2024, 1, 1)) is Review
    assert version("review", D(2026, 6, 30)) is Review
    assert version("review", D(2026, 7, 1)) is Review2026


# -- application
def test_art_20_sixty_days_from_knowing_and_days_that_do_not_count_move_the_end() -> None:
    case = Case(Review)
    case.do("application", D(2024, 3, 1), known_on=D(2023, 12, 1))
    assert ("late", "review_application") in case.faults(D(2024, 3, 1))
    case = Case(Review)
    case.do("application", D(2024, 3, 1), known_on=D(2023, 12, 1), excluded=31)
    assert case.due("review_application", D(2024, 3, 1)).on == D(2024, 3, 1)
    assert not case.faults(D(2024, 3, 1))


def test_art_20_who_was_not_told_has_sixty_days_from_learning_of_the_right_and_one_year_at_most() -> None:
    case = Case(Review)
    case.do("application", D(2024, 3, 1), known_on=D(2023, 4, 3), untold=True, told_on=D(2024, 2, 1))
    assert case.due("review_application_untold", D(2024, 3, 1)).on == D(2024, 4, 3)
    assert not case.faults(D(2024, 3, 1))
    case = Case(Review)
    case.do("application", D(2024, 3, 1), known_on=D(2023, 2, 1), untold=True, told_on=D(2024, 2, 1))
    assert ("late", "review_application_untold") in case.faults(D(2024, 3, 1))


@pytest.mark.parametrize(("realty", "limit", "end"), [(False, "general", 5), (True, "realty", 20)])
def test_art_21_five_years_from_the_act_and_twenty_for_land_and_houses(realty: bool, limit: str, end: int) -> None:
    case = Case(Review)
    case.do("application", D(2024, 3, 1), acted_on=D(2020, 6, 1), realty=realty)
    other = {"general": "realty", "realty": "general"}[limit]
    assert case.due(f"review_longest_{limit}", D(2024, 3, 1)).amount == years(end)
    assert not case.dues(f"review_longest_{other}", D(2024, 3, 1))


@pytest.mark.parametrize(
    ("procedure", "day", "limit"),
    [
        (Review2017, D(2023, 3, 1), "review_inaction_start_2007"),
        (Review, D(2024, 3, 1), "review_inaction_start_2007"),
        (Review2026, D(2026, 8, 3), "review_inaction_start"),
    ],
)
def test_inaction_begins_when_sixty_days_have_gone_by(procedure: type[Review], day: date, limit: str) -> None:
    """实施条例2007 art. 16; 实施条例2026 art. 24."""
    for before, early in ((59, True), (60, False)):
        asked = D.fromordinal(day.toordinal() - before)
        case = Case(procedure)
        case.do("application", day, act=f.Act.inaction, asked_on=asked)
        assert (("early", limit) in case.faults(day)) is early
    with pytest.raises(ValidationError, match="不履行法定职责"):
        f.Application.example(day, asked_on=day)


def test_art_32_only_fines_on_the_spot_or_by_camera_go_through_the_agency_which_forwards_in_five_working_days() -> None:
    with pytest.raises(ValidationError, match="第三十二条"):
        f.Application.example(D(2024, 3, 1), agency_on=D(2024, 3, 1))
    case = Case(Review)
    case.do("application", D(2024, 3, 1), act=f.Act.monitored, agency_on=D(2024, 3, 1))
    assert case.due("review_via_agency_forward", D(2024, 3, 1)).on == D(2024, 3, 8)
    with pytest.raises(NotAllowed, match="处罚机关转送"):
        case.do("accept", D(2024, 3, 4))
    case.do("forward", D(2024, 3, 5))
    assert case.due("review_acceptance", D(2024, 3, 5)).on == D(2024, 3, 12), "the five days run from the forwarding"
    case.do("accept", D(2024, 3, 6))


def test_rules_2026_art_38_the_agency_corrects_itself_in_five_working_days_and_the_case_is_over() -> None:
    case = Case(Review2026)
    case.do("application", D(2026, 8, 3), act=f.Act.on_the_spot, agency_on=D(2026, 8, 3))
    assert case.due("review_via_agency_self_correct", D(2026, 8, 3)).on == D(2026, 8, 10)
    case.do("self_correct", D(2026, 8, 5))
    assert case.at(D(2026, 8, 5)).outcome == f.Outcome.agency
    assert f.Outcome.agency in f.NOT_CLOSED


# -- acceptance
def test_art_30_five_working_days_and_then_the_case_counts_as_accepted() -> None:
    case = Case(Review)
    case.do("application", D(2024, 3, 1))
    assert case.due("review_acceptance", D(2024, 3, 1)).on == D(2024, 3, 8)
    assert "accept" in case.open(D(2024, 3, 8))
    state = case.at(D(2024, 3, 11))
    law = state.last(Review.accepted_by_law)
    assert law is not None and law.deemed and law.on == D(2024, 3, 8)
    assert case.due("review_decision_ordinary", D(2024, 3, 11)).since == D(2024, 3, 8), "the term runs all the same"
    assert case.due("review_copy_ordinary", D(2024, 3, 11)).on == D(2024, 3, 19)
    with pytest.raises(NotAllowed, match="视为受理"):
        case.do("refuse", D(2024, 3, 11))


def test_art_31_what_is_missing_is_asked_for_once_and_the_five_days_begin_anew() -> None:
    case = Case(Review)
    case.do("application", D(2024, 3, 1))
    case.do("ask_more", D(2024, 3, 5), served=D(2024, 3, 6))
    assert case.due("review_supplement_submit", D(2024, 3, 6)).on == D(2024, 3, 20)
    assert not case.dues("review_acceptance", D(2024, 3, 13)), "while it waits nothing runs out"
    assert case.at(D(2024, 3, 13)).last(Review.accepted_by_law) is None
    with pytest.raises(NotAllowed, match="补正"):
        case.do("accept", D(2024, 3, 13))
    case.do("more", D(2024, 3, 14))
    assert case.due("review_acceptance", D(2024, 3, 14)).on == D(2024, 3, 21)
    with pytest.raises(NotAllowed, match="办过"):
        case.do("ask_more", D(2024, 3, 15))


def test_art_31_who_brings_nothing_in_ten_working_days_gave_up_unless_time_was_granted() -> None:
    case = Case(Review)
    case.do("application", D(2024, 3, 1))
    case.do("ask_more", D(2024, 3, 5), served=D(2024, 3, 6))
    assert case.at(D(2024, 3, 20)).outcome == ""
    assert case.at(D(2024, 3, 21)).outcome == f.Outcome.abandoned
    case.do("more_time", D(2024, 3, 18), until=D(2024, 3, 29))
    assert case.at(D(2024, 3, 29)).outcome == ""
    assert case.at(D(2024, 3, 30)).outcome == f.Outcome.abandoned


def test_art_34_after_a_refusal_the_applicant_may_sue_in_fifteen_days_where_reconsideration_comes_first() -> None:
    for act, open_ in ((f.Act.on_the_spot, True), (f.Act.penalty, False)):
        case = Case(Review)
        case.do("application", D(2024, 3, 1), act=act)
        case.do("refuse", D(2024, 3, 5), served=D(2024, 3, 6))
        assert ("sue" in case.open(D(2024, 3, 7))) is open_
        assert bool(case.dues("review_prerequisite_lawsuit", D(2024, 3, 7))) is open_
    case = Case(Review)
    case.do("application", D(2024, 3, 1), act=f.Act.resources)
    case.do("refuse", D(2024, 3, 5), served=D(2024, 3, 6))
    assert case.due("review_prerequisite_lawsuit", D(2024, 3, 7)).on == D(2024, 3, 21)


# -- ordinary and summary procedure
def test_arts_48_and_62_the_ordinary_terms_are_in_working_days_but_sixty_days_are_natural() -> None:
    case = accepted()
    assert case.due("review_copy_ordinary", D(2024, 3, 4)).on == D(2024, 3, 13)
    assert case.due("review_decision_ordinary", D(2024, 3, 4)).on == D(2024, 5, 6), "3 May is a day off: it moves"
    case.do("copy", D(2024, 3, 5), served=D(2024, 3, 5))
    assert case.due("review_reply_ordinary", D(2024, 3, 5)).on == D(2024, 3, 19)


def test_arts_53_and_54_a_small_case_may_be_summary_with_shorter_terms_and_no_need_to_hear_views() -> None:
    assert "choose" not in accepted().open(D(2024, 3, 4)), "an ordinary penalty is no summary case by itself"
    case = accepted(act=f.Act.on_the_spot)
    assert not case.dues("review_decision_simple", D(2024, 3, 4)), "it may be, it need not"
    case.do("choose", D(2024, 3, 4))
    assert case.due("review_copy_simple", D(2024, 3, 4)).on == D(2024, 3, 7)
    assert case.due("review_decision_simple", D(2024, 3, 4)).on == D(2024, 4, 3)
    case.do("copy", D(2024, 3, 5), served=D(2024, 3, 5))
    assert case.due("review_reply_simple", D(2024, 3, 5)).on == D(2024, 3, 12)
    assert {"views", "extend"}.isdisjoint(case.open(D(2024, 3, 6)))
    case.do("answer", D(2024, 3, 8))
    case.do("propose", D(2024, 3, 11))
    case.do("decision", D(2024, 3, 12), **UPHELD)


@pytest.mark.parametrize(("fen", "open_"), [(3000_00, True), (3000_01, False)])
def test_art_53_three_thousand_yuan_is_the_bound_and_agreement_opens_it_too(fen: int, open_: bool) -> None:
    case = accepted(amount=fen)
    assert ("choose" in case.open(D(2024, 3, 4))) is open_
    case.do("agree", D(2024, 3, 4), all_agree=True)
    assert "choose" in case.open(D(2024, 3, 4))


def test_art_55_a_summary_case_becomes_ordinary_when_the_head_of_the_body_says_so() -> None:
    case = accepted(act=f.Act.warning)
    case.do("choose", D(2024, 3, 4))
    case.do("copy", D(2024, 3, 5), served=D(2024, 3, 5))
    case.do("answer", D(2024, 3, 8))
    case.do("convert", D(2024, 3, 11))
    assert not case.dues("review_decision_simple", D(2024, 3, 11))
    assert case.due("review_decision_ordinary", D(2024, 3, 11)).on == D(2024, 5, 6), "from acceptance, not from the change"
    with pytest.raises(NotAllowed, match="听取意见"):
        case.do("propose", D(2024, 3, 12))
    assert Review.convert.by is BODY_HEAD


def test_art_70_no_answer_in_time_means_no_evidence() -> None:
    case = accepted()
    case.do("copy", D(2024, 3, 5), served=D(2024, 3, 5))
    assert case.at(D(2024, 3, 19)).last(Review.no_evidence) is None
    assert case.at(D(2024, 3, 20)).last(Review.no_evidence) is not None
    with pytest.raises(NotAllowed, match="没有证据"):
        case.do("answer", D(2024, 3, 20))
    case.do("views", D(2024, 3, 20))
    case.do("propose", D(2024, 3, 21))


def test_the_respondent_sends_one_or_two_of_its_own() -> None:
    """实施条例2026 arts. 18, 41: not lawyers alone."""
    for staff in (0, 3):
        with pytest.raises(ValidationError):
            f.Answer.example(D(2026, 8, 3), staff=staff)


# -- hearing of the case
def test_art_49_no_ordinary_decision_without_hearing_views() -> None:
    case = accepted()
    case.do("copy", D(2024, 3, 5), served=D(2024, 3, 5))
    case.do("answer", D(2024, 3, 15))
    with pytest.raises(NotAllowed, match="听取意见"):
        case.do("propose", D(2024, 3, 18))
    with pytest.raises(NotAllowed, match="提出审理意见"):
        case.do("decision", D(2024, 3, 18), **UPHELD)


def test_arts_50_and_51_a_weighty_case_is_heard_with_five_full_working_days_of_notice() -> None:
    case = heard(accepted())
    case.do("weigh", D(2024, 3, 20), weighty=True)
    with pytest.raises(NotAllowed, match="听证"):
        case.do("propose", D(2024, 3, 21))
    with pytest.raises(NotAllowed, match="不足5日"):
        case.do("summons", D(2024, 3, 21), held_on=D(2024, 3, 28))
    case.do("summons", D(2024, 3, 21), held_on=D(2024, 3, 29))
    case.do("hearing", D(2024, 3, 29))
    with pytest.raises(NotAllowed, match="行政复议委员会"):
        case.do("propose", D(2024, 3, 29))
    case.do("consult", D(2024, 4, 1))
    case.do("propose", D(2024, 4, 2))


def test_art_50_a_hearing_may_be_held_on_request_too_and_needs_its_panel() -> None:
    case = heard(accepted())
    case.do("weigh", D(2024, 3, 20), wanted=True)
    assert "summons" in case.open(D(2024, 3, 20)) and "consult" not in case.open(D(2024, 3, 20))
    with pytest.raises(ValidationError):
        f.Hearing.example(D(2024, 3, 29), members=1)


def test_arts_51_and_52_the_absent_head_and_advice_not_followed_need_a_reason() -> None:
    with pytest.raises(ValidationError, match="第五十一条"):
        f.Hearing.example(D(2024, 3, 29), head_present=False, absence="")
    with pytest.raises(ValidationError, match="第五十二条"):
        f.Consulted.example(D(2024, 4, 1), followed=False)


@pytest.mark.parametrize(
    ("procedure", "day", "few", "many"), [(Review, D(2024, 3, 1), 5, 6), (Review2026, D(2026, 8, 3), 10, 11)]
)
def test_many_applicants_choose_representatives(procedure: type[Review], day: date, few: int, many: int) -> None:
    """实施条例2007 art. 8: more than five; 实施条例2026 art. 17: more than ten."""
    for number, asked in ((few, False), (many, True)):
        case = Case(procedure)
        case.do("application", day, applicants=number)
        case.do("accept", day)
        assert ("reps" in case.open(day)) is asked
    with pytest.raises(ValidationError):
        f.Representatives2026(number=1)


# -- suspension, termination, documents
def test_art_39_time_in_suspension_does_not_count_and_no_decision_falls_in_it() -> None:
    case = heard(accepted())
    case.do("suspend", D(2024, 3, 21), ground=f.Ground.other_case)
    assert case.due("review_decision_ordinary", D(2024, 4, 1)).still
    with pytest.raises(NotAllowed, match="恢复审理"):
        case.do("propose", D(2024, 4, 1))
    case.do("resume", D(2024, 4, 10))
    assert case.due("review_decision_ordinary", D(2024, 4, 10)).on == D(2024, 5, 24), "twenty-one days more, both ends counted"


def test_art_41_sixty_days_after_the_applicants_death_the_case_may_be_ended_not_before_and_not_on_other_grounds() -> None:
    case = accepted()
    case.do("suspend_party", D(2024, 3, 11))
    with pytest.raises(NotAllowed, match="2024-05-10"):
        case.do("terminate_suspended", D(2024, 5, 9))
    case.do("terminate_suspended", D(2024, 5, 10))
    assert case.at(D(2024, 5, 10)).outcome == f.Outcome.terminated
    case = accepted()
    case.do("suspend", D(2024, 3, 11))
    assert "terminate_suspended" not in case.open(D(2024, 6, 3))


def test_arts_56_to_58_documents_of_ones_own_are_dealt_with_in_thirty_days_from_the_suspension() -> None:
    case = accepted(attached=True)
    with pytest.raises(NotAllowed, match="审查规范性文件"):
        heard(case).do("propose", D(2024, 3, 21))
    case.do("documents", D(2024, 3, 22), handled_by=f.Handling.own)
    day = D(2024, 3, 22)
    assert case.due("review_doc_handle_own", day).on == D(2024, 4, 22), "21 April is a Sunday"
    assert case.due("review_doc_notify_maker", day).on == D(2024, 3, 27)
    assert case.due("review_decision_ordinary", day).still
    assert not case.dues("review_doc_transfer", day)
    case.do("asked_maker", D(2024, 3, 25), served=D(2024, 3, 25))
    assert case.due("review_doc_maker_reply", day.replace(day=25)).on == D(2024, 4, 9)
    case.do("handled", D(2024, 4, 15))
    case.do("resume_documents", D(2024, 4, 15))
    assert case.due("review_decision_ordinary", D(2024, 4, 15)).on == D(2024, 5, 28)
    case.do("propose", D(2024, 4, 16))


def test_arts_56_and_60_other_documents_are_passed_on_in_seven_working_days_and_answered_in_sixty() -> None:
    case = accepted()
    assert "documents" not in case.open(D(2024, 3, 5)), "nobody asked and nobody doubts"
    case.do("doubt", D(2024, 3, 11))
    case.do("documents", D(2024, 3, 11), handled_by=f.Handling.elsewhere)
    assert case.due("review_doc_transfer", D(2024, 3, 11)).on == D(2024, 3, 20)
    case.do("transferred", D(2024, 3, 13), served=D(2024, 3, 14))
    assert case.due("review_doc_transferee_reply", D(2024, 3, 14)).on == D(2024, 5, 13)


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


# -- the law of 2017
def opened_2023(**given: object) -> Case:
    case = Case(Review2017)
    case.do("application", D(2023, 11, 15), received_on=D(2023, 11, 15), **given)
    case.do("accept", D(2023, 11, 17))
    case.do("copy", D(2023, 11, 20), served=D(2023, 11, 20))
    return case


def test_law_2017_arts_17_23_and_31_time_runs_from_receipt_and_ten_days_are_natural() -> None:
    case = opened_2023()
    assert case.due("review_decision_2017", D(2023, 11, 20)).on == D(2024, 1, 15), "14 January is a Sunday"
    assert case.due("review_copy_2017", D(2023, 11, 20)).on == D(2023, 11, 24)
    assert case.due("review_reply_2017", D(2023, 11, 20)).on == D(2023, 11, 30)
    assert case.at(D(2023, 12, 1)).last(Review2017.no_evidence) is not None


def test_law_2017_a_case_of_2023_is_finished_in_2024_under_the_old_law_without_summary_procedure_or_views() -> None:
    case = opened_2023()
    case.do("answer", D(2023, 11, 28))
    case.do("extend", D(2024, 1, 10))
    assert case.due("review_decision_2017", D(2024, 1, 10)).on == D(2024, 2, 18), "the Sunday after the holiday is worked"
    case.do("propose", D(2024, 1, 22))
    case.do("decision", D(2024, 1, 23), **UPHELD)
    assert not case.faults(D(2024, 1, 23))
    assert {"choose", "more_time", "forward"}.isdisjoint(Review2017.lines)


def test_law_2017_art_17_an_application_not_refused_in_five_working_days_is_accepted() -> None:
    case = Case(Review2017)
    case.do("application", D(2023, 11, 15))
    assert case.at(D(2023, 11, 23)).last(Review2017.accepted_by_law) is not None


def test_rules_2007_art_29_time_for_what_is_missing_is_set_by_the_notice_and_does_not_count() -> None:
    case = Case(Review2017)
    case.do("application", D(2023, 11, 15))
    case.do("ask_more", D(2023, 11, 16), until=D(2023, 11, 30), served=D(2023, 11, 16))
    assert case.at(D(2023, 12, 1)).outcome == f.Outcome.abandoned
    case.do("more", D(2023, 11, 26))
    case.do("accept", D(2023, 11, 28))
    assert case.due("review_decision_2017", D(2023, 11, 28)).on == D(2024, 1, 25)


def test_law_2017_arts_26_and_27_documents_are_dealt_with_from_the_request_and_the_case_stands_still() -> None:
    case = opened_2023(attached=True)
    case.do("documents", D(2023, 11, 21), handled_by=f.Handling.own)
    assert case.due("review_doc_handle_own_2017", D(2023, 11, 21)).on == D(2023, 12, 15)
    assert case.due("review_decision_2017", D(2023, 11, 21)).still
    case = opened_2023()
    case.do("doubt", D(2023, 11, 21))
    case.do("documents", D(2023, 11, 21), handled_by=f.Handling.elsewhere)
    assert case.due("review_doc_transfer_2017", D(2023, 11, 21)).on == D(2023, 11, 30)
    case.do("transferred", D(2023, 11, 22), served=D(2023, 11, 23))
    assert not case.dues("review_doc_transferee_reply_2017", D(2023, 11, 23)), "sixty days only where it was asked for"


def test_refusals_name_the_article() -> None:
    case = accepted()
    said = case.at(D(2024, 3, 5)).why_not(Review.decision)
    assert said and all(r.cite is not None and "行政复议法" in str(r.cite) for r in said)
