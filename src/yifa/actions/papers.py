"""Filling a step's paper: the text with its gaps filled stands in the entry, the .docx is made from it on request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from string import Formatter
from typing import Any

from yifa.kernel.entry import Entry
from yifa.kernel.facts import Facts, extra
from yifa.kernel.paper import Paper
from yifa.kernel.replay import State

UNKNOWN = "（未记载）"


def fill(paper: Paper, state: State, step: str, facts: Facts, known: Mapping[str, str]) -> dict[str, Any]:
    """The paper as it is recorded: title, number, addressee, paragraphs, and the gaps that had no value."""
    values = dict(known)
    missing: list[str] = []
    for gap in paper.gaps():
        if gap in values:
            continue
        source, _, name = gap.partition(".")
        found = facts if source == step else _facts(state, source)
        value = getattr(found, name, None) if found is not None else None
        if value is None or value == "":
            missing.append(gap)
        values[gap] = words(found, name, value) if found is not None else UNKNOWN
    to, text = _put(paper.addressee, values), [_put(line, values) for line in paper.text]
    if text and text[0].rstrip("：") == to:
        text = text[1:]  # a text that begins with its addressee names him once
    out: dict[str, Any] = {"title": paper.title, "number": known.get("number", ""), "to": to, "text": text}
    if missing:
        out["missing"] = sorted(missing)
    return out


def _facts(state: State, step: str) -> Any | None:
    entries: list[Entry] = state.record.all(step)
    return entries[-1].facts if entries else None


def _put(line: str, values: Mapping[str, str]) -> str:
    return "".join(
        text + (values.get(name, UNKNOWN) if name is not None else "") for text, name, _, _ in Formatter().parse(line)
    )


def words(facts: Any, name: str, value: Any) -> str:
    """A fact in the words of a paper: dates in Chinese, money in 元, yes and no."""
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{value.year}年{value.month}月{value.day}日{value.hour}时{value.minute:02d}分"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    field = type(facts).model_fields.get(name)
    if isinstance(value, int) and field is not None and extra(field).get("unit") == "fen":
        return yuan(value)
    if isinstance(value, (list, tuple)):
        return "、".join(map(str, value))
    return str(value)


def yuan(fen: int) -> str:
    """`5000000` -> `50,000元`; cents only where there are any."""
    whole, rest = divmod(fen, 100)
    return f"{whole:,}.{rest:02d}元" if rest else f"{whole:,}元"
