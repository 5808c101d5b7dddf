"""一审行政应诉 by article, advice of courts and procurators, and 行政赔偿."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from law.walking import Case, NotAllowed
from yifa.chapters.acts import ANNULLED
from yifa.chapters.catalogue import book
from yifa.chapters.disputes import litigation_facts as f
from yifa.chapters.disputes.advice import Kind, ProcuratorAdvice
from yifa.chapters.disputes.compensation import Compensation, Result
from yifa.chapters.disputes.litigation import Litigation

D = date
E = f.Outcome
MAY = D(2024, 5, 20)


def sued(**given: object) -> Case:
    """The copy of the complaint came on Monday 2024-03-04; the court had taken the case on 2024-03-01."""
    case = Case(Litigation)
    case.do("received", D(2024, 3, 4), registered_on=D(2024, 3, 1), **given)
    case.do("assign", D(2024, 3, 5))
    return case


def heard(**given: object) -> Case:
    case = sued(**given)
    case.do("answer", D(2024, 3, 14))
    case.do("evidence", D(2024, 3, 14))
    case.do("notice", D(2024, 4, 1), held_on=D(2024, 4, 11))
    case.do("hearing", D(2024, 4, 11))
    return case


def judged(outcome: f.Outcome, *, received: date = MAY, known: bool = False, **given: object) -> Case:
    """Judgment received on Monday 2024-05-20."""
    case = heard(information=known)
    case.do("judgment", received, outcome=outcome, received_on=received, **given)
    return case


# -- answer and evidence
def test_art_67_fifteen_natural_days_for_the_answer_and_nobody_extends_them() -> None:
    case = sued()
    assert case.due("litigation_answer", D(2024, 3, 5)).on == D(2024, 3, 19)
    assert Litigation.litigation_answer.extended_by is None
    case = Case(Litigation)
    case.do("received", D(2024, 3, 1))
    assert case.due("litigation_answer", D(2024, 3, 1)).on == D(2024, 3, 18), "16 March is a Saturday"


def test_art_34_what_is_not_brought_in_time_counts_as_absent_and_the_late_answer_stays_late() -> None:
    case = sued()
    state = case.at(D(2024, 3, 20))
    assert state.last(Litigation.no_evidence) is not None
    assert ("overdue", "litigation_answer") in case.faults(D(2024, 3, 20))
    case.do("answer", D(2024, 3, 22))
    assert ("late", "litigation_answer") in case.faults(D(2024, 3, 22))
    with pytest.raises(NotAllowed, match="视为没有证据"):
        case.do("evidence", D(2024, 3, 22))
    case = sued()
    case.do("evidence", D(2024, 3, 19))
    assert case.at(D(2024, 3, 25)).last(Litigation.no_evidence) is None


def test_interpretation_art_34_the_court_allows_evidence_later_but_not_the_answer() -> None:
    case = sued()
    case.do("extension", D(2024, 3, 11))
    assert case.due("extension_term", D(2024, 3, 11)).on == D(2024, 3, 19)
    case.do("allowed", D(2024, 3, 13), granted=True, over_on=D(2024, 3, 25))
    assert case.due("litigation_answer", D(2024, 3, 14)).on == D(2024, 3, 19), "the answer keeps its day"
    assert case.at(D(2024, 3, 20)).last(Litigation.no_evidence) is None
    assert case.due("evidence_later", D(2024, 3, 26)).on == D(2024, 4, 9)
    assert case.at(D(2024, 4, 10)).last(Litigation.no_evidence) is not None
    case.do("evidence", D(2024, 4, 8))
    assert case.at(D(2024, 4, 10)).last(Litigation.no_evidence) is None


def test_interpretation_art_34_a_refusal_of_the_court_changes_nothing() -> None:
    case = sued()
    case.do("extension", D(2024, 3, 11))
    case.do("allowed", D(2024, 3, 13), granted=False, over_on=None)
    assert not case.dues("evidence_later", D(2024, 3, 13))
    assert case.at(D(2024, 3, 20)).last(Litigation.no_evidence) is not None


def test_art_31_lawyers_alone_do_not_stand_for_the_authority() -> None:
    with pytest.raises(ValidationError):
        f.Assignment.example(D(2024, 3, 5), staff=0)


# -- in court
def test_rules_of_2020_art_5_the_court_gives_three_full_days_of_notice() -> None:
    case = sued()
    with pytest.raises(NotAllowed, match="不足3日"):
        case.do("notice", D(2024, 4, 8), held_on=D(2024, 4, 11))
    case.do("notice", D(2024, 4, 7), held_on=D(2024, 4, 11))


def test_rules_of_2020_arts_5_and_8_the_head_comes_once_in_each_instance_or_has_a_reason() -> None:
    staff = f.Appearance.staff
    with pytest.raises(ValidationError, match="至少出庭一次"):
        f.Hearing(appearance=staff)
    assert not f.Hearing(appearance=staff, cause=f.Absence.duty).head_present()
    assert not f.Hearing(appearance=staff, earlier=True).head_present()
    assert f.Hearing(appearance=f.Appearance.deputy).head_present()
    case = sued()
    assert "excuse" not in case.open(D(2024, 4, 1))
    case.do("answer", D(2024, 3, 14))
    case.do("evidence", D(2024, 3, 14))
    case.do("notice", D(2024, 4, 1), held_on=D(2024, 4, 11))
    case.do("excuse", D(2024, 4, 8))
    case.do("hearing", D(2024, 4, 11), appearance=staff, cause=f.Absence.duty)
    counted = {t.figure for t in book().tallies(case.at(D(2024, 4, 11)))}
    assert "hearings_held" in counted and "hearings_head_present" not in counted


def test_no_judgment_without_a_hearing_and_only_rulings_end_a_case_before_one() -> None:
    case = sued()
    case.do("answer", D(2024, 3, 14))
    case.do("evidence", D(2024, 3, 14))
    with pytest.raises(NotAllowed, match="开庭"):
        case.do("judgment", D(2024, 4, 1), outcome=E.rejected)
    with pytest.raises(ValidationError, match="开庭"):
        f.Ruling.example(D(2024, 4, 1), outcome=E.annulled)
    assert {"appeal", "effective", "perform", "advice", "retrial"}.isdisjoint(case.open(D(2024, 4, 1)))
    case.do("ruled", D(2024, 4, 1), outcome=E.withdrawn)
    assert case.at(D(2024, 4, 1)).outcome == E.withdrawn
    assert not {t.figure for t in book().tallies(case.at(D(2024, 4, 1)))} & {"litigation_lost", "litigation_won"}


# -- terms of the court
def test_arts_81_and_83_six_months_or_forty_five_days_from_the_registration() -> None:
    case = sued()
    assert case.due("litigation_first_instance", D(2024, 3, 5)).on == D(2024, 9, 2), "1 September is a Sunday"
    assert not case.dues("litigation_simple", D(2024, 3, 5))
    case = sued(simple=True)
    assert case.due("litigation_simple", D(2024, 3, 5)).on == D(2024, 4, 15)
    assert not case.dues("litigation_first_instance", D(2024, 3, 5))
    case.do("convert", D(2024, 4, 8))
    assert case.due("litigation_first_instance", D(2024, 4, 8)).since == D(2024, 3, 1), "解释 art. 105: from the registration"
    assert not case.dues("litigation_simple", D(2024, 4, 8))


def test_interpretation_arts_50_and_87_suspension_and_appraisal_do_not_count_and_hold_up_the_judgment() -> None:
    case = heard()
    case.do("suspend", D(2024, 4, 15))
    assert case.due("litigation_first_instance", D(2024, 4, 20)).still
    with pytest.raises(NotAllowed, match="恢复诉讼"):
        case.do("judgment", D(2024, 5, 6), outcome=E.rejected)
    case.do("resume", D(2024, 5, 14))
    assert case.due("litigation_first_instance", D(2024, 5, 14)).on == D(2024, 10, 8), "thirty days more, past the holiday"
    case.do("longer", D(2024, 9, 2))
    assert not case.dues("litigation_first_instance", D(2024, 9, 3)), "the high court sets its own term (art. 81)"


# -- appeal, effect, performance
@pytest.mark.parametrize(
    ("outcome", "is_judgment", "limit", "end"),
    [
        (E.annulled, True, "litigation_appeal_judgment", D(2024, 6, 4)),
        (E.rejected, True, "litigation_appeal_judgment", D(2024, 6, 4)),
        (E.dismissed, False, "litigation_appeal_ruling", D(2024, 5, 30)),
    ],
)
def test_art_85_fifteen_days_against_a_judgment_and_ten_against_a_ruling(
    outcome: f.Outcome, is_judgment: bool, limit: str, end: date
) -> None:
    case = judged(outcome, is_judgment=is_judgment)
    assert case.due(limit, D(2024, 5, 21)).on == end
    other = {"litigation_appeal_judgment", "litigation_appeal_ruling"} - {limit}
    assert not case.dues(other.pop(), D(2024, 5, 21))
    with pytest.raises(NotAllowed):
        case.do("effective", end)
    case.do("effective", D(2024, 6, 5), effective_on=D(2024, 6, 5))
    assert case.due("litigation_retrial_request", D(2024, 6, 5)).on == D(2024, 12, 5)


def test_art_62_a_withdrawal_is_not_appealed() -> None:
    assert {"appeal", "appealed"}.isdisjoint(judged(E.withdrawn, is_judgment=False).open(D(2024, 5, 21)))


def test_art_88_after_an_appeal_the_second_instance_decides_in_three_months_and_only_then_is_there_anything_to_perform() -> None:
    case = judged(E.annulled)
    case.do("appeal", D(2024, 5, 27))
    assert case.due("litigation_second_instance", D(2024, 5, 27)).on == D(2024, 8, 27)
    with pytest.raises(NotAllowed, match="二审"):
        case.do("effective", D(2024, 6, 10))
    case.do("second", D(2024, 8, 1), result=f.SecondResult.changed, against_us=False)
    case.do("effective", D(2024, 8, 2))
    assert "perform" not in case.open(D(2024, 8, 5)), "in the end the authority won"
    case = judged(E.rejected)
    case.do("appealed", D(2024, 5, 28))
    case.do("second", D(2024, 8, 1), result=f.SecondResult.changed, against_us=True)
    case.do("effective", D(2024, 8, 2))
    assert "perform" in case.open(D(2024, 8, 5))


def test_art_96_a_lost_case_is_performed_in_the_time_that_the_judgment_sets() -> None:
    case = judged(E.perform, perform_by=D(2024, 7, 1))
    assert case.due("perform_until", D(2024, 5, 21)).on == D(2024, 7, 1)
    assert not judged(E.rejected, perform_by=D(2024, 7, 1)).dues("perform_until", D(2024, 5, 21))
    case.do("effective", D(2024, 6, 5))
    assert ("overdue", "perform_until") in case.faults(D(2024, 7, 2))


def test_rules_of_2025_art_11_information_is_disclosed_in_twenty_working_days_where_the_judgment_came_after_june_2025() -> None:
    case = judged(E.perform, known=True)
    assert not case.dues("litigation_gov_info_disclose", D(2024, 5, 21)), "a judgment of 2024"
    day = D(2025, 6, 3)
    for known, found in ((True, [D(2025, 7, 2)]), (False, [])):
        case = heard(information=known)
        case.do("judgment", day, outcome=E.perform, received_on=day, perform_from=D(2025, 6, 4))
        assert [d.on for d in case.dues("litigation_gov_info_disclose", day)] == found


def test_a_lost_case_tells_the_acts_matter_and_the_others_do_not() -> None:
    silent = {E.rejected, E.dismissed, E.withdrawn, E.mediated, E.perform, E.pay}
    for outcome in E:
        told = f.Judgment.example(D(2024, 5, 20), outcome=outcome).signal()
        assert (told is ANNULLED) is (outcome not in silent), outcome
    assert f.LOST.isdisjoint({E.rejected, E.dismissed, E.withdrawn, E.mediated})
    assert Litigation.judgment.tells is f.Judgment.signal


def test_arts_70_to_78_only_a_judgment_can_go_against_the_authority() -> None:
    for outcome in f.LOST:
        with pytest.raises(ValidationError, match="只能由判决"):
            f.Judgment.example(MAY, outcome=outcome, is_judgment=False)


def test_won_lost_and_closed_are_counted_from_the_first_judgment() -> None:
    for outcome, figure in ((E.unlawful, "litigation_lost"), (E.rejected, "litigation_won")):
        counted = {t.figure for t in book().tallies(judged(outcome).at(D(2024, 5, 20)))}
        assert {figure, "litigation_closed", "litigation_cases"} <= counted
        assert not {"litigation_lost", "litigation_won"} - {figure} & counted


# -- advice
def test_advice_of_a_court_is_answered_in_two_months_or_by_the_day_in_the_letter() -> None:
    """法释〔2023〕11号 art. 8, in force from 2023-11-16."""
    case = judged(E.annulled)
    case.do("advice", D(2024, 6, 3), received_on=D(2024, 6, 3))
    assert case.due("judicial_advice_reply", D(2024, 6, 3)).on == D(2024, 8, 3)
    case.do("advice_reply", D(2024, 7, 1))
    case.do("advice", D(2024, 7, 8), received_on=D(2024, 7, 8), until=D(2024, 8, 1))
    assert case.due("advice_until", D(2024, 7, 8)).on == D(2024, 8, 1)
    assert len(case.dues("judicial_advice_reply", D(2024, 7, 8))) == 1
    assert f.Advice.example(D(2023, 11, 15)).two_months_from() is None


@pytest.mark.parametrize(
    ("kind", "limit", "end"),
    [
        (Kind.interest, "public_interest", D(2024, 5, 6)),
        (Kind.urgent, "urgent", D(2024, 3, 19)),
        (Kind.general, "general", D(2024, 5, 4)),
    ],
)
def test_advice_of_a_procurator_is_answered_in_two_months_or_fifteen_days(kind: Kind, limit: str, end: date) -> None:
    """检察公益诉讼解释 art. 21 (a last day off rolls: 4 May 2024); 检察建议工作规定 art. 19 (silent on that)."""
    case = Case(ProcuratorAdvice)
    case.do("letter", D(2024, 3, 4), kind=kind, received_on=D(2024, 3, 4))
    assert case.due(f"procuratorial_advice_{limit}", D(2024, 3, 4)).on == end
    assert len(case.at(D(2024, 3, 4)).dues()) == 1
    case.do("reply", D(2024, 3, 18))


# -- compensation
def test_state_compensation_arts_12_to_14_and_37() -> None:
    case = Case(Compensation)
    case.do("claim", D(2024, 3, 4), received_on=D(2024, 3, 4), known_on=D(2022, 3, 10))
    assert not case.faults(D(2024, 3, 4))
    assert case.due("state_comp_supplement", D(2024, 3, 4)).on == D(2024, 3, 9)
    assert case.due("state_comp_decision", D(2024, 3, 4)).on == D(2024, 5, 4)
    case.do("decision", D(2024, 4, 8), result=Result.paid)
    assert case.due("state_comp_delivery", D(2024, 4, 8)).on == D(2024, 4, 18)
    assert case.due("state_comp_lawsuit", D(2024, 4, 8)).on == D(2024, 7, 8)
    case.do("delivery", D(2024, 4, 10))
    case.do("request", D(2024, 4, 22))
    assert case.due("state_comp_pay_apply", D(2024, 4, 22)).on == D(2024, 4, 29)
    case.do("apply", D(2024, 4, 25))
    assert case.due("state_comp_pay", D(2024, 4, 25)).on == D(2024, 5, 10)


def test_state_compensation_art_39_two_years_and_days_that_do_not_count() -> None:
    for excluded, late in ((0, True), (30, False)):
        case = Case(Compensation)
        case.do("claim", D(2024, 3, 4), known_on=D(2022, 2, 20), excluded=excluded)
        assert (("late", "state_comp_prescription") in case.faults(D(2024, 3, 4))) is late


def test_state_compensation_art_14_without_a_decision_the_claimant_sues_when_the_two_months_are_over() -> None:
    case = Case(Compensation)
    case.do("claim", D(2024, 3, 4), received_on=D(2024, 3, 4))
    assert case.due("lawsuit_overdue", D(2024, 5, 6)).on == D(2024, 8, 4)
    assert ("overdue", "state_comp_decision") in case.faults(D(2024, 5, 6))


def test_refusals_name_the_article() -> None:
    said = sued().at(D(2024, 3, 6)).why_not(Litigation.judgment)
    assert said and all("行政诉讼法" in str(r.cite) or "出庭应诉" in str(r.cite) for r in said)
