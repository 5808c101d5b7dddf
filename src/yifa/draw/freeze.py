"""Freeze: the lists are put in order, counted and bound by their roots, before anybody can know the draw."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from yifa.proofs.merkle import Frontier

from . import lists
from .days import minute, now
from .folder import new_folder, write_with
from .mistakes import DrawError
from .mistakes import at as at_file
from .rules import Rules
from .rules import read as read_rules
from .tags import PROTOCOL, SIZE, RowLeaves, quota

NUMBER = re.compile(r"[0-9]{4}-[0-9]{3,6}")


def freeze(
    pool: Path, officers: Path, rules: Path | Rules, out: Path, number: str, at: str = "", salt: bytes | None = None
) -> dict[str, Any]:
    """Writes the folder `out` and gives the public statement. `number`: 2026-003, gapless by the caller's care; `at`:
    Beijing time to the minute, now if empty. Raises DrawError and leaves nothing behind."""
    if not NUMBER.fullmatch(number):
        raise DrawError(f"抽查编号“{number}”不能用；写成 年份-序号，例如 2026-003，序号逐次加一，不跳号。")
    when = minute(at or now(), "--at ")
    given, salt = rules if isinstance(rules, Rules) else read_rules(rules), salt or secrets.token_bytes(SIZE)
    with new_folder(out) as folder:
        tally = Tally(given)
        subject_root = _stored(folder.private / "subjects.jsonl", lists.subjects(pool, given, tally.add), "subjects", salt)
        officer_root = _stored(folder.private / "officers.jsonl", lists.officers(officers, tally.certify), "officers", salt)
        tally.staffed(officers.name)
        statement = {
            "kind": "freeze",
            "protocol": PROTOCOL,
            "number": number,
            "at": when,
            "title": given.title,
            "organ": given.organ,
            "visits": list(given.visits),
            "team": [p.plain() for p in given.team],
            "reasons": given.reasons,
            "strata": tally.strata(),
            "subjects": subject_root,
            "officers": officer_root,
        }
        folder.keep("salt", salt.hex() + "\n")
        folder.publish("freeze", statement)
    return statement


class Tally:
    """Counts per stratum, and of those who may go, while the rows pass."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self.listed: Counter[str] = Counter()
        self.excluded: Counter[tuple[str, str]] = Counter()
        self.able: Counter[str] = Counter()

    def add(self, row: lists.Row) -> None:
        self.listed[row[2]] += 1
        if row[4]:
            self.excluded[row[2], row[4]] += 1

    def certify(self, row: lists.Row) -> None:
        first, last = self._rules.visits
        for part in self._rules.team:
            self.able[part.organ] += row[1] == part.organ and set(part.items) <= set(row[2]) and row[3] <= first and last <= row[4]

    def staffed(self, file: str) -> None:
        """Raises DrawError where an organ has fewer who may go than must: no subject could be visited lawfully, and a
        frozen list cannot be mended."""
        for part in self._rules.team:
            if (able := self.able[part.organ]) < part.officers:
                first, last = self._rules.visits
                raise DrawError(
                    f"{at_file(file)}规则要“{part.organ}”去{part.officers}人，名单里证件从 {first} 到 {last} 都有效、"
                    f"事项有“{'、'.join(part.items)}”的只有{able}人；请补上人员，或者改正单位、事项、证件的日期。"
                )

    def strata(self) -> list[dict[str, Any]]:
        """Raises DrawError where more are to be drawn than there are."""
        out = []
        for s in self._rules.strata.values():
            excluded = {code: n for code in self._rules.reasons if (n := self.excluded[s.key, code])}
            eligible = self.listed[s.key] - sum(excluded.values())
            take = quota(eligible, s.basis_points, s.count)
            if take > eligible:
                raise DrawError(f"类别“{s.name}”（{s.key}）可抽的只有{eligible}户，规则要抽{take}户；请改小 count，或者核对名单。")
            out.append(
                {**s.plain(), "listed": self.listed[s.key], "excluded": excluded, "eligible": eligible, "take": take}
            )
        return out


def _stored(file: Path, rows: Iterable[tuple[str, str]], name: str, salt: bytes) -> dict[str, Any]:
    """The list written down, its number of rows and its root."""
    tree, leaves = Frontier(), RowLeaves(name, salt)

    def fill(out: Any) -> None:
        for id, text in rows:
            tree.add(leaves.of(id.encode(), text))
            out.write(text + "\n")

    write_with(file, fill, secret=True)
    return {"count": tree.size, "root": tree.root().hex()}
