"""A refusal helps: what, which article, what to do next. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from .law import Cite


@dataclass(frozen=True)
class Refusal:
    words: str
    cite: Cite | None = None
    todo: str = ""

    def __str__(self) -> str:
        where = f"（{self.cite}）" if self.cite else ""
        return f"{self.words}{where}。" + (f"{self.todo}。" if self.todo else "")
