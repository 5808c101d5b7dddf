"""Verify: does an opened record hold together, from the frozen lists to the last replacement? Independent of `select`,
`assign` and `replace`: what they claim is checked here by its properties. Pure.

Alone it shows that the record is consistent; that it is the one that was announced is shown by what others have kept
(`seen`, `witnesses`): without that, a whole new record could have been made afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from yifa.proofs.canon import NotCanonical
from yifa.proofs.canon import read as read_canonical

from .beacon import named as beacon_named
from .beacon import value
from .checks import Check, Checks, quiet
from .folder import exact
from .mistakes import DrawError
from .record import BadRecord, Reader
from .shapes import SHAPES, named
from .tags import commitment, digest, subject_text
from .tags import seed as seed_of
from .verify_lists import Subjects, officers_wrong, rules_wrong
from .verify_turns import replacements_wrong, teams_wrong
from .witness import signed

STATEMENTS = ("freeze", "seal", "beacon", "selection")
SUBJECT = [str, str, str, int, str]


def verify(record: Path, seen: Iterable[Path] = (), witnesses: Iterable[str] = ()) -> list[Check]:
    """Every check in turn. `seen`: statements that were published or kept earlier; `witnesses`: public keys that must
    have signed the seal. A record that cannot be read gives the one check `format`."""
    try:
        with record.open("rb") as source:
            return _verified(Reader(source), list(seen), list(witnesses))
    except OSError as error:
        wrong = f"打不开 {record}（{error.strerror}），请核对文件名"
    except BadRecord as error:
        wrong = f"{record.name}：{error}"
    checks = Checks()
    checks.add("format", [wrong])
    return checks.done


def _verified(reader: Reader, seen: list[Path], witnesses: list[str]) -> list[Check]:
    heads = reader.heads
    for name, head in heads.items():
        if not named(name, head):
            raise BadRecord(f"{name} 缺项、多项，或者写法不对。")
    freeze, opening = heads["freeze"], heads["opening"]
    drawn = [_row("drawn", row) for row in reader.rows("drawn")]
    officers = [_row("officers", row) for row in reader.rows("officers")]
    seed = seed_of(
        digest(heads["seal"]),
        freeze["subjects"]["root"],
        freeze["officers"]["root"],
        heads["beacon"]["value"],
        bytes.fromhex(opening["secret"]),
    )
    salt = bytes.fromhex(opening["salt"])
    subjects = Subjects(heads, seed, salt, len(heads["replacements"]))
    for text in reader.texts("subjects"):
        subjects.add(_subject(reader, text), text)
    reader.finish()
    checks = Checks()
    checks.add("format", [])
    checks.add("chain", chain_wrong(heads, len(drawn)))
    checks.add("times", times_wrong(heads))
    checks.add("witness", witness_wrong(heads, witnesses))
    checks.add("beacon", beacon_wrong(heads))
    checks.add("secret", secret_wrong(heads))
    checks.add("rules", rules_wrong(freeze))
    checks.add("subjects", subjects.list_wrong())
    checks.add("officers", officers_wrong(freeze, officers, salt))
    checks.add("tickets", subjects.tickets_wrong())
    checks.add("drawn", subjects.drawn_wrong(drawn, salt))
    checks.add("team", quiet(lambda: teams_wrong(freeze, officers, drawn, seed)))
    checks.add("replacements", quiet(lambda: replacements_wrong(heads, officers, drawn, subjects, seed, salt)))
    checks.add("deadline", deadline_wrong(heads))
    if seen:
        checks.add("seen", seen_wrong(heads, seen))
    return checks.done


def _row(name: str, row: Any) -> list[Any]:
    if not named(name, row):
        raise BadRecord(f"{name} 里有一行写法不对：{str(row)[:80]}")
    return list(row)


def _subject(reader: Reader, text: str) -> list[Any]:
    """A subject's row. The common case is quick; whatever is not is looked at in full."""
    try:
        row = json.loads(text)
        if list(map(type, row)) == SUBJECT and row[0] and row[1] and row[2] and 0 < row[3] < 1001 and subject_text(row) == text:
            text.encode()
            return list(row)
    except (ValueError, TypeError, RecursionError):
        pass
    return _row("subjects", reader.value(text))


