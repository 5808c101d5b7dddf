"""No byte of an export can be changed unnoticed, and no change makes the check stumble."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.ledger.small_ledger import small
from yifa.ledger.check import check
from yifa.ledger.export import NotAnExport, Source

FILES = [
    "manifest.json",
    "keys.json",
    "checkpoints.jsonl",
    "entries.jsonl",
    "bodies.jsonl",
    "personal.jsonl",
    "attachments.jsonl",
]


@pytest.fixture(scope="module")
def exports() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        small().export(Path(folder) / "sound")
        small().export(Path(folder) / "sound.zip")
        yield Path(folder)


def is_found(path: Path) -> bool:
    try:
        report = check(path)
    except NotAnExport as refusal:
        return str(refusal) != ""
    return not report.ok


@settings(max_examples=250, deadline=None)
@given(file=st.sampled_from(FILES), where=st.integers(0, 10**6), mask=st.integers(1, 255))
def test_any_changed_byte_of_any_file_is_found_or_the_file_is_refused(
    exports: Path, file: str, where: int, mask: int
) -> None:
    spoilt = exports / "spoilt"
    shutil.rmtree(spoilt, ignore_errors=True)
    shutil.copytree(exports / "sound", spoilt)
    data = bytearray((spoilt / file).read_bytes())
    data[where % len(data)] ^= mask
    (spoilt / file).write_bytes(bytes(data))
    assert is_found(spoilt)


@settings(max_examples=100, deadline=None)
@given(file=st.sampled_from(FILES), cut=st.integers(0, 10**6), added=st.binary(max_size=8))
def test_any_shortened_or_lengthened_file_is_found(exports: Path, file: str, cut: int, added: bytes) -> None:
    spoilt = exports / "spoilt"
    shutil.rmtree(spoilt, ignore_errors=True)
    shutil.copytree(exports / "sound", spoilt)
    data = (spoilt / file).read_bytes()
    changed = data[: cut % len(data)] + added
    if changed != data:
        (spoilt / file).write_bytes(changed)
        assert is_found(spoilt)


@settings(max_examples=150, deadline=None)
@given(where=st.integers(0, 10**6), mask=st.integers(1, 255))
def test_a_changed_byte_of_a_zip_is_found_or_changes_nothing_that_it_holds(
    exports: Path, where: int, mask: int
) -> None:
    """A .zip has bytes that carry no content (times of files, for one); whatever can be read from it is checked."""
    data = bytearray((exports / "sound.zip").read_bytes())
    data[where % len(data)] ^= mask
    spoilt = exports / "spoilt.zip"
    spoilt.write_bytes(bytes(data))
    assert is_found(spoilt) or contents(spoilt) == contents(exports / "sound.zip")


def contents(path: Path) -> dict[str, bytes]:
    source, out = Source(path), {}
    for name in source.names:
        with source.open(name) as file:
            out[name] = file.read()
    return out


@pytest.mark.parametrize("file", FILES)
def test_any_line_of_any_file_swapped_with_the_next_or_repeated_is_found(exports: Path, file: str) -> None:
    lines = (exports / "sound" / file).read_bytes().splitlines(keepends=True)
    for i in range(len(lines)):
        variants = [[*lines[: i + 1], *lines[i:]], [*lines[:i], *lines[i + 1 :]]]
        if i + 1 < len(lines):
            variants.append([*lines[:i], lines[i + 1], lines[i], *lines[i + 2 :]])
        for variant in variants:
            spoilt = exports / "spoilt"
            shutil.rmtree(spoilt, ignore_errors=True)
            shutil.copytree(exports / "sound", spoilt)
            (spoilt / file).write_bytes(b"".join(variant))
            assert is_found(spoilt), (file, i)
