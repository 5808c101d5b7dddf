"""Whether the figures of a report hold together. `check` tries every relation that language and arithmetic suggest.

What it compares stands in one sentence, or surely names the same thing: a false accusation is worse than a missed one. Exact
arithmetic throughout; the time is linear in the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..model import Check, Figure, Segment, Verdict
from .canon import Relation, canon
from .changes import changes
from .days import days
from .listed import listed
from .near import Near, reports
from .orders import orders
from .rates import rates
from .shares import shares
from .sums import sums
from .twice import twice

__all__ = ["Relation", "check"]


def check(
    text: str, segments: Sequence[Segment], figures: Sequence[Figure], relations: Sequence[Relation] = ()
) -> tuple[Check, ...]:
    """The checks of a text in the order of their places. `relations`: those between canonical figures, if the caller has any.
    Figures of different segments are never compared. Any figures at all are borne, also overlapping or misplaced ones."""
    return tuple(c for near in reports(text, segments, figures) for c in _of_report(near, relations))


def _of_report(near: Near, relations: Sequence[Relation]) -> list[Check]:
    out: dict[frozenset[tuple[int, int]], Check] = {}
    for c in _all(near, relations):
        out.setdefault(frozenset(c.figures), c)
    return sorted(_settled(list(out.values())), key=lambda c: (min(c.figures), c.kind, c.formula))


def _all(near: Near, relations: Sequence[Relation]) -> Iterator[Check]:
    """The surer ones first: of two checks of the same figures the first is kept."""
    for part in (sums, shares, rates, changes, days, listed, orders, twice):
        yield from part(near)
    yield from canon(near, relations)


def _settled(checks: list[Check]) -> Iterator[Check]:
    """A rate or change that holds in one reading is not doubted in another: who finds its base is right. That a part is no more
    than its whole needs no saying beside their sum."""
    held = {c.figures[-1] for c in checks if c.kind in ("rate", "change", "whole") and c.verdict is Verdict.consistent}
    sums_of: dict[tuple[int, int], set[int]] = defaultdict(set)
    for i, c in enumerate(checks):
        for span in c.figures if c.kind == "sum" else ():
            sums_of[span].add(i)
    for c in checks:
        if c.kind == "order" and c.verdict is Verdict.consistent and set.intersection(*(sums_of[s] for s in c.figures)):
            continue
        doubted = c.kind in ("rate", "whole", "relation") and c.stated is not None and c.verdict is not Verdict.consistent
        if not (doubted and c.figures[-1] in held):
            yield c
