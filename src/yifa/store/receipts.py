"""Receipts: a signed promise at once; after the next tick, with the proof that the entry stands in the signed tree."""

from __future__ import annotations

from typing import Any

from django.db import connection

from yifa.ledger.entry import Header
from yifa.ledger.proof import prefix_of, promise, prove
from yifa.proofs.merkle import inclusion
from yifa.proofs.signing import Signer

from .models import Checkpoint, Entry, Leaf
from .tree import StoredNodes

HEADER = ("matter", "seq", "definition", "step", "happened_at", "recorded_at", "actor", "prev", "body", "personal")


def header_of(entry: Entry) -> Header:
    return Header(**{name: getattr(entry, name) for name in HEADER})


def receipt(entry: Entry, signer: Signer) -> dict[str, Any]:
    """The receipt of an entry as JSON (`yifa.ledger.proof`), with its proof if it lies under a signed checkpoint."""
    promised = promise(header_of(entry), signer)
    leaf = Leaf.objects.filter(entry=entry).first()
    checkpoint = Checkpoint.objects.filter(size__gt=leaf.index).order_by("-size").first() if leaf else None
    if leaf is None or checkpoint is None:
        return promised
    with connection.cursor() as cursor:
        path = inclusion(StoredNodes(cursor), leaf.index, checkpoint.size)
    return prove(promised, leaf.index, path, checkpoint.note)


def entry_by_code(code: str) -> Entry | None:
    """The entry that a typed receipt code names; None if it is no code or names none."""
    prefix = prefix_of(code)
    if prefix is None:
        return None
    return Entry.objects.filter(hash__gte=prefix, hash__lt=prefix + "g").first()
