"""The rows of the component `rows`, written in Python: a template asks for a dozen keys a cell, which costs two
and a half times as much. Every text is escaped here; only a SafeString under `html` passes as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.html import conditional_escape, escape
from django.utils.safestring import mark_safe

Cell = Mapping[str, Any]


def prepare(params: Mapping[str, Any]) -> dict[str, Any]:
    """The component's parameters with each group's rows as HTML under `body`."""
    groups = [
        {"title": g.get("title"), "body": mark_safe("\n".join(map(_row, g["rows"])))}  # escaped below
        for g in params["groups"]
    ]
    foot = params.get("foot")
    return {**params, "groups": groups, "foot": mark_safe("".join(map(_cell, foot))) if foot else ""}


def _row(row: Mapping[str, Any]) -> str:
    name = f' id="{escape(row["id"])}"' if row.get("id") else ""
    return f'<tr role="row"{name}>{"".join(map(_cell, row["cells"]))}</tr>'


def _cell(c: Cell) -> str:
    tag, role = ("th", 'role="rowheader" scope="row"') if c.get("head") else ("td", 'role="cell"')
    more = ' class="n"' if c.get("n") else ""
    if c.get("th"):
        more += f' data-th="{escape(c["th"])}"'
    if c.get("span"):
        more += f' colspan="{escape(c["span"])}"'
    return f"<{tag} {role}{more}>{_main(c)}{_second(c)}</{tag}>"


def _main(c: Cell) -> str:
    if c.get("html"):
        return str(conditional_escape(c["html"]))
    if c.get("zero"):
        return '<span class="muted">0</span>'
    text = escape(c.get("text", ""))
    if c.get("light"):
        return f'<span class="light {escape(c["light"])}">{text}</span>'
    if c.get("href"):
        song = ' class="law"' if c.get("law") else ""
        return f'<a{song} href="{escape(c["href"])}">{text}</a>'
    return text


def _second(c: Cell) -> str:
    small, cite = c.get("small"), c.get("cite")
    if not small and not cite:
        return ""
    where = escape(c.get("cite_href", ""))
    article = f'<a class="cite" href="{where}">{escape(cite)}</a>' if cite and where else ""
    if cite and not where:
        article = f'<span class="cite">{escape(cite)}</span>'
    return f"<small>{escape(small or '')}{article}</small>"
