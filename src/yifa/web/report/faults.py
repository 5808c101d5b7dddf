"""The page of one shortcoming: its article, how often, and the matters behind it."""

from __future__ import annotations

from datetime import date
from typing import Any

from yifa.actions.names import organ_name
from yifa.report.lineage import NoSuchFigure
from yifa.report.shortcomings import Case, Shortcoming, cases, shortcomings
from yifa.store.checkpoints import checkpoint, day_of

from .. import words
from .show import Site
from .show import fault as shown


def fault(year: int, key: str, site: Site, after: str = "") -> dict[str, Any]:
    """The context of the page, as of the site's checkpoint. Raises NoSuchFigure for one that the year does not have."""
    at = checkpoint(site.size)
    day = day_of(at)
    found = next((s for s in shortcomings(year, at.size) if s.key == key), None)
    if found is None or (after and not (after.isdigit() and len(after) < 16)):
        raise NoSuchFigure(f"{year}年没有这一项不足。")
    page, more = cases(year, found, int(after or 0), size=at.size)
    title = f"{found.procedure}：{found.step}，{year}年"
    here = site.figure(year, key)
    return {
        "title": title,
        "trail": [{"text": "年度报告", "href": site.report(year)}, {"text": title}],
        "year": year,
        "chapter": shown(found, year, site, opened=True),
        "opened": {
            "title": title,
            "number": f"{found.total}件",
            "pairs": meaning(found, day),
            "links": [{"href": site.report(year), "text": "回到报告"}],
        },
        "rows": rows(page, site, day) if page else None,
        "rows_title": "记录",
        "pager": {
            "words": f"这一页{len(page)}行" + ("，后面还有" if more else ""),
            "next": f"{here}?after={more}" if more else "",
            "links": [{"href": here, "text": "回到第一页"}] if after else [],
        },
        "empty": not page,
        "back": site.report(year),
    }


def meaning(s: Shortcoming, day: date) -> list[dict[str, Any]]:
    how = "本年办完而晚于期限的，本年到期而没有办的，本年办理时不符合规定而如实补记的；期限约束当事人的不算"
    return [
        {"label": "依据", "text": s.cite},
        {"label": "怎么数", "text": how},
        {"label": "截至", "text": words.day(day)},
    ]


def rows(page: list[Case], site: Site, day: date) -> dict[str, Any]:
    opens = site.opens({c.matter for c in page})
    heads = [{"text": t} for t in ("编号", "单位", "情形", "期限", "办理")]
    body = []
    for c in page:
        cells = [
            {"text": c.number, "head": True, "href": opens(c.matter, c.seq)},
            {"text": organ_name(c.organ, day=c.due or c.met or day), "th": "单位"},
            {"text": c.kind, "th": "情形"},
            {"text": words.day(c.due) if c.due else "", "th": "期限"},
            {"text": words.day(c.met) if c.met else "没有办", "th": "办理"},
        ]
        body.append({"cells": cells})
    return {"caption": "记录", "heads": heads, "groups": [{"rows": body}]}
