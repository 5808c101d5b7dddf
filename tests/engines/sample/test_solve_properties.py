"""Properties of the solver: a real year with figures hidden always has a completion; a refusal is always true."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from yifa.kernel import rate
from yifa.kernel.indicator import load
from yifa.kernel.relation import BESIDE, Kind
from yifa.sample.solve import Impossible, Solution, solve
from yifa.sample.targets import Bound, Target, Targets

KNOWN = load()
SIZES = st.one_of(st.integers(0, 12), st.integers(0, 3000), st.integers(0, 10**9))


def year(draw: st.DrawFn) -> dict[str, int]:
    """Any numbers that keep the firm relations: wholes first, then parts within them."""
    values: dict[str, int] = {}
    for key in sorted(KNOWN.counts, key=lambda k: len(KNOWN.wholes(k))):
        whole = KNOWN[key].part_of
        values[key] = draw(st.integers(0, values[whole])) if whole else draw(SIZES)
    values["litigation_won"] = min(values["litigation_won"], values["litigation_closed"] - values["litigation_lost"])
    for _ in BESIDE:  # what is set to 0 may be the whole of something else, or carry it
        for r in BESIDE:
            if r.kind is Kind.needs and values[r.wholes[0]] == 0:
                values[r.parts[0]] = 0
            if r.kind is Kind.at_most and r.firm and len(r.parts) == 1:
                values[r.parts[0]] = min(values[r.parts[0]], sum(values[w] for w in r.wholes))
        for key in values:
            if KNOWN[key].part_of:
                values[key] = min(values[key], values[KNOWN[key].part_of])
    return values


def stated(draw: st.DrawFn, values: dict[str, int], previous: int) -> dict[str, Decimal]:
    """Every figure of such a year, percentages at any number of decimals."""
    out = {k: Decimal(v) for k, v in values.items()}
    for key in KNOWN.computed:
        i, digits = KNOWN[key], draw(st.integers(0, 3))
        if i.rate and values[i.rate[1]]:
            out[key] = rate.percent(values[i.rate[0]], values[i.rate[1]], digits)
        elif i.change_of and previous:
            out[key] = rate.change(values[i.change_of], previous, digits)
    return out


@st.composite
def hidden_years(draw: st.DrawFn) -> Targets:
    values, previous = year(draw), draw(SIZES)
    full = stated(draw, values, previous)
    shown = draw(st.sets(st.sampled_from(sorted(full))))
    bounds = {
        k: draw(st.sampled_from((Bound.exact, Bound.exact, Bound.at_least, Bound.at_most))) for k in sorted(shown)
    }
    totals = {k: Target(full[k], bounds[k] if not KNOWN[k].computed else Bound.exact) for k in sorted(shown)}
    before = {"inspections_of_enterprises": Target(Decimal(previous))} if draw(st.booleans()) else {}
    return Targets("甲县", "990101", 2024, totals, before)


@settings(max_examples=150, deadline=None)
@given(hidden_years())
def test_a_real_year_with_figures_hidden_always_has_a_completion(
    holds: Callable[[Solution, Targets], None], targets: Targets
) -> None:
    solution = solve(targets)
    holds(solution, targets)
    assert solution == solve(targets)


SMALL = st.integers(0, 14)
PERCENT = st.tuples(st.integers(0, 2), st.integers(0, 10000)).map(
    lambda t: Decimal(t[1] * 10 ** t[0] // 100).scaleb(-t[0])
)


def cut_or_rounded(top: int, base: int, percentage: Decimal | None) -> bool:
    if percentage is None:
        return True
    return base > 0 and rate.rate_matches(top, base, percentage) is not rate.Match.no


def attempt(rows: dict[str, Decimal | int | None]) -> bool:
    totals = {k: Target(Decimal(v)) for k, v in rows.items() if v is not None}
    try:
        solve(Targets("甲县", "990101", 2024, totals))
    except Impossible:
        return False
    return True


def any_fits(limit: int, fits: Callable[[int, int], bool]) -> bool:
    return any(fits(a, b) for a in range(limit + 1) for b in range(limit + 1))


@settings(max_examples=300, deadline=None)
@given(SMALL, st.none() | SMALL, st.none() | SMALL, st.none() | PERCENT)
def test_officers_are_refused_exactly_when_no_numbers_fit(
    certified: int, tested: int | None, passed: int | None, share: Decimal | None
) -> None:
    def fits(t: int, p: int) -> bool:
        mine = (tested is None or t == tested) and (passed is None or p == passed)
        return mine and p <= t <= certified and cut_or_rounded(p, t, share)

    rows = {"officers_certified": certified, "officers_tested": tested, "officers_passed": passed}
    assert attempt({**rows, "officer_test_pass_rate": share}) == any_fits(certified, fits)


@settings(max_examples=300, deadline=None)
@given(SMALL, st.none() | SMALL, st.none() | SMALL, st.none() | PERCENT, st.none() | PERCENT)
def test_lawsuits_are_refused_exactly_when_no_numbers_fit(
    closed: int, won: int | None, lost: int | None, win_rate: Decimal | None, loss_rate: Decimal | None
) -> None:
    def fits(w: int, x: int) -> bool:
        mine = (won is None or w == won) and (lost is None or x == lost)
        return mine and w + x <= closed and cut_or_rounded(w, closed, win_rate) and cut_or_rounded(x, closed, loss_rate)

    rows = {"litigation_closed": closed, "litigation_won": won, "litigation_lost": lost}
    shares = {"litigation_win_rate": win_rate, "litigation_loss_rate": loss_rate}
    assert attempt({**rows, **shares}) == any_fits(closed, fits)


@settings(max_examples=300, deadline=None)
@given(st.none() | SMALL, SMALL, st.integers(-9900, 30000), st.integers(0, 2))
def test_changes_are_refused_exactly_when_no_numbers_fit(
    before: int | None, total: int, hundredths: int, digits: int
) -> None:
    change = Decimal(int(hundredths / 10 ** (2 - digits))).scaleb(-digits)
    totals = {"inspections_total": Target(Decimal(total)), "inspections_change": Target(change)}
    previous = {} if before is None else {"inspections_of_enterprises": Target(Decimal(before))}
    try:
        solve(Targets("甲县", "990101", 2024, totals, previous))
        solved = True
    except Impossible:
        solved = False
    possible = any(
        rate.change_matches(now, then, change) is not rate.Match.no
        for now in range(total + 1)
        for then in ([before] if before is not None else range(1, 1600))
    )
    assert solved == possible
