"""Seal a draw: a secret is committed and a future beacon named, by another person than who froze the lists."""

from __future__ import annotations

from datetime import date, datetime

from yifa.chapters.enforcement.draw_facts import Sealed
from yifa.draw.ceremony import seal
from yifa.kernel.facts import BEIJING
from yifa.store.actor import Actor

from ..advance import Taken
from .shared import At, announced, take


def seal_draw(
    actor: Actor,
    matter: str,
    beacon: str,
    beacon_at: datetime,
    open_by: date,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> Taken:
    """The secret goes into the draw's private folder and nowhere else. `open_by`: the day by which everything is
    opened; the matter turns red by itself after it. Raises as `draws.take` does."""

    def work(at: At) -> Sealed:
        if not at.folder.has("seal"):
            known = beacon_at.astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M")
            seal(at.folder, beacon, known, open_by.isoformat(), at.minute)
        made = at.folder.statement("seal")
        return Sealed(
            **announced(at.folder, "seal"),
            beacon=made["beacon"],
            beacon_at=datetime.strptime(made["beacon_at"], "%Y-%m-%dT%H:%M").replace(tzinfo=BEIJING),
            open_by=date.fromisoformat(made["open_by"]),
        )

    return take(actor, matter, "sealed", work, seen=seen, now=now)
