"""Select: the drawn and their officers, under the secret, the beacon and the frozen lists."""

from __future__ import annotations

from datetime import datetime

from yifa.chapters.catalogue import version
from yifa.chapters.enforcement.draw import Draw
from yifa.chapters.enforcement.draw_facts import DrawPlan, Selected
from yifa.chapters.enforcement.registers import Batch, RandomBatch
from yifa.draw.folder import read_json
from yifa.draw.select import select
from yifa.store.actor import Actor

from ..advance import Doing, Taken
from ..county import county
from ..open_matter import start
from .shared import At, announced, take


def select_draw(actor: Actor, matter: str, *, seen: int | None = None, now: datetime | None = None) -> Taken:
    """Draws, and enters the draw into the register of random batches, from which the county's figures are counted.
    Raises as `draws.take` does."""

    def work(at: At) -> Selected:
        if not at.folder.has("selection"):
            select(at.folder, at.minute)
        rows = read_json(at.folder.private / "drawn.json")
        parts = at.folder.statement("freeze")["team"]
        short = sum(any(len(t) < p["officers"] for t, p in zip(r[3], parts, strict=True)) for r in rows)
        _register(at, len(rows))
        return Selected(**announced(at.folder, "selection"), drawn=len(rows), short=short)

    return take(actor, matter, Draw.selected.key, work, seen=seen, now=now)


def _register(at: At, drawn: int) -> None:
    planned = at.state.last(Draw.planned)
    assert planned is not None  # it opened the matter
    plan: DrawPlan = planned.facts
    batch = Batch(number=at.locked.number, subjects=drawn, plan="、".join(plan.items)[:300])
    procedure = version(RandomBatch.key, at.now.date())
    doing = Doing(RandomBatch.drawn.key, batch)
    title = f"双随机抽查批次（{at.locked.number}）"
    start(at.cursor, at.actor, procedure, title, "", batch, doing, at.now, county(), parent=at.locked.chain.matter)
