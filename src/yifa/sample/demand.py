"""From totals to matters: which figures each matter is to make true. Pure.

No procedure is known here. What can go together is found out from the declarations: two predicates on the facts of one
step exclude each other if no facts make both true; two outcomes if no outcome is in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import product
from typing import Any

from yifa.kernel.declare import Procedure, Step
from yifa.kernel.facts import Facts, choices
from yifa.kernel.figure import Book, Closed, Count, Counted, Sum
from yifa.kernel.plan import plan_of

SPREAD = 12
"""Into how many records a sum is spread where nothing says how many there were: one a month."""
TRIES = 400
DAY = date(2024, 6, 3)


@dataclass(eq=False)
class Demand:
    """One matter's share: figure -> how much it is to add in the year. A figure that is not named must add nothing."""

    amounts: dict[str, int] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[tuple[str, int], ...]:
        return tuple(sorted(self.amounts.items()))


def candidates(asks: type[Facts], day: date, given: Mapping[str, Any] | None = None) -> Iterable[Facts]:
    """Facts to try for a step, the ordinary ones first: each choice of the deciding fields, from their examples."""
    base = choices(asks)
    names = [n for n, _ in base if not given or n not in given]
    values = [_ordinary_first(asks, n, v) for n, v in base if not given or n not in given]
    seen = 0
    for combo in sorted(product(*(range(len(v)) for v in values)), key=sum):
        seen += 1
        if seen > TRIES:
            return
        picked = {n: v[i] for n, v, i in zip(names, values, combo, strict=True)}
        try:
            yield asks.example(day, 0, **picked, **(given or {}))
        except ValueError:
            continue


