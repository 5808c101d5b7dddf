"""Any consistent totals can be walked: the matters' tallies are exactly the wanted counts. No database is needed for that."""

from __future__ import annotations

from collections import Counter, defaultdict

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from yifa.chapters.catalogue import book
from yifa.kernel.calendar import Calendar
from yifa.kernel.figure import Closed, Count, Sum
from yifa.kernel.indicator import load
from yifa.sample.cast import Cast
from yifa.sample.solve import Impossible, solve
from yifa.sample.targets import parse
from yifa.sample.year import Year

WALKED = sorted(k for k, f in book().figures.items() if isinstance(f, (Count, Sum, Closed)))
QUIET = [k for k in load() if not load()[k].computed]
HEAD = '[county]\nname = "某县"\ndivision = "990126"\nyear = {}\n[totals]\n'


class Place:
    """What of a county the walk needs."""

    calendar, local = Calendar.load(), {}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    year=st.sampled_from([2023, 2024, 2025]),
    given_totals=st.dictionaries(st.sampled_from(WALKED), st.integers(0, 12), min_size=2, max_size=10),
)
@example(year=2024, given_totals={"contracts_reviewed": 9, "normative_docs_reviewed": 7, "legality_reviews": 2})
@example(year=2024, given_totals={"supervision_notices": 9, "supervision_problems_found": 0, "supervised_units": 0})
@example(year=2024, given_totals={"reconsideration_received": 8, "reconsideration_accepted": 0, "reconsideration_closed": 2})
@example(year=2023, given_totals={"litigation_lost": 12, "litigation_cases": 1})  # a suit with many hearings, each after its own notice
def test_any_consistent_totals_are_walked_exactly(year: int, given_totals: dict[str, int]) -> None:
    # what is not walked or not given is kept small, so that the walk is short
    lines = {k: 0 for k in QUIET if k in WALKED and load()[k].typical > 60 and not load()[k].part_of} | given_totals
    try:
        targets = parse(HEAD.format(year) + "".join(f"{k} = {v}\n" for k, v in lines.items()))
        solution = solve(targets)
    except Impossible:
        assume(False)
        return
    v = solution.values
    assume(v["litigation_lost"] <= v["hearings_held"])  # else the hearings were all held the year before
    cast = Cast(tuple(f"u{i}" for i in range(max(30, v["supervised_units"]))), ("e",), ("f",), {})
    walk = Year(Place, book(), cast, year, targets.shares)  # type: ignore[arg-type]  # enough of a county
    got: Counter[str] = Counter()
    once: defaultdict[str, set[str]] = defaultdict(set)
    for task in walk.tasks(v):
        pace = walk.dropped(task, walk.unit(task)) if task.given_up else walk.paced(task, walk.unit(task))
        for t in book().tallies(pace.state()):
            if t.on.year == year:
                got[t.figure] += t.value
                if t.distinct:
                    once[t.figure].add(t.distinct)
    got.update({k: len(keys) - got[k] for k, keys in once.items()})
    assert {k: got[k] for k in WALKED} == {k: v[k] for k in WALKED}
