"""A citizen downloads an opened record from the portal and verifies it there, in a page that reaches nothing."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

import drawing
from lifted import between_tests

between_tests()


def test_the_record_is_verified_on_the_portal_and_a_changed_one_is_not(browser: Browser, site: str, tmp_path: Path) -> None:
    drawing.registers()
    matter = drawing.selected()
    drawing.opened(matter)
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/draws/{matter}/")
    with page.expect_download() as got:
        page.get_by_role("link", name="下载 record.json").click()
    record = tmp_path / "got.json"
    got.value.save_as(record)
    page.get_by_role("link", name="打开核对页").click()
    page.set_input_files("#file", record)
    page.get_by_text("项全部成立").wait_for()
    changed = tmp_path / "changed.json"
    changed.write_bytes(record.read_bytes().replace("秋季".encode(), "冬季".encode()))
    page.set_input_files("#file", changed)
    page.get_by_text("项不成立").wait_for()
