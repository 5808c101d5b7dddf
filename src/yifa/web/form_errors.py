"""Pydantic's errors as Chinese sentences that say what to do, one a field. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from yifa.kernel.facts import extra

from . import words

Context = Mapping[str, Any]


def in_chinese(error: ValidationError, model: type[BaseModel]) -> dict[str, str]:
    """{field: what is wrong and what to do}; the key "" is the form as a whole."""
    out: dict[str, str] = {}
    for one in error.errors():
        name = str(one["loc"][0]) if one["loc"] else ""
        info = model.model_fields.get(name)
        if info is None and name:
            out.setdefault("", f"多出了没有问的一项“{name}”，请重新打开这一页再填")
            continue
        unit = str(extra(info).get("unit") or "") if info else ""
        out.setdefault(name, _say(one["type"], one.get("ctx") or {}, unit, one.get("input")))
    return out


def _say(kind: str, ctx: Context, unit: str, given: Any) -> str:
    if kind in BOUNDS:
        return BOUNDS[kind](_amount(next(iter(ctx.values())), unit))
    if kind == "string_too_long":
        return f"最多{ctx['max_length']}个字，现在{len(str(given))}个字，请删短；全文可以作附件"
    if kind == "string_too_short":
        return f"至少{ctx['min_length']}个字，请写完整"
    if kind == "too_short":
        return f"至少选{ctx['min_length']}项，现在{ctx['actual_length']}项"
    if kind == "too_long":
        return f"最多{ctx['max_length']}项，请去掉多的"
    if kind in ("value_error", "assertion_error"):
        return str(ctx.get("error", "")).rstrip("。") or "这样填不行，请核对"
    return WORDS.get(kind, "填的不对，请对照提示再填一次")


def _amount(value: Any, unit: str) -> str:
    if isinstance(value, int) and unit == "fen":
        return words.money(value)
    if isinstance(value, int) and unit == "bp":
        return words.percent(value)
    return f"{value:,}{unit}" if isinstance(value, int) else str(value)


BOUNDS: dict[str, Callable[[str], str]] = {
    "greater_than_equal": lambda x: f"不能小于{x}，请核对",
    "greater_than": lambda x: f"应当大于{x}，请核对",
    "less_than_equal": lambda x: f"不能大于{x}，请核对",
    "less_than": lambda x: f"应当小于{x}，请核对",
}
_DATE, _PICK, _NUMBER = "请填年、月、日，例如 2026-10-20", "请从列出的选项里选一项", "请填整数，例如 12"
WORDS = {
    "missing": "没有填，请补上",
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "datetime_type": "请填日期和时刻，例如 2026-10-20 09:30",
    "datetime_parsing": "请填日期和时刻，例如 2026-10-20 09:30",
    "datetime_from_date_parsing": "请填日期和时刻，例如 2026-10-20 09:30",
    "enum": _PICK,
    "literal_error": _PICK,
    "bool_type": "请选择是或者否",
    "bool_parsing": "请选择是或者否",
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": _NUMBER,
    "string_type": "请填文字",
    "string_pattern_mismatch": "格式不对，请对照提示再填一次",
}
