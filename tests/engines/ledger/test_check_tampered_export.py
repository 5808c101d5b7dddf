"""An export that was changed after it was written, and what is none at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engines.ledger.small_ledger import A, Ledger, checked, edit, of_kind, small
from yifa.ledger.check import check
from yifa.ledger.export import ExportWriter, NotAnExport
from yifa.ledger.findings import MOST


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
