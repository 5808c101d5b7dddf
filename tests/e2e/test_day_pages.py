"""Every page of the desk and the portal in a browser: no violation that axe knows, no sideways scrolling, no complaint."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

import drawing
from lifted import between_tests
from web import factory
from yifa.actions.draws.publish_draw import publish_draw
from yifa.actions.draws.void_draw import void_draw
from yifa.chapters.enforcement.inspection_facts import Found
from yifa.ledger.proof import code_of
from yifa.store.models import Entry

between_tests()
SIZES = {"wide": (1440, "light"), "phone": (390, "dark")}


def sign_in(page: Page, site: str, user: str) -> None:
    page.goto(f"{site}/desk/sign-in/")
    page.get_by_label("登录名").fill(user)
    page.get_by_label("密码").fill(factory.PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/desk/")


def checked(page: Page, name: str, size: str, wrong: list[str]) -> None:
    folder = os.environ.get("YIFA_SHOTS")
    if folder:
        page.screenshot(path=f"{folder}/{name}-{size}.png", full_page=True)
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if sideways:
        wrong.append(f"{name}: {sideways} px sideways")
    found = Axe().run(page).response["violations"]
    wrong += [f"{name}: {v['id']} {[n['target'] for n in v['nodes']][:3]}" for v in found]


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_accessible_and_fits(browser: Browser, site: str, size: str) -> None:
    late = factory.found(day=factory.TODAY - timedelta(days=60), title="禾丰食品飞行检查", result=Found.ordered)
    factory.filed()
    factory.found()
    shown = factory.published(title="顺达建材日常检查")
    gone = factory.withdrawn(title="顺达建材专项检查")
    drawing.registers()
    drawn, overdue, to_seal, void, done = drawing.selected(), drawing.beaconed(), drawing.frozen(), drawing.planned(), drawing.selected()
    void_draw(drawing.who("head"), void, "方案里的比例写错了", now=drawing.at("2026-08-29"))
    drawing.opened(done)
    publish_draw(drawing.who("registrar"), done, now=drawing.at("2026-10-09"))
    factory.tick()
    code = code_of(Entry.objects.get(matter=shown, seq=5).hash)
    desk = {
        "inbox": "/desk/",
        "inbox_empty": "/desk/?q=没有这样的案件",
        "matter": f"/desk/matters/{late}/",
        "matter_closed": f"/desk/matters/{shown}/",
        "entry": f"/desk/matters/{shown}/6/",
        "serve": f"/desk/matters/{late}/5/serve/",
        "correct": f"/desk/matters/{late}/5/correct/",
        "step": f"/desk/matters/{late}/step/told/",
        "step_barred": f"/desk/matters/{late}/step/recheck/",
        "matters": "/desk/matters/",
        "open": "/desk/open/",
        "open_subject": "/desk/open/inspection/?q=青禾县",
        "open_form": f"/desk/open/inspection/?subject={factory.FIRM}",
        "rosters": "/desk/rosters/",
        "roster": "/desk/rosters/officers/",
        "roster_empty": "/desk/rosters/powers/",
        "handbook": "/desk/handbook/",
        "procedure": "/desk/handbook/inspection/",
        "draws": "/desk/draws/",
        "draw": f"/desk/draws/{drawn}/",
        "draw_matter": f"/desk/matters/{drawn}/",
    }
    others = {
        "erase": ("shichang.head", f"/desk/matters/{late}/3/erase/"),
        "overview": ("sifa.supervisor", "/desk/overview/"),
        "import": ("shichang.registrar", "/desk/rosters/subjects/import/"),
        "accounts": ("zhengfu.administrator", "/desk/accounts/"),
        "account": ("zhengfu.administrator", "/desk/accounts/of/shichang.officer/"),
        "account_new": ("zhengfu.administrator", "/desk/accounts/new/"),
        "password": ("shichang.officer", "/desk/password/"),
        "draw_new": ("shichang.registrar", "/desk/draws/new/"),
        "draw_seal": ("shichang.head", f"/desk/draws/{to_seal}/"),
        "draw_select": ("shichang.registrar", f"/desk/draws/{overdue}/"),
    }
    portal = {
        "home": "/",
        "records": "/records/",
        "records_none": "/records/?q=没有",
        "record": f"/records/{shown}/",
        "withdrawn": f"/records/{gone}/",
        "receipt": "/receipt/",
        "receipt_found": f"/receipt/?code={code}",
        "receipt_wrong": "/receipt/?code=XYZ",
        "ledger": "/ledger/",
        "reading": "/reading/",
        "public_draws": "/draws/",
        "public_draw": f"/draws/{drawn}/",
        "public_draw_void": f"/draws/{void}/",
        "public_draw_done": f"/draws/{done}/",
        "public_draw_years": "/draws/history/",
        "public_handbook": "/handbook/",
        "public_procedure": "/handbook/review/",
    }
    width, theme = SIZES[size]
    wrong: list[str] = []

    def visit(user: str, pages: dict[str, str]) -> None:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if theme == "dark" else "light"
        )
        page = context.new_page()
        expected = ("404", "422", "Failed to load resource")
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error" and not m.text.startswith(expected) else None)
        if user:
            sign_in(page, site, user)
        for name, where in pages.items():
            answer = page.goto(site + where)
            assert answer is not None and answer.status < 500, f"{name}: {answer and answer.status}"
            checked(page, name, size, wrong)
        if user == "shichang.officer":
            page.goto(f"{site}/desk/matters/{late}/step/told/")
            page.get_by_label("哪一天").fill("2026-01-05")
            page.get_by_role("button", name="记录告知检查结果").click()
            checked(page, "refused", size, wrong)
        context.close()

    visit("shichang.officer", desk)
    for name, (user, where) in others.items():
        visit(user, {name: where})
    visit("", {"sign_in": "/desk/sign-in/", **portal})
    assert not wrong, "\n".join(wrong)


def test_a_changed_condition_narrows_the_list_in_its_place_and_the_address_tells_it(browser: Browser, site: str) -> None:
    """With script nothing is loaded anew; the button does the same without."""
    factory.filed()
    factory.published(title="顺达建材日常检查")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sign_in(page, site, "shichang.officer")
    page.goto(f"{site}/desk/matters/")
    page.evaluate("window.kept = true")
    assert page.get_by_text("顺达建材日常检查").is_visible()
    page.get_by_label("状态").select_option("open")
    page.wait_for_url("**/desk/matters/?**state=open**")
    page.get_by_text("顺达建材日常检查").wait_for(state="detached")
    assert page.get_by_text("禾丰食品日常检查").is_visible() and page.evaluate("window.kept")
    page.go_back()
    page.get_by_text("顺达建材日常检查").wait_for()
    context.close()
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    sign_in(page, site, "shichang.officer")
    page.goto(f"{site}/desk/matters/")
    page.get_by_label("状态").select_option("open")
    page.get_by_role("button", name="查找").click()
    assert "state=open" in page.url and not page.get_by_text("顺达建材日常检查").count()
    plain.close()
