"""行政复议的审理, by article: ordinary and summary procedure, views and hearings, suspension, documents."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from law.review_cases import UPHELD, D, accepted, heard
from law.walking import Case, NotAllowed
from yifa.chapters.disputes import review_facts as f
from yifa.chapters.disputes.review import BODY_HEAD, Review
from yifa.chapters.disputes.review_2026 import Review2026


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
