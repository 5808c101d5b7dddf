"""行政执法监督: local rules until 2026-01-31, 行政执法监督条例 from 2026-02-01."""

from __future__ import annotations

from datetime import date

import pytest

from law.walking import Case, NotAllowed
from yifa.chapters.catalogue import book, version
from yifa.chapters.oversight import supervision_facts as f
from yifa.chapters.oversight.supervision import NOT_LINES, Supervision, Supervision2026

D = date
OLD, NEW = D(2024, 6, 3), D(2026, 3, 2)
BOTH = pytest.mark.parametrize(("procedure", "day"), [(Supervision, OLD), (Supervision2026, NEW)])


def checked(procedure: type[Supervision], day: date, problems: int = 2) -> tuple[Case, list[int]]:
    """A check with problems, fed back by a notice served the same day."""
    case = Case(procedure)
    case.do("plan", day)
    case.do("check", day)
    ids = [case.do("problem", day) for _ in range(problems)]
    if problems:
        case.do("feedback", day, instrument=f.Instrument.notice, served=day)
    return case, ids


def figures(case: Case, day: date) -> dict[str, int]:
    out: dict[str, int] = {}
    for t in book().tallies(case.at(day)):
        out[t.figure] = out.get(t.figure, 0) + t.value
    return out


def test_a_check_of_2024_lives_under_local_rules_and_one_of_february_2026_under_the_regulation() -> None:
    assert version("supervision", D(2022, 1, 4)) is Supervision
    assert version("supervision", D(2026, 1, 31)) is Supervision
    assert version("supervision", D(2026, 2, 1)) is Supervision2026


@BOTH
def test_each_problem_is_put_right_and_reported_in_thirty_days_from_the_notice(
    procedure: type[Supervision], day: date
) -> None:
    case, (first, second) = checked(procedure, day)
    end = D.fromordinal(day.toordinal() + 30)
    assert [d.on for d in case.dues("supervision_rectify_local", day)] == [end, end]
    case.do("fix", end, about=first)
    after = D.fromordinal(end.toordinal() + 1)
    assert ("overdue", "supervision_rectify_local") in case.faults(after)
    case.do("fix", after, about=second)
    assert {d.start.id for d in case.dues("supervision_rectify_local", after) if d.late} == {second}


@BOTH
def test_a_matter_is_closed_only_when_each_problem_was_looked_back_at(procedure: type[Supervision], day: date) -> None:
    case, (first, second) = checked(procedure, day)
    a = case.do("fix", day, about=first)
    b = case.do("fix", day, about=second)
    case.do("look_back", day, about=a)
    with pytest.raises(NotAllowed, match="回头看"):
        case.do("closing", day)
    case.do("look_back", day, about=b)
    case.do("closing", day)
    assert case.at(day).outcome == "整改到位，结案"
    counted = figures(case, day)
    assert counted["supervision_problems_found"] == counted["supervision_problems_fixed"] == 2
    assert counted["supervised_units"] == counted["supervision_notices"] == 1


@BOTH
def test_what_was_not_put_right_is_ordered_again_and_looked_at_again(procedure: type[Supervision], day: date) -> None:
    case, (only,) = checked(procedure, day, 1)
    case.do("fix", day, about=only)
    case.do("not_fixed", day)
    assert "supervision_problems_fixed" not in figures(case, day)
    with pytest.raises(NotAllowed, match="责令继续整改"):
        case.do("closing", day)
    until = D.fromordinal(day.toordinal() + 10)
    case.do("again", day, until=until)
    assert case.due("again_term", day).on == until
    case.do("fixed_again", day)
    case.do("looked_again", day)
    assert figures(case, day)["supervision_problems_fixed"] == 1
    case.do("closing", day)


@BOTH
def test_no_problem_no_feedback(procedure: type[Supervision], day: date) -> None:
    case, _ = checked(procedure, day, 0)
    assert "feedback" not in case.open(day)
    case.do("closing", day, outcome=f.Closed.clean)
    assert case.at(day).closed


@BOTH
def test_sichuan_34_fifteen_days_to_object_and_fifteen_to_answer(procedure: type[Supervision], day: date) -> None:
    case, (only,) = checked(procedure, day, 1)
    end = D.fromordinal(day.toordinal() + 15)
    assert case.due("supervision_objection_local", day).on == end
    assert "objection" in case.open(end)
    case.do("objection", day)
    assert case.due("supervision_objection_decision_local", day).on == end
    case.do("answered", day, upheld=True)
    case.do("dropped", day, about=only)
    case.do("closing", day, outcome=f.Closed.clean)


@BOTH
def test_sichuan_32_five_days_to_tell_and_ten_to_explain(procedure: type[Supervision], day: date) -> None:
    case = Case(procedure)
    case.do("plan", day)
    assert case.due("supervision_case_notice_local", day).on == D.fromordinal(day.toordinal() + 5)
    case.do("explain", day, served=day)
    assert case.due("supervision_explain_local", day).on == D.fromordinal(day.toordinal() + 10)


@BOTH
def test_the_government_s_decision_is_reported_on_in_thirty_days(procedure: type[Supervision], day: date) -> None:
    case, (only,) = checked(procedure, day, 1)
    case.do("fix", day, about=only)
    case.do("not_fixed", day)
    case.do("again", day)
    case.do("fixed_again", day)
    case.do("refused", day)
    case.do("decide", day, served=day)
    assert case.due("supervision_decision_report_local", day).on == D.fromordinal(day.toordinal() + 30)
    with pytest.raises(NotAllowed, match="决定执行情况"):
        case.do("closing", day)
    case.do("decision_done", day)
    case.do("closing", day, outcome=f.Closed.decided)


def test_regulation_26_27_papers_that_came_in_2026_and_set_their_own_day() -> None:
    for key in ("urge", "opinion"):
        assert key not in Supervision.lines
        case, _ = checked(Supervision2026, NEW, 0)
        case.do(key, NEW, until=D(2026, 3, 16), served=NEW)
        assert case.due(f"{key}_until", NEW).on == D(2026, 3, 16)
        assert "closing" not in case.open(NEW), "the unit has not reported yet"
        case.do({"urge": "urged", "opinion": "opinion_done"}[key], D(2026, 3, 17))
        assert ("late", f"{key}_until") in case.faults(D(2026, 3, 17))
        assert "closing" in case.open(D(2026, 3, 17))


def test_regulation_21_a_special_check_has_its_plan_approved_first() -> None:
    case = Case(Supervision2026)
    case.do("plan", NEW, way=f.Way.special)
    with pytest.raises(NotAllowed, match="专项监督方案"):
        case.do("check", NEW)
    case.do("special_approved", NEW)
    case.do("check", NEW)


def test_regulation_33_what_is_before_the_court_is_not_supervised_twice() -> None:
    case = Case(Supervision2026)
    case.do("plan", NEW)
    case.do("in_court", NEW)
    assert case.at(NEW).outcome == "不重复监督，终止"
    assert not case.open(NEW)


def test_a_reminder_is_counted_as_a_reminder() -> None:
    case = Case(Supervision)
    case.do("plan", OLD)
    case.do("check", OLD)
    case.do("problem", OLD)
    case.do("feedback", OLD, instrument=f.Instrument.reminder, served=OLD)
    counted = figures(case, OLD)
    assert counted["supervision_reminders"] == 1 and "supervision_notices" not in counted


def test_names_of_officers_stand_only_in_the_personal_part() -> None:
    assert f.Advice.personal == {"person"}


def test_every_row_that_is_no_line_has_its_reason() -> None:
    assert all(len(reason) > 5 for reason in NOT_LINES.values())
