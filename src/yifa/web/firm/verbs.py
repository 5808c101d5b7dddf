"""What a firm can say on its page: a form each, and the action behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from yifa.actions.firms.complain import complain
from yifa.actions.firms.report_visit import report_visit
from yifa.actions.firms.shared import VerifiedFirm
from yifa.actions.firms.spared_days import spare_days
from yifa.actions.firms.visits import Visit
from yifa.actions.refused import Invalid, Refused
from yifa.chapters.enforcement.firm_requests import Days
from yifa.chapters.oversight.visit_reports import Came, Complaint
from yifa.kernel.facts import Facts

from .. import words
from ..desk.gate import organ_names, refusals_of
from ..forms import Form, Posted, Tried
from .gate import Guest


@dataclass(frozen=True)
class Verb:
    """`act` gives the id of the matter that it made."""

    key: str
    title: str
    model: type[Facts]
    act: Callable[[VerifiedFirm, Any, datetime], str]
    button: str
    words: str


VERBS = {
    v.key: v
    for v in (
        Verb(
            "report",
            "来的人和这里不一样，或者这里没有",
            Came,
            lambda who, f, now: report_visit(who, f, now=now).matter,
            "反映这次检查",
            "写哪天、谁、做了什么就行。交上来马上和备案核对；对不上的，交县司法局的执法监督人员，被检查单位以外的人核实。",
        ),
        Verb(
            "complain",
            "投诉",
            Complaint,
            lambda who, f, now: complain(who, f, now=now).matter,
            "交给县司法局",
            "投诉由县司法局的执法监督人员办理，不转给被投诉的单位办。核实和答复的天数，国家没有规定；办得怎样，在这一页看得到。",
        ),
        Verb(
            "spare",
            "登记避开的日子",
            Days,
            lambda who, f, now: spare_days(who, f, now=now).matter,
            "登记这些日子",
            "",
        ),
    )
}


def form(verb: Verb, guest: Guest, seen: Sequence[Visit], data: Posted | None = None) -> Form[Any]:
    """The form with the organs of the day and the firm's own visits to pick from."""
    organs = organ_names(guest.today)
    mine = [(v.matter.number, f"{words.day(v.on)}，{organs.get(v.matter.organ, v.matter.organ)}") for v in seen]
    lists = {"organs": list(organs.items()), "visits": mine}
    return Form(verb.model, data, rosters=lists, initial={"came_on": guest.today}, prefix=f"{verb.key}-")


def steps(guest: Guest, seen: Sequence[Visit], tried: Tried | None) -> dict[str, dict[str, Any]]:
    """The forms as the component `step` takes them, by verb; the refused one stands open with what was typed."""
    out = {}
    for v in VERBS.values():
        mine = tried is not None and tried.key == v.key
        out[v.key] = {
            "key": v.key,
            "title": v.title,
            "open": mine,
            "action": reverse("firm:act", args=[guest.token, v.key]),
            "words": v.words,
            "fields": tried.form.fields if tried is not None and mine else form(v, guest, seen).fields,
            "button": v.button,
        }
    return out


def told(made: Form[Any], refused: Refused) -> list[dict[str, str]]:
    """Why an action refused, as the component `refuse` takes it; what concerns a field stands beside it, too."""
    if not isinstance(refused, Invalid):
        return refusals_of(refused.refusals)
    names = {info.title: name for name, info in made.model.model_fields.items()}
    made.errors |= {names[t]: text for t, text in refused.fields.items() if t in names}
    return made.refusals() + [{"words": f"{t}：{text}" if t else text} for t, text in refused.fields.items() if t not in names]
