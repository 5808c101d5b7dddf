"""Select: the tickets of all eligible subjects, the smallest of each stratum, and who visits them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from yifa.proofs.canon import canonical
from yifa.proofs.merkle import Frontier

from .assign import Officers
from .days import minute, now
from .folder import Folder, one_at_a_time
from .mistakes import DrawError
from .tags import Tickets, closed, digest, ticket_leaf
from .tags import seed as seed_of

Entry = tuple[bytes, str]
"""(ticket, id): the order of the draw."""


@one_at_a_time
def select(folder: Folder, at: str = "") -> dict[str, Any]:
    """Draws and gives the public statement; the drawn stay in private/drawn.json. Raises DrawError."""
    folder.require("selection")
    frozen, beacon = folder.statement("freeze"), folder.statement("beacon")
    when = minute(at or now(), "--at ")
    if when < beacon["at"]:
        raise DrawError(f"抽取的时间 {when} 早于录入信标的时间 {beacon['at']}；请核对电脑的时钟。")
    seed, take = seed_of_folder(folder), {s["key"]: s["take"] for s in frozen["strata"]}
    tickets = Smallest(seed, take)
    tickets.read(folder.rows("subjects"))
    drawn = with_teams(tickets.drawn(), folder, frozen, seed)
    statement = {
        "kind": "selection",
        "number": frozen["number"],
        "before": digest(beacon),
        "at": when,
        "tickets": {"count": tickets.tree.size, "root": tickets.tree.root().hex()},
        "strata": [{"key": k, "take": n, "threshold": tickets.threshold(k)} for k, n in take.items()],
        "drawn": closed("drawn", folder.bytes_of("salt"), drawn),
    }
    folder.keep("drawn.json", canonical(drawn) + "\n")
    folder.put_page()
    folder.publish("selection", statement)
    return statement


class Smallest:
    """The n smallest tickets of each stratum and the tree over all, from rows that are read once; holds 2n entries."""

    def __init__(self, seed: bytes, take: dict[str, int]) -> None:
        self.tree = Frontier()
        self._tickets, self._take = Tickets(seed), take
        self._kept: dict[str, list[tuple[bytes, bytes, str]]] = {k: [] for k in take}

    def read(self, rows: Iterable[list[Any]]) -> None:
        of, add, kept, take = self._tickets.of, self.tree.add, self._kept, self._take
        bound: dict[str, bytes] = {}
        for id, _, stratum, weight, reason in rows:
            if reason:
                continue
            ticket = of(id, weight)
            add(ticket_leaf(id, stratum, ticket))
            if stratum in bound and ticket > bound[stratum]:
                continue
            heap = kept[stratum]
            heap.append((ticket, id.encode(), id))
            if len(heap) >= 2 * take[stratum] + 16:
                self._trim(stratum)
                if take[stratum]:
                    bound[stratum] = heap[-1][0]

    def _trim(self, stratum: str) -> None:
        self._kept[stratum].sort()
        del self._kept[stratum][self._take[stratum] :]

    def threshold(self, stratum: str) -> str:
        """Hex of the last ticket drawn; empty if none is."""
        self._trim(stratum)
        return self._kept[stratum][-1][0].hex() if self._kept[stratum] else ""

    def drawn(self) -> list[tuple[str, str, str]]:
        """(stratum, id, ticket in hex), by ticket over all strata."""
        for stratum in self._kept:
            self._trim(stratum)
        entries = sorted((t, key, id, s) for s, kept in self._kept.items() for t, key, id in kept)
        return [(s, id, t.hex()) for t, _, id, s in entries]


def seed_of_folder(folder: Folder) -> bytes:
    """Raises DrawError."""
    frozen, beacon = folder.statement("freeze"), folder.statement("beacon")
    roots = frozen["subjects"]["root"], frozen["officers"]["root"]
    return seed_of(digest(folder.statement("seal")), *roots, beacon["value"], folder.bytes_of("secret"))


def with_teams(
    drawn: Iterable[tuple[str, str, str]], folder: Folder, frozen: dict[str, Any], seed: bytes
) -> list[list[Any]]:
    """[stratum, id, ticket, team] of each, in the order given."""
    officers = Officers(folder.rows("officers"), frozen["team"], frozen["visits"], seed)
    return [[stratum, id, ticket, officers.take(id)] for stratum, id, ticket in drawn]
