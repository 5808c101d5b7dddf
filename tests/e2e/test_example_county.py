"""The example county in a browser: whoever runs it finds draws, a joint year, caps and ratings, and each page is sound."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.test_day_pages import SIZES, checked, sign_in
from lifted import between_tests
from present import full
from web import factory
from yifa.actions import county as place
from yifa.kernel.facts import BEIJING
from yifa.registry.models import User
from yifa.sample.present import Lively
from yifa.store.models import Matter

between_tests()
NOW = datetime(2026, 12, 9, 11, 30, tzinfo=BEIJING)
USERS = ("shichang.officer", "sifa.supervisor")


@pytest.fixture
def county(
    live_server: Any, transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> Iterator[tuple[str, Lively]]:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(place, "now", lambda: NOW)
    made = full(tmp_path, NOW)
    for user in User.objects.filter(username__in=USERS):
        user.set_password(factory.PASSWORD)
        user.save(update_fields=["password"])
    yield live_server.url, made
    place.county.cache_clear()


def test_a_newcomer_finds_draws_joint_visits_caps_and_ratings(browser: Browser, county: tuple[str, Lively]) -> None:
    site, made = county
    wrong: list[str] = []
    for size, (width, theme) in SIZES.items():
        page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, locale="zh-CN").new_page()
        page.on("console", lambda m: wrong.append(f"console: {m.text}") if m.type == "error" else None)
        the_public_sees(page, site, size, wrong)
        a_firm_sees(page, site, made, size, wrong)
        the_desk_sees(page, site, made, size, wrong)
    assert wrong == []


def the_public_sees(page: Page, site: str, size: str, wrong: list[str]) -> None:
    page.goto(f"{site}/draws/")
    for state in ("结果已公示", "已作废", "逾期", "正在检查", "等信标公布", "没有缺号"):
        expect(page.get_by_text(state).first).to_be_visible()
    checked(page, "example_draws", size, wrong)
    page.get_by_role("link", name="〔2026〕1号").click()
    expect(page.get_by_role("link", name="下载 record.json")).to_be_visible()
    expect(page.get_by_text("与账本记载的摘要不符")).to_have_count(0)
    checked(page, "example_draw", size, wrong)
    for name, where, words in (
        ("history", "/draws/history/", "从未抽中"),
        ("joint", "/joint/2026/", "已经最少"),
        ("ratings", "/ratings/", "不满5份，不公布"),
    ):
        page.goto(site + where)
        expect(page.get_by_text(words).first).to_be_visible()
        checked(page, f"example_{name}", size, wrong)


def a_firm_sees(page: Page, site: str, made: Lively, size: str, wrong: list[str]) -> None:
    door = made.doors[0]
    page.goto(f"{site}/firm/{door.token}/")
    page.get_by_label("验证码").fill(door.number)
    page.get_by_role("button", name="打开我的页面").click()
    expect(page.get_by_text("上限").first).to_be_visible()
    expect(page.get_by_text("正在办").first).to_be_visible()
    expect(page.get_by_role("button", name="领评价凭证").first).to_be_visible()
    checked(page, "example_firm", size, wrong)


def the_desk_sees(page: Page, site: str, made: Lively, size: str, wrong: list[str]) -> None:
    sign_in(page, site, "shichang.officer")
    page.goto(f"{site}/desk/visits/")
    for state in ("可以进门", "已经进门", "还不能进门"):
        expect(page.get_by_text(state, exact=True)).to_be_visible()
    page.get_by_role("link", name=made.doors[0].firm).click()
    expect(page.get_by_text("的次数到这一次用完")).to_be_visible()
    checked(page, "example_visit", size, wrong)
    page.context.clear_cookies()
    sign_in(page, site, "sifa.supervisor")
    page.goto(f"{site}/desk/?procedure=visit_report")
    expect(page.get_by_role("link", name="没有备案的检查")).to_have_count(1)
    plan = Matter.objects.get(procedure="joint_plan").id
    for by in ("firm", "officer", "township"):
        page.goto(f"{site}/desk/joint/plans/{plan}/calendar/?by={by}")
        assert page.locator("main tbody tr").count() > 10, by
        checked(page, f"example_calendar_{by}", size, wrong)
