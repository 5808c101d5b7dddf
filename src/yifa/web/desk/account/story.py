"""An account over time: its seats, and its changes as the ledger has them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from yifa.registry.models import Seat, User
from yifa.store.actor import SEATS, Actor
from yifa.store.visibility import changes_of

from ... import words
from ...ledger import utc
from ..lists import people

MOST = 200
"""So many of the latest changes are shown."""


def seats(user: User, today: date) -> dict[str, Any] | None:
    """The table of all seats, the latest first; None if there never was one."""
    rows = []
    for s in Seat.objects.filter(user=user).order_by("-since", "role"):
        if s.since > today:
            state = {"text": "还没有到任", "light": "off"}
        elif s.until is not None and s.until < today:
            state = {"text": "已经卸任", "light": "off"}
        else:
            state = {"text": "现任", "light": "green"}
        end = words.day(s.until) if s.until else "免职为止"
        cells = [
            {"text": SEATS.get(s.role, s.role), "head": True},
            {"text": words.day(s.since), "th": "任职起"},
            {"text": end, "th": "任职止"},
            state,
        ]
        rows.append({"cells": cells})
    heads = [{"text": "职责"}, {"text": "任职起", "width": "l"}, {"text": "任职止", "width": "l"}, {"text": "今天", "width": "m"}]
    return {"caption": "职责", "heads": heads, "groups": [{"rows": rows}]} if rows else None


def changes(actor: Actor, login: str, today: date) -> dict[str, Any] | None:
    """The table of what was done to an account, when and by whom, the latest first."""
    found = list(changes_of(actor, login, today).select_related("body_row")[:MOST])
    names = people(e.actor for e in found)
    rows = []
    for e in found:
        facts = json.loads(e.body_row.text).get("facts", {})
        cells = [
            {"text": facts.get("what", ""), "head": True, "small": _duties(facts)},
            {"text": words.moment(utc(e.recorded_at)), "th": "什么时候"},
            {"text": names.get(e.actor, e.actor), "th": "谁"},
            {"text": facts.get("reason", ""), "th": "理由"} if facts.get("reason") else {},
        ]
        rows.append({"cells": cells})
    heads = [{"text": "办了什么"}, {"text": "什么时候", "width": "l"}, {"text": "谁", "width": "m"}, {"text": "理由", "width": "third"}]
    return {"caption": "经过", "heads": heads, "groups": [{"rows": rows}]} if rows else None


def _duties(facts: dict[str, Any]) -> str:
    """承办人员，2026年10月20日起"""
    parts = ["、".join(facts.get("duties", ()))]
    parts += [f"{words.day(date.fromisoformat(facts['since']))}起"] if facts.get("since") else []
    parts += [f"到{words.day(date.fromisoformat(facts['until']))}"] if facts.get("until") else []
    return "，".join(p for p in parts if p)
