"""The year's joint plan on the desk: filed, merged, changed by hand, approved, published, and what a firm may know of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from store import joint_county as jc
from store.joint_county import F1, F2, F3, HEAD, MARKET, NOW, PUBLISHER, SAFETY, SUPERVISOR, YEAR, actor
from yifa.actions.joint import adjust_joint_plan as adjusting
from yifa.actions.joint import gate as joint_gate
from yifa.actions.joint import plan_joint_year as planning
from yifa.actions.joint import queue
from yifa.actions.joint.adjust_joint_plan import Wish, adjust_joint_plan
from yifa.actions.joint.decide_filing import decide_filing
from yifa.actions.joint.file_duties import file_duties
from yifa.actions.joint.files import ANNOUNCED, PLANS, home, kept
from yifa.actions.joint.gate import workdays
from yifa.actions.joint.open_joint_year import open_joint_year
from yifa.actions.joint.plan_joint_year import plan_joint_year
from yifa.actions.joint.plans import Year, announced, filings, seen_by, year_of
from yifa.actions.joint.publish_joint_plan import approve_joint_plan, publish_joint_plan, withdraw_joint_plan
from yifa.actions.open_matter import open_matter
from yifa.actions.refused import Refused, Stale
from yifa.actions.take_step import take_step
from yifa.chapters.enforcement.joint_plan import Change
from yifa.joint.model import Visit
from yifa.joint.verify import verify
from yifa.registry.models import Seat, User
from yifa.store.models import Entry, Matter
from yifa.store.read import NoSuchMatter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    from yifa.actions import county as place

    settings.DATA_DIR = tmp_path
    place.county.cache_clear()
    yield tmp_path
    place.county.cache_clear()


def year(matter: str) -> Year:
    return year_of(Matter.objects.get(pk=matter))


def visits(matter: str) -> list[Visit]:
    return kept(PLANS, year(matter).certificate).visits


def of(matter: str, subject: str, duty: str = "") -> Visit:
    """The visit of a firm with this duty, or its first of several duties."""
    found = [v for v in visits(matter) if v.subject == subject]
    return next(v for v in found if duty in v.duties or (not duty and len(v.duties) > 1))


def test_two_departments_file_and_their_duties_become_the_fewest_visits_with_a_certificate_that_holds() -> None:
    matter = jc.planned()
    plan = year(matter).planned
    assert plan is not None
    assert (plan.duties, plan.placed, plan.visits, plan.bound, plan.gap_bp) == (6, 5, 3, 3, 0)
    assert plan.organs == 5, "each by itself: three visits of one department and two of the other"
    assert verify(home() / PLANS / plan.certificate, workdays).ok
    assert set(of(matter, F1).duties) == {"shichang/1", "yingji/1"}
    left = kept(PLANS, plan.certificate).left
    assert left[0][0] == "shichang/4" and "超过每次入企人数上限" in left[0][1]


def test_only_what_a_head_approved_is_merged_and_what_was_recalled_is_not() -> None:
    jc.settle()
    matter = open_joint_year(SUPERVISOR, jc.RULES, now=NOW).matter
    market = jc.filed("shichang", MARKET, approve=False)
    with pytest.raises(Refused, match="没有已经批准的部门计划"):
        plan_joint_year(SUPERVISOR, matter, now=NOW)
    jc.filed("yingji", SAFETY)
    plan_joint_year(SUPERVISOR, matter, now=NOW)
    assert {d for v in visits(matter) for d in v.duties} == {"yingji/1", "yingji/2"}
    decide_filing(actor("shichang", "head"), market, "approved", now=NOW)
    decide_filing(actor("shichang", "head"), market, "recalled", "报错了年度", now=NOW)
    assert [f.counts for f in filings(matter)] == [False, True]


def test_nothing_is_planned_into_the_past_and_a_firm_is_spared_the_days_that_it_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    jc.settle()
    matter = open_joint_year(SUPERVISOR, jc.RULES, now=NOW).matter
    jc.filed("yingji", SAFETY)
    asked = [(F1, date(2026, 6, 1), date(2026, 6, 29))]
    monkeypatch.setattr(planning, "spared", lambda year: asked if year == YEAR else [])
    plan_joint_year(SUPERVISOR, matter, now=NOW.replace(month=6))
    assert {v.subject: v.on for v in visits(matter)}[F1] == date(2026, 6, 30)
    assert min(v.on for v in visits(matter)) >= date(2026, 6, 12)
    plan = year(matter).planned
    assert plan is not None and plan.spared == 29
    with pytest.raises(Refused, match="共2项的时限已经过去"):
        plan_joint_year(SUPERVISOR, matter, now=NOW.replace(month=7))
    v = next(v for v in visits(matter) if v.subject == F1)
    with pytest.raises(Refused, match="请求避开这一天"):
        adjust_joint_plan(SUPERVISOR, matter, Wish(Change.moved, v.id, on=date(2026, 6, 16)), "试", now=NOW.replace(month=6))
    with pytest.raises(Refused, match="排在2026-06-30，已经过去"):
        adjust_joint_plan(SUPERVISOR, matter, Wish(Change.moved, v.id, on=date(2026, 7, 16)), "试", now=NOW.replace(month=7))


def test_a_visit_is_moved_given_other_people_taken_apart_and_put_together_again_each_with_its_own_certificate() -> None:
    matter = jc.planned()
    v = of(matter, F1)
    adjust_joint_plan(SUPERVISOR, matter, Wish(Change.moved, v.id, on=date(2026, 5, 20)), "企业停产检修", now=NOW)
    assert of(matter, F1).on == date(2026, 5, 20)
    people = ("青市监3", "青市监4", "青应急3", "青应急4")
    adjust_joint_plan(SUPERVISOR, matter, Wish(Change.crewed, v.id, officers=people), "轮换", now=NOW)
    assert of(matter, F1).officers == people
    part = Wish(Change.parted, v.id, on=date(2026, 6, 16), duties=("yingji/1",))
    adjust_joint_plan(SUPERVISOR, matter, part, "另一处厂房", now=NOW)
    after = year(matter).versions[-1][1]
    assert (after.visits, after.bound, after.gap_bp) == (4, 3, 3334), "the certificate tells what the change costs"
    new = of(matter, F1, "yingji/1")
    assert new.on == date(2026, 6, 16) and new.officers == ("青应急3", "青应急4")
    assert of(matter, F1, "shichang/1").officers == ("青市监3", "青市监4"), "nobody comes without need"
    adjust_joint_plan(SUPERVISOR, matter, Wish(Change.merged, v.id, other=new.id), "合回去", now=NOW)
    last = year(matter).versions[-1][1]
    assert (last.visits, last.gap_bp) == (3, 0)
    assert Entry.objects.filter(matter=matter, step="adjusted").count() == 4
    for _, version in year(matter).versions:
        assert verify(home() / PLANS / version.certificate, workdays).ok


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (lambda v, w: Wish(Change.moved, v.id, on=date(2026, 5, 23)), "不是本年度的工作日"),
        (lambda v, w: Wish(Change.moved, v.id, on=date(2026, 7, 1)), "时限是"),
        (lambda v, w: Wish(Change.crewed, v.id, officers=("青市监1", "青应急1", "青应急2")), "要2人，只有1人"),
        (lambda v, w: Wish(Change.crewed, v.id, officers=("青市监1", "青市监2", "青市监3", "青应急1", "青应急2")), "不需要"),
        (lambda v, w: Wish(Change.merged, v.id, other=w.id), "不可合并"),
        (lambda v, w: Wish(Change.merged, v.id, other="V99999"), "没有编号为V99999的入企"),
        (lambda v, w: Wish(Change.parted, v.id, on=date(2026, 5, 20), duties=v.duties), "不能全选"),
        (lambda v, w: Wish(Change.moved, v.id), "没有写日期"),
        (lambda v, w: Wish(Change.moved, v.id, on=date(2026, 1, 5)), "2026-01-05已经过去"),
        (lambda v, w: Wish(Change.crewed, v.id), "没有选人员"),
        (lambda v, w: Wish(Change.moved, v.id, on=v.on), "没有改动"),
    ],
)
def test_a_change_that_breaks_a_constraint_is_refused_in_words_and_leaves_the_plan_as_it_was(
    wish: Callable[[Visit, Visit], Wish], words: str
) -> None:
    matter = jc.planned()
    before = year(matter)
    with pytest.raises(Refused, match=words):
        adjust_joint_plan(SUPERVISOR, matter, wish(of(matter, F1), of(matter, F1, "shichang/3")), "试", now=NOW)
    assert year(matter).certificate == before.certificate and year(matter).matter.seq == before.matter.seq
    assert not list(home().glob(".draft-*"))


def test_a_change_needs_a_reason_and_is_not_made_on_a_plan_that_somebody_else_changed_meanwhile() -> None:
    matter = jc.planned()
    v, seq = of(matter, F1), year(matter).matter.seq
    wish = Wish(Change.moved, v.id, on=date(2026, 5, 20))
    with pytest.raises(Refused, match="理由"):
        adjust_joint_plan(SUPERVISOR, matter, wish, " ", now=NOW)
    adjust_joint_plan(SUPERVISOR, matter, wish, "企业请求", now=NOW)
    with pytest.raises(Stale):
        adjust_joint_plan(SUPERVISOR, matter, Wish(Change.moved, v.id, on=date(2026, 5, 21)), "x", seen=seq, now=NOW)


def test_a_firm_is_told_of_published_visits_only_and_never_of_one_that_may_not_be_merged() -> None:
    matter = jc.planned()
    assert announced(F1, YEAR) == [], "nothing before it is published"
    approve_joint_plan(HEAD, matter, now=NOW)
    assert announced(F1, YEAR) == []
    publish_joint_plan(PUBLISHER, matter, now=NOW)
    told = announced(F1, YEAR)
    assert [(a.organs, a.items) for a in told] == [(("shichang", "yingji"), ("安全", "食品"))]
    assert announced(F2, YEAR) and announced(F3, YEAR) == [] and announced(F1, YEAR + 1) == []
    withdraw_joint_plan(PUBLISHER, matter, "有误", now=NOW)
    assert announced(F1, YEAR) == []
    publish_joint_plan(PUBLISHER, matter, "改正后", now=NOW)
    assert announced(F1, YEAR) == told


def test_what_is_published_is_a_plan_of_its_own_that_holds_and_says_nothing_of_secret_duties() -> None:
    matter = jc.published()
    public = year(matter).published
    assert public is not None and (public.visits, public.organs) == (2, 4)
    folder = home() / ANNOUNCED / public.certificate
    assert verify(folder, workdays).ok
    for file in folder.rglob("*"):
        if file.is_file():
            assert "shichang/3" not in file.read_text(encoding="utf-8"), file.name
    assert kept(ANNOUNCED, public.certificate).certificate["counts"]["duties"] == 5


def test_a_plan_changed_after_its_approval_is_approved_anew_before_it_is_published() -> None:
    matter = jc.planned()
    approve_joint_plan(HEAD, matter, now=NOW)
    with pytest.raises(Refused, match="须已调整计划"):
        approve_joint_plan(HEAD, matter, now=NOW)
    adjust_joint_plan(SUPERVISOR, matter, Wish(Change.moved, of(matter, F1).id, on=date(2026, 5, 20)), "企业请求", now=NOW)
    with pytest.raises(Refused, match="还没有批准"):
        publish_joint_plan(PUBLISHER, matter, now=NOW)
    approve_joint_plan(HEAD, matter, now=NOW)
    publish_joint_plan(PUBLISHER, matter, now=NOW)
    assert announced(F1, YEAR)[0].on == date(2026, 5, 20)
    with pytest.raises(Refused, match="已经"):
        plan_joint_year(SUPERVISOR, matter, now=NOW)


# -- rights


def test_only_the_coordinating_organ_opens_a_year_and_only_once() -> None:
    jc.settle()
    with pytest.raises(Refused, match="由司法局或者县政府统筹"):
        open_joint_year(actor("shichang", "supervisor"), jc.RULES, now=NOW)
    with pytest.raises(Refused, match="由执法监督人员办理|您不担任"):
        open_joint_year(actor("sifa", "officer"), jc.RULES, now=NOW)
    open_joint_year(SUPERVISOR, jc.RULES, now=NOW)
    with pytest.raises(Refused, match="已经有计划"):
        open_joint_year(SUPERVISOR, jc.RULES, now=NOW)


def test_the_wrong_organ_and_the_wrong_seat_do_nothing_and_see_nothing() -> None:
    matter = jc.planned()
    stranger, wish = actor("zirao", "supervisor", "head", "registrar", "officer"), Wish(Change.moved, "V00001", on=date(2026, 5, 20))
    for attempt in (
        lambda who: plan_joint_year(who, matter, now=NOW),
        lambda who: adjust_joint_plan(who, matter, wish, "x", now=NOW),
        lambda who: approve_joint_plan(who, matter, now=NOW),
    ):
        with pytest.raises(NoSuchMatter):
            attempt(stranger)
        with pytest.raises(NoSuchMatter):
            attempt(actor("shichang", "supervisor", "head"))
        with pytest.raises(Refused, match="您不担任"):
            attempt(PUBLISHER)
    market = filings(matter)[0].matter.id
    with pytest.raises(NoSuchMatter):
        decide_filing(actor("yingji", "head"), market, "approved", now=NOW)
    with pytest.raises(NoSuchMatter):
        seen_by(actor("zirao", "head"), matter)
    assert seen_by(actor("shichang", "officer"), matter).organ == "shichang", "a department sees where it takes part"
    assert seen_by(SUPERVISOR, matter).organ == ""


def test_the_general_actions_do_not_record_a_plan_that_nobody_made() -> None:
    matter = jc.planned()
    with pytest.raises(Refused, match="联合检查"):
        take_step(HEAD, matter, "approved", {"certificate": "0" * 64}, now=NOW)
    with pytest.raises(Refused, match="联合检查"):
        open_matter(SUPERVISOR, "joint_plan", "x", jc.RULES, now=NOW)


# -- bad input and crashes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "空"),
        ("duty,subject\n1,x\n", "第1行：缺少或者重复的列"),
        (MARKET.replace("2026-03-02,2026-05-29,60,1,2\n2", "2026-13-02,2026-05-29,60,1,2\n2"), "第2行 earliest 列：“2026-13-02”不是日期"),
        (MARKET.replace("60,0,2", "60,2,2"), "第4行 mergeable 列"),
        (MARKET.replace(f"3,{F1}", f"1,{F1}"), "第4行 duty 列：编号“1”与第2行重复"),
        (MARKET.replace("食品,shichang,2026-09", "食品,yingji,2026-09"), "第5行 organ 列：“yingji”不是本单位"),
        (MARKET.replace(F3, "91110108MA01XXXXXX"), "第5行 subject 列.*不在监管对象名册"),
        (MARKET.replace("2026-09-01,2026-09-30", "2027-09-01,2027-09-30"), "第5行 earliest、latest 列.*不在2026年"),
        (MARKET.replace("城关镇,食品", "城关镇，食品"), "第2行"),
        (MARKET.replace("2026-09-01,2026-09-30", "2025-09-01,2026-01-09"), "第5行 latest 列：2026-01-09已经过去"),
    ],
)
def test_a_spoiled_file_is_told_by_row_and_column_and_nothing_of_it_is_taken(text: str, words: str) -> None:
    jc.settle()
    open_joint_year(SUPERVISOR, jc.RULES, now=NOW)
    with pytest.raises(Refused, match=words):
        file_duties(actor("shichang", "officer"), YEAR, "计划.csv", text.encode(), now=NOW)
    assert not Matter.objects.filter(procedure="department_plan").exists()
    assert not (home() / "filed").exists()


def test_a_sheet_of_a_spreadsheet_program_says_the_same_as_the_text_file() -> None:
    jc.settle()
    open_joint_year(SUPERVISOR, jc.RULES, now=NOW)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for n, row in enumerate(csv.reader(io.StringIO(MARKET))):
        cells: list[Any] = list(row)
        if n:
            cells[5:7] = [date.fromisoformat(x) for x in cells[5:7]]
            cells[7:] = [int(x) for x in cells[7:]]
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    a = file_duties(actor("shichang", "officer"), YEAR, "计划.xlsx", out.getvalue(), now=NOW).matter
    decide_filing(actor("shichang", "head"), a, "recalled", "再报一次", now=NOW)
    b = file_duties(actor("shichang", "officer"), YEAR, "计划.csv", MARKET.encode(), now=NOW).matter
    one, two = (f.duties for f in filings(Matter.objects.get(pk=a).parent))
    assert a != b and one.sha256 == two.sha256 and (one.rows, one.alone, one.minutes) == (4, 1, 240)


def test_a_duty_is_not_filed_twice() -> None:
    jc.settle()
    open_joint_year(SUPERVISOR, jc.RULES, now=NOW)
    jc.filed("shichang", MARKET)
    with pytest.raises(Refused, match="检查1、2、3等共4项已经在"):
        jc.filed("shichang", MARKET)


def test_a_crash_between_files_and_entry_leaves_the_plan_as_it_was_and_doing_it_again_works(monkeypatch: pytest.MonkeyPatch) -> None:
    jc.settle()
    matter = open_joint_year(SUPERVISOR, jc.RULES, now=NOW).matter
    jc.filed("shichang", MARKET)
    jc.filed("yingji", SAFETY)

    def dies(*_: Any, **__: Any) -> None:
        raise OSError("power is gone")

    with monkeypatch.context() as m:
        m.setattr(planning, "take_step", dies)
        with pytest.raises(OSError, match="power"):
            plan_joint_year(SUPERVISOR, matter, now=NOW)
    assert len(list((home() / PLANS).iterdir())) == 1 and year(matter).certificate == ""
    plan_joint_year(SUPERVISOR, matter, now=NOW)
    assert [p.name for p in (home() / PLANS).iterdir()] == [year(matter).certificate], "the file that was there is the one"
    with monkeypatch.context() as m:
        m.setattr(adjusting, "take_step", dies)
        with pytest.raises(OSError, match="power"):
            adjust_joint_plan(SUPERVISOR, matter, Wish(Change.moved, of(matter, F1).id, on=date(2026, 5, 20)), "x", now=NOW)
    assert of(matter, F1).on != date(2026, 5, 20)


def test_a_crash_while_files_are_written_leaves_no_folder_under_a_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    jc.settle()
    matter = open_joint_year(SUPERVISOR, jc.RULES, now=NOW).matter
    jc.filed("shichang", MARKET)

    def dies(*_: Any) -> None:
        raise OSError("disk is full")

    monkeypatch.setattr(joint_gate, "keep_folder", dies)
    with pytest.raises(OSError, match="disk"):
        plan_joint_year(SUPERVISOR, matter, now=NOW)
    assert not list(home().glob("[.p]*")) and year(matter).matter.seq == 1


def test_a_file_that_was_changed_in_the_folder_is_found_by_its_digest() -> None:
    jc.settle()
    matter = open_joint_year(SUPERVISOR, jc.RULES, now=NOW).matter
    jc.filed("shichang", MARKET)
    file = next((home() / "filed").iterdir())
    file.write_text(file.read_text(encoding="utf-8").replace("60", "61"), encoding="utf-8")
    with pytest.raises(Refused, match="与账本记载的摘要不符"):
        plan_joint_year(SUPERVISOR, matter, now=NOW)


# -- plans that are made by the clock


def test_a_large_plan_is_made_by_the_clock_with_the_rights_of_who_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    jc.settle()
    matter = open_joint_year(SUPERVISOR, jc.RULES, now=NOW).matter
    jc.filed("shichang", MARKET)
    monkeypatch.setattr(queue, "AT_ONCE", 3)
    assert queue.large(matter)
    user = User.objects.create(username=SUPERVISOR.key, name="某人", organ="sifa")
    seat = Seat.objects.create(user=user, role="supervisor", since=jc.SINCE)
    asked = queue.request_plan(SUPERVISOR, matter, seen=1, now=NOW)
    assert queue.request_plan(SUPERVISOR, matter, seen=1, now=NOW) == asked, "one at a time"
    assert queue.make_requested(NOW) == 1 and queue.make_requested(NOW) == 0
    done = queue.requested(matter)
    assert done is not None and done.state == queue.DONE and year(matter).planned is not None
    seat.delete()
    queue.request_plan(SUPERVISOR, matter, seen=2, now=NOW)
    assert queue.make_requested(NOW) == 1
    failed = queue.requested(matter)
    assert failed is not None and failed.state == queue.FAILED and year(matter).matter.seq == 2
    with pytest.raises(NoSuchMatter):
        queue.request_plan(actor("shichang", "supervisor"), matter, seen=2, now=NOW)


def test_a_plan_that_was_interrupted_may_be_asked_for_again_after_a_while() -> None:
    jc.settle()
    matter = open_joint_year(SUPERVISOR, jc.RULES, now=NOW).matter
    asked = queue.request_plan(SUPERVISOR, matter, seen=1, now=NOW)
    running = replace(asked, state=queue.RUNNING)
    assert running.pending(NOW + timedelta(minutes=5)) and not running.pending(NOW + timedelta(hours=1))
