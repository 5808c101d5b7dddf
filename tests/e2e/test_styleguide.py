"""The style guide in a browser: no violation that axe knows, no sideways scrolling, nothing fetched from elsewhere."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import django
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Route

if not settings.configured:
    os.environ.setdefault("YIFA_DATA", tempfile.mkdtemp(prefix="yifa-e2e-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yifa.site.settings")
django.setup()

from django.contrib.staticfiles import finders  # noqa: E402  # needs the settings
from django.template.loader import render_to_string  # noqa: E402
from django.test import RequestFactory, override_settings  # noqa: E402

from yifa.site.headers import POLICY  # noqa: E402
from yifa.web.styleguide import styleguide  # noqa: E402

HOST = "http://yifa.test"
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".js": "text/javascript"}
PAGES = ("styleguide", "403", "404", "500", "sign_in")


def page_html(name: str) -> str:
    if name == "styleguide":
        with override_settings(STYLEGUIDE=True):
            return styleguide(RequestFactory().get("/styleguide/")).content.decode()
    file = "yifa/sign_in.html" if name == "sign_in" else f"{name}.html"
    return render_to_string(file, {"county": "青禾县", "fields": SIGN_IN})


SIGN_IN = [
    {"name": "username", "id": "f-username", "label": "用户名", "kind": "text", "autocomplete": "username"},
    {"name": "password", "id": "f-password", "label": "密码", "kind": "password"},
]
for one in SIGN_IN:
    one["required"] = "yes"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_accessible_and_fit(browser: Browser, name: str, width: int, theme: str) -> None:
    html, elsewhere, complaints = page_html(name), list[str](), list[str]()

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOST).split("?")[0]
        if not route.request.url.startswith(HOST):
            elsewhere.append(route.request.url)
            route.abort()
        elif path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            assert isinstance(found, str), f"{path} is not among the static files"
            route.fulfill(body=Path(found).read_bytes(), content_type=TYPES[Path(found).suffix])
        else:
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)

    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if theme == "dark" else "light", bypass_csp=False
    )
    page = context.new_page()
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.route("**/*", answer)
    page.goto(f"{HOST}/{name}/")
    folder = os.environ.get("YIFA_SHOTS")
    if folder:
        page.screenshot(path=f"{folder}/{name}-{width}-{theme}.png", full_page=True)
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert not complaints and not elsewhere
    assert sideways == 0, "the page scrolls sideways"
    results = Axe().run(page)
    broken = [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in results.response["violations"]]
    context.close()
    assert not broken
