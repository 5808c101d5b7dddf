"""Publish what the inspections of a draw found, counted from their records."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from yifa.chapters.enforcement.draw import Draw
from yifa.chapters.enforcement.draw_facts import Results
from yifa.chapters.enforcement.inspection_facts import Result
from yifa.draw.replace import standing
from yifa.store.actor import Actor
from yifa.store.models import Matter

from ..advance import Taken
from .shared import At, folder_of, take

NOT_MADE = ("", Result.none.value)


def results_of(matter: str) -> Results:
    """The results as far as inspections are recorded under the draw, of each subject that stands. Where several organs
    inspected it, a problem that one of them found counts."""
    outcomes = outcomes_of(matter)
    folder = folder_of(matter)
    visited = [row[1] for row in standing(folder, folder.replacements())] if folder.has("selection") else []
    found = Counter(outcomes.get(subject, "") for subject in visited)
    made = {k: n for k, n in found.items() if k not in NOT_MADE}
    absent = made.get(Result.absent.value, 0)
    return Results(
        visits=len(visited),
        inspected=sum(made.values()) - absent,
        problems=sum(made.values()) - absent - made.get(Result.clean.value, 0),
        absent=absent,
    )


def outcomes_of(matter: str) -> dict[str, str]:
    """By subject, how its inspection under this draw ended; "" while it has not. Of each organ the latest that ended counts,
    and of several organs what weighs most: a problem, nothing found, nobody there, not made."""
    found = Matter.objects.filter(parent=matter, procedure="inspection").order_by("opened_on", "id")
    latest: dict[tuple[str, str], str] = {}
    for subject, organ, outcome in found.values_list("subject", "organ", "outcome"):
        if outcome or (subject, organ) not in latest:
            latest[subject, organ] = outcome
    out: dict[str, str] = {}
    for (subject, _), outcome in latest.items():
        out[subject] = max(out.get(subject, ""), outcome, key=_weight)
    return out


def _weight(outcome: str) -> int:
    light = ("", Result.none.value, Result.absent.value, Result.clean.value)
    return light.index(outcome) if outcome in light else len(light)


def publish_draw(
    actor: Actor, matter: str, words: str = "", *, seen: int | None = None, now: datetime | None = None
) -> Taken:
    """Records the results and puts them on the portal. Raises as `draws.take` does."""

    def work(at: At) -> Any:
        return results_of(matter).model_copy(update={"words": words})

    return take(actor, matter, Draw.results.key, work, seen=seen, now=now)
