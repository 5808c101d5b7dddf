"""The visit on a phone and at a desk: every page fits and is accessible, and the page of the code runs under its own policy."""

from __future__ import annotations

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from lifted import between_tests
from web import factory
from yifa.actions.take_step import take_step
from yifa.registry.models import Power, VisitCap

between_tests()
WIDTHS = {"desk": 1440, "hand": 390}


@pytest.mark.parametrize("size", WIDTHS)
def test_the_visit_fits_is_accessible_and_its_code_is_checked(browser: Browser, site: str, size: str) -> None:
    VisitCap.objects.create(key="C1", name="年度上限", organ="shichang", times=1, basis="市监发〔2026〕3号", since=factory.SINCE)
    for key, name in (("JC01", "食品标签检查"), ("JC02", "计量器具检查")):
        Power.objects.create(key=key, name=name, organ="shichang", kind="行政检查", basis="食品安全法", since=factory.SINCE)
    factory.published()
    matter = factory.filed(factory.TODAY)
    take_step(factory.actor("head"), matter, "approval", {"officers": "执法员甲、执法员乙"}, on=factory.TODAY, now=factory.NOW)
    context = browser.new_context(viewport={"width": WIDTHS[size], "height": 900}, locale="zh-CN")
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.goto(f"{site}/desk/")
    page.get_by_label("登录名").fill("shichang.officer")
    page.get_by_label("密码").fill(factory.PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/desk/")
    pages = {
        "visits": "/desk/visits/", "visit": f"/desk/visits/{matter}/", "saved": "/desk/visits/saved/", "saved_public": "/visits-saved/",
        "file": f"/desk/open/inspection/?subject={factory.FIRM}", "now": "/visit-code/now/", "code": "/visit-code/",
    }  # fmt: skip
    code = ""
    for name, where in pages.items():
        page.goto(site + where)
        if name == "visit":
            code = page.locator("code.key").inner_text() if page.locator("details").first.evaluate("d => d.open = true") else ""
        if name == "code":
            page.fill("#code", code)
            expect(page.locator("#out")).to_contain_text("青禾县禾丰食品有限公司")
        if folder := os.environ.get("YIFA_SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{size}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{name}: sideways")
        if name != "code":  # its policy lets no other script in
            wrong += [f"{name}: {v['id']} {[n['target'] for n in v['nodes']][:3]}" for v in Axe().run(page).response["violations"]]
    page.goto(f"{site}/visit-code/now/")
    page.get_by_label("检查码", exact=True).fill(code)
    page.get_by_role("button", name="核对").click()
    expect(page.get_by_role("status")).to_contain_text("没有被责令停止")
    context.close()
    assert not wrong, "\n".join(wrong)
