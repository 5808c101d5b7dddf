"""A text, read whole: its reports, figures, checks, parts and vague claims. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from .checks import Relation, check
from .claims import claims
from .coverage import coverage, sections
from .figures import read_figures
from .model import Claim, Figure, Part, Reading
from .segments import divide, furniture


def audit(text: str, relations: Sequence[Relation] = ()) -> Reading:
    """Reads any text at all. `relations`: those between canonical figures, if the caller has any."""
    divided = divide(text)
    parts = tuple(part for part, _ in divided)
    noise = furniture(unit for _, own in divided for unit in own)
    figures = read_figures(text, parts)
    if noise:
        figures = tuple(f for f in figures if not _within(f, noise))
    checks = tuple(check(text, parts, figures, relations))
    coverages: list[tuple[Part, ...]] = []
    vague: list[Claim] = []
    for part, own in divided:
        found = sections(own)
        coverages.append(coverage(text, part, found))
        vague.extend(claims(text, part, figures, found))
    return Reading(text, parts, figures, checks, tuple(coverages), tuple(vague))


def _within(figure: Figure, noise: Sequence[tuple[int, int]]) -> bool:
    """`noise`: spans in their order, apart from each other."""
    i = bisect_right(noise, figure.start, key=lambda span: span[0])
    return i > 0 and figure.start < noise[i - 1][1]
