"""What the reader is told of the county's canonical figures: the relations between them, as the report and the sampler use them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from yifa.kernel.relation import relations


@dataclass(frozen=True, slots=True)
class Known:
    """A relation of `kernel.relation` in the reader's words."""

    kind: str
    parts: tuple[str, ...]
    wholes: tuple[str, ...]
    figure: str
    firm: bool
    words: str
    why: str


@cache
def known() -> tuple[Known, ...]:
    """All of them; needs no county and no database."""
    return tuple(Known(r.kind.name, r.parts, r.wholes, r.figure, r.firm, r.words(), r.why) for r in relations())
