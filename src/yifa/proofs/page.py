"""Pages that check without a network: one HTML file put together from parts. Pure but for reading the parts.

`page_parts` holds what every such page shares: SHA-256, canonical JSON and Ed25519 in plain JavaScript."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

SHARED = Path(__file__).with_name("page_parts")
PLACE = re.compile(r"\{\{([a-z0-9.]+)\}\}")


def assemble(folder: Path, given: Mapping[str, str]) -> str:
    """`page.html` of a folder with every {{part}} in its place: a text given, which is taken as it is, or a file of the
    folder or a shared one, with the parts that it names."""

    def put(found: re.Match[str]) -> str:
        name = found.group(1)
        return given[name] if name in given else PLACE.sub(put, _file(folder, name))

    return PLACE.sub(put, (folder / "page.html").read_text(encoding="utf-8"))


def _file(folder: Path, name: str) -> str:
    own = folder / name
    return (own if own.exists() else SHARED / name).read_text(encoding="utf-8").rstrip("\n")
