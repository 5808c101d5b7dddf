"""行政检查, in both versions: before and after 国办发〔2024〕54号 (2024-12-30)."""

from __future__ import annotations

from datetime import date

import pytest

from law.walking import Case, NotAllowed
from yifa.chapters.catalogue import book, version
from yifa.chapters.enforcement import inspection_facts as f
from yifa.chapters.enforcement.inspection import NOT_LINES, Inspection, Inspection2024
from yifa.chapters.enforcement.penalty import Penalty
from yifa.kernel.declare import Procedure

D = date
OLD, NEW = D(2024, 6, 3), D(2026, 3, 2)
BOTH = pytest.mark.parametrize(("procedure", "day"), [(Inspection, OLD), (Inspection2024, NEW)])


def filed(procedure: type[Procedure], day: date, cause: f.Cause = f.Cause.plan, **given: object) -> Case:
    case = Case(procedure)
    case.do("filing", day, cause=cause, **given)
    return case


def entered(procedure: type[Procedure], day: date, cause: f.Cause = f.Cause.plan, **given: object) -> Case:
    case = filed(procedure, day, cause, **given)
    case.do("approval", day)
    case.do("entry", day)
    case.do("on_site", day)
    return case


def figures(case: Case, day: date) -> dict[str, int]:
    return {t.figure: t.value for t in book().tallies(case.at(day))}


def test_54_a_visit_of_2024_lives_under_the_old_rules_and_one_of_2025_under_the_new() -> None:
    assert version("inspection", D(2022, 1, 4)) is Inspection
    assert version("inspection", D(2024, 12, 29)) is Inspection
    assert version("inspection", D(2024, 12, 30)) is Inspection2024
    assert version("inspection", D(2026, 11, 24)) is Inspection2024


@BOTH
def test_nobody_enters_before_the_visit_is_filed_and_approved(procedure: type[Procedure], day: date) -> None:
    case = Case(procedure)
    with pytest.raises(NotAllowed, match="备案"):
        case.do("approval", day)
    case.do("filing", day)
    with pytest.raises(NotAllowed, match="批准"):
        case.do("entry", day)
    case.do("approval", day)
    case.do("entry", day)


@BOTH
def test_two_certified_officers_enter_and_find(procedure: type[Procedure], day: date) -> None:
    for key in ("entry", "on_site", "findings"):
        by = procedure.lines[key].by  # type: ignore[attr-defined]  # the line is a step
        assert (by.at_least, by.certified) == (2, True), key


def test_54_entry_is_by_notice_or_code_only_since_the_circular() -> None:
    assert "admission" in Inspection2024.lines["entry"].asks.model_fields  # type: ignore[attr-defined]  # the line is a step
    assert "admission" not in Inspection.lines["entry"].asks.model_fields  # type: ignore[attr-defined]  # the line is a step


def test_54_a_firm_may_turn_away_officers_and_the_visit_is_over() -> None:
    case = filed(Inspection2024, NEW)
    case.do("approval", NEW)
    case.do("turned_away", NEW)
    assert case.at(NEW).outcome == "没有实施检查"
    assert "entry" not in case.open(NEW)


def test_54_over_the_cap_the_head_explains_first_but_a_lead_is_outside_the_cap() -> None:
    case = filed(Inspection2024, NEW, times_this_year=2, cap=2)
    with pytest.raises(NotAllowed, match="频次上限"):
        case.do("approval", NEW)
    case.do("justified", NEW)
    case.do("approval", NEW)
    assert "approval" in filed(Inspection2024, NEW, f.Cause.complaint, times_this_year=9, cap=2).open(NEW)
    assert "approval" in filed(Inspection2024, NEW, times_this_year=1, cap=2).open(NEW)
    assert "approval" in filed(Inspection2024, NEW, times_this_year=5, cap=0).open(NEW), "no cap was published"


def test_54_a_special_campaign_is_approved_by_the_government() -> None:
    case = filed(Inspection2024, NEW, f.Cause.special)
    with pytest.raises(NotAllowed, match="批准专项检查"):
        case.do("approval", NEW)
    assert "approval" in filed(Inspection, OLD, f.Cause.special).open(OLD), "not before the circular"


def test_54_in_an_emergency_entry_comes_first_and_approval_is_made_good_before_the_findings() -> None:
    with pytest.raises(NotAllowed, match="紧急"):
        filed(Inspection2024, NEW).do("at_once", NEW)
    case = filed(Inspection2024, NEW, f.Cause.emergency)
    case.do("at_once", NEW)
    case.do("on_site", NEW)
    with pytest.raises(NotAllowed, match="补办批准"):
        case.do("findings", NEW)
    case.do("made_good", D(2026, 3, 3))
    case.do("findings", D(2026, 3, 3))


