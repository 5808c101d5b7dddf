"""For firms: the page that checks a visit's code without a network, the same against the ledger, and how many visits were saved."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from yifa.actions import county as place
from yifa.actions import visits as read
from yifa.actions.visit_codes import issue
from yifa.chapters.enforcement.inspection_facts import Result
from yifa.proofs.visit_code import TITLES, VisitCode, check, encode, minute, short
from yifa.proofs.visit_page import page, policy
from yifa.store.models import Matter

from ..desk.case import Case
from ..desk.case import read as case_of
from ..ledger import signer, verifiers
from ..shown import saved as figure
from .frame import frame
from .records import published

LONGEST = 4_000


@require_safe
def visit_code(request: HttpRequest) -> HttpResponse:
    """The page itself: one file with the county's keys in it, to be kept on a phone."""
    online = format_html(
        '<p>有网络时：<a href="{}">到公开网站再核对一次</a>，看检查有没有被取消。<a href="{}" download="{}">把本页存到手机</a>，没有网络也能用。</p>',
        reverse("portal:visit-now"), reverse("portal:visit-code"), "visit-code.html",
    )  # fmt: skip
    text = page(verifiers().values(), place.county().name, online=online)
    answer = HttpResponse(text, content_type="text/html; charset=utf-8")
    answer["Content-Security-Policy"] = policy(text)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def visit_now(request: HttpRequest) -> HttpResponse:
    """A pasted code, checked with the keys and against the ledger: whether the visit still stands."""
    text = request.POST.get("code", "").strip()[:LONGEST]
    context: dict[str, Any] = {"text": text, "status": 200}
    if request.method == "POST":
        context |= _asked(text)
    status = context.pop("status")
    return render(request, "yifa/portal/visit_now.html", frame(request, "visit-now", **context), status=status)


def _asked(text: str) -> dict[str, Any]:
    if not text:
        refusal = {"href": "#f-code", "words": "没有贴检查码", "todo": "用手机的扫一扫扫出文字，全部贴在这里"}
        return {"refusals": [refusal], "status": 422}
    done = check(text, verifiers().values(), minute(place.now()))
    checks = [{"light": "red" if c.words else "green", "words": TITLES[c.name], "status": c.words or "对"} for c in done.checks]
    if not done.says or any(c.words for c in done.checks if c.name != "time"):
        return {"checks": checks, "good": False, "unread": any(c.name == "format" and c.words for c in done.checks)}
    light, said = _stands(text, done.says)
    checks.append({"light": light, "words": "账本里这次检查现在的情况", "status": said})
    return {"checks": checks, "good": done.ok and light == "green", "says": _pairs(done.says, text)}


def _stands(text: str, says: VisitCode) -> tuple[str, str]:
    """(light, words): whether the visit of a rightly signed code still stands, by the ledger."""
    found = {m.number: m for m in Matter.objects.filter(procedure=read.KEY, number__in=[p.number for p in says.parties])}
    if lost := [p.number for p in says.parties if p.number not in found]:
        return "red", f"账本里没有这个编号的检查：{'、'.join(lost)}"
    cases = [case_of(found[p.number], place.now().date()) for p in says.parties]
    over = [(p, c) for p, c in zip(says.parties, cases, strict=True) if c.state.outcome == Result.none.value]
    if len(over) == len(cases):
        return "red", f"已经不再有效：{_ended(over[0][1])}。可以拒绝检查"
    if over:
        gone = "；".join(f"{p.organ}的检查已经不再有效：{_ended(c)}" for p, c in over)
        return "red", f"{gone}。其他机关要来的，请出示新的检查码"
    case = cases[0]
    now = issue(case.matter, case.state, case.subject, place.county())
    if not now.visit or encode(now.visit, signer()) != text.strip():
        return "red", f"检查的内容后来变了，这个码不再有效{'：' + now.why_not if now.why_not else ''}，请检查人员出示新的检查码"
    return "green", "仍然有效，没有取消，没有被责令停止"


def _ended(case: Case) -> str:
    return case.title(case.by_seq[case.state._outcome[1].id]) if case.state._outcome else ""


def _pairs(v: VisitCode, text: str) -> list[dict[str, str]]:
    who = [
        row
        for p in v.parties
        for row in (("检查机关", p.organ), ("检查什么", p.items), ("执法证号", "、".join(p.officers)), ("编号", p.number))
    ]
    rows = (("检查谁", "，".join(x for x in v.subject if x)), *who, ("批准", v.basis),
            ("有效时间", f"{v.since} 至 {v.until}".replace("T", " ")), ("短码", short(text)))  # fmt: skip
    return [{"label": a, "text": b} for a, b in rows]


@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    today = place.now().date()
    year = figure.chosen(request.GET.get("year", ""), today)
    trail = [{"text": "公示信息", "href": reverse("portal:records")}, {"text": "少去的次数"}]
    shown = figure.shown(published().filter(withdrawn_on__isnull=True), year, today, "portal:record")
    return render(request, "yifa/saved.html", frame(request, "records", base="yifa/portal.html", trail=trail, whose="已经公示的", **shown))
