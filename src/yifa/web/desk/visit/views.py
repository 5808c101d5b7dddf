"""The visits of the day, and one visit as an officer holds it in the hand: the code, the checks at the door, the next step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from yifa.actions import county as place
from yifa.actions import visits as read
from yifa.actions.draws.drawn_team import drawn_team
from yifa.actions.recusals import Away, away_from
from yifa.actions.visit_codes import Issued, issue
from yifa.actions.visits import Frequency
from yifa.chapters.enforcement.draw import Draw
from yifa.chapters.enforcement.inspection import Inspection
from yifa.chapters.enforcement.inspection_facts import PLANNED
from yifa.chapters.laws import ENTERPRISE_INSPECTION
from yifa.kernel.fold import CORRECT
from yifa.proofs.visit_code import digest, encode, short
from yifa.registry.models import Officer, valid_on
from yifa.store.actor import may_work, readable_by, visible_to
from yifa.store.models import Entry
from yifa.store.visibility import may_see_drawn

from ... import words
from ...ledger import signer
from .. import steps, story
from ..case import Case, load
from ..case import read as case_of
from ..clock import running
from ..gate import Desk, desk, frame
from ..lists import procedure_title
from ..matter import told
from .sent import later

CITE = str(ENTERPRISE_INSPECTION["检查程序部分"])
CAPS = str(ENTERPRISE_INSPECTION["频次上限部分"])
BACK = timedelta(days=400)
"""A visit planned for today was filed no longer ago than this."""
MOST = 60
FEW = 1_200
"""A longer code (four organs and more) gets the lower level of correction, so that its modules stay large on a phone."""
SCANNED = ("entry", "at_once", "leaving", "scan_made_good")


def planned(desk: Desk, day: date) -> list[Case]:
    """The open visits of one's own organ that are planned for a day, or entered on it, in order of their numbers."""
    mine = visible_to(desk.actor).filter(procedure=read.KEY, organ=desk.actor.organ, closed=False, opened_on__gte=day - BACK)
    said = Entry.objects.filter(step__in=("filing", CORRECT), body_row__text__contains=f'"planned_on":"{day}"')
    begun = Entry.objects.filter(step__in=read.ENTERED, happened_at__startswith=day.isoformat())
    found = mine.filter(id__in=said.values("matter")) | mine.filter(id__in=begun.values("matter"))
    cases = [case_of(m, desk.today) for m in found.order_by("number")[:MOST]]
    return [c for c in cases if c.state.outcome == "" and (_day(c) == day or _entered(c))]


def _filing(case: Case) -> Any:
    return case.state.last(Inspection.filing)


def _day(case: Case) -> date | None:
    filing = _filing(case)
    return filing.facts.planned_on if filing else None


def _entered(case: Case) -> Any:
    return next((e for e in case.state.entries if e.step in read.ENTERED), None)


@require_safe
@desk()
def today(request: HttpRequest, desk: Desk) -> HttpResponse:
    cases = planned(desk, desk.today) if desk.actor.organ else []
    rows = [_row(c) for c in cases]
    heads = [{"text": "被检查单位", "width": "third"}, {"text": "事项"}, {"text": "到哪一步"}]
    table = {"caption": "今天的检查", "heads": heads, "groups": [{"rows": rows}]}
    queue = {"user": desk.actor.key, "matter": "", "seq": "", "repeats": ""}
    context = frame(desk, "visits", day=words.day_weekday(desk.today), queue=queue, rows=table if rows else None, n=len(rows))
    return render(request, "yifa/desk/visits.html", context)


def _row(case: Case) -> dict[str, Any]:
    filing, entered = _filing(case), _entered(case)
    code = issue(case.matter, case.state, case.subject, place.county())
    if entered:
        at = words.clock(entered.at) if entered.at else words.day(entered.on)
        state = {"text": "已经进门", "light": "done", "small": f"{at}，{case.title(case.by_seq[entered.id])}"}
    elif code.visit:
        state = {"text": "可以进门", "light": "green", "small": "检查码今天有效"}
    else:
        state = {"text": "还不能进门", "light": "yellow", "small": code.why_not}
    where = reverse("desk:visit", args=[case.matter.id])
    first = {"text": case.subject or case.matter.title, "href": where, "head": True, "small": case.matter.number}
    return {"cells": [first, {"text": filing.facts.items if filing else "", "th": "事项"}, state]}


