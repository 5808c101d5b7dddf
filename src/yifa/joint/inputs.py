"""The input as files: read together, with the digests by which a plan names what it was made from. Pure but for files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .model import Problem
from .read import BadInput, problem, read_blocked, read_duties, read_file, read_officers, read_rules

FOLDER = "input"
NAMES = {
    "duties": "duties.csv",
    "officers": "officers.csv",
    "rules": "rules.toml",
    "blocked": "blocked.csv",
    "workdays": "workdays.txt",
}
"""Part: its copy in the folder `input` of a plan; `workdays.txt` has one day a line."""
Workdays = Callable[[int], Iterable[date]]
"""The working days of a year, by the county's calendar."""


@dataclass(frozen=True)
class Inputs:
    """`files`: part -> its bytes as given."""

    problem: Problem
    files: Mapping[str, bytes]

    def digests(self) -> dict[str, dict[str, str]]:
        return {part: {"file": f"{FOLDER}/{NAMES[part]}", "sha256": digest(data)} for part, data in self.files.items()}


def read_inputs(duties: Path, officers: Path, rules: Path, workdays: Workdays) -> Inputs:
    """The blocked days are the file that the rules name, beside them. Raises BadInput with the mistakes of all files."""
    files = {"duties": duties, "officers": officers, "rules": rules}
    mistakes: list[str] = []
    data: dict[str, bytes] = {}
    for part, path in files.items():
        try:
            data[part] = read_file(path)
        except BadInput as error:
            mistakes += error.mistakes
    if mistakes:
        raise BadInput(mistakes)
    blocked = ""
    try:
        if blocked := read_rules(data["rules"], rules.name).blocked:
            data["blocked"] = read_file(rules.parent / blocked)
    except BadInput as error:
        mistakes += error.mistakes
    names = {part: path.name for part, path in files.items()} | {"blocked": blocked or NAMES["blocked"]}
    return together(data, names, workdays, mistakes)


def together(
    data: Mapping[str, bytes], names: Mapping[str, str], workdays: Workdays, mistakes: Iterable[str] = ()
) -> Inputs:
    """The problem that the files tell. `names`: as mistakes call them. Raises BadInput with the mistakes of all files."""
    wrong = list(mistakes)

    def told(error: BadInput) -> None:
        wrong.extend(m for m in error.mistakes if m not in wrong)

    duties, officers, rules, blocked = None, None, None, dict[str, frozenset[date]]()
    try:
        duties = read_duties(data["duties"], names["duties"])
    except BadInput as error:
        told(error)
    try:
        officers = read_officers(data["officers"], names["officers"])
    except BadInput as error:
        told(error)
    try:
        rules = read_rules(data["rules"], names["rules"])
    except BadInput as error:
        told(error)
    try:
        blocked = read_blocked(data["blocked"], names["blocked"]) if "blocked" in data else blocked
    except BadInput as error:
        told(error)
    if duties is None or officers is None or rules is None or wrong:
        raise BadInput(wrong)
    made = problem(duties, officers, rules, blocked, workdays(rules.year), names["duties"])
    lines = "".join(f"{d.isoformat()}\n" for d in made.workdays)
    return Inputs(made, {**data, "workdays": lines.encode()})


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
