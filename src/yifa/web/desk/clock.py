"""The clock of a matter: its terms with their lights, and the account of each date."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from yifa.actions import county as place
from yifa.kernel.clock import Reason, reckon
from yifa.kernel.dues import Due

from .. import words
from .case import Case


def running(case: Case) -> list[Due]:
    """The terms that still ask something of somebody, the nearest first; those that stand still last."""
    asks = [
        d
        for d in case.state.unmet()
        if d.still or (d.light(case.today) != "off" and (d.limit.of.must or d.limit.of.by.party))
    ]
    return sorted(asks, key=lambda d: (d.on is None, d.on or case.today, d.limit.of.by.party))


def clock(case: Case) -> dict[str, Any] | None:
    """The nearest term with its account, and the others beside it; None where nothing runs."""
    dues = running(case)
    if not dues:
        return None
    first = dues[0]
    lamp = words.lamp_of(first, case.today, place.county().calendar)
    heading = f"，{words.day(first.on)}（{words.weekday(first.on)}）前：" if first.on else "："
    return {
        "lamp": lamp,
        "iso": first.on.isoformat() if first.on else "",
        "heading": heading + first.limit.of.title + ("（等对方）" if first.limit.of.by.party else ""),
        "why": account(case, first, open=True),
        "others": [
            {
                "lamp": words.lamp_of(d, case.today, place.county().calendar),
                "title": d.limit.of.title,
                "why": account(case, d),
            }
            for d in dues[1:]
        ],
    }


def account(case: Case, due: Due, *, open: bool = False) -> dict[str, Any]:
    """Parameters of the component `why`."""
    limit, today = due.limit, case.today
    own = str(limit.cite)
    where = reverse("desk:procedure", args=[case.procedure.key])
    begin = case.state.plan.steps[due.start.step].title
    if due.amount is None:
        reasons = [_row(Reason(due.since, f"本机关在“{begin}”里确定的日子"), own, where, today.year)]
        return {"reasons": reasons, "of": limit.of.title, "open": open}
    if due.amount.unit == "时":
        text = f"“{begin}”起算，{due.amount}，节假日和夜间照算"
        reasons = [_row(Reason(due.since, text), own, where, today.year)]
        if due.at:
            reasons.append({"date": words.moment(due.at), "words": "届满", "nth": None, "cite": own, "href": where})
        return {"reasons": reasons, "of": limit.of.title, "open": open}
    extend = [limit.up_to] * due.extended if limit.up_to else []
    made = reckon(
        due.since,
        due.amount,
        working=due.working,
        rolls=limit.cite.law.rolls,
        calendar=place.county().calendar,
        off=due.off,
        extend=extend,
        law=f"《{limit.cite.law.title}》",
    )
    reasons = [_row(r, own, where, today.year) for r in made.reasons]
    reasons[0]["words"] = f"“{begin}”，{reasons[0]['words']}"
    return {"reasons": reasons, "of": limit.of.title, "open": open, "note": _note(due, made.arguable)}


def _row(r: Reason, cite: str, href: str, year: int) -> dict[str, Any]:
    text = r.words
    light = "still" if r.kind == "off" and ("停走" in text or "不计入" in text) and r.to is None else ""
    return {
        "iso": r.on.isoformat(),
        "date": words.day(r.on, year),
        "to": words.day(r.to, year) if r.to and r.to != r.on else "",
        "words": text,
        "light": light,
        "nth": r.nth,
        "cite": cite if r.kind in ("start", "full", "extend", "count") else "",
        "href": href,
    }


def _note(due: Due, arguable: str) -> str:
    parts = [arguable] if arguable else []
    limit = due.limit
    local = place.county().local.get(limit.key)
    own = local.on(due.since) if local else None
    if own:
        parts.insert(0, f"本县定为{own.span}，依据{own.basis}")
    if limit.extended_by and limit.up_to and due.extended < limit.times and due.met is None:
        parts.append(f"经“{limit.extended_by.title}”可以延长{limit.up_to}，要在届满以前办")
    if limit.less and due.met is None:
        parts.append("不计入期限的：" + "、".join(f"“{g.start.title}”至“{g.end.title}”" for g in limit.less))
    return "；".join(parts) + ("。" if parts else "")
