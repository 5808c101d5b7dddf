"""Whatever is done to a ledger's database behind its back is found in its export, and told apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engines.ledger.small_ledger import A, B, C, Entry, Ledger, Part, checked, key, small
from yifa.ledger.checkpoint import parse, sign
from yifa.ledger.entry import BODY, commit, entry_hash
from yifa.ledger.findings import KINDS


# -- what is done to the database; the tool exports what it finds
def change_header(ledger: Ledger) -> None:
    ledger.entries[6].header = replace(ledger.entries[6].header, happened_at="2024-02-01")


def change_header_and_hash(ledger: Ledger) -> None:
    ledger.rehash(6, happened_at="2024-02-01")


def change_recorded_time_of_the_last(ledger: Ledger) -> None:
    ledger.entries[12].header = replace(ledger.entries[12].header, recorded_at="2024-01-01T00:00:00Z")


def change_last_with_its_hash(ledger: Ledger) -> None:
    ledger.rehash(12, recorded_at="2024-01-01T00:00:00Z")


def change_hash(ledger: Ledger) -> None:
    old = ledger.entries[6].hash
    ledger.entries[6].hash = "e" * 64
    for p in ledger.bodies:
        p.entry = "e" * 64 if p.entry == old else p.entry


def change_body(ledger: Ledger) -> None:
    ledger.bodies[6].text = ledger.bodies[6].text.replace("20000", "2000")


def change_body_and_commitment(ledger: Ledger) -> None:
    part = ledger.bodies[6]
    part.text = part.text.replace("20000", "2000")
    ledger.rehash(6, body=commit(BODY, part.salt, part.text))


def change_salt(ledger: Ledger) -> None:
    ledger.bodies[6].salt = b"\x00" * 16


def change_personal(ledger: Ledger) -> None:
    ledger.personal[1].text = ledger.personal[1].text.replace("李四", "王五")


def swap_bodies(ledger: Ledger) -> None:
    x, y = ledger.bodies[3], ledger.bodies[10]
    x.entry, y.entry = y.entry, x.entry
    ledger.bodies[3], ledger.bodies[10] = y, x


def delete_body(ledger: Ledger) -> None:
    del ledger.bodies[5]


def delete_personal(ledger: Ledger) -> None:
    del ledger.personal[0]


def restore_erased(ledger: Ledger) -> None:
    original = small_before_erasure()
    ledger.personal.insert(2, original)


def small_before_erasure() -> Part:
    ledger = Ledger()
    ledger.entries = small().entries[:3]
    ledger.step(A, "told", {"facts": {"amount": 20000}}, {"address": "东街一号"})
    return ledger.personal[0]


def delete_entry_in_the_middle(ledger: Ledger) -> None:
    gone = ledger.entries.pop(2)
    ledger.bodies = [p for p in ledger.bodies if p.entry != gone.hash]


def delete_entry_and_renumber_leaves(ledger: Ledger) -> None:
    delete_entry_in_the_middle(ledger)
    for e in ledger.entries[2:]:
        e.leaf = e.leaf - 1 if e.leaf is not None else None


def delete_whole_matter(ledger: Ledger) -> None:
    gone = {e.hash for e in ledger.entries if e.header.matter == C}
    ledger.entries = [e for e in ledger.entries if e.hash not in gone]
    ledger.bodies = [p for p in ledger.bodies if p.entry not in gone]


def number_a_leaf_beyond_all_bounds(ledger: Ledger) -> None:
    ledger.entries[13].leaf = 10**18


def cut_the_tail(ledger: Ledger) -> None:
    gone = {e.hash for e in ledger.entries[11:]}
    ledger.entries = ledger.entries[:11]
    ledger.bodies = [p for p in ledger.bodies if p.entry not in gone]


def delete_body_row_of_a_deleted_entry_is_left(ledger: Ledger) -> None:
    ledger.entries.pop(13)


def move_rows(ledger: Ledger) -> None:
    ledger.entries[4], ledger.entries[9] = ledger.entries[9], ledger.entries[4]


def swap_leaves(ledger: Ledger) -> None:
    x, y = ledger.entries[4], ledger.entries[5]
    x.leaf, y.leaf = y.leaf, x.leaf
    ledger.entries[4], ledger.entries[5] = y, x
    bodies = ledger.bodies
    bodies[4], bodies[5] = bodies[5], bodies[4]


def insert_entry(ledger: Ledger) -> None:
    """A forged entry in the middle of a chain, with the leaves after it moved up."""
    prev = ledger.entries[3]
    header = replace(prev.header, seq=5, prev=prev.hash, step="waived", personal="")
    forged = Entry(header, entry_hash(header), 4)
    for e in ledger.entries[4:]:
        e.leaf = e.leaf + 1 if e.leaf is not None else None
    ledger.entries.insert(4, forged)
    part = next(p for p in ledger.bodies if p.entry == prev.hash)
    ledger.bodies.insert(4, Part(forged.hash, part.salt, part.text))


def replay_entry(ledger: Ledger) -> None:
    """The same entry once more at the end, as if it had happened again."""
    ledger.entries.append(replace(ledger.entries[9], leaf=None))


def sign_with_another_key(ledger: Ledger) -> None:
    checkpoint, _ = parse(ledger.notes[1])
    ledger.notes[1] = sign(checkpoint, key("somebody else"))


def change_checkpoint_time(ledger: Ledger) -> None:
    ledger.notes[1] = ledger.notes[1].replace("2024-05-01", "2024-05-02")


def sign_another_history(ledger: Ledger) -> None:
    """The ledger's own key signs a second root for the same size: one of the two was shown to somebody."""
    checkpoint, _ = parse(ledger.notes[1])
    ledger.notes.insert(2, sign(replace(checkpoint, root=b"\x01" * 32), ledger.signer))


