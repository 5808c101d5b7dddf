"""The square of a visit's code is read from an officer's phone by an independent scanner, and from a photo by the page that checks it.

Chromium on Linux has no BarcodeDetector, so in the page `zbarimg` stands in its place: the way from the picture's file to the answer is
the page's own. What phones bring themselves (their detectors, the camera) is not tested here.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from datetime import datetime, time
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Browser, Page, expect

from e2e.test_visit_offline import sign_in
from engines.visit.small_visit import KEY, TOGETHER, VISIT
from lifted import between_tests
from web.test_joint_visits import approve, joint
from web.test_visits import DAY, coded
from yifa.actions import county as place
from yifa.kernel.facts import BEIJING
from yifa.proofs.visit_code import check, encode
from yifa.proofs.visit_page import page as html
from yifa.web.ledger import verifiers

between_tests()
SCANNER = shutil.which("zbarimg")
pytestmark = pytest.mark.skipif(SCANNER is None, reason="没有 zbarimg（Debian：apt-get install zbar-tools）")
NOW = datetime.combine(DAY, time(9, 30), BEIJING)
STAND_IN = """window.BarcodeDetector = class {
  async detect(bitmap) {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    const text = await window.scanned(canvas.toDataURL("image/png").split(",")[1]);
    return text ? [{ rawValue: text }] : [];
  }
};"""


def scanned(picture: bytes) -> str:
    """What the scanner reads in a picture; "" where it finds no code."""
    done = subprocess.run([str(SCANNER), "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "-"], input=picture, capture_output=True, check=False)
    return done.stdout.decode().strip()


@pytest.mark.parametrize("organs", [("shichang",), ("shichang", "yingji", "sifa")], ids=["one organ", "three organs"])
def test_a_scanner_reads_the_code_from_the_phone_of_an_officer(
    browser: Browser, site: str, monkeypatch: pytest.MonkeyPatch, organs: tuple[str, ...]
) -> None:
    monkeypatch.setattr(place, "now", lambda: NOW)
    matter = coded(NOW) if len(organs) == 1 else joint(NOW, organs[0])
    for o in organs[1:]:
        approve(NOW, joint(NOW, o), o)
    if len(organs) > 1:
        approve(NOW, matter, organs[0])
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=3, locale="zh-CN")
    phone = context.new_page()
    sign_in(phone, site)
    phone.goto(f"{site}/desk/visits/{matter}/")
    if folder := os.environ.get("YIFA_SHOTS"):
        phone.screenshot(path=f"{folder}/scan-{len(organs)}.png")
    text = scanned(phone.screenshot())
    shown = phone.locator("code.key").first.text_content()
    context.close()
    assert text == shown, "the whole screen as a camera sees it, and the same text as under the square"
    done = check(text, verifiers().values(), "2026-12-03T09:30")
    assert done.ok and done.says and len(done.says.parties) == len(organs)


@pytest.fixture
def checking(browser: Browser, tmp_path: Path) -> Page:
    """The page that checks, as a file without a network, in a browser that detects codes."""
    file = tmp_path / "visit.html"
    file.write_text(html([KEY.public], "青禾县"), encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844}, locale="zh-CN")
    context.add_init_script(STAND_IN)
    context.expose_function("scanned", lambda data: scanned(base64.b64decode(data)))
    page = context.new_page()
    page.clock.install(time=NOW)
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize("visit", [VISIT, TOGETHER], ids=["one organ", "three organs"])
def test_a_photo_of_a_code_is_read_and_answered_on_the_page(checking: Page, tmp_path: Path, visit: object) -> None:
    photo = tmp_path / "photo.png"
    segno.make(encode(visit, KEY), error="m", micro=False).save(str(photo), scale=6)  # type: ignore[arg-type]  # VISIT or TOGETHER
    checking.set_input_files("#photo", photo)
    expect(checking.locator("#out")).to_contain_text("检查码有效")
    expect(checking.locator("#out")).to_contain_text("青市监-002")
    if visit is TOGETHER:
        expect(checking.locator("#out")).to_contain_text("3个机关一起来")
        for words in ("青禾县卫生健康局", "青卫-015", "青禾县消防救援大队", "消防监督检查", "青消-011"):
            expect(checking.locator("#out")).to_contain_text(words)
    assert not checking.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    if folder := os.environ.get("YIFA_SHOTS"):
        checking.screenshot(path=f"{folder}/photo-{'joint' if visit is TOGETHER else 'one'}.png", full_page=True)


def test_a_photo_without_a_code_or_of_something_else_is_told_so(checking: Page, tmp_path: Path) -> None:
    blank = tmp_path / "blank.png"
    segno.make("1", error="l", micro=True).save(str(blank), scale=2)
    checking.set_input_files("#photo", blank)
    expect(checking.locator("#out")).to_contain_text("照片里没有认出检查码")
    other = tmp_path / "other.png"
    segno.make("https://example.org/", micro=False).save(str(other), scale=6)
    checking.set_input_files("#photo", other)
    expect(checking.locator("#out")).to_contain_text("检查码没有读全")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    checking.set_input_files("#photo", tmp_path / "broken.png")
    expect(checking.locator("#out")).to_contain_text("照片里没有认出检查码")


def test_a_browser_that_detects_no_codes_is_offered_no_photo(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "visit.html"
    file.write_text(html([KEY.public], "青禾县"), encoding="utf-8")
    page = browser.new_context(offline=True).new_page()
    page.goto(file.as_uri())
    if page.evaluate("'BarcodeDetector' in window"):
        pytest.skip("这个浏览器自己会认码")
    expect(page.locator("#camera")).to_be_hidden()
    expect(page.locator("#code")).to_be_visible()
