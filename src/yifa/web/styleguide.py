"""The style guide: every component with its examples. Served in development and in tests only."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from . import component


def styleguide(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or getattr(settings, "STYLEGUIDE", False)):
        raise Http404
    parts = [
        {
            "name": name,
            "samples": [
                {"name": one["name"], "html": component.render(name, one["params"])} for one in component.examples(name)
            ],
        }
        for name in component.names()
    ]
    links = [{"href": f"#c-{name}", "text": name} for name in component.names()]
    trail = [{"text": "工作台", "href": "/desk/"}, {"text": "样式手册"}]
    context = {
        "parts": parts,
        "links": links,
        "trail": trail,
        "county": "青禾县",
        "you": "沈知微，复议应诉科办案人员",
        "asof": "数据截至2026年10月20日 09:12，检查点第48,213号",
        "nav": [{"text": "待办", "href": "#a", "current": True}, {"text": "案件", "href": "#b"}],
    }
    return render(request, "yifa/styleguide.html", context)
