"""What each part of a record and of a proof must look like. The page that verifies holds the same table. Pure.

A shape is a word (see `_WORDS`; `=x` is the text x itself), `{key: shape}` with exactly these keys, `[shape]` for a list of
any length, `["of", …]` for a list of these, `{"*": shape}` for any keys, `["or", …]` for one of these."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .days import is_day, is_minute
from .rules import MOST

_HASH, _NUMBER = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9]{4}-[0-9]{3,6}")
_WORDS: dict[str, Callable[[Any], bool]] = {
    "string": lambda v: isinstance(v, str),
    "text": lambda v: isinstance(v, str) and v != "",
    "hash": lambda v: isinstance(v, str) and _HASH.fullmatch(v) is not None,
    "hash?": lambda v: isinstance(v, str) and (v == "" or _HASH.fullmatch(v) is not None),
    "number": lambda v: isinstance(v, str) and _NUMBER.fullmatch(v) is not None,
    "day": is_day,
    "minute": is_minute,
    "int": lambda v: type(v) is int and 0 <= v <= MOST,
    "true": lambda v: v is True,
    "false": lambda v: v is False,
    "any": lambda v: True,
    "null": lambda v: v is None,
}
SHAPES: dict[str, Any] = json.loads(Path(__file__).with_name("shapes.json").read_text(encoding="utf-8"))


def fits(value: Any, shape: Any) -> bool:
    if isinstance(shape, str):
        return bool(value == shape[1:] if shape.startswith("=") else _WORDS[shape](value))
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return False
        if "*" in shape:
            return all(fits(v, shape["*"]) for v in value.values())
        return value.keys() == shape.keys() and all(fits(value[k], s) for k, s in shape.items())
    if shape[0] == "or":
        return any(fits(value, s) for s in shape[1:])
    if not isinstance(value, list):
        return False
    if shape[0] == "of":
        return len(value) == len(shape) - 1 and all(fits(v, s) for v, s in zip(value, shape[1:], strict=True))
    return all(fits(v, shape[0]) for v in value)


def named(name: str, value: Any) -> bool:
    """Whether the value has the shape of that name."""
    return fits(value, SHAPES[name])
