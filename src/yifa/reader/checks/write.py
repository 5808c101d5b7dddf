"""How a check is written down."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ..model import Check, Verdict
from .near import Mention


def made(
    kind: str,
    formula: str,
    mentions: Iterable[Mention],
    stated: Fraction | None,
    computed: Fraction | None,
    verdict: Verdict,
    why: str,
) -> Check:
    return Check(kind, formula, tuple(m.span for m in mentions), stated, computed, verdict, why)
