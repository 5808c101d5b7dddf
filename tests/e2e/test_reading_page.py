"""A report read in a browser: accessible and fitting at both sizes, its marks reached by the keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from lifted import between_tests
from web.test_reading import OTHER, REPORT

between_tests()


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_a_report_and_two_side_by_side_are_accessible_and_fit(browser: Browser, live_server: Any, width: int, theme: Any) -> None:
    page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme).new_page()
    files = [{"name": f"{n}.txt", "mimeType": "text/plain", "buffer": words.encode()} for n, words in (("甲", REPORT), ("乙", OTHER))]
    wrong: list[str] = []
    for name, given in (("form", []), ("one", files[:1]), ("two", files)):
        page.goto(f"{live_server.url}/reading/")
        if given:
            page.set_input_files("#f-files", given)
            page.get_by_role("button", name="读报告").click()
            page.wait_for_load_state()
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{name}: sideways")
        found = Axe().run(page).response["violations"]
        wrong += [f"{name}: {v['id']} {[n['target'] for n in v['nodes']][:3]}" for v in found]
    assert not wrong
    page.locator("button[name=show]").nth(1).click()
    page.wait_for_load_state()
    assert "白石县人民政府" in page.locator("article").inner_text()


def test_the_keyboard_goes_from_a_number_to_how_it_was_read_and_back(browser: Browser, live_server: Any) -> None:
    page = browser.new_page()
    page.goto(f"{live_server.url}/reading/")
    page.locator("#f-text").fill(REPORT)
    page.get_by_role("button", name="读报告").click()
    page.wait_for_load_state()
    page.locator("article a.num").first.focus()
    page.keyboard.press("Enter")
    row = page.locator("tr:target")
    assert row.count() == 1 and "64件" in row.inner_text()
    row.get_by_role("link").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').textContent").startswith("64")
