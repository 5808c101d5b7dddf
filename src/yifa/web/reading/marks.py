"""A reading as template values: the text in paragraphs with its marks, and the findings beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from yifa.kernel.indicator import load
from yifa.reader.coverage import PRESENT
from yifa.reader.model import Check, Claim, Figure, Part, Reading, Segment, Verdict
from yifa.reader.output import STATES, by_chapter, name, number, of

LIGHTS = {Verdict.inconsistent: "red", Verdict.ambiguous: "yellow", Verdict.consistent: "green"}
WORDS = {Verdict.inconsistent: "不一致", Verdict.ambiguous: "存疑", Verdict.consistent: "一致"}


def shown(reading: Reading) -> list[dict[str, Any]]:
    """For each report of the text: title, paragraphs, findings, table of figures. Ids are by the place in the whole text."""
    return [_report(reading, i, segment) for i, segment in enumerate(reading.segments)]


def _report(reading: Reading, i: int, segment: Segment) -> dict[str, Any]:
    figures = of(segment, reading.figures)
    checks = [c for c in reading.checks if c.figures and segment.start <= c.figures[0][0] < segment.end]
    claims = [c for c in reading.claims if segment.start <= c.start < segment.end]
    parts = reading.parts[i] if i < len(reading.parts) else ()
    return {
        "id": f"r{i}",
        "title": name(segment, i),
        "paragraphs": list(_paragraphs(reading.text, segment, figures, checks, claims)),
        "checks": [_check(c, figures) for v in LIGHTS for c in checks if c.verdict is v],
        "counts": [{"light": LIGHTS[v], "text": f"{WORDS[v]}{n}项"} for v in LIGHTS if (n := sum(c.verdict is v for c in checks))],
        "parts": [_part(p) for p in parts if p.state != PRESENT],
        "parts_all": len(parts),
        "claims": [{"href": f"#q{c.start}", "text": c.quote} for c in claims],
        "figures": len(figures),
        "rows": _table(figures) if figures else None,
    }


def _check(check: Check, figures: Sequence[Figure]) -> dict[str, Any]:
    starts = {f.start for f in figures}
    links = [{"href": f"#n{a}", "text": f"第{i + 1}个数"} for i, (a, _) in enumerate(check.figures) if a in starts]
    return {
        "id": f"c{check.figures[0][0]}-{check.kind}",
        "light": LIGHTS[check.verdict],
        "status": WORDS[check.verdict],
        "why": check.why,
        "links": links,
    }


def _part(part: Part) -> dict[str, Any]:
    return {"light": "off", "status": STATES[part.state], "title": part.title, "basis": part.basis}


def _table(figures: Sequence[Figure]) -> dict[str, Any]:
    known = load()
    heads = [{"text": "说的是", "width": "third"}, {"text": "数", "n": True}, {"text": "指标"}, {"text": "原文", "width": "third"}]
    groups = []
    for title, own in by_chapter(figures):
        rows = [
            {
                "id": f"f{f.start}",
                "cells": [
                    {"text": f.what or f.quote, "head": True},
                    {"text": number(f), "n": True},
                    {"text": known[f.indicator].zh, "th": "指标"} if f.indicator in known else {},
                    {"text": f.quote, "href": f"#n{f.start}", "th": "原文"},
                ],
            }
            for f in own
        ]
        groups.append({"title": f"{title}（{len(own)}）", "rows": rows})
    return {"caption": "报告里的数字，按章", "heads": heads, "groups": groups}


def _paragraphs(
    text: str, segment: Segment, figures: Sequence[Figure], checks: Sequence[Check], claims: Sequence[Claim]
) -> Iterator[list[dict[str, Any]]]:
    """Lines as lists of runs; a run is text, a number (`href`, `id`) with what was found of it, or a claim."""
    found: dict[int, Check] = {}
    for c in sorted(checks, key=lambda c: list(LIGHTS).index(c.verdict), reverse=True):
        found |= {a: c for a, _ in c.figures if c.verdict is not Verdict.consistent}
    marks: list[Figure | Claim] = sorted([*figures, *claims], key=lambda m: (m.start, m.end))
    at, runs = segment.start, list[dict[str, Any]]()

    def plain(until: int) -> Iterator[list[dict[str, Any]]]:
        nonlocal at, runs
        first, *more = text[at:until].split("\n")
        if first:
            runs.append({"text": first})
        for line in more:
            if any(r["text"].strip() for r in runs):
                yield runs
            runs = [{"text": line}] if line else []
        at = until

    for mark in marks:
        if mark.start < at:
            continue  # one mark a place: a claim never hides a number
        yield from plain(mark.start)
        at = _end(text, mark)
        runs.append(_run(text, mark, at, found.get(mark.start)))
    yield from plain(segment.end)
    if any(r["text"].strip() for r in runs):
        yield runs


def _end(text: str, mark: Figure | Claim) -> int:
    """A number is marked with its unit, where it follows: 98.87%, 200余名."""
    if isinstance(mark, Claim):
        return mark.end
    end = mark.end + (text[mark.end : mark.end + 1] in ("余", "多"))
    return end + len(mark.unit) if mark.unit and text.startswith(mark.unit, end) else mark.end


def _run(text: str, mark: Figure | Claim, end: int, check: Check | None) -> dict[str, Any]:
    words = " ".join(text[mark.start : end].split())
    if isinstance(mark, Claim):
        return {"text": words, "id": f"q{mark.start}", "claim": True}
    run: dict[str, Any] = {"text": words, "id": f"n{mark.start}", "href": f"#f{mark.start}"}
    if check is not None:
        run["found"] = {"href": f"#{_check(check, ())['id']}", "light": LIGHTS[check.verdict], "text": WORDS[check.verdict]}
    return run
