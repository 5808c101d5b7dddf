"""A sentence of the annual report: our words, with figures in their places. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True)
class Sentence:
    """`text` names figures as {key}. It is written only if every figure in it is known and, unless `zero`, not 0.

    `{key|前年}`-like tricks are not needed: a change is a figure of its own."""

    text: str
    zero: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(name for _, name, _, _ in Formatter().parse(self.text) if name)

    def said(self, values: Mapping[str, object]) -> bool:
        """Whether the sentence has something to say."""
        got = [values.get(k) for k in self.keys]
        return all(v is not None and (self.zero or v != 0) for v in got)

    def parts(self) -> list[str | tuple[str]]:
        """Text and (figure key,), in order."""
        out: list[str | tuple[str]] = []
        for literal, name, _, _ in Formatter().parse(self.text):
            if literal:
                out.append(literal)
            if name:
                out.append((name,))
        return out
