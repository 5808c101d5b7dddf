"""Merge the departments' approved filings into a year's joint visits, with a certificate that was checked by what did not
make it. The files come first, the entry last."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from yifa.chapters.enforcement.joint_plan import JointPlan, Rules
from yifa.joint.adjust import duties_csv
from yifa.joint.inputs import NAMES, together
from yifa.joint.model import Duty
from yifa.joint.plan import plan
from yifa.joint.read import BLOCKED, OFFICER, BadInput, read_duties
from yifa.kernel.refusal import Refusal
from yifa.registry.models import Officer
from yifa.store.actor import Actor

from ..advance import Taken
from ..county import now as present
from ..firms.spared_days import spared
from ..names import organ_name
from ..recusals import avoided
from ..refused import Refused
from ..take_step import take_step
from .files import PLANS, read_filed
from .gate import ready, sealed, workdays
from .plans import Filed, filings, year_of

SPLIT = re.compile(r"[;；、,，\s]+")
Spared = list[tuple[str, date, date]]


def plan_joint_year(
    actor: Actor,
    matter: str,
    *,
    seen: int | None = None,
    now: datetime | None = None,
    told: Callable[[str], None] = lambda stage: None,
) -> Taken:
    """Plans the year anew from what is filed and approved now: seconds for some thousand duties, half a minute for 60,000; no
    lock is held meanwhile. `seen`: the seq that the form showed; `told` hears each stage.

    Raises Refused, Stale, NoSuchMatter; no entry is written then."""
    moment = now or present()
    year = year_of(ready(actor, matter, JointPlan.planned, moment))
    told("收集部门计划")
    taken = [f for f in filings(matter) if f.counts]
    if not taken:
        words = "还没有已经批准的部门计划"
        raise Refused(Refusal(words, JointPlan.planned.cite, "请各部门报送，并由本部门负责人批准"))
    duties, officers, asked = duties_of(taken, moment.date()), officers_of(year.rules), spared(year.rules.year)
    data = {"duties": duties, "officers": officers, "rules": rules_of(year.rules, bool(asked))}
    if asked:
        data["blocked"] = blocked_of(asked, year.rules.year)
    try:
        inputs = together(data, NAMES, workdays)
    except BadInput as error:
        raise Refused(*(Refusal(in_words(m, taken, moment.date())) for m in error.mistakes)) from None
    told("合并，排日子和人员")
    made = plan(inputs.problem)
    told("另用一套程序核对")
    whole = sealed(made, inputs, PLANS)
    told("记入账本")
    counts, bound = whole["counts"], whole["bound"]
    facts = {
        "certificate": whole["digest"],
        "duties": counts["duties"],
        "placed": counts["placed"],
        "visits": counts["visits"],
        "bound": bound["any"],
        "gap_bp": bound["gap_bp"],
        "organs": whole["separate"]["organs"],
        "officers": len(inputs.problem.officers),
        "spared": sum(map(len, inputs.problem.blocked.values())),
        "sources": [f"{f.matter.number}={f.duties.sha256}" for f in taken],
    }
    expected = seen if seen is not None else year.matter.seq
    return take_step(actor, matter, JointPlan.planned, facts, seen=expected, together=True, now=moment)


def duties_of(taken: Iterable[Filed], today: date) -> bytes:
    """All duties together, from today on; each is named by its organ and its own number, so that two organs may number alike.
    Raises Refused for duties whose last day is over: nothing is planned into the past."""
    every, over = list[Duty](), list[Refusal]()
    for f in taken:
        mine = read_duties(read_filed(f.duties.sha256, f.matter.number), f.duties.file)
        if late := [d.id for d in mine if d.latest < today]:
            which = "、".join(late[:3]) + ("等" if len(late) > 3 else "")
            over.append(Refusal(f"{f.matter.number}里检查{which}共{len(late)}项的时限已经过去", None, "请该部门撤回，改好时限再报送"))
        every += [replace(d, id=f"{d.organ}/{d.id}", earliest=max(d.earliest, today)) for d in mine]
    if over:
        raise Refused(*over)
    return duties_csv(sorted(every, key=lambda d: d.id))


def officers_of(rules: Rules) -> bytes:
    """The certified officers of the register in the year. Where a certificate was renewed under its number, the period with
    most days in the year counts. A recusal that holds on any day of the year keeps the officer away all year: the planner's
    recusals have no dates."""
    first, last = date(rules.year, 1, 1), date(rules.year, 12, 31)
    best: dict[str, tuple[int, Officer]] = {}
    for o in Officer.objects.filter(since__lte=last).exclude(until__lt=first).order_by("key", "since"):
        days = (min(o.until or last, last) - max(o.since, first)).days
        if SPLIT.sub("", o.items) and (o.key not in best or days > best[o.key][0]):
            best[o.key] = (days, o)
    away = avoided(best.keys(), first, last)
    rows = [
        (
            o.key,
            o.organ,
            ";".join(sorted(set(filter(None, SPLIT.split(o.items))))),
            o.since,
            o.until or last,
            ";".join(sorted(away.get(o.key, ()))),
            rules.minutes_per_day,
        )
        for _, o in best.values()
    ]
    return table(OFFICER, rows)


def rules_of(rules: Rules, blocked: bool) -> bytes:
    lines = [f"{k} = {getattr(rules, k)}" for k in ("year", "visits_per_subject", "visitors_per_visit", "travel_minutes")]
    return "\n".join([*lines, *([f'blocked = "{NAMES["blocked"]}"'] if blocked else []), ""]).encode()


def blocked_of(asked: Spared, year: int) -> bytes:
    """The days that firms asked to be spared: (subject, first, last), both counted; one row a day of the year."""
    days = {
        (subject, date.fromordinal(n))
        for subject, first, last in asked
        for n in range(max(first, date(year, 1, 1)).toordinal(), min(last, date(year, 12, 31)).toordinal() + 1)
    }
    return table(BLOCKED, sorted(days))


def in_words(mistake: str, taken: Iterable[Filed], day: date) -> str:
    """A mistake of the engine with the organs' names in place of their keys."""
    for key in sorted({f.matter.organ for f in taken}):
        mistake = mistake.replace(f"“{key}”", f"“{organ_name(key, day)}”")
    return mistake.rstrip("。")


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(heads)
    out.writerows(rows)
    return text.getvalue().encode()
