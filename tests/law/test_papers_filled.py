"""Papers of disputes and normative documents: what they ask to be filled in is always on record when they are made."""

from __future__ import annotations

from typing import Any

import pytest

from yifa.chapters.catalogue import procedures
from yifa.kernel.declare import Procedure, Step
from yifa.kernel.plan import plan_of

KEYS = ("review", "litigation", "procurator_advice", "compensation", "norm")
PAPERS = [(p, s) for p in procedures() if p.key in KEYS for s in p.steps() if s.paper]


def before(p: type[Procedure], s: Step[Any]) -> set[str]:
    """The step itself and what it cannot be done without: what it answers, what its condition speaks of (unless that is
    an alternative or a denial), and the duties before it. A duty that does not apply passes the question on."""
    plan = plan_of(p)
    sure: set[str] = set()
    seen: set[tuple[str, bool]] = set()
    todo = [(s.key, True)]
    while todo:
        key, done = todo.pop()
        if (key, done) in seen:
            continue
        seen.add((key, done))
        x = plan.steps[key]
        if done:
            sure.add(key)
            if x.each is not None:
                todo.append((x.each.key, True))
            asked = {c.key for c in x.when.about} if x.when else set()
            if x.when and "不属于" not in x.when.words and (len(asked) == 1 or "或者" not in x.when.words):
                todo += [(k, True) for k in asked]
        rests = plan.after[key] or plan.after[plan.target[key]]
        each = plan.steps[plan.target[key]].each
        todo += [(each.key, True)] if each is not None and done else []
        for k in rests:
            y = plan.steps[k]
            todo.append((k, y.must and y.when is None and y.each is None and not plan.instead[k]))
    return sure


@pytest.mark.parametrize(("p", "s"), PAPERS, ids=[f"{p.__name__}.{s.key}" for p, s in PAPERS])
def test_every_gap_is_of_a_step_taken_and_of_a_fact_that_is_never_empty(p: type[Procedure], s: Step[Any]) -> None:
    assert s.paper is not None
    sure = before(p, s)
    for gap in s.paper.gaps():
        step, _, fact = gap.partition(".")
        if not fact:
            continue
        assert step in sure, f"{gap}: that step may be missing"
        info = plan_of(p).steps[step].asks.model_fields[fact]
        assert info.is_required() or info.default not in ("", None), f"{gap} may be empty"


@pytest.mark.parametrize("p", {p for p, _ in PAPERS}, ids=lambda p: p.__name__)
def test_every_paper_that_is_served_has_a_number_of_its_own(p: type[Procedure]) -> None:
    assert all(s.paper.series for s in p.steps() if s.paper and s.serves)
