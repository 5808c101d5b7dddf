"""Small inspection years for tests: made by chance or by hand, as values and as files; and the best plan by trying all."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

from yifa.joint.inputs import Inputs, together
from yifa.joint.model import Duty, Officer, Problem, Rules
from yifa.joint.plan import Plan, plan
from yifa.joint.write import write

DAYS = tuple(date(2024, 3, d) for d in (4, 5, 6, 7, 8, 11, 12, 13, 14, 15))
"""The working days of the small year."""
NAMES = {"duties": "duties.csv", "officers": "officers.csv", "rules": "rules.toml", "blocked": "blocked.csv"}
FIRST, LAST = date(2020, 1, 1), date(2030, 1, 1)
DUTY = Duty("D1", "甲", "东镇", "消防", "应急局", DAYS[0], DAYS[9], 60, True, 1)
OFFICER = Officer("P1", "应急局", frozenset({"消防"}), FIRST, LAST, frozenset(), 480)
RULES = Rules(2024, 9, 9, 30)


def workdays(year: int) -> tuple[date, ...]:
    return DAYS


def duty(id: str, first: int = 0, last: int = 9, **more: object) -> Duty:
    """A duty within the small year's days `first`..`last`."""
    return replace(DUTY, id=id, earliest=DAYS[first], latest=DAYS[last], **more)  # type: ignore[arg-type]  # by name


def officer(id: str, **more: object) -> Officer:
    return replace(OFFICER, id=id, **more)  # type: ignore[arg-type]  # by name


def problem(
    duties: Iterable[Duty], officers: Iterable[Officer], rules: Rules = RULES, days: Sequence[date] = DAYS, **blocked: set[date]
) -> Problem:
    by_id: Callable[[Duty | Officer], str] = lambda x: x.id  # noqa: E731  # both are sorted by it
    off = {s: frozenset(d) for s, d in blocked.items()}
    return Problem(tuple(sorted(duties, key=by_id)), tuple(sorted(officers, key=by_id)), rules, tuple(days), off)


def chance(rng: random.Random, duties: int, officers: int, *, free: bool = False, days: int = 10) -> Problem:
    """A year by chance. `free`: officers and caps are no constraint."""
    organs, items = ("应急局", "住建局", "市监局"), ("一", "二")
    made = []
    for n in range(duties):
        a, b = sorted((rng.randrange(days), rng.randrange(days)))
        made.append(
            duty(
                f"D{n}", a, b, subject=rng.choice("甲乙丙"), organ=rng.choice(organs), item=rng.choice(items),
                minutes=rng.choice((30, 60, 120)), mergeable=rng.random() < 0.85, team=rng.choice((1, 1, 2)),
            )
        )  # fmt: skip
    if free:
        staff = [officer(f"{o}{n}", organ=o, items=frozenset(items), minutes_per_day=1440) for o in organs for n in range(20)]
        return problem(made, staff, replace(RULES, visits_per_subject=99, visitors_per_visit=99, travel_minutes=0))
    staff = [officer(f"Q{o}", organ=o, items=frozenset(items[:1])) for o in organs]
    for n in range(officers):
        own = frozenset(rng.sample(items, rng.choice((1, 2))))
        until = DAYS[rng.randrange(days)] if rng.random() < 0.2 else LAST
        away = frozenset(rng.choice("甲乙丙")) if rng.random() < 0.2 else frozenset()
        minutes = rng.choice((150, 240, 480))
        staff.append(
            officer(f"P{n}", organ=rng.choice(organs), items=own, valid_to=until, recuse=away, minutes_per_day=minutes)
        )
    rules = Rules(2024, rng.choice((1, 2, 3)), rng.choice((2, 3, 6)), rng.choice((0, 30)))
    return problem(made, staff, rules, DAYS[:days], 甲={DAYS[rng.randrange(days)]})


