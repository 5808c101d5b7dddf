"""The clock: joint plans that were asked for are made, matters that wake are folded again, new entries enter the tree, its
head is signed, and what is past is forgotten: tries to sign in, tokens of closed ratings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from yifa.actions.advance import project_anew
from yifa.actions.county import county
from yifa.actions.county import now as present
from yifa.actions.firms.ratings import forget
from yifa.actions.joint.queue import make_requested
from yifa.chapters.catalogue import by_digest
from yifa.figures import columns
from yifa.registry import tries
from yifa.report.statements import releases
from yifa.store.checkpoints import checkpoint
from yifa.store.models import Matter
from yifa.store.read import lock
from yifa.store.sequence import sequence


@dataclass(frozen=True)
class Ticked:
    refolded: int
    sequenced: int
    size: int
    unknown: int = 0
    planned: int = 0
    signed: bool = False


def tick(now: datetime | None = None) -> Ticked:
    """Safe to run at any time and as often as one likes; two at once do no harm. A matter whose definition this release
    does not hold is passed over and counted in `unknown`: it must not keep the ledger from being signed."""
    planned = make_requested(now)
    moment = now or present()
    done = sequence(county().signer(), moment)
    tries.forget(moment.timestamp())
    forget(moment.date())
    waking = list(Matter.objects.filter(wakes_on__lte=moment.date()).values_list("id", flat=True))
    unknown = 0
    for matter in waking:
        with transaction.atomic(), connection.cursor() as cursor:
            locked = lock(cursor, matter)
            try:
                procedure = by_digest(locked.chain.definition)
            except LookupError:
                unknown += 1
                continue
            project_anew(cursor, locked.chain, procedure, moment.date(), county())
    return Ticked(len(waking) - unknown, done.added, done.size, unknown, planned, bool(done.note))


def keep_columns() -> None:
    """Writes the columns of the newest checkpoint, so that no page has to wait for them, and removes those that nobody
    asks for any more. Those of released reports stay. Raises NoCheckpoint."""
    columns.written(checkpoint())
    sizes = {checkpoint().size} | {r.size for of_year in releases().values() for r in of_year}
    columns.prune([checkpoint(size) for size in sizes])
