"""Test vectors of the draw: values that another implementation must reach, and a whole record that must verify for ever."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from engines.draw.small_draw import drawn, opened, small
from yifa.draw import firm, tags
from yifa.draw.verify import verify
from yifa.proofs.canon import canonical

VECTORS = Path(__file__).parent / "draw" / "vectors.json"
RECORD = Path(__file__).parent / "draw" / "record.json"
PROOF = Path(__file__).parent / "draw" / "proof.json"
A, B = bytes(range(32)), bytes(range(32, 64))


def vectors() -> dict[str, Any]:
    """A is 00 01 … 1f, B is 20 21 … 3f, in hex."""
    seed = tags.seed(A.hex(), B.hex(), A.hex(), "03 08 12 19 25 31 + 07", B)
    row = ["企1", "𠮷野家“甲”", "A", 2, ""]
    return {
        "statement": {"of": {"乙": [1, None, True], "a": "\n"}, "digest": tags.digest({"乙": [1, None, True], "a": "\n"})},
        "commitment": {"number": "2026-003", "secret": A.hex(), "is": tags.commitment("2026-003", A)},
        "row": {"row": row, "salt": tags.row_salt(A, "subjects", "企1").hex(), "leaf": tags.row_leaf("subjects", B, canonical(row)).hex()},
        "seed": {"seal": A.hex(), "subjects": B.hex(), "officers": A.hex(), "beacon": "03 08 12 19 25 31 + 07", "secret": B.hex(), "is": seed.hex()},
        "tickets": [[id, w, tags.Tickets(seed).of(id, w).hex()] for id, w in (("企1", 1), ("企1", 2), ("S1", 1000), ("𠮷", 3))],
        "ticket leaf": tags.ticket_leaf("企1", "A", A).hex(),
        "officer": tags.OfficerTickets(seed, "企1").of(b"P1").hex(),
        "closed": tags.closed("drawn", A, [["A", "企1", B.hex(), [["P1", "P2"]]]]),
    }


def test_the_vectors_stand(tmp_path: Path) -> None:
    if os.environ.get("YIFA_GOLDEN") == "write":
        VECTORS.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        draw = drawn(small(7, size=12), tmp_path / "a", 7)
        PROOF.write_text(canonical(firm.prove(draw, json.loads((draw.private / "drawn.json").read_text())[0][1])) + "\n", encoding="utf-8")
        RECORD.write_bytes(opened(small(7, size=12), tmp_path / "b", 7, replacements=2).read_bytes())
    assert vectors() == json.loads(VECTORS.read_text(encoding="utf-8"))


def test_the_record_is_made_again_byte_for_byte_and_verifies(tmp_path: Path) -> None:
    assert opened(small(7, size=12), tmp_path, 7, replacements=2).read_bytes() == RECORD.read_bytes()
    assert [str(c) for c in verify(RECORD) if not c.ok] == []
    assert [str(c) for c in firm.verify_proof(PROOF) if not c.ok] == []
