"""When two people take the next step at once: one wins, the other is told who did what and when. Nothing is lost."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from yifa.kernel.fold import SYSTEM_STEPS
from yifa.registry.models import User

BEIJING = timezone(timedelta(hours=8))
LATEST = (
    "SELECT e.step, e.actor, e.recorded_at, d.text FROM entry e LEFT JOIN definition d ON d.digest = e.definition "
    "WHERE e.matter = %s AND e.seq > %s ORDER BY e.seq DESC LIMIT 1"
)
KEPT = "您填写的内容没有丢失；请看过最新情况后再提交"


def who_was_faster(cursor: Any, matter: str, seen: int) -> str:
    """In words, the latest step of the matter after entry `seen`."""
    cursor.execute(LATEST, (matter, seen))
    row = cursor.fetchone()
    if row is None:
        return "这个案件刚刚有了变化"
    step, actor, recorded_at, text = row
    name = User.objects.filter(username=actor).values_list("name", flat=True).first() or actor
    return f"{name}在{_when(recorded_at)}已经办了“{_title(step, text)}”"


def _title(step: str, definition: str | None) -> str:
    if step in SYSTEM_STEPS:
        return SYSTEM_STEPS[step]
    lines = json.loads(definition).get("lines", {}) if definition else {}
    return str(lines.get(step, {}).get("title") or step)


def _when(recorded_at: str) -> str:
    at = datetime.strptime(recorded_at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).astimezone(BEIJING)
    return f"{at.month}月{at.day}日{at.hour}时{at.minute:02d}分"
