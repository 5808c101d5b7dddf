"""The joint plan against what it promises: every constraint kept, never under the bound, the fewest where that can be known."""

from __future__ import annotations

import json
import random
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.joint.small import DAYS, RULES, chance, duty, fewest, most_and_fewest, officer, planned, problem
from yifa.joint.certificate import certificate
from yifa.joint.model import Problem
from yifa.joint.plan import plan
from yifa.joint.verify import verify

SEEDS = st.integers(0, 2**32)


@settings(max_examples=150, deadline=None)
@given(SEEDS, st.integers(1, 25), st.integers(0, 12))
def test_every_plan_passes_the_check_and_is_not_under_the_bound(seed: int, duties: int, officers: int) -> None:
    made = chance(random.Random(seed), duties, officers)
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "plan"
        planned(out, made)
        report = verify(out, lambda year: made.workdays)
        assert report.ok, report.lines()
        bound = json.loads((out / "certificate.json").read_text())["bound"]
    assert bound["gap"] >= 0 and bound["same"] >= bound["any"]


@settings(max_examples=150, deadline=None)
@given(SEEDS, st.integers(1, 9))
def test_with_officers_enough_the_visits_are_the_fewest_and_the_bound_says_so(seed: int, duties: int) -> None:
    """Against all ways to part the duties of a subject."""
    made = chance(random.Random(seed), duties, 0, free=True)
    best = sum(fewest([d for d in made.duties if d.subject == s], DAYS) for s in {d.subject for d in made.duties})
    done = plan(made)
    assert not done.unplaced
    assert len(done.visits) == best == certificate(done, {})["bound"]["any"]


def test_with_scarce_officers_nearly_always_as_much_is_placed_as_can_be() -> None:
    """Against all plans whatever, on tiny years. What the method misses is counted, and may not grow."""
    short = over = 0
    for seed in range(250):
        made = chance(random.Random(seed), 4, 3, days=3)
        most, visits = most_and_fewest(made)
        done = plan(made)
        placed, bound = len(made.duties) - len(done.unplaced), certificate(done, {})
        assert placed <= most <= bound["counts"]["most"]
        short += most - placed
        if placed == most:
            assert visits >= bound["bound"]["any"]
            over += len(done.visits) - visits
    assert (short, over) == (0, 0)


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.integers(1, 20))
def test_the_order_of_rows_does_not_matter(seed: int, duties: int) -> None:
    made = chance(random.Random(seed), duties, 8)
    with tempfile.TemporaryDirectory() as name:
        texts = []
        for n in range(2):
            planned(Path(name) / str(n), made, random.Random(seed + n))
            texts.append([(Path(name) / str(n) / f).read_bytes() for f in ("visits.csv", "unplaced.csv", "summary.md")])
    assert texts[0] == texts[1]


def test_more_officers_never_place_fewer_duties_on_these_years() -> None:
    """The method does not promise it in general; on these it holds."""
    for seed in range(120):
        rng = random.Random(seed)
        made = chance(rng, 14, 5)
        more = [officer(f"Z{n}", organ=rng.choice(("应急局", "住建局", "市监局")), items=frozenset("一二")) for n in range(3)]
        larger = replace(made, officers=(*made.officers, *more))
        assert len(plan(larger).unplaced) <= len(plan(made).unplaced), seed


def only(p: Problem) -> tuple[str, tuple[int, ...]]:
    """Why the one duty is not placed."""
    [(_, why)] = plan(p).unplaced.items()
    return why


P1, P2 = officer("P1"), officer("P2")


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (problem([replace(duty("D1"), earliest=date(2024, 3, 9), latest=date(2024, 3, 10))], [P1]), "no_workday"),
        (problem([duty("D1", 2, 2)], [P1], 甲={DAYS[2]}), "blocked"),
        (problem([duty("D1", team=2)], [P1, P2], replace(RULES, visitors_per_visit=1)), "visitors"),
        (problem([duty("D1", team=2)], [P1]), "certified"),
        (problem([duty("D1", item="特种设备")], [P1]), "certified"),
        (problem([duty("D1")], [replace(P1, recuse=frozenset({"甲"}))]), "recused"),
        (problem([duty("D1", 5, 9)], [replace(P1, valid_to=DAYS[4])]), "certificate"),
        (problem([duty("D1", minutes=460)], [P1]), "minutes"),
        (problem([duty("D1", 0, 1), duty("D2", 3, 4)], [P1], replace(RULES, visits_per_subject=1)), "cap"),
        (problem([duty("D1", 0, 0, minutes=300), duty("D2", 0, 0, minutes=300, subject="乙")], [P1]), "capacity"),
    ],
)  # fmt: skip
def test_what_is_left_out_names_the_constraint_in_the_way(made: Problem, why: str) -> None:
    assert only(made)[0] == why


def test_who_is_there_attends_all_duties_of_his_organ() -> None:
    """Two duties of 240 minutes are too long for one day of anybody, though each is done by another officer."""
    made = problem(
        [duty("D1", minutes=240), duty("D2", minutes=240, item="电梯")], [P1, replace(P2, items=frozenset({"电梯"}))]
    )
    done = plan(made)
    assert len(done.visits) == 2 == certificate(done, {})["bound"]["any"]


def test_a_cap_of_one_visit_takes_the_day_that_serves_most() -> None:
    windows = [(0, 1), (5, 9), (6, 9), (4, 7)]
    made = problem([duty(f"D{n}", a, b) for n, (a, b) in enumerate(windows)], [P1], replace(RULES, visits_per_subject=1))
    done = plan(made)
    assert [v.duties for v in done.visits] == [("D1", "D2", "D3")] and set(done.unplaced) == {"D0"}


def test_a_cap_of_one_visit_with_few_visitors_takes_the_organs_with_most_to_do() -> None:
    """Room for two organs: not the one with a single short duty, whether it is asked first or not."""
    many = [duty(f"{n}{o}{k}", organ=o, item="一", minutes=90) for n, o in ((2, "乙局"), (4, "丁局")) for k in range(3)]
    one = [duty(f"{n}{o}", organ=o, item="一", minutes=30) for n, o in ((1, "甲局"), (3, "丙局"), (5, "戊局"))]
    staff = [officer(o, organ=o, items=frozenset({"一"})) for o in ("甲局", "乙局", "丙局", "丁局", "戊局")]
    made = problem([*many, *one], staff, replace(RULES, visits_per_subject=1, visitors_per_visit=2))
    assert [set(v.duties) for v in plan(made).visits] == [{d.id for d in many}]


def test_an_officer_of_both_items_spares_a_visitor() -> None:
    both = replace(P2, items=frozenset({"消防", "电梯"}))
    made = problem([duty("D1"), duty("D2", item="电梯")], [P1, both], replace(RULES, visitors_per_visit=1))
    [visit] = plan(made).visits
    assert visit.officers == ("P2",)


def test_a_year_without_duties_is_an_empty_plan(tmp_path: Path) -> None:
    made = problem([], [P1])
    planned(tmp_path / "plan", made)
    assert verify(tmp_path / "plan", lambda year: DAYS).ok
