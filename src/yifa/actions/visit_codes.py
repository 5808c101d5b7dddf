"""The code of a visit as the ledger stands: of one organ, or of all that come to the firm together (综合查一次).

Together come the visits that their organs filed as joint, of the same firm for the same day: nobody types who they are.
A visit on a lead (complaint, assignment, monitoring, emergency) is never one of them.
Each organ approves its own officers and items, and every organ shows the same code, so that one scan at the door names
all who may enter. Who has not been approved yet is not in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yifa.chapters.enforcement.inspection import Inspection
from yifa.chapters.enforcement.inspection_facts import PLANNED, Plan, Result
from yifa.kernel.entry import Entry
from yifa.proofs.visit_code import Party, VisitCode
from yifa.registry.models import Officer, Subject, valid_on
from yifa.store.models import Matter

from .county import County
from .names import organ_name
from .visits import KEY, entries_of

BACK = timedelta(days=400)
"""A visit of a day was filed no longer ago than this."""


@dataclass(frozen=True)
class Issued:
    """What the code of a visit says; None and the reason where there is none. `waiting`: who is to come along by the
    filings and is not in the code, with the reason."""

    visit: VisitCode | None
    why_not: str = ""
    todo: str = ""
    waiting: tuple[str, ...] = ()


def issue(matter: Matter, state: Any, subject: str, county: County) -> Issued:
    """The visit that may be signed, from the matter's state. `subject`: its name."""
    filing, approval = (state.last(Inspection.lines[k]) for k in ("filing", "approval"))
    urgent = next((e for e in reversed(state.entries) if e.step == "at_once"), None)
    if filing is None or state.outcome == Result.none.value:
        return Issued(None, state.outcome or "备案已经作废", "不得入企；另有需要的，重新备案")
    if approval is None and urgent is None:
        return Issued(None, "检查还没有批准", "请机关负责人批准检查方案；批准以后这里出现检查码")
    day = urgent.on if urgent else filing.facts.planned_on
    named = sorted(urgent.by) if urgent else officers_of(approval.facts, matter.organ, day)
    party, gone = _party(matter, filing.facts, named, day)
    if gone:
        return Issued(None, f"证号{'、'.join(gone)}在{day}不是本单位的有效执法证件", "换持有效证件的人员，重新批准方案")
    if len(set(named)) < 2:
        return Issued(None, "批准的方案没有写明两名执法人员（证号或者姓名）", "更正方案，写明证号；或者持检查通知书入企")
    basis, until = ("紧急检查，事后补办批准", "23:59") if urgent else ("已批准", county.code_until)
    registered = Subject.objects.filter(valid_on(day), key=matter.subject).values_list("name", flat=True).first()
    about = (subject or matter.title, matter.subject if registered else "")
    parties, waiting = [party], list[str]()
    if _goes_along(filing.facts) and registered:
        about = (registered, matter.subject)  # the same in the code of every organ
        others, waiting = _together(matter, day, filing.facts)
        parties = sorted([party, *others], key=lambda p: p.number.encode())
    first, *rest = parties
    made = VisitCode(
        first.number, first.organ, about, first.items, first.officers, basis, f"{day}T00:00", f"{day}T{until}", tuple(rest)
    )
    return Issued(made, waiting=tuple(waiting))


def together(matter: Matter, plan: Plan) -> list[tuple[Matter, list[Entry]]]:
    """The visits of other organs that are filed to go together with this one, with their entries, by number; one that
    was given up is not among them. Two queries, none for a visit that is not joint."""
    if not _goes_along(plan) or not matter.subject:
        return []
    found = Matter.objects.filter(procedure=KEY, subject=matter.subject, opened_on__gte=plan.planned_on - BACK)
    found = found.exclude(id=matter.id).exclude(outcome=Result.none.value).order_by("number")
    matters = {m.id: m for m in found}
    chains = entries_of(matters)
    out = [(matters[id], chains[id]) for id in matters]
    return [(m, es) for m, es in out if (other := _plan(es)) and _goes_along(other) and other.planned_on == plan.planned_on]


def _goes_along(plan: Plan) -> bool:
    return plan.joint and plan.cause in PLANNED


def _together(matter: Matter, day: date, plan: Plan) -> tuple[list[Party], list[str]]:
    """(those who come along, in words who is to come and may not yet)."""
    parties, waiting = list[Party](), list[str]()
    for m, entries in together(matter, plan):
        organ = organ_name(m.organ, day)
        filed = _plan(entries)
        approval = next((e for e in reversed(entries) if e.step == Inspection.approval.key), None)
        if filed is None or approval is None:
            waiting.append(f"{organ}（{m.number}）还没有批准")
            continue
        party, gone = _party(m, filed, officers_of(approval.facts, m.organ, day), day)
        if gone or len(set(party.officers)) < 2:
            why = f"证号{'、'.join(gone)}当天不是有效执法证件" if gone else "方案没有写明两名执法人员"
            waiting.append(f"{organ}（{m.number}）{why}")
        else:
            parties.append(party)
    return parties, waiting


def _plan(entries: Sequence[Entry]) -> Plan | None:
    return next((e.facts for e in reversed(entries) if e.step == Inspection.filing.key), None)


def _party(matter: Matter, plan: Plan, named: Sequence[str], day: date) -> tuple[Party, list[str]]:
    """One organ's part of the code, and which of its officers hold no certificate of it that day."""
    valid = set(Officer.objects.filter(valid_on(day), organ=matter.organ, key__in=named).values_list("key", flat=True))
    return Party(matter.number, organ_name(matter.organ, day), plan.items, tuple(named)), [k for k in named if k not in valid]


def officers_of(approval: Any, organ: str, day: date) -> list[str]:
    """The certificates named by an approved plan. Before 2026-12-01 it names officers in words: by number or name."""
    named = getattr(approval, "certificates", None)
    if named is not None:
        return list(dict.fromkeys(named))
    text = approval.officers
    rows = Officer.objects.filter(valid_on(day), organ=organ).order_by("key").values_list("key", "name")
    return [key for key, name in rows if text and (key in text or name in text)]
