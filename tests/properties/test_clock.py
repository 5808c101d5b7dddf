"""Counting time: a longer term does not end earlier, and what rolls ends on a working day (see test_clock_properties.py)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from yifa.kernel.calendar import Calendar
from yifa.kernel.clock import end_on
from yifa.kernel.law import Span

CALENDAR = Calendar.load()
DAY = timedelta(days=1)
DATES = st.dates(CALENDAR.first, CALENDAR.last - timedelta(days=400))
SPANS = st.one_of(
    st.builds(Span, st.integers(0, 90), st.just("日")),
    st.builds(Span, st.integers(1, 60), st.just("工作日")),
    st.builds(Span, st.integers(1, 6), st.just("月")),
    st.builds(Span, st.just(1), st.just("年")),
)
ROLLS = st.sampled_from([True, False, None])


def working(span: Span) -> bool:
    return span.unit == "工作日"


@given(DATES, st.integers(1, 60), st.integers(0, 30), st.sampled_from(["日", "工作日", "月"]), ROLLS)
def test_a_longer_term_does_not_end_earlier(since: date, n: int, more: int, unit: str, rolls: bool | None) -> None:
    n, more = (min(n, 6), min(more, 6)) if unit == "月" else (n, more)
    short, long = Span(n, unit), Span(n + more, unit)  # type: ignore[arg-type]  # the three units of the list
    ends = [end_on(since, s, working=unit == "工作日", rolls=rolls, calendar=CALENDAR) for s in (short, long)]
    assert ends[0] <= ends[1]


@given(DATES, SPANS)
def test_a_last_day_that_rolls_is_a_working_day(since: date, span: Span) -> None:
    end, plain = (end_on(since, span, working=working(span), rolls=r, calendar=CALENDAR) for r in (True, False))
    assert CALENDAR.works(end) and end >= plain
    assert not any(CALENDAR.works(plain + i * DAY) for i in range((end - plain).days))
