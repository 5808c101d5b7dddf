"""Which procedure makes how much of a figure that several procedures add to. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from yifa.chapters.catalogue import procedures
from yifa.kernel.declare import Procedure
from yifa.kernel.figure import Book, Counted, Sum
from yifa.kernel.indicator import load

from .demand import Pairs

FULL = 60
"""At most so many matters of a full procedure where a register can carry the rest of a figure."""


class Unwalkable(RuntimeError):
    """Totals that no course of matters gives under the declared law; the text names them."""


def named(amounts: Mapping[str, int]) -> str:
    """Figures with their amounts, for a refusal."""
    names = load()
    return "、".join(f"{names[k].zh}（{k}）{n}" for k, n in amounts.items())


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
    for figure in _wholes_first(book, keys, [f for f, mine in owners.items() if len(mine) > 1]):
        mine = sorted(owners[figure], key=lambda k: -len(keys[k].lines))
        _share(book, keys, figure, mine, values, out)
    return out


def _wholes_first(book: Book, keys: Mapping[str, type[Procedure]], figures: list[str]) -> list[str]:
    """A figure that counts a part of another's entries comes after it, a sum after what it is summed over."""
    pairs = [Pairs(p, book.of_procedure(p)) for p in keys.values()]

    def wholes(figure: str) -> int:
        return sum(
            any(figure in x.figures and f in x.figures and x.brings(figure, f) and not x.brings(f, figure) for x in pairs)
            for f in figures
            if f != figure
        )

    return sorted(figures, key=lambda f: (isinstance(book.figures[f], Sum), wholes(f)))


def _share(
    book: Book,
    keys: Mapping[str, type[Procedure]],
    figure: str,
    mine: list[str],
    values: Mapping[str, int],
    out: dict[str, dict[str, int]],
) -> None:
    left = values.get(figure, 0)
    if isinstance(book.figures[figure], Sum):
        # a sum goes where its records are: to the last procedure that has any
        able = [k for k in mine if any(out[k].get(f) for f in book.of_procedure(keys[k]))] or mine
        out[able[-1]][figure] = left
        return
    for key in mine[:-1]:
        pairs = Pairs(keys[key], book.of_procedure(keys[key]))
        part = _part(pairs, figure, left, out[key], values)
        out[key][figure] = part
        left -= part
    out[mine[-1]][figure] = left


def _part(pairs: Pairs, figure: str, left: int, settled: Mapping[str, int], values: Mapping[str, int]) -> int:
    """How much of a figure this procedure makes: what its settled figures bring with them or rest on, never more than the
    whole of which it is a part; where they say nothing, its fair share. Raises Unwalkable."""
    totals = {f: values.get(f, 0) for f in pairs.figures}
    own = {f: n for f, n in settled.items() if n > 0}
    brought = {f: n for f, n in own.items() if pairs.brings(f, figure)}
    most = min([left, *(n for f, n in {**totals, **settled}.items() if pairs.brings(figure, f))])
    if sum(brought.values()) > most:
        raise Unwalkable(f"{named({figure: left})}，少于它必然包含的{named(brought)}；请核对这几个总数。")
    needed = max([sum(brought.values()), *(n for f, n in own.items() if pairs.rests(f, figure))])
    if needed:
        return min(most, max(needed, FULL))
    if not settled and not _brought_by_choice(pairs, figure, pairs.figures):
        return min(most, FULL)  # nothing is settled yet that this procedure is to make
    if any(pairs.brings(figure, f) for f in own):
        return most
    if _follows(pairs, figure, pairs.figures):
        return min([most, *(n for f, n in settled.items() if pairs.rests(figure, f) and (n or not totals[f])), FULL])
    return 0


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
