"""How visits fill a working day: the most that fits, and what share of a day a visit of some size takes in truth. Pure.

A day of 204 minutes holds three visits of 60 or one of 150: the latter takes a whole day, whatever the clock says."""

from __future__ import annotations

from collections.abc import Sequence

TURNS = 200


def filled(weight: Sequence[int]) -> list[int]:
    """By length of a day: the greatest weight of visits that fit into it. `weight`: by minutes, never falling."""
    steps = [(m, x) for m, x in enumerate(weight) if m and x > weight[m - 1]]
    best = [0] * len(weight)
    for length in range(1, len(weight)):
        most = best[length - 1]
        for m, x in steps:
            if m > length:
                break
            if x + best[length - m] > most:
                most = x + best[length - m]
        best[length] = most
    return best


def shares(asked: Sequence[float], sizes: Sequence[int], limit: int) -> list[float]:
    """Of each size (rising, above 0) the share of a day that it takes, so that no filling of a day takes more than 1 and what
    is asked for takes most: the prices of the cutting stock problem, by columns."""
    n = len(sizes)
    inverse = [[0.0] * n for _ in sizes]
    used = [0.0] * n
    for i, size in enumerate(sizes):
        inverse[i][i] = 1.0 / (limit // size)
        used[i] = asked[i] * inverse[i][i]
    price = [inverse[i][i] for i in range(n)]
    for _ in range(TURNS):
        price = [max(0.0, sum(row[c] for row in inverse)) for c in range(n)]
        worth, column = _best(price, sizes, limit)
        if worth < 1 + 1e-7 or not _swap(inverse, used, column):
            break
    return price


def _best(price: Sequence[float], sizes: Sequence[int], limit: int) -> tuple[float, list[int]]:
    """The dearest filling of a day: (its price, how many of each size)."""
    best, take = [0.0] * (limit + 1), [-1] * (limit + 1)
    for length in range(1, limit + 1):
        most, which = best[length - 1], -1
        for i, size in enumerate(sizes):
            if size > length:
                break
            if price[i] + best[length - size] > most + 1e-12:
                most, which = price[i] + best[length - size], i
        best[length], take[length] = most, which
    column, length = [0] * len(sizes), limit
    while length > 0:
        if take[length] < 0:
            length -= 1
        else:
            column[take[length]] += 1
            length -= sizes[take[length]]
    return best[limit], column


def _swap(inverse: list[list[float]], used: list[float], column: Sequence[int]) -> bool:
    """Takes the filling into the basis in place of the first that runs out."""
    part = [sum(row[c] * k for c, k in enumerate(column) if k) for row in inverse]
    out = min(((used[r] / y, r) for r, y in enumerate(part) if y > 1e-9), default=None)
    if out is None:
        return False
    many, at = out
    row = [x / part[at] for x in inverse[at]]
    for r, y in enumerate(part):
        if r != at and y:
            inverse[r] = [a - y * b for a, b in zip(inverse[r], row, strict=True)]
            used[r] -= y * many
    inverse[at], used[at] = row, many
    return True
