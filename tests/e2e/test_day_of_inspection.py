"""One inspection in a browser, from filing to publication, by the persons who must act; then a citizen checks a receipt."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, Page, expect

from lifted import between_tests
from web import factory
from yifa.store.models import Entry, Matter

between_tests()
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
TITLE = "禾丰食品有限公司食品标签检查"


def as_person(browser: Browser, site: str, user: str) -> Page:
    """A browser of one's own, signed in and at the inbox."""
    page = browser.new_context(locale="zh-CN").new_page()
    page.goto(f"{site}/desk/")
    page.get_by_label("登录名").fill(user)
    page.get_by_label("密码").fill(factory.PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1, name="待办")).to_be_visible()
    return page


def enter(page: Page) -> None:
    """From the inbox to the matter."""
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="待办").click()
    page.get_by_role("link", name=TITLE).click()


def step(page: Page, key: str) -> Any:
    """The step's form on the matter page, opened."""
    found = page.locator(f"#step-{key}")
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found


def record(page: Page, key: str, button: str) -> None:
    page.locator(f"#step-{key}").get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已经记录")


def two_officers(form: Any) -> None:
    for name in ("执法员甲", "执法员乙"):
        form.get_by_label(name).check()


def test_an_inspection_is_carried_from_filing_to_publication_and_a_citizen_checks_a_receipt(
    browser: Browser, site: str
) -> None:
    officer = as_person(browser, site, "shichang.officer")

    # The officer files the visit before anybody enters.
    officer.get_by_role("link", name="登记新案").click()
    officer.get_by_role("link", name="行政检查（国办发〔2024〕54号）").click()
    officer.get_by_label("名称或者统一社会信用代码").fill("禾丰")
    officer.get_by_role("button", name="查找").click()
    officer.get_by_role("link", name="青禾县禾丰食品有限公司").click()
    officer.get_by_label("事由", exact=True).fill(TITLE)
    officer.get_by_label("企业", exact=True).check()
    officer.get_by_label("检查事由").select_option("年度计划")
    officer.get_by_label("检查事项（清单内）").fill("食品标签检查")
    officer.get_by_label("本次上门完成的检查任务").fill("食品标签检查\n计量器具检查")
    officer.get_by_label("拟检查日期").fill(factory.TODAY.isoformat())
    officer.get_by_role("button", name="登记，记录入企前备案").click()
    expect(officer.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    expect(officer.locator("#step-entry")).to_contain_text("还不能做：“批准检查方案”还没有办")

    # The head approves; the officer may not.
    head = as_person(browser, site, "shichang.head")
    enter(head)
    step(head, "approval").get_by_label("检查方案").fill("两名执法人员，按清单检查标签")
    record(head, "approval", "记录批准检查方案")

    # One officer alone is refused with the article, and nothing typed is lost; two go in.
    enter(officer)
    form = step(officer, "entry")
    form.get_by_label("执法员甲").check()
    form.get_by_role("group", name="已出示执法证件").get_by_label("是").check()
    form.get_by_label("检查通知书").check()
    form.get_by_label("企业陪同人员").fill("林昭")
    form.get_by_role("button", name="记录出示证件，扫码或者持通知书入企").click()
    expect(officer.get_by_role("alert")).to_contain_text("须由2名以上")
    expect(officer.get_by_label("企业陪同人员")).to_have_value("林昭")
    officer.get_by_label("执法员乙").check()
    officer.get_by_role("button", name="记录出示证件，扫码或者持通知书入企").click()
    expect(officer.get_by_role("status")).to_contain_text("已经记录")

    # On the spot, with a photograph's stand-in attached; then the result.
    form = step(officer, "on_site")
    two_officers(form)
    form.get_by_label("现场检查笔录要点").fill("抽看标签三十份，未见异常")
    form.get_by_label("附件").set_input_files({"name": "笔录.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 x"})
    record(officer, "on_site", "记录现场检查并制作笔录")
    form = step(officer, "findings")
    two_officers(form)
    form.get_by_label("检查结果").select_option("未发现问题")
    record(officer, "findings", "记录作出检查结果")

    # Told, served; the receipt goes to the firm.
    step(officer, "told")
    record(officer, "told", "记录告知检查结果")
    receipt = CODE.search(officer.get_by_role("status").inner_text())
    assert receipt is not None
    officer.get_by_role("link", name="记录送达：行政检查结果告知书").click()
    officer.get_by_label("送达方式").select_option(label="直接送达")
    officer.get_by_label("收件人").fill("林昭")
    officer.get_by_role("button", name="记录送达").click()
    expect(officer.get_by_role("status")).to_contain_text("送达")

    # Not public yet; the publisher makes it so.
    citizen = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844}).new_page()
    citizen.goto(f"{site}/records/")
    expect(citizen.get_by_text("还没有公示信息")).to_be_visible()
    publisher = as_person(browser, site, "shichang.registrar")
    enter(publisher)
    step(publisher, "publish")
    record(publisher, "publish", "记录公示检查结果")

    # The citizen reads the record and checks the receipt, before and after the ledger is sealed.
    citizen.goto(f"{site}/")
    citizen.get_by_role("link", name=TITLE).click()
    expect(citizen.get_by_role("main")).to_contain_text("未发现问题")
    expect(citizen.get_by_role("main")).not_to_contain_text("林昭")
    factory.tick()
    citizen.get_by_role("link", name="首页").click()
    citizen.get_by_label("回执码").fill(receipt.group())
    citizen.get_by_role("button", name="核验", exact=True).click()
    expect(citizen.get_by_role("main")).to_contain_text("账本里有这条记录")
    expect(citizen.get_by_role("main")).to_contain_text("告知检查结果")
    expect(citizen.get_by_role("main")).to_contain_text("条的检查点")

    matter = Matter.objects.get()
    assert matter.published_on == factory.TODAY and matter.closed
    assert list(Entry.objects.filter(matter=matter.id).order_by("seq").values_list("step", flat=True)) == [
        "filing", "approval", "entry", "on_site", "findings", "told", "+serve", "publish",
    ]  # fmt: skip
