"""A ledger once written can be checked for ever: exports of every past format are kept and must stay clean.

The files under tests/golden/ledger/ are never made anew. A new format gets a folder of its own beside the old ones.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from yifa.ledger.check import check
from yifa.ledger.proof import verify_receipt
from yifa.ledger.prove import prove_entry
from yifa.proofs.signing import PublicKey

GOLDEN = Path(__file__).parents[2] / "golden" / "ledger"
FORMATS = sorted(p.name for p in GOLDEN.iterdir() if p.is_dir())


@pytest.mark.parametrize("name", FORMATS)
def test_an_old_export_is_still_clean_under_its_published_key(name: str) -> None:
    folder = GOLDEN / name
    key = PublicKey.parse((folder / "ledger.pub").read_text(encoding="utf-8"))
    kept = (folder / "kept-checkpoint.txt").read_text(encoding="utf-8")
    report = check(folder / "export", trusted=[key], seen=[kept])
    assert report.ok, report.lines()
    assert report.counts == json.loads((folder / "counts.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FORMATS)
def test_an_old_receipt_still_stands_as_promise_and_is_proved_from_the_export(name: str) -> None:
    folder = GOLDEN / name
    key = PublicKey.parse((folder / "ledger.pub").read_text(encoding="utf-8"))
    text = (folder / "receipt.json").read_text(encoding="utf-8")
    assert all(c.ok for c in verify_receipt(text, {key.id: key}))
    proved, ring = prove_entry(folder / "export", json.loads(text)["code"], [key])
    assert all(c.ok for c in verify_receipt(json.dumps(proved), ring.verifiers()))
    assert proved["hash"] == json.loads(text)["hash"]
