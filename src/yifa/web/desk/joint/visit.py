"""One visit of a joint plan: who comes, what is checked, and how it may be changed by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yifa.actions.joint.adjust_joint_plan import Wish, adjust_joint_plan
from yifa.actions.joint.files import Kept
from yifa.actions.joint.gate import ready
from yifa.actions.joint.plans import Sight, seen_by
from yifa.actions.refused import Refused
from yifa.chapters.enforcement.joint_plan import Change, JointPlan
from yifa.joint.adjust import spare
from yifa.joint.model import Visit
from yifa.kernel.refusal import Refusal
from yifa.store.read import NoSuchMatter

from ... import fields, words
from ...forms import Field, Option
from ..gate import Desk, desk, frame, organ_names, refusals_of
from ..visit.cause import filed
from .calendar import FIRM, OFFICER, names
from .plan import broken, plan_of, trail_of

ABOUT = {
    Change.moved: "人员不变；那天排不开的，先换人员再改日期。",
    Change.crewed: "列出的是这一天持证、不用回避的人员，括号里是当天还有多少分钟。",
    Change.parted: "选出的检查另成一次入企，两次各留需要的人员。",
    Change.merged: "另一次并到这一天来；去的人员取两次里需要的。",
}


@dataclass
class Typed:
    """What was posted, kept when it is refused."""

    change: Change | None = None
    on: str = ""
    officers: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    other: str = ""
    reason: str = ""
    seen: int | None = None
    errors: list[dict[str, str]] = field(default_factory=list)

    def day(self) -> date | None:
        return fields.day(self.on) if self.on.strip() else None


def _typed(request: HttpRequest) -> Typed:
    post = request.POST
    known = {c.name: c for c in Change}
    seen = post.get("seen", "")
    return Typed(
        known.get(post.get("change", "")),
        post.get("on", "")[:40],
        tuple(post.getlist("officers"))[:200],
        tuple(post.getlist("duties"))[:200],
        post.get("other", "")[:40],
        post.get("reason", "")[:2000],
        int(seen) if seen.isdecimal() and len(seen) < 10 else None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def visit(request: HttpRequest, desk: Desk, plan: str, visit: str) -> HttpResponse:
    sight = seen_by(desk.actor, plan)
    try:
        made = plan_of(sight)
    except Refused as refused:
        return broken(request, desk, refused)
    v = next((v for v in made.visits if v.id == visit), None) if made else None
    if made is None or v is None or (sight.organ and sight.organ not in made.organs(v)):
        raise Http404
    if request.method != "POST":
        return _page(request, desk, sight, made, v, Typed(), [])
    typed = _typed(request)
    try:
        if typed.change is None:
            raise Refused(Refusal("没有选怎样调整", None, "从下面选一种"))
        wish = Wish(typed.change, v.id, typed.day(), typed.officers, typed.duties, typed.other)
        adjust_joint_plan(desk.actor, plan, wish, typed.reason, seen=typed.seen or sight.year.matter.seq, now=desk.now)
    except fields.Unreadable as wrong:
        return _page(request, desk, sight, made, v, typed, [{"words": f"日期：{wrong}"}])
    except Refused as refused:
        return _page(request, desk, sight, made, v, typed, refusals_of(refused.refusals))
    return HttpResponseRedirect(f"{reverse('desk:joint-visit', args=[plan, v.id])}?done={typed.change.name}")


def _page(
    request: HttpRequest, desk: Desk, sight: Sight, made: Kept, v: Visit, typed: Typed, refusals: list[dict[str, str]]
) -> HttpResponse:
    organs = organ_names(desk.today)
    firm = names(FIRM, [v.subject], desk.today)[v.subject]
    done = {c.name: c for c in Change}.get(request.GET.get("done", ""))
    context = frame(
        desk,
        "joint",
        organs=organs,
        year=sight.year,
        v=v,
        firm=firm,
        pairs=_pairs(sight, made, v, organs, desk),
        duties=_duties(made, v, organs),
        filed=filed(desk, sight, made, v, firm),
        forms=_forms(desk, sight, made, v, typed),
        done=done.value if done else "",
        cost=sight.year.versions[-1][1],
        gap=words.percent(sight.year.versions[-1][1].gap_bp),
        refusals=refusals,
        trail=trail_of(sight, f"{v.id}，{firm}"),
    )
    return render(request, "yifa/desk/joint_visit.html", context, status=422 if refusals else 200)


def _pairs(sight: Sight, made: Kept, v: Visit, organs: dict[str, str], desk: Desk) -> list[dict[str, str]]:
    people = names(OFFICER, v.officers, desk.today)
    who = "、".join(f"{people[o]}（{organs.get(made.who[o].organ, made.who[o].organ)}）" for o in v.officers)
    where = f"{reverse('desk:joint-calendar', args=[sight.year.matter.id])}?by=firm&who={v.subject}"
    return [
        {"label": "日期", "text": words.day_weekday(v.on)},
        {"label": "企业", "text": names(FIRM, [v.subject], desk.today)[v.subject], "href": where, "small": v.subject},
        {"label": "所在乡镇", "text": made.township(v) or "没有写"},
        {"label": "人员", "text": who},
        {
            "label": "事先告诉企业",
            "text": "不告诉：不可合并的检查" if made.secret(v) else "公布以后，企业可以看到日期、机关和事项",
        },
    ]


def _duties(made: Kept, v: Visit, organs: dict[str, str]) -> dict[str, Any]:
    rows = []
    for id in v.duties:
        d = made.of[id]
        rows.append(
            {
                "cells": [
                    {"text": d.item, "head": True, "small": f"{organs.get(d.organ, d.organ)}，编号{id}"},
                    {"text": f"{words.day(d.earliest)}至{words.day(d.latest)}", "th": "时限"},
                    {"text": f"{d.minutes}", "n": True, "th": "分钟"},
                    {"text": f"{d.team}", "n": True, "th": "人"},
                ]
            }
        )
    heads = [{"text": "检查", "width": "third"}, {"text": "时限"}, {"text": "分钟", "n": True}, {"text": "人", "n": True}]
    return {"caption": "这次做的检查", "heads": heads, "groups": [{"rows": rows}]}


def _forms(desk: Desk, sight: Sight, made: Kept, v: Visit, typed: Typed) -> list[dict[str, Any]]:
    """The ways in which the reader may change this visit; none for who may not."""
    try:
        ready(desk.actor, sight.year.matter.id, JointPlan.adjusted, desk.now)
    except (Refused, NoSuchMatter):
        return []
    others = [o for o in made.by_subject[v.subject] if o.id != v.id and not made.secret(o)]
    changes = [Change.moved, Change.crewed]
    changes += [Change.parted] if len(v.duties) > 1 else []
    changes += [Change.merged] if others and not made.secret(v) else []
    out = []
    for change in changes:
        mine = typed if typed.change is change else Typed()
        out.append(
            {
                "change": change.name,
                "title": change.value,
                "about": ABOUT[change],
                "open": typed.change is change,
                "fields": [*_asked(desk, made, v, change, mine, others), _reason(change, mine)],
            }
        )
    return out


def _asked(desk: Desk, made: Kept, v: Visit, change: Change, mine: Typed, others: list[Visit]) -> list[Field]:
    name = change.name
    if change is Change.merged:
        options = [Option(o.id, f"{o.id}，{words.day_weekday(o.on)}", o.id == mine.other) for o in others]
        return [Field("other", f"f-{name}-other", "并进来的一次", "select", options=options)]
    day = Field("on", f"f-{name}-on", "日期", "date", value=mine.on or (v.on.isoformat() if change is Change.moved else ""))
    if change is Change.moved:
        return [day]
    if change is Change.parted:
        options = [Option(d, f"{made.of[d].item}，编号{d}", d in mine.duties) for d in v.duties]
        return [Field("duties", f"f-{name}-duties", "拆出哪些检查", "multi", options=options), day]
    chosen = mine.officers or v.officers
    free = spare(made.problem, made.visits, v.id, v.on)
    people, organs = names(OFFICER, [o.id for o, _ in free], desk.today), organ_names(desk.today)
    options = [
        Option(o.id, f"{people[o.id]}，{organs.get(o.organ, o.organ)}（{max(left, 0)}分钟）", o.id in chosen) for o, left in free
    ]
    return [Field("officers", f"f-{name}-officers", "去的人员", "multi", options=options)]


def _reason(change: Change, mine: Typed) -> Field:
    return Field("reason", f"f-{change.name}-reason", "理由", "textarea", value=mine.reason, max_length=2000)
