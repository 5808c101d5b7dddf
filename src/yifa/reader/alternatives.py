"""Regular expressions that are looked for fast. Pure.

`re` skips to where one of a set of characters stands if each alternative of an expression begins with a character of its own,
not with a group or a class: `(?:大幅|显著)提升|…` is tried at every place, `大幅提升|显著提升|…` only at 大 and 显."""

from __future__ import annotations

import re
from collections.abc import Iterable


def each(words: str | Iterable[str], rest: str) -> str:
    """`(?:a|b)rest` with its alternatives written out. `words`: parted by |, none with a | inside."""
    return "|".join(word + rest for word in (words.split("|") if isinstance(words, str) else words))


def literals(words: Iterable[str]) -> str:
    """One of the words, the longest that fits. They are parted by their first character, so that few are tried at a place."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(re.escape(first) + (rests[0] if len(rests) == 1 else f"(?:{'|'.join(rests)})") for first, rests in by_first.items())
