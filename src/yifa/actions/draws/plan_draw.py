"""Plan a draw: the matter is opened and has its public number before any list exists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yifa.chapters.enforcement.draw import Draw
from yifa.chapters.enforcement.draw_facts import DrawPlan
from yifa.store.actor import Actor

from ..advance import Taken
from ..open_matter import open_matter


def plan_draw(actor: Actor, title: str, facts: Mapping[str, Any] | DrawPlan, *, now: datetime | None = None) -> Taken:
    """Opens the draw with its plan. From then on its number is listed for good. Raises as open_matter does."""
    return open_matter(actor, Draw.key, title, facts, together=True, now=now)
