"""The joint plan of a made-up year: seconds, memory, gap to the proved bound, and naive ways beside it.

usage: python -m bench.joint LEVEL DUTIES [OFFICERS [FIRMS]]      levels: see bench.instances; CP-SAT: bench.solver"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from yifa.joint.inputs import read_inputs
from yifa.joint.plan import Plan, plan
from yifa.joint.verify import verify
from yifa.joint.world import World
from yifa.joint.write import write
from yifa.kernel.calendar import Calendar

from .instances import make
from .measure import peak_mb, say

RUNS = (
    *(("usual", duties, 900) for duties in (6_000, 12_000, 20_000, 40_000, 60_000)),
    ("usual", 60_000, 500), ("usual", 60_000, 1_500), ("tight", 20_000, 170), ("tight", 60_000, 500), ("over", 60_000, 500),
    ("few", 60_000, 1_500), ("spared", 60_000, 900), ("short", 60_000, 900), ("capped", 60_000, 900),
)  # fmt: skip
"""Level, duties, officers of each run; 35,000 firms."""


def measured(level: str, duties: int, officers: int, firms: int = 35_000) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, level, duties, firms, officers)
        marks = [time.perf_counter()]
        inputs = read_inputs(folder / "duties.csv", folder / "officers.csv", folder / "rules.toml", workdays)
        marks.append(time.perf_counter())
        made = plan(inputs.problem)
        marks.append(time.perf_counter())
        told = write(folder / "out", made, inputs)
        marks.append(time.perf_counter())
        peak = peak_mb()
        if not (report := verify(folder / "out", workdays)).ok:
            raise RuntimeError("\n".join(report.lines()))
        marks.append(time.perf_counter())
    spans = [b - a for a, b in zip(marks, marks[1:], strict=False)]
    return {
        "level": level, "duties": duties, "officers": officers, "firms": firms, "peak_mb": peak,
        **dict(zip(("read", "plan", "write", "verify"), spans, strict=True)),
        **{k: told[k] for k in ("counts", "bound", "separate", "unplaced")},
        "naive": {"apart": told["counts"]["placed"], "in_turn": in_turn(made)},
    }  # fmt: skip


def in_turn(made: Plan) -> int:
    """Visits if the departments planned one after the other: each duty on a day on which somebody comes already, else on
    its first day. For the placed duties; officers and caps apart, which is in its favour."""
    w: World = made.world
    total = 0
    for tasks in w.subjects:
        days, alone = set[int](), 0
        for t in sorted((t for t in tasks if w.problem.duties[t.i].id not in made.unplaced), key=lambda t: (t.organ, t.i)):
            if not t.mergeable:
                alone += 1
            elif not any(t.mask >> d & 1 for d in days):
                days.add(t.first)
        total += len(days) + alone
    return total


def workdays(year: int) -> Iterable[date]:
    calendar = Calendar.load()
    return [d for n in range(366) if (d := date.fromordinal(date(year, 1, 1).toordinal() + n)).year == year and calendar.works(d)]


if __name__ == "__main__":
    given = [int(x) for x in sys.argv[2:]]
    say(measured(sys.argv[1], *(given + [900, 35_000][len(given) - 1 :])))
