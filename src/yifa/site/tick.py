"""The clock: matters that wake are folded again, new entries enter the tree, and its head is signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from yifa.actions.advance import project_anew
from yifa.actions.county import county
from yifa.actions.county import now as present
from yifa.chapters.catalogue import by_digest
from yifa.store.models import Matter
from yifa.store.read import lock
from yifa.store.sequence import sequence, signer_of


@dataclass(frozen=True)
class Ticked:
    refolded: int
    sequenced: int
    size: int


def tick(now: datetime | None = None) -> Ticked:
    """Safe to run at any time and as often as one likes; two at once do no harm."""
    moment = now or present()
    waking = list(Matter.objects.filter(wakes_on__lte=moment.date()).values_list("id", flat=True))
    for matter in waking:
        with transaction.atomic(), connection.cursor() as cursor:
            locked = lock(cursor, matter)
            project_anew(cursor, locked, by_digest(locked.chain.definition), moment.date(), county())
    done = sequence(signer_of(county().name), moment)
    return Ticked(len(waking), done.added, done.size)
