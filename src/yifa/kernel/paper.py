"""The papers of a procedure, as the declaration sees them: a title, a number series and the text with its gaps. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True)
class Paper:
    """One paper that a step makes.

    `series`: the characters of its number (文号), such as 罚; "" for a paper without a number of its own. `text`: its
    paragraphs; `{organ}` `{subject}` `{number}` `{date}` `{matter}` and `{step.field}` are filled from the matter. A
    paragraph beginning with "# " is a heading. A gap that has no value shows as 未记载 and is listed to the drafter.
    """

    title: str
    text: tuple[str, ...]
    series: str = ""
    addressee: str = "{subject}"

    def gaps(self) -> set[str]:
        """The names that the text asks for."""
        return {name for line in (*self.text, self.addressee) for _, name, _, _ in Formatter().parse(line) if name}
