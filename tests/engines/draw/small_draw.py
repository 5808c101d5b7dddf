"""Small draws for tests, made from a number: lists, rules, and the whole ceremony without a clock."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from yifa.draw import ceremony
from yifa.draw.folder import Folder
from yifa.draw.freeze import freeze
from yifa.draw.lists import OFFICERS, SUBJECTS
from yifa.draw.opening import open_draw
from yifa.draw.replace import replace, standing
from yifa.draw.select import select
from yifa.draw.witness import sign
from yifa.proofs.signing import Signer

NAMES = ("和平小吃店", "𠮷野家", "“新”药房, 一号", "Ａ超市", "李 记")
ORGANS = ("县市场监督管理局", "县消防救援大队")
ITEMS = ("食品经营检查", "消防检查", "特种设备检查")
BEACONS = (
    ("双色球 2026051", "03 08 12 19 25 31 + 07"),
    ("福彩3D 2026120,2026121,2026122", "4 0 7 / 1 1 9 / 0 3 5"),
    ("drand 28013456", "ab" * 32),
)


@dataclass
class Small:
    """What a draw is made of."""

    subjects: list[list[Any]]
    officers: list[list[Any]]
    strata: dict[str, dict[str, int]]
    team: list[dict[str, Any]]
    reasons: dict[str, str] = field(default_factory=lambda: {"closed": "已注销", "moved": "迁出"})

    def write(self, folder: Path) -> tuple[Path, Path, Path]:
        folder.mkdir(parents=True, exist_ok=True)
        pool, officers, rules = folder / "pool.csv", folder / "officers.csv", folder / "rules.toml"
        table(pool, SUBJECTS, self.subjects)
        table(officers, OFFICERS, [[*r[:2], ";".join(r[2]), *r[3:5], ";".join(r[5]), r[6]] for r in self.officers])
        rules.write_text(self.rules(), encoding="utf-8")
        return pool, officers, rules

    def rules(self) -> str:
        lines = ['title = "第一次抽查"', 'organ = "青禾县"', 'visits = ["2026-05-11", "2026-05-29"]']
        for key, share in self.strata.items():
            lines += [f'[strata."{key}"]', *(f"{k} = {v}" for k, v in share.items())]
        lines += ["[reasons]", *(f'{k} = "{v}"' for k, v in self.reasons.items())]
        for part in self.team:
            lines += ["[[team]]", *(f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in part.items())]
        return "\n".join(lines) + "\n"


def table(file: Path, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        writer.writerows(rows)


def small(number: int, size: int = 24) -> Small:
    """Another one for each number."""
    r = random.Random(number)
    strata = {"A": {"basis_points": r.choice((0, 500, 2500, 10000))}, "乙": {"count": r.randint(0, 2)}, "C": {"basis_points": 3333}}
    ids = r.sample([f"91{n:04}" for n in range(3 * size)] + ["𠮷1", "Ａ1", "z", "企1"], size)
    subjects = [[id, r.choice(NAMES), r.choice("AAC"), r.choice((1, 1, 2, 5)), r.choice(("", "", "", "closed"))] for id in ids]
    subjects += [[f"乙{n}", "乙类企业", "乙", 1, ""] for n in range(3)]
    team = [{"organ": o, "officers": 2, "items": [i]} for o, i in list(zip(ORGANS, ITEMS, strict=False))[: r.randint(1, 2)]]
    officers = [
        [f"P{n}", ORGANS[n % 2], sorted(r.sample(ITEMS, 2)), "2024-01-01", r.choice(("2026-05-20", "2027-12-31", "2028-01-01")),
         sorted(r.sample(ids, 2)), r.randint(1, 6)]
        for n in range(r.randint(6, 14))
    ]  # fmt: skip
    for part in team:
        able = sum(o[1] == part["organ"] and part["items"][0] in o[2] and o[4] > "2026-05-29" for o in officers)
        officers += [[f"Q{len(officers) + n}", part["organ"], part["items"], "2024-01-01", "2027-12-31", [], 1] for n in range(2 - able)]
    return Small(subjects, officers, strata, team)


@cache
def witness() -> Signer:
    return Signer.generate("县检察院")


def drawn(given: Small, folder: Path, number: int = 1, witnessed: bool = False) -> Folder:
    """The ceremony up to the selection, from fixed secrets."""
    pool, officers, rules = given.write(folder / "in")
    freeze(pool, officers, rules, folder / "draw", f"2026-{number:03}", "2026-05-06T09:00", bytes([number % 251]) * 32)
    draw, (beacon, value) = Folder(folder / "draw"), BEACONS[number % 3]
    ceremony.seal(draw, beacon, "2026-05-07T21:15", "2026-06-10", "2026-05-06T10:00", bytes([7, number % 251]) * 16)
    if witnessed:
        note = draw.public / "seal.txt"
        line = sign(draw.public / "seal.json", witness(), "2026-05-06T11:00")
        note.write_text(note.read_text(encoding="utf-8") + line, encoding="utf-8")
    for name in ("甲", "乙"):
        ceremony.enter(draw, value, name, "2026-05-08T09:00")
    select(draw, "2026-05-08T10:00")
    return draw


def opened(given: Small, folder: Path, number: int = 1, replacements: int = 0, witnessed: bool = False) -> Path:
    """The record of a whole draw, with so many replacements if there are so many drawn."""
    draw = drawn(given, folder, number, witnessed)
    for n in range(replacements):
        if rows := standing(draw, draw.replacements()):
            replace(draw, rows[n % len(rows)][1], "已经停业", "丙", f"2026-05-1{n}T09:00")
    open_draw(draw, "2026-06-01T09:00")
    return draw.public / "record.json"
