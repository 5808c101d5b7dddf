"""Open a draw: secret, lists and result become public. Also say that its visits are done, which lets it open early."""

from __future__ import annotations

from datetime import datetime

from yifa.chapters.acts import Note
from yifa.chapters.enforcement.draw import Draw
from yifa.chapters.enforcement.draw_facts import Opened
from yifa.draw.opening import open_draw as open_folder
from yifa.kernel.refusal import Refusal
from yifa.store.actor import Actor

from ..advance import Taken
from ..refused import Refused
from .shared import At, announced, sha256_of, take

UNRECORDED = Refusal("有一次替补中断了，还没有记进账本", Draw.replaced.cite, "请负责人再办一次“替补”，就会先补记中断的那一次")


def finish_draw(actor: Actor, matter: str, text: str = "", *, seen: int | None = None, now: datetime | None = None) -> Taken:
    """All visits have been made: the twenty working days for the results run from now. Raises as `draws.take` does."""
    return take(actor, matter, Draw.finished.key, lambda _: Note(text=text), seen=seen, now=now)


def open_draw(actor: Actor, matter: str, *, seen: int | None = None, now: datetime | None = None) -> Taken:
    """After the last day of the visits, or when all were made. A late opening is recorded as late, never refused.
    Raises as `draws.take` does."""

    def work(at: At) -> Opened:
        if len(at.folder.replacements()) > sum(e.step == Draw.replaced.key for e in at.state.entries):
            raise Refused(UNRECORDED)
        if not at.folder.has("opening"):
            open_folder(at.folder, at.minute, done=at.state.last(Draw.finished) is not None)
        made = at.folder.statement("opening")
        record = sha256_of(at.folder.public / "record.json")
        return Opened(**announced(at.folder, "opening"), record=record, replaced=made["replaced"])

    return take(actor, matter, Draw.opened.key, work, seen=seen, now=now)
