"""The tree follows RFC 9162: known roots, and proofs that hold for the truth and for nothing else."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from yifa.ledger.merkle import (
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
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def test_known_roots() -> None:
    nodes, size = InMemory(), 0
    for text in LEAVES:
        size = extend(nodes, size, [leaf(bytes.fromhex(text))])
        if size in ROOTS:
            assert root(nodes, size).hex() == ROOTS[size]


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
