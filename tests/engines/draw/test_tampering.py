"""A record that was tampered with is found out, by the check that says what is wrong; forgers keep the rest consistent."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.draw.forged import KINDS, every_leaf, save, written
from engines.draw.small_draw import opened, small, witness
from yifa.draw.record import load
from yifa.draw.verify import verify
from yifa.proofs.canon import canonical

RECORD = 3


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With two replacements and a witness."""
    file = opened(small(RECORD), tmp_path_factory.mktemp("draw"), RECORD, replacements=2, witnessed=True)
    assert len(load(file)[0]["replacements"]) == 2
    return file


def wrong(file: Path, *seen: Path, keys: list[str] | None = None) -> set[str]:
    return {c.name for c in verify(file, seen, keys or ()) if not c.ok}


def test_the_record_itself_is_right_and_writing_it_again_gives_the_same_bytes(record: Path) -> None:
    assert wrong(record) == set()
    assert written(*load(record), chain=False) == record.read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_tampering_is_named(kind: str, record: Path, tmp_path: Path) -> None:
    expected, forge = KINDS[kind]
    heads, lists = load(record)
    forge(heads, lists)
    assert expected in wrong(save(tmp_path / "record.json", written(heads, lists)))


def test_every_value_of_the_record_is_held_by_something(record: Path, tmp_path: Path) -> None:
    """Only the time of the opening, the last word, is not: who has kept opening.json finds that too."""
    free = {place for place, data in every_leaf(*load(record)) if not wrong(save(tmp_path / "r.json", data))}
    assert free == {"opening.at"}
    heads, lists = load(record)
    heads["opening"]["at"] = "2026-06-02T09:00"
    forged = save(tmp_path / "r.json", written(heads, lists))
    assert wrong(forged, record.parent / "opening.json") == {"seen"}


@given(at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_record_with_one_bit_changed_is_refused(record: Path, tmp_path_factory: pytest.TempPathFactory, at: int, bit: int) -> None:
    data = bytearray(record.read_bytes())
    data[at % len(data)] ^= 1 << bit
    assert wrong(save(tmp_path_factory.mktemp("bit") / "record.json", bytes(data))) == {"format"}


@pytest.mark.parametrize("cut", [0, 1, 100, -1, -70])
def test_a_record_that_was_cut_off_is_refused(cut: int, record: Path, tmp_path: Path) -> None:
    assert wrong(save(tmp_path / "record.json", record.read_bytes()[:cut])) == {"format"}


def test_another_spelling_of_the_same_record_is_refused(record: Path, tmp_path: Path) -> None:
    data = record.read_bytes()
    for other in (data.replace(b'","', b'", "', 1), data.replace(b"\n", b"\r\n"), data + b"\n", b"\xef\xbb\xbf" + data):
        assert wrong(save(tmp_path / "record.json", other)) == {"format"}


def test_a_whole_new_record_is_found_by_what_was_published_before(record: Path, tmp_path: Path) -> None:
    """Consistent in itself, and so without what others have kept nothing can be said against it."""
    other = opened(small(RECORD + 1), tmp_path, RECORD)
    assert wrong(other) == set()
    for kept in ("freeze", "seal", "beacon", "selection", "opening"):
        assert wrong(other, record.parent / f"{kept}.json") == {"seen"}, kept
        assert wrong(record, record.parent / f"{kept}.json") == set()


def test_a_witness_that_is_asked_for_must_have_signed(record: Path, tmp_path: Path) -> None:
    key = witness().public.text
    assert wrong(record, keys=[key]) == set()
    assert wrong(opened(small(RECORD), tmp_path, RECORD, 2), keys=[key]) == {"witness"}


def test_what_is_no_statement_proves_nothing(record: Path, tmp_path: Path) -> None:
    for text in ("", "{}", canonical({"kind": "drawn"}), '{"kind":"seal"}'):
        assert wrong(record, save(tmp_path / "kept.json", text.encode())) == {"seen"}
    assert wrong(record, tmp_path / "nowhere.json") == {"seen"}


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    [check] = verify(tmp_path / "record.json")
    assert (check.name, check.ok) == ("format", False)
