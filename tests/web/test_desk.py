"""The desk: who signs in sees the own organ's work, and a step taken through a form stands in the ledger."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from web import factory
from web.town import signed_in, text, town
from yifa.store.models import Entry, Matter

pytestmark = pytest.mark.usefixtures("town")
__all__ = ["town"]


def test_signing_in_leads_where_one_wanted_to_go_but_nowhere_else() -> None:
    client = Client()
    asked = client.get("/desk/matters/?state=open")
    assert asked.status_code == 302 and asked["Location"].startswith("/desk/sign-in/?next=")
    data = {"username": "shichang.officer", "password": factory.PASSWORD, "next": "/desk/matters/"}
    assert client.post("/desk/sign-in/", data)["Location"] == "/desk/matters/"
    away = Client().post("/desk/sign-in/", data | {"next": "https://elsewhere.example/"})
    assert away["Location"] == "/desk/"


def test_a_wrong_password_keeps_the_name_and_after_five_the_pair_waits() -> None:
    client = Client()
    wrong = {"username": "shichang.officer", "password": "x"}
    first = client.post("/desk/sign-in/", wrong)
    assert first.status_code == 422 and "shichang.officer" in text(first) and "没有登录" in text(first)
    for _ in range(4):
        client.post("/desk/sign-in/", wrong)
    right = client.post("/desk/sign-in/", wrong | {"password": factory.PASSWORD})
    assert right.status_code == 429
    other = client.post("/desk/sign-in/", {"username": "shichang.head", "password": factory.PASSWORD})
    assert other.status_code == 302


def test_signing_out_ends_the_session_and_needs_a_post() -> None:
    client = signed_in()
    assert client.get("/desk/sign-out/").status_code == 405
    client.post("/desk/sign-out/")
    assert client.get("/desk/").status_code == 302


def test_the_inbox_shows_the_own_organs_open_matters_with_light_reason_and_article() -> None:
    factory.found()
    factory.filed(organ="yingji", title="应急局的检查")
    page = text(signed_in().get("/desk/"))
    assert "禾丰食品日常检查" in page and "应急局的检查" not in page
    assert 'class="light' in page and "起算" in page and "class=\"cite\"" in page


def test_the_inbox_asks_as_many_questions_for_forty_matters_as_for_two() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in()
    for i in range(2):
        factory.found(title=f"检查{i}")
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/")
    for i in range(12):
        factory.filed(title=f"再检查{i}")
    with CaptureQueriesContext(connection) as many:
        client.get("/desk/")
    assert len(many) == len(few)


def test_counts_by_light_are_links_that_filter() -> None:
    factory.found(day=factory.TODAY - timedelta(days=60), title="早就该公示的")
    factory.found(day=factory.TODAY, title="还早的")
    client = signed_in()
    page = text(client.get("/desk/?light=red"))
    assert "早就该公示的" in page and "还早的" not in page and "逾期" in page


def test_pages_of_the_inbox_follow_one_another_without_gap_or_repetition(monkeypatch: pytest.MonkeyPatch) -> None:
    from yifa.web.desk.lists import by_due

    for i in range(7):
        factory.found(day=factory.TODAY - timedelta(days=20 - i // 2), title=f"有期限{i}")
        factory.filed(title=f"没有期限{i}")
    seen: list[str] = []
    after = ""
    while True:
        page, after = by_due(Matter.objects.filter(closed=False), after, 3)
        seen += [m.id for m in page]
        if not after:
            break
    assert len(seen) == len(set(seen)) == 14


def test_the_matter_page_gives_the_account_of_the_date_the_open_steps_and_why_others_must_wait() -> None:
    matter = factory.found()
    page = text(signed_in("shichang.registrar").get(reverse("desk:matter", args=[matter])))
    assert "这个日子怎么来的" in page and "为第1个工作日" in page
    assert "记录公示检查结果" in page
    assert "还不能做" in page or "由执法人员办理" in page
    assert "回执码" in page


def test_a_step_is_taken_through_its_form_and_told_with_its_receipt() -> None:
    matter = factory.filed()
    client = signed_in("shichang.head")
    where = reverse("desk:step", args=[matter, "approval"])
    data = {"seen": "1", "approval-on": factory.TODAY.isoformat(), "approval-plan": "按清单检查"}
    answer = client.post(where, data)
    assert answer.status_code == 302 and answer["Location"].endswith("?done=2")
    assert Entry.objects.filter(matter=matter, step="approval", actor="shichang.head").count() == 1
    page = text(client.get(answer["Location"]))
    assert "已经记录" in page and re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", page)


def test_a_refused_step_names_article_and_way_out_and_keeps_what_was_typed() -> None:
    matter = factory.filed()
    client = signed_in()
    where = reverse("desk:step", args=[matter, "on_site"])
    data = {
        "seen": "1",
        "on_site-on": factory.TODAY.isoformat(),
        "on_site-record": "看了三个车间",
        "on_site-signed": "1",
        "on_site-officers": list(factory.officers("shichang")),
    }
    answer = client.post(where, data)
    page = text(answer)
    assert answer.status_code == 422 and "没有记录" in page and "怎么办" in page and "第五十二条" in page or "检查程序部分" in page
    assert "看了三个车间" in page
    assert Entry.objects.filter(matter=matter).count() == 1


def test_a_stale_form_is_told_who_was_faster_and_keeps_what_was_typed() -> None:
    matter = factory.filed()
    first, second = signed_in("shichang.head"), signed_in("shichang.head")
    where = reverse("desk:step", args=[matter, "approval"])
    data = {"seen": "1", "approval-on": factory.TODAY.isoformat(), "approval-plan": "第一份"}
    first.post(where, data)
    answer = second.post(where, data | {"approval-plan": "第二份方案"})
    assert answer.status_code == 409 and "已经办了" in text(answer) and "第二份方案" in text(answer)


def test_invalid_fields_are_named_one_by_one() -> None:
    matter = factory.filed()
    client = signed_in("shichang.head")
    answer = client.post(reverse("desk:step", args=[matter, "approval"]), {"seen": "1", "approval-on": "2026-02-30"})
    assert answer.status_code == 422 and "没有2026年2月30日这一天" in text(answer)


def test_too_few_officers_are_refused_with_the_article() -> None:
    matter = factory.filed()
    signed_in("shichang.head").post(
        reverse("desk:step", args=[matter, "approval"]), {"seen": "1", "approval-on": factory.TODAY.isoformat()}
    )
    data = {
        "seen": "2",
        "entry-on": factory.TODAY.isoformat(),
        "entry-cards_shown": "1",
        "entry-admission": "检查通知书",
        "entry-officers": [factory.officers("shichang")[0]],
    }
    answer = signed_in().post(reverse("desk:step", args=[matter, "entry"]), data)
    assert answer.status_code == 422 and "2名以上" in text(answer)


def test_an_attachment_goes_with_its_step_and_only_to_who_may_see_the_matter(tmp_path: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    matter = factory.filed()
    where = reverse("desk:step", args=[matter, "approval"])
    data = {"seen": "1", "approval-on": factory.TODAY.isoformat()}
    bad = SimpleUploadedFile("方案.pdf", b"MZ not a pdf")
    client = signed_in("shichang.head")
    assert "不是 pdf 格式" in text(client.post(where, data | {"approval-files": bad}))
    good = SimpleUploadedFile("方案.pdf", b"%PDF-1.7 plan")
    assert client.post(where, data | {"approval-files": good}).status_code == 302
    file = reverse("desk:attachment", args=[matter, 2, 0])
    got = client.get(file)
    assert got.content == b"%PDF-1.7 plan" and "attachment" in got["Content-Disposition"]
    assert signed_in("yingji.officer").get(file).status_code == 404


def test_an_attachment_taken_with_a_refused_form_need_not_be_chosen_again() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    matter = factory.filed()
    client = signed_in("shichang.head")
    where = reverse("desk:step", args=[matter, "approval"])
    file = SimpleUploadedFile("方案.pdf", b"%PDF-1.7 plan")
    page = text(client.post(where, {"seen": "1", "approval-on": "", "approval-files": file}))
    kept = re.search(r'name="approval-kept" value="([^"]+)"', page)
    assert kept and "已经收下：方案.pdf" in page
    client.post(where, {"seen": "1", "approval-on": factory.TODAY.isoformat(), "approval-kept": kept[1]})
    body = Entry.objects.get(matter=matter, seq=2).body_row.text
    assert "方案.pdf" in body


def test_a_paper_is_served_corrected_and_downloaded_from_its_entry() -> None:
    matter = factory.found()
    client = signed_in()
    told = {"seen": "5", "told-on": factory.TODAY.isoformat()}
    assert client.post(reverse("desk:step", args=[matter, "told"]), told).status_code == 302
    served = {"seen": "6", "on": factory.TODAY.isoformat(), "method": "direct", "to": "林昭"}
    assert client.post(reverse("desk:serve", args=[matter, 6]), served).status_code == 302
    page = text(client.get(reverse("desk:matter", args=[matter])))
    assert "送达" in page and "直接送达" in page
    paper = client.get(reverse("desk:paper", args=[matter, 6]))
    assert paper.content.startswith(b"PK")
    wrong = client.post(reverse("desk:correct", args=[matter, 6]), {"seen": "7", "what": "day", "on": "x"})
    assert wrong.status_code == 422 and "更正理由" in text(wrong)


def test_personal_facts_are_erased_by_law_once_by_who_may_and_after_a_second_look() -> None:
    """个人信息保护法第四十七条: the entry and its proof stand, the personal part goes for good."""
    matter = factory.found()
    where = reverse("desk:erase", args=[matter, 3])
    own = signed_in("shichang.head")
    entry_page = reverse("desk:entry", args=[matter, 3])
    assert where in text(own.get(entry_page)) and where not in text(signed_in().get(entry_page))
    assert signed_in().get(where).status_code == signed_in("yingji.head").get(where).status_code == 404
    assert "林昭，13800000000" in text(own.get(where)) and "不能恢复" in text(own.get(where))
    data = {"basis": "《个人信息保护法》第四十七条，保存期限已满", "who": "本人"}
    again = own.post(where, data)
    assert again.status_code == 422 and "请先核对" in text(again) and "保存期限已满" in text(again)
    assert own.post(where, data | {"sure": "1", "basis": ""}).status_code == 422
    assert own.post(where, data | {"sure": "1"}).status_code == 302
    page = text(own.get(reverse("desk:matter", args=[matter])))
    assert "13800000000" not in page and "（已依法删除）" in page and "保存期限已满" in page
    assert own.get(where).status_code == 404


def test_who_does_not_hold_the_seat_reads_who_does() -> None:
    matter = factory.filed()
    page = text(signed_in().get(reverse("desk:matter", args=[matter])))
    assert "批准检查方案" in page and "机关负责人" in page and "记录批准检查方案" not in page


def test_a_matter_is_opened_from_the_choice_of_procedure_to_its_page() -> None:
    client = signed_in()
    assert "行政检查" in text(client.get("/desk/open/"))
    pick = text(client.get("/desk/open/inspection/?q=禾丰"))
    assert factory.FIRM in pick
    where = f"/desk/open/inspection/?subject={factory.FIRM}"
    assert "登记，记录入企前备案" in text(client.get(where))
    data = {
        "subject": factory.FIRM,
        "title": "禾丰食品日常检查",
        "filing-on": factory.TODAY.isoformat(),
        "filing-place": "企业",
        "filing-cause": "年度计划",
        "filing-items": "食品标签检查",
        "filing-duties": "食品标签检查",
        "filing-joint": "0",
        "filing-planned_on": factory.TODAY.isoformat(),
    }
    without = client.post(where, {k: v for k, v in data.items() if k != "title"})
    assert without.status_code == 422 and "事由" in text(without)
    done = client.post(where, data)
    assert done.status_code == 302
    m = Matter.objects.get()
    assert m.organ == "shichang" and m.subject == factory.FIRM and m.title == "禾丰食品日常检查"


def inspection_about(number: str, **more: Any) -> dict[str, Any]:
    data = {"title": "另案", "parent": number, "subject": factory.FIRM, "filing-on": factory.TODAY.isoformat()}
    facts = {"place": "企业", "cause": "年度计划", "items": "复查", "duties": "复查", "joint": "0", "planned_on": factory.TODAY.isoformat()}
    return data | {f"filing-{k}": v for k, v in facts.items()} | more


def test_a_matter_is_opened_about_another_one_with_its_firm() -> None:
    above = Matter.objects.get(pk=factory.found())
    client = signed_in()
    link = re.search(r'href="(/desk/open/\?parent=[^"]+)"', text(client.get(reverse("desk:matter", args=[above.id]))))
    assert link is not None
    onward = re.search(r'href="(/desk/open/inspection/\?parent=[^"]+)"', text(client.get(link[1])))
    assert onward is not None
    form = text(client.get(onward[1]))
    assert f'value="{above.number}"' in form and factory.FIRM in form and "换一个" in form
    assert "查到的当事人" not in form and "选当事人" in text(client.get(onward[1] + "&q="))
    made = client.post(onward[1], inspection_about(above.number))
    assert made.status_code == 302
    below = Matter.objects.get(title="另案")
    assert below.parent == above.id and "另案" not in text(signed_in("yingji.officer").get("/desk/matters/"))
    assert above.number in text(client.get(reverse("desk:matter", args=[below.id])))


def test_a_matter_that_one_may_not_see_is_named_only_by_the_body_of_reconsideration() -> None:
    """行政复议法第二十四条: the county reviews what its departments did."""
    above = Matter.objects.get(pk=factory.found())
    other = signed_in("yingji.officer").post("/desk/open/inspection/", inspection_about(above.number))
    assert other.status_code == 422 and "没有这个案号" in text(other) and "另案" in text(other)
    none = signed_in().post("/desk/open/inspection/", inspection_about("青市监检〔2026〕9999号"))
    assert none.status_code == 422 and not Matter.objects.filter(title="另案").exists()
    assert signed_in("sifa.officer").post("/desk/open/inspection/", inspection_about(above.number)).status_code == 302


def test_books_of_rosters_and_accounts_are_no_cases_but_are_found_by_name() -> None:
    from yifa.actions.register_rows import register_rows
    from yifa.registry.rosters import ROSTERS

    rows = [{"key": "G1", "name": "张顾问", "organ": "shichang", "since": factory.TODAY}]
    book = register_rows(factory.actor("registrar"), ROSTERS["adviser"], rows, now=factory.NOW).matter
    factory.filed()
    client = signed_in()
    page = text(client.get("/desk/matters/"))
    assert "法律顾问登记" not in page and "禾丰食品日常检查" in page
    assert "法律顾问登记" in text(client.get("/desk/matters/?procedure=roster_rows"))
    assert "登记由本案引起的新案" not in text(client.get(reverse("desk:matter", args=[book])))


def test_search_finds_only_what_one_may_see() -> None:
    factory.filed(title="禾丰食品日常检查")
    factory.filed(organ="yingji", title="禾丰食品安全生产检查")
    own = text(signed_in().get("/desk/matters/?q=禾丰"))
    assert "日常检查" in own and "安全生产检查" not in own
    every = text(signed_in("sifa.supervisor").get("/desk/matters/?q=禾丰"))
    assert "日常检查" in every and "安全生产检查" in every


def test_the_overview_counts_by_organ_for_supervision_and_leaders_only() -> None:
    factory.found(day=factory.TODAY - timedelta(days=60))
    page = text(signed_in("zhengfu.leader").get("/desk/overview/"))
    assert "青禾县市场监督管理局" in page and "不是排名" in page
    assert signed_in().get("/desk/overview/").status_code == 403


def test_a_sheet_is_imported_with_its_bad_rows_told_by_row_and_column() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = signed_in("zhengfu.registrar")
    rows = "编号,名称,所属,生效日期,失效日期\nG1,张顾问,sifa,2024-01-01,\nG2,李顾问,sifa,去年,\n"
    sheet = SimpleUploadedFile("顾问.csv", rows.encode())
    page = text(client.post("/desk/rosters/adviser/import/", {"file": sheet}))
    assert "收下1行" in page and "第3行" in page and "生效日期" in page
    assert "张顾问" in text(client.get("/desk/rosters/adviser/"))
    assert signed_in().get("/desk/rosters/adviser/import/").status_code == 403
    assert client.get("/desk/rosters/adviser/template.xlsx").content.startswith(b"PK")


def test_every_procedure_has_a_handbook_page_in_every_version() -> None:
    from yifa.chapters.catalogue import procedures

    client = signed_in()
    assert client.get("/desk/handbook/").status_code == 200
    for p in procedures():
        answer = client.get(f"/desk/handbook/{p.key}/?since={p.since}&kind={p.__name__}")
        assert answer.status_code == 200 and p.title in text(answer)


def test_personal_facts_are_shown_to_who_works_on_the_matter_and_covered_for_supervision() -> None:
    matter = factory.found()
    assert "13800000000" in text(signed_in().get(reverse("desk:matter", args=[matter])))
    assert "13800000000" not in text(signed_in("sifa.supervisor").get(reverse("desk:matter", args=[matter])))


def test_every_procedure_in_force_can_be_opened_by_the_seat_that_begins_it() -> None:
    from yifa.actions.open_matter import _first
    from yifa.web.desk.opening import offered

    for p, kind in offered(factory.TODAY):
        first = _first(p)
        seat = "officer" if first.by.seat == "outside" else first.by.seat
        query = f"?kind={kind}" + (f"&subject={factory.FIRM}" if p.subject == "subject" else "")
        page = signed_in(f"shichang.{seat}").get(f"/desk/open/{p.key}/{query}")
        assert page.status_code == 200 and f"登记，记录{first.title}" in text(page), p.__name__


def test_a_supervision_is_opened_about_an_organ_picked_from_the_list() -> None:
    client = signed_in("sifa.supervisor")
    assert "青禾县市场监督管理局" in text(client.get("/desk/open/supervision/"))
    answer = client.post("/desk/open/supervision/", {"title": "年度执法监督", "subject": "nowhere"})
    assert answer.status_code == 422 and "请从名单里选一个单位" in text(answer)


def test_what_happened_against_the_rules_is_recorded_with_its_reason_and_shown_as_a_finding() -> None:
    day = factory.TODAY - timedelta(days=3)
    matter = factory.filed(day)
    client = signed_in()
    where = reverse("desk:step", args=[matter, "on_site"])
    assert "已经发生，照实记录的理由" in text(client.get(where))
    data = {
        "seen": "1",
        "on_site-on": day.isoformat(),
        "on_site-record": "紧急到场",
        "on_site-signed": "1",
        "on_site-officers": list(factory.officers("shichang")),
        "on_site-because": "接报警后立即到场，没有来得及报批",
    }
    assert client.post(where, data).status_code == 302
    page = text(client.get(reverse("desk:matter", args=[matter])))
    assert "当时不符合规定" in page and "没有来得及报批" in page and "监督发现" in page
