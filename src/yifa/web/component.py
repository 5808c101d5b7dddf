"""Components: one folder each under `components/`, with its template, a README of its parameters and an example.

`{{ component("light", light="red", words=…) }}`, and around markup `{% call component("note", kind="warn") %}…{% endcall %}`;
`**mapping` spreads parameters. A component's template sees its parameters only, never the page's context, so that what
it needs is written where it is used. `examples` feeds the style guide and the tests.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.utils.safestring import mark_safe
from jinja2 import TemplateNotFound, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from . import rows

FOLDER = Path(__file__).parent / "components"
PREPARED = {"rows": rows.prepare}
"""What is computed from a component's parameters before its template sees them."""
PASSED_ON = ("csrf_token", "request")


class NoSuchComponent(LookupError):
    """A component's name is misspelt, or its folder has no template.html."""


def names() -> list[str]:
    return sorted(p.parent.name for p in FOLDER.glob("*/template.html"))


@pass_context
def component(context: Context, name: str, /, *, caller: Callable[[], Markup] | None = None, **params: Any) -> Markup:
    """What templates call. Of the page's context only the CSRF token and the request pass."""
    if caller is not None:
        params["content"] = caller()
    return render(name, params | {k: context[k] for k in PASSED_ON if k in context})


def render(name: str, params: Mapping[str, Any]) -> Markup:
    """The component's HTML; its template escapes. Raises NoSuchComponent."""
    if name in PREPARED:
        params = PREPARED[name](params)
    try:
        template = cast(Jinja2, engines["jinja2"]).env.get_template(f"{name}/template.html")
    except TemplateNotFound:
        raise NoSuchComponent(f"没有组件“{name}”；现有：{'、'.join(names())}") from None
    return Markup(template.render(params).strip())


def examples(name: str) -> list[dict[str, Any]]:
    """The examples of a component: [{"name": …, "params": {…}}]; `content` is HTML written by us."""
    found = json.loads((FOLDER / name / "example.json").read_text(encoding="utf-8"))
    for one in found:
        if "content" in one["params"]:
            one["params"]["content"] = mark_safe(one["params"]["content"])
    return list(found)
