"""The style guide in a browser: no violation that axe knows, no sideways scrolling, nothing fetched from elsewhere."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import django
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Route

if not settings.configured:
    os.environ.setdefault("YIFA_DATA", tempfile.mkdtemp(prefix="yifa-e2e-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yifa.site.settings")
django.setup()

from django.contrib.staticfiles import finders  # needs the settings
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

from yifa.site.headers import POLICY
from yifa.web import component
from yifa.web.styleguide import styleguide

HOST = "http://yifa.test"
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".js": "text/javascript"}
FIELDS = [
    {"name": "username", "id": "f-username", "label": "登录名", "kind": "text", "required": True},
    {"name": "password", "id": "f-password", "label": "密码", "kind": "password", "required": True},
]


def sample(name: str) -> dict[str, Any]:
    return dict(component.examples(name)[0]["params"])


def pages() -> dict[str, tuple[str, dict[str, Any]]]:
    """Each page with what it is shown with."""
    query = sample("filters")
    return {
        "403": ("403.html", {}),
        "404": ("404.html", {}),
        "500": ("500.html", {}),
        "429": ("429.html", {}),
        "sign_in": ("yifa/sign_in.html", {"fields": FIELDS, "refusals": [{"words": "登录名或者密码不对"}]}),
        "search": (
            "yifa/search.html",
            {"q": "禾丰", "filters": query, "found": "查到1件", "hits": sample("hit")["hits"]},
        ),
        "search_empty": ("yifa/search.html", {"q": "", "filters": query}),
        "approvals": ("yifa/approvals.html", {"today_words": "2026年10月20日", **sample("approve")}),
        "approvals_empty": ("yifa/approvals.html", {"today_words": "2026年10月20日"}),
    }


FRAME = {
    "county": "青禾县",
    "display": "/display/",
    "here": "/",
    "you": "沈知微，复议应诉科办案人员",
    "nav": [{"text": "待办", "href": "/desk/", "current": True}, {"text": "案件", "href": "/desk/matters/"}],
    "asof": "数据截至2026年10月20日 09:12，检查点第48,213号",
}
PORTAL = """{% extends "yifa/portal.html" %}{% block title %}首页{% endblock %}
{% block main %}<div class="head"><h1>谁在管、凭什么管、管得怎样</h1></div>
{{ component("doors", **doors) }}{% endblock %}"""


def page_html(name: str) -> str:
    if name == "styleguide":
        with override_settings(STYLEGUIDE=True):
            return styleguide(RequestFactory().get("/styleguide/")).content.decode()
    if name == "portal":
        return str(engines["jinja2"].from_string(PORTAL).render({**FRAME, "doors": sample("doors")}))
    file, shown = pages()[name]
    return render_to_string(file, {**FRAME, **shown} if file.startswith("yifa/") else shown)


PAGES = ("styleguide", "portal", *pages())


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
