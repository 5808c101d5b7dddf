"""Register rows of a roster: one ledger entry for the file or act that brought them, and the rows themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from yifa.proofs.canon import canonical
from yifa.registry.apply import apply_rows
from yifa.registry.rosters import Roster
from yifa.store.actor import Actor

from .advance import Taken
from .open_matter import open_matter


def register_rows(
    actor: Actor,
    roster: Roster,
    rows: Sequence[Mapping[str, Any]],
    *,
    file: str = "",
    rejected: int = 0,
    now: datetime | None = None,
) -> Taken:
    """Adds validated rows (field -> value) to a roster; periods of one key follow one another (registry.apply).

    Raises Refused as open_matter does; nothing is written then."""
    with transaction.atomic():
        facts = {
            "roster": roster.key,
            "rows": len(rows),
            "rejected": rejected,
            "sha256": digest_of(roster, rows),
            "file": file,
        }
        taken = open_matter(actor, "roster_rows", f"{roster.title}登记{len(rows)}行", facts, together=True, now=now)
        apply_rows(roster, rows, taken.matter, taken.seq)
    return taken


def digest_of(roster: Roster, rows: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 over the canonical rows, in order: what the ledger's entry vouches for."""
    total = hashlib.sha256(roster.key.encode())
    for row in rows:
        plain = {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items() if v not in (None, "")}
        total.update(canonical(plain).encode() + b"\n")
    return total.hexdigest()

