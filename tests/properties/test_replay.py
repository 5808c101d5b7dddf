"""Replay, for every procedure and any lawful history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from properties.histories import CALENDAR, CHOICES, FULL, met, state_of, walk
from yifa.kernel.declare import Procedure
from yifa.kernel.entry import Entry
from yifa.kernel.findings import findings

every = pytest.mark.parametrize("p", FULL, ids=lambda p: p.__name__)
few = settings(max_examples=12, deadline=None)
LATER = (1, 30, 400)


@every
@few
@given(choices=CHOICES)
def test_a_history_of_permitted_steps_replays_without_fault(p: type[Procedure], choices: list[int]) -> None:
    """Nothing in it was too early or irregular; every due has a light and every refusal a word and a place."""
    entries, day = walk(p, choices)
    state = state_of(p, entries, day)
    assert [e.id for e in state.entries if not e.deemed] == [e.id for e in sorted(entries, key=lambda e: (e.on, e.id))]
    assert not [f for f in findings(state) if f.kind in ("early", "irregular")]
    for d in state.dues():
        assert d.light(day) in ("green", "yellow", "red", "still", "done", "late", "off")
        assert d.on is not None or d.still or d.beyond or d.met is not None
    for s in state.plan.steps.values():
        assert all(r.words and r.todo for r in state.why_not(s))


@every
@few
@given(choices=CHOICES, order=st.randoms(use_true_random=False))
def test_the_order_of_recording_does_not_matter(p: type[Procedure], choices: list[int], order: object) -> None:
    """Entries of different days may be recorded in any order: numbers change, what follows does not."""
    entries, day = walk(p, choices, least=1)
    numbers = [e.id for e in entries]
    order.shuffle(numbers)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    new = {e.id: n for e, n in zip(entries, numbers, strict=True)}
    other = [e._replace(id=new[e.id], about=new[e.about] if e.about else None) for e in entries]
    order.shuffle(other)  # type: ignore[attr-defined]  # the same
    a, b = state_of(p, entries, day), state_of(p, other, day)
    assert a.outcome == b.outcome and a.closed == b.closed and a.wakes_on == b.wakes_on
    assert {s.key for s in a.open()} == {s.key for s in b.open()}
    old = {(key, new.get(start, start)): (new.get(by, by), on, late) for (key, start), (by, on, late) in met(a).items()}
    assert old == met(b)
    assert sorted((d.limit.key, d.since, d.on) for d in a.unmet() if d.on) == sorted(
        (d.limit.key, d.since, d.on) for d in b.unmet() if d.on
    )


@every
@few
@given(choices=CHOICES)
def test_a_later_day_never_undoes_what_was_met(p: type[Procedure], choices: list[int]) -> None:
    entries, day = walk(p, choices)
    today = met(state_of(p, entries, day))
    for n in LATER:
        later = met(state_of(p, entries, day + timedelta(days=n)))
        assert today.items() <= later.items()


@every
@few
@given(choices=CHOICES)
def test_nothing_changes_by_itself_before_the_day_of_waking(p: type[Procedure], choices: list[int]) -> None:
    """What is cached of a matter may be kept until `wakes_on`: outcome, lights of duties and open steps stay as they are."""
    entries, day = walk(p, choices)
    state = state_of(p, entries, day)
    if state.wakes_on is None:
        return
    eve = state.wakes_on - timedelta(days=1)
    before = state_of(p, entries, eve)
    assert (before.outcome, before.closed) == (state.outcome, state.closed)
    assert [d.light(eve) for d in before.dues() if d.met is None] == [
        d.light(day) for d in state.dues() if d.met is None
    ]


@every
@few
@given(choices=CHOICES)
def test_replay_depends_on_its_arguments_alone(p: type[Procedure], choices: list[int]) -> None:
    entries, day = walk(p, choices)
    kept = [e._replace() for e in entries]
    first, second = state_of(p, entries, day), state_of(p, entries, day)
    assert entries == kept and met(first) == met(second) and first.outcome == second.outcome


def test_the_histories_reach_far_enough_to_say_something() -> None:
    """A walk that never left its first step would hold every property."""
    lengths: dict[str, int] = {}
    for p in FULL:
        for i in range(8):
            entries: list[Entry] = walk(p, [(7919 * (i + 3) * (k + 1)) % 9973 for k in range(16)])[0]
            lengths[p.__name__] = max(lengths.get(p.__name__, 0), len(entries))
    assert min(lengths.values()) >= 3, lengths
    assert CALENDAR.last.year >= 2026
