"""What the tests of faults run in processes of their own: real transactions on a county's folder.

usage: COMMAND ARGUMENTS…   (places.py sets Django up before; folder and database come from the environment)
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from yifa.ledger.entry import GENESIS
from yifa.registry import tries
from yifa.site.boot import migrate
from yifa.store.append import New, SomebodyElseWasFaster, append
from yifa.store.numbers import next_number
from yifa.store.read import lock
from yifa.store.sequence import sequence, signer_of

DEFINITION = "d" * 64
FOLDER = Path(os.environ["YIFA_DATA"])


def step(actor: str = "chen", **personal: str) -> New:
    return New("accept", "2024-03-05", "2024-03-05T02:15:00Z", actor, {"facts": {"text": "经查"}}, personal)


def say(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def wait_for(name: str) -> None:
    for _ in range(3000):
        if (FOLDER / name).exists():
            return
        time.sleep(0.01)
    raise TimeoutError(name)


def prepare(*matters: str) -> None:
    migrate()
    with connection.cursor() as cursor:
        text = json.dumps({"lines": {"accept": {"title": "受理"}}})
        sql = "INSERT INTO definition (digest, key, title, text) VALUES (%s, 'x', 'x', %s)"
        cursor.execute(sql, (DEFINITION, text))
        for matter in matters:
            cursor.execute(
                "INSERT INTO matter (id, number, procedure, definition, organ, subject, title, outcome, closed, "
                "due_what, due_party, still, opened_on, parent, seq, head) "
                "VALUES (%s, '1', 'x', %s, 'market', '', '', '', %s, '', %s, %s, '2024-03-05', '', 0, %s)",
                (matter, DEFINITION, False, False, False, GENESIS),
            )


def take(matter: str, count: str, actor: str) -> None:
    """So many steps, each with a number of a paper, as an action does it."""
    for _ in range(int(count)):
        with transaction.atomic(), connection.cursor() as cursor:
            chain = lock(cursor, matter).chain
            next_number(cursor, "青市监罚", 2024)
            append(cursor, chain, step(actor))
    say("done")


def race(matter: str, actor: str) -> None:
    """Reads the chain, waits for the other, then writes on what was read."""
    with connection.cursor() as cursor:
        chain = lock(cursor, matter).chain
    (FOLDER / f"read-{actor}").touch()
    wait_for("go")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            append(cursor, chain, step(actor))
    except SomebodyElseWasFaster as told:
        say(str(told))
    else:
        say("won")


class Dying:
    """A cursor that kills its process before a statement."""

    def __init__(self, cursor: Any, at: int) -> None:
        self.cursor, self.left = cursor, at

    def execute(self, *args: Any) -> Any:
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1
        return self.cursor.execute(*args)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cursor, name)


def die(matter: str, at: str) -> None:
    """Killed before statement `at` of a step; after the last one, before the commit."""
    with transaction.atomic(), connection.cursor() as cursor:
        dying = Dying(cursor, int(at))
        chain = lock(dying, matter).chain
        next_number(dying, "青市监罚", 2024)
        append(dying, chain, step("dying", name="王某"))
        os.kill(os.getpid(), signal.SIGKILL)


def die_sequencing(at: str) -> None:
    """Killed in the midst of the sequencer's work."""
    from yifa.store import sequence as module

    real = module.StoredNodes

    class DyingNodes(real):  # type: ignore[valid-type, misc]  # the class is replaced on purpose
        def flush(self) -> None:
            if at == "nodes":
                os.kill(os.getpid(), signal.SIGKILL)
            super().flush()

    module.StoredNodes = DyingNodes  # type: ignore[misc]  # the class is replaced on purpose
    if at == "sign":
        module._sign = lambda *a: os.kill(os.getpid(), signal.SIGKILL)
    sequence(signer_of("yifa-test"), batch=3)


def hold(matter: str) -> None:
    """A step whose transaction stays open until it is let go: its id is taken early and committed late."""
    with transaction.atomic(), connection.cursor() as cursor:
        _, entry = append(cursor, lock(cursor, matter).chain, step("slow"))
        say(entry)
        wait_for("go")
    say("committed")


def tick(*_: str) -> None:
    done = sequence(signer_of("yifa-test"), batch=3)
    say({"added": done.added, "size": done.size})


def fill(a: str, b: str) -> None:
    """Two matters with personal parts under two checkpoints, one part erased by law, one entry not in the tree yet."""
    for matter, count in ((a, 4), (b, 3)):
        for i in range(count):
            with transaction.atomic(), connection.cursor() as cursor:
                append(cursor, lock(cursor, matter).chain, step("chen", name=f"王某{i}"))
        sequence(signer_of("yifa-test"))
    with transaction.atomic(), connection.cursor() as cursor:
        why = {"about": 2, "facts": {"basis": "申请"}}
        erase = New("+erase", "2024-03-06", "2024-03-06T02:15:00Z", "chen", why, {})
        _, by = append(cursor, lock(cursor, a).chain, erase)
        cursor.execute("SELECT id FROM entry WHERE matter = %s AND seq = 2", (a,))
        erased = cursor.fetchone()[0]
        cursor.execute("INSERT INTO erasure (entry_id, by_id) VALUES (%s, %s)", (erased, by))
        cursor.execute("DELETE FROM personal WHERE entry_id = %s", (erased,))
    sequence(signer_of("yifa-test"))
    with transaction.atomic(), connection.cursor() as cursor:
        append(cursor, lock(cursor, b).chain, step("chen"))
    say("filled")


def write_out(target: str) -> None:
    from yifa.store.export import export

    say(export(Path(target), signer_of("yifa-test")).entries)


def sign_in(name: str, address: str, count: str) -> None:
    """So many tries of a name; how many were admitted."""
    say(sum(tries.admit(name, address) for _ in range(int(count))))


if __name__ == "__main__":
    commands = (prepare, take, race, die, die_sequencing, hold, tick, fill, write_out, sign_in)
    {c.__name__: c for c in commands}[sys.argv[1]](*sys.argv[2:])
