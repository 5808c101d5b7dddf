"""Which number among a step's facts a sum reads, and what it must be so that the sum adds a given amount. Pure."""

from __future__ import annotations

import typing
from typing import Any

from yifa.kernel.declare import Procedure, Step
from yifa.kernel.facts import Facts
from yifa.kernel.figure import Sum
from yifa.kernel.plan import plan_of

from .demand import DAY


def source_of(p: type[Procedure], figure: Sum) -> list[Step[Any]]:
    """The steps of this procedure whose facts hold the number."""
    plan = plan_of(p)
    steps = (figure.source,) if figure.source is not None else figure.steps
    return [plan.steps[s.key] for s in steps if s.owner.key == p.key and s.key in plan.steps]


def reading(asks: type[Facts], figure: Sum) -> tuple[str, int] | None:
    """(field, offset): setting the field to `amount + offset` (of a list: so many items) makes the sum add `amount`. None: it
    reads something else."""
    for name, info in asks.model_fields.items():
        if info.annotation is not int and typing.get_origin(info.annotation) is not tuple:
            continue
        at = {x: _number(asks, figure, name, x) for x in (1, 2, 5)}
        if all(v is not None for v in at.values()) and at[2] == (at[1] or 0) + 1 and at[5] == (at[1] or 0) + 4:
            return name, 1 - (at[1] or 0)
    return None


def answer(asks: type[Facts], name: str, value: int) -> Any:
    """The field's answer for a number: itself, or as many items, those of its examples first."""
    info = asks.model_fields[name]
    if info.annotation is int:
        return value
    known = list(dict.fromkeys(x for e in info.examples or () for x in e))
    return tuple(known[:value] + [f"{info.title}{i + 1}" for i in range(len(known), value)])


def _number(asks: type[Facts], figure: Sum, name: str, value: int) -> int | None:
    try:
        return figure.number(asks.example(DAY, 0, **{name: answer(asks, name, value)}))
    except (ValueError, AttributeError, TypeError):
        return None


def largest(asks: type[Facts], name: str) -> int | None:
    """The bound `le` of a field, if it has one."""
    for rule in asks.model_fields[name].metadata:
        bound = getattr(rule, "le", None)
        if isinstance(bound, int):
            return bound
    return None
