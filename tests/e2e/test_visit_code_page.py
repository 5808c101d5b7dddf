"""The page that checks a visit's code says in a browser, as a file and without a network, what `yifa visit verify` says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from engines.visit.small_visit import AT, KEY, VISIT
from yifa.proofs.visit_code import check, encode
from yifa.proofs.visit_page import page as html

GOLDEN = Path(__file__).parents[1] / "golden" / "visit" / "vectors.json"
ASK = """([cases, keys]) => cases.map(([code, at]) => {
  const got = yifaVisit.check(code, keys, at);
  return { checks: got.checks.map((c) => [c.name, c.words]), says: got.says };
})"""


@pytest.fixture(scope="module")
def screen(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page opened as a file, offline. The test's own questions need eval, which the page forbids."""
    file = tmp_path_factory.mktemp("page") / "visit.html"
    file.write_text(html([KEY.public], "青禾县"), encoding="utf-8")
    context = chromium.new_context(offline=True, bypass_csp=True)
    shown = context.new_page()
    errors: list[str] = []
    shown.on("pageerror", lambda e: errors.append(str(e)))
    shown.goto(file.as_uri())
    yield shown
    context.close()
    assert errors == []


def ask(screen: Page, cases: list[list[str]]) -> list[Any]:
    return list(screen.evaluate(ASK, [cases, [KEY.public.text]]))


def test_the_test_vectors_hold_in_the_browser(screen: Page) -> None:
    kept = json.loads(GOLDEN.read_text(encoding="utf-8"))["cases"]
    told = ask(screen, [[c["code"], c["at"]] for c in kept])
    assert told == [{"checks": c["checks"], "says": c["says"]} for c in kept]
    shorts = screen.evaluate("(codes) => codes.map(yifaVisit.short)", [c["code"] for c in kept[:1]])
    assert shorts == [kept[0]["short"]]


def test_every_changed_character_gets_the_same_answer(screen: Page) -> None:
    code = encode(VISIT, KEY)
    changed = [[code[:i] + ("A" if c != "A" else "B") + code[i + 1 :], AT] for i, c in enumerate(code) if i % 3 == 0]
    for (text, at), told in zip(changed, ask(screen, changed), strict=True):
        here = check(text, [KEY.public], at)
        assert told["checks"] == [[c.name, c.words] for c in here.checks] and not here.ok, text


def test_a_person_pastes_a_code_and_reads_the_answer(screen: Page) -> None:
    screen.fill("#code", encode(VISIT, KEY))
    assert "检查码不能用" in screen.inner_text("#out") or "检查码有效" in screen.inner_text("#out"), "by the clock of the machine"
    assert "青禾县禾丰食品有限公司" in screen.inner_text("#out")
    screen.fill("#code", "YFV1.ABC")  # a bad copy first gets a second look; refusing comes after it
    assert "检查码没有读全，请对方重新出示" in screen.inner_text("#out") and "禾丰" not in screen.inner_text("#out")
    screen.fill("#code", encode(VISIT, KEY))
    screen.fill("#keys", "")
    assert "不在本县公布的公钥里" in screen.inner_text("#out") and "不能相信" in screen.inner_text("#out")
