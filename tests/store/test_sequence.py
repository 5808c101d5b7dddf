"""The tree over all entries: every entry gets one leaf, the head is signed, and any receipt can be proved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from yifa.ledger.checkpoint import verify
from yifa.ledger.entry import leaf_hash
from yifa.ledger.proof import code_of, verify_receipt
from yifa.proofs.merkle import InMemory, extend, root, verify_consistency
from yifa.proofs.merkle import consistency as consistency_of
from yifa.proofs.signing import Signer
from yifa.site.checks import problems
from yifa.store.append import Chain
from yifa.store.models import Checkpoint, Entry, Leaf, Node
from yifa.store.receipts import entry_by_code, receipt
from yifa.store.sequence import KeyIsGone, sequence, signer_of
from yifa.store.tree import StoredNodes

pytestmark = pytest.mark.django_db
Written = Callable[..., Chain]


@pytest.fixture
def signer(tmp_path: Path, settings: Settings) -> Signer:
    settings.DATA_DIR = tmp_path
    return signer_of("yifa-350199")


def test_every_entry_gets_one_leaf_and_the_signed_head_is_the_tree_over_them(written: Written, signer: Signer) -> None:
    written(3)
    written(4)
    done = sequence(signer, batch=2)
    assert (done.added, done.size) == (7, 7)
    leaves = [leaf_hash(h) for h in Leaf.objects.order_by("index").values_list("entry__hash", flat=True)]
    nodes = InMemory()
    extend(nodes, 0, leaves)
    checkpoint, names = verify(done.note, {signer.public.id: signer.public})
    assert (checkpoint.size, checkpoint.root, names) == (7, root(nodes, 7), ["yifa-350199"])
    assert Node.objects.count() == len(nodes.nodes)


def test_running_again_without_new_entries_adds_and_signs_nothing(written: Written, signer: Signer) -> None:
    assert sequence(signer).note == ""
    written(2)
    assert sequence(signer).note
    again = sequence(signer)
    assert (again.added, again.size, again.note) == (0, 2, "")
    assert Checkpoint.objects.count() == 1


def test_an_entry_below_the_last_sequenced_id_is_not_forgotten(written: Written, signer: Signer) -> None:
    """A smaller id may be committed later than a greater one."""
    written(3)
    late, early = Entry.objects.order_by("id").first(), Entry.objects.order_by("id").last()
    assert late is not None and early is not None
    with connection.cursor() as cursor:
        nodes = StoredNodes(cursor)
        extend(nodes, 0, [leaf_hash(early.hash)])
        nodes.flush()
    Leaf.objects.create(index=0, entry=early)
    assert sequence(signer).added == 2
    assert set(Leaf.objects.values_list("entry", flat=True)) == set(Entry.objects.values_list("id", flat=True))


def test_a_later_head_contains_the_earlier_one(written: Written, signer: Signer) -> None:
    written(3)
    sequence(signer)
    written(5)
    sequence(signer)
    a, b = Checkpoint.objects.order_by("size")
    with connection.cursor() as cursor:
        path = consistency_of(StoredNodes(cursor), a.size, b.size)
    assert verify_consistency(a.size, b.size, bytes.fromhex(a.root), bytes.fromhex(b.root), path)


def test_a_receipt_is_a_promise_at_once_and_a_proof_after_the_tick(written: Written, signer: Signer) -> None:
    written(5)
    entry = Entry.objects.order_by("id")[2]
    known = {signer.public.id: signer.public}
    first = receipt(entry, signer)
    assert "proof" not in first
    assert all(c.ok for c in verify_receipt(json.dumps(first), known))
    sequence(signer)
    proved = receipt(entry, signer)
    checks = verify_receipt(json.dumps(proved), known)
    assert all(c.ok for c in checks) and len(checks) == 5
    proved["header"]["step"] = "refuse"
    assert not all(c.ok for c in verify_receipt(json.dumps(proved), known))


def test_a_receipt_is_found_by_its_code_and_by_no_other(written: Written) -> None:
    written(3)
    for entry in Entry.objects.all():
        assert entry_by_code(code_of(entry.hash).lower().replace("-", " ")) == entry
    assert entry_by_code("0000-0000-0000-0000") is None
    assert entry_by_code("你好") is None


def test_a_lost_key_is_not_replaced_in_silence(written: Written, signer: Signer, tmp_path: Path) -> None:
    written(1)
    sequence(signer)
    (tmp_path / "keys" / "ledger.key").unlink()
    with pytest.raises(KeyIsGone, match="从备份恢复"):
        signer_of("yifa-350199")
    forbids, _ = problems()
    assert len(forbids) == 1 and "ledger.key" in forbids[0]
