"""Which canonical figure a number is, if any: rules of `data/reader/indicators.toml`. Pure."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from yifa.reader import units
from yifa.reader.data import words
from yifa.reader.model import Role


class Rule(NamedTuple):
    """By which words one canonical figure is known; None: anything will do."""

    key: str
    say: re.Pattern[str]
    unless: re.Pattern[str] | None
    also: re.Pattern[str] | None
    topic: frozenset[str] | None
    change: bool
    target: bool


@cache
def _rules() -> dict[str, list[Rule]]:
    """The rules by unit, in order."""
    by_unit: dict[str, list[Rule]] = {}
    for row in words("indicators")["rule"]:
        rule = Rule(
            row["key"],
            re.compile(row["say"]),
            re.compile(row["unless"]) if "unless" in row else None,
            re.compile(row["also"]) if "also" in row else None,
            frozenset(row["topic"].split()) if "topic" in row else None,
            row.get("change", False),
            row.get("target", False),
        )
        for unit in row["units"].split():
            by_unit.setdefault(units.canonical(unit), []).append(rule)
    return by_unit


def indicator(unit: str, own: str, topic: frozenset[str], sentence: str, role: Role) -> str:
    """The key of the canonical figure, or "". `own`: the number's words, with # for the number; `sentence`: up to its clause's end."""
    for rule in _rules().get(unit, ()):
        if role is Role.change and not rule.change or role is Role.target and not rule.target or role is Role.previous:
            continue
        if rule.topic is not None and not (topic & rule.topic or (not topic and "none" in rule.topic)):
            continue
        if not rule.say.search(own) or (rule.unless and rule.unless.search(own)):
            continue
        if rule.also and not rule.also.search(sentence):
            continue
        return rule.key
    return ""
