"""What a step asks: validated, frozen facts. The same class makes the form, the API's schema and the samples. Pure."""

from __future__ import annotations

import types
import typing
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from .clock import BEIJING as BEIJING  # the one clock; imported from here all over the house

PERSONAL = "（个人信息）"
ERASED = "（已依法删除）"


def ask(
    title: str,
    *,
    default: Any = ...,
    hint: str = "",
    examples: Sequence[Any] = (),
    day: int | None = None,
    personal: bool = False,
    unit: str = "",
    roster: str = "",
    multiline: bool = False,
    ge: int | None = None,
    le: int | None = None,
    max_length: int | None = None,
) -> Any:
    """A question of a form. `day`: for a date, its example as days from the step's day. `unit`: fen, bp or a measure
    word. `roster`: the register from which the answer is picked (officers, organs, subjects). `personal`: kept in
    the part of an entry that can be erased by law; no rule may read it."""
    extra: dict[str, Any] = {
        k: v
        for k, v in {
            "personal": personal,
            "unit": unit,
            "roster": roster,
            "multiline": multiline,
            "day": day,
        }.items()
        if v not in (False, "", None)
    }
    return Field(
        default,
        title=title,
        description=hint or None,
        examples=list(examples) or None,
        ge=ge,
        le=le,
        max_length=max_length,
        json_schema_extra=extra or None,
    )


class Facts(BaseModel):
    """Base of what a step asks. Money in fen, rates in basis points, no floats; personal fields are text."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
    personal: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        cls.personal = frozenset(name for name, field in cls.model_fields.items() if extra(field).get("personal"))
        for name, field in cls.model_fields.items():
            kind = field.annotation
            if name in cls.personal and kind is not str:
                raise TypeError(f"{cls.__name__}.{name}：个人信息字段只能是文字。")
            if kind is float or float in typing.get_args(kind):
                raise TypeError(f"{cls.__name__}.{name}：不用小数；金额记分，比率记万分之几。")

    def split(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """(public, personal) as plain JSON values; what is unset or at its default is left out."""
        plain = self.model_dump(mode="json", exclude_defaults=True)
        mine = {k: plain.pop(k) for k in self.personal if k in plain}
        return plain, mine

    @classmethod
    def covered(cls, plain: dict[str, Any], *, erased: bool = False) -> Self:
        """The facts as rules see them: personal fields are covered, whether or not they still exist."""
        if cls.personal:
            plain = plain | dict.fromkeys(cls.personal, ERASED if erased else PERSONAL)
        return cls.model_validate(plain)

    @classmethod
    def example(cls, day: date, pick: int = 0, **given: Any) -> Self:
        """A plausible instance for a step done on `day`; `pick` varies it, `given` fixes what is wanted."""
        made = {
            name: _sample(field, day, pick)
            for name, field in cls.model_fields.items()
            if name not in given and (field.is_required() or field.examples)
        }
        return cls(**(made | given))


class Nothing(Facts):
    """A step that asks nothing but that it happened."""


def extra(field: FieldInfo) -> dict[str, Any]:
    """What `ask` noted beside a field."""
    return field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}


def bare(kind: Any) -> Any:
    """The type without `| None`."""
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        rest = [a for a in typing.get_args(kind) if a is not type(None)]
        return rest[0] if len(rest) == 1 else kind
    return kind


def _sample(field: FieldInfo, day: date, pick: int) -> Any:
    kind = bare(field.annotation)
    if field.examples:
        return field.examples[pick % len(field.examples)]
    shift = timedelta(days=int(extra(field).get("day") or 0))
    if kind is datetime:
        return datetime.combine(day + shift, time(9, 30), BEIJING)
    if kind is date:
        return day + shift
    if isinstance(kind, type) and issubclass(kind, Enum):
        members = list(kind)
        return members[pick % len(members)]
    if kind is bool:
        return False
    if kind is int:
        return 1
    if kind is str:
        return f"{field.title or '内容'}"
    return [] if typing.get_origin(kind) in (tuple, list) else None


@cache
def choices(cls: type[Facts]) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """The fields whose values decide rules (enums, yes/no, and numbers with examples), with their values: what the
    sampler tries in order to make a predicate true or false."""
    out: list[tuple[str, tuple[Any, ...]]] = []
    for name, field in cls.model_fields.items():
        kind = bare(field.annotation)
        if isinstance(kind, type) and issubclass(kind, Enum):
            out.append((name, tuple(kind)))
        elif kind is bool:
            out.append((name, (False, True)))
        elif kind is int and field.examples:
            out.append((name, tuple(field.examples)))
    return tuple(out)
