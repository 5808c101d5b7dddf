"""The statistics over the years: exact probabilities, and findings only where chance does not explain them."""

from __future__ import annotations

import random
from fractions import Fraction
from math import comb
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.draw.small_draw import opened, small
from yifa.draw.fairness import Past, history, overlap, past, tail, told
from yifa.draw.mistakes import DrawError


def made(number: int, drawn: set[str], of: int = 200, **more: object) -> Past:
    ids = [f"S{n}" for n in range(of)]
    chances = dict.fromkeys(ids, Fraction(len(drawn), of))
    empty = frozenset[str]()
    given = {"excluded": empty, "replaced": empty, "taken": empty, **more}
    return Past(f"2026-{number:03}", chances, dict.fromkeys(ids, "A"), drawn=frozenset(drawn), **given)  # type: ignore[arg-type]  # test data


def fair(number: int, seed: int) -> Past:
    return made(number, set(random.Random(seed).sample([f"S{n}" for n in range(200)], 20)))


@given(n=st.integers(1, 12), x=st.integers(0, 12), a=st.integers(0, 10))
def test_equal_chances_give_the_binomial(n: int, x: int, a: int) -> None:
    p = Fraction(a, 10)
    assert tail((p,) * n, x) == sum((comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(x, n + 1)), Fraction(0))


@given(n=st.integers(1, 30), data=st.data())
def test_overlaps_add_up_to_one_and_agree_with_counting(n: int, data: st.DataObject) -> None:
    k, m = data.draw(st.integers(0, n)), data.draw(st.integers(0, n))
    assert overlap(n, k, m, range(n + 1)) == 1
    assert sum(x * overlap(n, k, m, [x]) for x in range(n + 1)) == Fraction(k * m, n)


def test_fair_draws_have_no_findings() -> None:
    got = history(fair(n + 1, n) for n in range(10))
    assert got.findings == () and got.missing == () and got.draws == 10
    assert abs(got.never - got.expected_never) < 30


def test_a_subject_drawn_each_time_and_a_list_drawn_twice_are_found() -> None:
    rigged = [made(n + 1, {"S7"} | set(fair(n, n).drawn - {"S7"})) for n in range(10)]
    assert [(f.what, f.whom) for f in history(rigged).findings if f.what == "over"] == [("over", "S7")]
    same = made(1, set(fair(1, 1).drawn)), made(2, set(fair(1, 1).drawn))
    assert [f.what for f in history(same).findings] == ["both"]
    never = [made(n + 1, {f"S{i}" for i in range(1, 100)}, of=100) for n in range(5)]
    assert ("never", "S0") in [(f.what, f.whom) for f in history(never).findings]


def test_shares_and_missing_numbers() -> None:
    p = made(4, {"S1", "S2", "S3"}, replaced=frozenset({"S1"}), taken=frozenset({"S9"}), outcomes={"S1": "stale", "S2": "inspected"})
    got = history([made(1, {"S5"}), p])
    assert got.missing == ("2026-002", "2026-003")
    assert (got.replaced, got.not_inspected, got.stale) == ((1, 4), (2, 3), (1, 2))
    assert any("缺：2026-002、2026-003" in line for line in told(got))


def test_from_records(tmp_path: Path) -> None:
    records = [opened(small(3), tmp_path / str(n), n, replacements=n % 2) for n in (1, 2, 3)]
    got = history(past(r) for r in records)
    assert got.draws == 3 and got.missing == () and got.replaced[0] == 2
    (tmp_path / "results.csv").write_text("id,outcome\nS1,gone\n", encoding="utf-8")
    with pytest.raises(DrawError, match="results.csv 第2行，outcome 列"):
        past(records[0], tmp_path / "results.csv")


def test_what_is_expected_is_compared_with_those_whose_chances_are_known(tmp_path: Path) -> None:
    """Subjects of different weights are not set against an expectation that leaves them out."""
    given = small(3)
    given.strata = {"A": {"basis_points": 2500}, "C": {"basis_points": 3333}}
    for n, row in enumerate(given.subjects):
        row[2:5] = ["A", 1 + n % 2, ""] if n % 3 else ["C", 1, ""]
    got = history([past(opened(given, tmp_path, 1))])
    assert 0 < got.known < got.eligible and got.never_known <= got.known
    assert f"机会算得出的{got.known}户，从未抽中{got.never_known}户" in "".join(told(got))
    for row in given.subjects:
        row[2] = "A"
    assert "权数不同，机会没有算" in "".join(told(history([past(opened(given, tmp_path / "b", 1))])))


def test_a_draw_counts_once() -> None:
    with pytest.raises(DrawError, match="2026-001 给了两次"):
        history([made(1, {"S1"}), made(1, {"S2"})])


@pytest.mark.parametrize(
    ("table", "words"),
    [("id,outcome\nS1,没有".encode("gbk"), "不是 UTF-8"), (b"id,outcome\nS1,stale\nS1,missed\n", "列了两次"), (b"id,x\n", "表头应为")],
)
def test_outcomes_that_cannot_be_read(table: bytes, words: str, tmp_path: Path) -> None:
    record, results = opened(small(3), tmp_path, 1), tmp_path / "results.csv"
    results.write_bytes(table)
    with pytest.raises(DrawError, match=words):
        past(record, results)
