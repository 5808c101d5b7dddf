"""A plan changed by hand, and the part of it that may be announced: new lists of visits, and a plan made from them. Pure.

Nothing is checked here but that what is named exists: `verify.constraints` says whether the result may stand, and
`write.write` makes its certificate anew, with the bound for the same duties."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from .inputs import NAMES, Inputs, Workdays, together
from .model import Duty, Officer, Problem, Visit
from .plan import Plan
from .read import DUTY
from .reasons import figures
from .world import world

Left = Sequence[tuple[str, str]]
"""(duty, reason in words) of what is left out."""


class Unknown(LookupError):
    """What was named is not in the plan; the text says what."""


def moved(visits: Sequence[Visit], id: str, on: date) -> list[Visit]:
    """The visit on another day, with the same people. Raises Unknown."""
    return _changed(visits, id, lambda v: replace(v, on=on))


def crewed(visits: Sequence[Visit], id: str, officers: Iterable[str]) -> list[Visit]:
    """The visit with other people. Raises Unknown."""
    return _changed(visits, id, lambda v: replace(v, officers=tuple(sorted(set(officers)))))


def parted(problem: Problem, visits: Sequence[Visit], id: str, duties: Iterable[str], on: date) -> list[Visit]:
    """Some duties of a visit as one of their own on a day; each part keeps those of its people whom it needs. The new
    visit has the next number. Raises Unknown."""
    old, out = _visit(visits, id), set(duties)
    if strange := out - set(old.duties):
        raise Unknown(f"{id}里没有检查{'、'.join(sorted(strange))}")
    if not out or out == set(old.duties):
        raise Unknown(f"拆出的检查要是{id}的一部分，不能一项不选，也不能全选")
    rest = tuple(d for d in old.duties if d not in out)
    stays = replace(old, duties=rest, officers=needed(problem, rest, old.officers))
    gone = tuple(sorted(out))
    fresh = Visit(_next(visits), old.subject, on, gone, needed(problem, gone, old.officers))
    return [*(stays if v.id == id else v for v in visits), fresh]


def merged(problem: Problem, visits: Sequence[Visit], id: str, other: str) -> list[Visit]:
    """Another visit of the same firm taken into this one, on this one's day, with the people of both who are needed. Raises
    Unknown."""
    into, gone = _visit(visits, id), _visit(visits, other)
    if id == other or into.subject != gone.subject:
        raise Unknown(f"{id}和{other}不是同一家企业的两次入企")
    duties = tuple(sorted({*into.duties, *gone.duties}))
    people = needed(problem, duties, {*into.officers, *gone.officers})
    whole = replace(into, duties=duties, officers=people)
    return [whole if v.id == id else v for v in visits if v.id != other]


def needed(problem: Problem, duties: Iterable[str], officers: Iterable[str]) -> tuple[str, ...]:
    """Of these people those without any one of whom a team of the duties would be short, the last by name left out first."""
    todo = [d for d in problem.duties if d.id in set(duties)]
    there = [o for o in problem.officers if o.id in set(officers)]
    for o in sorted(there, key=lambda o: o.id, reverse=True):
        rest = [p for p in there if p is not o]
        if not any(able(o, d) and sum(able(p, d) for p in there) <= d.team for d in todo):
            there = rest
    return tuple(sorted(o.id for o in there))


def able(o: Officer, d: Duty) -> bool:
    """Whether the officer is of the duty's organ and certified for its item; the day apart."""
    return o.organ == d.organ and d.item in o.items


def spare(problem: Problem, visits: Sequence[Visit], id: str, on: date) -> list[tuple[Officer, int]]:
    """Who could come to a visit on a day: officers certified that day for one of its duties and not recused, with the minutes
    that their other visits of the day leave, by organ and name. Raises Unknown."""
    v = _visit(visits, id)
    duty = {d.id: d for d in problem.duties}
    own = [duty[d] for d in v.duties]
    fit = [
        o
        for o in problem.officers
        if o.valid_from <= on <= o.valid_to and v.subject not in o.recuse and any(able(o, d) for d in own)
    ]
    organ, used = {o.id: o.organ for o in problem.officers}, Counter[str]()
    for other in visits:
        if other.on == on and other.id != id:
            minutes = Counter[str]()
            for d in other.duties:
                minutes[duty[d].organ] += duty[d].minutes
            for who in other.officers:
                used[who] += minutes[organ[who]] + problem.rules.travel_minutes
    return sorted(((o, o.minutes_per_day - used[o.id]) for o in fit), key=lambda x: (x[0].organ, -x[1], x[0].id))


def remade(problem: Problem, visits: Iterable[Visit], left: Left) -> Plan:
    """The plan of these visits, to be written with a certificate of its own."""
    every = sorted(visits, key=lambda v: (v.on, v.subject, v.id))
    return Plan(world(problem), tuple(every), {duty: figures(words) for duty, words in left})


def announceable(
    inputs: Inputs, visits: Iterable[Visit], left: Left, workdays: Workdays
) -> tuple[Inputs, list[Visit], list[tuple[str, str]]]:
    """The part of a plan without the duties that may not be merged, some of which must come as a surprise: (its inputs, its
    visits, what it leaves out). It is a plan in its own right, with a bound of its own, and tells nothing of the rest."""
    mine = [d for d in inputs.problem.duties if d.mergeable]
    ids = {d.id for d in mine}
    data = {part: raw for part, raw in inputs.files.items() if part != "workdays"} | {"duties": duties_csv(mine)}
    part = together(data, NAMES, workdays)
    return part, [v for v in visits if ids.issuperset(v.duties)], [(d, words) for d, words in left if d in ids]


def duties_csv(duties: Iterable[Duty]) -> bytes:
    """Duties as a file in the form in which they are read."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(DUTY)
    for d in duties:
        days = (d.earliest.isoformat(), d.latest.isoformat())
        out.writerow((d.id, d.subject, d.township, d.item, d.organ, *days, d.minutes, int(d.mergeable), d.team))
    return text.getvalue().encode()


def _visit(visits: Sequence[Visit], id: str) -> Visit:
    found = next((v for v in visits if v.id == id), None)
    if found is None:
        raise Unknown(f"计划里没有编号为{id}的入企")
    return found


def _changed(visits: Sequence[Visit], id: str, make: Callable[[Visit], Visit]) -> list[Visit]:
    old = _visit(visits, id)
    return [make(v) if v is old else v for v in visits]


def _next(visits: Sequence[Visit]) -> str:
    numbers = [int(v.id[1:]) for v in visits if v.id[:1] == "V" and v.id[1:].isdigit()]
    width = max(5, *(len(v.id) - 1 for v in visits))
    return f"V{max(numbers, default=0) + 1:0{width}}"
