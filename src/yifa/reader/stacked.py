"""Tables that were copied one cell a line: where a number stands that is alone in its line. Pure.

Three shapes are known: heads and then as many numbers; a label and then its number; heads, and then rows of a label with its
numbers, which may be numbered themselves."""

from __future__ import annotations

import re
from itertools import takewhile

from yifa.reader.tablewords import NOWHERE, NUMBER, NUMBERED, ROWS, Place, says_unit

SHORT = 24
"""A longer line is no cell."""
NO_CELL = re.compile(r"[。；;！？!?]|[，,].*[，,]|^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])")
EMPTY = re.compile(r"[ \t\u00a0　|]+$")
NEAR = 12
"""So many lines above a single number may say its unit."""
SPAN, MOST = 800, 24
"""So many characters are looked at above and below; more numbers in a run are no row."""
LEAST = 3
"""So many heads make the head of a table."""


def place(text: str, at: int, end: int) -> Place:
    """NOWHERE if the lines around are no table."""
    above = _lines(text, at, -1)
    run = _numbers(above)
    if run > MOST or run == len(above):
        return NOWHERE
    below = _lines(text, end, 1)
    after = _numbers(below)
    heads = list(takewhile(_words, above[run:]))
    if not heads:
        return NOWHERE
    follows = below[after : after + 2]
    if len(heads) == 1 or (len(follows) == 2 and _words(follows[0]) and not _words(follows[1])):
        found = _in_row(above, run, heads[0], run + 1 + after)
        if found or run + after:
            return found or NOWHERE
    while after and not below[after - 1]:
        after -= 1
    count = run + 1 + after
    if count == 1:
        said = next((words for words in above[1:NEAR] if says_unit(words)), "")
        return Place(heads[:1], [said] if said else [], "", "", above[:NEAR], "", "") if any(map(says_unit, above)) else NOWHERE
    if count > len(heads):
        return NOWHERE
    return Place([], [heads[after]], "", "", heads, "", " ".join(reversed(heads[count:])))


def _in_row(above: list[str], run: int, label: str, numbers: int) -> Place | None:
    """A number of a row: behind its label come its numbers in the order of the heads. `run`: how many stand between; `numbers`: how
    many the row has, with that of the next row where rows are numbered."""
    block = list(takewhile(_words, above[run:]))
    if len(block) > LEAST:  # the first row stands right under the heads
        heads = block[:0:-1]
    else:
        rest = above[run + 1 :]
        at = next((i for i in range(len(rest) - LEAST + 1) if all(map(_words, rest[i : i + LEAST]))), -1)
        if at < 0:
            return None
        block = list(takewhile(_words, rest[at:]))
        heads = block[::-1]
        if not _words(rest[at - 1] if at else ""):
            heads = heads if _numbered(heads) >= 0 else heads[:-1]  # the first row's label stands with the heads
    first = _numbered(heads)
    if first < 0:
        first = len(heads) - numbers - 2  # heads of the label and of each number; above them stands the title
    title, heads = heads[: first + 1], heads[first + 1 :]  # the label's own head is the first
    if first < -1 or run + 1 >= len(heads):
        return None
    return Place([label], [heads[run + 1]], heads[0], "", heads, "", " ".join(title))


def _numbered(heads: list[str]) -> int:
    return next((i for i, words in enumerate(heads) if NUMBERED.fullmatch(words)), -1)


def _words(line: str) -> bool:
    return bool(line) and not NUMBER.match(line)


def _numbers(lines: list[str]) -> int:
    """How many of the first lines are numbers or empty cells."""
    return next((i for i, words in enumerate(lines) if _words(words)), len(lines))


def _lines(text: str, at: int, step: int) -> list[str]:
    """The lines above or below that can be cells, the nearest first; a line of nothing but spaces is an empty one."""
    out: list[str] = []
    if step < 0:
        first = max(0, at - SPAN)
        lines = text[first:at].split("\n")[1 if first else 0 : -1]
        lines.reverse()
    else:
        lines = text[at : at + SPAN].split("\n")[1 : None if at + SPAN >= len(text) else -1]
    for line in lines:
        if len(out) == ROWS or not _taken(line, out):
            break
    return out


def _taken(line: str, out: list[str]) -> bool:
    words = line.strip(" \t\u00a0　|\r")
    if len(words) > SHORT or NO_CELL.search(words):
        return False
    if words or EMPTY.match(line):
        out.append(words)
    return True