@require_safe
@desk()
def visit(request: HttpRequest, desk: Desk, matter: str) -> HttpResponse:
    case = load(matter, desk.actor, desk.today)
    if case.procedure.key != read.KEY:
        raise Http404
    issued = issue(case.matter, case.state, case.subject, place.county())
    code = encode(issued.visit, signer()) if issued.visit else ""
    filled = {"code": short(code), "code_digest": digest(code)} if code else {}
    # An older version asks for the code's short form only.
    initial: dict[str, dict[str, Any]] = {k: _only(case, k, filled) for k in SCANNED if k in case.state.plan.steps}
    drawn = _drawn(case, desk)
    if drawn:
        initial["approval"] = _only(case, "approval", {"certificates": drawn})
    open, barred = steps.shown(case, desk.actor, desk.now, initial, sent=_sent(case, issued))
    now = next((s for s in open if s["mine"] and s["must"] and "fields" in s), None)
    for s in open:
        if "hidden" in s:
            s["hidden"] = {**s["hidden"], "back": "visit"}
    filing = _filing(case)
    m = case.matter
    frequency = read.frequency(m.organ, m.subject, _day(case) or desk.today, _codes(case), without=m.id)
    context = frame(
        desk,
        "visits",
        organs=case.organs,
        m=case.matter,
        case=case,
        items=filing.facts.items if filing else "",
        cause=filing.facts.cause.value if filing else "",
        state_words=case.matter.outcome or ("已办结" if case.matter.closed else ""),
        title=procedure_title(case.matter),
        trail=[{"text": "今天的检查", "href": reverse("desk:visits")}, {"text": case.matter.number}],
        code=_code(code, issued, desk),
        checks=_checks(case, issued, frequency, desk.today, drawn),
        warn=_used_up(case, frequency),
        now=now,
        open=[s for s in open if s is not now],
        barred=barred,
        queue={"user": desk.actor.key, "matter": m.id, "seq": m.seq, "repeats": " ".join(s.key for s in case.state.plan.steps.values() if s.repeats)},
        later=later(case, desk, barred),
        works=may_work(desk.actor, case.matter.organ),
        life=story.life(case),
        due=_next_due(case),
        done=told(case, request.GET.get("done", "")),
    )
    return render(request, "yifa/desk/visit.html", context)


def _drawn(case: Case, desk: Desk) -> tuple[str, ...]:
    """The officers whom a draw sends on this visit, for who may know them; () for a visit that no draw caused."""
    m = case.matter
    above = readable_by(desk.actor).filter(pk=m.parent).first() if m.parent else None
    if above is None or above.procedure != Draw.key or not may_see_drawn(desk.actor, above):
        return ()
    return drawn_team(above, m.subject, m.organ)


def _only(case: Case, step: str, filled: Mapping[str, Any]) -> dict[str, Any]:
    known = case.state.plan.steps[step].asks.model_fields
    return {k: v for k, v in filled.items() if k in known}


def _code(code: str, issued: Issued, desk: Desk) -> dict[str, Any]:
    """The code as a square, its short form, and until when it is good; or why there is none."""
    if not issued.visit:
        return {"why_not": issued.why_not, "todo": issued.todo, "cite": CITE}
    day, until = date.fromisoformat(issued.visit.until[:10]), issued.visit.until[11:]
    when = "今天" if day == desk.today else words.day(day, desk.today.year)
    over = f"{desk.now:%Y-%m-%dT%H:%M}" > issued.visit.until
    return {
        "text": code,
        "parties": issued.visit.parties if issued.visit.others else (),
        "waiting": issued.waiting,
        "short": short(code),
        "svg": square(code),
        "basis": issued.visit.basis,
        "valid": f"{when}{until}前有效",
        "light": "off" if over else "green",
        "status": "已经过期" if over else issued.visit.basis,
    }


def square(code: str) -> str:
    """The code as an SVG of one path, black on white."""
    made = segno.make(code, error="m" if len(code) <= FEW else "l", micro=False, boost_error=False)
    rows = list(made.matrix_iter(border=2))
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = len(rows)
    return mark_safe(  # digits and letters of ours only
        f'<svg viewBox="0 0 {size} {size}" role="img" aria-label="检查码的二维码" shape-rendering="crispEdges"><path d="{path}"/></svg>'
    )


def _codes(case: Case) -> list[str]:
    """The codes of the items on the organ's list that this visit checks."""
    filing = _filing(case)
    if filing is None:
        return []
    known = read.items_of(case.matter.organ, filing.facts.planned_on)
    said = {filing.facts.items, *filing.facts.items.split("、"), *filing.facts.duties}
    return [key for key, name in known.items() if name in said or key in said]


def _sent(case: Case, issued: Issued) -> set[str]:
    """The officers of the own organ who are named in the code."""
    return {k for p in issued.visit.parties if p.number == case.matter.number for k in p.officers} if issued.visit else set()


