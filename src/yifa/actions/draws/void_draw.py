"""Declare a draw void: its number and its statements stay listed, with the reason."""

from __future__ import annotations

from datetime import datetime

from yifa.chapters.acts import Reason
from yifa.chapters.enforcement.draw import Draw
from yifa.chapters.enforcement.registers import RandomBatch
from yifa.store.actor import Actor
from yifa.store.models import Matter

from ..advance import Taken
from ..correct import take_back
from ..prepare import facts_of
from .shared import At, take


def void_draw(
    actor: Actor, matter: str, reason: str, *, seen: int | None = None, now: datetime | None = None
) -> Taken:
    """Before the opening only. What the register of batches counted of it is taken back. Raises as `draws.take` does."""

    def work(at: At) -> Reason:
        facts = facts_of(Reason, {"text": reason})
        for batch in Matter.objects.filter(parent=matter, procedure=RandomBatch.key).values_list("id", flat=True):
            take_back(at.cursor, at.actor, batch, 1, f"{at.locked.number}已经宣布作废", at.now)
        assert isinstance(facts, Reason)  # what it was asked for
        return facts

    return take(actor, matter, Draw.voided.key, work, seen=seen, now=now)
