"""fold(raw entries) -> entries: corrections, services and erasures applied; personal facts covered. Pure.

Nothing is edited in the ledger; what stands is what the later entries of the same chain leave standing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from .declare import Procedure
from .entry import NOTHING, Entry
from .facts import BEIJING, Facts
from .plan import Plan, plan_of

SERVE, CORRECT, ERASE = "+serve", "+correct", "+erase"
SYSTEM_STEPS = {SERVE: "送达", CORRECT: "更正", ERASE: "依法删除个人信息"}
ANNOUNCED = "announcement"
BY_ANNOUNCEMENT = timedelta(days=30)
"""A paper served by announcement is served when thirty days are full (民事诉讼法 2023 art. 95)."""


class Raw(NamedTuple):
    """An entry as the ledger holds it."""

    seq: int
    step: str
    happened_at: str
    actor: str
    body: Mapping[str, Any] = MappingProxyType({})
    erased: bool = False


class FoldError(ValueError):
    """A chain that this definition cannot read; the text names the entry and what to do."""


def moment(happened_at: str) -> tuple[date, datetime | None]:
    """`2024-03-05` -> its day; `2024-03-05T17:30+08:00` -> its day in Beijing and the minute."""
    if len(happened_at) == 10:
        return date.fromisoformat(happened_at), None
    at = datetime.fromisoformat(happened_at).astimezone(BEIJING)
    return at.date(), at


def fold(procedure: type[Procedure], raw: Iterable[Raw]) -> list[Entry]:
    """The standing entries, in order of seq. Raises FoldError for a step that the definition does not know."""
    plan = plan_of(procedure)
    rows = list(raw)
    changes = _corrections(rows)
    served = _services(rows, changes)
    out: list[Entry] = []
    for r in rows:
        if r.step.startswith("+"):
            continue
        change = changes.get(r.seq)
        if change is not None and change.get("facts") is None and change.get("happened_at") is None:
            continue  # corrected away
        out.append(_entry(plan, r, change, served.get(r.seq)))
    return out


def _corrections(rows: list[Raw]) -> dict[int, dict[str, Any]]:
    """For each corrected entry, the latest correction. A correction may itself be corrected."""
    latest: dict[int, dict[str, Any]] = {}
    for r in reversed(rows):
        if r.step == CORRECT and r.seq not in latest:
            latest.setdefault(int(r.body["about"]), dict(r.body["facts"]))
    return latest


def _services(rows: list[Raw], changes: Mapping[int, Any]) -> dict[int, date]:
    """For each paper the first day on which it was served."""
    served: dict[int, date] = {}
    for r in rows:
        if r.step != SERVE:
            continue
        on, _ = moment(r.happened_at)
        facts: Mapping[str, Any] = r.body.get("facts", {})
        if r.seq in changes:
            change = changes[r.seq]
            if change.get("facts") is None and change.get("happened_at") is None:
                continue
            facts = change.get("facts") or facts
            on = moment(change["happened_at"])[0] if change.get("happened_at") else on
        if facts.get("method") == ANNOUNCED:
            on += BY_ANNOUNCEMENT
        about = int(r.body["about"])
        served[about] = min(on, served.get(about, on))
    return served


def _entry(plan: Plan, r: Raw, change: dict[str, Any] | None, served: date | None) -> Entry:
    step = plan.steps.get(r.step)
    if step is None:
        raise FoldError(
            f"第{r.seq}号记载的步骤“{r.step}”不在《{plan.procedure.title}》（{plan.procedure.since}版）里；"
            "请确认案件所用的定义版本，不要改动已发布的定义。"
        )
    body = r.body
    plain, happened = body.get("facts"), r.happened_at
    if change is not None:
        plain = change["facts"] if change.get("facts") is not None else plain
        happened = change.get("happened_at") or happened
    on, at = moment(happened)
    asks: type[Facts] = step.asks
    facts = asks.covered(plain or {}, erased=r.erased) if plain or asks.model_fields else NOTHING
    people = body.get("officers")
    return Entry(
        r.seq,
        r.step,
        on,
        facts,
        body.get("about"),
        served,
        at,
        frozenset(people) if people else frozenset((r.actor,)),
        False,
        body.get("irregular", ""),
    )
