"""The page of one number: what it means, where it stands in the report, and the rows behind it."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from yifa.actions.names import organ_name
from yifa.figures.compute import Value
from yifa.kernel.indicator import Indicator, load
from yifa.report.lineage import BATCHES, ENTRIES, ROWS, Behind, NoSuchFigure, Row, behind
from yifa.report.text import chapters, written
from yifa.report.values import values_of
from yifa.store.checkpoints import checkpoint, day_of

from .. import words
from .show import Site, chapter

PERSONS = frozenset({"officers_certified", "legal_advisers", "mediators"})
"""Figures whose roster lists persons: the portal shows their numbers on the roster, not their names."""
HEADS = {"对象": "检查的单位"}
NUMBERS = frozenset({"行数", "控制总数"})


def figure(year: int, key: str, site: Site, after: str = "", month: str = "", last: bool = False) -> dict[str, Any]:
    """The context of a number's page. `last`: the number of the year before, to which the report compares.

    Raises NoSuchFigure, NoCheckpoint, Tampered."""
    indicator = load().get(key)
    if indicator is None or (last and indicator.computed):
        raise NoSuchFigure(f"没有“{key}”这个指标。")
    of, at = year - 1 if last else year, checkpoint(site.size)
    page = behind(key, of, after, month=month, size=at.size)
    under = behind(page.parts[0], of, size=at.size) if page.parts else page
    values, before = values_of(year, at.size), values_of(year - 1, at.size)
    value = before[key] if last else values[key]
    stands = None if last else next((c for c in chapters(values, before) if _states(c.sentences, key)), None)
    here = site.figure(year, key)
    trail = [{"text": "年度报告", "href": site.report(year)}]
    if month or last:
        trail.append({"text": indicator.zh, "href": here})
    title = f"{indicator.zh}，{month or f'{of}年'}"
    return {
        "title": title,
        "trail": [*trail, {"text": title}],
        "year": year,
        "chapter": chapter(stands, year, site, key) if stands else None,
        "opened": {
            "title": f"{indicator.zh}，{of}年",
            "number": f"{written(value)}{value.unit if value.value is not None else ''}",
            "pairs": meaning(indicator, value, before[key], page, year, site, last),
            "links": [{"href": site.report(year), "text": "回到报告"}],
        },
        "rows": rows(under, site, site.figure(year, under.key), last, day_of(at)) if under.rows else None,
        "rows_title": f"{'分子' if indicator.rate else '本年'}的{rows_title(under)}" if page.parts else rows_title(page),
        "pager": pager(under, site.figure(year, under.key), after, last),
        "parts": bool(page.parts),
        "empty": not under.rows,
        "back": site.report(year),
    }


def _states(sentences: Any, key: str) -> bool:
    return any(not isinstance(r, str) and r.key == key for s in sentences for r in s)


def rows_title(page: Behind) -> str:
    if page.kind == BATCHES:
        return "批次"
    return f"{page.month}批次里的行" if page.month else "记录"


def meaning(
    i: Indicator, value: Value, before: Value, page: Behind, year: int, site: Site, last: bool
) -> list[dict[str, Any]]:
    """The pairs of the opened number: its parts, how it is counted, as of when."""
    pairs: list[dict[str, Any]] = []
    if value.numerator is not None and value.denominator is not None:
        pairs += _parts(i, value, year, site)
    if page.note and not page.parts:
        pairs.append({"label": "怎么数", "text": page.note})
    if not i.computed and not last and before.value:
        where = f"{site.figure(year, i.key)}?last=1"
        pairs.append({"label": "上年", "text": f"{written(before)}{i.unit}", "href": where})
    pairs.append({"label": "检查点", "text": f"账本前{value.checkpoint:,}条记载"})
    pairs.append({"label": "键", "text": i.key, "code": True})
    return pairs


def _parts(i: Indicator, value: Value, year: int, site: Site) -> list[dict[str, Any]]:
    """Both parts of a percentage with their links, and the sum itself."""
    top, base = value.numerator, value.denominator
    first, second = i.rate or (i.change_of, i.change_of)
    names = (load()[first].zh, load()[second].zh) if i.rate else ("", "")
    labels = ("分子", "分母") if i.rate else ("本年", "上年")
    below = site.figure(year, second) + ("" if i.rate else "?last=1")
    unit = load()[first].unit
    pairs = [
        {"label": labels[0], "text": f"{top:,}{unit}", "href": site.figure(year, first), "small": names[0]},
        {"label": labels[1], "text": f"{base:,}{load()[second].unit}", "href": below, "small": names[1]},
    ]
    if value.value is not None:
        sum_ = f"{top:,} ÷ {base:,}" if i.rate else f"（{top:,} − {base:,}）÷ {base:,}"
        pairs.append({"label": "算法", "text": f"{sum_} = {value.value}%，四舍五入到0.01%"})
    return pairs


def pager(page: Behind, here: str, after: str, last: bool) -> dict[str, Any]:
    def at(more: str) -> str:
        params = {"month": page.month, "last": "1" if last else "", "after": more}
        query = urlencode({k: v for k, v in params.items() if v})
        return f"{here}?{query}" if query else here

    return {
        "words": f"这一页{len(page.rows)}行" + ("，后面还有" if page.after else ""),
        "next": at(page.after) if page.after else "",
        "links": [{"href": at(""), "text": "回到第一页"}] if after else [],
    }


def rows(page: Behind, site: Site, here: str, last: bool, day: date) -> dict[str, Any]:
    """The rows behind a number, as parameters of the component `rows`, with the names of `day`. On the portal nothing of
    persons."""
    hidden = {"名称"} if page.key in PERSONS and not _sees_persons(site) else set()
    columns = [c for c in page.rows[0].cells if c not in hidden and any(r.cells.get(c) for r in page.rows)]
    opens = site.opens({r.matter for r in page.rows if r.matter}) if page.kind == ENTRIES or site.actor else _closed
    heads = [{"text": HEADS.get(c, c), "n": c in NUMBERS} for c in columns] + [{"text": "计入", "n": True}]
    month = f"{here}?{'last=1&' if last else ''}month="
    body = [{"cells": [*_cells(r, columns, page, opens(r.matter, r.seq), month, day), _adds(r)]} for r in page.rows]
    matrix = page.kind in (BATCHES, ROWS)
    return {"caption": rows_title(page), "heads": heads, "groups": [{"rows": body}], "matrix": matrix}


def _sees_persons(site: Site) -> bool:
    return site.actor is not None and site.actor.holds("supervisor", "leader", "administrator")


def _closed(matter: str, seq: int) -> str:
    return ""


def _adds(r: Row) -> dict[str, Any]:
    return {"text": f"{r.value:,}", "n": True, "th": "计入"}


def _cells(r: Row, columns: list[str], page: Behind, where: str, month: str, day: date) -> list[dict[str, Any]]:
    """The first column names the row, and opens it; a batch opens into its own rows."""
    out: list[dict[str, Any]] = []
    for n, c in enumerate(columns):
        cell: dict[str, Any] = {"text": _said(c, r.cells.get(c, ""), day)}
        if n == 0:
            cell |= {"head": True, "href": f"{month}{r.cells[c]}" if page.kind == BATCHES else where}
        elif page.kind == BATCHES and c == "文件摘要":
            cell |= {"th": c, "href": where}
        else:
            cell |= {"th": HEADS.get(c, c), "n": c in NUMBERS}
        out.append(cell)
    return out


def _said(column: str, text: str, day: date) -> str:
    if column in ("单位", "对象") and text:
        return organ_name(text, day)
    return words.day(date.fromisoformat(text)) if column in ("日期", "生效") and text else text
