"""From what a person typed to what the ledger records: facts validated, people checked, times put in form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from pydantic import ValidationError

from yifa.kernel.declare import Step
from yifa.kernel.facts import BEIJING, Facts
from yifa.kernel.refusal import Refusal
from yifa.registry.models import Officer, valid_on

from .refused import Invalid, Refused

WORDS = {
    "missing": "没有填写",
    "string_type": "要填文字",
    "int_parsing": "要填整数",
    "int_type": "要填整数",
    "date_parsing": "日期写成2024-03-05的样子",
    "date_from_datetime_parsing": "日期写成2024-03-05的样子",
    "date_type": "日期写成2024-03-05的样子",
    "datetime_parsing": "时间写成2024-03-05T09:30的样子",
    "bool_parsing": "选“是”或者“否”",
    "extra_forbidden": "没有这一项，请去掉",
}


def facts_of(asks: type[Facts], given: Mapping[str, Any] | Facts) -> Facts:
    """The validated facts. Raises Invalid with a word for each field."""
    if isinstance(given, asks):
        return given
    try:
        return asks.model_validate(given)
    except ValidationError as error:
        raise Invalid(problems(asks, error)) from None


def problems(asks: type[Facts], error: ValidationError) -> dict[str, str]:
    """What is wrong, by the field's title."""
    out: dict[str, str] = {}
    for e in error.errors(include_url=False):
        name = str(e["loc"][0]) if e["loc"] else ""
        field = asks.model_fields.get(name)
        title = (field.title if field else None) or name
        out[title] = _words(e["type"], e.get("ctx", {}), str(e["msg"]))
    return out


def _words(kind: str, ctx: Mapping[str, Any], message: str) -> str:
    if kind == "enum":
        return f"要从这些里选一个：{ctx.get('expected', '')}"
    if kind == "string_too_long":
        return f"最多{ctx.get('max_length')}个字"
    if kind == "greater_than_equal":
        return f"不能小于{ctx.get('ge')}"
    if kind == "less_than_equal":
        return f"不能大于{ctx.get('le')}"
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    return WORDS.get(kind, "填写的内容不符合要求")


def moment_text(on: date | datetime) -> str:
    """A day, or a minute in Beijing time, as the ledger writes it."""
    if isinstance(on, datetime):
        return on.astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M+08:00")
    return on.isoformat()


def day_of(on: date | datetime) -> date:
    return on.astimezone(BEIJING).date() if isinstance(on, datetime) else on


def recorded(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def check_officers(step: Step[Any], organ: str, officers: Sequence[str], on: date) -> None:
    """So many persons, different ones, each with a certificate of this organ that is valid on the day."""
    role = step.by
    if role.at_least > 1 or role.certified:
        if len(set(officers)) < role.at_least:
            words = f"“{step.title}”须由{role.at_least}名以上{role.title}共同进行，现在填了{len(set(officers))}名"
            raise Refused(Refusal(words, step.cite, "在“执法人员”一栏选足人数"))
        if role.certified:
            valid = set(
                Officer.objects.filter(valid_on(on), key__in=officers, organ=organ).values_list("key", flat=True)
            )
            for key in officers:
                if key not in valid:
                    words = f"证号{key}在{on}不是本单位的有效执法证件"
                    raise Refused(Refusal(words, step.cite, "换一名持有效证件的人员，或者先更新证件登记"))
