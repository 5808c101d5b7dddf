"""A reconsideration as django-fsm-2 with django-simple-history writes it: what most sites would build instead."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from .course import course


def allowed(case: PeerReview, user: Any) -> bool:
    return bool(user.organ == case.organ and user.seats)


def complete(case: PeerReview) -> bool:
    return bool(case.facts) and not case.closed


def moves(state: FSMField, step: str, n: int) -> Any:
    """The transition of the n-th step: guard, permission, facts, the next due date."""

    @transition(field=state, source=f"s{n}", target=f"s{n + 1}", conditions=[complete], permission=allowed)
    def take(case: PeerReview, facts: dict[str, Any], day: date) -> None:
        case.facts = {**case.facts, step: facts}
        case.closed = n + 1 == len(course())
        case.due_on = None if case.closed else day + timedelta(days=60)

    take.__name__ = step
    return take


class PeerReview(models.Model):
    """One case: its state, its facts, its next due date; every save leaves a row of history."""

    number = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    organ = models.CharField(max_length=64)
    state = FSMField(default="s0", protected=True)
    facts = models.JSONField(default=dict)
    due_on = models.DateField(null=True)
    closed = models.BooleanField(default=False)
    history = HistoricalRecords()

    class Meta:
        app_label = "bench"
        db_table = "peer_review"

    for _n, _step in enumerate(course()):  # one method a step, as one would write them out
        vars()[_step] = moves(state, _step, _n)


class PeerWorkflow(models.Model):
    """A SpiffWorkflow instance: its whole state as the library serializes it."""

    number = models.CharField(max_length=64)
    state = models.TextField()

    class Meta:
        app_label = "bench"
        db_table = "peer_workflow"