def files(p: Problem, order: random.Random | None = None) -> dict[str, bytes]:
    """The input files of a problem; with `order`, their rows shuffled."""
    duties = [
        f"{d.id},{d.subject},{d.township},{d.item},{d.organ},{d.earliest},{d.latest},{d.minutes},{int(d.mergeable)},{d.team}"
        for d in p.duties
    ]
    officers = [
        f"{o.id},{o.organ},{';'.join(sorted(o.items))},{o.valid_from},{o.valid_to},{';'.join(sorted(o.recuse))},{o.minutes_per_day}"
        for o in p.officers
    ]
    blocked = [f"{s},{d}" for s, days in p.blocked.items() for d in sorted(days)]
    for rows in (duties, officers, blocked):
        if order:
            order.shuffle(rows)
    r = p.rules
    rules = (
        f"year = {r.year}\nvisits_per_subject = {r.visits_per_subject}\nvisitors_per_visit = {r.visitors_per_visit}\n"
        f'travel_minutes = {r.travel_minutes}\nblocked = "blocked.csv"\n'
    )
    heads = {
        "duties": "duty,subject,township,item,organ,earliest,latest,minutes,mergeable,team",
        "officers": "officer,organ,items,valid_from,valid_to,recuse,minutes_per_day",
        "blocked": "subject,date",
    }
    tables = {"duties": duties, "officers": officers, "blocked": blocked}
    return {"rules": rules.encode(), **{k: "\n".join([heads[k], *rows, ""]).encode() for k, rows in tables.items()}}


def laid(folder: Path, p: Problem, order: random.Random | None = None) -> Path:
    """The input files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for part, data in files(p, order).items():
        (folder / NAMES[part]).write_bytes(data)
    return folder


def planned(out: Path, p: Problem, order: random.Random | None = None) -> tuple[Plan, Inputs]:
    """The plan of a problem, written to `out`."""
    inputs = together(files(p, order), NAMES, lambda year: p.workdays)
    made = plan(inputs.problem)
    write(out, made, inputs)
    return made, inputs


def fewest(duties: Sequence[Duty], days: Sequence[date]) -> int:
    """Fewest visits of one subject, officers and caps apart: by trying all ways to part the duties."""
    return min(len(parts) for parts in _parted(list(duties)) if all(_together(part, days) for part in parts))


def _parted(duties: list[Duty]) -> Iterator[list[list[Duty]]]:
    if not duties:
        yield []
        return
    first, rest = duties[0], duties[1:]
    for parts in _parted(rest):
        yield [[first], *parts]
        for i in range(len(parts)):
            yield [*parts[:i], [first, *parts[i]], *parts[i + 1 :]]


def _together(part: list[Duty], days: Sequence[date]) -> bool:
    alone = len(part) == 1 or all(d.mergeable for d in part)
    return alone and any(all(d.earliest <= day <= d.latest for d in part) for day in days)


def most_and_fewest(p: Problem) -> tuple[int, int]:
    """(most duties that can be placed, fewest visits for as many), by trying everything. Tiny problems only."""
    for n in range(len(p.duties), 0, -1):
        costs = [cost for chosen in combinations(p.duties, n) if (cost := _cost(p, chosen)) is not None]
        if costs:
            return n, min(costs)
    return 0, 0


def _cost(p: Problem, chosen: Sequence[Duty]) -> int | None:
    """Fewest visits for all of the chosen duties, None if they cannot be placed."""
    for parts in sorted(_parted(list(chosen)), key=len):
        if all(len({d.subject for d in part}) == 1 and _together(part, p.workdays) for part in parts):
            counts = [sum(part[0].subject == s for part in parts) for s in "甲乙丙"]
            if max(counts) <= p.rules.visits_per_subject and _staffed(p, parts, {}):
                return len(parts)
    return None


def _staffed(p: Problem, parts: list[list[Duty]], used: dict[tuple[str, date], int]) -> bool:
    if not parts:
        return True
    part, rest = parts[0], parts[1:]
    for day in p.workdays:
        if day in p.blocked.get(part[0].subject, ()) or not all(d.earliest <= day <= d.latest for d in part):
            continue
        able = [o for o in p.officers if _can(p, o, part, day, used)]
        for size in range(1, min(len(able), p.rules.visitors_per_visit) + 1):
            for crew in combinations(able, size):
                if all(sum(o.organ == d.organ and d.item in o.items for o in crew) >= d.team for d in part):
                    more = dict(used)
                    for o in crew:
                        more[o.id, day] = more.get((o.id, day), 0) + _minutes(p, o, part)
                    if _staffed(p, rest, more):
                        return True
    return False


def _can(p: Problem, o: Officer, part: list[Duty], day: date, used: dict[tuple[str, date], int]) -> bool:
    useful = any(d.organ == o.organ and d.item in o.items for d in part)
    valid = o.valid_from <= day <= o.valid_to and part[0].subject not in o.recuse
    return useful and valid and used.get((o.id, day), 0) + _minutes(p, o, part) <= o.minutes_per_day


def _minutes(p: Problem, o: Officer, part: list[Duty]) -> int:
    return p.rules.travel_minutes + sum(d.minutes for d in part if d.organ == o.organ)
