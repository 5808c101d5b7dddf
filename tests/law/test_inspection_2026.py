"""行政检查 from 2026-12-01: entry by code, minutes, digests, urgent visits scanned on leaving, scans made good, results taken down."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from law.walking import CAL, Case, NotAllowed, minute
from yifa.chapters.acts import ANNULLED
from yifa.chapters.catalogue import version
from yifa.chapters.enforcement import inspection_2026 as g
from yifa.chapters.enforcement import inspection_facts as f
from yifa.chapters.enforcement.inspection import Inspection2024
from yifa.chapters.enforcement.inspection_2026 import Inspection2026
from yifa.chapters.oversight.visit_reports import VisitComplaint, VisitReport
from yifa.kernel import limits
from yifa.kernel.declare import Procedure, Unsettled
from yifa.kernel.limit import LocalError
from yifa.kernel.replay import State, replay

D = date
DAY = D(2026, 12, 3)
SHA = "a" * 64


def filed(cause: f.Cause = f.Cause.plan, **given: object) -> Case:
    case = Case(Inspection2026)
    case.do("filing", DAY, cause=cause, **given)
    return case


def entered(**given: object) -> Case:
    case = filed()
    case.do("approval", DAY)
    case.do("entry", DAY, **given)
    return case


def urgent(**given: object) -> Case:
    case = filed(f.Cause.emergency)
    case.do("at_once", minute(DAY, 9))
    case.do("on_site", minute(DAY, 9, 40))
    case.do("made_good", DAY)
    case.do("leaving", minute(DAY, 10), about=2, **given)
    return case


def with_local(case: Case, day: date, folder: Path, text: str) -> State:
    (folder / "local.toml").write_text(text, encoding="utf-8")
    return replay(case.procedure, case.entries, day, CAL, limits.load().with_local(folder).local())


def test_a_visit_lives_under_the_version_of_the_day_on_which_it_is_filed() -> None:
    assert version("inspection", D(2026, 11, 30)) is Inspection2024
    assert version("inspection", D(2026, 12, 1)) is Inspection2026


def test_54_the_plan_names_two_officers_by_certificate() -> None:
    with pytest.raises(ValidationError, match="两名"):
        g.Approval2026(certificates=("青市监-001", "青市监-001"))
    assert g.Approval2026(certificates=("青市监-001", "青市监-002")).plan, "a plan is proposed"


def test_recordings_and_codes_are_named_by_digest_and_by_nothing_else() -> None:
    assert g.OnSite2026(record="甲", digests=(SHA, "0" * 64)).digests == (SHA, "0" * 64)
    for wrong in (SHA[:-1], SHA.upper(), "录像1号"):
        with pytest.raises(ValidationError, match="摘要值"):
            g.OnSite2026(record="甲", digests=(wrong,))
        with pytest.raises(ValidationError, match="摘要值"):
            g.Scan2026(cards_shown=True, admission=f.Admission.code, code_digest=wrong)


def test_each_step_of_the_visit_has_its_minute_and_the_minutes_order_it() -> None:
    assert {s.key for s in Inspection2026.minutes} >= {"entry", "introduced", "checked", "on_site", "findings", "told"}
    assert all(Inspection2026.lines[s.key] is s for s in Inspection2026.minutes), "each is the line of this version"
    assert not Procedure.minutes and not Inspection2024.minutes
    case = filed()
    case.do("approval", DAY)
    case.do("entry", minute(DAY, 9, 2))
    case.do("checked", minute(DAY, 9, 48), item="计量器具检查")
    case.do("checked", minute(DAY, 9, 31), item="食品标签检查")
    assert [e.facts.item for e in case.at(DAY).entries if e.step == "checked"] == ["食品标签检查", "计量器具检查"]  # type: ignore[attr-defined]  # ItemChecked


def test_54_an_urgent_visit_is_scanned_before_the_officers_leave_and_before_its_result() -> None:
    with pytest.raises(NotAllowed, match="紧急"):
        filed().do("at_once", DAY)
    case = filed(f.Cause.emergency)
    case.do("at_once", DAY)
    case.do("on_site", DAY)
    case.do("made_good", DAY)
    with pytest.raises(NotAllowed, match="离开前扫码"):
        case.do("findings", DAY)
    case.do("leaving", DAY)
    case.do("findings", DAY)
    assert "scan_made_good" not in case.open(DAY), "it was scanned"
    assert "leaving" not in entered().open(DAY), "a planned visit is scanned at the door"


@pytest.mark.parametrize("case", [entered(no_network="地下室没有信号"), urgent(no_network="山区没有网络")], ids=["door", "leaving"])
def test_a_scan_that_failed_is_made_good_and_the_days_are_the_countys(case: Case, tmp_path: Path) -> None:
    assert "scan_made_good" in case.open(DAY)
    assert not case.dues("scan_made_good_term", D(2027, 3, 1)), "no national number: nothing is counted"
    own = '[limits.scan_made_good_term]\namount = 10\nunit = "day"\nbasis = "县办法第八条"\nsince = {}\n'
    state = with_local(case, DAY, tmp_path, own.format("2026-12-01"))
    assert [d.on for d in state.dues() if d.limit.key == "scan_made_good_term"] == [D(2026, 12, 13)]
    later = with_local(case, DAY, tmp_path, own.format("2026-12-04"))
    assert not [d for d in later.dues() if d.limit.key == "scan_made_good_term"], "a term keeps the rule under which it began"
    case.do("scan_made_good", D(2026, 12, 8), code_digest=SHA)
    assert "scan_made_good" not in case.open(D(2026, 12, 8))


def test_a_scan_that_worked_is_not_made_good() -> None:
    with pytest.raises(NotAllowed, match="没有扫码"):
        entered(code_digest=SHA).do("scan_made_good", DAY)


def test_the_days_for_approval_after_an_urgent_visit_may_be_set_too(tmp_path: Path) -> None:
    case = filed(f.Cause.emergency)
    case.do("at_once", DAY)
    own = '[limits.made_good_term]\namount = 2\nbasis = "县办法第九条"\n'
    assert [d.on for d in with_local(case, DAY, tmp_path, own).dues() if d.limit.key == "made_good_term"] == [D(2026, 12, 7)]


def test_every_row_without_a_number_is_a_line_that_the_law_leaves_open() -> None:
    for id, row in limits.load().unsettled.items():
        line = next(p.lines[id] for p in (Inspection2026, VisitReport, VisitComplaint) if id in p.lines)
        assert isinstance(line.amount, Unsettled), id  # type: ignore[attr-defined]  # a limit
        assert row.law == line.cite.law.title and id not in limits.load()  # type: ignore[attr-defined]  # a limit


def test_a_misspelt_local_row_is_told_with_what_was_meant(tmp_path: Path) -> None:
    (tmp_path / "local.toml").write_text('[limits.scan_made_good_trem]\namount = 10\nbasis = "甲"\n', encoding="utf-8")
    with pytest.raises(LocalError, match="scan_made_good_term"):
        limits.load().with_local(tmp_path)


def test_118_a_result_that_was_annulled_is_taken_off_the_portal() -> None:
    assert Inspection2026.lines["annulled"].hears is ANNULLED  # type: ignore[attr-defined]  # the line is a step
    case = entered()
    case.do("on_site", DAY)
    case.do("findings", DAY, result=f.Found.ordered, correct_by=D(2026, 12, 20))
    case.do("publish", D(2026, 12, 4))
    case.do("annulled", D(2027, 1, 8))
    assert "taken_down" in case.open(D(2027, 1, 8))
    case.do("taken_down", D(2027, 1, 9))
    assert Inspection2026.lines["taken_down"].withdraws  # type: ignore[attr-defined]  # the line is a step
    quiet = entered()
    quiet.do("on_site", DAY)
    quiet.do("findings", DAY)
    quiet.do("annulled", D(2027, 1, 8))
    assert "taken_down" not in quiet.open(D(2027, 1, 8)), "nothing was published"
