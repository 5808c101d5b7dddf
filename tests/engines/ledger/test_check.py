"""Whatever is done to a ledger behind its back is found in its export, and is told apart from what the law permits."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engines.ledger.small_ledger import MATTERS, Entry, Ledger, Part, edit, key, small
from yifa.ledger.check import check
from yifa.ledger.checkpoint import Checkpoint, parse, sign
from yifa.ledger.entry import BODY, commit, entry_hash
from yifa.ledger.export import ExportWriter, NotAnExport
from yifa.ledger.findings import KINDS, MOST, Report
from yifa.ledger.keys import KeyRing, Tenure

A, B, C = MATTERS


def checked(ledger: Ledger, tmp_path: Path) -> Report:
    return check(ledger.export(tmp_path / "export"), trusted=[ledger.signer.public])


def of_kind(report: Report, kind: str) -> list[tuple[str, int | None]]:
    return [(f.matter, f.seq) for f in report.findings if f.kind == kind]


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


# ---- the database was tampered with, and the tool exported what it found ----


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


# ---- the export itself was tampered with ----


def test_a_changed_line_of_an_export_is_named(tmp_path: Path) -> None:
    export = small().export(tmp_path / "export")
    edit(export / "bodies.jsonl", 2, lambda v: {**v, "text": v["text"].replace("占道", "无")})
    report = check(export)
    assert set(report.kinds) == {"file", "body"} and of_kind(report, "body") == [(A, 2)]


def test_a_line_that_is_no_json_is_named_and_the_rest_is_checked(tmp_path: Path) -> None:
    export = small().export(tmp_path / "export")
    file = export / "entries.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)
    lines[2] = b'{"hash": \xff\n'
    file.write_bytes(b"".join(lines))
    report = check(export)
    assert {"file", "row", "deleted"} <= set(report.kinds)
    assert [(f.file, f.line) for f in report.findings if f.kind == "row"] == [("entries.jsonl", 3)]


def test_added_and_removed_files_are_found(tmp_path: Path) -> None:
    export = small().export(tmp_path / "export")
    (export / "说明.txt").write_text("与账本无关")
    (export / "attachments.jsonl").unlink()
    assert {f.file for f in check(export).findings} == {"说明.txt", "attachments.jsonl"}


@pytest.mark.parametrize("name", ["manifest.json", "entries.jsonl", "keys.json"])
def test_an_export_without_a_needed_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    export = small().export(tmp_path / "export")
    (export / name).unlink()
    with pytest.raises(NotAnExport, match=name):
        check(export)


def test_what_is_no_export_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 not really")
    for path in (tmp_path / "a.zip", tmp_path / "nowhere", tmp_path):
        with pytest.raises(NotAnExport):
            check(path)


def test_links_out_of_the_export_are_not_followed(tmp_path: Path) -> None:
    export = small().export(tmp_path / "export")
    (export / "bodies.jsonl").unlink()
    (export / "bodies.jsonl").symlink_to("/dev/zero")
    with pytest.raises(NotAnExport, match="链接"):
        check(export)


def test_a_newer_format_is_refused_and_not_guessed(tmp_path: Path) -> None:
    export = small().export(tmp_path / "export")
    manifest = json.loads((export / "manifest.json").read_text())
    manifest["format"] = 2
    (export / "manifest.json").write_text(
        json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    )
    with pytest.raises(NotAnExport, match="第1版"):
        check(export)


def test_an_export_that_failed_half_way_leaves_nothing_behind(tmp_path: Path) -> None:
    ledger = small()
    with (
        pytest.raises(RuntimeError),
        ExportWriter(tmp_path / "export", ledger.signer, ledger.ring, "2024-12-31T00:00:00Z") as out,
    ):
        out.checkpoint(ledger.notes[0])
        raise RuntimeError("the disk is full")
    assert list(tmp_path.iterdir()) == []


def test_attachments_that_are_sent_along_are_checked(tmp_path: Path) -> None:
    ledger = small()
    photo = tmp_path / "photo"
    photo.write_bytes(b"what the camera saw")
    target = tmp_path / "export"
    with ExportWriter(target, ledger.signer, ledger.ring, "2024-12-31T00:00:00Z") as out:
        out.attachment(ledger.attachments[0][0], ledger.attachments[0][1], photo)
    assert check(target).ok
    (target / "attachments" / ledger.attachments[0][0]).write_bytes(b"what somebody painted")
    assert set(check(target).kinds) == {"file"}


def test_of_many_findings_of_one_kind_the_first_are_listed_and_all_are_counted(tmp_path: Path) -> None:
    ledger = Ledger()
    for n in range(MOST + 5):
        ledger.step(A, f"step{n}", {"facts": {"n": n}}, {"party": "张三"})
    ledger.tick("2024-06-01T00:00:00Z")
    for part in ledger.personal:
        part.text = part.text.replace("张三", "李四")
    report = checked(ledger, tmp_path)
    assert report.kinds == {"personal": MOST + 5} and len(report.findings) == MOST
    assert any(f"共{MOST + 5}处" in line for line in report.lines())


def test_every_kind_of_finding_has_words_for_people(tmp_path: Path) -> None:
    ledger = small()
    for tamper in (change_header, delete_personal, sign_with_another_key):
        tamper(ledger)
    report = checked(ledger, tmp_path)
    assert all(any(line.startswith(f"【{KINDS[f.kind]}】") for line in report.lines()) for f in report.findings)
    assert json.loads(json.dumps(report.plain()))["ok"] is False
