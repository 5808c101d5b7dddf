"""A derived flow chart can be read: no box lies on another, no arrow runs through a box, all is inside the picture."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from yifa.kernel.explain import Edge, Node
from yifa.web import flow

SHAPES = ("must", "may", "end", "deemed")


@st.composite
def charts(draw: st.DrawFn) -> tuple[list[Node], list[Edge]]:
    """Steps in ranks with arrows downwards, some skipping ranks, and some ways back."""
    n = draw(st.integers(1, 16))
    ranks = sorted(draw(st.lists(st.integers(0, 5), min_size=n, max_size=n)))
    nodes = [Node(f"s{i}", f"第{i}步", draw(st.sampled_from(SHAPES)), r) for i, r in enumerate(ranks)]
    pairs = draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=20))
    edges = [Edge(f"s{a}", f"s{b}", back=ranks[a] > ranks[b]) for a, b in dict.fromkeys(pairs) if ranks[a] != ranks[b]]
    return nodes, edges


def segments(d: str) -> list[tuple[int, int, int, int]]:
    """The straight pieces of a path made of M, V and H."""
    x = y = 0
    out = []
    for command, numbers in re.findall(r"([MVH])([-\d ]+)", d):
        at = [int(v) for v in numbers.split()]
        to = (at[0], at[1]) if command == "M" else (x, at[0]) if command == "V" else (at[0], y)
        if command != "M":
            out.append((min(x, to[0]), min(y, to[1]), max(x, to[0]), max(y, to[1])))
        x, y = to
    return out


def inside(box: dict[str, Any], piece: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = piece
    return bool(
        left < box["x"] + flow.WIDTH and right > box["x"] and top < box["y"] + flow.HEIGHT and bottom > box["y"]
    )


@given(charts())
def test_no_arrow_runs_through_a_box(chart: tuple[list[Node], list[Edge]]) -> None:
    picture = flow.layout("某程序", *chart)
    assert len(picture["paths"]) == len(chart[1])
    for path in picture["paths"]:
        for piece in segments(path["d"]):
            assert not [b["key"] for b in picture["boxes"] if inside(b, piece)], (path, piece)
            assert piece[0] >= 0 and piece[2] <= picture["width"] and piece[1] >= 0 and piece[3] <= picture["height"]


@given(charts())
def test_no_box_lies_on_another(chart: tuple[list[Node], list[Edge]]) -> None:
    boxes = flow.layout("某程序", *chart)["boxes"]
    assert {b["key"] for b in boxes} == {n.key for n in chart[0]}
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert abs(a["x"] - b["x"]) >= flow.WIDTH or abs(a["y"] - b["y"]) >= flow.HEIGHT