def sign_a_false_root(ledger: Ledger) -> None:
    checkpoint, _ = parse(ledger.notes[1])
    ledger.notes[1] = sign(replace(checkpoint, root=b"\x01" * 32), ledger.signer)


def swap_checkpoints(ledger: Ledger) -> None:
    ledger.notes[0], ledger.notes[1] = ledger.notes[1], ledger.notes[0]


def delete_attachment(ledger: Ledger) -> None:
    ledger.attachments = [("0" * 64, 5)]


def erase_nothing(ledger: Ledger) -> None:
    ledger.entries.pop()
    ledger.bodies.pop()
    ledger.step(A, "+erase", {"facts": {"basis": "个人信息保护法第四十七条"}})
    ledger.entries[-1].leaf = None


TAMPERED: list[tuple[Callable[[Ledger], None], set[str], tuple[str, int] | None]] = [
    (change_header, {"changed"}, (A, 4)),
    (change_header_and_hash, {"broken", "root"}, (A, 5)),
    (change_recorded_time_of_the_last, {"changed"}, (C, 4)),
    (change_last_with_its_hash, {"root"}, None),
    (change_hash, {"changed", "root"}, (A, 4)),
    (change_body, {"body"}, (A, 4)),
    (change_body_and_commitment, {"broken", "root"}, (A, 5)),
    (change_salt, {"body"}, (A, 4)),
    (change_personal, {"personal"}, (B, 1)),
    (swap_bodies, {"swapped"}, (A, 3)),
    (delete_body, {"body-missing"}, (C, 1)),
    (delete_personal, {"missing"}, (A, 1)),
    (restore_erased, {"restored"}, (A, 3)),
    (delete_entry_in_the_middle, {"deleted"}, (A, 3)),
    (delete_entry_and_renumber_leaves, {"deleted", "root", "truncated"}, (A, 3)),
    (delete_whole_matter, {"deleted", "truncated"}, None),
    (number_a_leaf_beyond_all_bounds, {"deleted"}, None),
    (cut_the_tail, {"truncated"}, None),
    (delete_body_row_of_a_deleted_entry_is_left, {"surplus"}, None),
    (move_rows, {"reordered"}, None),
    (swap_leaves, {"root"}, None),
    (insert_entry, {"fork", "root"}, (A, 5)),
    (replay_entry, {"replayed"}, (B, 3)),
    (sign_with_another_key, {"signature"}, None),
    (change_checkpoint_time, {"signature"}, None),
    (sign_another_history, {"split", "root"}, None),
    (sign_a_false_root, {"root"}, None),
    (swap_checkpoints, {"reordered"}, None),
    (delete_attachment, {"attachment"}, (A, 2)),
    (erase_nothing, {"erasure"}, (A, 7)),
]


@pytest.mark.parametrize(("tamper", "kinds", "where"), TAMPERED, ids=[t[0].__name__ for t in TAMPERED])
def test_what_was_done_to_the_database_is_found_and_told_apart(
    tmp_path: Path, tamper: Callable[[Ledger], None], kinds: set[str], where: tuple[str, int] | None
) -> None:
    ledger = small()
    tamper(ledger)
    report = checked(ledger, tmp_path)
    told = "\n".join(report.lines())
    assert kinds <= set(report.kinds), told
    assert not set(report.kinds) - kinds - {"reordered", "surplus", "broken"}, told
    if where is not None:
        assert any((f.matter, f.seq) == where for f in report.findings), told


def test_every_kind_of_finding_has_words_for_people(tmp_path: Path) -> None:
    ledger = small()
    for tamper in (change_header, delete_personal, sign_with_another_key):
        tamper(ledger)
    report = checked(ledger, tmp_path)
    assert all(any(line.startswith(f"【{KINDS[f.kind]}】") for line in report.lines()) for f in report.findings)
    assert json.loads(json.dumps(report.plain()))["ok"] is False
