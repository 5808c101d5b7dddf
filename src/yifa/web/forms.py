"""A form from a pydantic model: its fields described, what was posted parsed, and errors in words that say what to do.

The model is the only declaration: `title` is the label, `description` the hint, and what `kernel.facts.ask` notes
beside a field (`unit`, `roster`, `personal`, `multiline`) chooses the control. What was typed is kept on an error.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, Generic, Protocol, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from yifa.kernel.facts import BEIJING, bare, extra

from . import fields, words
from .form_errors import in_chinese

M = TypeVar("M", bound=BaseModel)
Roster = Sequence[tuple[str, str]]
"""Who or what may be picked: (value, words)."""
YES, NO = "1", "0"
FEW = 5
"""Up to so many choices are shown at once, more go into a list."""


class Posted(Protocol):
    """Posted data: Django's QueryDict has this shape."""

    def getlist(self, key: str, /) -> list[Any]: ...


@dataclass
class Option:
    value: str
    words: str
    chosen: bool = False


@dataclass
class Field:
    """One field as the component `field` shows it. `kind` names the control: text textarea int money rate date datetime
    select radio checkbox multi lines file."""

    name: str
    id: str
    label: str
    kind: str
    hint: str = ""
    error: str = ""
    value: str = ""
    required: bool = True
    options: list[Option] = field(default_factory=list)
    unit: str = ""
    personal: bool = False
    max_length: int | None = None
    said: str = ""
    """The chosen date repeated in words."""


class Form(Generic[M]):
    """`Form(Model)` is empty; `Form(Model, request.POST)` is bound: `.ok`, `.facts`, `.errors`, and `.fields` with what
    was typed. `rosters`: by the name that a field's `roster` gives. `initial`: plain values shown in an empty form.

    Raises TypeError for a model whose field no control can show (a fault of the declaration)."""

    def __init__(
        self,
        model: type[M],
        data: Posted | None = None,
        *,
        rosters: Mapping[str, Roster] | None = None,
        initial: Mapping[str, Any] | None = None,
        prefix: str = "",
    ) -> None:
        self.model, self.prefix, self.rosters = model, prefix, rosters or {}
        self.facts: M | None = None
        self.errors: dict[str, str] = {}
        self.values: dict[str, Any] = {}
        self._typed: dict[str, list[str]] = {}
        self._kinds = {name: self._kind(name, f) for name, f in model.model_fields.items()}
        if data is None:
            given = initial or {}
            self._typed = {n: shown(self._kinds[n], given[n]) for n in self._kinds if n in given}
        else:
            self._read(data)

    @property
    def ok(self) -> bool:
        return self.facts is not None

    @property
    def general(self) -> str:
        """What is wrong with the form as a whole; "" if nothing."""
        return self.errors.get("", "")

    @property
    def fields(self) -> list[Field]:
        return [self._field(name, info) for name, info in self.model.model_fields.items()]

    def refusals(self) -> list[dict[str, str]]:
        """The errors as the component `refuse` takes them, each with a link to its field."""
        titles = {n: f.title or n for n, f in self.model.model_fields.items()}
        return [
            {"href": f"#{self._id(n)}" if n else "", "words": f"{titles[n]}：{text}" if n else text}
            for n, text in self.errors.items()
        ]

    # -- reading
    def _read(self, data: Posted) -> None:
        for name, info in self.model.model_fields.items():
            raw = [str(x) for x in data.getlist(self.prefix + name)]
            self._typed[name] = raw
            try:
                value = self._parse(self._kinds[name], info, raw)
            except fields.Unreadable as e:
                self.errors[name] = str(e)
                continue
            if value is not None:
                self.values[name] = value
        self._check()

    def _check(self) -> None:
        try:
            self.facts = self.model.model_validate(self.values) if not self.errors else None
            if self.errors:
                self.model.model_validate(self.values)
        except ValidationError as e:
            for name, text in in_chinese(e, self.model).items():
                # A field that could not be read is not also "missing", nor is the whole then judged.
                if name not in self.errors and (name or not self.errors):
                    self.errors[name] = text
        order = list(self.model.model_fields)
        self.errors = dict(sorted(self.errors.items(), key=lambda x: order.index(x[0]) if x[0] in order else -1))

    def _parse(self, kind: str, info: FieldInfo, raw: list[str]) -> Any:
        """The plain value, or None for an answer that was not given."""
        if kind == "checkbox":
            return raw[-1:] == [YES]
        if kind in ("multi", "lines"):
            many = [x.strip() for one in raw for x in (one.splitlines() if kind == "lines" else [one]) if x.strip()]
            for x in many:
                self._on_roster(info, x)
            return many or None
        text = raw[-1].strip() if raw else ""
        if not text:
            return None
        if kind in READERS:
            return READERS[kind](text)
        if bare(info.annotation) is bool:
            return text == YES
        self._on_roster(info, text)
        return text.replace("\r\n", "\n")

    def _on_roster(self, info: FieldInfo, value: str) -> None:
        name = str(extra(info).get("roster") or "")
        if name in self.rosters and value not in {v for v, _ in self.rosters[name]}:
            raise fields.Unreadable(f"“{value}”不在可以选的名单里，请从名单里选")

    # -- showing
    def _kind(self, name: str, info: FieldInfo) -> str:
        kind = bare(info.annotation)
        if typing.get_origin(kind) in (tuple, list, frozenset, set):
            inner = typing.get_args(kind)[0]
            return "multi" if isinstance(inner, type) and issubclass(inner, Enum) or self._roster(info) else "lines"
        members = choices(kind)
        if members and kind is not bool:
            return "radio" if len(members) <= FEW else "select"
        simple = {bool: "radio" if info.is_required() else "checkbox", datetime: "datetime", date: "date"}
        if kind in simple:
            return simple[kind]
        if kind is int:
            return {"fen": "money", "bp": "rate"}.get(str(extra(info).get("unit") or ""), "int")
        if kind is str:
            return "select" if self._roster(info) else "textarea" if extra(info).get("multiline") else "text"
        raise TypeError(f"{self.model.__name__}.{name}：表单不会显示 {kind}，请改用文字、整数、日期、是否或选项。")

    def _roster(self, info: FieldInfo) -> Roster | None:
        return self.rosters.get(str(extra(info).get("roster") or ""))

    def _id(self, name: str) -> str:
        return f"f-{self.prefix}{name}".replace(".", "-")

    def _field(self, name: str, info: FieldInfo) -> Field:
        kind, typed = self._kinds[name], self._typed.get(name)
        if typed is None:
            typed = shown(kind, info.default) if not info.is_required() and info.default is not None else []
        unit = str(extra(info).get("unit") or "")
        length = next((m.max_length for m in info.metadata if hasattr(m, "max_length")), None)
        return Field(
            name=self.prefix + name,
            id=self._id(name),
            label=info.title or name,
            kind=kind,
            hint=info.description or "",
            error=self.errors.get(name, ""),
            value="\n".join(typed) if kind == "lines" else typed[-1] if typed else "",
            required=info.is_required(),
            options=self._options(kind, info, typed),
            unit={"fen": "元", "bp": "%"}.get(unit, unit),
            personal=bool(extra(info).get("personal")),
            max_length=length,
            said=said(kind, typed[-1] if typed else ""),
        )

    def _options(self, kind: str, info: FieldInfo, typed: list[str]) -> list[Option]:
        if kind == "checkbox":
            return [Option(YES, info.title or "", typed[-1:] == [YES])]
        if kind not in ("radio", "select", "multi"):
            return []
        annotation = bare(info.annotation)
        inner = typing.get_args(annotation)[0] if kind == "multi" else annotation
        pairs = list(self._roster(info) or choices(inner))
        return [Option(value, text, value in typed) for value, text in pairs]