@BOTH
def test_samples_are_waited_for(procedure: type[Procedure], day: date) -> None:
    case = entered(procedure, day)
    first = case.do("sampling", day)
    second = case.do("sampling", day)
    case.do("tested", day, about=first)
    with pytest.raises(NotAllowed, match="检验检测结果"):
        case.do("findings", day)
    case.do("tested", day, about=second)
    case.do("findings", day)


@pytest.mark.parametrize(
    ("result", "open_"),
    [
        (f.Found.clean, set()),
        (f.Found.corrected, set()),
        (f.Found.ordered, {"recheck"}),
        (f.Found.case, {"to_case"}),
        (f.Found.moved, {"moved"}),
        (f.Found.absent, set()),
    ],
)
@BOTH
def test_each_result_leaves_its_own_duties(
    procedure: type[Procedure], day: date, result: f.Found, open_: set[str]
) -> None:
    case = entered(procedure, day)
    case.do("findings", day, result=result)
    assert case.at(day).outcome == result.value
    assert case.open(day) == {"told", "publish"} | open_
    case.do("told", day)
    case.do("publish", day)
    for key in open_:
        case.do(key, day)
    assert case.at(day).closed


def test_an_order_to_correct_is_rechecked_by_its_day_and_leads_to_a_case_if_nothing_changed() -> None:
    case = entered(Inspection2024, NEW)
    case.do("findings", NEW, result=f.Found.ordered, correct_by=D(2026, 3, 20))
    assert case.due("correction_term", NEW).on == D(2026, 3, 20)
    case.do("recheck", D(2026, 3, 23), fixed=False)
    assert ("late", "correction_term") in case.faults(D(2026, 3, 23))
    case.do("to_case", D(2026, 3, 24))
    assert Inspection2024.lines["to_case"].opens is Penalty  # type: ignore[attr-defined]  # the line is a step
    assert Inspection2024.lines["to_case"].asks is next(iter(Penalty.steps())).asks  # type: ignore[attr-defined]  # the line is a step


def test_a_day_for_correction_without_an_order_binds_nobody() -> None:
    case = entered(Inspection2024, NEW)
    case.do("findings", NEW, result=f.Found.clean, correct_by=D(2026, 3, 20))
    assert not case.dues("correction_term", D(2026, 4, 20))


def test_hainan_22_as_local_default_the_result_is_told_in_five_working_days() -> None:
    case = entered(Inspection2024, NEW)
    case.do("findings", D(2026, 3, 3))
    assert case.due("inspection_result_notify_local", D(2026, 3, 4)).on == D(2026, 3, 10)
    assert "inspection_result_notify_local" not in Inspection.lines, "no such number stood before 2025"


def test_118_and_5_published_in_twenty_working_days_whether_random_or_not() -> None:
    for cause, limit, other in (
        (f.Cause.plan, "inspection_record_publicity_general", "inspection_random_result_publicity"),
        (f.Cause.random, "inspection_random_result_publicity", "inspection_record_publicity_general"),
    ):
        case = entered(Inspection, OLD, cause, batch="2024-1")
        case.do("findings", D(2024, 6, 4))
        assert case.due(limit, D(2024, 6, 4)).on == D(2024, 7, 3), "the dragon boat day off does not count"
        assert not case.dues(other, D(2024, 6, 4))


def test_hainan_13_a_complaint_that_is_not_followed_is_answered_in_ten_working_days() -> None:
    case = filed(Inspection2024, NEW, f.Cause.complaint, reported_on=D(2026, 2, 27))
    case.do("declined", D(2026, 3, 3))
    assert case.at(D(2026, 3, 3)).outcome == "没有实施检查"
    assert case.due("inspection_refuse_notify_local", D(2026, 3, 3)).on == D(2026, 3, 12)
    case.do("declined_told", D(2026, 3, 4))
    with pytest.raises(NotAllowed, match="投诉举报"):
        filed(Inspection2024, NEW).do("declined", NEW)


def test_visits_saved_are_the_duties_served_less_the_visit_made() -> None:
    case = entered(Inspection, OLD, duties=("安全生产检查", "消防监督检查", "产品质量检查"))
    assert not figures(case, OLD), "a visit counts when its result is there"
    case.do("findings", OLD)
    assert figures(case, OLD) == {"inspections_total": 1, "inspections_of_enterprises": 1, "joint_inspections_saved": 2}
    other = entered(Inspection, OLD, place=f.Place.other, duties=("安全生产检查",))
    other.do("findings", OLD)
    assert figures(other, OLD) == {"inspections_total": 1}


def test_every_row_that_is_no_line_has_its_reason() -> None:
    assert all(len(reason) > 5 for reason in NOT_LINES.values())
