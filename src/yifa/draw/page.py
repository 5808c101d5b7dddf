"""The page that verifies, as one file: its parts, the shapes and the titles of the checks put together."""

from __future__ import annotations

import json
import re
from pathlib import Path

from .checks import TITLES

PARTS = Path(__file__).with_name("verify_page")
SHAPES = Path(__file__).with_name("shapes.json")


def page() -> str:
    """HTML that needs no network, no library and no server."""
    text = (PARTS / "page.html").read_text(encoding="utf-8")
    while found := re.search(r"\{\{([a-z.]+)\}\}", text):
        text = text[: found.start()] + _part(found.group(1)) + text[found.end() :]
    return text


def _part(name: str) -> str:
    if name == "titles":
        return json.dumps(TITLES, ensure_ascii=False, indent=2)
    file = SHAPES if name == SHAPES.name else PARTS / name
    return file.read_text(encoding="utf-8").rstrip("\n")
