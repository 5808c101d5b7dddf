"""Made-up years of inspection duties for the joint plan, the same for the same arguments.

usage: python -m bench.instances LEVEL DUTIES FOLDER [--firms N] [--officers N] [--seed N]
Levels: usual; tight, over (most duties fall into the last quarter and ask for nine tenths of the officers' time there, or
for a fifth more than all; take few officers to many duties, or a day would be too short for one duty); few (hardly more
officers to an item than its teams need); spared (firms ask for many days off); capped (one visit a firm); short (windows of weeks)."""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

YEAR, ORGANS, TOWNS = 2024, 22, 18
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
WORKED = 62  # working days of the last quarter
QUARTERS = [(date(YEAR, 3 * q + 1, 1), date(YEAR, 3 * q + 3, 30 + (q in (0, 3)))) for q in range(4)]


@dataclass(frozen=True)
class Level:
    """`day`: minutes a day; `load`: or as many as make the last quarter ask for so many hundredths of
    them; `items`: of an organ; `skills`: items of an officer, at most; `cap`, `visitors`: as in the
    rules; `spared`: firms of a hundred that block days; `windows`: weights of year, half, quarter, weeks."""

    day: int = 420
    items: int = 3
    skills: int = 3
    cap: int = 6
    visitors: int = 10
    spared: int = 5
    windows: tuple[int, int, int, int] = (45, 40, 15, 0)
    load: int = 0


LEVELS = {
    "usual": Level(),
    "tight": Level(load=90, windows=(15, 10, 75, 0)),
    "over": Level(load=120, windows=(15, 10, 75, 0)),
    "few": Level(items=12, skills=2),
    "spared": Level(spared=60, windows=(20, 30, 30, 20)),
    "capped": Level(cap=1, visitors=8),
    "short": Level(cap=2, windows=(10, 20, 40, 30)),
}


def make(folder: Path, level: str, duties: int, firms: int = 35_000, officers: int = 900, seed: int = 1) -> None:
    """Writes duties.csv, officers.csv, rules.toml and blocked.csv."""
    rng, how = random.Random(f"{level} {duties} {firms} {officers} {seed}"), LEVELS[level]
    folder.mkdir(parents=True, exist_ok=True)
    rows = list(_duties(rng, how, duties, firms))
    staff = list(_officers(rng, how, officers, rows))
    if how.load:
        _tighten(staff, rows, how.load)
    heads = ("duty", "subject", "township", "item", "organ", "earliest", "latest", "minutes", "mergeable", "team")
    _write(folder / "duties.csv", heads, rows)
    heads = ("officer", "organ", "items", "valid_from", "valid_to", "recuse", "minutes_per_day")
    _write(folder / "officers.csv", heads, staff)
    spared = ((f"F{f:06}", d) for f in range(firms) if rng.randrange(100) < how.spared for d in _off(rng))
    _write(folder / "blocked.csv", ("subject", "date"), spared)
    rules = f"year = {YEAR}\nvisits_per_subject = {how.cap}\nvisitors_per_visit = {how.visitors}\n"
    (folder / "rules.toml").write_text(rules + 'travel_minutes = 30\nblocked = "blocked.csv"\n', encoding="utf-8")


def _duties(rng: random.Random, how: Level, count: int, firms: int) -> Iterable[tuple[object, ...]]:
    """Half of the duties fall on a sixth of the firms; an organ's share falls from the first to the last."""
    weights = [0.88**k for k in range(ORGANS)]
    taken: set[tuple[int, int, int]] = set()
    n = 0
    while n < count:
        firm = rng.randrange(firms // 6 or 1) if rng.random() < 0.5 else rng.randrange(firms)
        organ = rng.choices(range(ORGANS), weights)[0]
        item = rng.randrange(how.items)
        if (firm, organ, item) in taken:
            continue
        taken.add((firm, organ, item))
        n += 1
        start, end = _window(rng, how)
        alone = rng.random() < 0.03
        team = 3 if rng.random() < 0.04 else 2
        yield (
            f"D{n:06}", f"F{firm:06}", f"T{firm % TOWNS:02}", f"I{organ:02}-{item:02}", f"O{organ:02}",
            start, end, rng.choice((30, 40, 60, 60, 90, 120)), int(not alone), team,
        )  # fmt: skip


def _window(rng: random.Random, how: Level) -> tuple[date, date]:
    kind = rng.choices(range(4), how.windows)[0]
    if kind == 0:
        return FIRST, LAST
    if kind == 1:
        q = rng.randrange(3)
        return QUARTERS[q][0], QUARTERS[min(3, q + rng.randrange(1, 3))][1]
    if kind == 2:
        return QUARTERS[3 if how.load and rng.random() < 0.8 else rng.randrange(4)]
    start = FIRST + timedelta(days=rng.randrange(330))
    return start, start + timedelta(days=rng.randrange(13, 30))


def _officers(
    rng: random.Random, how: Level, count: int, rows: list[tuple[object, ...]]
) -> Iterable[list[object]]:
    """Officers by an organ's duties, four at least; a few certificates begin or end within the year, a few recuse."""
    share = [sum(r[4] == f"O{o:02}" for r in rows) for o in range(ORGANS)]
    sizes = [max(4, count * s // len(rows)) for s in share]
    n = 0
    for organ, size in enumerate(sizes):
        for k in range(size):
            n += 1
            skills = {k % how.items, *(rng.randrange(how.items) for _ in range(rng.randrange(how.skills)))}
            start = date(YEAR, 4, 1) if rng.random() < 0.03 else date(YEAR - 2, 1, 1)
            end = date(YEAR, 9, 30) if rng.random() < 0.05 else date(YEAR + 2, 12, 31)
            recuse = ";".join(sorted({str(rng.choice(rows)[1]) for _ in range(rng.randrange(3))}))
            items = ";".join(f"I{organ:02}-{i:02}" for i in sorted(skills))
            yield [f"P{n:05}", f"O{organ:02}", items, start, end, recuse, how.day]


def _tighten(staff: list[list[object]], rows: list[tuple[object, ...]], load: int) -> None:
    """Days so short that the duties that fall into the last quarter ask for `load` hundredths of an organ's time there;
    long enough for any one duty."""
    for organ in {str(o[1]) for o in staff}:
        asked = sum(int(str(r[9])) * (int(str(r[7])) + 30) for r in rows if r[4] == organ and r[5] == QUARTERS[3][0])
        own = [o for o in staff if o[1] == organ]
        for o in own:
            o[6] = max(150, asked * 100 // (load * WORKED * len(own)))


def _off(rng: random.Random) -> list[date]:
    """A firm's stretch of days off, and a few single days."""
    start = FIRST + timedelta(days=rng.randrange(340))
    stretch = [start + timedelta(days=k) for k in range(rng.randrange(5, 26))]
    return sorted({*stretch, *(FIRST + timedelta(days=rng.randrange(366)) for _ in range(5))})


def _write(file: Path, heads: tuple[str, ...], rows: Iterable[Iterable[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows(rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.instances")
    parser.add_argument("level", choices=LEVELS)
    parser.add_argument("duties", type=int)
    parser.add_argument("folder", type=Path)
    for name, default in (("firms", 35_000), ("officers", 900), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    make(given.folder, given.level, given.duties, given.firms, given.officers, given.seed)
