"""Plans too large to be made while somebody waits for a page: asked for at the desk, made by the next `yifa tick`.

A request is one small file, whose name says how far it is: `waiting`, `running`, `done` or `failed`. Renaming it from waiting
to running is what decides, of two clocks, which one makes the plan."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from yifa.chapters.enforcement.joint_plan import JointPlan
from yifa.registry.models import User
from yifa.store.actor import Actor, actor_of
from yifa.store.read import NoSuchMatter

from ..county import now as present
from ..refused import Refused
from .files import home
from .gate import ready
from .plan_joint_year import plan_joint_year
from .plans import filings

AT_ONCE = 5_000
"""Duties that are planned while the page waits: some seconds."""
WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
STATES = (WAITING, RUNNING, DONE, FAILED)
GIVEN_UP = timedelta(minutes=30)
"""A plan that runs longer than this was interrupted; it may be asked for again."""


@dataclass(frozen=True)
class Request:
    """Who asked, when, for which version (`seen`), and what was last heard. Moments as ISO text. `state`: one of STATES."""

    matter: str
    actor: str
    asked: str
    seen: int
    heard: str
    words: str = ""
    state: str = WAITING

    def stuck(self, now: datetime) -> bool:
        return self.state == RUNNING and now - datetime.fromisoformat(self.heard) > GIVEN_UP

    def pending(self, now: datetime) -> bool:
        return self.state in (WAITING, RUNNING) and not self.stuck(now)


def large(matter: str) -> bool:
    """Whether the filings that count are too many to be planned at once."""
    return sum(f.duties.rows for f in filings(matter) if f.counts) > AT_ONCE


def request_plan(actor: Actor, matter: str, *, seen: int, now: datetime | None = None) -> Request:
    """Asks for a plan. One request a year at a time: a second one finds the first. Raises Refused, NoSuchMatter."""
    moment = now or present()
    ready(actor, matter, JointPlan.planned, moment)
    if (before := requested(matter)) is not None and before.pending(moment):
        return before
    made = Request(matter, actor.key, moment.isoformat(), seen, moment.isoformat(), "排队等候")
    _put(made)
    return made


def requested(matter: str) -> Request | None:
    """The latest request for a plan."""
    for state in STATES:
        with suppress(OSError, ValueError, TypeError):
            return Request(**json.loads(_path(matter, state).read_text(encoding="utf-8")))
    return None


def make_requested(now: datetime | None = None) -> int:
    """Makes every plan that waits, with the rights that the asker has now; gives how many were tried. Safe to run twice at
    once. What is refused is told on the page of the plan."""
    tried = 0
    for file in sorted(_folder().glob(f"*.{WAITING}.json")):
        matter = file.name.split(".")[0]
        request = requested(matter)
        try:
            os.replace(file, _path(matter, RUNNING))
        except OSError:
            continue  # another clock has it
        if request is not None:
            tried += 1
            _make(replace(request, state=RUNNING), now)
    return tried


def _make(request: Request, now: datetime | None) -> None:
    def told(words: str, state: str = RUNNING) -> None:
        _put(replace(request, words=words, state=state, heard=(now or present()).isoformat()))

    user = User.objects.filter(username=request.actor).first()
    moment = now or present()
    try:
        done = plan_joint_year(actor_of(user, moment.date()), request.matter, seen=request.seen, now=moment, told=told)
    except (Refused, NoSuchMatter) as refused:
        told(str(refused), FAILED)
    except BaseException:
        told("中途出错，没有排成；请再排一次，还是不行就告诉系统管理员", FAILED)
        raise
    else:
        told(f"排好了，记为第{done.seq}号", DONE)


def _folder() -> Path:
    return home() / "requests"


def _path(matter: str, state: str) -> Path:
    return _folder() / f"{matter}.{state}.json"


def _put(request: Request) -> None:
    """Written beside and renamed; then the other states of the matter's request go."""
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = _path(request.matter, request.state)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_text(json.dumps(asdict(request), ensure_ascii=False), encoding="utf-8")
    part.replace(path)
    for state in STATES:
        if state != request.state:
            _path(request.matter, state).unlink(missing_ok=True)
