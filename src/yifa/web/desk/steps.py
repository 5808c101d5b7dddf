"""The steps of a matter as its page shows them: what may be done as forms, the rest with the reasons why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from yifa.kernel.declare import LAW_ITSELF, Step
from yifa.store.actor import SEATS, Actor, may_take, may_work

from .. import words
from . import forms
from .case import Case
from .clock import running
from .gate import refusals_of
from .lists import href

FORMS = 4
"""So many open steps are shown with their forms; the others lead to a page of their own, or the page would be long and slow."""
OVER = ("需要更正的，办理“更正”并写明理由", "无须办理")
"""The advice of refusals of steps that lie behind: their place is the life story."""


def shown(
    case: Case,
    actor: Actor,
    now: datetime,
    initial: Mapping[str, Mapping[str, Any]] | None = None,
    sent: Collection[str] = (),
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(the open steps, the steps that are not open yet), as parameters of the component `step`. `initial`: by step, what
    its form shows filled in. `sent`: officers whom the forms name before the others."""
    known = initial or {}
    works = may_work(actor, case.matter.organ)
    people = sorted(case.serving, key=lambda p: p[0] not in sent) if works else ()
    open: list[dict[str, Any]] = []
    barred: list[dict[str, Any]] = []
    for step in case.state.plan.steps.values():
        if step.by is LAW_ITSELF or step.hears:
            continue
        refusals = case.state.why_not(step)
        if not refusals:
            open.append(_open(case, step, actor, works))
        elif not case.matter.closed and not any(r.todo in OVER for r in refusals):
            first = refusals[0]
            later = {"words": "按规定还不能办、但是已经发生了的", "todo": "照实记录并写明理由"}
            later["href"] = href(case.matter, step=step.key)
            more = [later] if works and may_take(actor, case.matter.organ, step.by.seat) else []
            barred.append(
                {
                    "key": step.key,
                    "title": step.title,
                    "who": f"还不能做：{first.words}",
                    "cite": str(step.cite),
                    "refusals": refusals_of(refusals) + more,
                }
            )
    next_up = [d.limit.of.key for d in running(case)]
    open.sort(key=lambda s: (not s["mine"], not s["must"], s["key"] not in next_up))
    for s in open[:1]:
        s["open"] = s["mine"] and s["must"]
    for s in [s for s in open if s["mine"]][:FORMS]:
        step = case.state.plan.steps[s["key"]]
        form = forms.empty(case.procedure, step, now, people=people, waiting=waiting(case, step), organs=case.organs,
                           initial=known.get(step.key))  # fmt: skip
        s.update(parts(case, step, form))
        s.pop("link")
    return open, barred


def _open(case: Case, step: Step[Any], actor: Actor, works: bool) -> dict[str, Any]:
    duty = "应当做" if step.must else "可以做"
    out: dict[str, Any] = {"key": step.key, "title": step.title, "cite": str(step.cite), "must": step.must}
    if not works or not may_take(actor, case.matter.organ, step.by.seat):
        who = SEATS.get(step.by.seat, "承办人员")
        refusal = {"words": f"“{step.title}”由{step.by.title}办理", "todo": f"请{case.organ}的{who}办理"}
        return {**out, "mine": False, "who": f"{duty}，由{step.by.title}办理", "refusals": [refusal]}
    link = href(case.matter, step=step.key)
    return {**out, "mine": True, "who": f"{duty}，{step.by.title}", "link": link, "words": _words(step)}


def parts(case: Case, step: Step[Any], form: forms.StepForm) -> dict[str, Any]:
    """The form's part of the component: where it posts, its fields, what it carries along."""
    return {
        "action": href(case.matter, step=step.key),
        "fields": form.fields,
        "hidden": {"seen": str(case.matter.seq), **form.hidden},
        "button": f"记录{step.title}",
        "files": True,
        "words": _words(step),
    }


def _words(step: Step[Any]) -> str:
    says = []
    if step.paper:
        says.append(f"记录以后生成《{step.paper.title}》")
    if step.opens:
        says.append(f"同时立一件{step.opens.title}")
    if step.publishes:
        says.append("记录以后，公开网站就显示这件案件的公示信息")
    return "；".join(says) + ("。" if says else "")


def waiting(case: Case, step: Step[Any]) -> list[tuple[str, str]]:
    """The entries that an `each` step may answer: (seq, words)."""
    plan = case.state.plan
    if not plan.each[step.key]:
        return []
    out = []
    for e in case.state.waiting(plan.target[step.key]):
        r = case.by_seq.get(e.id)
        facts = case.facts(r)[:1] if r else []
        more = f"：{facts[0][1][:40]}" if facts else ""
        out.append((str(e.id), f"第{e.id}号，{words.day(e.on)}{more}"))
    return out
