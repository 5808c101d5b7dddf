"""The relations between canonical figures, as the reader of published reports wants them. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from yifa.kernel.relation import Kind
from yifa.kernel.relation import relations as declared

KINDS = {Kind.at_most: "at_most", Kind.needs: "needs", Kind.rate: "rate", Kind.change: "change"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A relation of kernel/relation.py in the words of `yifa.reader.checks.Relation`."""

    kind: str
    parts: tuple[str, ...]
    wholes: tuple[str, ...]
    figure: str
    firm: bool
    words: str
    why: str


@cache
def relations() -> tuple[Rule, ...]:
    """Every relation that is declared, in the order of its declaration."""
    return tuple(Rule(KINDS[r.kind], r.parts, r.wholes, r.figure, r.firm, r.words(), r.why) for r in declared())
