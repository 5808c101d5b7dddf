"""A reading as plain values, the shape of `yifa audit --json`. Pure."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from yifa.reader.model import Check, Claim, Figure, Part, Reading, Segment


def plain(reading: Reading) -> dict[str, Any]:
    """The reading in dicts and lists: document, segments, figures, checks, and for each segment its parts; claims."""
    return {
        "document": {"characters": len(reading.text), "reports": len(reading.segments)},
        "segments": [
            _segment(segment, reading.parts[i] if i < len(reading.parts) else ()) for i, segment in enumerate(reading.segments)
        ],
        "figures": [_figure(figure) for figure in reading.figures],
        "checks": [_check(check) for check in reading.checks],
        "claims": [_claim(claim) for claim in reading.claims],
    }


def number(value: Fraction | None) -> int | float | None:
    """An exact value as JSON has it: whole numbers stay whole."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def _segment(segment: Segment, parts: tuple[Part, ...]) -> dict[str, Any]:
    return {
        "organ": segment.organ or None, "year": segment.year, "kind": segment.kind or None,
        "start": segment.start, "end": segment.end, "parts": [_part(part) for part in parts],
    }  # fmt: skip


def _part(part: Part) -> dict[str, Any]:
    span = list(part.span) if part.span else None
    return {"key": part.key, "title": part.title, "state": part.state, "span": span, "basis": part.basis}


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "start": figure.start, "end": figure.end, "quote": figure.quote, "value": number(figure.value), "bound": str(figure.bound),
        "unit": figure.unit or None, "unit_kind": str(figure.unit_kind), "what": figure.what, "chapter": figure.chapter,
        "indicator": figure.indicator or None, "role": str(figure.role),
        "direction": str(figure.direction) if figure.direction else None, "period": figure.period or None,
        "organ": figure.organ or None, "part": figure.part, "decimals": figure.decimals, "scale": figure.scale,
    }  # fmt: skip


def _check(check: Check) -> dict[str, Any]:
    return {
        "kind": check.kind, "formula": check.formula, "figures": [list(span) for span in check.figures],
        "stated": number(check.stated), "computed": number(check.computed), "verdict": str(check.verdict), "why": check.why,
    }  # fmt: skip


def _claim(claim: Claim) -> dict[str, Any]:
    return {"start": claim.start, "end": claim.end, "quote": claim.quote}
