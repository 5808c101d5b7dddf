"""The checks on random numbers: what agrees is never accused, what was changed never passes, nothing crashes."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engines.reader.marks import checks_of
from yifa.kernel.relation import Kind
from yifa.kernel.relation import relations as declared
from yifa.reader.checks import check
from yifa.reader.model import Bound, Check, Direction, Figure, Role, Segment, UnitKind, Verdict
from yifa.report.reading import KINDS, relations

ENDS = ("维持", "撤销", "变更", "驳回", "终止")
MANY = st.lists(st.integers(1, 5000), min_size=2, max_size=len(ENDS))
COUNT = st.integers(1, 100_000)


def printed(value: Fraction, decimals: int, cut: bool) -> str:
    """A number rounded half up, or cut off."""
    unit = 10**decimals
    units = floor(value * unit + (0 if cut else Fraction(1, 2)))
    return f"{units // unit}.{units % unit:0{decimals}d}" if decimals else str(units)


def outcomes(parts: list[int]) -> str:
    return "、".join(f"{name}{n}件" for name, n in zip(ENDS, parts, strict=False))


def verdicts(text: str, kind: str = "") -> set[Verdict]:
    return {c.verdict for c in checks_of(text) if not kind or c.kind == kind}


@given(MANY)
def test_parts_that_make_up_their_whole_are_confirmed(parts: list[int]) -> None:
    for text in (
        f"审结复议案件{sum(parts)}件，其中{outcomes(parts)}。",
        f"审结复议案件{sum(parts)}件（{outcomes(parts)}）。",
        f"复议案件{outcomes(parts)}，合计{sum(parts)}件。",
    ):
        assert verdicts(text) == {Verdict.consistent}


@given(MANY, st.data())
def test_one_part_changed_never_passes(parts: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(parts) - 1))
    wrong = [*parts]
    wrong[at] = data.draw(st.integers(1, 6000).filter(lambda n: n != parts[at]))
    # A sum that is met by leaving the last ones out reads as a shorter list.
    assume(all(sum(wrong[:n]) != sum(parts) and sum(wrong[-n:]) != sum(parts) for n in range(1, len(parts) + 1)))
    assert Verdict.inconsistent in verdicts(f"复议案件{outcomes(wrong)}，合计{sum(parts)}件。", "sum")
    told = verdicts(f"审结复议案件{sum(parts)}件，其中{outcomes(wrong)}。", "sum")
    if sum(wrong) > sum(parts):
        assert told == {Verdict.inconsistent}
    elif sum(wrong) * 10 >= sum(parts) * 9:
        assert told == {Verdict.ambiguous}


@given(COUNT, st.data(), st.integers(0, 3), st.booleans())
def test_a_rate_of_its_numbers_is_never_accused(base: int, data: st.DataObject, decimals: int, cut: bool) -> None:
    top = data.draw(st.integers(1, base))
    rate = printed(Fraction(top * 100, base), decimals, cut)
    assert verdicts(f"审结案件{base}件，败诉{top}件，败诉率{rate}%。", "rate") == {Verdict.consistent}
    assert verdicts(f"抽查案卷{base}份，合格率{rate}%。") <= {Verdict.consistent}


@given(st.integers(1, 2000), st.data(), st.integers(1, 3))
def test_a_rate_that_no_whole_number_gives_is_found(base: int, data: st.DataObject, decimals: int) -> None:
    units = data.draw(st.integers(0, 100 * 10**decimals))
    rate = Fraction(units, 10**decimals)
    step = Fraction(1, 10**decimals)
    # Any whole number near enough? Tried one by one, not by the formula of the checks.
    near = floor(rate * base / 100)
    reached = any(
        rate - step / 2 <= Fraction(k * 100, base) < rate + step for k in range(max(0, near - 2), min(base, near + 3) + 1)
    )
    told = verdicts(f"抽查案卷{base}份，合格率{printed(rate, decimals, True)}%。", "whole")
    assert (Verdict.inconsistent in told) is not reached


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(0, 2), st.booleans())
def test_a_change_of_its_numbers_is_never_accused(now: int, was: int, decimals: int, cut: bool) -> None:
    assume(now != was)
    word = "增长" if now > was else "下降"
    by = "增加" if now > was else "减少"
    rate = printed(Fraction(abs(now - was) * 100, was), decimals, cut)
    for text in (
        f"受理申请{now}件，去年{was}件，同比{word}{rate}%。",
        f"受理申请{now}件，比去年{by}{abs(now - was)}件，同比{word}{rate}%。",
        f"受理申请{now}件，同比{word}{rate}%。",
    ):
        assert verdicts(text) <= {Verdict.consistent}
    other = "下降" if now > was else "增长"
    if Fraction(rate) > 0:
        assert Verdict.inconsistent in verdicts(f"受理申请{now}件，去年{was}件，同比{other}{rate}%。")


@given(st.integers(1, 300), st.integers(1, 99_99))
def test_a_change_from_no_whole_number_is_found(now: int, hundredths: int) -> None:
    low, high = Fraction(hundredths * 2 - 1, 200), Fraction(hundredths + 1, 100)
    reached = any(low <= Fraction((now - was) * 100, was) < high for was in range(1, now + 1))
    told = verdicts(f"审结案件{now}件，同比增长{printed(Fraction(hundredths, 100), 2, True)}%。")
    assert (Verdict.inconsistent in told) is not reached


FIGURES = st.builds(
    Figure,
    start=st.integers(-3, 60),
    end=st.integers(-3, 70),
    quote=st.just(""),
    value=st.integers(-(10**9), 10**12).map(lambda n: Fraction(n, 100)) | st.integers(0, 300).map(Fraction),
    bound=st.sampled_from(Bound),
    unit=st.sampled_from(["件", "人", "%", "", "天", "(", "万元"]),
    unit_kind=st.sampled_from(UnitKind),
    what=st.just(""),
    chapter=st.just("other"),
    indicator=st.sampled_from(["", "litigation_cases", "litigation_closed", "litigation_lost", "litigation_loss_rate"]),
    role=st.sampled_from(Role),
    direction=st.sampled_from([None, *Direction]),
    decimals=st.integers(-1, 40),
    scale=st.sampled_from([0, 1, 10_000]),
)
WORDS = st.text(alphabet="，。；：、（）()《》“”其中共计同比增长减少率占由到年月日去上3件人%等一是二\n 败诉审结", max_size=60)


@settings(max_examples=150)
@given(WORDS, st.lists(FIGURES, max_size=5), st.integers(0, 60))
def test_any_figures_are_borne(text: str, figures: list[Figure], cut: int) -> None:
    segments = (Segment(0, min(cut, len(text))), Segment(min(cut, len(text)), len(text)))
    for c in check(text, segments, figures, relations()):
        assert isinstance(c, Check) and c.why.endswith("。")
        assert all(0 <= start < end <= len(text) for start, end in c.figures)


def test_every_declared_relation_is_handed_to_the_reader() -> None:
    handed = relations()
    assert set(KINDS) == set(Kind)
    assert [(KINDS[r.kind], r.parts, r.wholes, r.figure, r.firm) for r in declared()] == [
        (r.kind, r.parts, r.wholes, r.figure, r.firm) for r in handed
    ]
    assert all(r.words for r in handed)