def _ordinary_first(asks: type[Facts], name: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The examples as declared come first, then a default, then the other values."""
    info = asks.model_fields[name]
    first = list(info.examples or [])
    if not info.is_required() and info.default not in first:
        first.append(info.default)
    return tuple(dict.fromkeys([*first, *values]))


def cap(p: type[Procedure], figure: Counted) -> int | None:
    """How much one matter can add: 1, or None where its step may be taken again and again (or it sums a number)."""
    if isinstance(figure, Closed):
        return 1
    if isinstance(figure, Sum):
        return None
    if figure.distinct:
        return 1
    plan = plan_of(p)
    steps = [plan.steps[s.key] for s in figure.steps if s.owner.key == p.key and s.key in plan.steps]
    return None if any(_again(p, s) for s in steps) else 1


def _again(p: type[Procedure], s: Step[Any]) -> bool:
    each = plan_of(p).each[s.key]
    return s.repeats or (each is not None and _again(p, plan_of(p).steps[each]))


class Pairs:
    """Which figures of a procedure can be made true by one matter, and which bring others with them."""

    def __init__(self, p: type[Procedure], figures: Mapping[str, Counted]) -> None:
        self.p, self.figures = p, figures
        self.together = cache(self._together)
        self.brings = cache(self._brings)
        self.rests = cache(self._rests)

    def _together(self, a: str, b: str) -> bool:
        fa, fb = self.figures[a], self.figures[b]
        if isinstance(fa, Closed) and isinstance(fb, Closed):
            return fa.outcomes is None or fb.outcomes is None or bool(fa.outcomes & fb.outcomes)
        if isinstance(fa, Count) and isinstance(fb, Count):
            shared = self._shared(fa, fb)
            if shared is not None and not self._again(shared):
                return any(_says(fa, f) and _says(fb, f) for f in candidates(shared.asks, DAY))
        return True

    def _brings(self, a: str, b: str) -> bool:
        """Whether any entry that counts for `a` counts for `b` too."""
        fa, fb = self.figures[a], self.figures[b]
        if isinstance(fa, Closed) and isinstance(fb, Closed):
            if fb.on_time and fb.on_time != fa.on_time:
                return False
            return fb.outcomes is None or (fa.outcomes is not None and fa.outcomes <= fb.outcomes)
        if isinstance(fa, Count) and isinstance(fb, Count) and self._shared(fa, fb) is not None:
            return fb.says is None and fb.when is None
        return False

    def _rests(self, a: str, b: str) -> bool:
        """Whether a matter cannot add to `a` without a step of `b` having been taken (this year or before)."""
        steps = {s.key for s in getattr(self.figures[b], "steps", ()) if s.owner.key == self.p.key}
        roots = self._roots(a)
        return bool(steps and roots) and all(steps & unavoidable(self.p, r) for r in roots)

    def _roots(self, key: str) -> list[str]:
        """The steps that can make a figure true."""
        f, plan = self.figures[key], plan_of(self.p)
        if isinstance(f, Closed):
            return [s.key for s in plan.steps.values() if s.ends and s.by.seat != "law" and self._can_end(s, f)]
        return [s.key for s in f.steps if s.owner.key == self.p.key and s.key in plan.steps]

    def _can_end(self, s: Step[Any], f: Closed) -> bool:
        if f.outcomes is None or isinstance(s.ends, str):
            return f.outcomes is None or s.ends in f.outcomes
        return any(s.ends(x) in f.outcomes for x in candidates(s.asks, DAY)) if s.ends else False

    def _shared(self, fa: Count, fb: Count) -> Step[Any] | None:
        keys = {s.key for s in fa.steps if s.owner.key == self.p.key} & {
            s.key for s in fb.steps if s.owner.key == self.p.key
        }
        plan = plan_of(self.p)
        return next((plan.steps[k] for k in sorted(keys) if k in plan.steps), None)

    def _again(self, s: Step[Any]) -> bool:
        return _again(self.p, s)


def unavoidable(p: type[Procedure], key: str) -> set[str]:
    """The steps without which this one cannot be taken: what it answers, and the duties that it rests on."""
    plan = plan_of(p)
    todo, out = [key], set[str]()
    while todo:
        s = plan.steps[todo.pop()]
        each = plan.each[s.key]
        if each and each not in out:
            out.add(each)
            todo.append(each)
        asked = _asked(s)
        if asked and asked not in out and asked in plan.steps:
            out.add(asked)
            todo.append(asked)
        for k in plan.after[s.key] or plan.after[plan.target[s.key]]:
            x = plan.steps[k]
            if plan.each[k] or k in out:
                continue
            if x.must and x.when is None:
                out.add(k)
            todo.append(k)
    return out


class _Nothing:
    """A record in which nothing has happened."""

    def last(self, line: Any) -> None:
        return None


def _asked(s: Step[Any]) -> str:
    """The one step without which the condition of `s` cannot hold, if its condition speaks of one only."""
    if s.when is None or len(set(s.when.about)) != 1 or s.when.test(_Nothing()):
        return ""
    return s.when.about[0].key


def _says(f: Count, facts: Facts) -> bool:
    return f.says is None or bool(f.says(facts))


def demands(p: type[Procedure], book: Book, wanted: Mapping[str, int]) -> list[Demand]:
    """Matters of `p` that together add the wanted amounts. Larger figures are dealt out first, so that a part lies inside
    its whole; what excludes each other goes to different matters."""
    figures = {k: f for k, f in book.of_procedure(p).items() if wanted.get(k, 0) > 0}
    pairs = Pairs(p, book.of_procedure(p))
    once = {k for k, f in figures.items() if isinstance(f, Count) and f.distinct}
    counts = {k: f for k, f in figures.items() if not isinstance(f, Sum) and k not in once}
    out: list[Demand] = []
    for key in _order(pairs, counts, wanted):
        leaning = sum(wanted[k] for k in counts if k != key and cap(p, counts[k]) == 1 and pairs.rests(k, key))
        spread = max(SPREAD, leaning, *(wanted[k] for k in once))
        _deal(p, pairs, list(counts), out, key, figures[key], wanted[key], spread)
    for key in once:  # counted once for each unit: every matter has it, and there are as many matters as units
        out += [Demand() for _ in range(wanted[key] - len(out))]
        for d in out:
            d.amounts[key] = 1
    for key, f in figures.items():
        if isinstance(f, Sum):
            _spread(p, out, key, wanted[key])
    return out


def _order(pairs: Pairs, counts: Mapping[str, Counted], wanted: Mapping[str, int]) -> Iterator[str]:
    """Wholes before their parts and earlier steps before later ones; of what is free to go, the most dependent first,
    since it can go to the fewest matters, then the larger."""
    same = {(k, o) for k in counts for o in counts if k < o and pairs.brings(k, o) and pairs.brings(o, k)}
    needs = {
        k: {o for o in counts if o != k and (k, o) not in same and (pairs.brings(k, o) or pairs.rests(k, o))}
        for k in counts
    }
    left = dict(needs)
    while left:
        free = [k for k, need in left.items() if not need & left.keys()] or list(left)
        rivals = {k: any(not pairs.together(k, o) and len(needs[o]) > len(needs[k]) for o in left) for k in free}
        best = min(free, key=lambda k: (rivals[k], -len(needs[k]), -wanted[k]))
        yield best
        del left[best]


def _once_each(f: Counted) -> bool:
    """Whether the figure counts entries one by one, so that a matter either has it or lacks it."""
    return not isinstance(f, Sum) and not (isinstance(f, Count) and f.distinct)


def _has(pairs: Pairs, d: Demand, key: str, rests: Sequence[str]) -> bool:
    """Whether the matter has this figure, or another one that the same earlier step makes true."""
    return key in d.amounts or any(k in d.amounts for k in rests if not pairs.together(k, key))


def _deal(
    p: type[Procedure],
    pairs: Pairs,
    known: Sequence[str],
    out: list[Demand],
    key: str,
    figure: Counted,
    amount: int,
    spread: int,
) -> None:
    most = cap(p, figure)
    fits = [d for d in out if all(pairs.together(key, k) for k in d.amounts)]
    need = [k for k in known if k != key and pairs.brings(key, k)]
    rests = [k for k, f in pairs.figures.items() if k != key and _once_each(f) and pairs.rests(key, k)]
    # a matter that lacks an earlier figure cannot have this one in the same year: it is carried over, on its own
    ready = [d for d in fits if all(_has(pairs, d, k, rests) for k in rests)]
    if need:
        fits = [d for d in fits if all(k in d.amounts for k in need)]
        fits.sort(key=lambda d: d not in ready)
    else:
        fits = ready
    if most == 1:
        for d in fits[:amount]:
            d.amounts[key] = 1
        out += [Demand({key: 1}) for _ in range(amount - len(fits))]
        return
    if not fits:
        fits = [Demand() for _ in range(max(1, min(amount, spread)))]
        out += fits
    for i, d in enumerate(fits):
        share = amount // len(fits) + (i < amount % len(fits))
        if share:
            d.amounts[key] = share


def _spread(p: type[Procedure], out: list[Demand], key: str, amount: int) -> None:
    """A sum goes over the matters that are there, or over one a month."""
    if not out:
        out += [Demand() for _ in range(max(1, min(amount, SPREAD)))]
    for i, d in enumerate(out):
        share = amount // len(out) + (i < amount % len(out))
        if share:
            d.amounts[key] = share
