"""Records that somebody has tampered with, and who knew how: what can be made consistent again is made so."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from yifa.draw.record import LISTS, compose
from yifa.draw.tags import closed, digest
from yifa.proofs.canon import canonical

Heads, Lists = dict[str, Any], dict[str, list[Any]]
Forge = Callable[[Heads, Lists], None]


def written(heads: Heads, lists: Lists, chain: bool = True) -> bytes:
    """The record with its digest made anew, and its chain if asked."""
    heads, lists = copy.deepcopy(heads), copy.deepcopy(lists)
    if chain:
        line = [heads[s] for s in ("freeze", "seal", "beacon", "selection")]
        line += [*(r["statement"] for r in heads["replacements"]), heads["opening"]]
        for earlier, later in zip(line, line[1:], strict=False):
            later["before"] = digest(earlier)
    out = io.StringIO()
    compose(heads, {name: map(canonical, lists[name]) for name in LISTS}, out)
    return out.getvalue().encode()


def spot(lists: Lists, stratum: str = "C") -> list[Any]:
    """A subject that was not drawn."""
    gone = {row[1] for row in lists["drawn"]}
    return next(r for r in lists["subjects"] if r[0] not in gone and r[2] == stratum and not r[4])


def swap_drawn(heads: Heads, lists: Lists) -> None:
    """Somebody else takes the place of a drawn firm, and the commitment is made to fit."""
    row = next(r for r in lists["drawn"] if r[0] == "C")
    row[1] = spot(lists)[0]
    _commit(heads, lists)


def drop_drawn(heads: Heads, lists: Lists) -> None:
    lists["drawn"].pop()
    heads["opening"]["drawn"] -= 1
    _commit(heads, lists)


def other_officer(heads: Heads, lists: Lists) -> None:
    row = next(r for r in lists["drawn"] if r[3][0])
    row[3][0] = row[3][0][1:]
    _commit(heads, lists)


def unknown_officer(heads: Heads, lists: Lists) -> None:
    next(r for r in lists["drawn"] if r[3][0])[3][0][0] = "没有这个人"
    _commit(heads, lists)


def _commit(heads: Heads, lists: Lists) -> None:
    heads["selection"]["drawn"] = closed("drawn", bytes.fromhex(heads["opening"]["salt"]), lists["drawn"])


def redraw(heads: Heads, lists: Lists) -> None:
    """Replaced by a firm of one's choice instead of the next ticket."""
    done = heads["replacements"][0]
    done["detail"]["taken"] = [*lists["drawn"][0][:1], spot(lists, lists["drawn"][0][0])[0], "f" * 64, [[], []]]
    salt = bytes.fromhex(heads["opening"]["salt"])
    done["statement"]["detail"] = closed("replacement", salt, [1, done["detail"]])


def _set(name: str, *path: Any) -> Forge:
    *way, last, value = path

    def forge(heads: Heads, lists: Lists) -> None:
        part: Any = heads.get(name, lists.get(name))
        for step in way:
            part = part[step]
        part[last] = value

    return forge


def _call(name: str, action: Callable[[Any], object]) -> Forge:
    return lambda heads, lists: action(lists[name] if name in lists else heads[name]) and None


