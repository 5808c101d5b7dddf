"""Steps of a visit that an officer's phone kept while there was no network: taken in one by one, answered as JSON.

The page's own script (`queue.js`) sends them. An answer is final: recorded, with its seq, or refused, with rule and what
to do. Anything else (no network, signed out, an error here) leaves the step on the phone, to be sent again.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from yifa.actions import visits as read
from yifa.actions.prepare import moment_text
from yifa.actions.refused import Refused, Stale
from yifa.actions.sent import Sent, recorded_before
from yifa.actions.take_step import take_step
from yifa.kernel.declare import Step
from yifa.kernel.facts import BEIJING
from yifa.store.actor import may_take, may_work
from yifa.store.append import SomebodyElseWasFaster

from .. import forms, steps
from ..case import Case, load
from ..gate import Desk, desk, refusals_of
from ..matter import seen

LATEST = 9_999_999_999_999
"""The greatest moment that a phone may report, in milliseconds since 1970."""


@require_POST
@desk()
def sent(request: HttpRequest, desk: Desk, matter: str, step: str) -> HttpResponse:
    """One step, once. Its fields are those of its form, with `sent_key` and `sent_pressed` (milliseconds since 1970)."""
    case = load(matter, desk.actor, desk.today)
    line = case.state.plan.steps.get(step)
    if case.procedure.key != read.KEY or line is None or not may_work(desk.actor, case.matter.organ):
        raise Http404
    pressed = request.POST.get("sent_pressed", "")
    if not pressed.isascii() or not pressed.isdigit() or int(pressed) > LATEST:
        return _refused([{"words": "没有写明按下的时刻", "todo": "刷新这一页，重新填一次"}])
    at = datetime.fromtimestamp(int(pressed) // 1000, UTC).astimezone(BEIJING)
    press = Sent(request.POST.get("sent_key", ""), moment_text(at))
    try:
        with connection.cursor() as cursor:  # a form that fitted then may not fit now
            if before := recorded_before(cursor, desk.actor, matter, press):
                return JsonResponse({"seq": before.seq})
    except Refused as refused:
        return _refused(refusals_of(refused.refusals))
    form = forms.bound(
        case.procedure, line, request.POST, request.FILES,
        people=case.serving, waiting=steps.waiting(case, line), organs=case.organs, reason=bool(case.state.why_not(line)),
    )  # fmt: skip
    if not form.ok:
        return _refused([{k: v for k, v in r.items() if k != "href"} for r in form.refusals()])
    try:
        taken = take_step(
            desk.actor, matter, line.key, form.facts.facts or {},
            on=form.on, about=form.about, officers=form.officers, attachments=form.kept, seen=seen(request), because=form.because,
            sent=press, now=desk.now,
        )  # fmt: skip
    except Stale as stale:
        return _refused(refusals_of(stale.refusals), 409)
    except Refused as refused:
        return _refused(refusals_of(refused.refusals))
    except SomebodyElseWasFaster as faster:
        return _refused([{"words": str(faster).rstrip("。")}], 409)
    return JsonResponse({"seq": taken.seq})


def _refused(refusals: list[dict[str, str]], status: int = 422) -> JsonResponse:
    return JsonResponse({"refusals": refusals}, status=status)


def later(case: Case, desk: Desk, barred: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The forms of the steps at the firm that wait for an earlier one only: for a phone that keeps the earlier one."""
    known = {s["key"] for s in barred}
    found = []
    for line in case.procedure.minutes:
        if line.key not in known or case.state.plan.each[line.key] or line.instead or not _mine(case, desk, line):
            continue
        form = forms.empty(case.procedure, line, desk.now, people=case.serving, organs=case.organs)
        parts = steps.parts(case, line, form)
        who = f"{'应当做' if line.must else '可以做'}，{line.by.title}"
        parts["hidden"] = {**parts["hidden"], "back": "visit"}
        found.append({"key": line.key, "title": line.title, "cite": str(line.cite), "who": who, **parts})
    return found


def _mine(case: Case, desk: Desk, line: Step[Any]) -> bool:
    return may_work(desk.actor, case.matter.organ) and may_take(desk.actor, case.matter.organ, line.by.seat)
