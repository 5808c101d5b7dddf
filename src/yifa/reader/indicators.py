"""Which canonical figure a number is, if any: rules of `data/reader/indicators.toml`. Pure."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from yifa.reader import units
from yifa.reader.data import words
from yifa.reader.model import Role

_MEAN = re.compile("平均|[日月年周]均|[人户村件]均(?![已按为在全获依属得能予未通无由实持取及])|每个?(?:月|周|日|天|旬|季度?)[^#，]{0,4}#")
"""A mean is no total."""

_OTHERS = re.compile("全[国省市]平均")
"""The only mean of rates that is none of the county's own."""


class Rule(NamedTuple):
    """By which words one canonical figure is known; None: anything will do."""

    key: str
    say: re.Pattern[str]
    unless: re.Pattern[str] | None
    also: re.Pattern[str] | None
    never: re.Pattern[str] | None
    topic: frozenset[str] | None
    change: bool
    target: bool


def _compiled(row: dict[str, Any], word: str) -> re.Pattern[str] | None:
    return re.compile(row[word]) if word in row else None


@cache
def _rules() -> dict[str, list[Rule]]:
    """The rules by unit, in order."""
    by_unit: dict[str, list[Rule]] = {}
    for row in words("indicators")["rule"]:
        rule = Rule(
            row["key"],
            re.compile(row["say"]),
            _compiled(row, "unless"),
            _compiled(row, "also"),
            _compiled(row, "never"),
            frozenset(row["topic"].split()) if "topic" in row else None,
            row.get("change", False),
            row.get("target", False),
        )
        for unit in row["units"].split():
            by_unit.setdefault(units.canonical(unit), []).append(rule)
    return by_unit


@lru_cache(maxsize=4096)
def _possible(unit: str, topic: frozenset[str], role: Role, mean: bool) -> tuple[Rule, ...]:
    """The rules for a unit that allow one of these topics, in order, for what a number says and whether it is a mean."""
    if role is Role.previous:
        return ()
    wanted = topic or {"none"}
    return tuple(
        rule
        for rule in _rules().get(unit, ())
        if (rule.topic is None or wanted & rule.topic)
        and (rule.change or role is not Role.change)
        and (rule.target or role is not Role.target and not mean)
    )


def indicator(unit: str, own: str, topic: frozenset[str], sentence: str, role: Role, title: str = "") -> str:
    """The key of the canonical figure, or "". `own`: the number's words, with # for the number; `sentence`: up to its clause's end;
    `title`: of the nearest heading, which only may forbid."""
    mean = (_OTHERS if unit == "%" else _MEAN).search(own) is not None
    for rule in _possible(unit, topic, role, mean):
        if not rule.say.search(own) or (rule.unless and rule.unless.search(own)):
            continue
        if (rule.also and not rule.also.search(sentence)) or (rule.never and rule.never.search(f"{title}。{sentence}" if title else sentence)):
            continue
        return rule.key
    return ""
