"""Enter the beacon of a draw: two people, each from the gazette, neither shown what the other entered."""

from __future__ import annotations

import json
from datetime import datetime

from yifa.chapters.enforcement.draw import Draw
from yifa.chapters.enforcement.draw_facts import Beacon
from yifa.draw.ceremony import ENTRY, enter
from yifa.draw.mistakes import DrawError
from yifa.kernel.facts import Nothing
from yifa.kernel.refusal import Refusal
from yifa.store.actor import Actor

from ..advance import Taken
from ..refused import Refused
from .shared import At, announced, in_words, name_of, take


def enter_first(actor: Actor, matter: str, value: str, *, seen: int | None = None, now: datetime | None = None) -> Taken:
    """The first entry. The ledger records that it was made, not what it says. Raises as `draws.take` does."""

    def work(at: At) -> Nothing:
        (at.folder.private / ENTRY).unlink(missing_ok=True)  # one whose entry was never recorded
        enter(at.folder, value, name_of(actor), at.minute)
        return Nothing()

    return take(actor, matter, Draw.beacon_first.key, work, seen=seen, now=now)


def enter_second(actor: Actor, matter: str, value: str, *, seen: int | None = None, now: datetime | None = None) -> Taken:
    """The second entry, by another person. Where the two differ both are void, which is recorded, and Refused is raised.

    Raises as `draws.take` does."""
    differ: list[str] = []

    def work(at: At) -> Beacon:
        if not at.folder.has("beacon"):
            first = at.folder.private / ENTRY
            if not first.is_file():
                differ.append("第一次录入的文件不在了，第一次录入作废")
                raise DrawError(differ[0])
            other = str(json.loads(first.read_text(encoding="utf-8"))["by"])
            try:
                enter(at.folder, value, name_of(actor, other), at.minute)
            except DrawError as error:
                if not first.is_file():
                    differ.append("两次录入的不一样，两次都已作废")
                raise error
        made = at.folder.statement("beacon")
        return Beacon(**announced(at.folder, "beacon"), value=made["value"], witnesses=len(made["witnesses"]))

    try:
        return take(actor, matter, Draw.beacon_second.key, work, seen=seen, now=now)
    except Refused:
        if not differ:
            raise
    take(actor, matter, Draw.differed.key, lambda _: Nothing(), now=now)
    raise Refused(Refusal(in_words(differ[0]), Draw.differed.cite, "两个人各自对照公告，从第一人重新录入"))
