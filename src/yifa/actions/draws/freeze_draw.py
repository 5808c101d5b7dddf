"""Freeze a draw: the lists are taken from the registers as they are today and bound by their roots."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from yifa.chapters.enforcement.draw import Draw
from yifa.chapters.enforcement.draw_facts import DrawPlan, Frozen
from yifa.draw.freeze import freeze
from yifa.draw.lists import OFFICERS, SUBJECTS
from yifa.draw.rules import Rules, rules
from yifa.kernel.refusal import Refusal
from yifa.registry.models import Officer, Subject, valid_on
from yifa.store.actor import Actor

from ..advance import Taken
from ..names import organ_name
from ..recusals import avoided
from ..refused import Refused
from .shared import At, announced, number_of, take

Rows = Iterable[Sequence[object]]
LAST = date(9999, 12, 31)


def freeze_draw(
    actor: Actor,
    matter: str,
    *,
    excluded: Mapping[str, str] | None = None,
    recused: Sequence[tuple[str, str]] = (),
    seen: int | None = None,
    now: datetime | None = None,
) -> Taken:
    """Writes the lists of the day. `excluded`: code of the reason by subject; `recused`: (officer, subject) pairs besides
    those of the roster of recusals that hold on a day of the visits.

    Raises as `draws.take` does; also for a subject or officer who is not on the list, or where nobody is."""

    def work(at: At) -> Frozen:
        if not at.folder.has("freeze"):
            _freeze(at, dict(excluded or {}), recused)
        made = at.folder.statement("freeze")
        strata = made["strata"]
        return Frozen(
            **announced(at.folder, "freeze"),
            subjects=made["subjects"]["count"],
            excluded=sum(n for s in strata for n in s["excluded"].values()),
            officers=made["officers"]["count"],
            take=sum(s["take"] for s in strata),
        )

    return take(actor, matter, "frozen", work, seen=seen, now=now)


def _freeze(at: At, excluded: dict[str, str], recused: Sequence[tuple[str, str]]) -> None:
    planned = at.state.last(Draw.planned)
    assert planned is not None  # it opened the matter
    plan: DrawPlan = planned.facts
    day, organs = at.now.date(), [at.locked.organ, *(o for o in plan.organs if o != at.locked.organ)]
    given = _rules(at, plan, organs, day)
    subjects = _subjects(plan, given, excluded, day)
    officers = _officers(plan, organs, recused, day, {str(r[0]) for r in subjects})
    _all_known("不参加抽取的对象", excluded, {str(r[0]) for r in subjects}, "核对统一社会信用代码，或者放宽方案里的范围")
    _all_known("回避的检查人员", [o for o, _ in recused], {str(r[0]) for r in officers}, "核对执法证号")
    _all_known("回避的对象", [s for _, s in recused], {str(r[0]) for r in subjects}, "核对统一社会信用代码")
    at.folder.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = at.folder.path.with_name(f".{at.folder.path.name}.{os.getpid()}.lists")
    try:
        draft.mkdir(mode=0o700)
        pool = _table(draft / "对象名单.csv", SUBJECTS, subjects)
        people = _table(draft / "人员名单.csv", OFFICERS, officers)
        freeze(pool, people, given, at.folder.path, number_of(at.locked.number), at.minute)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _rules(at: At, plan: DrawPlan, organs: Sequence[str], day: date) -> Rules:
    raw: dict[str, Any] = {
        "title": f"{at.locked.number} {at.locked.title}",
        "organ": organ_name(at.locked.organ, day),
        "visits": [plan.first_visit.isoformat(), plan.last_visit.isoformat()],
        "strata": {k: {"name": f"信用{k}", **share} for k, share in plan.strata().items()},
        "reasons": plan.codes(),
        "team": [{"organ": organ_name(o, day), "officers": plan.officers, "items": list(plan.certificates)} for o in organs],
    }
    return rules(raw, "抽查方案")


def _subjects(plan: DrawPlan, given: Rules, excluded: Mapping[str, str], day: date) -> list[Sequence[object]]:
    """The firms of the register on the day within the plan's reach; the credit class is the stratum."""
    found = Subject.objects.filter(valid_on(day), credit__in=list(given.strata))
    if plan.townships:
        found = found.filter(township__in=plan.townships)
    if plan.kinds:
        found = found.filter(kind__in=plan.kinds)
    rows: list[Sequence[object]] = [
        (key, name, credit, 1, excluded.get(key, "")) for key, name, credit in found.values_list("key", "name", "credit")
    ]
    if not rows:
        raise Refused(Refusal("按方案的信用等级、乡镇和类别，对象名册里今天一户也没有", None, "核对方案和对象名册；方案写错的，宣布作废，另立一次"))
    return rows


def _officers(
    plan: DrawPlan, organs: Sequence[str], recused: Sequence[tuple[str, str]], day: date, listed: Collection[str]
) -> list[Sequence[object]]:
    """The officers of these organs whose certificate is valid on the day and covers something; who lacks what the plan
    asks, or whose certificate ends before the visits do, is on the list and is not sent by the engine."""
    found = list(Officer.objects.filter(valid_on(day), organ__in=organs).exclude(items=""))
    avoid = {k: v & set(listed) for k, v in avoided({o.key for o in found}, plan.first_visit, plan.last_visit).items()}
    for officer, subject in recused:
        avoid.setdefault(officer, set()).add(subject)
    rows: list[Sequence[object]] = []
    for o in found:
        items = ";".join(part for part in o.items.replace("、", ";").replace("；", ";").replace("，", ";").split(";") if part.strip())
        until = (o.until or LAST).isoformat()
        rows.append((o.key, organ_name(o.organ, day), items, o.since.isoformat(), until, ";".join(sorted(avoid.get(o.key, ()))), plan.visits))
    able = [r for r in rows if set(plan.certificates) <= {p.strip() for p in str(r[2]).split(";")}]
    for o in organs:
        name = organ_name(o, day)
        if sum(r[1] == name for r in able) < plan.officers:
            kinds = "、".join(plan.certificates)
            words = f"{name}今天持有效证件、执法类别含“{kinds}”的不足{plan.officers}人"
            raise Refused(Refusal(words, Draw.frozen.cite, "先在执法人员名册里登记证件的执法类别和有效期；方案写错的，宣布作废，另立一次"))
    return rows


def _all_known(what: str, given: Iterable[str], known: set[str], todo: str) -> None:
    lost = [x for x in given if x not in known]
    if lost:
        raise Refused(Refusal(f"{what}“{'、'.join(lost[:5])}”不在名单里", None, todo))


def _table(file: Path, columns: Sequence[str], rows: Rows) -> Path:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        writer.writerows(rows)
    return file
