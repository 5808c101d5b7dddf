"""The county's people and things: organs, users, officers, firms and rosters, so that every stock figure is met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yifa.actions.register_rows import register_rows
from yifa.kernel.figure import Book, Stock
from yifa.registry.models import Seat, User
from yifa.registry.rosters import ROSTERS, Roster
from yifa.store.actor import SEATS, Actor

from . import names

FIRMS = 120
JUSTICE, GOVERNMENT = "sifa", "zhengfu"
ENFORCERS = 12


Certificate = tuple[str, date, date | None]


@dataclass(frozen=True)
class Cast:
    """Who plays: organ keys by kind, firms by code, certified officers by organ."""

    units: tuple[str, ...]
    enforcers: tuple[str, ...]
    firms: tuple[str, ...]
    officers: Mapping[str, tuple[Certificate, ...]]

    def certified(self, organ: str, day: date) -> list[str]:
        """The certificates of an organ that are valid on a day."""
        return [key for key, since, until in self.officers.get(organ, ()) if since <= day <= (until or day)]

    def actor(self, organ: str, seat: str) -> Actor:
        role = "officer" if seat == "outside" else seat
        return Actor(f"{organ}.{role}", "", organ, frozenset({role}))


def gather(values: Mapping[str, int], book: Book, division: str, name: str, day: date, now: datetime) -> Cast:
    """Registers everything as of `day`, under ledger entries of the government's registrar."""
    founder = Actor(f"{GOVERNMENT}.registrar", "", GOVERNMENT, frozenset({"registrar"}))
    stocks = {k: f for k, f in book.figures.items() if isinstance(f, Stock)}
    rows = {key: list(_rows(key, stocks, values, division, name, day)) for key in ROSTERS}
    for key in ROSTERS:
        if rows[key]:
            register_rows(founder, ROSTERS[key], rows[key], now=now)
    organs = rows["organs"]
    _users([str(o["key"]) for o in organs], day)
    enforcers = tuple(str(o["key"]) for o in organs if o["enforces"])[:ENFORCERS]
    held: dict[str, list[Certificate]] = {}
    for o in rows["officers"]:
        held.setdefault(str(o["organ"]), []).append((str(o["key"]), o["since"], o["until"]))
    able = tuple(e for e in enforcers if len(held.get(e, [])) >= 2) or enforcers[:1]
    return Cast(
        tuple(str(o["key"]) for o in organs if o["kind"] in ("department", "township", "justice")),
        able,
        tuple(str(f["key"]) for f in rows["subjects"]),
        {k: tuple(v) for k, v in held.items()},
    )


def _rows(
    key: str, stocks: Mapping[str, Stock], values: Mapping[str, int], division: str, name: str, day: date
) -> Iterator[dict[str, Any]]:
    """The rows of one roster: as many as its total, flags on as many as their figures say, numbers adding up."""
    roster = ROSTERS[key]
    mine = {k: f for k, f in stocks.items() if f.roster == key}
    total = max((values[k] for k, f in mine.items() if not f.number), default=0)
    rows = _base(roster, total, values, division, name, day)
    for k, f in sorted(mine.items(), key=lambda kv: len(kv[1].where)):
        if f.where and not f.number:
            column, value = f.where[-1]
            able = [r for r in rows if all(r.get(c) == v for c, v in f.where[:-1])]
            for i, r in enumerate(able):
                r[column] = value if i < values[k] else not value
        if f.number and rows:
            for i, r in enumerate(rows):
                r[f.number] = values[k] // len(rows) + (i < values[k] % len(rows))
    yield from rows


def _base(
    roster: Roster, total: int, values: Mapping[str, int], division: str, name: str, day: date
) -> list[dict[str, Any]]:
    if roster.key == "organs":
        return _organs(values, name, day)
    if roster.key == "officers":
        return _officers(total, values, day)
    if roster.key == "subjects":
        return [
            {"key": code, "name": firm, "kind": "企业", "township": names.township(i % 15)[1], "credit": "ABCD"[i % 4], "since": day}
            for i in range(FIRMS)
            for code, firm in [names.firm(i, division)]
        ]
    if roster.key == "powers":
        return [
            {"key": f"CF{i + 1:04d}", "name": f"对违反经营管理规定行为的处罚（第{i + 1}项）", "organ": "shichang", "kind": "行政处罚",
             "basis": "行政处罚法", "since": day}
            for i in range(20)
        ] + [
            {"key": f"JC{i + 1:04d}", "name": item, "organ": organ, "kind": "行政检查", "basis": basis, "since": day}
            for i, (organ, item, basis) in enumerate((o, *x) for o, items in names.ITEMS.items() for x in items)
        ]  # fmt: skip
    return [_plain(roster, i, day) for i in range(total)]


