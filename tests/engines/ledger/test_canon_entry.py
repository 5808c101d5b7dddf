"""The canonical text and the hashes: one text for one value, and nothing that another machine reads differently."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.ledger.entry import BODY, GENESIS, PERSONAL, SALT_BYTES, Header, commit, entry_hash, leaf_hash, new_salt
from yifa.proofs.canon import NotCanonical, canonical, read

words = st.text(st.characters(exclude_categories=["Cs"]))
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)
headers = st.builds(Header, words, st.integers(1, 10**6), *[words] * 8)


@given(values)
def test_the_text_reads_back_and_does_not_depend_on_the_order_of_keys(value: Any) -> None:
    text = canonical(value)
    assert read(text) == value
    if isinstance(value, dict):
        assert canonical(dict(reversed(value.items()))) == text


@given(values)
def test_only_the_canonical_spelling_is_read(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=True, indent=1)
    if text != canonical(value):
        with pytest.raises(NotCanonical):
            read(text)


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"facts": {"amount": 1.0}}, "facts.amount"),
        ([1, [2, 3.5]], "[1][1]"),
        ({"a": {"on": date(2024, 1, 1)}}, "a.on"),
        ({1: 2}, "键"),
        ({"a": "\ud800"}, "残缺"),
        ({"a": {"b": {1, 2}}}, "a.b"),
    ],
)
def test_what_has_no_canonical_text_is_refused_with_its_place(value: Any, place: str) -> None:
    """Money in fen, rates in basis points: a fraction is read differently by different machines."""
    with pytest.raises(NotCanonical) as refusal:
        canonical(value)
    assert place in str(refusal.value)


def test_endless_nesting_is_refused_in_words() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(NotCanonical, match="嵌套"):
        canonical(deep)
    with pytest.raises(NotCanonical):
        read("[" * 100_000 + "]" * 100_000)


@pytest.mark.parametrize(
    "text", ['{"a":1,"a":2}', '{"b":1,"a":2}', '{"a": 1}', "NaN", '"\\u4f9d"', "{", "1" * 5000, "1.0"]
)
def test_other_spellings_are_not_read(text: str) -> None:
    with pytest.raises(NotCanonical):
        read(text)


@given(headers)
def test_the_headers_own_text_is_its_canonical_json(header: Header) -> None:
    assert header.text() == canonical(header.plain())
    assert Header.of(header.plain()) == header


@given(headers, headers)
def test_different_headers_have_different_hashes(one: Header, other: Header) -> None:
    assert (one == other) == (entry_hash(one) == entry_hash(other))


@pytest.mark.parametrize(
    "changed", [{"seq": "1"}, {"seq": True}, {"seq": 0}, {"actor": 5}, {"more": "x"}, {"step": None}]
)
def test_a_header_of_other_types_or_fields_is_not_read(changed: dict[str, Any]) -> None:
    plain = Header("m", 1, "d", "s", "2024-01-01", "2024-01-01T00:00:00Z", "a", GENESIS, "b", "").plain()
    with pytest.raises(ValueError):
        Header.of({**plain, **changed})


def test_the_hash_of_an_entry_is_fixed_by_the_format() -> None:
    """Format 1: if this changes, every ledger ever written is void."""
    header = Header("0" * 32, 1, "d" * 64, "filed", "2024-01-01", "2024-01-01T00:00:00Z", "u1", GENESIS, "b" * 64, "")
    text = (
        '{"actor":"u1","body":"' + "b" * 64 + '","definition":"' + "d" * 64 + '","happened_at":"2024-01-01","matter":"'
        ""
        + "0" * 32
        + '","personal":"","prev":"'
        + "0" * 64
        + '","recorded_at":"2024-01-01T00:00:00Z","seq":1,"step":"filed"}'
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert entry_hash(header) == digest
    assert leaf_hash(digest) == hashlib.sha256(b"\x00" + bytes.fromhex(digest)).digest()
    assert commit(BODY, b"s" * 16, "{}") == hashlib.sha256(b"yifa/body/1\x00" + b"s" * 16 + b"{}").hexdigest()


@given(words, words)
def test_a_commitment_hides_by_its_salt_and_keeps_parts_apart(one: str, other: str) -> None:
    salt = new_salt()
    assert len(salt) == SALT_BYTES
    assert (commit(BODY, salt, one) == commit(BODY, salt, other)) == (one == other)
    assert commit(BODY, salt, one) != commit(PERSONAL, salt, one)
    assert commit(BODY, salt, one) != commit(BODY, new_salt(), one)
