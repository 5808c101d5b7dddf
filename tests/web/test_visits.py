"""检查 at the desk and on the portal: counted before filing, coded before the door, checked with and without the ledger."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client

from web import factory
from web.town import signed_in, text, town
from yifa.actions import county as place
from yifa.actions import visits
from yifa.actions.take_step import take_step
from yifa.kernel.facts import BEIJING
from yifa.proofs.visit_code import check, digest, short
from yifa.registry.models import Officer, Power, Subject, VisitCap
from yifa.registry.rosters import ROSTERS
from yifa.store.models import Entry, Matter
from yifa.web.ledger import verifiers

pytestmark = pytest.mark.usefixtures("town")
__all__ = ["town"]
WHERE = f"/desk/open/inspection/?subject={factory.FIRM}"
DAY = date(2026, 12, 3)


def cap(times: int = 2, **more: Any) -> None:
    given = {"key": "C1", "name": "年度上限", "times": times, "basis": "市监发〔2026〕3号", "since": date(2026, 1, 1)}
    VisitCap.objects.create(**given | more)


def power(key: str = "JC01", name: str = "食品标签检查", organ: str = "shichang") -> None:
    Power.objects.create(key=key, name=name, organ=organ, kind="行政检查", basis="食品安全法", since=factory.SINCE)


def form(**more: Any) -> dict[str, Any]:
    data = {
        "subject": factory.FIRM, "title": "日常检查", "filing-on": "2026-10-20", "filing-place": "企业", "filing-cause": "年度计划",
        "filing-items": "食品标签检查", "filing-duties": "食品标签检查", "filing-planned_on": "2026-10-21",
        "filing-times_this_year": "0", "filing-cap": "0",
    }  # fmt: skip
    return data | more


def post(data: dict[str, Any], user: str = "shichang.officer") -> Any:
    return signed_in(user).post("/desk/open/inspection/", data)


def again(answer: Any, data: dict[str, Any]) -> dict[str, Any]:
    """The same form as the page showed it again, with the mark of its warnings and the numbers that it put in."""
    page = text(answer)
    out = dict(data)
    for name in ("warned", "filing-times_this_year", "filing-cap"):
        found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
        if found:
            out[name] = found[1]
    return out


def filings() -> list[dict[str, Any]]:
    rows = Entry.objects.filter(step="filing").order_by("id").values_list("body_row__text", flat=True)
    return [json.loads(x)["facts"] for x in rows]


# -- before filing


def test_54_visits_are_counted_from_the_ledger_by_organ_firm_and_year() -> None:
    factory.found(factory.TODAY - timedelta(days=30))
    factory.found(factory.TODAY - timedelta(days=20))
    factory.found(date(2025, 12, 30))
    factory.found(organ="yingji")
    factory.filed()
    f = visits.frequency("shichang", factory.FIRM, factory.TODAY)
    assert (f.made, f.ahead, dict(f.by_organ)) == (2, 1, {"shichang": 2, "yingji": 1})
    assert visits.frequency("shichang", factory.FIRMS[1][0], factory.TODAY).visits == ()
    assert visits.frequency("shichang", factory.FIRM, date(2025, 12, 31)).made == 1


def test_54_visits_on_leads_and_visits_that_never_took_place_do_not_count() -> None:
    lead = factory.open_matter(
        factory.actor("officer"), "inspection", "举报核查", factory.PLAN | {"cause": "投诉举报"}, subject=factory.FIRM,
        on=factory.TODAY, now=factory.NOW,
    ).matter  # fmt: skip
    take_step(factory.actor("head"), lead, "approval", {}, on=factory.TODAY, now=factory.NOW)
    two = factory.officers("shichang")
    scan = {"cards_shown": True, "admission": "检查通知书"}
    take_step(factory.actor("officer"), lead, "entry", scan, officers=two, on=factory.TODAY, now=factory.NOW)
    gone = factory.filed()
    take_step(factory.actor("head"), gone, "cancelled", {"text": "企业停产"}, on=factory.TODAY, now=factory.NOW)
    f = visits.frequency("shichang", factory.FIRM, factory.TODAY)
    assert (f.made, f.on_leads, f.ahead, len(f.visits)) == (0, 1, 0, 1)


def test_54_the_lowest_cap_that_applies_on_the_day_holds() -> None:
    cap(4)
    cap(3, key="C2", organ="shichang")
    cap(1, key="C3", organ="yingji")
    cap(2, key="C4", item="JC01")
    cap(1, key="C5", credit="D")
    cap(1, key="C6", since=date(2027, 1, 1))

    def of(items: tuple[str, ...] = (), day: date = factory.TODAY) -> int:
        found = visits.cap_of("shichang", factory.FIRM, items, day)
        assert found
        return found.times

    assert (of(), of(("JC01",)), of(day=date(2027, 1, 1))) == (3, 2, 1)
    Subject.objects.filter(key=factory.FIRM).update(credit="D")
    assert of() == 1
    assert visits.cap_of("shichang", factory.FIRM, (), date(2025, 6, 1)) is None


def test_the_form_says_how_often_and_fills_in_what_the_ledger_counts() -> None:
    cap(2)
    factory.found(organ="yingji", title="机密线索核查")
    factory.found()
    page = text(signed_in().get(WHERE))
    assert "已去1次，上限2次（市监发〔2026〕3号）" in page and "各机关合计已去2次" in page and "青禾县应急管理局1次" in page
    assert "机密线索核查" not in page, "the count of another organ's visits, nothing of them"
    assert re.search(r'name="filing-times_this_year"[^>]* value="1"', page) and re.search(r'name="filing-cap"[^>]* value="2"', page)
    assert "计划内的次数已经用完" not in page
    factory.found(factory.TODAY - timedelta(days=5))
    assert "计划内的次数已经用完" in text(signed_in().get(WHERE))


def test_54_over_the_cap_the_warning_comes_before_the_filing_and_the_same_button_then_files() -> None:
    cap(1)
    factory.found()
    before = Matter.objects.count()
    data = form(**{"filing-times_this_year": "1", "filing-cap": "1"})
    told = post(data)
    assert told.status_code == 422 and "已去1次，上限1次" in text(told) and "国办发〔2024〕54号" in text(told)
    assert Matter.objects.count() == before, "nothing was recorded"
    done = post(again(told, data))
    assert done.status_code == 302 and filings()[-1]["times_this_year"] == 1
    assert "说明超过频次上限的理由" in text(signed_in("shichang.head").get(done["Location"]))
    lead = post(form(**{"filing-cause": "投诉举报", "filing-times_this_year": "1", "filing-cap": "1"}))
    assert lead.status_code == 302, "a lead is outside the cap"


def test_a_count_below_the_ledgers_and_a_cap_above_the_rosters_are_put_right_in_words() -> None:
    cap(3)
    factory.found()
    data = form(**{"filing-times_this_year": "0", "filing-cap": "9"})
    told = post(data)
    assert told.status_code == 422 and "只能多填，不能少填" in text(told) and "只能填得更少" in text(told)
    assert post(again(told, data)).status_code == 302
    assert (filings()[-1]["times_this_year"], filings()[-1]["cap"]) == (1, 3)
    stricter = form(**{"filing-times_this_year": "2", "filing-cap": "3"})
    ahead = post(stricter)
    assert ahead.status_code == 422 and "已备案没有去" in text(ahead), "the one filed above is still to come"
    assert post(again(ahead, stricter)).status_code == 302
    assert filings()[-1]["times_this_year"] == 2, "held in another system too: more may be typed"


def test_54_items_come_from_the_organs_list_and_another_is_warned_of_with_its_article() -> None:
    power()
    power("JC02", "计量器具检查")
    power("JC09", "消防检查", organ="yingji")
    page = text(signed_in().get(WHERE))
    assert "计量器具检查" in page and "消防检查" not in page and 'type="checkbox" name="filing-items" value="JC01"' in page
    picked = form(**{"filing-items": ["JC01", "JC02"], "filing-duties": ""})
    assert post(picked).status_code == 302
    assert (filings()[-1]["items"], filings()[-1]["duties"]) == ("食品标签检查、计量器具检查", ["食品标签检查", "计量器具检查"])
    foreign = form(**{"filing-items": ["JC01"], "filing-items_other": "法人代表私人账目"})
    told = post(foreign)
    assert told.status_code == 422 and "不在本单位公布的检查事项清单里" in text(told) and "国办发〔2024〕54号" in text(told)
    assert post(again(told, foreign)).status_code == 302
    assert "法人代表私人账目" in filings()[-1]["items"]
    none = post(form(**{"filing-items": []}))
    assert none.status_code == 422 and "检查事项" in text(none)


def test_an_organ_without_a_list_is_told_so() -> None:
    assert "本单位的检查事项清单还没有登记" in text(signed_in().get(WHERE))


def test_caps_are_a_roster_with_periods_and_a_sheet() -> None:
    roster = ROSTERS["visit_caps"]
    assert {c.field for c in roster.columns} >= {"since", "until", "times", "basis"}
    answer = signed_in("shichang.registrar").get("/desk/rosters/visit_caps/template.xlsx")
    assert answer.status_code == 200 and answer.content[:2] == b"PK"


# -- the code


@pytest.fixture
def december(monkeypatch: pytest.MonkeyPatch) -> datetime:
    now = datetime.combine(DAY, time(9, 30), BEIJING)
    monkeypatch.setattr(place, "now", lambda: now)
    return now


def coded(now: datetime, **more: Any) -> str:
    """A visit of today, approved for two officers."""
    facts = factory.PLAN | {"planned_on": DAY} | more
    matter = factory.open_matter(factory.actor("officer"), "inspection", "禾丰食品检查", facts, subject=factory.FIRM, on=DAY, now=now).matter
    if "cause" not in more:
        approval = {"certificates": list(factory.officers("shichang"))}
        take_step(factory.actor("head"), matter, "approval", approval, on=DAY, now=now)
    return matter


def code_on(page: str) -> str:
    found = re.search(r"YFV[12]\.[A-Z2-7]+\.[0-9A-F]{8}\.[A-Z2-7]+", page)
    assert found, "the page shows the code"
    return found[0]


def visit_page(matter: str, user: str = "shichang.officer") -> str:
    answer = signed_in(user).get(f"/desk/visits/{matter}/")
    assert answer.status_code == 200
    return text(answer)


def test_an_approved_visit_has_a_code_that_anybody_can_check(december: datetime) -> None:
    matter = coded(december)
    page = visit_page(matter)
    code = code_on(page)
    done = check(code, verifiers().values(), "2026-12-03T09:30")
    m = Matter.objects.get(pk=matter)
    assert done.ok and done.says and done.says.number == m.number and done.says.officers == factory.officers("shichang")
    assert done.says.subject == ("青禾县禾丰食品有限公司", factory.FIRM) and done.says.until == "2026-12-03T18:00"
    assert short(code) in page and "<svg viewBox" in page and "执法员甲" in page and "执法员" not in str(done.says.plain())
    assert code == code_on(visit_page(matter)), "the same visit, the same code"


def test_54_the_page_counts_the_visits_before_this_one_and_says_when_the_times_are_used_up(december: datetime) -> None:
    cap(2, since=factory.SINCE)
    factory.found()
    page = visit_page(coded(december, times_this_year=1, cap=2))
    assert "已去1次，上限2次" in page and "已备案、还没有去" not in page and "的次数到这一次用完" in page
    assert "比账本少" in visit_page(coded(december, times_this_year=0, cap=2))
    assert "的次数到这一次用完" not in visit_page(coded(december, times_this_year=1, cap=2, cause="紧急情况"))


def test_no_code_before_approval_and_none_for_an_officer_whose_certificate_ended(december: datetime) -> None:
    facts = factory.PLAN | {"planned_on": DAY}
    matter = factory.open_matter(factory.actor("officer"), "inspection", "检查", facts, subject=factory.FIRM, on=DAY, now=december).matter
    assert "检查还没有批准" in visit_page(matter) and "YFV1" not in visit_page(matter)
    other = coded(december)
    Officer.objects.filter(key=factory.officers("shichang")[0]).update(until=DAY - timedelta(days=1))
    assert "不是本单位的有效执法证件" in visit_page(other) and "YFV1" not in visit_page(other)


def test_the_entry_form_carries_the_code_and_the_entry_keeps_its_digest_and_minute(december: datetime) -> None:
    matter = coded(december)
    page = visit_page(matter)
    code = code_on(page)
    assert f'value="{digest(code)}"' in page and f'value="{short(code)}"' in page
    data = {
        "seen": "2", "back": "visit", "entry-on": "2026-12-03T09:02", "entry-officers": list(factory.officers("shichang")), "entry-cards_shown": "1",
        "entry-admission": "检查码（扫码入企）", "entry-code": short(code), "entry-code_digest": digest(code),
    }  # fmt: skip
    done = signed_in().post(f"/desk/matters/{matter}/step/entry/", data)
    assert done.status_code == 302 and done["Location"].startswith(f"/desk/visits/{matter}/")
    entry = Entry.objects.get(matter=matter, step="entry")
    assert entry.happened_at == "2026-12-03T09:02+08:00" and digest(code) in entry.body_row.text
    assert "09:02" in visit_page(matter)


def test_the_officers_named_in_the_code_stand_before_their_colleagues(december: datetime) -> None:
    sent = factory.officers("shichang")
    Officer.objects.create(key="SC000", name="丁", organ="shichang", since=factory.SINCE)
    page = visit_page(coded(december))
    named = re.findall(r'name="entry-officers"[^>]*value="([^"]+)"', page)
    assert {*named[: len(sent)]} == {*sent} and "SC000" in named[len(sent) :], "丁 comes before 执法员 by name"


def test_an_urgent_visit_has_its_code_from_the_officers_who_went(december: datetime) -> None:
    matter = coded(december, cause="紧急情况")
    assert "YFV1" not in visit_page(matter)
    two = factory.officers("shichang")
    scan = {"cards_shown": True, "admission": "检查码（扫码入企）"}
    take_step(factory.actor("officer"), matter, "at_once", scan, officers=two, on=december, now=december)
    says = check(code_on(visit_page(matter)), verifiers().values(), "2026-12-03T23:00").says
    assert says and says.basis == "紧急检查，事后补办批准" and says.officers == two


def test_under_the_older_version_the_officers_are_those_named_in_the_plan() -> None:
    matter = factory.filed(factory.TODAY)
    take_step(factory.actor("head"), matter, "approval", {"officers": "执法员甲、青市监-002"}, on=factory.TODAY, now=factory.NOW)
    says = check(code_on(visit_page(matter)), verifiers().values(), "2026-10-20T09:30").says
    assert says and says.officers == factory.officers("shichang")
    bare = factory.filed(factory.TODAY)
    take_step(factory.actor("head"), bare, "approval", {}, on=factory.TODAY, now=factory.NOW)
    assert "没有写明两名执法人员" in visit_page(bare)


def test_the_day_lists_ones_own_visits_of_today_and_no_others(december: datetime) -> None:
    matter = coded(december)
    plan = factory.PLAN | {"planned_on": DAY}
    yingji = factory.actor("officer", "yingji")
    other = factory.open_matter(yingji, "inspection", "别家", plan, subject=factory.FIRM, on=DAY, now=december)
    later = coded(december, planned_on=DAY + timedelta(days=1))
    page = text(signed_in().get("/desk/visits/"))
    assert f"/desk/visits/{matter}/" in page and other.matter not in page and later not in page and "可以进门" in page
    assert "今天没有安排检查" in text(signed_in("sifa.officer").get("/desk/visits/"))


# -- the portal


def test_the_page_without_a_network_is_served_with_the_keys_and_its_own_policy() -> None:
    answer = Client().get("/visit-code/")
    page = text(answer)
    assert answer.status_code == 200 and all(k.text in page for k in verifiers().values())
    assert "sha256-" in answer["Content-Security-Policy"] and "unsafe-inline" not in answer["Content-Security-Policy"]


def test_online_the_ledger_says_what_the_page_alone_cannot_know(december: datetime) -> None:
    matter = coded(december)
    code = code_on(visit_page(matter))
    good = text(Client().post("/visit-code/now/", {"code": code}))
    assert "检查码有效" in good and "没有取消" in good
    take_step(factory.actor("head"), matter, "called_off", {"text": "企业停产"}, on=DAY, now=december)
    assert check(code, verifiers().values(), "2026-12-03T09:30").ok, "the code alone does not know"
    gone = text(Client().post("/visit-code/now/", {"code": code}))
    assert "不能用" in gone and "已经不再有效：取消已批准的检查" in gone and "企业停产" not in gone
    assert "YFV1" not in visit_page(matter)
    forged = text(Client().post("/visit-code/now/", {"code": code[:60] + ("A" if code[60] != "A" else "B") + code[61:]}))
    assert "不能用" in forged and "禾丰" not in forged
    assert Client().post("/visit-code/now/", {"code": ""}).status_code == 422


def test_fewer_visits_with_their_formula_open_into_the_visits() -> None:
    matter = factory.published()
    desk = text(signed_in().get("/desk/visits/saved/"))
    public = text(Client().get("/visits-saved/"))
    for page in (desk, public):
        assert "2 − 1 = <b>1次</b>" in page and "分头去要的次数 − 实际去的次数" in page
    assert f"/desk/matters/{matter}/" in desk and f"/records/{matter}/" in public
    hidden = factory.found()
    assert hidden not in text(Client().get("/visits-saved/")), "what is not published is counted and not opened"
    assert "4 − 2 = <b>2次</b>" in text(Client().get("/visits-saved/"))
    assert "还没有作出结果" in text(Client().get("/visits-saved/?year=2019")) and Client().get("/visits-saved/?year=x").status_code == 200


def test_until_when_a_code_is_good_is_the_countys_and_a_slip_is_told(settings: Any) -> None:
    file = settings.DATA_DIR / "county.toml"
    assert place.read(settings.DATA_DIR).code_until == "18:00"
    told = file.read_text(encoding="utf-8")
    file.write_text(told + '\n[visit]\ncode_until = "20:30"\n', encoding="utf-8")
    assert place.read(settings.DATA_DIR).code_until == "20:30"
    file.write_text(told + '\n[visit]\ncode_until = "晚上"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="code_until"):
        place.read(settings.DATA_DIR)
