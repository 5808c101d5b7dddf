"""Bar and line charts as numbers for the component `chart`: widths in per cent, so that text keeps its size. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import words

TOP, HEIGHT, FOOT = 24, 166, 26


def bars(title: str, labels: Sequence[str], values: Sequence[int], unit: str, *, head: str = "") -> dict[str, Any]:
    """A bar chart from zero. Parameters of the component `chart`; `head`: what the labels are (月, 机关)."""
    top = max([*values, 1])
    step = 100 / max(len(labels), 1)
    shapes = []
    for i, (label, value) in enumerate(zip(labels, values, strict=True)):
        height = round(HEIGHT * value / top, 1)
        shapes.append(
            {
                "x": f"{i * step + step * 0.13:.2f}%",
                "w": f"{step * 0.74:.2f}%",
                "mid": f"{(i + 0.5) * step:.2f}%",
                "y": round(TOP + HEIGHT - height, 1),
                "h": height,
                "up": round(TOP + HEIGHT - height - 6, 1),
                "text": words.thousands(value),
                "label": label,
            }
        )
    table = [[label, words.thousands(v)] for label, v in zip(labels, values, strict=True)]
    return {
        "title": f"{title}（{unit}）",
        "alt": _alt("条形图", labels, values, unit),
        "kind": "bars",
        "height": TOP + HEIGHT + FOOT,
        "base": TOP + HEIGHT + 0.5,
        "foot": TOP + HEIGHT + 18,
        "shapes": shapes,
        "heads": [head, unit],
        "table": table,
    }


def line(
    title: str, labels: Sequence[str], basis_points: Sequence[int], *, low: int = 0, head: str = ""
) -> dict[str, Any]:
    """A line chart of rates in basis points from `low` to 100 %; an axis not from zero is said in the title."""
    span = max(10_000 - low, 1)
    step = 100 / max(len(labels), 1)

    def y(v: int) -> float:
        return round(TOP + HEIGHT * (10_000 - v) / span, 1)

    dots = [
        {"x": f"{(i + 0.5) * step:.2f}%", "y": y(v), "label": name, "up": y(v) - 10, "text": ""}
        for i, (name, v) in enumerate(zip(labels, basis_points, strict=True))
    ]
    for i in {basis_points.index(min(basis_points)), basis_points.index(max(basis_points))} if basis_points else ():
        dots[i]["text"] = words.percent(basis_points[i])
    ticks = [low, (low + 10_000) // 2, 10_000]
    percents = [words.percent(v) for v in basis_points]
    return {
        "title": title + (f"（纵轴从{words.percent(low).removesuffix('.00%')}%起）" if low else ""),
        "alt": _alt("折线图", labels, basis_points, "", percents),
        "kind": "line",
        "height": TOP + HEIGHT + FOOT,
        "foot": TOP + HEIGHT + 20,
        "ticks": [{"y": y(t), "up": y(t) - 4, "text": f"{t // 100}%"} for t in ticks],
        "shapes": dots,
        "lines": [
            {"x1": a["x"], "y1": a["y"], "x2": b["x"], "y2": b["y"]} for a, b in zip(dots, dots[1:], strict=False)
        ],
        "heads": [head, "比率"],
        "table": [[a, b] for a, b in zip(labels, percents, strict=True)],
    }


def _alt(kind: str, labels: Sequence[str], values: Sequence[int], unit: str, shown: Sequence[str] = ()) -> str:
    if not values:
        return f"{kind}：没有数据。"
    text = shown or [words.thousands(v) for v in values]
    low, high = values.index(min(values)), values.index(max(values))
    ends = f"{labels[low]}最少，{text[low]}{unit}；{labels[high]}最多，{text[high]}{unit}"
    return f"{kind}：{ends}。每一项的数在旁边的表里。"
