"""A reconsideration as django-fsm-2 with django-simple-history writes it: what most sites would build instead."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords


def allowed(case: PeerReview, user: Any) -> bool:
    return bool(user.organ == case.organ and user.seats)


def complete(case: PeerReview) -> bool:
    return bool(case.facts) and not case.closed


class PeerReview(models.Model):
    """One case: its state, its facts, its next due date; every save leaves a row of history."""

    number = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    organ = models.CharField(max_length=64)
    state = FSMField(default="applied", protected=True)
    facts = models.JSONField(default=dict)
    due_on = models.DateField(null=True)
    closed = models.BooleanField(default=False)
    history = HistoricalRecords()

    class Meta:
        app_label = "bench"
        db_table = "peer_review"

    @transition(field=state, source="applied", target="accepted", conditions=[complete], permission=allowed)
    def accept(self, facts: dict[str, Any], day: date) -> None:
        self._note("accept", facts, day + timedelta(days=60))

    @transition(field=state, source="accepted", target="copied", conditions=[complete], permission=allowed)
    def copy(self, facts: dict[str, Any], day: date) -> None:
        self._note("copy", facts, day + timedelta(days=10))

    @transition(field=state, source="copied", target="answered", conditions=[complete], permission=allowed)
    def answer(self, facts: dict[str, Any], day: date) -> None:
        self._note("answer", facts, day + timedelta(days=60))

    @transition(field=state, source="answered", target="heard", conditions=[complete], permission=allowed)
    def views(self, facts: dict[str, Any], day: date) -> None:
        self._note("views", facts, day + timedelta(days=60))

    @transition(field=state, source="heard", target="decided", conditions=[complete], permission=allowed)
    def decision(self, facts: dict[str, Any], day: date) -> None:
        self._note("decision", facts, None)

    @transition(field=state, source="decided", target="published", conditions=[complete], permission=allowed)
    def publish(self, facts: dict[str, Any], day: date) -> None:
        self._note("publish", facts, None)
        self.closed = True

    def _note(self, step: str, facts: dict[str, Any], due_on: date | None) -> None:
        self.facts = {**self.facts, step: facts}
        self.due_on = due_on


class PeerWorkflow(models.Model):
    """A SpiffWorkflow instance: its whole state as the library serializes it."""

    number = models.CharField(max_length=64)
    state = models.TextField()

    class Meta:
        app_label = "bench"
        db_table = "peer_workflow"
