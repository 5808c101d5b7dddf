"""Bar charts as SVG that stand by themselves; the table with the same numbers is in the summary. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, LEFT, RIGHT, ROW, TOP = 720, 190, 90, 26, 44


def bars(title: str, labels: Sequence[str], values: Sequence[int], shown: Sequence[str] = ()) -> str:
    """Lying bars from zero, each with its label and number. `shown`: the numbers as written, if not as they are."""
    text = shown or [f"{v:,}" for v in values]
    height = TOP + ROW * len(labels) + 16
    top = max([*values, 1])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-label="{escape(title)}" font-family="sans-serif" font-size="14">',
        f"<title>{escape(title)}</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="12" y="26" font-size="16" fill="#1a1a1a">{escape(title)}</text>',
    ]
    for i, (label, value, words) in enumerate(zip(labels, values, text, strict=True)):
        y, wide = TOP + ROW * i, (WIDTH - LEFT - RIGHT) * value // top
        parts.append(
            f'<text x="{LEFT - 8}" y="{y + 16}" text-anchor="end" fill="#1a1a1a">{escape(_short(label))}</text>'
            f'<rect x="{LEFT}" y="{y + 3}" width="{wide}" height="{ROW - 8}" fill="#2f5d8a"/>'
            f'<text x="{LEFT + wide + 6}" y="{y + 16}" fill="#1a1a1a">{escape(words)}</text>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _short(label: str) -> str:
    return label if len(label) <= 12 else label[:11] + "…"
