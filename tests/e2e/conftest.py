"""A browser for the tests of whole pages: the system's Chromium, offline but for the server under test."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path(os.environ.get("YIFA_CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Playwright keeps an event loop in the thread of the test; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        says = f"没有浏览器 {CHROMIUM}。请安装（Debian：apt-get install chromium），或者用 YIFA_CHROMIUM 指明位置。"
        if os.environ.get("YIFA_REQUIRE_BROWSER") == "1":
            pytest.fail(says)
        pytest.skip(says)
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """The browser for one test. What it opened is closed after it, and the server's threads have ended: they hold the
    database of the tests, which is emptied next and is no longer theirs once the server has stopped."""
    yield chromium
    for context in chromium.contexts:
        context.close()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=10)


@pytest.fixture
def site(
    live_server: Any, transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> Iterator[str]:
    """The address of a small town's site, on its own day."""
    from web import factory
    from yifa.actions import county as place

    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(place, "now", lambda: factory.NOW)
    factory.seed()
    yield live_server.url
    place.county.cache_clear()
