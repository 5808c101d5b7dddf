"""Replace one of the drawn: the next ticket of its stratum comes in, with a reason. Never a redraw."""

from __future__ import annotations

from datetime import datetime

from yifa.chapters.enforcement.draw import Draw
from yifa.chapters.enforcement.draw_facts import Replaced
from yifa.draw.folder import read_json
from yifa.draw.replace import replace
from yifa.draw.tags import digest
from yifa.kernel.refusal import Refusal
from yifa.store.actor import Actor

from ..advance import Taken
from ..refused import Refused
from .shared import At, name_of, sha256_of, take


def replace_drawn(
    actor: Actor, matter: str, subject: str, reason: str, *, seen: int | None = None, now: datetime | None = None
) -> Taken:
    """The ledger records that a replacement was made and its digest; who and why are opened with everything else.

    Raises as `draws.take` does. Where an earlier replacement was stopped before it was recorded, that one is recorded
    first; if it was of another subject, Refused then asks to do this one again."""
    made_good: list[str] = []

    def work(at: At) -> Replaced:
        recorded = sum(e.step == Draw.replaced.key for e in at.state.entries)
        done = at.folder.replacements()
        if len(done) > recorded:
            made_good.append(str(done[recorded]["detail"]["subject"]))
            at.folder.publish(f"replacement-{recorded + 1}", done[recorded]["statement"])
        else:
            replace(at.folder, subject, reason, name_of(actor), at.minute)
        stage = f"replacement-{recorded + 1}"
        statement = read_json(at.folder.public / f"{stage}.json")
        return Replaced(digest=digest(statement), sha256=sha256_of(at.folder.public / f"{stage}.json"), nth=recorded + 1)

    taken = take(actor, matter, Draw.replaced.key, work, seen=seen, now=now)
    if made_good and made_good[0] != subject:
        words = f"上一次替补（“{made_good[0]}”）中断了，现在已经补记；“{subject}”还没有替补"
        raise Refused(Refusal(words, Draw.replaced.cite, "看过名单以后，再办这一次"))
    return taken