KINDS: dict[str, tuple[str, Forge]] = {
    "secret": ("secret", _set("opening", "secret", "00" * 32)),
    "commitment and secret": ("tickets", lambda h, _: _new_secret(h)),
    "beacon value": ("tickets", lambda h, _: h["beacon"].update(value=_other(h["beacon"]["value"]))),
    "beacon spelling": ("beacon", lambda h, _: h["beacon"].update(value=h["beacon"]["value"] + " ")),
    "beacon of one issue": ("beacon", lambda h, _: h["seal"].update(beacon="福彩3D 2026120")),
    "one person twice": ("beacon", _set("beacon", "entered_by", ["甲", "甲"])),
    "seal after beacon": ("times", _set("seal", "at", "2026-05-07T21:15")),
    "selection before beacon": ("times", _set("selection", "at", "2026-05-01T08:00")),
    "late opening": ("deadline", _set("opening", "at", "2026-06-11T00:00")),
    "subject left out": ("subjects", _call("subjects", lambda s: s.pop(3))),
    "subject put in": ("subjects", _call("subjects", lambda s: s.append(["～", "多出", "C", 1, ""]))),
    "subject twice": ("subjects", _call("subjects", lambda s: s.insert(1, s[0]))),
    "order": ("subjects", _call("subjects", lambda s: s.reverse())),
    "name": ("subjects", _set("subjects", 2, 1, "改名")),
    "weight": ("subjects", _set("subjects", 2, 3, 9)),
    "excluded": ("subjects", lambda _, lists: spot(lists).__setitem__(4, "moved")),
    "subjects root": ("subjects", _set("freeze", "subjects", "root", "00" * 32)),
    "salt": ("subjects", _set("opening", "salt", "00" * 32)),
    "officer left out": ("officers", _call("officers", lambda s: s.pop(0))),
    "certificate": ("officers", _set("officers", 0, 4, "2030-01-01")),
    "recusal": ("officers", _set("officers", 0, 5, [])),
    "officers root": ("officers", _set("freeze", "officers", "root", "00" * 32)),
    "ratio over 1": ("rules", lambda h, _: next(s for s in h["freeze"]["strata"] if "count" not in s).update(basis_points=10001)),
    "take": ("rules", lambda h, _: h["freeze"]["strata"][1].update(take=h["freeze"]["strata"][1]["take"] + 1)),
    "one officer": ("rules", _set("freeze", "team", 0, "officers", 1)),
    "reason struck": ("rules", _set("freeze", "reasons", {})),
    "tickets root": ("tickets", _set("selection", "tickets", "root", "00" * 32)),
    "threshold": ("tickets", lambda h, _: h["selection"]["strata"][1].update(threshold="f" * 64)),
    "drawn swapped": ("drawn", swap_drawn),
    "drawn dropped": ("drawn", drop_drawn),
    "drawn ticket": ("drawn", _set("drawn", 0, 2, "0" * 64)),
    "drawn order": ("drawn", _call("drawn", lambda s: s.reverse())),
    "officer not sent": ("team", other_officer),
    "officer unknown": ("team", unknown_officer),
    "redrawn": ("replacements", redraw),
    "reason of replacement": ("replacements", _set("replacements", 0, "detail", "reason", "另一个理由")),
    "replaced twice": ("replacements", _call("replacements", lambda r: r[1]["detail"].update(subject=r[0]["detail"]["subject"]))),
    "replacement dropped": ("chain", _call("replacements", lambda r: r.pop(0))),
    "number": ("chain", _set("selection", "number", "2026-999")),
    "count": ("chain", _set("opening", "drawn", 999)),
    "witness": ("witness", lambda h, _: h["seal"].update(open_by="2026-06-09")),
    "witness's signature": ("witness", lambda h, _: h["beacon"]["witnesses"][0].__setitem__(1, "A" * 86 + "==")),
    "witness's name": ("witness", lambda h, _: h["beacon"]["witnesses"][0].__setitem__(0, "x" + h["beacon"]["witnesses"][0][0])),
    "a key too many": ("format", _set("seal", "more", 1)),
    "a number too large": ("format", _set("freeze", "subjects", "count", 10**30)),
    "a row of another shape": ("format", _set("subjects", 0, 3, True)),
    "no such day": ("format", _set("seal", "open_by", "2026-02-30")),
}
"""What is forged, and the check that must name it."""


def _new_secret(heads: Heads) -> None:
    from yifa.draw.tags import commitment

    heads["opening"]["secret"] = "11" * 32
    heads["seal"]["commitment"] = commitment(heads["freeze"]["number"], b"\x11" * 32)


def _other(value: str) -> str:
    return value[:-1] + ("1" if value[-1] == "2" else "2")


def every_leaf(heads: Heads, lists: Lists) -> Iterator[tuple[str, bytes]]:
    """(place, record) for each single value of the record changed a little; its digest is made anew, its chain is not."""
    whole = {**heads, **lists}
    for path, value in _leaves(whole, ()):
        changed = copy.deepcopy(whole)
        part: Any = changed
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = _nudged(value)
        yield ".".join(map(str, path)), written({k: changed[k] for k in heads}, {k: changed[k] for k in lists}, chain=False)


def _nudged(value: Any) -> Any:
    if isinstance(value, str):
        return value[:-1] + ("1" if value[-1:] == "0" else "0")
    return value + 1 if isinstance(value, int) else "0"


def _leaves(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if steps is None:
        yield path, value
        return
    for step, inner in steps:
        yield from _leaves(inner, (*path, step))


def save(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    return file
