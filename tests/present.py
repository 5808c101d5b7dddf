"""The example county in its present days, without the year before: for tests that want it full."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from yifa.actions.county import county
from yifa.kernel.facts import BEIJING
from yifa.sample.cast import gather
from yifa.sample.present import Lively, liven
from yifa.sample.solve import solve
from yifa.sample.targets import parse

TOTALS = """
[county]
name = "青禾县"
division = "990126"
year = 2024
[totals]
service_departments = 38
officers_certified = 300
"""


def full(folder: Path, now: datetime) -> Lively:
    """Fills the county whose data folder this is; `now`: Beijing time."""
    (folder / "county.toml").write_text('[county]\nname = "青禾县"\ndivision = "990126"\n', encoding="utf-8")
    county.cache_clear()
    values, day = {**solve(parse(TOTALS)).values}, date(2022, 1, 4)
    gather(values, county().book, "990126", "青禾县", day, datetime.combine(day, time(9), BEIJING))
    return liven(now.replace(tzinfo=BEIJING))
