"""行政复议 under the law of 2017 with the rules of 2007, by article."""

from __future__ import annotations

from law.review_cases import UPHELD, D
from law.walking import Case
from yifa.chapters.disputes import review_facts as f
from yifa.chapters.disputes.review_2017 import Review2017


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
