"""Counting time: monotone, invertible, and the account in words names the same day as the fast path."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from yifa.kernel.calendar import BeyondCalendar, Calendar
from yifa.kernel.clock import Off, end_on, notice_by, plus_months, reckon
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


@st.composite
def offs(draw: st.DrawFn) -> list[Off]:
    start = draw(DATES)
    out = []
    for _ in range(draw(st.integers(0, 3))):
        a = start + draw(st.integers(0, 60)) * DAY
        out.append(Off(a, a + draw(st.integers(0, 40)) * DAY, "中止"))
    return out


def working(span: Span) -> bool:
    return span.unit == "工作日"


@given(DATES, st.integers(0, 200), SPANS, ROLLS)
def test_who_starts_later_does_not_end_earlier(since: date, gap: int, span: Span, rolls: bool | None) -> None:
    later = since + gap * DAY
    assume(later <= CALENDAR.last - timedelta(days=400))
    ends = [end_on(d, span, working=working(span), rolls=rolls, calendar=CALENDAR) for d in (since, later)]
    assert ends[0] <= ends[1]


@given(DATES, st.integers(1, 60), st.integers(0, 30), st.sampled_from(["日", "工作日", "月"]), ROLLS)
def test_a_longer_term_does_not_end_earlier(since: date, n: int, more: int, unit: str, rolls: bool | None) -> None:
    n, more = (min(n, 6), min(more, 6)) if unit == "月" else (n, more)
    short, long = Span(n, unit), Span(n + more, unit)  # type: ignore[arg-type]  # the three units of the list
    ends = [end_on(since, s, working=unit == "工作日", rolls=rolls, calendar=CALENDAR) for s in (short, long)]
    assert ends[0] <= ends[1]


@given(DATES, st.integers(1, 80))
def test_working_days_counted_forward_are_found_when_counted_back(since: date, n: int) -> None:
    """The first day is not counted: between the event and the last day lie exactly n working days."""
    end = CALENDAR.add_workdays(since, n)
    assert CALENDAR.works(end) and CALENDAR.workdays_between(since, end) == n
    if CALENDAR.works(since):
        assert CALENDAR.sub_workdays(end, n) == since


@given(DATES, st.integers(1, 30), st.booleans())
def test_notice_leaves_the_full_days_between(event: date, n: int, by_workdays: bool) -> None:
    """Neither the day of notice nor the day of the event is counted; a day later would be one too few."""
    assume(event > CALENDAR.first + timedelta(days=90))
    latest = notice_by(event, Span(n, "日"), working=by_workdays, calendar=CALENDAR)

    def between(notice: date) -> int:
        if by_workdays:
            return CALENDAR.workdays_between(notice, event - DAY)
        return (event - notice).days - 1

    assert between(latest) >= n
    assert between(latest + DAY) < n


@given(DATES, SPANS, ROLLS, offs(), st.lists(SPANS, max_size=2))
def test_the_account_names_the_day_of_the_fast_path(
    since: date, span: Span, rolls: bool | None, off: list[Off], extend: list[Span]
) -> None:
    extend = [s for s in extend if s.unit == span.unit]
    told = reckon(since, span, working=working(span), rolls=rolls, calendar=CALENDAR, off=off, extend=extend)
    try:
        end = end_on(since, span, working=working(span), rolls=rolls, calendar=CALENDAR, off=off, extend=extend)
    except BeyondCalendar as beyond:
        assert told.on is None and told.beyond == str(beyond)
        return
    assert told.on == end
    assert told.reasons[0].on == since and told.reasons[-1].on == end
    assert told.why.endswith("。")


@given(DATES, SPANS, offs())
def test_what_does_not_count_never_makes_a_term_end_earlier(since: date, span: Span, off: list[Off]) -> None:
    try:
        plain, longer = (
            end_on(since, span, working=working(span), rolls=False, calendar=CALENDAR, off=o) for o in ([], off)
        )
    except BeyondCalendar:
        return
    assert plain <= longer
    untouched = all(x.end is None or x.end <= since or x.start > plain for x in off)
    assert (plain == longer) or not untouched


@given(DATES, SPANS, offs())
def test_the_order_and_overlap_of_exclusions_do_not_matter(since: date, span: Span, off: list[Off]) -> None:
    def end(given: list[Off]) -> date | None:
        try:
            return end_on(since, span, working=working(span), rolls=False, calendar=CALENDAR, off=given)
        except BeyondCalendar:
            return None

    assert end(off) == end(off[::-1]) == end([*off, *off])


@given(DATES, SPANS)
def test_an_open_exclusion_has_no_last_day(since: date, span: Span) -> None:
    told = reckon(since, span, working=working(span), rolls=True, calendar=CALENDAR, off=[Off(since, None, "鉴定")])
    assert told.on is None and "鉴定" in told.why


@given(DATES, st.integers(-30, 30))
def test_months_keep_the_day_of_the_month_or_take_its_last(d: date, n: int) -> None:
    there = plus_months(d, n)
    assert (there.year * 12 + there.month) - (d.year * 12 + d.month) == n
    assert there.day == d.day or ((there + DAY).day == 1 and there.day < d.day)


@given(DATES, SPANS)
def test_a_last_day_that_rolls_is_a_working_day(since: date, span: Span) -> None:
    end, plain = (end_on(since, span, working=working(span), rolls=r, calendar=CALENDAR) for r in (True, False))
    assert CALENDAR.works(end) and end >= plain
    assert not any(CALENDAR.works(plain + i * DAY) for i in range((end - plain).days))
