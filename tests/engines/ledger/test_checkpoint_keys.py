"""Signed heads and keys: nothing unsigned counts, a note has one spelling, a new key is endorsed by the one before."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.ledger.small_ledger import NAME, key
from yifa.ledger.checkpoint import Checkpoint, cosign, parse, sign, verify
from yifa.ledger.keys import WITNESS, KeyRing, Tenure, rotate, save_ring
from yifa.proofs.signing import BadKeyFile, BadNote, PublicKey, Signer

HEAD = Checkpoint(NAME, 12, b"\x07" * 32, "2024-05-01T00:00:00Z")
LEDGER, STATION = key("ledger"), key("witness", "省档案馆")
KNOWN = {k.public.id: k.public for k in (LEDGER, STATION)}


def test_a_note_is_read_back_and_its_signers_are_named() -> None:
    note = cosign(sign(HEAD, LEDGER), STATION)
    assert verify(note, KNOWN) == (HEAD, [NAME, "省档案馆"])
    assert verify(note, {LEDGER.public.id: LEDGER.public}) == (HEAD, [NAME])


def test_a_witness_alone_does_not_make_a_checkpoint() -> None:
    with pytest.raises(BadNote, match="自己的签名"):
        verify(sign(HEAD, STATION), KNOWN)


def test_further_lines_are_signed_too() -> None:
    note = sign(replace(HEAD, more=("删除记载 3",)), LEDGER)
    assert verify(note, KNOWN)[0].more == ("删除记载 3",)
    with pytest.raises(BadNote):
        verify(note.replace("删除记载 3", "删除记载 4"), KNOWN)


@given(st.data())
def test_any_changed_byte_of_a_note_is_refused(data: st.DataObject) -> None:
    note = sign(HEAD, LEDGER).encode()
    where = data.draw(st.integers(0, len(note) - 1))
    changed = bytearray(note)
    changed[where] ^= data.draw(st.integers(1, 255))
    try:
        text = changed.decode()
    except UnicodeDecodeError:
        return
    with pytest.raises(BadNote):
        verify(text, KNOWN)


@pytest.mark.parametrize("spoilt", ["", "\n\n", "a\n1\nb\n", "a\n-1\n" + "A" * 44 + "\nt\n\n", "a\n１\n\n\n\n"])
def test_what_is_no_note_is_refused_in_words(spoilt: str) -> None:
    with pytest.raises(BadNote):
        parse(spoilt)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "甲\u3000乙"])
def test_names_that_would_break_a_line_are_refused(name: str) -> None:
    with pytest.raises(BadNote):
        Signer.generate(name)


@given(st.data())
def test_a_public_key_with_any_changed_letter_is_refused(data: st.DataObject) -> None:
    text = LEDGER.public.text
    where = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters(codec="utf-8").filter(lambda c: c != text[where] and not c.isspace()))
    with pytest.raises(BadNote):
        PublicKey.parse(text[:where] + letter + text[where + 1 :])
    assert PublicKey.parse(text) == LEDGER.public


def test_the_key_file_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    signer = Signer.load(tmp_path / "keys", NAME)
    file = tmp_path / "keys" / "ledger.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Signer.load(tmp_path / "keys", NAME).public == signer.public
    assert (tmp_path / "keys" / "ledger.pub").read_text(encoding="utf-8").strip() == signer.public.text
    file.chmod(0o644)
    with pytest.raises(BadKeyFile, match="chmod 600"):
        Signer.load(tmp_path / "keys", NAME)


def test_a_spoilt_key_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    Signer.load(tmp_path, NAME)
    (tmp_path / "ledger.key").write_text("not a key")
    with pytest.raises(BadKeyFile, match="备份"):
        Signer.load(tmp_path, NAME)
    assert (tmp_path / "ledger.key").read_text() == "not a key"


def test_a_key_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    first = Signer.load(tmp_path, NAME)
    Signer.generate(NAME).save(tmp_path / "ledger.key")
    assert Signer.load(tmp_path, NAME).public == first.public
    assert {p.name for p in tmp_path.iterdir()} == {"ledger.key", "ledger.pub"}


def test_the_published_key_is_never_written_over(tmp_path: Path) -> None:
    """Who fetched the public key finds it unchanged, whatever name the county's settings now give."""
    old = Signer.load(tmp_path, NAME).public
    with pytest.raises(BadKeyFile) as told:
        Signer.load(tmp_path, "yifa-999999")
    words = str(told.value)
    assert NAME in words and "yifa-999999" in words and "division" in words and "rotate" in words
    assert (tmp_path / "ledger.pub").read_text(encoding="utf-8") == old.text + "\n"
    assert Signer.load(tmp_path, NAME).public == old


