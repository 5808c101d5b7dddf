"""What the tests of the store share: a chain to write on without any procedure, since the store knows no law."""

from __future__ import annotations

from typing import Any

from yifa.store.append import New

DEFINITION = "d" * 64
LINES = {"accept": {"title": "受理"}, "decide": {"title": "决定"}}
NOW = "2024-03-05T02:15:00Z"


def new(step: str = "accept", actor: str = "chen", **more: Any) -> New:
    """A step to be recorded."""
    body = {"facts": {"text": "经查"}} | more.pop("body", {})
    return New(step, more.pop("on", "2024-03-05"), more.pop("at", NOW), actor, body, more.pop("personal", {}))
