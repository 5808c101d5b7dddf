"""Build a county's folder from a totals file: people the year before, the year's batches and matters, and read it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from yifa.kernel.facts import BEIJING
from yifa.kernel.figure import Book

from .solve import Solution, solve
from .targets import Targets


@dataclass(frozen=True)
class Built:
    """What was built. `wrong`: figures that do not read back as asked (there should be none)."""

    solution: Solution
    entries: int
    wrong: Mapping[str, tuple[object, object]]


Progress = Callable[[str, int, int], None]
"""(what, done, of)."""


def write_county(folder: Path, targets: Targets) -> None:
    """The county's own file, if it has none."""
    file = folder / "county.toml"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        text = f'[county]\nname = "{targets.name}"\ndivision = "{targets.division}"\n'
        file.write_text(text, encoding="utf-8")


def build(targets: Targets, progress: Progress) -> Built:
    """Fills the county's database (Django is set up, the schema is there). Raises Impossible, Unwalkable."""
    from yifa.actions.county import county
    from yifa.store.models import Entry
    from yifa.store.sequence import sequence

    from .agenda import Agenda
    from .bulk import attest_year
    from .cast import gather
    from .drawn import stand_in
    from .draws import hold
    from .year import Year

    solution = solve(targets)
    place, year = county(), targets.year
    day = date(year - 2, 1, 4)
    values = {**solution.values}
    cast = gather(values, place.book, targets.division, targets.name, day, datetime.combine(day, time(9), BEIJING))
    progress("登记单位、人员和名册", 1, 1)
    attest_year(values, place.book, year, lambda what, n: progress(f"接收批量数据：{what}", n, 0))
    known = Book({k: f for k, f in place.book.figures.items() if k in solution.previous})
    earlier = Year(place, known, cast, year - 1, targets.shares)
    now = Year(place, place.book, cast, year, targets.shares)
    tasks = [(earlier, t) for t in earlier.tasks({k: v for k, v in solution.previous.items() if v})]
    walked, drawn = stand_in(now.tasks(values), cast, year)
    tasks += [(now, t) for t in walked]
    for i, (runner, task) in enumerate(tasks, 1):
        runner.one(task)
        progress("办理各类事项", i, len(tasks))
    agenda = Agenda(datetime.combine(date(year, 12, 31), time(18), BEIJING))
    for script in drawn:
        hold(script, agenda)
    agenda.run()
    sequence(place.signer(), datetime.combine(date(year + 1, 3, 1), time(9), BEIJING))
    progress("账本签检查点", 1, 1)
    return Built(solution, Entry.objects.count(), read_back(solution, year))


def read_back(solution: Solution, year: int) -> dict[str, tuple[object, object]]:
    """The figures that the ledger gives, against those that were asked: (asked, got) where they differ."""
    from yifa.figures.compute import compute

    got = compute(year)
    asked: dict[str, object] = {**solution.values, **{k: v for k, v in solution.percentages().items() if v is not None}}
    return {k: (v, got[k].value) for k, v in asked.items() if got[k].value != v}
