"""The peers at work: the same steps of a reconsideration on the same database, each in one transaction."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django_fsm import has_transition_perm
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from .models import PeerReview, PeerWorkflow


def make_tables() -> None:
    history: Any = PeerReview.history.model  # type: ignore[attr-defined]  # added by the library
    with connection.schema_editor() as editor:
        for model in (PeerReview, history, PeerWorkflow):
            editor.create_model(model)


class Fsm:
    """django-fsm-2 guards the transition, django-simple-history keeps what was."""

    def __init__(self, actor: Any, day: date) -> None:
        self.actor, self.day = actor, day

    def open(self, facts: Mapping[str, Any]) -> int:
        case = PeerReview.objects.create(number="1", title="某公司不服处罚", organ="justice", facts={"application": facts})
        return int(case.pk)

    def take(self, pk: int, step: str, facts: dict[str, Any]) -> None:
        with transaction.atomic():
            case = PeerReview.objects.select_for_update().get(pk=pk)
            change = getattr(case, step)
            if not has_transition_perm(change, self.actor):
                raise PermissionDenied
            change(facts, self.day)
            case.save()


class Spiff:
    """SpiffWorkflow: the instance is read, moved on by one task and saved."""

    def __init__(self, steps: tuple[str, ...]) -> None:
        self.serializer = BpmnWorkflowSerializer()
        with tempfile.NamedTemporaryFile("w", suffix=".bpmn") as file:
            file.write(bpmn(steps))
            file.flush()
            parser = BpmnParser()
            parser.add_bpmn_file(str(Path(file.name)))
            self.spec = parser.get_spec("review")

    def open(self, facts: Mapping[str, Any]) -> int:
        flow = BpmnWorkflow(self.spec)
        flow.data["application"] = dict(facts)
        flow.do_engine_steps()
        return int(PeerWorkflow.objects.create(number="1", state=self.serializer.serialize_json(flow)).pk)

    def take(self, pk: int, step: str, facts: dict[str, Any]) -> None:
        with transaction.atomic():
            row = PeerWorkflow.objects.select_for_update().get(pk=pk)
            flow = self.serializer.deserialize_json(row.state)
            task = flow.get_next_task(state=TaskState.READY)
            if task.task_spec.bpmn_id != step:
                raise ValueError(f"{task.task_spec.bpmn_id} is due, not {step}")
            task.data[step] = facts
            task.run()
            flow.do_engine_steps()
            row.state = self.serializer.serialize_json(flow)
            row.save()


def bpmn(steps: tuple[str, ...]) -> str:
    """The process as BPMN: one manual task after another."""
    places = ["start", *steps, "end"]
    flows = "".join(
        f'<sequenceFlow id="f{i}" sourceRef="{a}" targetRef="{b}"/>'
        for i, (a, b) in enumerate(zip(places, places[1:], strict=False))
    )
    tasks = "".join(f'<manualTask id="{s}" name="{s}"/>' for s in steps)
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench">'
        f'<process id="review" isExecutable="true"><startEvent id="start"/>{tasks}<endEvent id="end"/>{flows}</process>'
        "</definitions>"
    )
