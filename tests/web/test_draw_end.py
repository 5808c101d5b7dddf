"""抽查任务完成: nothing forced its recording. From 2026-12-01 the last day of the draw's own plan does, red by itself; nothing is deemed."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

import drawing as d
from web.test_draws import on
from web.test_joint_draws import DAY, visited
from web.town import signed_in, text, town
from yifa.actions.draws.open_draw import finish_draw, open_draw
from yifa.actions.draws.void_draw import void_draw
from yifa.chapters.enforcement.draw import Draw, Draw2026
from yifa.store.models import Due

pytestmark = pytest.mark.usefixtures("town")
__all__ = ["town"]
MISSING = "过了检查的最后一天，还没有记载抽查任务完成"


@pytest.fixture(autouse=True)
def registers(town: None) -> None:
    d.registers()


def portal(matter: str) -> str:
    return text(Client().get("/draws/")) + text(Client().get(f"/draws/{matter}/"))


def desk(matter: str) -> str:
    return text(signed_in("shichang.registrar").get(f"/desk/draws/{matter}/"))


def test_past_the_last_day_of_its_plan_a_draw_is_red_by_itself_until_the_end_of_its_tasks_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = d.in_december()
    on("2026-12-25", monkeypatch)
    assert MISSING not in portal(matter) and "逾期" not in desk(matter), "the last day itself is in time"
    on("2026-12-26", monkeypatch)
    assert MISSING in portal(matter) and "逾期1天" in portal(matter) and "逾期1天" in desk(matter)
    finish_draw(d.who("officer"), matter, now=d.at("2026-12-28"))
    on("2026-12-28", monkeypatch)
    assert MISSING not in portal(matter) and "任务完成" in portal(matter)
    assert Due.objects.get(matter=matter, limit=Draw2026.finished_term.key).late, "late, and done"
    results = Due.objects.get(matter=matter, limit=Draw.inspection_random_result_publicity.key)
    assert results.since == date(2026, 12, 28), "the twenty working days run from the recorded end"


def test_before_the_end_is_recorded_no_term_of_the_results_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = d.in_december()
    open_draw(d.who("registrar"), matter, now=d.at("2027-01-08"))
    on("2027-03-01", monkeypatch)
    assert not Due.objects.filter(matter=matter, limit=Draw.inspection_random_result_publicity.key).exists()
    assert MISSING in portal(matter), "opened, and still nobody said that the visits are over"


def test_an_overdue_opening_is_told_before_an_end_that_was_not_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = d.in_december()
    on("2027-01-11", monkeypatch)
    assert "公开密值和全部记录" in portal(matter) and MISSING not in portal(matter)


def test_a_draw_without_selection_or_declared_void_waits_for_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = d.planned("2026-12-01", first_visit="2026-12-07", last_visit="2026-12-25")
    gone = d.in_december()
    void_draw(d.who("head"), gone, "另行安排", now=d.at("2026-12-20"))
    on("2026-12-30", monkeypatch)
    assert MISSING not in portal(bare) and MISSING not in portal(gone)


def test_draws_planned_before_stay_under_their_version() -> None:
    matter = d.selected()
    assert not Due.objects.filter(matter=matter, limit=Draw2026.finished_term.key).exists()
    assert (Draw.until, Draw2026.since, Draw2026.guests) == (date(2026, 11, 30), date(2026, 12, 1), "organs")


def test_the_desk_counts_the_visits_that_have_a_result_and_says_when_the_end_can_be_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = d.joint(ratios=("C=1户",))
    on(DAY.isoformat(), monkeypatch)
    [row] = d.drawn_rows(matter)
    visited(matter, row[1], "shichang", "未发现问题")
    assert "共1户，检查有了结果的0户" in desk(matter), "the other organ has not been there"
    visited(matter, row[1], "yingji", "未发现问题")
    assert "检查有了结果的1户；各户都有了结果，请抽查单位记载" in desk(matter)
    finish_draw(d.who("officer"), matter, now=d.at(DAY.isoformat()))
    assert "各户都有了结果" not in desk(matter)
