"""The draws of the sample's year: each stands in for a batch of random inspections that the totals ask for, and its
inspections for as many others, so that every total is met as before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .cast import Cast
from .draws import Script
from .year import Task

ORGAN, BESIDE = "shichang", "yingji"
REGISTERED, GOODS = "登记和公示信息检查", "产品质量监督检查"
BATCH, SUBJECTS = "random_inspection_batches", "random_inspection_subjects"
PLAIN = {"inspections_total": 1, "inspections_of_enterprises": 1}
LEAST, MOST = 6, 24
"""Subjects of a batch that a draw can stand in for."""


def scripts(year: int, takes: Sequence[int]) -> list[Script]:
    """The year's draws, one for each number of subjects, and an abandoned one among them."""
    closed = "停产半年以上，门店已经关闭"
    every = [
        Script(ORGAN, f"{year}年春季企业登记和公示信息双随机抽查", (REGISTERED,), date(year, 3, 11), 0, replaced=closed, absent=True),
        Script(ORGAN, f"{year}年夏季产品质量双随机抽查", (GOODS,), date(year, 6, 3), 0, missed=True),
        Script(ORGAN, f"{year}年秋季企业登记和公示信息部门联合抽查", (REGISTERED,), date(year, 9, 2), 0, organs=(BESIDE,)),
    ]
    out = [Script(**{**s.__dict__, "take": n}) for s, n in zip(every, takes, strict=False)]
    if out:
        words = "封存以后发现抽查事项写错，应当抽产品质量；信标公布以前作废，另立一次"
        gone = Script(ORGAN, f"{year}年夏季抽查", (REGISTERED,), date(year, 5, 27), takes[0], up_to="witnessed", void=words)
        out.insert(1, gone)
    return out


def stand_in(tasks: Sequence[Task], cast: Cast, year: int) -> tuple[list[Task], list[Script]]:
    """The tasks that are left, and the draws in place of the others; no draws in a county too small for them."""
    ready = [o for o in (ORGAN, BESIDE) if len(cast.certified(o, date(year, 12, 31))) >= 2]
    if ORGAN not in ready:
        return list(tasks), []
    plain = [t for t in tasks if t.procedure == "inspection" and not t.given_up and t.demand.amounts == PLAIN]
    batches = [t for t in tasks if t.demand.amounts.keys() == {BATCH, SUBJECTS} and LEAST <= t.demand.amounts[SUBJECTS] <= MOST]
    chosen = batches[:: max(1, len(batches) // 3)][: 3 if BESIDE in ready else 2]
    while chosen and sum(t.demand.amounts[SUBJECTS] for t in chosen) > len(plain) // 2:
        chosen.pop()
    made = scripts(year, [t.demand.amounts[SUBJECTS] for t in chosen])
    every = sum(s.inspections for s in made)
    gone = {id(t) for t in (*chosen, *(plain[i * len(plain) // every] for i in range(every)))}
    return [t for t in tasks if id(t) not in gone], made
