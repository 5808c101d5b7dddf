"""The check of an export: what is clean, what the law permits, and what only those outside can find."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engines.ledger.small_ledger import A, B, checked, key, of_kind, small
from yifa.ledger.check import check
from yifa.ledger.checkpoint import Checkpoint, parse, sign
from yifa.ledger.keys import KeyRing, Tenure


@pytest.mark.parametrize("name", ["export", "export.zip"])
def test_an_untouched_export_is_clean_as_folder_and_as_zip(tmp_path: Path, name: str) -> None:
    ledger = small()
    report = check(ledger.export(tmp_path / name), trusted=[ledger.signer.public])
    assert report.ok, report.lines()
    assert report.counts == {
        "matters": 3,
        "entries": 14,
        "leaves": 13,
        "bodies": 14,
        "personal": 3,
        "erased": 1,
        "checkpoints": 3,
        "witnessed": 1,
        "attachments": 1,
    }
    assert any("最后1条" in r for r in report.remarks)


def test_without_a_known_key_the_report_says_that_the_keys_are_the_exports_own(tmp_path: Path) -> None:
    ledger = small()
    report = check(ledger.export(tmp_path / "export"))
    assert report.ok and any(ledger.signer.public.text in r for r in report.remarks)


# -- losses, rewritten histories, keys
def test_an_erasure_is_no_fault_and_a_loss_is_one(tmp_path: Path) -> None:
    """个人信息保护法第四十七条: what was erased under the law is not missing."""
    ledger = small()
    assert checked(ledger, tmp_path).ok
    shutil.rmtree(tmp_path / "export")
    ledger.personal.pop()
    assert of_kind(checked(ledger, tmp_path), "missing") == [(B, 3)]


def test_a_rewritten_history_is_found_by_a_checkpoint_kept_outside(tmp_path: Path) -> None:
    """Who holds the key can rewrite everything; who kept an old checkpoint sees it."""
    kept = small().notes[1]
    ledger = small()
    ledger.entries, ledger.bodies, ledger.personal, ledger.notes = [], [], [], []
    for n in range(12):
        ledger.step(A, f"other{n}", {"facts": {}})
    ledger.tick("2024-05-01T00:00:00Z")
    ledger.attachments = []
    export = ledger.export(tmp_path / "export")
    assert check(export, trusted=[ledger.signer.public]).ok
    assert "root" in check(export, trusted=[ledger.signer.public], seen=[kept]).kinds


def test_a_shortened_ledger_is_found_by_a_checkpoint_kept_outside(tmp_path: Path) -> None:
    kept = small().notes[2]
    ledger = small()
    gone = {e.hash for e in ledger.entries[9:]}
    ledger.entries, ledger.notes = ledger.entries[:9], ledger.notes[:2]
    ledger.bodies = [p for p in ledger.bodies if p.entry not in gone]
    ledger.personal = [p for p in ledger.personal if p.entry not in gone]
    export = ledger.export(tmp_path / "export")
    assert check(export, trusted=[ledger.signer.public]).ok
    assert set(check(export, trusted=[ledger.signer.public], seen=[kept]).kinds) == {"truncated"}
    assert check(export, trusted=[ledger.signer.public], seen=[small().notes[0]]).ok


def test_a_ledger_rebuilt_under_another_key_is_refused_by_the_published_key(tmp_path: Path) -> None:
    ledger = small()
    published = ledger.signer.public
    ledger.signer = key("usurper")
    ledger.ring = KeyRing.single(ledger.signer.public)
    ledger.notes = []
    ledger.tick("2024-06-01T00:00:00Z")
    report = check(ledger.export(tmp_path / "export"), trusted=[published])
    assert set(report.kinds) >= {"key"}


def test_a_key_signs_only_in_its_time(tmp_path: Path) -> None:
    ledger = small()
    ledger.ring = KeyRing((Tenure(ledger.signer.public, since="2024-04-15T00:00:00Z"), *ledger.ring.tenures[1:]))
    assert set(checked(ledger, tmp_path).kinds) == {"key"}


def test_a_checkpoint_of_another_ledger_is_refused(tmp_path: Path) -> None:
    ledger = small()
    checkpoint, _ = parse(ledger.notes[1])
    ledger.notes[1] = sign(Checkpoint("邻县账本", checkpoint.size, checkpoint.root, checkpoint.at), ledger.signer)
    assert "signature" in checked(ledger, tmp_path).kinds
