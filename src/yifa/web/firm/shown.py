"""What the firm's page shows, in words: visits, how often, plans, requests, what became of what the firm said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from yifa.actions.firms.fetch_rating_token import why_not
from yifa.actions.firms.ratings import quarter_of
from yifa.actions.firms.shared import receiver
from yifa.actions.firms.spared_days import requests
from yifa.actions.firms.visits import Often, Visit, at_the_door, how_often, names_of, visits
from yifa.actions.joint.plans import announced
from yifa.actions.refused import Refused
from yifa.chapters.catalogue import by_digest
from yifa.chapters.oversight.visit_reports import Answer, Compared, VisitComplaint, VisitReport
from yifa.kernel.fold import fold
from yifa.store.models import Matter
from yifa.store.read import chain_of
from yifa.store.visibility import of_firm

from .. import words
from ..desk.gate import organ_names
from .gate import Guest

SAID = (VisitReport.key, VisitComplaint.key)


def this_year(guest: Guest) -> list[Visit]:
    """The visits of the year, and those of which notice was given for later."""
    return visits(guest.firm.key, date(guest.today.year, 1, 1), guest.today + timedelta(days=366))


def receiver_name(guest: Guest) -> str:
    try:
        key = receiver(guest.today)
    except Refused:
        return "县司法局"
    return organ_names(guest.today).get(key, key)


def visits_of(guest: Guest, seen: Sequence[Visit]) -> dict[str, Any]:
    """Who is here, who gave notice, how often they came, and what is planned."""
    organs = organ_names(guest.today)
    entered = [v for v in seen if v.entered]
    here = [v for v in entered if v.on == guest.today or v.over is None]
    coming = [v for v in seen if not v.entered and v.on >= guest.today]
    return {
        "present": [_card(v, organs) for v in here],
        "coming": [_card(v, organs) for v in coming],
        "times": at_the_door(entered),
        "year": guest.today.year,
        "often": [_often(o, organs) for o in how_often(entered)],
        "rows": _table(entered, organs, guest.today.year) if entered else None,
        **_planned(guest, organs),
    }


def _card(v: Visit, organs: dict[str, str]) -> dict[str, Any]:
    known = names_of(v.officers)
    people = [f"{known[k][0]} {k}" for k in v.officers if k in known]
    who = f"{organs.get(v.matter.organ, v.matter.organ)}{'：' + '、'.join(people) if people else ''}"
    when = words.moment(v.at) if v.at else words.day(v.on)
    state = "到，还没有作出结果" if v.over is None else "到"
    pairs = [
        ("谁", who + (f"；一起来的：{v.plan.partners}" if v.plan.partners else "")),
        ("何时", f"{when}{state}" if v.entered else f"{when}，已经送达通知"),
        ("查什么", v.plan.items),
        ("为什么", v.plan.cause.value + (f"，{v.plan.plan_ref}" if v.plan.plan_ref else "") + _batch(v)),
        ("备案", v.matter.number),
    ]
    return {"pairs": [{"label": a, "text": b} for a, b in pairs], "cites": v.bases}


def _batch(v: Visit) -> str:
    return f"，抽取批次{v.plan.batch}" if v.plan.batch else ""


def _often(o: Often, organs: dict[str, str]) -> str:
    """县市场监管局2次，上限2次；另有1次不计入次数（投诉举报1次）"""
    cap = f"上限{o.cap}次" if o.cap is not None else "没有查到公布的上限"
    apart = "、".join(f"{cause}{n}次" for cause, n in o.causes.items())
    return f"{organs.get(o.organ, o.organ)}{o.counted}次，{cap}" + (f"；另有{o.exempt}次不计入次数（{apart}）" if o.exempt else "")


def _table(entered: Sequence[Visit], organs: dict[str, str], year: int) -> dict[str, Any]:
    rows = []
    for v in entered:
        result: dict[str, Any] = {"text": "还没有", "th": "结果"}
        if v.found is not None:
            result = {"text": v.found.result.value, "th": "结果"}
            if v.published:
                result |= {"href": reverse("portal:record", args=[v.matter.id])}
                result["small"] = f"{words.day(v.matter.published_on, year)}公布" if v.matter.published_on else ""
        elif v.over is not None:
            result["text"] = "已经作出，还没有告知您"
        apart = "" if v.counts else "，不计入次数"
        cells = [
            {"text": words.day(v.on, year), "head": True},
            {"text": f"{organs.get(v.matter.organ, v.matter.organ)}，{v.plan.items}", "small": f"{v.plan.cause.value}{apart}"},
            {"text": v.matter.number, "th": "备案"},
            result,
        ]
        rows.append({"cells": cells})
    heads = [{"text": "日期", "width": "m"}, {"text": "谁、查什么"}, {"text": "备案"}, {"text": "结果"}]
    return {"caption": f"{year}年的检查", "heads": heads, "groups": [{"rows": rows}]}


def _planned(guest: Guest, organs: dict[str, str]) -> dict[str, Any]:
    """What the published joint plan lets the firm know beforehand."""
    try:
        every = [a for y in (guest.today.year, guest.today.year + 1) for a in announced(guest.firm.key, y)]
    except Refused as refused:
        return {"planned": None, "no_plan": str(refused.refusals[0].words)}
    ahead = [a for a in every if a.on >= guest.today]
    rows = [
        {
            "cells": [
                {"text": words.day(a.on, guest.today.year), "head": True},
                {"text": "、".join(organs.get(o, o) for o in a.organs), "th": "谁"},
                {"text": "、".join(a.items), "th": "查什么"},
            ]
        }
        for a in ahead
    ]
    heads = [{"text": "日期", "width": "m"}, {"text": "谁"}, {"text": "查什么"}]
    table = {"caption": "计划来的检查", "heads": heads, "groups": [{"rows": rows}]}
    return {"planned": table if rows else None, "no_plan": ""}


def requests_of(guest: Guest) -> dict[str, Any]:
    """The days that the firm asked to be spared, from today on."""
    mine = [r for r in requests(subject=guest.firm.key) if r.days.last >= guest.today]
    rows = [
        {
            "cells": [
                {"text": f"{words.day(r.days.first)}到{words.day(r.days.last)}", "head": True},
                {"text": r.days.reason, "th": "为什么"},
                {"text": r.matter.number, "th": "登记", "small": f"{words.day(r.matter.opened_on)}登记"},
            ]
        }
        for r in sorted(mine, key=lambda r: r.days.first)
    ]
    heads = [{"text": "哪些天"}, {"text": "为什么"}, {"text": "登记"}]
    table = {"caption": "请避开的日子", "heads": heads, "groups": [{"rows": rows}]}
    return {"spared": table if rows else None}


def said(guest: Guest) -> dict[str, Any] | None:
    """What the firm reported and complained of, and what became of it."""
    rows = []
    for m in of_firm(guest.firm.key).filter(procedure__in=SAID).order_by("-opened_on", "-id")[:20]:
        answer = next((e.facts.text for e in _entries(m) if isinstance(e.facts, Answer)), "")
        state = {"text": m.outcome, "light": "done", "th": "办得怎样"} if m.outcome else {"text": "正在办", "light": "green"}
        kind = VisitReport.title if m.procedure == VisitReport.key else VisitComplaint.title
        cells = [
            {"text": words.day(m.opened_on, guest.today.year), "head": True},
            {"text": kind, "small": m.number},
            state,
            {"text": answer or ("不用再办" if m.closed else "还没有答复"), "th": "答复"},
        ]
        rows.append({"cells": cells})
    heads = [{"text": "哪天", "width": "m"}, {"text": "什么"}, {"text": "办得怎样"}, {"text": "答复"}]
    return {"caption": "您反映和投诉过的", "heads": heads, "groups": [{"rows": rows}]} if rows else None


def _entries(m: Matter) -> Sequence[Any]:
    return fold(by_digest(m.definition_id), chain_of(m))


def done(guest: Guest, matter: str) -> dict[str, str] | None:
    """What the page says after something was recorded; None for what is not the firm's own."""
    m = of_firm(guest.firm.key).filter(pk=matter[:32]).exclude(procedure="inspection").first()
    if m is None:
        return None
    if m.procedure != VisitReport.key:
        what = "投诉已经交上去，编号" if m.procedure == VisitComplaint.key else "已经登记，编号"
        return {"light": "done", "status": "已记录", "words": f"{what}{m.number}。"}
    compared = next((e.facts for e in _entries(m) if isinstance(e.facts, Compared)), None)
    if compared is None or compared.mismatch():
        light, status = "red", "对不上" if compared is not None and compared.filed else "没有备案"
        words_ = "那一天对您的这次检查，账本里没有备案" if status == "没有备案" else "这次检查备过案，您说来的人或者查的事项不一样"
        return {"light": light, "status": status, "words": f"{words_}。已交县司法局的执法监督人员核实，编号{m.number}。"}
    return {"light": "green", "status": "核对一致", "words": f"那一天有备案：{'、'.join(compared.filed)}。您的反映编号{m.number}。"}


def ratings_of(guest: Guest, seen: Sequence[Visit]) -> list[dict[str, str]]:
    """The visits that can be rated now, and why others cannot (yet)."""
    organs = organ_names(guest.today)
    out = []
    for v in (v for v in seen if v.entered):
        barred = why_not(v.matter.id, v.over is not None, guest.today <= quarter_of(v.over or guest.today).closes)
        title = f"{words.day(v.on, guest.today.year)}，{organs.get(v.matter.organ, v.matter.organ)}"
        out.append({"title": title, "barred": barred, "visit": v.matter.id})
    return out
