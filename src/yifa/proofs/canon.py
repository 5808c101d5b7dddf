"""Canonical JSON: the one text of a value, over which hashes run. Pure."""

from __future__ import annotations

import json
from typing import Any

_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


class NotCanonical(ValueError):
    """A value that has no canonical text; the message names the place."""


def canonical(value: Any) -> str:
    """Keys sorted, no spaces, no escapes beyond JSON's own. Raises NotCanonical for floats, values that JSON does not
    have, and characters that UTF-8 does not have (halves of surrogate pairs)."""
    try:
        _check(value, "")
        text = _ENCODE(value)
        text.encode()
    except RecursionError:
        raise NotCanonical("内容嵌套太深，不能记入账本。") from None
    except UnicodeEncodeError as error:
        raise NotCanonical(
            f"内容里有残缺的字符（在“{_around(error)}”附近），不能记入账本；请重新输入这段文字。"
        ) from None
    return text


def _around(error: UnicodeEncodeError) -> str:
    return error.object[max(0, error.start - 8) : error.start]


def read(text: str) -> Any:
    """The value of a canonical text. Raises NotCanonical if it is no JSON, or not the one text of its value."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise NotCanonical("不是 JSON。") from None
    if canonical(value) != text:
        raise NotCanonical("不是账本的规范写法（键的次序、空格或者重复的键不对）。")
    return value


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
