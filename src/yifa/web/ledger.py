"""What pages need of the ledger's signatures: the county's signer, its published keys, and recorded times."""

from __future__ import annotations

from datetime import UTC, datetime

from yifa.actions import county as place
from yifa.ledger.keys import KeyRing
from yifa.proofs.signing import PublicKey, Signer
from yifa.store.sequence import keys_folder


def signer() -> Signer:
    """The key with which this county's ledger signs; the same as the tick's."""
    return place.county().signer()


def verifiers() -> dict[str, PublicKey]:
    """The county's published keys by id."""
    current = signer().public
    return {current.id: current, **KeyRing.load(keys_folder()).verifiers()}


def utc(recorded_at: str) -> datetime:
    """`2024-03-05T01:30:00Z`, as entries and checkpoints write it."""
    return datetime.strptime(recorded_at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
