"""Canonical JSON: the one text of a value, over which hashes run. Pure."""

from __future__ import annotations

import json
from typing import Any

_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


class NotCanonical(ValueError):
    """A value that has no canonical text; the message names the place."""


def canonical(value: Any) -> str:
    """Keys sorted, no spaces, no escapes beyond JSON's own. Raises NotCanonical for floats and non-JSON values."""
    _check(value, "")
    return _ENCODE(value)


def _check(value: Any, path: str) -> None:
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return
    if kind is dict:
        for k, v in value.items():
            if type(k) is not str:
                raise NotCanonical(f"{path or '根'}：键只能是文字，这里是 {k!r}。")
            _check(v, f"{path}.{k}" if path else k)
    elif kind is list or kind is tuple:
        for i, v in enumerate(value):
            _check(v, f"{path}[{i}]")
    else:
        raise NotCanonical(f"{path or '根'}：不能记入账本的值 {value!r}；金额记分，比率记万分之几，日期写成文字。")
