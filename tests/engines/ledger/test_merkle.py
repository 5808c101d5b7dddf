"""The tree follows RFC 9162: known roots, and proofs that hold for the truth and for nothing else."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.proofs.merkle import (
    Frontier,
    InMemory,
    consistency,
    extend,
    inclusion,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

# The eight inputs and roots used by the reference implementations of Certificate Transparency.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def test_known_roots() -> None:
    nodes, size = InMemory(), 0
    for text in LEAVES:
        size = extend(nodes, size, [leaf(bytes.fromhex(text))])
        assert root(nodes, size).hex() == ROOTS[size]


def test_known_proofs() -> None:
    """Proofs over the same eight leaves, by their first digits, from the same implementations."""
    nodes = InMemory()
    extend(nodes, 0, [leaf(bytes.fromhex(text)) for text in LEAVES])
    assert [p.hex()[:16] for p in inclusion(nodes, 5, 8)] == [
        "bc1a0643b12e4d2d",
        "ca854ea128ed050b",
        "d37ee418976dd957",
    ]
    assert [p.hex()[:16] for p in consistency(nodes, 1, 8)] == [
        "96a296d224f285c6",
        "5f083f0a1a33ca07",
        "6b47aaf29ee3c2af",
    ]
    assert [p.hex()[:16] for p in consistency(nodes, 6, 8)] == [
        "0ebc5d3437fbe2db",
        "ca854ea128ed050b",
        "d37ee418976dd957",
    ]


def test_an_empty_tree_has_the_root_of_nothing() -> None:
    assert root(InMemory(), 0) == Frontier().root() == hashlib.sha256(b"").digest()


@given(st.integers(0, 80))
def test_a_tree_that_keeps_only_its_peaks_has_the_same_roots(n: int) -> None:
    nodes, leaves = tree(n)
    frontier = Frontier()
    for i, value in enumerate(leaves, 1):
        frontier.add(value)
        assert frontier.root() == root(nodes, i)
    assert frontier.size == n


@given(st.integers(0, 60), st.lists(st.integers(1, 9), max_size=6))
def test_leaves_added_in_batches_or_one_by_one_make_the_same_nodes(start: int, batches: list[int]) -> None:
    whole, leaves = tree(start + sum(batches))
    grown = InMemory()
    size = extend(grown, 0, leaves[:start])
    for count in batches:
        size = extend(grown, size, leaves[size : size + count])
    assert grown.nodes == whole.nodes


@given(st.integers(1, 70).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))), st.data())
def test_one_changed_bit_anywhere_in_a_proof_spoils_it(case: tuple[int, int], data: st.DataObject) -> None:
    n, i = case
    nodes, leaves = tree(n)
    parts = [leaves[i], root(nodes, n), *inclusion(nodes, i, n)]
    which, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    changed = bytearray(parts[which])
    changed[bit // 8] ^= 1 << bit % 8
    parts[which] = bytes(changed)
    assert not verify_inclusion(parts[0], i, n, parts[2:], parts[1])


@given(st.integers(2, 60).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))), st.data())
def test_one_changed_bit_anywhere_in_a_proof_of_consistency_spoils_it(
    case: tuple[int, int], data: st.DataObject
) -> None:
    old, new = case
    nodes, _ = tree(new)
    parts = [root(nodes, old), root(nodes, new), *consistency(nodes, old, new)]
    which, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    changed = bytearray(parts[which])
    changed[bit // 8] ^= 1 << bit % 8
    parts[which] = bytes(changed)
    assert not verify_consistency(old, new, parts[0], parts[1], parts[2:])


@given(st.integers(1, 40), st.integers(-80, 80))
def test_no_place_outside_the_tree_is_proved(n: int, index: int) -> None:
    nodes, leaves = tree(n)
    if not 0 <= index < n:
        with pytest.raises(IndexError):
            inclusion(nodes, index, n)
        assert not verify_inclusion(leaves[index % n], index, n, inclusion(nodes, index % n, n), root(nodes, n))
    for old in (0, n + 1):
        with pytest.raises(IndexError):
            consistency(nodes, old, n)


def slow_root(leaves: list[bytes]) -> bytes:
    """The definition, without any cleverness."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(slow_root(leaves[:k]), slow_root(leaves[k:]))


def tree(n: int) -> tuple[InMemory, list[bytes]]:
    nodes, leaves = InMemory(), [leaf(str(i).encode()) for i in range(n)]
    extend(nodes, 0, leaves)
    return nodes, leaves


@given(st.integers(1, 70).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1), st.integers(0, 9))))
def test_every_leaf_is_proved_and_no_other_passes(case: tuple[int, int, int]) -> None:
    n, i, broken = case
    nodes, leaves = tree(n)
    head = root(nodes, n)
    assert head == slow_root(leaves)
    path = inclusion(nodes, i, n)
    assert verify_inclusion(leaves[i], i, n, path, head)
    assert not verify_inclusion(leaf(b"other"), i, n, path, head)
    assert not verify_inclusion(leaves[i], i, n, [*path, head], head)
    if path:
        k = broken % len(path)
        assert not verify_inclusion(leaves[i], i, n, [*path[:k], leaf(b"x"), *path[k + 1 :]], head)
        assert not verify_inclusion(leaves[i], (i + 1) % n, n, path, head)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))))
def test_an_earlier_tree_is_a_beginning_of_a_later_one(case: tuple[int, int]) -> None:
    old, new = case
    nodes, _ = tree(new)
    a, b = root(nodes, old), root(nodes, new)
    path = consistency(nodes, old, new)
    assert verify_consistency(old, new, a, b, path)
    assert not verify_consistency(old, new, leaf(b"forged"), b, path)
    if old < new:
        assert not verify_consistency(old, new, a, leaf(b"forged"), path)