def _plain(roster: Roster, i: int, day: date) -> dict[str, Any]:
    """A row of a roster that has nothing but a key and a name."""
    row: dict[str, Any] = {"key": f"{roster.key[:12].upper()}{i + 1:05d}", "name": f"{roster.title}{i + 1}", "since": day}
    for c in roster.columns:
        if c.kind == "bool":
            row[c.field] = False
        elif c.field == "organ":
            row["organ"] = names.department(i % len(names.DEPARTMENTS))[0]
        elif c.field == "township":
            row["township"] = names.township(i % 15)[1]
    if roster.key in ("mediator", "adviser"):
        row["name"] = names.person(i)
    return row


def _organs(values: Mapping[str, int], name: str, day: date) -> list[dict[str, Any]]:
    towns = min(60, max(3, values.get("service_points_township", 0)))
    departments = max(22, values.get("service_departments", 0), values.get("supervised_units", 0) - towns)
    place = name[0]
    out = [_organ((GOVERNMENT, f"{name}人民政府", "政"), "government", place, day)]
    for i in range(departments):
        key, full, short = names.department(i)
        out.append(_organ((key, f"{name}{full}", short), "justice" if key == JUSTICE else "department", place, day))
    for i in range(towns):
        key, full, short = names.township(i)
        out.append(_organ((key, f"{full}人民政府", short), "township", place, day))
    out.sort(key=lambda o: o["kind"] in ("government", "township"))  # those that can be in the hall stand first
    return out


def _organ(about: tuple[str, str, str], kind: str, place: str, day: date) -> dict[str, Any]:
    key, name, short = about
    enforces = kind in ("department", "township")
    return {
        "key": key,
        "name": name,
        "kind": kind,
        "short": f"{place}{short}",
        "enforces": enforces,
        "in_hall": False,
        "since": day,
    }


def _officers(total: int, values: Mapping[str, int], day: date) -> list[dict[str, Any]]:
    """Two or more an organ; where the year's stock is too small for a pair, two whose certificates end before its last day."""
    enforcers = [names.department(i)[0] for i in range(len(names.DEPARTMENTS)) if names.department(i)[0] != JUSTICE]
    spread = max(1, min(len(enforcers), total // 2))
    out = [
        {"key": f"SM{i + 1:06d}", "name": names.person(i), "organ": organ, "items": _certified_for(organ), "since": day,
         "until": date(day.year + 5, 12, 31)}
        for i in range(total)
        for organ in (enforcers[i // 2 % spread],)
    ]  # fmt: skip
    if total < 2:
        # the pair that visits hold certificates that end before the year's last day, and new ones from the next year on
        for i, (since, until) in enumerate(
            ((day, date(day.year + 2, 12, 30)), (date(day.year + 3, 1, 1), date(day.year + 6, 12, 31)))
        ):
            out += [
                {"key": f"SM9{i}{j:04d}", "name": names.person(90 + j), "organ": enforcers[0], "items": "综合", "since": since, "until": until}
                for j in range(2)
            ]
    return out


def _certified_for(organ: str) -> str:
    """What the certificates of an organ's officers cover."""
    return "；".join(["综合", *(item for item, _ in names.ITEMS.get(organ, ()))])


def _users(organs: list[str], day: date) -> None:
    """A user for each seat of each organ; nobody can sign in until a password is set."""
    users = [
        User(username=f"{organ}.{seat}", name=names.person(i * 7 + j), organ=organ, title=title, password="!")
        for i, organ in enumerate(organs)
        for j, (seat, title) in enumerate(SEATS.items())
        if _sits(organ, seat)
    ]
    User.objects.bulk_create(users, batch_size=500)
    made = User.objects.filter(organ__in=organs)
    Seat.objects.bulk_create(
        [Seat(user=u, role=u.username.rsplit(".", 1)[1], since=day) for u in made], batch_size=500
    )


def _sits(organ: str, seat: str) -> bool:
    if seat == "supervisor":
        return organ == JUSTICE
    if seat in ("leader", "administrator"):
        return organ in (GOVERNMENT, JUSTICE) if seat == "leader" else organ == GOVERNMENT
    return True

