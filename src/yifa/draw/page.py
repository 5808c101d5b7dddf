"""The page that verifies, as one file: its parts, the shapes and the titles of the checks put together."""

from __future__ import annotations

import json
from pathlib import Path

from yifa.proofs.page import assemble

from .checks import TITLES

PARTS = Path(__file__).with_name("verify_page")
SHAPES = Path(__file__).with_name("shapes.json")


def page() -> str:
    """HTML that needs no network, no library and no server."""
    shapes = SHAPES.read_text(encoding="utf-8").rstrip("\n")
    return assemble(PARTS, {"shapes.json": shapes, "titles": json.dumps(TITLES, ensure_ascii=False, indent=2)})
