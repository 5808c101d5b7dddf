"""What the actions on draws share: the folder of a draw, and one step of its ceremony with the work of the engine.

The files are written first, the entry that commits to them last, all under the lock of the matter. A statement counts
as made when its entry stands: nothing is shown before. A process that stops between file and entry leaves a statement
that nobody has seen; who does the step again records that one, nothing is drawn anew."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction

from yifa.chapters.enforcement.draw import Draw
from yifa.draw.folder import Folder
from yifa.draw.mistakes import DrawError
from yifa.draw.tags import digest
from yifa.kernel.facts import BEIJING, Facts
from yifa.kernel.refusal import Refusal
from yifa.kernel.replay import State
from yifa.store.actor import Actor
from yifa.store.read import Locked, NoSuchMatter, lock

from ..advance import Doing, Taken, advance, foreseen
from ..county import county
from ..county import now as present
from ..refused import Refused

OPTIONS = {
    "--open-by": "最迟公开的日期",
    "--beacon-at": "信标公布的时间",
    "--reason": "理由",
    "--by": "姓名",
    "--at": "现在",
    "--done": "“抽查任务完成”的记载",
}
"""The options of the command line that the engine's refusals name, as the desk calls them."""


class At(NamedTuple):
    """Where a step of the ceremony stands: the files, the matter's row, its state, who acts, and the minute as the
    draw writes it."""

    folder: Folder
    locked: Locked
    state: State
    actor: Actor
    minute: str
    now: datetime
    cursor: Any


def folder_of(matter: str) -> Folder:
    """The folder of a draw under the county's data, whether or not it exists yet."""
    return Folder(Path(settings.DATA_DIR) / "draws" / matter)


def number_of(locked_number: str) -> str:
    """The draw's number as the engine writes it: 青市监抽查〔2026〕3号 -> 2026-003."""
    year, _, rest = locked_number.partition("〔")[2].partition("〕")
    return f"{year}-{int(rest.removesuffix('号')):03}"


def name_of(actor: Actor, but: str = "") -> str:
    """How a person stands in a statement; with the account's name where another person has the same (`but`)."""
    name = actor.name or actor.key
    return name if name != but else f"{name}（{actor.key}）"


def take(
    actor: Actor, matter: str, step: str, work: Callable[[At], Facts], *, seen: int | None = None, now: datetime | None = None
) -> Taken:
    """One step of the ceremony: rights and order are checked, `work` does the engine's part and says what is recorded.

    Raises Refused (also for what the engine refuses), Invalid, Stale, NoSuchMatter; no entry is made then."""
    moment = now or present()
    place = county()
    with transaction.atomic(), connection.cursor() as cursor:
        locked = lock(cursor, matter)
        if locked.procedure != Draw.key:
            raise NoSuchMatter
        state = foreseen(cursor, actor, locked, step, moment.date(), place)
        minute = moment.astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M")
        facts = tried(work, At(folder_of(matter), locked, state, actor, minute, moment, cursor))
        return advance(cursor, actor, locked, Doing(step, facts, seen=seen), moment, place)


def tried(work: Callable[..., Any], *args: Any) -> Any:
    """What the engine refuses, as a refusal of the desk."""
    try:
        return work(*args)
    except DrawError as error:
        raise Refused(Refusal(in_words(str(error)))) from None


def in_words(text: str) -> str:
    for option, name in OPTIONS.items():
        text = text.replace(f"（{option}）", "").replace(f"{option} ", name).replace(option, name)
    return text.replace(str(settings.DATA_DIR), "数据目录").rstrip("。")


def announced(folder: Folder, stage: str) -> dict[str, str]:
    """The two digests of a statement that the entry records."""
    return {"digest": digest(folder.statement(stage)), "sha256": sha256_of(folder.public / f"{stage}.json")}


def sha256_of(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
