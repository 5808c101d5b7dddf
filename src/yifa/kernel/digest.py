"""The digest of a definition: its resolved structure and the source of its predicates and facts. Pure.

A matter is pinned to it. A digest that hashed only the name of a predicate would miss a changed threshold, so the
normalised source (comments and layout left out) of the class, of its bases and of all facts is covered, with the
values of the names that predicates use.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from .declare import Cond, Line, Procedure
from .facts import Facts
from .law import Cite, Law

_TEXTS: dict[type[Procedure], tuple[str, str]] = {}


def digest(p: type[Procedure]) -> str:
    """SHA-256 (hex) of `text_of(p)`."""
    return _known(p)[0]


def text_of(p: type[Procedure]) -> str:
    """`describe(p)` as one canonical text."""
    return _known(p)[1]


def _known(p: type[Procedure]) -> tuple[str, str]:
    if p not in _TEXTS:
        text = json.dumps(describe(p), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        _TEXTS[p] = (hashlib.sha256(text.encode()).hexdigest(), text)
    return _TEXTS[p]


def describe(p: type[Procedure]) -> dict[str, Any]:
    """The definition as plain data: what is stored beside the digest, and what a golden file keeps."""
    facts = {s.asks for s in p.steps()}
    return {
        "key": p.key,
        "name": p.__name__,
        "title": p.title,
        "law": p.law.title,
        "since": p.since.isoformat(),
        "lines": {key: _line(line) for key, line in p.lines.items()},
        "source": [_source(c) for c in p.__mro__ if issubclass(c, Procedure) and c is not Procedure],
        "facts": {f.__name__: _facts(f) for f in sorted(facts, key=lambda f: f.__name__)},
    }


def _line(line: Line) -> dict[str, Any]:
    out: dict[str, Any] = {"kind": type(line).__name__}
    for f in fields(line):
        value = getattr(line, f.name, None)
        if f.name not in ("key", "owner") and value not in (None, (), [], False, ""):
            out[f.name] = _plain(value)
    return out


def _plain(value: Any) -> Any:
    if isinstance(value, Line):
        return f"→{value.key}"
    if isinstance(value, Cite):
        return str(value)
    if isinstance(value, Law):
        return f"{value.title}@{value.since}"
    if isinstance(value, Cond):
        return value.words
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, (str, int, bool)) or value is None:
        return value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, Sequence):
        return [_plain(v) for v in value]
    return "ƒ"  # a function: its source stands in `source` or `facts`


def _facts(f: type[Facts]) -> dict[str, Any]:
    out: dict[str, Any] = {"source": [_source(c) for c in f.__mro__ if issubclass(c, Facts) and c is not Facts]}
    named = {name: _plain(value) for c in f.__mro__ if c is not Facts for name, value in _globals(c).items()}
    enums = {
        a.__name__: [m.value for m in a]
        for field in f.model_fields.values()
        for a in (field.annotation, *getattr(field.annotation, "__args__", ()))
        if isinstance(a, type) and issubclass(a, Enum)
    }
    return out | {"values": named, "enums": enums}


def _globals(c: type) -> dict[str, Any]:
    """The module-level numbers, texts and sets that the methods of a facts class read."""
    out: dict[str, Any] = {}
    for fn in vars(c).values():
        code = getattr(fn, "__code__", None)
        if code is None or fn.__module__ != c.__module__:
            continue
        for name in code.co_names:
            value = getattr(fn, "__globals__", {}).get(name)
            if isinstance(value, (str, int, tuple, frozenset, date)):
                out[name] = sorted(map(str, value)) if isinstance(value, frozenset) else value
    return out


def _source(c: type) -> str:
    tree = ast.parse(textwrap.dedent(inspect.getsource(c)))
    return ast.unparse(tree)
