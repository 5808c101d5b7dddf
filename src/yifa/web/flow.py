"""The flow chart of a procedure laid out for the component `flow`: boxes in rows by rank, arrows through the gaps.

A row is a rank (or part of a wide one). An arrow leaves a box at its foot, turns in the gap between rows and, where it
passes other rows, runs in a lane left of all boxes, so that it never crosses a box. A way back runs on the right. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yifa.kernel.explain import Edge, Node

WIDTH, HEIGHT, ACROSS, GAP, LANE, MARGIN = 168, 56, 28, 52, 9, 8
A_ROW = 5
ORDER = {"must": 0, "may": 1, "end": 2, "deemed": 3}
CLASS = {"must": "", "may": "may", "end": "fin", "deemed": "fin may"}


@dataclass(frozen=True)
class Place:
    row: int
    x: int
    y: int

    @property
    def mid(self) -> int:
        return self.x + WIDTH // 2


def layout(
    title: str, nodes: Sequence[Node], edges: Sequence[Edge], below: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Parameters of the component `flow`. `below`: a second line for a box, by key (its limit in words)."""
    rows = _rows(nodes, edges)
    place_row = {n.key: i for i, row in enumerate(rows) for n in row}
    far = _lanes([e for e in edges if not e.back and not _near(place_row, e)], place_row)
    back = _lanes([e for e in edges if e.back], place_row)
    left = MARGIN + LANE * _width(far) + (12 if far else 0)
    spots = {
        n.key: Place(i, left + j * (WIDTH + ACROSS), MARGIN + i * (HEIGHT + GAP))
        for i, row in enumerate(rows)
        for j, n in enumerate(row)
    }
    wide = max((len(r) for r in rows), default=1)
    right = left + wide * (WIDTH + ACROSS)
    paths = [_direct(spots[e.start], spots[e.end]) for e in edges if not e.back and _near(place_row, e)]
    paths += [_round(spots[e.start], spots[e.end], MARGIN + LANE * lane, nth) for e, lane, nth in far]
    paths += [_round(spots[e.start], spots[e.end], right + LANE * lane, nth, back=True) for e, lane, nth in back]
    words = below or {}
    return {
        "title": f"{title}流程图",
        "alt": _alt(nodes),
        "width": right + LANE * _width(back) + MARGIN,
        "height": MARGIN * 2 + len(rows) * (HEIGHT + GAP) - GAP // 2,
        "paths": paths,
        "boxes": [_box(n, spots[n.key], words.get(n.key, n.outcome)) for n in nodes],
    }


def _rows(nodes: Iterable[Node], edges: Iterable[Edge]) -> list[list[Node]]:
    """The boxes in rows; in a row, what rests on boxes further left stands further left, the required first."""
    ranks: dict[int, list[Node]] = {}
    for n in nodes:
        ranks.setdefault(n.rank, []).append(n)
    rests_on: dict[str, list[str]] = {}
    for e in edges:
        if not e.back:
            rests_on.setdefault(e.end, []).append(e.start)
    column: dict[str, int] = {}
    rows: list[list[Node]] = []

    def place(n: Node) -> tuple[float, int]:
        known = [column[k] for k in rests_on.get(n.key, ()) if k in column]
        return (sum(known) / len(known) if known else A_ROW, ORDER[n.shape])

    for rank in sorted(ranks):
        row = sorted(ranks[rank], key=place)
        for i in range(0, len(row), A_ROW):
            rows.append(row[i : i + A_ROW])
            column.update({n.key: j for j, n in enumerate(rows[-1])})
    return rows


def _lanes(edges: Sequence[Edge], row: Mapping[str, int]) -> list[tuple[Edge, int, int]]:
    """(arrow, lane, number of its bundle): arrows that leave one box, or arrive at one, run together; bundles whose
    rows do not meet share a lane."""
    leaving, arriving = Counter(e.start for e in edges), Counter(e.end for e in edges)
    bundles: dict[tuple[str, str], list[Edge]] = {}
    for e in edges:
        together = ("from", e.start) if leaving[e.start] >= arriving[e.end] else ("to", e.end)
        bundles.setdefault(together, []).append(e)
    out: list[tuple[Edge, int, int]] = []
    busy: list[list[tuple[int, int]]] = []
    for nth, bundle in enumerate(sorted(bundles.values(), key=lambda b: -_reach(b, row)[1] + _reach(b, row)[0])):
        low, high = _reach(bundle, row)
        lane = next((i for i, taken in enumerate(busy) if all(high < a or b < low for a, b in taken)), len(busy))
        if lane == len(busy):
            busy.append([])
        busy[lane].append((low, high))
        out += [(e, lane, nth) for e in bundle]
    return out


def _reach(bundle: Iterable[Edge], row: Mapping[str, int]) -> tuple[int, int]:
    touched = [row[k] for e in bundle for k in (e.start, e.end)]
    return min(touched), max(touched)


def _width(lanes: Iterable[tuple[Edge, int, int]]) -> int:
    return max((lane + 1 for _, lane, _ in lanes), default=0)


def _near(row: Mapping[str, int], e: Edge) -> bool:
    """Whether the arrow only crosses one gap."""
    return row[e.end] == row[e.start] + 1


def _tip(x: int, y: int) -> str:
    return f"M{x} {y}l-4 -7h8z"


def _direct(a: Place, b: Place) -> dict[str, Any]:
    foot, turn = a.y + HEIGHT, a.y + HEIGHT + GAP // 2
    across = "" if a.mid == b.mid else f"V{turn} H{b.mid} "
    return {"d": f"M{a.mid} {foot} {across}V{b.y}", "tip": _tip(b.mid, b.y), "back": False}


def _round(a: Place, b: Place, x: int, nth: int, back: bool = False) -> dict[str, Any]:
    shift = 6 + (nth * 5) % (GAP // 2 - 8)
    out, into = a.y + HEIGHT + shift, b.y - GAP // 2 - shift % 12
    start, end = a.mid + 14, b.mid + (14 if back else -14)
    if b.y == MARGIN:
        into = b.y - 4 if not back else b.y - 6
    return {
        "d": f"M{start} {a.y + HEIGHT} V{out} H{x} V{into} H{end} V{b.y}",
        "tip": _tip(end, b.y),
        "back": back,
    }


def _box(n: Node, at: Place, second: str) -> dict[str, Any]:
    title = n.title if len(n.title) <= 11 else n.title[:10] + "…"
    small = second if len(second) <= 13 else second[:12] + "…"
    return {
        "key": n.key,
        "class": CLASS[n.shape],
        "x": at.x,
        "y": at.y,
        "mid": at.mid,
        "full": n.title if title != n.title else "",
        "title": title,
        "line": at.y + (25 if small else 34),
        "second": small,
        "under": at.y + 44,
    }


def _alt(nodes: Sequence[Node]) -> str:
    must = "、".join(n.title for n in nodes if n.shape == "must")
    ends = "、".join(n.title for n in nodes if n.shape in ("end", "deemed"))
    parts = (f"必经：{must}。" if must else "", f"结果：{ends}。" if ends else "", "各步见下表。")
    return "".join(parts)
