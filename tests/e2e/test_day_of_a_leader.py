"""A leader opens the annual report and follows a number down to a record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from lifted import between_tests
from web import factory
from yifa.actions import county as place

between_tests()


@pytest.fixture
def site(
    live_server: Any, transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> Iterator[str]:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(place, "now", lambda: factory.NOW)
    factory.seed()
    factory.published(title="禾丰食品日常检查")
    factory.tick()
    yield live_server.url
    place.county.cache_clear()


def test_from_the_report_through_a_number_to_the_record_and_back_to_the_public(browser: Browser, site: str) -> None:
    year = factory.TODAY.year
    page = browser.new_page(locale="zh-CN")
    page.goto(f"{site}/desk/sign-in/")
    page.get_by_label("登录名").fill("zhengfu.leader")
    page.get_by_label("密码").fill(factory.PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="报告", exact=True).click()
    page.get_by_role("link", name=f"{year}年度报告").click()
    assert "行政检查" in page.locator("article").inner_text()
    page.locator(f'a[href="/desk/report/{year}/inspections_total/"]').first.click()
    assert "行政检查次数" in page.locator("h1").inner_text()
    page.get_by_role("link", name="青市监检案").first.click()
    assert "禾丰食品日常检查" in page.locator("h1").inner_text()
    page.goto(f"{site}/desk/report/{year}/")
    page.get_by_role("button", name="公开本年度报告").click()
    assert page.url == f"{site}/report/{year}/"
    page.locator(f'a[href="/report/{year}/inspections_total/"]').first.click()
    page.get_by_role("link", name="青市监检案").first.click()
    assert "/records/" in page.url and page.locator("h1").inner_text()
    page.close()
