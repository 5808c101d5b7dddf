"""The handbook: every procedure as its declaration says it, for the desk and for the public alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404

from yifa.chapters.catalogue import CHAPTERS, chapter_of, procedures
from yifa.kernel.declare import Procedure, Unsettled
from yifa.kernel.digest import digest
from yifa.kernel.explain import Row, amount_words, chart, handbook
from yifa.kernel.plan import plan_of

from . import flow, words
from .desk.titles import CHAPTER_TITLES, procedure_titles

Where = Callable[[str], str]


def listed(today: date, where: Where) -> list[dict[str, Any]]:
    """The procedures by chapter: the version of today, or the latest one."""
    chapters: dict[str, dict[str, dict[str, str]]] = {c: {} for c in CHAPTERS}
    for p in procedures():
        inside = chapters[chapter_of(p)]
        if p.key not in inside or p.since <= today:
            versions = len({(x.since, x.__name__) for x in procedures() if x.key == p.key})
            more = f"{versions}个版本" if versions > 1 else f"{words.day(p.since)}起"
            inside[p.key] = {"href": where(p.key), "title": procedure_titles()[p.key], "law": p.law.title, "more": more}
    return [{"key": c, "title": CHAPTER_TITLES[c], "list": list(found.values())} for c, found in chapters.items() if found]


def versions_of(key: str) -> list[type[Procedure]]:
    """Every version and variant, the latest first. Raises Http404."""
    found = [p for p in procedures() if p.key == key]
    if not found:
        raise Http404
    return sorted(found, key=lambda p: p.since, reverse=True)


def chosen(key: str, since: str, kind: str, today: date) -> type[Procedure]:
    """The version asked for; without one, that of today, else the latest. Raises Http404."""
    found = versions_of(key)
    if since or kind:
        for p in found:
            if (not since or p.since.isoformat() == since) and (not kind or p.__name__ == kind):
                return p
        raise Http404
    now = [p for p in found if p.since <= today and (p.until is None or today <= p.until)]
    general = [p for p in now if not any(issubclass(p, q) for q in now if q is not p)]
    return (general or now or found)[0]


def page(p: type[Procedure], today: date, where: Where) -> dict[str, Any]:
    """The content of a procedure's page."""
    nodes, edges = chart(p)
    rows = handbook(p)
    return {
        "p": p,
        "span": _span(p),
        "flow": flow.layout(p.title, nodes, edges, _below(p)),
        "rows": _table(rows),
        "law": p.law.title,
        "digest": digest(p),
        "unsettled": _unsettled(p),
        "others": [
            {"href": f"{where(p.key)}?since={q.since.isoformat()}&kind={q.__name__}", "title": q.title, "span": _span(q)}
            for q in versions_of(p.key)
            if q is not p
        ],
        "in_force": p.since <= today and (p.until is None or today <= p.until),
    }


def _span(p: type[Procedure]) -> str:
    return f"{words.day(p.since)}至{words.day(p.until)}" if p.until else f"{words.day(p.since)}起"


def _below(p: type[Procedure]) -> dict[str, str]:
    """The limit of each box, in words."""
    out: dict[str, str] = {}
    for key, limits in plan_of(p).limits_of.items():
        amounts = [amount_words(w.amount, w) for w in limits if not isinstance(w.amount, Unsettled)]
        if amounts:
            out[key] = amounts[0]
    return out


def _unsettled(p: type[Procedure]) -> list[dict[str, str]]:
    return [
        {"title": w.of.title, "reason": w.amount.reason, "cite": str(w.cite)}
        for w in plan_of(p).limits
        if isinstance(w.amount, Unsettled)
    ]


def _table(rows: list[Row]) -> dict[str, Any]:
    heads = [{"text": "步骤", "width": "l"}, {"text": "谁", "width": "m"}]
    heads += [{"text": t} for t in ("什么时候可以办", "期限", "依据")]
    out = []
    for r in rows:
        when = "；".join(x for x in (f"“{r.after}”以后" if r.after else "", r.when) if x)
        paper = f"，生成《{r.paper}》" if r.paper else ""
        out.append(
            {
                "id": r.key,
                "cells": [
                    {"text": r.title, "head": True, "small": r.kind + paper},
                    {"text": r.who, "th": "谁"},
                    {"text": when, "th": "条件"} if when else {},
                    {"text": "；".join(r.limits), "th": "期限"} if r.limits else {},
                    {"cite": r.cite, "th": "依据"},
                ],
            }
        )
    return {"caption": "步骤、期限和依据", "heads": heads, "groups": [{"rows": out}]}
