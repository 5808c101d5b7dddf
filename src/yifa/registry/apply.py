"""Taking rows into a register: periods of validity follow one another, nothing is deleted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from .models import Former, Row
from .rosters import Roster

CHUNK = 500
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Applied:
    """What an import did. `ended`: earlier periods that end where a new one begins."""

    added: int = 0
    changed: int = 0
    ended: int = 0
    same: int = 0

    def __add__(self, other: Applied) -> Applied:
        return Applied(
            self.added + other.added, self.changed + other.changed, self.ended + other.ended, self.same + other.same
        )


def apply_rows(roster: Roster, rows: Iterable[Mapping[str, Any]], matter: str, seq: int) -> Applied:
    """Writes rows read by `read_sheet`, inside the caller's transaction; each remembers the entry that brought it.

    A row of the same key and first day replaces the values of that period; a new first day opens a period and ends the
    one before on the day before. A period never reaches into a later one. The same rows twice change nothing."""
    total = Applied()
    todo = iter(sorted(rows, key=lambda r: (r["key"], r["since"])))
    while chunk := list(islice(todo, CHUNK)):
        total += _apply(roster, chunk, matter, seq)
    return total


def _apply(roster: Roster, rows: Sequence[Mapping[str, Any]], matter: str, seq: int) -> Applied:
    there: dict[str, list[Row]] = {}
    said: dict[int, str] = {}
    for old in roster.rows().filter(key__in={r["key"] for r in rows}).order_by("since"):
        there.setdefault(old.key, []).append(old)
        said[old.pk] = json.dumps({f: getattr(old, f) for f in fields_of(roster)}, ensure_ascii=False, default=str)
    new: list[Row] = []
    changed: set[int] = set()
    ended: set[int] = set()
    same = 0
    for values in rows:
        periods = there.setdefault(values["key"], [])
        values = {**values, "until": _end(periods, values["since"], values.get("until"))}
        at = next((p for p in periods if p.since == values["since"]), None)
        if at is not None and all(getattr(at, k) == v for k, v in values.items()):
            same += 1
            continue
        before = next((p for p in reversed(periods) if p.since < values["since"]), None)
        if before is not None and (before.until is None or before.until >= values["since"]):
            before.until = values["since"] - DAY
            ended.add(id(before))
        if at is not None:
            for k, v in values.items():
                setattr(at, k, v)
            at.matter, at.seq = matter, seq
            changed.add(id(at))
        else:
            at = roster.model(**dict(roster.fixed), **values, matter=matter, seq=seq)
            new.append(at)
            periods.append(at)
            periods.sort(key=lambda p: p.since)
    old_rows = [p for ps in there.values() for p in ps if p.pk and id(p) in changed | ended]
    _save(roster, new, old_rows)
    table = roster.model._meta.db_table
    Former.objects.bulk_create(Former(table=table, row=p.pk, values=said[p.pk], matter=matter, seq=seq) for p in old_rows)
    return Applied(len(new), len(changed), len(ended - changed), same)


def fields_of(roster: Roster) -> list[str]:
    """The fields of a roster's rows, in the order of its table."""
    return [f.name for f in roster.model._meta.concrete_fields if f.name != "id"]


def _end(periods: Sequence[Row], since: date, until: date | None) -> date | None:
    """The last day of a period that begins on `since`: before the next one begins."""
    following: date | None = next((p.since for p in periods if p.since > since), None)
    if following is None:
        return until
    return min(until or date.max, following - DAY)


def _save(roster: Roster, new: list[Row], old: list[Row]) -> None:
    manager = roster.model._default_manager
    manager.bulk_create(new, batch_size=CHUNK)
    if old:
        fields = [c.field for c in roster.columns if c.field not in ("key", "since")]
        manager.bulk_update(old, [*dict.fromkeys([*fields, "until", "matter", "seq"])], batch_size=CHUNK)
