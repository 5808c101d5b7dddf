"""What goes in and out: the envelope around a step's facts, and what a matter looks like."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.core import signing
from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, create_model
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from yifa.actions.refused import Refused
from yifa.kernel.facts import Facts
from yifa.kernel.limits import parse_day
from yifa.kernel.refusal import Refusal

SALT = "yifa.api.attachment"
A_DAY = 24 * 3600
PRINTABLE = r"^[^\x00-\x1f\x7f]*$"
Words = Annotated[str, Field(pattern=PRINTABLE, max_length=200)]
Key = Annotated[str, Field(pattern=PRINTABLE, max_length=64)]
WHEN = "发生的日子（2024-03-05）或者时刻（2024-03-05T09:30+08:00）；不写为今天"
When = Annotated[str, Field(max_length=32, description=WHEN)]


class LikeFacts:
    """A JSON object that is shown as a facts class but validated by the action, which answers by the field's title."""

    def __init__(self, asks: type[Facts]) -> None:
        self.asks = asks

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.dict_schema(core_schema.str_schema(), core_schema.any_schema())

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        whole = self.asks.model_json_schema()
        found: JsonSchemaValue = inlined(whole, whole.pop("$defs", {}))
        return found


def inlined(schema: Any, defs: dict[str, Any]) -> Any:
    """The schema without references: enums of two chapters may share a name, which the framework would mix up."""
    if isinstance(schema, list):
        return [inlined(x, defs) for x in schema]
    if not isinstance(schema, dict):
        return schema
    found = defs[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else {}
    return {k: inlined(v, defs) for k, v in (found | schema).items() if k != "$ref"}


class Doing(BaseModel):
    """What every step has beside its facts."""

    model_config = ConfigDict(extra="forbid")
    on: When = ""
    about: int | None = Field(None, ge=1, le=2**31 - 1, description="答的是第几号记载")
    officers: list[Key] = Field([], max_length=20, description="共同办理的人员，写执法证号")
    attachments: list[str] = Field([], max_length=50, description="POST /api/attachments 给出的 attachment")
    seen: int | None = Field(None, ge=0, le=2**31 - 1, description="办理前看到的最后一号；之后有了新的记载就不写入")
    because: str = Field("", max_length=1000, description="按规定当时不能办、但是已经发生了的，写明理由")


class Opening(BaseModel):
    """What opening a matter has beside its first step's facts."""

    model_config = ConfigDict(extra="forbid")
    title: Words = Field(min_length=1, description="事由")
    subject: Key = Field("", description="对象：统一社会信用代码，或者单位代码")
    parent: Key = Field("", description="相关案件")
    on: When = ""
    officers: list[Key] = Field([], max_length=20)
    attachments: list[str] = Field([], max_length=50)


_MADE: dict[tuple[type[Facts], type[BaseModel]], Any] = {}
"""Steps that ask the same share one model."""


def doing(asks: type[Facts]) -> type[Doing]:
    """The body of a step that asks these facts."""
    found: type[Doing] = _made(asks, Doing, "Step")
    return found


def opening(asks: type[Facts]) -> type[Opening]:
    """The body that opens a matter whose first step asks these facts."""
    found: type[Opening] = _made(asks, Opening, "Opening")
    return found


def _made(asks: type[Facts], base: type[BaseModel], ending: str) -> Any:
    if (asks, base) not in _MADE:
        _MADE[asks, base] = create_model(f"{_name(asks)}{ending}", __base__=base, facts=_facts(asks))
    return _MADE[asks, base]


def _facts(asks: type[Facts]) -> Any:
    kind = Annotated[dict[str, Any], LikeFacts(asks)]
    needed = any(f.is_required() for f in asks.model_fields.values())
    return (kind, ... if needed else Field(default_factory=dict))


def _name(asks: type[Facts]) -> str:
    """Facts of two modules may share a class name: the module tells them apart in the schema."""
    return "".join(part.title().replace("_", "") for part in asks.__module__.split(".")[-2:]) + asks.__name__


def moment(text: str) -> date | datetime | None:
    """The day or the minute that was written. Raises Refused, in words."""
    if not text:
        return None
    try:
        if len(text) == 10:
            return parse_day(text)
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            raise ValueError
        return at
    except ValueError:
        words = f"“{text}”不是日子或者时刻"
        raise Refused(Refusal(words, None, "写成2024-03-05，或者2024-03-05T09:30+08:00")) from None


def attached(signed: list[str], user: str) -> tuple[dict[str, Any], ...]:
    """The attachments that this user uploaded within a day. Raises Refused for anything else."""
    try:
        return tuple(signing.loads(s, salt=f"{SALT}.{user}", max_age=A_DAY) for s in signed)
    except signing.BadSignature:
        raise Refused(Refusal("附件不是您今天上传的", None, "先 POST /api/attachments，再用它给出的 attachment")) from None


class Kept(Schema):
    """An uploaded file. `attachment`: what a step's `attachments` takes, within a day and by the same user."""

    attachment: str
    name: str
    size: int
    type: str
    sha256: str


class Done(Schema):
    """What was recorded: the entry's place and hash, the code of its receipt, its paper's number, matters it opened."""

    matter: str
    seq: int
    hash: str
    code: str
    paper: str = ""
    opened: list[str] = []


class Why(Schema):
    words: str
    cite: str = ""
    todo: str = ""


class Brief(Schema):
    """A matter in a list. `due_on`: the nearest day by which something is due; None while nothing is, or a clock stands still."""

    id: str
    number: str
    procedure: str
    version: str
    title: str
    organ: str
    subject: str
    outcome: str
    closed: bool
    due_on: date | None
    due_what: str
    opened_on: date
    closed_on: date | None
    seq: int


class Page(Schema):
    """`after`: what to ask for next; "" at the end."""

    matters: list[Brief]
    after: str = ""


class Taken(Schema):
    """One entry. `facts`: the public part as recorded (personal facts are not given); `void`: corrected away."""

    seq: int
    step: str
    title: str
    happened_at: str
    recorded_at: str
    actor: str
    about: int | None
    facts: dict[str, Any]
    served: date | None
    void: bool
    irregular: str
    hash: str
    code: str


class Open(Schema):
    """A step that may be done today. `mine`: this caller may do it; `about`: the entries that wait for it."""

    step: str
    title: str
    must: bool
    who: str
    cite: str
    mine: bool
    about: list[int]
    path: str


class Barred(Schema):
    step: str
    title: str
    reasons: list[Why]


class Term(Schema):
    """One instance of a limit. `light`: green, yellow, red, still, done, late or off."""

    limit: str
    step: str
    title: str
    words: str
    start: int
    since: date
    on: date | None
    at: datetime | None
    met: int | None
    late: bool
    still: bool
    light: str
    beyond: str
    cite: str


class Fault(Schema):
    kind: str
    words: str
    cite: str
    todo: str


class Full(Brief):
    done: list[Taken]
    open: list[Open]
    barred: list[Barred]
    dues: list[Term]
    findings: list[Fault]
