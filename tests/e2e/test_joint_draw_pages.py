"""The desk of an organ that takes part in a joint draw, and the filing of a visit with its warnings: they fit and are accessible."""

from __future__ import annotations

import os
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

import drawing as d
from e2e.test_visit_offline import sign_in
from lifted import between_tests
from web import factory
from web.test_joint_draws import visited
from yifa.actions import county as place
from yifa.registry.models import Recusal

between_tests()
WIDTHS = {"desk": 1440, "hand": 390}


@pytest.mark.parametrize("size", WIDTHS)
def test_the_pages_of_a_joint_draw_and_of_recusals_fit_and_are_accessible(
    browser: Browser, site: str, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    d.registers()
    joint = d.joint(ratios=("C=3户",))
    subject = d.drawn_rows(joint)[0][1]
    visited(joint, subject, "shichang", "未发现问题")
    late = d.in_december()
    period = {"since": factory.SINCE, "until": date(2027, 6, 30)}
    Recusal.objects.create(key="1", name="近亲属持有该企业股份", officer="YJ0", subject=subject, organ="yingji", **period)
    monkeypatch.setattr(place, "now", lambda: d.at("2026-12-28"))
    context = browser.new_context(viewport={"width": WIDTHS[size], "height": 900}, locale="zh-CN")
    page = context.new_page()
    sign_in(page, site, "yingji.officer")
    wrong: list[str] = []
    pages = {
        "draws": "/desk/draws/", "joint-draw": f"/desk/draws/{joint}/", "recusals": "/desk/rosters/recusals/",
        "draws-public": "/draws/", "draw-public": f"/draws/{late}/",
    }  # fmt: skip
    for name, where in pages.items():
        page.goto(site + where)
        if folder := os.environ.get("YIFA_SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{size}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{name}: sideways")
        wrong += [f"{name}: {v['id']} {[n['target'] for n in v['nodes']][:3]}" for v in Axe().run(page).response["violations"]]
    page.goto(f"{site}/desk/draws/{joint}/")
    page.get_by_role("link", name="登记这一户的检查").first.click()
    page.wait_for_url("**/desk/open/inspection/**")
    if folder := os.environ.get("YIFA_SHOTS"):
        page.screenshot(path=f"{folder}/joint-draw-filing-{size}.png", full_page=True)
    wrong += [f"filing: {v['id']}" for v in Axe().run(page).response["violations"]]
    context.close()
    assert not wrong, "\n".join(wrong)
