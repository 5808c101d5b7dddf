"""Rows of a table as lines of text, cells parted by " | ", so that a column stays a column where cells are merged. Pure.

A merged cell's words stand in every place that it covers, so each row can be read alone; its numbers stand once, for a
number written twice would count twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

WIDEST, LOWEST = 100, 1000
"""In so many columns, and so many rows down, cells are taken to be merged; what stands beyond stands once."""
REPEATED = 40
"""Longer words are no label; they stand once."""
WORDS = re.compile(r"(?:[^\d０-９]|(?<!\d)20\d\d(?!\d))*")
ROOM = 200_000
"""Characters repeated in one table at most: a table of merged cells only is no bomb."""


class Cell(NamedTuple):
    """`across`, `down`: columns and rows that it covers; `goes_on`: it is the one above continued, its own words none."""

    text: str
    across: int = 1
    down: int = 1
    goes_on: bool = False


class Grid:
    """One table, given row by row."""

    def __init__(self) -> None:
        self._above: dict[int, str] = {}
        """For each column what a cell that goes on repeats."""
        self._below: dict[int, int] = {}
        """For each column how many more rows the cell above covers."""
        self._room = ROOM

    def line(self, cells: Sequence[Cell]) -> str:
        """A row; places that cells above reach into are filled first. One cell alone is no row but a line."""
        row: list[str] = []
        for cell in cells:
            self._covered(row)
            at, across = len(row), max(1, min(cell.across, WIDEST - len(row)))
            said = self._again(at) if cell.goes_on else cell.text
            row.append(said)
            if at < WIDEST:
                label = said if len(said) <= REPEATED and WORDS.fullmatch(said) else ""
                row += [self._kept(label) for _ in range(across - 1)]
                for column in range(at, at + across):
                    self._above[column], self._below[column] = label, min(cell.down, LOWEST) - 1
        if len(cells) == 1 and row[0] == cells[0].text:
            return row[0]
        self._covered(row)
        return " | ".join(row) if any(row) else ""

    def _covered(self, row: list[str]) -> None:
        while (left := self._below.get(len(row), 0)) > 0:
            self._below[len(row)] = left - 1
            row.append(self._again(len(row)))

    def _again(self, column: int) -> str:
        return self._kept(self._above.get(column, ""))

    def _kept(self, words: str) -> str:
        """The words, as long as there is room to repeat any."""
        self._room -= len(words)
        return words if self._room > 0 else ""
