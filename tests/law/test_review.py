"""行政复议的申请和受理, by article: the law of 2024 with the rules of 2007 and of 2026; versions."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from law.review_cases import D, accepted
from law.walking import Case, NotAllowed
from yifa.chapters.catalogue import version
from yifa.chapters.disputes import review_facts as f
from yifa.chapters.disputes.review import Review
from yifa.chapters.disputes.review_2017 import Review2017
from yifa.chapters.disputes.review_2026 import Review2026
from yifa.kernel.law import years


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


# -- refusals
def test_refusals_name_the_article() -> None:
    case = accepted()
    said = case.at(D(2024, 3, 5)).why_not(Review.decision)
    assert said and all(r.cite is not None and "行政复议法" in str(r.cite) for r in said)
