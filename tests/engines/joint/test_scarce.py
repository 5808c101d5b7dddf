"""Bounds by officers' time: any prices show one, planner and check count the same, and prices that show nothing are refused."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.joint.small import DAYS, chance, duty, most_and_fewest, officer, planned, problem
from yifa.joint import scarce
from yifa.joint.bound import fewest
from yifa.joint.certificate import certificate, sealed
from yifa.joint.choice import VISIT
from yifa.joint.guide import DROP, Guide
from yifa.joint.model import Problem
from yifa.joint.plan import _Try, plan
from yifa.joint.price import Market
from yifa.joint.recheck import Recheck
from yifa.joint.reprice import Reprice
from yifa.joint.stock import filled, shares
from yifa.joint.verify import verify
from yifa.joint.world import world

SEEDS = st.integers(0, 2**32)


def scarce_year(rng: random.Random, duties: int = 36) -> Problem:
    """Far more than three officers can do in two days."""
    made = [
        duty(
            f"D{n}", 0, rng.choice((1, 1, 1, 4)), subject=rng.choice("甲乙丙丁戊己庚辛壬癸"), item=rng.choice("一二"),
            minutes=rng.choice((60, 90, 150)), mergeable=rng.random() < 0.85, team=rng.choice((1, 2)),
        )
        for n in range(duties)
    ]  # fmt: skip
    staff = [officer(f"P{n}", items=frozenset("一二" if n else "一"), minutes_per_day=300) for n in range(3)]
    return problem(made, staff)


def by_chance(rng: random.Random, p: Problem) -> dict[str, Any]:
    """Prices without any sense."""
    starts = sorted({p.workdays[0], *rng.sample(p.workdays, rng.randrange(3))})
    prices = {
        "drop": rng.randrange(1, 4 * VISIT),
        "officers": {o.id: [rng.choice((0, rng.randrange(30_000))) for _ in starts] for o in p.officers},
    }
    steps = sorted(rng.sample(range(1, 400), rng.randrange(1, 5)))
    weights = sorted(rng.randrange(1, 40_000) for _ in steps)
    rows = [[list(x) for x in zip(steps, weights, strict=True)] for _ in starts]
    return {
        "starts": [s.isoformat() for s in starts],
        "weights": {o: rows for o in {o.organ for o in p.officers}},
        "any": prices,
        "most": prices,
    }


def test_whatever_the_prices_no_plan_is_better_than_the_bound_that_they_show() -> None:
    """Against all plans whatever, on tiny years; often enough they show something."""
    told = 0
    for seed in range(150):
        rng = random.Random(seed)
        made = chance(rng, 4, 3, days=3)
        most, visits = most_and_fewest(made)
        again = Recheck(made)
        possible = len(again.spans)
        for _ in range(10):
            shown = by_chance(rng, made)
            few, many = Reprice(again, shown, "any"), Reprice(again, shown, "most")
            needs = {s: 1 for s in again.by_subject}
            bound = -(-(few.total(VISIT, needs) - few.drop * (possible - most)) // VISIT)
            assert visits >= bound
            assert most <= possible - max(0, -(-many.total(0) // many.drop))
            told += bound > 0
    assert told > 100


@settings(max_examples=80, deadline=None)
@given(SEEDS, st.integers(1, 30), st.integers(0, 8))
def test_planner_and_check_count_the_same_at_the_same_prices(seed: int, duties: int, officers: int) -> None:
    rng = random.Random(seed)
    made = chance(rng, duties, officers)
    w = world(made)
    m, again = Market(w), Recheck(made)
    lam = [[rng.choice((0, rng.randrange(50_000))) for _ in own] for own in m.classes]
    needs = [fewest(w, tasks) if tasks else 0 for tasks in w.subjects]
    named = {w.names[n]: need for n, need in enumerate(needs)}
    for drop in (VISIT // 3, 3 * VISIT):
        shown = scarce.Shown(0, drop, lam)
        other = Reprice(again, scarce.plain(w, m, shown, shown), "any")
        assert other.total(VISIT, named) == scarce.total(m, lam, drop, VISIT, needs)
        assert other.total(0) == scarce.total(m, lam, drop, 0, ())


def test_where_time_is_scarce_the_bound_by_time_tells_more_than_the_windows() -> None:
    for seed in range(5):
        made = scarce_year(random.Random(seed))
        done = plan(made)
        told = certificate(done, {})
        assert len(done.unplaced) > 3
        assert told["time"] and told["counts"]["placed"] <= told["counts"]["most"] < len(made.duties)
        assert told["bound"]["any"] <= len(done.visits)


def busy_quarter(rng: random.Random) -> Problem:
    """Long and short duties of the last days, others of all days, and officers for two thirds of the former."""
    made = [
        duty(
            f"D{n:03}", 5 if rng.random() < 0.8 else 0, 9, subject=f"企业{rng.randrange(200)}", item=rng.choice("一二"),
            minutes=rng.randrange(25, 125, 5), team=2,
        )
        for n in range(300)
    ]  # fmt: skip
    staff = [officer(f"P{n}", items=frozenset(("一", "二", "一二")[n % 3]), minutes_per_day=300) for n in range(18)]
    return problem(made, staff)


def test_prices_of_time_find_room_for_more_duties() -> None:
    """Than filling days up without prices: not in each year, but over some."""
    plain = priced = 0
    for seed in range(5):
        w = world(busy_quarter(random.Random(seed)))
        guide = Guide(w)
        without, with_prices = (_Try(w, even=False, cheap=True, guide=g).placed for g in (None, guide))
        assert with_prices <= scarce.most(guide.market, guide.lam, DROP).value < len(w.tasks)
        plain, priced = plain + without, priced + with_prices
    assert priced * 100 > plain * 103, (plain, priced)


def test_what_was_planned_by_hand_is_bounded_too() -> None:
    """A plan that brings no prices with it gets some."""
    made = scarce_year(random.Random(1))
    done = plan(made)
    bare = type(done)(done.world, done.visits, done.unplaced)
    assert certificate(bare, {})["time"]["any"]["officers"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    planned(tmp_path / "plan", scarce_year(random.Random(1)))
    return tmp_path / "plan"


def forged(folder: Path, change: Callable[[dict[str, Any]], None]) -> list[str]:
    """What the check finds after a change with the digest made anew."""
    plain = json.loads((folder / "certificate.json").read_text())
    change(plain)
    written = json.dumps(sealed(plain), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / "certificate.json").write_text(written)
    return [line for line in verify(folder, lambda year: DAYS).lines() if line.startswith("✗")]


def test_the_plan_itself_passes(folder: Path) -> None:
    assert not forged(folder, lambda c: None)


def test_an_older_certificate_without_prices_still_passes(tmp_path: Path) -> None:
    planned(tmp_path / "plan", problem([duty("D1"), duty("D2")], [officer("P1")]))

    def older(c: dict[str, Any]) -> None:
        c["format"] = 1
        del c["time"]

    assert not forged(tmp_path / "plan", older)


def _first(c: dict[str, Any], name: str = "any") -> list[int]:
    first: list[int] = next(iter(c["time"][name]["officers"].values()))
    return first


def _claim(by: int) -> Callable[[dict[str, Any]], None]:
    """A higher bound said to be shown by other prices."""

    def change(c: dict[str, Any]) -> None:
        for row in c["time"]["any"]["officers"].values():
            row[:] = [x * by // 10 for x in row]
        c["bound"]["any"] += 1
        c["bound"]["same"] = max(c["bound"]["same"], c["bound"]["any"])
        c["bound"]["gap"] -= 1
        c["bound"]["gap_bp"] = -(-10_000 * c["bound"]["gap"] // c["bound"]["any"])

    return change


@pytest.mark.parametrize("by", [0, 5, 9, 10, 11, 15, 20, 40])
def test_other_prices_show_no_higher_bound(folder: Path, by: int) -> None:
    assert any("下限重算" in line for line in forged(folder, _claim(by)))


def test_fewer_possible_duties_are_not_believed(folder: Path) -> None:
    def change(c: dict[str, Any]) -> None:
        c["counts"]["most"] -= 1

    assert any("项数" in line for line in forged(folder, change))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda c: _first(c).__setitem__(0, -5), "价"),
        (lambda c: _first(c).append(5), "价"),
        (lambda c: _first(c, "most").__setitem__(0, 1.5), "价"),
        (lambda c: c["time"]["any"]["officers"].update(X=[5] * len(c["time"]["starts"])), "价"),
        (lambda c: c["time"]["any"].update(drop=0), "不排一项"),
        (lambda c: c["time"]["starts"].reverse() or c["time"]["starts"].append("2024-03-15"), "依次"),
        (lambda c: c["time"].update(starts=[]), "依次"),
        (lambda c: next(iter(c["time"]["weights"].values())).pop(), "权重"),
        (lambda c: next(iter(c["time"]["weights"].values()))[0].append([1, 0]), "权重"),
        (lambda c: c["time"].update(weights=None), "完整"),
    ],
)  # fmt: skip
def test_prices_that_are_none_are_refused(folder: Path, change: Callable[[dict[str, Any]], None], words: str) -> None:
    assert any(words in line for line in forged(folder, change))


def test_a_visit_that_leaves_the_rest_of_a_day_empty_counts_for_the_whole_day() -> None:
    share = dict(zip((60, 90, 150), shares([1, 1, 1], [60, 90, 150], 204), strict=True))
    assert abs(share[150] - 1) < 1e-6 and abs(share[90] - 1 / 2) < 1e-6


@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_no_filling_of_a_day_takes_more_than_the_whole(seed: int) -> None:
    """Against all fillings."""
    rng = random.Random(seed)
    limit, sizes = rng.randrange(100, 300), sorted(rng.sample(range(40, 100), rng.randrange(1, 6)))
    share = shares([rng.random() * 100 for _ in sizes], sizes, limit)
    every = [f for n in range(8) for f in combinations_with_replacement(range(len(sizes)), n) if sum(sizes[i] for i in f) <= limit]
    assert max(sum(share[i] for i in f) for f in every) < 1 + 1e-5
    weight = [0] * (limit + 1)
    for i, size in enumerate(sizes):
        weight[size:] = [rng.randrange(1, 50) + weight[size - 1]] * (limit + 1 - size)
        assert i < len(sizes)
    assert filled(weight)[limit] == max(sum(weight[sizes[i]] for i in f) for f in every)


def test_prices_part_officers_who_cannot_stand_in_for_each_other() -> None:
    """Of one item there are two officers for a team of two; a third of another item does not help, and has no price."""
    made = [duty(f"D{n}", 0, 1, subject=f"企业{n}", minutes=200, team=2) for n in range(8)]
    made += [duty("E1", 0, 1, subject="戊", item="电梯")]
    staff = [officer("P1"), officer("P2"), officer("P3", items=frozenset({"电梯"}))]
    guide = Guide(world(problem(made, staff, days=DAYS[:2])))
    for row, classes in zip(guide.lam, guide.market.classes, strict=True):
        price = {i: lam for lam, (_, people) in zip(row, classes, strict=True) for i in people}
        assert price[0] and price[1] and not price[2]