READERS: dict[str, Any] = {
    "int": fields.whole,
    "money": fields.fen,
    "rate": fields.basis_points,
    "date": fields.day,
    "datetime": fields.minute,
}


def choices(kind: Any) -> list[tuple[str, str]]:
    """The (value, words) of an enum, a Literal or a yes/no; [] for any other type."""
    if kind is bool:
        return [(YES, "是"), (NO, "否")]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [(str(m.value), str(getattr(m, "label", m.value))) for m in kind]
    if typing.get_origin(kind) is typing.Literal:
        return [(str(x), str(x)) for x in typing.get_args(kind)]
    return []


def shown(kind: str, value: Any) -> list[str]:
    """A plain value as its control shows it."""
    if value is None or value == "":
        return []
    if isinstance(value, Enum):
        return [str(value.value)]
    if isinstance(value, bool):
        return [YES if value else NO]
    if isinstance(value, datetime):
        return [value.astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M")]
    if isinstance(value, date):
        return [value.isoformat()]
    if isinstance(value, int):
        return [words.yuan(value) if kind == "money" else words.percent(value)[:-1] if kind == "rate" else str(value)]
    if isinstance(value, (list, tuple, set, frozenset)):
        return [x for one in value for x in shown(kind, one)]
    return [str(value)]


def said(kind: str, text: str) -> str:
    """The typed date in words, to be read again before it is recorded; "" where there is none."""
    try:
        if kind == "date" and text:
            return words.day_weekday(fields.day(text))
        if kind == "datetime" and text:
            at = fields.minute(text)
            return f"{words.day_weekday(at.date())} {words.clock(at)}"
    except fields.Unreadable:
        return ""
    return ""


@dataclass(frozen=True)
class Tried:
    """Of several forms on a page (by `key`), the one that was refused: what was typed, and why."""

    key: str
    form: Form[Any]
    refusals: list[dict[str, str]]
