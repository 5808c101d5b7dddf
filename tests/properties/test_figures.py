"""Figures: what an entry adds to a number does not depend on how or when the matter is folded again."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given, settings

from properties.histories import CHOICES, FULL, state_of, walk
from yifa.chapters.catalogue import book
from yifa.kernel.declare import Procedure
from yifa.kernel.entry import Entry
from yifa.kernel.figure import Tally
from yifa.kernel.fold import SERVE, Raw, fold
from yifa.kernel.replay import State
from yifa.proofs.canon import canonical

COUNTED = [p for p in FULL if book().of_procedure(p)]
every = pytest.mark.parametrize("p", COUNTED, ids=lambda p: p.__name__)
few = settings(max_examples=12, deadline=None)


def tallies(state: State) -> set[Tally]:
    rows = book().tallies(state)
    assert len(rows) == len(set(rows)), "a row that stands twice would be counted twice"
    return set(rows)


def recorded(entries: list[Entry]) -> list[Raw]:
    """The entries as the ledger holds them, through its text; services follow at the end."""
    out = []
    for e in entries:
        public, _ = e.facts.split()
        body = {"facts": public, "officers": sorted(e.by)} | ({"about": e.about} if e.about else {})
        out.append(Raw(e.id, e.step, e.on.isoformat(), "chen", json.loads(canonical(body))))
    served = [(e.id, e.served) for e in entries if e.served]
    for i, (about, on) in enumerate(served, len(entries) + 1):
        out.append(Raw(i, SERVE, on.isoformat(), "chen", {"about": about, "facts": {"method": "direct"}}))
    return out


@every
@few
@given(choices=CHOICES)
def test_a_refold_from_the_ledger_gives_the_same_rows(p: type[Procedure], choices: list[int]) -> None:
    entries, day = walk(p, choices)
    again = fold(p, recorded(entries))
    assert tallies(state_of(p, again, day)) == tallies(state_of(p, entries, day))


@every
@few
@given(choices=CHOICES)
def test_each_row_names_an_entry_that_stands_and_its_day(p: type[Procedure], choices: list[int]) -> None:
    entries, day = walk(p, choices)
    state = state_of(p, entries, day)
    for row in tallies(state):
        entry = state.entry(row.entry)
        assert entry is not None and entry.on == row.on
        assert row.value >= 0 and row.figure in book().of_procedure(p)


@every
@few
@given(choices=CHOICES)
def test_time_alone_takes_no_row_away(p: type[Procedure], choices: list[int]) -> None:
    """A number once published for a past day does not shrink because days went by."""
    entries, day = walk(p, choices)
    today = tallies(state_of(p, entries, day))
    later = tallies(state_of(p, entries, day + timedelta(days=30)))
    assert {(r.figure, r.entry) for r in today} <= {(r.figure, r.entry) for r in later}
