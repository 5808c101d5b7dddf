"""CP-SAT on a whole year of duties, beside the joint plan: an easier problem than the plan's, since days are merged into
quarters, officers into each department's minutes a quarter, and what cannot be placed was left out beforehand.

usage: python -m bench.solver LEVEL DUTIES [OFFICERS [FIRMS]]"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from yifa.joint.inputs import read_inputs
from yifa.joint.plan import Plan, plan

from .instances import make
from .joint import workdays
from .measure import peak_mb, say

SECONDS, WORKERS, QUARTERS = 60, 2, 4


def measured(level: str, duties: int, officers: int, firms: int = 35_000) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, level, duties, firms, officers)
        inputs = read_inputs(folder / "duties.csv", folder / "officers.csv", folder / "rules.toml", workdays)
    start = time.perf_counter()
    made = plan(inputs.problem)
    planned = time.perf_counter() - start
    start = time.perf_counter()
    visits, bound, status = solved(made)
    return {
        "level": level, "duties": duties, "officers": officers, "planned": len(made.visits), "plan_seconds": planned,
        "visits": visits, "bound": bound, "status": status, "seconds": time.perf_counter() - start, "peak_mb": peak_mb(),
    }  # fmt: skip


def solved(made: Plan) -> tuple[int, int, str]:
    """(visits, the solver's own bound, its word for how it ended); -1 visits if it found none. For the placed duties."""
    from ortools.sat.python import cp_model

    model, w = cp_model.CpModel(), made.world
    quarter = [(d.month - 1) // 3 for d in w.problem.workdays]
    masks = [sum(1 << d for d, q in enumerate(quarter) if q == k) for k in range(QUARTERS)]
    asked: dict[tuple[int, int], list[Any]] = {}
    visits: list[Any] = []
    for tasks in w.subjects:
        comes = [model.new_bool_var("") for _ in range(QUARTERS)]
        for t in tasks:
            if w.problem.duties[t.i].id in made.unplaced:
                continue
            when = {k: model.new_bool_var("") for k in range(QUARTERS) if t.mask & masks[k]}
            model.add_exactly_one(when.values())
            for k, here in when.items():
                asked.setdefault((t.organ, k), []).append(t.team * t.minutes * here)
                if t.mergeable:
                    model.add_implication(here, comes[k])
            if not t.mergeable:
                visits.append(1)
        visits += comes
    for (organ, k), minutes in asked.items():
        model.add(sum(minutes) <= _room(made, organ, masks[k]))
    model.minimize(sum(visits))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = SECONDS, WORKERS
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return int(solver.objective_value) if found else -1, int(solver.best_objective_bound), str(solver.status_name(status))


def _room(made: Plan, organ: int, days: int) -> int:
    """The minutes of an organ's officers in a quarter, journeys apart: more than there are."""
    return sum(
        p.limit for p in made.world.people if p.organ == organ for d in range(p.first, p.last + 1) if days >> d & 1
    )


if __name__ == "__main__":
    given = [int(x) for x in sys.argv[2:]]
    say(measured(sys.argv[1], *(given + [900, 35_000][len(given) - 1 :])))