def chain_wrong(heads: dict[str, Any], drawn: int) -> list[str]:
    out, opening = [], heads["opening"]
    line = [*(heads[s] for s in STATEMENTS), *(r["statement"] for r in heads["replacements"]), opening]
    for earlier, later in zip(line, line[1:], strict=False):
        if later["before"] != digest(earlier):
            out.append(f"{later['kind']} 所接的不是记录里的 {earlier['kind']}")
        if later["number"] != line[0]["number"]:
            out.append(f"{later['kind']} 的编号是 {later['number']}，名单的编号是 {line[0]['number']}")
    if [r["statement"]["seq"] for r in heads["replacements"]] != list(range(1, len(heads["replacements"]) + 1)):
        out.append("替补的序号不连续")
    if (opening["drawn"], opening["replaced"]) != (drawn, len(heads["replacements"])):
        out.append("公开声明里的户数或者替补次数与记录不符")
    return out


def times_wrong(heads: dict[str, Any]) -> list[str]:
    seal, steps = heads["seal"], [heads["freeze"], heads["seal"]]
    later = [heads["beacon"], heads["selection"], *(r["statement"] for r in heads["replacements"]), heads["opening"]]
    times = [s["at"] for s in steps] + [seal["beacon_at"]] + [s["at"] for s in later]
    out = [f"时间倒转：{b} 排在 {a} 以后" for a, b in zip(times, times[1:], strict=False) if b < a]
    if seal["at"] >= seal["beacon_at"]:
        out.append("封存不早于信标公布：密值可能是看到信标以后才选的")
    return out


def witness_wrong(heads: dict[str, Any], wanted: Sequence[str]) -> list[str]:
    given = heads["beacon"]["witnesses"]
    out = [f"“{w[0].split('+')[0]}”的签名不对" for w in given if not signed(heads["seal"], w)]
    keys = {w[0] for w in given}
    return out + [f"没有“{k.split('+')[0]}”的签名" for k in wanted if k not in keys]


def beacon_wrong(heads: dict[str, Any]) -> list[str]:
    beacon, out = heads["beacon"], []
    if len({name.strip() for name in beacon["entered_by"]}) < 2:
        out.append("信标不是由两个人录入的")
    try:
        which = beacon_named(heads["seal"]["beacon"])
        if which.text != heads["seal"]["beacon"] or value(which, beacon["value"]) != beacon["value"]:
            out.append("信标的写法不规范")
    except DrawError as error:
        out.append(str(error))
    return out


def secret_wrong(heads: dict[str, Any]) -> list[str]:
    secret = bytes.fromhex(heads["opening"]["secret"])
    if commitment(heads["freeze"]["number"], secret) != heads["seal"]["commitment"]:
        return ["公开的密值不是封存的那一个"]
    return []


def deadline_wrong(heads: dict[str, Any]) -> list[str]:
    at, due = heads["opening"]["at"], heads["seal"]["open_by"]
    return [f"逾期公开：期限 {due}，公开于 {at}"] if at[:10] > due else []


def seen_wrong(heads: dict[str, Any], files: Iterable[Path]) -> list[str]:
    """Statements kept earlier must stand in the record as they were."""
    known = {digest(heads[s]) for s in (*STATEMENTS, "opening")} | {digest(r["statement"]) for r in heads["replacements"]}
    out = []
    for file in files:
        try:
            value = read_canonical(exact(file).removesuffix("\n"))
            kind = value["kind"] if isinstance(value, dict) else ""
        except (OSError, UnicodeDecodeError, NotCanonical, KeyError):
            kind = ""
        if kind not in SHAPES or not named(kind, value):
            out.append(f"{file.name} 不是抽查公布的声明，或者被改动过")
        elif digest(value) not in known:
            out.append(f"{file.name} 与记录里的 {kind} 不同：先后公布的不是一回事")
    return out
