"""The part of the verification that concerns who goes and who came in for whom. Pure.

Not computed again but tested by its property: all who go may go, they are as many as may, and nobody who may go and
stays has a smaller ticket than one who goes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from .tags import OfficerTickets, closed
from .verify_lists import Subjects


class Going:
    """Officers and how often each goes so far."""

    def __init__(self, freeze: dict[str, Any], officers: list[list[Any]], seed: bytes) -> None:
        self._team, (self._first, self._last), self._seed = freeze["team"], freeze["visits"], seed
        self._officers = {row[0]: row for row in officers}
        self._fits = [[(r, r[0].encode()) for r in officers if self._may(r, part)] for part in self._team]
        self._visits = {row[0]: 0 for row in officers}

    def _may(self, row: list[Any], part: dict[str, Any]) -> bool:
        certified = row[3] <= self._first and row[4] >= self._last
        return certified and row[1] == part["organ"] and all(item in row[2] for item in part["items"])

    def count(self, team: list[list[str]], by: int = 1) -> None:
        for id in (id for part in team for id in part):
            if id not in self._officers:
                raise KeyError(id)
            self._visits[id] += by

    def wrong(self, subject: str, team: list[list[str]]) -> list[str]:
        """What is wrong with a team; it is counted as it stands."""
        out = [f"“{subject}”的检查人员分组与规则不符"] if len(team) != len(self._team) else []
        of, visits = OfficerTickets(self._seed, subject).of, self._visits
        for part, fits, going in zip(self._team, self._fits, team, strict=False):
            free = ((r, key) for r, key in fits if subject not in r[5] and visits[r[0]] < r[6])
            may = {r[0]: (of(key), key) for r, key in free}
            order = [may[id] for id in going if id in may]
            stays = [may[id] for id in may if id not in going]
            right = len(order) == len(going) == min(part["officers"], len(may)) and order == sorted(set(order))
            if not right or (stays and order and min(stays) < max(order)):
                out.append(f"“{subject}”在“{part['organ']}”的检查人员不是按签号派出的")
        self.count(team)
        return out


def teams_wrong(freeze: dict[str, Any], officers: list[list[Any]], drawn: list[list[Any]], seed: bytes) -> list[str]:
    going = Going(freeze, officers, seed)
    return [w for row in drawn for w in going.wrong(row[1], row[3])]


def replacements_wrong(
    heads: dict[str, Any], officers: list[list[Any]], drawn: list[list[Any]], subjects: Subjects, seed: bytes, salt: bytes
) -> list[str]:
    going = Going(heads["freeze"], officers, seed)
    active = {row[1]: row for row in drawn}
    for row in drawn:
        going.count(row[3])
    turn: Counter[str] = Counter()
    out = []
    for r in heads["replacements"]:
        s, d = r["statement"], r["detail"]
        if closed("replacement", salt, [s["seq"], d]) != s["detail"]:
            out.append(f"第{s['seq']}次替补与当时封存的不符")
        gone = active.pop(d["subject"], None)
        if gone is None:
            out.append(f"第{s['seq']}次替补换下的“{d['subject']}”不在抽中的名单里")
            continue
        going.count(gone[3], -1)
        queue, n = subjects.beyond(gone[0]), turn[gone[0]]
        due = [gone[0], queue[n][2], queue[n][0].hex()] if n < len(queue) else None
        turn[gone[0]] += 1
        if (d["taken"][:3] if d["taken"] else None) != due:
            out.append(f"第{s['seq']}次替补不是同类的下一个签号")
        if d["taken"]:
            out += going.wrong(d["taken"][1], d["taken"][3])
            active[d["taken"][1]] = d["taken"]
    return out
