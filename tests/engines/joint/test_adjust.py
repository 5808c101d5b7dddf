"""A plan changed by hand, and its announceable part: each is a plan that the check passes, with a bound of its own."""

from __future__ import annotations

import json
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.joint.small import DAYS, RULES, chance, duty, officer, planned, problem
from yifa.joint.adjust import Unknown, announceable, crewed, merged, moved, needed, parted, remade, spare
from yifa.joint.inputs import Inputs
from yifa.joint.model import Problem, Visit
from yifa.joint.reasons import WORDS, figures, told
from yifa.joint.verify import constraints, read_left, read_visits, verify
from yifa.joint.write import write

SEEDS = st.integers(0, 2**32)
TWO = problem(
    [duty("D1", 0, 5), duty("D2", 0, 9, organ="住建局", item="一")],
    [officer("P1"), officer("P2"), officer("Q1", organ="住建局", items=frozenset({"一"}))],
)


def laid_out(out: Path, p: Problem) -> tuple[Inputs, list[Visit], list[tuple[str, str]]]:
    _, inputs = planned(out, p)
    return inputs, read_visits(out), read_left(out)


@settings(max_examples=80, deadline=None)
@given(SEEDS, st.integers(1, 25), st.integers(1, 12))
def test_the_announceable_part_of_every_plan_holds_and_names_no_duty_that_may_not_be_merged(
    seed: int, duties: int, officers: int
) -> None:
    made = chance(random.Random(seed), duties, officers)
    with tempfile.TemporaryDirectory() as name:
        inputs, visits, left = laid_out(Path(name) / "plan", made)
        if not any(d.mergeable for d in inputs.problem.duties):
            return
        part, some, rest = announceable(inputs, visits, left, lambda year: made.workdays)
        write(Path(name) / "part", remade(part.problem, some, rest), part)
        report = verify(Path(name) / "part", lambda year: made.workdays)
        assert report.ok, report.lines()
        assert all(d.mergeable for d in part.problem.duties)
        mine = {d.id for d in part.problem.duties}
        assert {d for v in some for d in v.duties} == {d for v in visits for d in v.duties if d in mine}


@settings(max_examples=80, deadline=None)
@given(SEEDS, st.integers(2, 25), st.integers(3, 12))
def test_what_is_taken_apart_and_put_together_again_is_the_plan_that_it_was(seed: int, duties: int, officers: int) -> None:
    rng = random.Random(seed)
    made = chance(rng, duties, officers)
    with tempfile.TemporaryDirectory() as name:
        inputs, visits, left = laid_out(Path(name) / "plan", made)
        joint = [v for v in visits if len(v.duties) > 1]
        if not joint:
            return
        v = rng.choice(joint)
        apart = parted(inputs.problem, visits, v.id, v.duties[:1], v.on)
        new = apart[-1]
        assert new.id not in {x.id for x in visits} and len(apart) == len(visits) + 1
        back = merged(inputs.problem, apart, v.id, new.id)
        assert constraints(inputs, back, left).ok
        assert {x.id: x.duties for x in back} == {x.id: x.duties for x in visits}


@settings(max_examples=80, deadline=None)
@given(SEEDS, st.integers(1, 25), st.integers(1, 12))
def test_the_certificate_made_anew_for_the_same_visits_is_the_same(seed: int, duties: int, officers: int) -> None:
    made = chance(random.Random(seed), duties, officers)
    with tempfile.TemporaryDirectory() as name:
        inputs, visits, left = laid_out(Path(name) / "plan", made)
        again = write(Path(name) / "again", remade(inputs.problem, visits, left), inputs)
        assert again == json.loads((Path(name) / "plan" / "certificate.json").read_text())


def test_a_move_out_of_the_window_is_found_and_one_within_is_not(tmp_path: Path) -> None:
    inputs, visits, left = laid_out(tmp_path / "plan", TWO)
    (v,) = visits
    assert constraints(inputs, moved(visits, v.id, DAYS[3]), left).ok
    assert "时限是" in "".join(constraints(inputs, moved(visits, v.id, DAYS[8]), left).lines())
    assert "不需要P2" in "".join(constraints(inputs, crewed(visits, v.id, ("P1", "P2", "Q1")), left).lines())


def test_nobody_is_kept_who_is_not_needed() -> None:
    assert needed(TWO, ("D1",), ("P1", "P2", "Q1")) == ("P1",)
    assert needed(TWO, ("D1", "D2"), ("P1", "P2", "Q1")) == ("P1", "Q1")


def test_who_could_come_is_told_with_the_minutes_that_are_left() -> None:
    two = problem([duty("D1", subject="甲"), duty("D2", subject="乙")], [officer("P1"), officer("P2", recuse=frozenset({"甲"}))])
    visits = [Visit("V1", "甲", DAYS[0], ("D1",), ("P1",)), Visit("V2", "乙", DAYS[0], ("D2",), ("P2",))]
    assert [(o.id, left) for o, left in spare(two, visits, "V1", DAYS[0])] == [("P1", 480)]
    assert [(o.id, left) for o, left in spare(two, visits, "V2", DAYS[0])] == [("P2", 480), ("P1", 480 - 60 - RULES.travel_minutes)]


def test_what_is_not_in_the_plan_is_said_to_be_unknown(tmp_path: Path) -> None:
    inputs, visits, _ = laid_out(tmp_path / "plan", TWO)
    (v,) = visits
    for attempt in (
        lambda: moved(visits, "V9", DAYS[0]),
        lambda: parted(inputs.problem, visits, v.id, ("D9",), DAYS[0]),
        lambda: parted(inputs.problem, visits, v.id, (), DAYS[0]),
        lambda: merged(inputs.problem, visits, v.id, v.id),
    ):
        with pytest.raises(Unknown):
            attempt()


def test_a_reason_in_words_is_read_back_with_its_figures() -> None:
    for key, text in WORDS.items():
        numbers = tuple(range(3, 3 + text.count("{")))
        assert figures(told(key, numbers)) == (key, numbers)
    assert figures("别的话") == ("", ())
