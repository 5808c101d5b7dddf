"""Test vectors of the code of a visit: what the check must answer, here, in the browser and in any third implementation."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from engines.visit.small_visit import KEY, cases
from yifa.proofs.signing import PublicKey
from yifa.proofs.visit_code import check, digest, short

VECTORS = Path(__file__).parent / "visit" / "vectors.json"


def answered(code: str, at: str, key: PublicKey) -> dict[str, Any]:
    done = check(code, [key], at)
    return {"checks": [[c.name, c.words] for c in done.checks], "says": done.says.plain() if done.says else None}


def vectors() -> dict[str, Any]:
    """The key's 32 private bytes are 00 01 … 1f."""
    found = [
        {"case": name, "code": code, "at": at, "short": short(code), "digest": digest(code), **answered(code, at, KEY.public)}
        for name, code, at in cases()
    ]
    return {"key": KEY.public.text, "cases": found}


def test_the_vectors_stand() -> None:
    if os.environ.get("YIFA_GOLDEN") == "write":
        VECTORS.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    kept = json.loads(VECTORS.read_text(encoding="utf-8"))
    assert kept == vectors()


def test_only_the_good_ones_pass_and_every_check_fails_somewhere() -> None:
    kept = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]
    good = [c["case"] for c in kept if not any(words for _, words in c["checks"])]
    assert good == ["good", "the first minute", "the last minute", "with line breaks around", "together: good"]
    assert {name for c in kept for name, words in c["checks"] if words} == {"format", "key", "signature", "time"}
