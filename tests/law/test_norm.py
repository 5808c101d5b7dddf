"""行政规范性文件: from project to filing, before and after 2024-08-01."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from law.walking import CAL, Case, NotAllowed, always
from yifa.chapters.catalogue import book, version
from yifa.chapters.norms import norm_facts as f
from yifa.chapters.norms.norm import MARKET, Norm, Norm2024
from yifa.kernel.law import days
from yifa.kernel.replay import replay

D = date
OLD, NEW = D(2024, 3, 4), D(2024, 9, 2)
BOTH = pytest.mark.parametrize(("procedure", "day"), [(Norm, OLD), (Norm2024, NEW)])


def after(day: date, n: int) -> date:
    return D.fromordinal(day.toordinal() + n)


def drafted(procedure: type[Norm], day: date, **given: Any) -> Case:
    case = Case(procedure)
    case.do("project", day, **given)
    case.do("draft", day)
    return case


def submitted(procedure: type[Norm], day: date, **given: Any) -> tuple[Case, date]:
    """An ordinary document up to the sending in for review, sixty days after its project. Returns the day."""
    case = drafted(procedure, day, **given)
    case.do("units", day)
    case.do("consult", day, started_on=day)
    late = after(day, 60)
    case.do("comments", late)
    case.do("precheck", late)
    case.do("submit", late)
    return case, late


def published(procedure: type[Norm], day: date, given: dict[str, Any] | None = None, **issue: Any) -> tuple[Case, date]:
    case, sent = submitted(procedure, day, **(given or {}))
    on = CAL.next_workday(after(sent, 14))
    case.do("review", on)
    case.do("meeting", on)
    case.do("sign", on)
    case.do("publish", on, **issue)
    return case, on


def test_a_document_begun_before_august_2024_lives_under_the_old_rule_of_fair_competition() -> None:
    assert version("norm", D(2022, 1, 4)) is Norm
    assert version("norm", D(2024, 7, 31)) is Norm
    assert version("norm", D(2024, 8, 1)) is Norm2024


# -- opinions
@BOTH
def test_business_art_62_thirty_days_of_consultation_and_the_firms_are_heard(procedure: type[Norm], day: date) -> None:
    case = drafted(procedure, day, business=True)
    case.do("units", day)
    case.do("consult", day, started_on=day)
    with pytest.raises(NotAllowed, match=str(after(day, 30))):
        case.do("comments", after(day, 29))
    case.do("comments", after(day, 30))
    with pytest.raises(NotAllowed, match="企业和协会商会"):
        case.do("precheck", after(day, 30))
    case.do("heard", after(day, 30))
    case.do("precheck", after(day, 30))


@BOTH
def test_where_no_firm_is_touched_the_nation_sets_no_days_and_a_county_may(procedure: type[Norm], day: date) -> None:
    case = drafted(procedure, day, public=True)
    case.do("consult", day, started_on=day)
    case.do("comments", day)
    assert not case.faults(day)
    asked = drafted(procedure, day, business=True)
    asked.do("consult", day, started_on=day)
    local = replay(procedure, asked.entries, after(day, 39), CAL, {"norm_consultation_business": always(days(40))})
    assert local.why_not(Norm.comments), "a county may ask for more"


@BOTH
def test_what_touches_nobody_or_is_secret_or_urgent_is_not_consulted_on(procedure: type[Norm], day: date) -> None:
    assert "consult" in drafted(procedure, day, public=True).open(day)
    assert "consult" not in drafted(procedure, day, public=False).open(day)
    assert "consult" not in drafted(procedure, day, public=True, secret=True).open(day)
    assert "consult" not in drafted(procedure, day, public=True, urgent=True).open(day)


@BOTH
def test_an_important_document_is_assessed_before_it_is_drafted(procedure: type[Norm], day: date) -> None:
    case = Case(procedure)
    case.do("project", day, weighty=True)
    with pytest.raises(NotAllowed, match="评估论证"):
        case.do("draft", day)
    case.do("assess", day)
    case.do("draft", day)


def test_no_more_opinions_are_taken_up_than_came_in() -> None:
    with pytest.raises(ValidationError, match="多于"):
        f.Comments(received=2, adopted=3)


# -- fair competition
def test_until_july_2024_the_drafter_reviews_fair_competition_and_nothing_unfair_goes_on() -> None:
    case = drafted(Norm, OLD, market=True, public=False)
    case.do("units", OLD)
    case.do("precheck", OLD)
    with pytest.raises(NotAllowed, match="公平竞争"):
        case.do("submit", OLD)
    case.do("fairness_self", OLD, passed=False)
    with pytest.raises(NotAllowed, match="公平竞争审查通过"):
        case.do("submit", OLD)
    with pytest.raises(NotAllowed, match="送合法性审核"):
        case.do("review", OLD)
    case.do("redraft", OLD)
    for step in ("draft", "units", "precheck"):
        case.do(step, after(OLD, 1))
    case.do("fairness_self", after(OLD, 1), passed=True)
    case.do("submit", after(OLD, 1))
    assert "fairness" not in Norm.lines


def test_regulation_of_2024_arts_13_and_14_who_reviews_depends_on_whose_document_it_is() -> None:
    case = drafted(Norm2024, NEW, market=True, public=False, maker=f.Maker.department)
    assert {"fairness_self"} == case.open(NEW) & {"fairness_self", "fairness_first", "fairness"}
    case = drafted(Norm2024, NEW, market=True, public=False, maker=f.Maker.county)
    assert {"fairness_first"} == case.open(NEW) & {"fairness_self", "fairness_first", "fairness"}
    case.do("fairness_first", NEW)
    case.do("units", NEW)
    case.do("precheck", NEW)
    with pytest.raises(NotAllowed, match="市场监管部门会同"):
        case.do("submit", NEW)
    case.do("fairness", NEW)
    case.do("submit", NEW)
    assert Norm2024.lines["fairness"].by is MARKET  # type: ignore[attr-defined]  # a step


def test_regulation_of_2024_art_12_an_exception_has_an_end() -> None:
    with pytest.raises(ValidationError, match="第十二条"):
        f.Fairness(passed=True, text="适用例外规定", exception=True)
    assert f.Fairness(passed=True, text="适用例外规定", exception=True, exception_until=D(2025, 9, 1)).fair()


# -- legality
@BOTH
def test_a_document_cannot_be_discussed_signed_or_published_without_a_legality_review(
    procedure: type[Norm], day: date
) -> None:
    """国办发〔2018〕115号: nothing stands in its place."""
    case, on = submitted(procedure, day)
    for step, missing in (("meeting", "合法性审核"), ("sign", "集体审议"), ("publish", "签发")):
        with pytest.raises(NotAllowed, match=f"“{missing}.*还没有办"):
            case.do(step, on)
    said = case.at(on).why_not(Norm.meeting)
    assert any("115号" in str(r.cite) for r in said), "the refusal names where it stands"


@BOTH
def test_a_document_found_unlawful_goes_back_and_is_drafted_and_reviewed_anew(procedure: type[Norm], day: date) -> None:
    case, sent = submitted(procedure, day)
    on = CAL.next_workday(after(sent, 14))
    case.do("review", on, lawful=False)
    with pytest.raises(NotAllowed, match="合法性审核通过"):
        case.do("meeting", on)
    case.do("revise", on)
    assert {"draft"} <= case.open(on) and "meeting" not in case.open(on)
    with pytest.raises(NotAllowed, match="起草"):
        case.do("units", on)


@BOTH
def test_the_review_takes_five_to_fifteen_working_days(procedure: type[Norm], day: date) -> None:
    case, sent = submitted(procedure, day)
    first, last = CAL.add_workdays(sent, 5), CAL.add_workdays(sent, 15)
    with pytest.raises(NotAllowed, match=str(first)):
        case.do("review", after(first, -1))
    assert case.due("norm_legality_review_max", sent).on == last
    case.do("review", first)


@BOTH
def test_time_for_more_papers_and_experts_does_not_count(procedure: type[Norm], day: date) -> None:
    case, sent = submitted(procedure, day)
    plain = case.due("norm_legality_review_max", sent).on
    case.do("ask_more", CAL.add_workdays(sent, 1))
    assert case.due("norm_legality_review_max", CAL.add_workdays(sent, 2)).still
    with pytest.raises(NotAllowed, match="补充材料"):
        case.do("review", CAL.add_workdays(sent, 6))
    case.do("more", CAL.add_workdays(sent, 3))
    longer = case.due("norm_legality_review_max", CAL.add_workdays(sent, 3)).on
    assert plain is not None and longer is not None and longer > plain


@BOTH
def test_in_an_emergency_neither_bound_holds_but_the_review_does(procedure: type[Norm], day: date) -> None:
    case = drafted(procedure, day, urgent=True, public=True)
    case.do("units", day)
    case.do("precheck", day)
    case.do("submit", day)
    assert not case.dues("norm_legality_review_max", day)
    with pytest.raises(NotAllowed, match="合法性审核"):
        case.do("meeting", day)
    case.do("review", day)
    case.do("meeting", day)


# -- deliberation, publication
@BOTH
def test_what_the_meeting_does_not_agree_to_is_not_signed_and_may_be_drafted_anew(procedure: type[Norm], day: date) -> None:
    case, sent = submitted(procedure, day)
    on = CAL.next_workday(after(sent, 14))
    case.do("review", on)
    case.do("meeting", on, passed=False)
    with pytest.raises(NotAllowed, match="集体审议通过"):
        case.do("sign", on)
    assert {"publish", "explain", "file_up", "file_congress", "renew"}.isdisjoint(case.open(on))
    case.do("redraft", on)
    assert "draft" in case.open(on)


def test_a_document_without_one_register_one_number_one_printing_is_not_signed() -> None:
    with pytest.raises(ValidationError, match="37号"):
        f.Signing(number="1", registered=False)


@BOTH
def test_it_is_published_in_twenty_working_days_and_counted_once(procedure: type[Norm], day: date) -> None:
    case, on = published(procedure, day)
    assert case.due("info_proactive", on).on == CAL.add_workdays(on, 20)
    assert case.at(on).outcome == f.Outcome.issued
    counted = [t.figure for t in book().tallies(case.at(on))]
    assert counted.count("normative_docs_issued") == counted.count("normative_docs_reviewed") == 1
    with pytest.raises(NotAllowed, match="公布施行"):
        case.do("redraft", on)


def test_it_comes_into_force_thirty_days_later_unless_the_reason_for_at_once_is_written() -> None:
    """Local rules; 优化营商环境条例 art. 65 asks for time to adapt."""
    case, on = published(Norm2024, NEW)
    with pytest.raises(NotAllowed, match=str(after(on, 30))):
        case.do("effective", after(on, 29))
    case.do("effective", after(on, 30))
    case, on = published(Norm2024, NEW, why_at_once="应对灾情")
    case.do("effective", on)


# -- filing, validity
@BOTH
def test_it_is_filed_above_in_fifteen_days_and_what_the_government_makes_with_the_congress(
    procedure: type[Norm], day: date
) -> None:
    case, on = published(procedure, day, {"maker": f.Maker.county})
    assert case.due("norm_filing_superior_local", on).on == after(on, 15)
    assert "file_congress" in case.open(on)
    assert [d.on for d in case.dues("norm_filing_npc_local", on)] == ([after(on, 30)] if procedure is Norm2024 else [])
    case, on = published(procedure, day, {"maker": f.Maker.department})
    assert "file_congress" not in case.open(on)


def test_the_congress_checks_returns_reviews_and_its_opinion_is_answered() -> None:
    """Local regulations of 2024, as defaults."""
    case, on = published(Norm2024, NEW, {"maker": f.Maker.county})
    case.do("file_congress", on)
    assert case.due("norm_filing_npc_formal_check", on).on == after(on, 10)
    case.do("returned", on)
    assert case.due("norm_filing_npc_resubmit", on).on == after(on, 10)
    case.do("resubmit", on)
    first = case.due("norm_npc_active_review", on).on
    case.do("checked_longer", after(on, 20))
    longer = case.due("norm_npc_active_review", after(on, 20)).on
    assert first is not None and longer is not None and 88 <= (longer - first).days <= 92
    case.do("correction", after(on, 30))
    assert case.due("norm_npc_correction_reply", after(on, 30)).on == after(on, 60)
    case.do("corrected", after(on, 40))


@pytest.mark.parametrize(("trial", "limit", "years"), [(False, "general", 5), (True, "trial", 2)])
def test_after_five_years_or_two_for_a_trial_it_lapses_by_itself_unless_it_was_renewed(
    trial: bool, limit: str, years: int
) -> None:
    start = D(2019, 6, 3)
    case, _ = published(Norm, start, {"trial": trial}, effective_on=D(2019, 10, 1))
    end = D(2019 + years, 10, 1)
    assert case.due(f"norm_validity_{limit}_local", D(2019, 10, 1)).on == end
    assert case.at(end).last(Norm.expired) is None
    assert case.at(after(end, 1)).last(Norm.expired) is not None
    case.do("renew", after(end, -30))
    assert case.at(after(end, 1)).last(Norm.expired) is None


def test_the_end_written_in_the_document_goes_before_the_local_default() -> None:
    case, on = published(Norm, OLD, expires_on=D(2025, 12, 31))
    assert not case.dues("norm_validity_general_local", on)
    assert case.at(D(2026, 1, 1)).last(Norm.expired) is not None
