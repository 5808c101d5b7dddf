"""The certificate of a plan: inputs by digest, counts, the bound with what shows it. Whole numbers only. Pure.

    format      2 (1: without `time`)
    inputs      {"duties": {"file", "sha256"}, "officers": …, "rules": …, "blocked": …, "workdays": …}
    outputs     {"visits.csv": sha256, …}
    counts      duties, impossible (no plan can place them), most (that a plan could place at most, by windows, caps and
                officers' time), placed, visits
    time        null unless officers' time keeps duties out; else prices of it. starts: first day of each period; any, most:
                {"drop": price of a dropped duty in hundred millionths of a visit, "officers": {officer: [price of a weighed
                minute, by period]}}; weights: {organ: by period [[minutes of a visit, hundredths that it weighs], …]}
    bound       any: visits that every plan needs that places as many duties, whichever, by the better of two ways; price:
                [a, b], what shows it without officers' time;
                same: visits that every plan needs that places the same duties, `any` at least; gap: visits above `any`, gap_bp: that in
                basis points of `any`, rounded up
    separate    duties: visits if each placed duty were one; organs: if each organ merged its own as far as it could
    unplaced    {reason: number}
    blocks      {subject: [{"from", "to", "needs", "why", "duties"}]}: of all possible mergeable duties
    same_blocks the same for subjects of which some possible duties are not placed, of those placed
    digest      SHA-256 of all this as canonical JSON without `digest`
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from . import plan as planned
from . import scarce
from .bound import Block, blocks, fewest, lower, most, pierced
from .guide import DROP, Guide
from .plan import Plan
from .world import Task, World

FORMAT = 2


def certificate(plan: Plan, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """All but `outputs` and `digest`."""
    w = plan.world
    left = {t for t, d in enumerate(plan.problem.duties) if d.id in plan.unplaced}
    kept = [[t for t in tasks if t.i not in left] for tasks in w.subjects]
    dropped = sum(map(len, w.subjects)) - sum(map(len, kept))
    any_, price = lower(w, dropped)
    every = _blocks(w, w.subjects)
    some = _blocks(w, [k if len(k) < len(tasks) else [] for k, tasks in zip(kept, w.subjects, strict=True)])
    same = sum(
        sum(b.needs for b in (every if len(k) == len(tasks) else some).get(n, [])) + sum(not t.mergeable for t in k)
        for n, (k, tasks) in enumerate(zip(kept, w.subjects, strict=True))
    )
    most_, time = most(w), None
    short = sum(reason == "capacity" for reason, _ in plan.unplaced.values())
    if dropped and (plan.guide or planned.scarce(len(w.tasks), short)):
        any_, most_, time = _timed(plan, dropped, any_, most_)
    visits, gap = len(plan.visits), len(plan.visits) - any_
    return {
        "format": FORMAT,
        "year": plan.problem.rules.year,
        "inputs": dict(inputs),
        "counts": {
            "duties": len(plan.problem.duties),
            "impossible": len(w.impossible),
            "most": most_,
            "placed": len(plan.problem.duties) - len(plan.unplaced),
            "visits": visits,
        },
        "bound": {"any": any_, "price": list(price), "same": max(same, any_), "gap": gap, "gap_bp": -(-10_000 * gap // any_) if any_ else 0},
        "time": time,
        "separate": {"duties": sum(map(len, kept)), "organs": separate(w, kept)},
        "unplaced": dict(sorted(Counter(reason for reason, _ in plan.unplaced.values()).items())),
        "blocks": {w.names[n]: [_plain(w, b) for b in found] for n, found in sorted(every.items())},
        "same_blocks": {w.names[n]: [_plain(w, b) for b in found] for n, found in sorted(some.items())},
    }


def _timed(plan: Plan, dropped: int, any_: int, most_: int) -> tuple[int, int, dict[str, Any]]:
    """(visits at least, duties at most, the prices that show it), officers' time counted."""
    guide = plan.guide or Guide(plan.world)
    needs = [fewest(plan.world, tasks) if tasks else 0 for tasks in plan.world.subjects]
    few = scarce.visits(guide.market, guide.lam, DROP, dropped, needs)
    many = scarce.most(guide.market, guide.lam, DROP)
    return max(any_, few.value), min(most_, many.value), scarce.plain(plan.world, guide.market, few, many)


def separate(w: World, kept: list[list[Task]]) -> int:
    """Visits of the placed duties at least if each organ came by itself and merged its own as far as windows allow."""
    total = 0
    for tasks in kept:
        for organ in {t.organ for t in tasks}:
            own = [t for t in tasks if t.organ == organ]
            merged = [t for t in own if t.mergeable]
            total += len(own) - len(merged) + pierced(merged)
    return total


def sealed(plain: Mapping[str, Any]) -> dict[str, Any]:
    """With its digest."""
    body = {k: v for k, v in plain.items() if k != "digest"}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {**body, "digest": hashlib.sha256(text.encode()).hexdigest()}


def _blocks(w: World, subjects: list[list[Task]]) -> dict[int, list[Block]]:
    merged = ([t for t in tasks if t.mergeable] for tasks in subjects)
    return {n: found for n, tasks in enumerate(merged) if tasks and (found := blocks(w, tasks))}


def _plain(w: World, b: Block) -> dict[str, Any]:
    days, duties = w.problem.workdays, w.problem.duties
    return {
        "from": days[b.first].isoformat(),
        "to": days[b.last].isoformat(),
        "needs": b.needs,
        "why": b.why,
        "duties": sorted(duties[t.i].id for t in b.tasks),
    }
