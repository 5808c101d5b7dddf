"""回避: who must stay away from a firm is a dated register of the organ, and draws, joint plans and visits keep to it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from stdnum.cn import uscc

import drawing as d
from store import joint_county as jc
from web import factory
from web.test_visits import DAY, again, coded, december, filings, form, post, visit_page
from web.town import signed_in, text, town
from yifa.actions.draws.shared import folder_of
from yifa.actions.import_sheet import Imported, import_sheet
from yifa.actions.joint.files import PLANS, kept
from yifa.actions.joint.plans import year_of
from yifa.registry.models import Former, Recusal
from yifa.registry.rosters import ROSTERS
from yifa.store.models import Entry, Matter

pytestmark = pytest.mark.usefixtures("town")
__all__ = ["december", "town"]
REASON = "近亲属持有该企业股份"


def recused(officer: str, subject: str, since: date = factory.SINCE, until: date | None = None, organ: str = "shichang") -> None:
    key = f"HB{Recusal.objects.count()}"
    Recusal.objects.create(key=key, name=REASON, officer=officer, subject=subject, organ=organ, since=since, until=until)


def sheet(*rows: str) -> Imported:
    head = "编号,执法证号,统一社会信用代码,单位代码,回避事由,生效日期,失效日期"
    return import_sheet(factory.actor("registrar"), "recusals", "回避.csv", "\n".join([head, *rows, ""]).encode(), now=factory.NOW)


def test_a_recusal_is_imported_dated_corrected_by_importing_again_and_every_change_is_an_entry() -> None:
    code = "91110108MA01A2B34" + uscc.calc_check_digit("91110108MA01A2B34")
    row = f"1,青市监-001,{code},shichang,{REASON},2026-01-01,"
    first = sheet(row, f"2,青市监-002,{factory.FIRM},shichang,持股,2026-01-01,")
    assert first.good == 1 and "统一社会信用代码" in str(first.rejected[0])
    second = sheet(row + "2026-12-31")
    found = Recusal.objects.get()
    assert (found.until, found.matter) == (date(2026, 12, 31), second.matter)
    assert Former.objects.get().matter == second.matter, "what the row said before is kept"
    assert Entry.objects.filter(matter__in=[first.matter, second.matter]).count() == 2


def test_the_reasons_are_read_by_the_officers_organ_and_by_supervision_only() -> None:
    recused("青市监-001", factory.FIRM)
    where = "/desk/rosters/recusals/"
    for user, seen in (("shichang.officer", True), ("sifa.supervisor", True), ("yingji.officer", False)):
        assert (REASON in text(signed_in(user).get(where))) is seen, user
    assert {c.field for c in ROSTERS["recusals"].columns} == {"key", "officer", "subject", "organ", "name", "since", "until"}


def test_a_recusal_is_found_by_the_officer_and_by_the_firm() -> None:
    recused("青市监-001", factory.FIRM)
    recused("青市监-002", factory.FIRMS[1][0])
    for q, seen, other in (("青市监-001", factory.FIRM, factory.FIRMS[1][0]), (factory.FIRMS[1][0], "青市监-002", "青市监-001")):
        page = text(signed_in().get("/desk/rosters/recusals/", {"q": q}))
        assert seen in page and other not in page and "执法证号或者统一社会信用代码" in page


def test_a_draw_freezes_the_recusals_that_hold_on_a_day_of_its_visits_and_sends_nobody_who_must_stay_away() -> None:
    d.registers()
    for i in range(4):  # of six certified officers: for every firm of class C two are left
        for firm in range(30, 40):
            recused(f"ZF{i}", d.firm(firm), until=date(2026, 9, 7))
    recused("ZF4", d.firm(30), until=date(2026, 9, 6))
    recused("ZF5", d.firm(30), since=date(2026, 9, 26))
    recused("ZF5", "91110108MA01A2B34X")
    matter = d.selected(recused=[("ZF5", d.firm(0))])
    lists = {r[0]: r[5] for r in folder_of(matter).rows("officers")}
    assert lists["ZF0"] == [d.firm(i) for i in range(30, 40)], "until the first day of the visits still counts"
    assert lists["ZF4"] == [], "it ended before the visits began"
    assert lists["ZF5"] == [d.firm(0)], "it begins after the visits, or is of a firm outside the draw; what was typed counts besides"
    rows = d.drawn_rows(matter)
    sent = {o for stratum, _, _, team in rows if stratum == "C" for t in team for o in t}
    assert [r for r in rows if r[0] == "C"] and sent == {"ZF4", "ZF5"}


def test_a_joint_plan_sends_nobody_who_must_stay_away_in_that_year() -> None:
    jc.settle()
    recused("青市监1", jc.F1, until=date(2026, 1, 1))
    recused("青市监2", jc.F1, since=date(2026, 12, 31))
    recused("青市监3", jc.F1, until=date(2025, 12, 31))
    matter = jc.planned()
    plan = year_of(Matter.objects.get(pk=matter)).planned
    assert plan
    made = kept(PLANS, plan.certificate)
    assert {o.id: o.recuse for o in made.problem.officers if o.recuse} == {"青市监1": frozenset({jc.F1}), "青市监2": frozenset({jc.F1})}
    went = {o for v in made.visits if v.subject == jc.F1 for o in v.officers}
    assert went and not went & {"青市监1", "青市监2"}


def test_filing_a_visit_warns_of_those_who_must_stay_away_and_the_same_button_then_files() -> None:
    recused("青市监-001", factory.FIRM, until=date(2026, 12, 31))
    data = form()
    warned = post(data)
    assert warned.status_code == 422 and "执法员甲（青市监-001）" in text(warned) and REASON in text(warned) and not filings()
    assert post(again(warned, data)).status_code == 302 and len(filings()) == 1


@pytest.mark.parametrize("change", [{"until": date(2026, 10, 19)}, {"since": date(2026, 10, 21)}], ids=["over", "not yet"])
def test_a_recusal_outside_its_days_or_of_another_firm_or_organ_warns_of_nothing(change: dict[str, date]) -> None:
    recused("青市监-001", factory.FIRM, **change)
    recused("青市监-002", factory.FIRMS[1][0])
    recused("青应急-001", factory.FIRM, organ="yingji")
    assert post(form()).status_code == 302 and len(filings()) == 1


def test_the_page_of_the_visit_turns_red_where_one_who_must_stay_away_was_approved(december: datetime) -> None:
    recused("青市监-003", factory.FIRM)
    matter = coded(december)
    assert "应当回避" not in visit_page(matter), "who is not sent does no harm"
    recused("青市监-002", factory.FIRM, until=DAY)
    page = visit_page(matter)
    assert '<span class="light red">人员</span>' in page and "执法员乙（青市监-002），近亲属持有该企业股份" in page
    Recusal.objects.filter(officer="青市监-002").update(until=DAY - timedelta(days=1))
    assert "应当回避" not in visit_page(matter)
