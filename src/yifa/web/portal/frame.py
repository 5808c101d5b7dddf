"""What every page of the portal shows around its content."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from yifa.actions import county as place

from ..desk.gate import as_of

PAGES = (
    ("home", "首页"),
    ("records", "公示信息"),
    ("joint", "联合检查"),
    ("draws", "双随机抽查"),
    ("report", "年度报告"),
    ("handbook", "办事手册"),
    ("reading", "核对报告"),
    ("visit-now", "检查码"),
    ("receipt", "核验"),
    ("ledger", "总账"),
)


def frame(request: HttpRequest, current: str, **more: Any) -> dict[str, Any]:
    return {
        "nav": [{"text": t, "href": reverse("report:portal-index" if n == "report" else f"portal:{n}"), "current": n == current} for n, t in PAGES],
        "county": place.county().name,
        "portal_home": reverse("portal:home"),
        "asof": as_of(place.now()),
        **more,
    }
