"""Frozen chains: a few matters of each definition as raw entries, with what follows from them on a day.

Made once by walking each definition with the examples of its own facts (`YIFA_GOLDEN=write`), then kept: chains that are
there are never rewritten, only definitions (digests) without a chain get one. So old entries must fold and replay for good."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from yifa.kernel.calendar import Calendar, Notice
from yifa.kernel.declare import Procedure
from yifa.kernel.digest import digest
from yifa.kernel.facts import Facts
from yifa.kernel.findings import findings
from yifa.kernel.fold import CORRECT, ERASE, SERVE, Raw, fold
from yifa.kernel.replay import State, replay

FOLDER = Path(__file__).parent / "ledgers"
SHIPPED = [n for n in Calendar.load().notices if n.year <= 2026]
CALENDAR = Calendar([*SHIPPED, *(Notice(year, "", None, {}, frozenset()) for year in (2027, 2028, 2029))])
"""The notices of the day on which the chains were frozen, and years without holidays after them: a later notice must not
move what was recorded."""
WALKS = 3
STEPS = 14
LATER = timedelta(days=45)


def begins(p: type[Procedure]) -> date:
    """A working day on which the version is in force and the calendar is loaded."""
    return CALENDAR.next_workday(max(p.since + timedelta(days=20), date(2022, 3, 7)))


def state_of(p: type[Procedure], raw: list[Raw], day: date) -> State:
    return replay(p, fold(p, raw), day, CALENDAR)


def example(asks: type[Facts], day: date, pick: int) -> Facts:
    try:
        return asks.example(day, pick)
    except ValidationError:  # the facts forbid this combination: the plain example is valid
        return asks.example(day)


def walk(p: type[Procedure], seed: int) -> list[Raw]:
    """A lawful history with services, now and then a correction or an erasure; the same for the same seed."""
    pick = random.Random(zlib.crc32(f"{p.__name__} {seed}".encode()))
    day, raw = begins(p), list[Raw]()
    for n in range(STEPS):
        state = state_of(p, raw, day)
        unserved = [e for e in state.entries if state.plan.steps[e.step].serves and not e.served and not e.deemed]
        if unserved:
            method = "announcement" if pick.random() < 0.1 else "direct"
            body = {"about": unserved[0].id, "facts": {"method": method}}
            raw.append(Raw(len(raw) + 1, SERVE, day.isoformat(), "chen", body))
        else:
            can = [s for s in state.open() if not s.ends or n > 3] or state.open()
            if not can:
                if state.wakes_on is None or state.wakes_on > CALENDAR.last - timedelta(days=200):
                    break
                day = state.wakes_on
                continue
            s = pick.choice(can)
            waiting = state.waiting(state.plan.target[s.key]) if state.plan.each[s.key] else []
            facts = example(s.asks, day, pick.randrange(6))
            public, _ = facts.split()
            body = {"facts": public} if public else {}
            if waiting:
                body["about"] = waiting[0].id
            raw.append(Raw(len(raw) + 1, s.key, day.isoformat(), f"chen{len(raw) % 3}", body))
        day = CALENDAR.next_workday(day + timedelta(days=pick.choice((0, 1, 2, 7, 16))))
        if day > CALENDAR.last - timedelta(days=200):
            break
    return [*raw, *_afterwards(raw, day, pick)]


def _afterwards(raw: list[Raw], day: date, pick: random.Random) -> list[Raw]:
    """The system's own entries: the last step's day corrected, a personal part erased."""
    steps = [r for r in raw if not r.step.startswith("+")]
    if len(steps) < 3 or pick.random() < 0.5:
        return []
    about = {"about": steps[-1].seq}
    moved = {"reason": "日期笔误", "facts": None, "happened_at": day.isoformat()}
    fix = Raw(len(raw) + 1, CORRECT, day.isoformat(), "chen", about | {"facts": moved})
    gone = {"about": steps[0].seq, "facts": {"basis": "保存期限已满", "who": "本人"}}
    return [fix, Raw(len(raw) + 2, ERASE, day.isoformat(), "chen", gone)]


def last_day(raw: list[Raw]) -> date:
    return max(date.fromisoformat(r.happened_at[:10]) for r in raw)


def result(p: type[Procedure], raw: list[Raw]) -> dict[str, Any]:
    """All that follows from a chain on its last day and some weeks later, as plain data."""
    return {str(day): _plain(state_of(p, raw, day)) for day in (last_day(raw), last_day(raw) + LATER)}


def _plain(state: State) -> dict[str, Any]:
    return {
        "outcome": state.outcome,
        "closed": state.closed,
        "wakes_on": str(state.wakes_on),
        "standing": [[e.id, e.step, str(e.on), str(e.served)] for e in state.entries],
        "open": sorted(s.key for s in state.open()),
        "dues": [
            [d.limit.key, d.start.id, str(d.on), d.met.id if d.met else None, d.late, d.light(state.day)]
            for d in state.dues()
        ],
        "findings": [[f.kind, f.line, f.words] for f in findings(state)],
    }


def line(raw: Raw) -> list[Any]:
    return [raw.seq, raw.step, raw.happened_at, raw.actor, raw.body, raw.erased]


def made(p: type[Procedure]) -> dict[str, Any]:
    """The frozen chains of a definition, made now."""
    chains = [walk(p, seed) for seed in range(WALKS if len(p.steps()) > 1 else 1)]
    found = [{"entries": [line(r) for r in raw], "result": result(p, raw)} for raw in chains if raw]
    return {"digest": digest(p), "chains": found}


def write(p: type[Procedure]) -> None:
    """One entry a line, so that the file can be read."""
    plain = made(p)
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (FOLDER / f"{p.__name__}.json").write_text(text.replace('{"entries"', '\n{"entries"') + "\n", encoding="utf-8")


def kept() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted(FOLDER.glob("*.json")):
        yield file.stem, json.loads(file.read_text(encoding="utf-8"))
