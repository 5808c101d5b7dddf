"""A sentence of the annual report: our own words, with figures in their places. Pure.

A sentence is a row of clauses. `{key}` stands for a figure, `{key:change}` for how many more or fewer than the year
before. The measure word and the noun stand beside each figure, so that a sentence can be read back without a doubt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from string import Formatter

CHANGE = "change"


@dataclass(frozen=True)
class Place:
    """Where a figure stands in a clause. `role`: "" for the figure itself, "change" for its difference to last year."""

    key: str
    role: str = ""

    @property
    def name(self) -> str:
        """Under which its value is given: `key`, or `key:change`."""
        return f"{self.key}:{self.role}" if self.role else self.key


Piece = str | Place


@dataclass(frozen=True, init=False)
class Sentence:
    """Clauses that are joined by commas and closed by a full stop.

    A clause is left out if one of its figures is unknown (None) or is 0: nothing happened, nothing is said. Keys in
    `zero` are said at 0 too, if the sentence says anything else: a year without a lost suit is worth saying, and
    problems of which none was put right must not go unsaid. Give percentages there as well: 0 % of something is a
    result, and where there is nothing to divide by they are unknown. Raises ValueError for a place that is neither.
    """

    clauses: tuple[str, ...]
    zero: frozenset[str]

    def __init__(self, *clauses: str, zero: tuple[str, ...] = ()) -> None:
        object.__setattr__(self, "clauses", clauses)
        object.__setattr__(self, "zero", frozenset(zero))
        wrong = self.zero - set(self.keys)
        if wrong:
            raise ValueError(f"句子里没有 {'、'.join(sorted(wrong))}，不能写在 zero 里。")

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The figures that it states, each once, in order."""
        return tuple(dict.fromkeys(p.key for c in self.clauses for p in pieces(c) if isinstance(p, Place)))

    def said(self, values: Mapping[str, object]) -> list[list[Piece]]:
        """The clauses that have something to say of these values, in pieces; empty for none."""
        kept: list[list[Piece]] = []
        substance = False
        for clause in self.clauses:
            parts = pieces(clause)
            got = {p: values.get(p.name) for p in parts if isinstance(p, Place)}
            if any(v is None or (v == 0 and not p.role and p.key not in self.zero) for p, v in got.items()):
                continue
            kept.append(parts)
            substance = substance or any(v != 0 and not p.role for p, v in got.items())
        return kept if substance else []


def pieces(clause: str) -> list[Piece]:
    """Text and places of a clause, in order. Raises ValueError."""
    out: list[Piece] = []
    for text, name, role, conversion in Formatter().parse(clause):
        if text:
            out.append(text)
        if name is None:
            continue
        if not name.isidentifier() or role not in ("", CHANGE) or conversion:
            raise ValueError(f"“{clause}”里的 {{{name}}} 写得不对：写成 {{指标键}} 或者 {{指标键:{CHANGE}}}。")
        out.append(Place(name, role or ""))
    return out
