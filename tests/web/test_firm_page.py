"""The firm's page: link and number, own data only, reports compared with filings, and what a firm may not learn."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from web import factory
from web.factory import FIRM, FIRMS, NOW, TODAY
from web.town import signed_in, text, town
from yifa.actions.firms.issue_firm_link import IssuedLink, issue_firm_link
from yifa.actions.firms.revoke_firm_link import revoke_firm_link
from yifa.actions.refused import Refused
from yifa.actions.serve_paper import serve_paper
from yifa.actions.take_step import take_step
from yifa.chapters.enforcement.inspection_facts import Cause
from yifa.kernel.declare import Step
from yifa.registry import tries
from yifa.registry.models import FirmLink, Power
from yifa.store.models import Body, Entry, Matter

pytestmark = pytest.mark.usefixtures("town")
__all__ = ["town"]
OTHER = FIRMS[1][0]
CAME = {"report-came_on": "2026-10-20", "report-organ": "", "report-who": "自称执法人员", "report-what": "进厂看了仓库"}


def given(firm: str = FIRM) -> IssuedLink:
    return issue_firm_link(factory.actor("registrar", "sifa"), firm, "当面交给负责人", now=NOW)


def inside(link: IssuedLink) -> Client:
    """A client that has shown link and number."""
    client = Client()
    assert client.post(f"/firm/{link.token}/number/", {"number": link.number}).status_code == 302
    return client


def page(client: Client, link: IssuedLink, more: str = "") -> str:
    answer = client.get(f"/firm/{link.token}/{more}")
    assert answer.status_code == 200
    return text(answer)


# -- link and number


def test_the_county_keeps_neither_link_nor_number() -> None:
    link = given()
    row = FirmLink.objects.get()
    everything = "".join(Body.objects.values_list("text", flat=True)) + row.token + row.number
    assert link.token not in everything and link.number.replace(" ", "") not in everything.replace(" ", "")
    assert len(link.token) >= 26 and len(link.number.replace(" ", "")) == 8
    assert link.token not in repr(link) and link.number not in repr(link)


@pytest.mark.parametrize("typed", ["", "00000000", "x" * 500, "验证码"])
def test_a_wrong_number_opens_nothing_and_says_what_to_do(typed: str) -> None:
    link, client = given(), Client()
    factory.found(title="机密线索核查")
    answer = client.post(f"/firm/{link.token}/number/", {"number": typed})
    assert answer.status_code == 422 and "验证码不对" in text(answer)
    assert "来的人" not in page(client, link)


def test_the_number_may_be_typed_with_spaces_and_in_full_width() -> None:
    link = given()
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in link.number)
    assert Client().post(f"/firm/{link.token}/number/", {"number": f" {wide} "}).status_code == 302


def test_after_five_wrong_numbers_the_link_waits_from_every_address_even_for_the_right_one() -> None:
    link = given()
    for i in range(tries.MOST):
        answer = Client(REMOTE_ADDR=f"10.0.0.{i}").post(f"/firm/{link.token}/number/", {"number": "00000000"})
        assert answer.status_code == 422
    assert Client(REMOTE_ADDR="10.0.0.99").post(f"/firm/{link.token}/number/", {"number": link.number}).status_code == 429


def test_a_revoked_link_opens_nothing_and_ends_the_session_that_it_began() -> None:
    link = given()
    client = inside(link)
    assert "来的人" in page(client, link)
    revoke_firm_link(factory.actor("registrar", "sifa"), link.taken.matter, "企业换了负责人", now=NOW)
    assert client.get(f"/firm/{link.token}/").status_code == 404
    again = given()
    assert "来的人" not in page(client, again), "the cookie of the old link proves nothing for the new one"
    steps = list(Entry.objects.filter(matter=link.taken.matter).order_by("seq").values_list("step", flat=True))
    assert steps == ["issued", "revoked"]


def test_one_link_a_firm_and_only_the_justice_bureaus_registrar_hands_it_out() -> None:
    """Who hands out a link sees it: an organ that inspects could speak as the firm."""
    given()
    with pytest.raises(Refused, match="已经有一个链接"):
        given()
    for seat, organ in (("registrar", "shichang"), ("officer", "sifa"), ("supervisor", "sifa"), ("administrator", "zhengfu")):
        with pytest.raises(Refused, match="司法局的登记人员"):
            issue_firm_link(factory.actor(seat, organ), OTHER, "当面", now=NOW)
    assert FirmLink.objects.count() == 1 and Matter.objects.count() == 1


def test_the_desk_shows_link_number_and_code_once_and_takes_the_link_back() -> None:
    desk = signed_in("sifa.registrar")
    shown = text(desk.post("/desk/firms/issue/", {"code": FIRM.lower(), "how": "窗口交给负责人"}))
    assert "<svg" in shown and "/firm/" in shown and "验证码" in shown
    row = FirmLink.objects.get()
    listed = text(desk.get("/desk/firms/"))
    assert "禾丰食品" in listed and "/firm/" not in listed
    unclear = desk.post(f"/desk/firms/{row.matter}/revoke/", {})
    assert unclear.status_code == 422 and "收回的理由" in text(unclear)
    assert desk.post(f"/desk/firms/{row.matter}/revoke/", {f"{row.matter}-reason": "换了负责人"}).status_code == 302
    assert FirmLink.objects.get().revoked_on == TODAY
    assert signed_in("shichang.registrar").get("/desk/firms/").status_code == 403
    assert signed_in("shichang.registrar").post(f"/desk/firms/{row.matter}/revoke/", {}).status_code == 404


def test_a_code_that_is_in_no_register_is_refused_at_its_field() -> None:
    answer = signed_in("sifa.registrar").post("/desk/firms/issue/", {"code": "91110108MA0000000X", "how": "窗口"})
    assert answer.status_code == 422 and "企业名册里今天没有这个代码" in text(answer)


# -- who sees what


def test_before_the_number_only_what_is_public_is_shown() -> None:
    link = given()
    factory.found(title="机密线索核查")
    factory.published(title="公示过的检查")
    shown = page(Client(), link)
    assert "公示过的检查" in shown and "机密线索核查" not in shown
    assert "青市监-001" not in shown and "登记避开的日子" not in shown


def test_a_firm_sees_its_own_and_nothing_of_another_firm() -> None:
    mine, other = given(), given(OTHER)
    number = Matter.objects.get(pk=factory.found()).number
    assert number in page(inside(mine), mine)
    assert number not in page(inside(other), other)


def test_the_session_of_one_firm_opens_no_other_firms_page() -> None:
    mine, other = given(), given(OTHER)
    client = inside(mine)
    assert "来的人" not in page(client, other)
    for verb in ("report", "complain", "spare"):
        answer = client.post(f"/firm/{other.token}/do/{verb}/", {})
        assert answer.status_code == 302 and answer["Location"] == f"/firm/{other.token}/"
    assert not Matter.objects.filter(procedure__in=("visit_report", "visit_complaint", "spared_days")).exists()


def test_staff_who_are_signed_in_are_strangers_here_and_the_firm_is_one_at_the_desk() -> None:
    link = given()
    assert "来的人" not in page(signed_in("shichang.officer"), link)
    assert inside(link).get("/desk/")["Location"].startswith("/desk/sign-in/")
    assert inside(link).cookies["yifa_firm"]["path"] == "/firm/" and inside(link).cookies["yifa_firm"]["httponly"]


def test_a_stranger_with_a_guessed_link_is_told_nothing() -> None:
    for more in ("", "number/", "leave/", "rating/", "do/report/"):
        answer = Client().post(f"/firm/guessed/{more}") if more else Client().get("/firm/guessed/")
        assert answer.status_code == 404, more


def test_the_address_is_half_the_key_and_goes_nowhere() -> None:
    answer = Client().get(f"/firm/{given().token}/")
    assert answer["Referrer-Policy"] == "origin" and answer["Cache-Control"] == "no-store" and answer["X-Robots-Tag"] == "noindex"


def test_a_view_that_is_not_gated_cannot_be_put_into_the_firms_page() -> None:
    from yifa.web.firm.gate import address

    with pytest.raises(TypeError, match="gate"):
        address("bare/", lambda request: None, "bare")  # type: ignore[arg-type,return-value]  # what it refuses


# -- what is shown


def test_a_visit_that_nobody_announced_is_not_betrayed_before_somebody_enters() -> None:
    """Filed and approved for today: the firm reads of it only once officers stand in it, or a notice was served."""
    link = given()
    matter = factory.filed(TODAY)
    number = Matter.objects.get(pk=matter).number
    client = inside(link)
    take_step(factory.actor("head"), matter, "approval", {}, on=TODAY, now=NOW)
    assert number not in page(client, link)
    notice = take_step(factory.actor("officer"), matter, "notice", {}, on=TODAY, now=NOW)
    assert number not in page(client, link), "a notice that was not served was not given"
    serve_paper(factory.actor("officer"), matter, notice.seq, {"method": "direct"}, on=TODAY, now=NOW)
    assert number in page(client, link) and "已经通知您的" in page(client, link)


def test_the_page_says_who_when_why_under_which_article_and_what_was_found() -> None:
    link = given()
    Power.objects.create(key="J-17", name="食品标签检查", organ="shichang", kind="行政检查", basis="《食品安全法》第一百一十条", since=factory.SINCE)
    factory.published(TODAY - timedelta(days=9))
    matter = factory.filed(TODAY)
    take_step(factory.actor("head"), matter, "approval", {}, on=TODAY, now=NOW)
    entry = {"cards_shown": True, "admission": "检查码（扫码入企）", "contact": "林昭"}
    take_step(factory.actor("officer"), matter, "entry", entry, on=TODAY, officers=factory.officers("shichang"), now=NOW)
    shown = page(inside(link), link)
    for words in ("核对一致", "执法员甲 青市监-001", "年度计划", "食品标签检查", "《食品安全法》第一百一十条"):
        assert words in shown, words
    assert "2026年来过2次" in shown and "未发现问题" in shown and "10月12日公布" in shown
    assert "林昭" not in shown and "shichang.officer" not in shown


def filed_as(cause: Cause, cap: int = 0, organ: str = "shichang", days: int = 20) -> None:
    day = TODAY - timedelta(days=days)
    factory.PLAN["cause"], factory.PLAN["cap"] = cause, cap
    factory.found(day, organ)


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(factory, "PLAN", dict(factory.PLAN))


def test_visits_are_counted_by_organ_against_the_cap_with_the_exempt_causes_apart(plan: None) -> None:
    filed_as(Cause.plan, cap=2, days=40)
    filed_as(Cause.random, cap=2, days=30)
    filed_as(Cause.complaint, days=20)
    filed_as(Cause.plan, organ="yingji", days=10)
    link = given()
    shown = page(inside(link), link)
    assert "青禾县市场监督管理局2次，上限2次；另有1次不计入次数（投诉举报1次）" in shown
    assert "青禾县应急管理局1次，没有查到公布的上限" in shown
    assert "2026年来过4次" in shown


# -- what the firm says


def inbox(user: str) -> str:
    return text(signed_in(user).get("/desk/"))


def test_a_visit_that_nobody_filed_reaches_the_supervisor_and_not_the_departments_officer() -> None:
    link = given()
    client = inside(link)
    answer = client.post(f"/firm/{link.token}/do/report/", CAME, follow=True)
    assert "没有备案" in text(answer) and "执法监督人员核实" in text(answer)
    made = Matter.objects.get(procedure="visit_report")
    assert not made.closed and made.organ == "sifa"
    assert made.number in inbox("sifa.supervisor")
    for seat in ("officer", "head", "registrar", "reviewer"):
        assert made.number not in inbox(f"shichang.{seat}")
        assert signed_in(f"shichang.{seat}").get(f"/desk/matters/{made.id}/").status_code == 404


def test_the_supervisor_verifies_decides_and_answers_and_the_firm_reads_the_answer() -> None:
    link = given()
    client = inside(link)
    client.post(f"/firm/{link.token}/do/report/", CAME)
    matter = Matter.objects.get(procedure="visit_report").id
    supervisor = factory.actor("supervisor", "sifa")
    take_step(supervisor, matter, "looked", {"text": "当日没有派员记录"}, now=NOW)
    take_step(supervisor, matter, "handled", {"result": "情况属实，已经处理", "text": "责令改正"}, now=NOW)
    assert not Matter.objects.get(pk=matter).closed, "the firm was not told yet"
    take_step(supervisor, matter, "answered", {"text": "来人不是执法人员，已移交公安机关"}, now=NOW)
    assert Matter.objects.get(pk=matter).closed
    assert "来人不是执法人员，已移交公安机关" in page(client, link) and "当日没有派员记录" not in page(client, link)


def test_a_report_that_matches_a_filing_is_recorded_as_matched_and_closed() -> None:
    link = given()
    number = Matter.objects.get(pk=factory.filed(TODAY)).number
    answer = inside(link).post(f"/firm/{link.token}/do/report/", CAME, follow=True)
    assert "核对一致" in text(answer) and number in text(answer)
    made = Matter.objects.get(procedure="visit_report")
    assert made.closed and made.outcome == "核对一致" and made.number not in inbox("sifa.supervisor")
    actors = list(Entry.objects.filter(matter=made.id).order_by("seq").values_list("actor", flat=True))
    assert actors == [f"企业{FIRM}", "自动核对"]


@pytest.mark.parametrize(
    ("filed", "more"),
    [
        ({"day": TODAY - timedelta(days=1)}, {}),  # another day
        ({"day": TODAY, "organ": "yingji"}, {"report-organ": "shichang"}),  # another organ than the firm was told
        ({"day": TODAY}, {"report-differs": "1"}),  # other people or items than were filed
    ],
)
def test_a_filing_of_another_day_or_organ_or_other_people_is_a_mismatch(filed: dict[str, Any], more: dict[str, str]) -> None:
    link = given()
    factory.filed(**filed)
    inside(link).post(f"/firm/{link.token}/do/report/", CAME | more)
    assert not Matter.objects.get(procedure="visit_report").closed


def test_a_cancelled_filing_is_none_and_one_made_afterwards_does_not_make_it_good() -> None:
    link = given()
    matter = factory.filed(TODAY)
    take_step(factory.actor("supervisor"), matter, "stopped", {"text": "没有依据"}, now=NOW)
    inside(link).post(f"/firm/{link.token}/do/report/", CAME)
    factory.filed(TODAY)
    made = Matter.objects.get(procedure="visit_report")
    assert not made.closed and "没有备案" in made.title


def test_nobody_in_an_authority_records_or_changes_what_the_firm_itself_says() -> None:
    from yifa.actions.correct import correct
    from yifa.actions.open_matter import open_matter
    from yifa.chapters.oversight.visit_reports import VisitComplaint, VisitReport

    link = given()
    inside(link).post(f"/firm/{link.token}/do/report/", CAME)
    made = Matter.objects.get(procedure="visit_report")
    for seat in ("officer", "registrar", "supervisor", "head"):
        for organ in ("sifa", "shichang"):
            with pytest.raises(Refused):
                open_matter(factory.actor(seat, organ), VisitReport, "代写", {"came_on": TODAY, "what": "没事"}, subject=FIRM, now=NOW)
        with pytest.raises(Refused):
            correct(factory.actor(seat, "sifa"), made.id, 1, "撤掉", now=NOW)
    for procedure in (VisitReport, VisitComplaint):
        told = procedure.lines["told"]
        assert isinstance(told, Step) and told.by.seat == "firm"


def test_a_complaint_goes_to_the_justice_bureau_and_is_not_tied_to_the_inspected_organs_matter() -> None:
    link = given()
    number = Matter.objects.get(pk=factory.found()).number
    client = inside(link)
    given_ = {"complain-number": number, "complain-what": "要求停产等候", "complain-wants": "说明理由"}
    answer = client.post(f"/firm/{link.token}/do/complain/", given_, follow=True)
    made = Matter.objects.get(procedure="visit_complaint")
    assert made.number in text(answer) and made.parent == "" and made.number in inbox("sifa.supervisor")
    foreign = client.post(f"/firm/{link.token}/do/complain/", given_ | {"complain-number": "青应急检案〔2026〕9号"})
    assert foreign.status_code == 422, "only one's own visits can be picked"


@pytest.mark.parametrize("came", ["2026-10-21", "2026-09-01", "昨天"])
def test_a_report_of_a_day_to_come_long_past_or_unreadable_is_refused_with_what_was_typed(came: str) -> None:
    link = given()
    answer = inside(link).post(f"/firm/{link.token}/do/report/", CAME | {"report-came_on": came})
    assert answer.status_code == 422 and "进厂看了仓库" in text(answer) and "哪天来的" in text(answer)
    assert not Matter.objects.filter(procedure="visit_report").exists()


def test_days_to_be_spared_are_registered_and_shown() -> None:
    link = given()
    client = inside(link)
    days = {"spare-first": "2027-03-25", "spare-last": "2027-04-12", "spare-reason": "采茶"}
    answer = client.post(f"/firm/{link.token}/do/spare/", days, follow=True)
    assert "2027年3月25日到2027年4月12日" in text(answer) and "采茶" in text(answer)
    wrong = client.post(f"/firm/{link.token}/do/spare/", days | {"spare-last": "2027-03-01"})
    assert wrong.status_code == 422 and "以前" in text(wrong)


def test_a_message_about_a_foreign_matter_is_not_shown() -> None:
    mine, other = given(), given(OTHER)
    inside(other).post(f"/firm/{other.token}/do/spare/", {"spare-first": "2027-01-02", "spare-last": "2027-01-03", "spare-reason": "盘点"})
    foreign = Matter.objects.get(procedure="spared_days")
    assert foreign.number not in page(inside(mine), mine, f"?done={foreign.id}")
