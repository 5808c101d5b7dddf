"""The firm's page, its ratings and the desk's links in a browser: axe finds nothing, nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from e2e.test_day_pages import SIZES, checked, sign_in
from lifted import between_tests
from web import factory
from yifa.actions import county as place
from yifa.actions.firms.fetch_rating_token import fetch_rating_token
from yifa.actions.firms.issue_firm_link import issue_firm_link
from yifa.actions.firms.rate_visit import rate_visit
from yifa.actions.firms.shared import VerifiedFirm
from yifa.actions.take_step import take_step
from yifa.chapters.enforcement.inspection_facts import Cause
from yifa.kernel.facts import BEIJING

between_tests()


@pytest.fixture
def site(
    live_server: Any, transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> Iterator[str]:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(place, "now", lambda: factory.NOW)
    monkeypatch.setattr(factory, "PLAN", dict(factory.PLAN))
    factory.seed()
    yield live_server.url
    place.county.cache_clear()


def visited() -> None:
    """A year of visits: a published one, one on a report, five rated ones of the quarter, and officers here today."""
    factory.PLAN["cap"] = 9
    who = VerifiedFirm(factory.FIRM, "")
    for i in range(5):
        token = fetch_rating_token(who, factory.found(factory.TODAY - timedelta(days=12 + i)), now=factory.NOW)
        rate_visit(token, (5, 5, 4, 3, 5)[i], now=factory.NOW)
    factory.published()
    factory.PLAN["cause"] = Cause.complaint
    factory.found(factory.TODAY - timedelta(days=30))
    factory.PLAN |= {"cause": Cause.random, "batch": "2026-14", "joint": True, "partners": "青禾县应急管理局"}
    today = factory.filed(factory.TODAY)
    take_step(factory.actor("head"), today, "approval", {}, on=factory.TODAY, now=factory.NOW)
    entry = {"cards_shown": True, "admission": "检查码（扫码入企）"}
    at = factory.NOW - timedelta(minutes=10)
    take_step(factory.actor("officer"), today, "entry", entry, on=at, officers=factory.officers("shichang"), now=factory.NOW)


def enter(page: Page, site: str, token: str, number: str) -> None:
    page.goto(f"{site}/firm/{token}/")
    page.get_by_label("验证码").fill(number)
    page.get_by_role("button", name="打开我的页面").click()
    page.get_by_role("heading", name="来的人").wait_for()


@pytest.mark.parametrize("size", SIZES)
def test_every_page_of_the_firm_is_accessible_and_fits(
    browser: Browser, site: str, size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    visited()
    link = issue_firm_link(factory.actor("registrar", "sifa"), factory.FIRM, "窗口交给负责人", now=factory.NOW)
    width, theme = SIZES[size]
    wrong: list[str] = []
    page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme).new_page()
    page.on("console", lambda m: wrong.append(f"console: {m.text}") if m.type == "error" and "422" not in m.text else None)
    page.goto(f"{site}/firm/{link.token}/")
    checked(page, "firm_door", size, wrong)
    enter(page, site, link.token, link.number)
    checked(page, "firm", size, wrong)
    page.get_by_text("来的人和这里不一样").click()
    page.get_by_label("做了什么").fill("进厂看了仓库，没有出示检查通知书")
    page.get_by_label("青禾县司法局").or_(page.get_by_label("说是哪个单位的")).first.select_option("sifa")
    page.get_by_role("button", name="反映这次检查").click()
    page.get_by_text("没有备案", exact=True).wait_for()
    page.get_by_text("登记避开的日子", exact=True).click()
    page.get_by_label("从哪天").fill("2027-04-12")
    page.get_by_label("到哪天").fill("2027-03-25")
    page.locator("#step-spare").get_by_label("为什么").fill("采茶")
    page.get_by_role("button", name="登记这些日子").click()
    page.get_by_text("“到哪天”在“从哪天”以前").first.wait_for()
    checked(page, "firm_refused", size, wrong)
    page.get_by_role("button", name="领评价凭证").first.click()
    page.get_by_role("heading", name="评价凭证").wait_for()
    checked(page, "firm_token", size, wrong)
    page.get_by_role("button", name="现在评价").click()
    page.get_by_label("4分，好").check()
    checked(page, "rate", size, wrong)
    page.get_by_role("button", name="评价").click()
    page.get_by_text("已经评价，谢谢").wait_for()
    with monkeypatch.context() as later:
        later.setattr(place, "now", lambda: datetime.combine(factory.TODAY + timedelta(days=110), time(9), BEIJING))
        page.goto(f"{site}/ratings/")
        page.get_by_text("盲签名").first.wait_for()
        checked(page, "ratings", size, wrong)
    sign_in(page, site, "sifa.registrar")
    for name, where in {"firms": "/desk/firms/", "firm_new": "/desk/firms/issue/"}.items():
        page.goto(f"{site}{where}")
        checked(page, name, size, wrong)
    page.get_by_label("统一社会信用代码").fill(factory.FIRMS[1][0])
    page.get_by_label("怎样交给企业").fill("窗口交给负责人")
    page.get_by_role("button", name="发放链接").click()
    page.get_by_text("只显示这一次").wait_for()
    checked(page, "firm_link", size, wrong)
    assert wrong == []
