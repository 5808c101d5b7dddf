"""Which procedure makes how much of a figure that several procedures add to. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from yifa.chapters.catalogue import procedures
from yifa.kernel.declare import Procedure
from yifa.kernel.figure import Book, Counted, Sum

from .demand import Pairs

FULL = 60
"""At most so many matters of a full procedure where a register can carry the rest of a figure."""


class Unwalkable(RuntimeError):
    """Totals that no course of matters gives under the declared law; the text names them."""


def shared(book: Book, values: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """The wanted amounts by procedure. Where several procedures add to one figure, the longest takes what its own
    figures bring with them (or its fair share), and the shortest the rest."""
    keys = {p.key: p for p in procedures()}
    owners: dict[str, list[str]] = {}
    for key, p in keys.items():
        for figure in book.of_procedure(p):
            owners.setdefault(figure, []).append(key)
    out: dict[str, dict[str, int]] = {key: {} for key in keys}
    for figure, mine in owners.items():
        if len(mine) == 1:
            out[mine[0]][figure] = values.get(figure, 0)
    for figure, mine in owners.items():
        if len(mine) > 1:
            _share(book, keys, figure, sorted(mine, key=lambda k: -len(keys[k].lines)), values.get(figure, 0), out)
    return out


def _share(
    book: Book, keys: Mapping[str, type[Procedure]], figure: str, mine: list[str], left: int, out: dict[str, dict[str, int]]
) -> None:
    if isinstance(book.figures[figure], Sum):
        # a sum goes where its records are: to the last procedure that has any
        able = [k for k in mine if any(out[k].get(f) for f in book.of_procedure(keys[k]))] or mine
        out[able[-1]][figure] = left
        return
    for key in mine[:-1]:
        figures = book.of_procedure(keys[key])
        own = [f for f in figures if f in out[key] and out[key][f] > 0]
        pairs = Pairs(keys[key], figures)
        part = sum(out[key][f] for f in own if pairs.brings(f, figure))
        first = not any(f in out[key] for f in figures)  # nothing is settled yet that this procedure is to make
        if first and not _brought_by_choice(pairs, figure, figures):
            part = min(left, FULL)
        elif not part and _follows(pairs, figure, figures):
            part = min(left, *(out[key][f] for f in own if pairs.rests(figure, f)), FULL)
        if part > left:
            raise Unwalkable(f"“{figure}”只有{left}，少于它必然包含的{part}；请核对总数。")
        out[key][figure] = part
        left -= part
    out[mine[-1]][figure] = left


def _follows(pairs: Pairs, figure: str, figures: Mapping[str, Counted]) -> bool:
    """Whether the figure counts a duty that follows what the procedure's own figures count."""
    f = figures[figure]
    duties = all(s.must for s in getattr(f, "steps", ()) if s.owner.key == pairs.p.key)
    return duties and any(pairs.rests(figure, o) for o in figures if o != figure)


def _brought_by_choice(pairs: Pairs, figure: str, figures: Mapping[str, Counted]) -> bool:
    """Whether the figure counts a step that a matter of this procedure need not take at all."""
    f = figures[figure]
    steps = [s for s in getattr(f, "steps", ()) if s.owner.key == pairs.p.key]
    return any(not s.must or s.when is not None for s in steps) and not any(s.publishes for s in steps)
