"""Counting time, for any day, span and suspension: against a count day by day, and the laws that counting obeys."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.kernel import clock
from yifa.kernel.calendar import Calendar
from yifa.kernel.clock import BEIJING, Off
from yifa.kernel.law import Span

CAL = Calendar.load()
DAY = timedelta(days=1)
DAYS = st.dates(date(2019, 1, 1), date(2025, 6, 30))
AMOUNTS = st.integers(1, 90)
UNITS = st.sampled_from(["日", "工作日", "月", "年"])


@st.composite
def spans(draw: st.DrawFn) -> Span:
    unit = draw(UNITS)
    top = {"日": 90, "工作日": 60, "月": 6, "年": 1}[unit]
    return Span(draw(st.integers(1, top)), unit)  # type: ignore[arg-type]  # drawn values, typed by the strategy


@st.composite
def offs(draw: st.DrawFn, near: date) -> list[Off]:
    """Up to three suspensions before, in and after the term; they may overlap and repeat."""
    out = []
    for _ in range(draw(st.integers(0, 3))):
        start = near + timedelta(days=draw(st.integers(-20, 80)))
        out.append(Off(start, start + timedelta(days=draw(st.integers(0, 25))), "扣除"))
    return out


def count(since: date, n: int, working: bool, off: list[Off]) -> date:
    """The n-th day that counts after `since`, found by walking."""
    day = since
    while n:
        day += DAY
        taken = any(x.start <= day and x.end is not None and day <= x.end for x in off)
        if not taken and (not working or CAL.works(day)):
            n -= 1
    return day


@given(st.data())
def test_days_and_working_days_are_those_that_one_counts_on_the_fingers(data: st.DataObject) -> None:
    """The day of the event is not counted, days suspended (both ends) do not count, nor rest days among working days."""
    since, n, working = data.draw(DAYS), data.draw(AMOUNTS), data.draw(st.booleans())
    off = data.draw(offs(since))
    got = clock.end_on(since, Span(n, "日"), working=working, rolls=False, calendar=CAL, off=off)
    assert got == count(since, n, working, off)


@given(st.data())
def test_an_extension_runs_on_from_the_first_end(data: st.DataObject) -> None:
    since, n, more, working = data.draw(DAYS), data.draw(AMOUNTS), data.draw(AMOUNTS), data.draw(st.booleans())
    off = data.draw(offs(since))
    got = clock.end_on(
        since, Span(n, "日"), working=working, rolls=False, calendar=CAL, off=off, extend=[Span(more, "日")]
    )
    assert got == count(since, n + more, working, off)


@given(st.data())
def test_the_account_names_the_same_day_as_the_fast_path(data: st.DataObject) -> None:
    since, span = data.draw(DAYS), data.draw(spans())
    off, rolls = data.draw(offs(since)), data.draw(st.sampled_from([True, False, None]))
    extend = [span] * data.draw(st.integers(0, 2)) if span.unit != "年" else []
    working = span.unit == "工作日"
    fast = clock.end_on(since, span, working=working, rolls=rolls, calendar=CAL, off=off, extend=extend)
    told = clock.reckon(since, span, working=working, rolls=rolls, calendar=CAL, off=off, extend=extend)
    assert told.on == fast and not told.beyond
    assert told.reasons[0].on == since and told.reasons[0].nth is None
    assert told.reasons[-1].on == fast, "the account ends on the day it accounts for"
    if rolls:
        assert CAL.works(fast)
    elif not working and rolls is None and not CAL.works(fast):
        assert told.arguable, "a last rest day under a law that is silent is arguable"


@given(DAYS, DAYS, spans(), st.sampled_from([True, False]))
def test_who_starts_later_does_not_end_earlier(a: date, b: date, span: Span, rolls: bool) -> None:
    ends = [clock.end_on(x, span, working=span.unit == "工作日", rolls=rolls, calendar=CAL) for x in sorted((a, b))]
    assert ends[0] <= ends[1]


@given(DAYS, AMOUNTS)
def test_counting_working_days_on_and_back_is_inverse(since: date, n: int) -> None:
    end = CAL.add_workdays(since, n)
    assert CAL.works(end) and CAL.workdays_between(since, end) == n
    assert CAL.sub_workdays(end + DAY, n) > since, "the n-th working day before the day after is the first one counted"
    assert CAL.workdays_between(since, CAL.sub_workdays(end + DAY, n)) == 1


@given(st.data())
def test_a_suspension_of_k_days_that_count_moves_the_end_by_at_least_k(data: st.DataObject) -> None:
    since, n, working = data.draw(DAYS), data.draw(st.integers(5, 60)), data.draw(st.booleans())
    plain = clock.end_on(since, Span(n, "日"), working=working, rolls=False, calendar=CAL)
    start = data.draw(st.dates(since + DAY, plain))
    end = start + timedelta(days=data.draw(st.integers(0, 30)))
    moved = clock.end_on(
        since, Span(n, "日"), working=working, rolls=False, calendar=CAL, off=[Off(start, end, "中止")]
    )
    counted = sum(1 for i in range((min(end, plain) - start).days + 1) if not working or CAL.works(start + i * DAY))
    assert (moved - plain).days >= counted


@given(st.data())
def test_the_order_of_suspensions_and_their_overlap_do_not_matter(data: st.DataObject) -> None:
    since, span = data.draw(DAYS), data.draw(spans())
    off = data.draw(offs(since))
    shuffled = data.draw(st.permutations([*off, *off]))
    args = {"working": span.unit == "工作日", "rolls": False, "calendar": CAL}
    assert clock.end_on(since, span, off=off, **args) == clock.end_on(since, span, off=shuffled, **args)  # type: ignore[arg-type]  # drawn values, typed by the strategy


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-240, 240))
def test_months_end_on_the_same_day_or_on_the_last_of_the_month(since: date, n: int) -> None:
    """民法典 art. 202."""
    end = clock.plus_months(since, n)
    last = monthrange(end.year, end.month)[1]
    assert end.day == since.day or (end.day == last and since.day > last)
    assert (end.year * 12 + end.month) - (since.year * 12 + since.month) == n


@given(st.dates(date(2019, 6, 1), date(2026, 12, 31)), st.integers(1, 30), st.booleans())
def test_notice_leaves_n_full_days_between_and_a_day_later_does_not(event: date, n: int, working: bool) -> None:
    latest = clock.notice_by(event, Span(n, "日"), working=working, calendar=CAL)

    def between(notice: date) -> int:
        days = (notice + i * DAY for i in range(1, (event - notice).days))
        return sum(1 for d in days if not working or CAL.works(d))

    assert between(latest) >= n > between(latest + DAY)


@given(st.datetimes(datetime(2019, 1, 1), datetime(2030, 1, 1)), st.integers(1, 96))
def test_hours_run_through_nights_and_holidays(start: datetime, n: int) -> None:
    at = start.replace(tzinfo=BEIJING)
    assert clock.end_at(at, Span(n, "时")) - at == timedelta(hours=n)


@given(DAYS, spans(), st.integers(1, 10))
def test_a_clock_inside_an_open_suspension_has_no_date(since: date, span: Span, after: int) -> None:
    told = clock.reckon(
        since,
        span,
        working=span.unit == "工作日",
        rolls=None,
        calendar=CAL,
        off=[Off(since + after * DAY, None, "中止审理")],
    )
    assert told.on is None and "中止审理" in told.why and "停走" in told.why


@pytest.mark.parametrize("span", [Span(20, "工作日"), Span(30, "日"), Span(1, "月"), Span(1, "年")])
def test_beyond_the_calendar_a_roll_or_a_working_day_is_unknown_and_says_which_notice_is_missing(span: Span) -> None:
    told = clock.reckon(CAL.last, span, working=span.unit == "工作日", rolls=True, calendar=CAL)
    assert told.on is None and str(CAL.last.year + 1) in told.beyond
