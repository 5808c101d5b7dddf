"""Components: one folder each under `components/`, with its template, a README of its parameters and an example.

A component's template sees its parameters only, never the page's context, so that what it needs is written where it
is used. `examples` feeds the style guide and the tests.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Engine, Template
from django.utils.safestring import SafeString, mark_safe

from . import rows

FOLDER = Path(__file__).parent / "components"
PREPARED = {"rows": rows.prepare}
"""What is computed from a component's parameters before its template sees them."""
PASSED_ON = ("csrf_token", "request")


class NoSuchComponent(LookupError):
    """A component's name is misspelt, or its folder has no template.html."""


def names() -> list[str]:
    return sorted(p.parent.name for p in FOLDER.glob("*/template.html"))


def render(name: str, params: Mapping[str, Any], outer: Mapping[str, Any] | None = None) -> SafeString:
    """The component's HTML. `outer`: the page's context, of which only the CSRF token and the request pass."""
    if name in PREPARED:
        params = PREPARED[name](params)
    passed = {k: outer[k] for k in PASSED_ON if k in outer} if outer else {}
    template = _read(name) if settings.DEBUG else _kept(name)
    return mark_safe(template.render(Context({**passed, **params})).strip())  # the template escapes


def examples(name: str) -> list[dict[str, Any]]:
    """The examples of a component: [{"name": …, "params": {…}}]; `content` is HTML written by us."""
    found = json.loads((FOLDER / name / "example.json").read_text(encoding="utf-8"))
    for one in found:
        if "content" in one["params"]:
            one["params"]["content"] = mark_safe(one["params"]["content"])
    return list(found)


def _read(name: str) -> Template:
    file = FOLDER / f"{name}/template.html"  # a template passes a SafeString, which a path refuses
    if not file.is_file():
        raise NoSuchComponent(f"没有组件“{name}”；现有：{'、'.join(names())}")
    return Template(file.read_text(encoding="utf-8"), engine=Engine.get_default())


_kept = cache(_read)
