"""Rows dropped, repeated or moved in the database are found, however many, with little memory for loose ends."""

from __future__ import annotations

import copy
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.ledger.small_ledger import MATTERS, Ledger, key, small
from yifa.ledger import heads, pairing
from yifa.ledger.check import check
from yifa.ledger.checkpoint import Checkpoint, parse, sign
from yifa.ledger.findings import Report
from yifa.ledger.keys import KeyRing, Tenure, _endorsed
from yifa.proofs.signing import b64

SOUND = small()


@pytest.fixture(autouse=True, params=["wide", "narrow"])
def windows(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once as it is, and once with windows that a small ledger already exceeds."""
    if request.param == "narrow":
        monkeypatch.setattr(pairing, "WINDOW", 1)
        monkeypatch.setattr(pairing, "LIMIT", 3)
        monkeypatch.setattr(heads, "EARLY", 1)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def checked(ledger: Ledger, folder: Path) -> Report:
    shutil.rmtree(folder / "export", ignore_errors=True)
    return check(ledger.export(folder / "export"), trusted=[ledger.signer.public])


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(["entries", "bodies", "personal"]), st.data())
def test_any_other_sequence_of_rows_is_found(folder: Path, name: str, data: st.DataObject) -> None:
    ledger = copy.copy(SOUND)
    rows = getattr(ledger, name)
    order = data.draw(
        st.lists(st.integers(0, len(rows) - 1), max_size=len(rows) + 3) | st.permutations(range(len(rows)))
    )
    setattr(ledger, name, [rows[i] for i in order])
    assert checked(ledger, folder).ok == (list(order) == list(range(len(rows))))


def test_a_replaced_key_signs_on_and_the_old_key_is_enough_to_trust_the_new(folder: Path) -> None:
    ledger = small()
    old, new, day = ledger.signer, key("ledger 2"), "2024-06-15T00:00:00Z"
    by = b64(old.sign(_endorsed(new.public, day)))
    first, witness = replace(ledger.ring.tenures[0], until=day), ledger.ring.tenures[1]
    ledger.ring = KeyRing((first, witness, Tenure(new.public, since=day, by=by)))
    ledger.signer = new
    ledger.entries[-1].leaf = 13
    ledger.tick("2024-07-01T00:00:00Z")
    assert checked(ledger, folder).ok
    assert check(folder / "export", trusted=[old.public]).ok
    ledger.notes[-1] = sign(replace_time(ledger, "2024-07-01T00:00:00Z"), old)
    assert set(checked(ledger, folder).kinds) == {"key"}


def replace_time(ledger: Ledger, at: str) -> Checkpoint:
    checkpoint, _ = parse(ledger.notes[-1])
    return replace(checkpoint, at=at)


def test_matters_may_be_recorded_in_any_interleaving(folder: Path) -> None:
    ledger = Ledger()
    for n in range(40):
        ledger.step(MATTERS[n * n % 3], "noted", {"facts": {"n": n}})
    ledger.tick("2024-06-01T00:00:00Z")
    assert checked(ledger, folder).ok
