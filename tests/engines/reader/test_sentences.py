"""Sentences such as many reports write: exactly these figures, in these units, with these meanings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yifa.reader.figures import read_figures
from yifa.reader.model import Figure, Segment

LINES = [
    line for line in (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
]
_MARK = re.compile(r"〈([^〈〉=]+)(?:=(\w+))?〉")


@pytest.mark.parametrize("line", LINES)
def test_a_typical_sentence_gives_its_figures_and_no_others(line: str) -> None:
    expected = [(m[1].replace(" ", ""), m[2] or "") for m in _MARK.finditer(line)]
    text = _MARK.sub(lambda m: m[1].replace(" ", ""), line).replace(" ", "") if expected else line
    found = read_figures(text, (Segment(0, len(text), year=2024),))
    assert [(_quote(text, f), f.indicator) for f in found] == expected, text


def _quote(text: str, figure: Figure) -> str:
    """The number with its unit; a share in words (百分之九十) has none behind it."""
    tail = figure.end + len(figure.unit)
    return text[figure.start : tail] if text[figure.end : tail] == figure.unit else text[figure.start : figure.end]
