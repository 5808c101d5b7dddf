"""A written percentage stands for whole numbers over whole numbers, exactly."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from yifa.kernel import rate
from yifa.kernel.rate import Match

stated_rates = st.integers(0, 4).flatmap(
    lambda digits: st.integers(0, 100 * 10**digits).map(lambda n: Decimal(n).scaleb(-digits))
)
stated_changes = st.integers(0, 3).flatmap(
    lambda digits: st.integers(-100 * 10**digits, 400 * 10**digits).map(lambda n: Decimal(n).scaleb(-digits))
)


def written(ratio: Fraction, digits: int, how: str) -> Decimal:
    """Per cent in plain decimal arithmetic with ample precision: the oracle."""
    whole = Decimal(ratio.numerator * 100 * 10**12 // ratio.denominator).scaleb(-12)
    if how == ROUND_HALF_UP:
        return (Decimal(int(2 * abs(ratio) * 100 * 10**digits + 1) // 2) * (1 if ratio >= 0 else -1)).scaleb(-digits)
    return whole.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_DOWN)


@given(stated_rates, st.integers(1, 400))
def test_possible_numerators_are_exactly_those_that_round_to_the_rate(stated: Decimal, base: int) -> None:
    found = rate.possible_numerators(base, stated)
    digits = rate.places(stated)
    assert list(found) == [n for n in range(base + 1) if written(Fraction(n, base), digits, ROUND_HALF_UP) == stated]


@given(stated_rates, st.integers(1, 400))
def test_loose_numerators_are_those_that_round_or_are_cut_off_to_the_rate(stated: Decimal, base: int) -> None:
    digits = rate.places(stated)
    wanted = [
        n
        for n in range(base + 1)
        if stated in {written(Fraction(n, base), digits, how) for how in (ROUND_HALF_UP, ROUND_DOWN)}
    ]
    assert list(rate.possible_numerators(base, stated, loose=True)) == wanted


@given(stated_changes, st.integers(1, 200))
def test_a_change_is_rounded_by_its_size(stated: Decimal, before: int) -> None:
    fits = rate.change_window(stated).numerators(before)
    digits = rate.places(stated)
    for now in range(5 * before + 2):
        assert (now in fits) == (written(Fraction(now - before, before), digits, ROUND_HALF_UP) == stated)


@given(stated_rates, st.integers(0, 400))
def test_denominators_are_the_span_that_the_numerator_allows(stated: Decimal, top: int) -> None:
    window = rate.window(stated)
    first, last = window.denominators(top)
    for base in range(1, 500):
        inside = first <= base and (last is None or base <= last)
        assert inside == (top in window.numerators(base))


@given(stated_rates)
def test_the_simplest_fraction_has_the_smallest_denominator(stated: Decimal) -> None:
    window = rate.window(stated)
    top, base = window.simplest()
    assert top in window.numerators(base)
    assert not any(window.numerators(b) for b in range(1, min(base, 2000)))


def test_percent_rounds_half_up_and_changes_away_from_zero() -> None:
    assert rate.percent(5, 56) == Decimal("8.93")
    assert rate.percent(1, 800) == Decimal("0.13")
    assert rate.change(9, 17) == Decimal("-47.06")
    assert rate.change(799, 800) == Decimal("-0.13")


def test_rounding_is_told_from_cutting_off_and_from_neither() -> None:
    assert rate.rate_matches(5, 56, Decimal("8.93")) is Match.rounded
    assert rate.rate_matches(5, 56, Decimal("8.92")) is Match.truncated
    assert rate.rate_matches(5, 56, Decimal("8.91")) is Match.no
    assert rate.rate_matches(0, 0, Decimal(0)) is Match.no


def test_why_none_names_the_neighbours() -> None:
    words = rate.why_none(655, Decimal("98.87"))
    assert "647/655 = 98.78%" in words
    assert "648/655 = 98.93%" in words
    assert rate.why_none(56, Decimal("8.93")) == ""
