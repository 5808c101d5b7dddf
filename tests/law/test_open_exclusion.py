"""行政强制法 art. 25: the time of an appraisal does not count; a limit that was met no longer moves as days pass."""

from __future__ import annotations

from datetime import date

from yifa.chapters.enforcement.seizure import Seizure
from yifa.kernel.calendar import Calendar
from yifa.kernel.entry import Entry
from yifa.kernel.replay import replay


def test_an_appraisal_that_never_came_back_does_not_move_the_day_of_a_limit_already_met() -> None:
    steps = ((1, "seizure", date(2024, 3, 5)), (2, "appraisal", date(2024, 3, 10)), (3, "disposal", date(2024, 4, 20)))
    entries = [
        Entry(i, key, on, facts=next(s for s in Seizure.steps() if s.key == key).asks.example(on)) for i, key, on in steps
    ]
    days = {
        d.on
        for day in (date(2024, 4, 20), date(2024, 5, 1), date(2025, 5, 1))
        for d in replay(Seizure, entries, day, Calendar.load()).dues()
        if d.limit.key == "seizure_period"
    }
    assert days == {date(2024, 5, 16)}  # 4 days to 9 March, none from 10 March to 20 April, 26 from 21 April
