"""The judge of a solution, shared by the tests: it knows the relations and plain arithmetic, not the solver."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from yifa.kernel import relation
from yifa.kernel.indicator import load
from yifa.kernel.relation import Holds
from yifa.sample.solve import Solution
from yifa.sample.targets import Bound, Targets


@pytest.fixture(scope="session", name="holds")
def judge() -> Callable[[Solution, Targets], None]:
    return holds


def holds(solution: Solution, wanted: Targets) -> None:
    """Judged by the relations and by plain arithmetic, not by the solver's own windows."""
    values = solution.values
    assert set(values) == set(load().counts)
    assert all(v >= 0 for v in values.values())
    assert not [v for v in relation.check(values, solution.previous) if v.holds is Holds.inconsistent]
    for now, given in ((True, wanted.totals), (False, wanted.previous)):
        counts = values if now else solution.previous
        for key, target in given.items():
            i = load()[key]
            if i.rate:
                got = Fraction(100 * counts[i.rate[0]], counts[i.rate[1]])
            elif i.change_of:
                before = solution.previous[i.change_of]
                got = Fraction(100 * (counts[i.change_of] - before), before)
            else:
                got = Fraction(counts[key])
            half = Fraction(1, 2 * 10 ** max(0, -int(target.value.as_tuple().exponent))) if i.computed else Fraction(0)
            stated = Fraction(target.value)
            match target.bound:
                case Bound.exact:
                    assert abs(got - stated) <= half, key
                case Bound.at_least:
                    assert got >= stated, key
                case Bound.at_most:
                    assert got <= stated, key
                case Bound.about:
                    assert abs(got - stated) <= abs(stated) / 10 + 2 * half, key