def _checks(case: Case, issued: Issued, f: Frequency, today: date, drawn: tuple[str, ...]) -> list[dict[str, str]]:
    """What is looked at before the door: how often, who, and what."""
    people = _people(case, issued, today)
    sent = _sent(case, issued)
    if drawn and sent and not sent <= {*drawn}:
        names = dict(Officer.objects.filter(valid_on(today), key__in=drawn).values_list("key", "name"))
        said = "、".join(f"{names.get(k, k)}（{k}）" for k in drawn)
        people |= {"light": "red" if people["light"] == "red" else "yellow", "words": f"{people['words']}。抽取派的是{said}，换人要有理由"}
    return [_times(case, f), people, _items(case)]


def _times(case: Case, f: Frequency) -> dict[str, str]:
    filing = _filing(case)
    text = "；".join(frequency_words(f, case.organs))
    over = bool(filing and filing.facts.over_cap())
    out = {"title": "次数", "light": "yellow" if over or f.reached else "green", "words": text, "cite": CAPS}
    if filing is not None and filing.facts.times_this_year < f.made and _entered(case) is None:
        out["light"] = "red"
        out["words"] += f"。备案时记的是{filing.facts.times_this_year}次，比账本少，请更正备案"
    return out


def frequency_words(f: Frequency, organs: Any) -> list[str]:
    """How often the firm was visited, in sentences without their full stops."""
    mine = organs.get(f.organ, f.organ)
    out = [f"{mine}{f.year}年计划内检查已去{f.made}次，" + (f"上限{f.cap.times}次（{f.cap.basis}）" if f.cap else "没有登记上限")]
    if f.on_leads:
        out.append(f"另有{f.on_leads}次因投诉举报、转办、数据监测或者紧急情况，不计入")
    if f.ahead:
        out.append(f"已备案、还没有去的{f.ahead}次")
    others = {k: n for k, n in f.by_organ.items() if k != f.organ}
    if others:
        names = "、".join(f"{organs.get(k, k)}{n}次" for k, n in sorted(others.items()))
        out.append(f"各机关合计已去{sum(f.by_organ.values())}次，其中{names}")
    if f.joint_ahead:
        days = "、".join(sorted({f"{organs.get(v.organ, v.organ)}{words.day(v.on, f.year)}" for v in f.joint_ahead}))
        out.append(f"已备案的联合检查：{days}，能合并的请一起去")
    return out


def away_words(a: Away) -> str:
    until = f"，到{words.day(a.until)}为止" if a.until else ""
    return f"{a.name}（{a.officer}），{a.reason}{until}"


def _people(case: Case, issued: Issued, today: date) -> dict[str, str]:
    """Who may enter: of every organ in the code, with names where the certificate is valid today."""
    if not issued.visit:
        return {"title": "人员", "light": "yellow", "words": issued.why_not, "cite": CITE}
    parties = issued.visit.parties
    keys = {k for p in parties for k in p.officers}
    rows = dict(Officer.objects.filter(valid_on(today), key__in=keys).values_list("key", "name"))
    named = ["、".join(f"{rows[k]}（{k}）" if k in rows else k for k in p.officers) for p in parties]
    if len(parties) > 1:
        named = [f"{p.organ}：{names}" for p, names in zip(parties, named, strict=True)]
    who = "；".join(named)
    if not keys <= rows.keys():
        return {"title": "人员", "light": "red", "words": f"{who}，有人的证件今天无效，不得参加检查", "cite": CITE}
    if away := [a for a in away_from(case.matter.subject, today, case.matter.organ) if a.officer in keys]:
        said = f"{'；'.join(map(away_words, away))}，应当回避，请负责人更正批准的方案，换人再去"
        return {"title": "人员", "light": "red", "words": f"{who}。{said}", "cite": CITE}
    return {"title": "人员", "light": "green", "words": f"{who}，证件今天都有效", "cite": CITE}


def _items(case: Case) -> dict[str, str]:
    filing = _filing(case)
    known = read.items_of(case.matter.organ, filing.facts.planned_on if filing else case.today)
    if filing is None or not known:
        return {"title": "事项", "light": "off", "words": "本单位的检查事项清单还没有登记，无法核对", "cite": CITE}
    listed = {*known, *known.values()}
    foreign = [x for x in filing.facts.items.split("、") if x not in listed] if filing.facts.items not in listed else []
    if foreign:
        return {"title": "事项", "light": "red", "words": f"{'、'.join(foreign)}不在公布的清单里，不得检查", "cite": CITE}
    return {"title": "事项", "light": "green", "words": f"{filing.facts.items}，都在清单里。清单以外的不查", "cite": CITE}


def _used_up(case: Case, f: Frequency) -> str:
    filing = _filing(case)
    if f.cap is None or filing is None or filing.facts.cause not in PLANNED or f.made + 1 < f.cap.times:
        return ""
    return f"{case.organ}{f.year}年的次数到这一次用完。"


def _next_due(case: Case) -> str:
    coming = running(case)
    first = next((d for d in coming if d.on), None)
    return f"下一个期限：{first.limit.of.title}，{words.day(first.on, case.today.year)}前" if first and first.on else ""
