"""What is wrong in a matter: late, overdue, too early, not permitted. Each names the article and what to do. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .entry import Entry
from .law import Cite
from .replay import State

Kind = Literal["late", "overdue", "early", "irregular"]


@dataclass(frozen=True)
class Finding:
    kind: Kind
    words: str
    cite: Cite
    todo: str
    entry: Entry | None = None
    line: str = ""


def findings(state: State) -> list[Finding]:
    """Facts for supervision, in the order of the declaration; empty for a matter without fault."""
    return [*_dues(state), *_early(state), *_irregular(state)]


def _dues(state: State) -> list[Finding]:
    out: list[Finding] = []
    for d in state.dues():
        title = d.limit.of.title
        if d.late and d.met is not None and d.on is not None:
            words = f"“{title}”应于{d.on}前完成，实际{d.met.on}，晚{(d.met.on - d.on).days}天"
            out.append(Finding("late", words, d.limit.cite, "说明原因，供执法监督核查", d.met, d.limit.key))
        elif d.light(state.day) == "red" and d.on is not None:
            words = f"“{title}”应于{d.on}前完成，已逾期{(state.day - d.on).days}天"
            todo = f"请{d.limit.of.by.title}尽快办理“{title}”"
            out.append(Finding("overdue", words, d.limit.cite, todo, d.start, d.limit.key))
    return out


def _early(state: State) -> list[Finding]:
    out: list[Finding] = []
    for n in state.plan.minima:
        step = state.plan.steps[n.of.key]
        for e in state.record.all(step.key):
            out += [
                Finding("early", r.words, n.cite, r.todo, e, n.key) for r in state.ahead(step, e) if r.cite == n.cite
            ]
            out += [
                Finding("early", f"“{step.title}”最早在{first}，实际{e.on}", n.cite, "核实是否影响效力", e, n.key)
                for first in state._dues.earliest(n)
                if e.on < first
            ]
    return out


def _irregular(state: State) -> list[Finding]:
    return [
        Finding("irregular", e.irregular, state.plan.steps[e.step].cite, "由执法监督核查处理", e, e.step)
        for e in state.entries
        if e.irregular
    ]
