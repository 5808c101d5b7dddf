"""At a firm without a network: what an officer presses is kept on the phone, sent in order later, recorded once, refusals shown."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
import segno
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from lifted import between_tests
from web import factory
from web.test_visits import DAY, coded
from yifa.actions import county as place
from yifa.actions.take_step import take_step
from yifa.kernel.facts import BEIJING
from yifa.store.models import Entry

between_tests()
NOW = datetime.combine(DAY, time(9, 30), BEIJING)
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def matter(site: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An approved visit of today."""
    monkeypatch.setattr(place, "now", lambda: NOW)
    return coded(NOW)


@pytest.fixture
def phone(browser: Browser, site: str, matter: str) -> Iterator[Page]:
    """The officer's phone on the visit's page, its clock at 09:02, signed in while there was a network."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN", timezone_id="Asia/Shanghai", has_touch=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("console", lambda m: wrong.append(m.text) if "Content Security Policy" in m.text else None)
    page.clock.install(time=datetime.combine(DAY, time(9, 0), BEIJING))
    sign_in(page, site)
    page.goto(f"{site}/desk/visits/{matter}/")
    page.clock.set_fixed_time(datetime.combine(DAY, time(9, 2), BEIJING))
    yield page
    context.close()
    assert wrong == []


def sign_in(page: Page, site: str, user: str = "shichang.officer") -> None:
    page.goto(f"{site}/desk/")
    page.get_by_label("登录名").fill(user)
    page.get_by_label("密码").fill(factory.PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/desk/")


def form(page: Page, step: str) -> Any:
    return page.locator(f"form[action$='/step/{step}/']").first


def enter(page: Page) -> None:
    f = form(page, "entry")
    for o in factory.officers("shichang"):
        f.locator(f"input[name=entry-officers][value='{o}']").check()
    f.locator("input[name=entry-cards_shown][value='1']").check()
    f.locator("input[name=entry-admission][value='检查通知书']").check()
    f.get_by_role("button", name="记录").click()


def look(page: Page, photo: Path | None = None) -> None:
    page.locator("#later summary", has_text="现场检查并制作笔录").click()
    f = form(page, "on_site")
    for o in factory.officers("shichang"):
        f.locator(f"input[name=on_site-officers][value='{o}']").check()
    f.locator("[name=on_site-record]").fill("查看场所和台账")
    if photo:
        f.locator("[name=on_site-files]").set_input_files(photo)
    f.get_by_role("button", name="记录").click()


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("YIFA_SHOTS"):
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=f"{folder}/{name}.png")


def steps(matter: str) -> list[str]:
    return list(Entry.objects.filter(matter=matter).order_by("seq").values_list("step", flat=True))


def net(context: BrowserContext, off: bool) -> None:
    context.set_offline(off)


def test_two_steps_without_a_network_are_kept_and_sent_in_order_with_the_minute_of_the_press(phone: Page, matter: str, tmp_path: Path) -> None:
    photo = tmp_path / "现场.png"
    segno.make("a photo", micro=False).save(str(photo), scale=4)
    net(phone.context, True)
    enter(phone)
    expect(phone.locator("#queue")).to_contain_text("1步存在本机")
    phone.clock.set_fixed_time(datetime.combine(DAY, time(9, 17), BEIJING))
    look(phone, photo)
    expect(phone.locator("#queue")).to_contain_text("2步存在本机")
    expect(phone.locator("#queue li").nth(0)).to_contain_text("12月3日 09:02按下")
    expect(phone.locator("#queue li").nth(1)).to_contain_text("12月3日 09:17按下")
    shot(phone, "offline-queue-hand")
    assert Axe().run(phone).response["violations"] == []
    assert not phone.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert steps(matter) == ["filing", "approval"], "nothing reached the county"
    net(phone.context, False)
    phone.wait_for_url("**/?done=4")
    expect(phone.locator("#queue")).to_be_hidden()
    assert steps(matter) == ["filing", "approval", "entry", "on_site"]
    made = Entry.objects.filter(matter=matter, seq__gt=2).order_by("seq")
    assert [e.happened_at for e in made] == ["2026-12-03T09:02+08:00", "2026-12-03T09:17+08:00"]
    assert [json.loads(e.body_row.text)["sent"]["pressed"] for e in made] == [e.happened_at for e in made]
    [sent] = json.loads(made[1].body_row.text)["attachments"]
    assert (sent["name"], sent["sha256"]) == ("现场.png", hashlib.sha256(photo.read_bytes()).hexdigest()), "the photo went with it"
    assert {e.recorded_at for e in made} == {"2026-12-03T01:30:00Z"}


def test_an_answer_that_got_lost_is_asked_for_again_and_nothing_is_recorded_twice(phone: Page, matter: str) -> None:
    lost: list[int] = []

    def lose(route: Route) -> None:  # the county records it, the phone never hears of it
        lost.append(route.fetch().status)
        route.abort("connectionreset")

    phone.add_init_script("delete Navigator.prototype.locks")  # as in a browser that has none, for want of https
    phone.reload()
    phone.route("**/sent/**", lose, times=1)
    enter(phone)
    expect(phone.locator("#queue")).to_contain_text("1步存在本机")
    assert lost == [200] and steps(matter) == ["filing", "approval", "entry"]
    phone.get_by_role("button", name="现在送出").click()
    phone.wait_for_url("**/?done=3")
    assert steps(matter) == ["filing", "approval", "entry"]


def test_what_is_kept_survives_the_closing_of_the_page(phone: Page, site: str, matter: str) -> None:
    net(phone.context, True)
    enter(phone)
    expect(phone.locator("#queue")).to_contain_text("1步存在本机")
    phone.close()
    net(phone.context, False)
    again = phone.context.new_page()
    again.clock.install(time=NOW)
    with again.expect_response("**/sent/entry/") as sent:
        again.goto(f"{site}/desk/visits/")
    assert sent.value.status == 200
    expect(again.locator("#queue")).to_be_hidden()
    assert steps(matter) == ["filing", "approval", "entry"]


def test_a_refused_step_stays_with_its_rule_and_what_to_do_and_those_after_it_wait(phone: Page, matter: str) -> None:
    net(phone.context, True)
    enter(phone)
    look(phone)
    expect(phone.locator("#queue")).to_contain_text("2步存在本机")
    take_step(factory.actor("head"), matter, "called_off", {"text": "企业停产"}, on=DAY, now=NOW)
    net(phone.context, False)
    expect(phone.locator("#queue li").nth(0)).to_contain_text("没有记录")
    expect(phone.locator("#queue li").nth(0)).to_contain_text("怎么办：")
    expect(phone.locator("#queue li").nth(1)).to_contain_text("存在本机")
    shot(phone, "offline-refused-hand")
    assert steps(matter) == ["filing", "approval", "called_off"]
    phone.reload()
    phone.get_by_role("button", name="再送一次").click()
    expect(phone.locator("#queue li").nth(0)).not_to_contain_text("有人")
    expect(phone.locator("#queue li").nth(0)).to_contain_text("怎么办：")
    shot(phone, "offline-refused-again-hand")
    phone.on("dialog", lambda d: d.accept())
    phone.get_by_role("button", name="从本机删掉").click()
    expect(phone.locator("#queue li")).to_have_count(1)
    assert steps(matter) == ["filing", "approval", "called_off"]


def test_with_a_network_a_refusal_is_the_servers_own_page_and_nothing_stays_behind(phone: Page, matter: str, site: str) -> None:
    form(phone, "entry").get_by_role("button", name="记录").click()
    phone.wait_for_url("**/step/entry/")
    expect(phone.get_by_role("alert")).to_contain_text("没有记录")
    phone.goto(f"{site}/desk/visits/{matter}/")
    expect(phone.locator("#queue")).to_be_hidden()
    assert steps(matter) == ["filing", "approval"]


def test_another_account_on_the_same_phone_sends_nothing_of_it(phone: Page, site: str, matter: str) -> None:
    net(phone.context, True)
    enter(phone)
    expect(phone.locator("#queue")).to_contain_text("1步存在本机")
    phone.route("**/sent/**", lambda route: pytest.fail("sent under another name"))
    phone.context.clear_cookies()
    net(phone.context, False)
    sign_in(phone, site, "shichang.head")
    phone.goto(f"{site}/desk/visits/{matter}/")
    expect(phone.locator("#queue")).to_contain_text("1步是别的账号存的")
    assert steps(matter) == ["filing", "approval"]
    phone.unroute("**/sent/**")
    phone.context.clear_cookies()
    sign_in(phone, site)
    phone.goto(f"{site}/desk/visits/{matter}/")
    phone.wait_for_url("**/?done=3")
    assert steps(matter) == ["filing", "approval", "entry"]


def test_signed_out_the_step_stays_until_somebody_signs_in_again(phone: Page, site: str, matter: str) -> None:
    phone.context.clear_cookies()
    enter(phone)
    expect(phone.locator("#queue")).to_contain_text("1步存在本机")
    assert steps(matter) == ["filing", "approval"]
    shot(phone, "offline-signed-out-hand")
    sign_in(phone, site)
    phone.goto(f"{site}/desk/visits/{matter}/")
    phone.wait_for_url("**/?done=3")
    assert steps(matter) == ["filing", "approval", "entry"]
