"""Who owns the database can change it, and the check of the export finds it; what was erased by law is no fault."""

from __future__ import annotations

import pytest

from faults.places import A, B, Place
from yifa.ledger.check import check
from yifa.ledger.findings import Report
from yifa.proofs.signing import PublicKey


def checked(place: Place) -> Report:
    target = place.folder / "out.zip"
    place.run("write_out", str(target))
    key = PublicKey.parse((place.folder / "keys" / "ledger.pub").read_text(encoding="utf-8"))
    return check(target, trusted=[key])


def entry(matter: str, seq: int) -> str:
    return f"(SELECT id FROM entry WHERE matter = '{matter}' AND seq = {seq})"


def test_an_honest_ledger_stands_and_what_was_erased_by_law_is_counted_not_missed(ledger: Place) -> None:
    report = checked(ledger)
    assert report.ok, report.lines()
    counts = report.counts
    assert (counts["matters"], counts["entries"], counts["leaves"], counts["checkpoints"]) == (2, 9, 8, 3)
    assert (counts["personal"], counts["erased"]) == (6, 1)
    assert any("最后1条" in r for r in report.remarks)


BODY = "UPDATE body SET text = '{\"facts\":{\"text\":\"未查\"}}' WHERE entry_id = "
KEEP = f"CREATE TABLE keep AS SELECT * FROM body WHERE entry_id IN ({entry(A, 2)}, {entry(A, 3)})"
SWAP = (
    "UPDATE body SET (salt, text) = (SELECT salt, text FROM keep WHERE keep.entry_id <> body.entry_id) "
    "WHERE entry_id IN (SELECT entry_id FROM keep)"
)


@pytest.mark.parametrize(
    ("kind", "statements"),
    [
        ("body", [BODY + entry(A, 2)]),
        ("changed", [f"UPDATE entry SET actor = 'li' WHERE id = {entry(A, 2)}"]),
        ("changed", [f"UPDATE entry SET happened_at = '2024-03-01' WHERE id = {entry(B, 3)}"]),
        ("body-missing", [f"DELETE FROM body WHERE entry_id = {entry(A, 3)}"]),
        ("deleted", [f"DELETE FROM {t} WHERE entry_id = {entry(A, 3)}" for t in ("personal", "body", "leaf")]
         + [f"DELETE FROM entry WHERE id = {entry(A, 3)}"]),
        ("missing", [f"DELETE FROM personal WHERE entry_id = {entry(A, 1)}"]),
        ("missing", [f"DELETE FROM personal WHERE entry_id = {entry(A, 1)}",
                     f"INSERT INTO erasure (entry_id, by_id) VALUES ({entry(A, 1)}, {entry(A, 5)})"]),
        ("restored", ["CREATE TABLE keep AS SELECT * FROM personal WHERE entry_id = " + entry(A, 1),
                      f"INSERT INTO personal (entry_id, salt, text) SELECT {entry(A, 2)}, salt, text FROM keep"]),
        ("swapped", [KEEP, SWAP]),
        ("root", [f'DELETE FROM leaf WHERE entry_id IN ({entry(A, 2)}, {entry(A, 3)})',
                  f'INSERT INTO leaf ("index", entry_id) VALUES (1, {entry(A, 3)}), (2, {entry(A, 2)})']),
        ("reordered", [f'DELETE FROM leaf WHERE entry_id IN ({entry(A, 2)}, {entry(A, 3)})',
                       f'INSERT INTO leaf ("index", entry_id) VALUES (1, {entry(A, 3)}), (2, {entry(A, 2)})']),
        ("signature", ["UPDATE checkpoint SET note = replace(note, signed_at, '2024-01-01T00:00:00Z') WHERE size = 4"]),
        ("truncated", [f"DELETE FROM {t} WHERE entry_id = {entry(A, 5)}" for t in ("body", "leaf")]
         + ["DELETE FROM erasure", f"DELETE FROM entry WHERE id = {entry(A, 5)}"]),
    ],
)  # fmt: skip
def test_what_was_changed_in_the_database_is_found_and_named(ledger: Place, kind: str, statements: list[str]) -> None:
    ledger.tamper(*statements)
    report = checked(ledger)
    assert not report.ok
    assert kind in report.kinds, report.lines()
    told = next(f for f in report.findings if f.kind == kind)
    assert told.matter in (A, B, "") and told.words


def test_a_whole_history_written_anew_with_another_key_is_not_believed(ledger: Place, place: Place) -> None:
    """The other county's ledger is whole in itself; only the published key tells that it is not this one."""
    place.run("take", A, "3", "li")
    place.run("tick")
    place.run("write_out", str(place.folder / "other"))
    key = PublicKey.parse((ledger.folder / "keys" / "ledger.pub").read_text(encoding="utf-8"))
    assert check(place.folder / "other").ok
    assert "key" in check(place.folder / "other", trusted=[key]).kinds


def test_a_past_cut_off_is_found_by_a_checkpoint_kept_elsewhere(ledger: Place, place: Place) -> None:
    ledger.run("write_out", str(ledger.folder / "out"))
    note = ledger.rows("SELECT note FROM checkpoint WHERE size = 7")[0][0]
    assert check(ledger.folder / "out", seen=[note]).ok
    of_b = f"WHERE entry_id IN (SELECT id FROM entry WHERE matter = '{B}')"
    gone = [f"DELETE FROM {t} {of_b}" for t in ("personal", "body", "leaf")]
    ledger.tamper(*gone, f"DELETE FROM entry WHERE matter = '{B}'", "DELETE FROM checkpoint WHERE size >= 7",
                  'DELETE FROM leaf WHERE "index" >= 4', 'DELETE FROM node WHERE NOT ((level = 0 AND "index" < 4) '
                  'OR (level = 1 AND "index" < 2) OR (level = 2 AND "index" = 0))')  # fmt: skip
    ledger.run("tick")
    ledger.run("write_out", str(ledger.folder / "cut"))
    assert check(ledger.folder / "cut").ok, "cut back and signed again, it is whole in itself"
    assert not check(ledger.folder / "cut", seen=[note]).ok