def test_a_key_that_is_not_the_published_one_signs_nothing(tmp_path: Path) -> None:
    """A key file from elsewhere, or from the backup of another day."""
    old = Signer.load(tmp_path, NAME).public
    (tmp_path / "ledger.key").unlink()
    Signer.generate(NAME).save(tmp_path / "ledger.key")
    with pytest.raises(BadKeyFile, match="备份"):
        Signer.load(tmp_path, NAME)
    assert (tmp_path / "ledger.pub").read_text(encoding="utf-8") == old.text + "\n"


def test_a_public_key_that_is_missing_is_written_again_and_a_spoilt_one_is_told(tmp_path: Path) -> None:
    old = Signer.load(tmp_path, NAME).public
    (tmp_path / "ledger.pub").unlink()
    assert Signer.load(tmp_path, NAME).public == old
    assert (tmp_path / "ledger.pub").read_text(encoding="utf-8") == old.text + "\n"
    (tmp_path / "ledger.pub").write_text("spoilt")
    with pytest.raises(BadKeyFile, match=r"ledger\.pub"):
        Signer.load(tmp_path, NAME)


def test_the_ledgers_name_is_not_changed_by_a_new_key(tmp_path: Path) -> None:
    old = Signer.load(tmp_path, NAME).public
    with pytest.raises(BadKeyFile, match="yifa-999999"):
        rotate(tmp_path, "yifa-999999", "2025-01-01T00:00:00Z")
    assert {p.name for p in tmp_path.iterdir()} == {"ledger.key", "ledger.pub"}
    assert Signer.load(tmp_path, NAME).public == old


def test_a_replaced_key_is_endorsed_and_the_old_one_keeps_its_time(tmp_path: Path) -> None:
    old = Signer.load(tmp_path, NAME)
    ring = rotate(tmp_path, NAME, "2025-01-01T00:00:00Z")
    new = Signer.load(tmp_path, NAME)
    assert new.public != old.public and ring.current == new.public
    assert KeyRing.load(tmp_path) == ring
    first, second = ring.ledger
    assert first.holds("2024-06-01T00:00:00Z") and not first.holds("2025-06-01T00:00:00Z")
    assert second.holds("2025-06-01T00:00:00Z") and not second.holds("2024-06-01T00:00:00Z")
    assert verify(sign(HEAD, old), ring.verifiers())[1] == [NAME]
    assert not (tmp_path / "ledger.key.next").exists()


def test_who_trusts_the_old_key_can_follow_to_the_new_one_and_not_back(tmp_path: Path) -> None:
    old = Signer.load(tmp_path, NAME).public
    rotate(tmp_path, NAME, "2025-01-01T00:00:00Z")
    ring = rotate(tmp_path, NAME, "2026-01-01T00:00:00Z")
    forward, back, nobody = ring.following([old]), ring.following([ring.current]), ring.following([STATION.public])
    assert forward is not None and len(forward.ledger) == 3
    assert back is not None and [t.key for t in back.ledger] == [ring.current]
    assert nobody is None


@pytest.mark.parametrize("done", ["aside", "ring", "published"])
def test_a_replacement_killed_half_way_is_completed_by_the_next_run(done: str, tmp_path: Path) -> None:
    """`done`: the last that was written. Once the new key is published, the old one signs no more."""
    old = Signer.load(tmp_path, NAME)
    ring = rotate(tmp_path, NAME, "2025-01-01T00:00:00Z")
    new = Signer.load(tmp_path, NAME)
    (tmp_path / "ledger.key").rename(tmp_path / "ledger.key.next")
    old.save(tmp_path / "ledger.key")
    if done == "aside":
        (tmp_path / "keys.json").unlink()
    if done != "published":
        (tmp_path / "ledger.pub").write_text(old.public.text + "\n", encoding="utf-8")
    else:
        with pytest.raises(BadKeyFile, match="rotate"):
            Signer.load(tmp_path, NAME)
    again = rotate(tmp_path, NAME, "2025-01-02T00:00:00Z")
    assert again == ring if done != "aside" else again.current == new.public
    assert Signer.load(tmp_path, NAME).public == new.public
    assert not (tmp_path / "ledger.key.next").exists()


def test_a_ring_with_an_unendorsed_key_is_refused() -> None:
    usurper = Tenure(key("usurper").public, since="2025-01-01T00:00:00Z")
    ring = KeyRing((Tenure(LEDGER.public, until="2025-01-01T00:00:00Z"), usurper))
    with pytest.raises(BadNote, match="认可"):
        KeyRing.parse(ring.text())


def test_a_witness_may_not_bear_the_ledgers_name(tmp_path: Path) -> None:
    ring = KeyRing.single(LEDGER.public).with_witness(STATION.public)
    save_ring(ring, tmp_path / "keys.json")
    assert [t.role for t in KeyRing.load(tmp_path).tenures] == ["ledger", WITNESS]
    with pytest.raises(BadNote, match="见证人"):
        ring.with_witness(key("other").public)
