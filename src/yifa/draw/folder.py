"""The folder of one draw: what is public at once, what stays closed until the opening, and in which state it stands.

public/   freeze.json seal.json seal.txt beacon.json selection.json replacement-N.json, and after the opening opening.json
          and record.json; each is one line of canonical JSON, published as it stands
private/  subjects.jsonl officers.jsonl salt secret drawn.json replacements.json; mode 0700, for the drawing organ alone
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from yifa.proofs.canon import NotCanonical, canonical
from yifa.proofs.canon import read as read_canonical

from .mistakes import DrawError
from .page import page

STAGES = ("freeze", "seal", "beacon", "selection", "opening")
NEXT = {
    "freeze": "yifa draw freeze",
    "seal": "yifa draw seal",
    "beacon": "yifa draw beacon",
    "selection": "yifa draw select",
    "opening": "yifa draw open",
}


class Folder:
    """A draw's folder. Methods raise DrawError where a file is missing or damaged."""

    def __init__(self, path: Path) -> None:
        self.path, self.public, self.private = path, path / "public", path / "private"

    def has(self, stage: str) -> bool:
        return (self.public / f"{stage}.json").is_file()

    def require(self, stage: str) -> None:
        """The stage is the next one: everything before it is there, and it is not."""
        if not self.has("freeze"):
            raise DrawError(f"{self.path} 不是一次抽查的文件夹；先执行 yifa draw freeze。")
        if self.has(stage):
            raise DrawError(f"{self.path} 已经有 {stage}.json；每一步只做一次，不能重做。要另抽，用新的编号从头开始。")
        for earlier in STAGES[: STAGES.index(stage)]:
            if not self.has(earlier):
                raise DrawError(f"还没有做前一步；先执行 {NEXT[earlier]} {self.path}。")

    def statement(self, stage: str) -> dict[str, Any]:
        if not self.has(stage):
            raise DrawError(f"{self.path} 里还没有 {stage}.json；先执行 {NEXT.get(stage, 'yifa draw')} {self.path}。")
        return dict(read_json(self.public / f"{stage}.json"))

    def bytes_of(self, name: str) -> bytes:
        """A secret of 32 bytes."""
        try:
            data = bytes.fromhex((self.private / name).read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            data = b""
        if len(data) != 32:
            raise DrawError(f"{self.private / name} 读不出来或者损坏了；请从备份恢复。没有它，这次抽查不能继续，须公开宣布作废。")
        return data

    def rows(self, name: str) -> Iterator[list[Any]]:
        """The rows of a frozen list, in order."""
        try:
            yield from map(json.loads, self.texts(name))
        except ValueError:
            raise DrawError(f"{self.private / name}.jsonl 损坏了；请从备份恢复，不能另造。") from None

    def texts(self, name: str) -> Iterator[str]:
        """The same in their canonical texts."""
        file = self.private / f"{name}.jsonl"
        try:
            with file.open(encoding="utf-8") as source:
                for line in source:
                    yield line.rstrip("\n")
        except (OSError, ValueError):
            raise DrawError(f"{file} 读不出来或者损坏了；请从备份恢复，不能另造。") from None

    def publish(self, stage: str, value: dict[str, Any]) -> None:
        write(self.public / f"{stage}.json", canonical(value) + "\n")

    def keep(self, name: str, text: str) -> None:
        write(self.private / name, text, secret=True)

    def replacements(self) -> list[dict[str, Any]]:
        """The replacements in full, in order."""
        file = self.private / "replacements.json"
        return list(read_json(file)) if file.is_file() else []

    def last(self) -> dict[str, Any]:
        """The newest public statement before the opening."""
        done = self.replacements()
        return dict(done[-1]["statement"]) if done else self.statement("selection")

    def put_page(self) -> None:
        """A copy of the page that verifies, beside what it verifies."""
        write(self.public / "verify.html", page())


def read_json(file: Path) -> Any:
    """Raises DrawError unless the file is one line of canonical JSON."""
    try:
        return read_canonical(file.read_text(encoding="utf-8").removesuffix("\n"))
    except (OSError, UnicodeDecodeError, NotCanonical) as error:
        raise DrawError(f"{file} 读不出来，或者被改动过（{error}）；请从备份恢复。") from None


def write(file: Path, text: str, secret: bool = False) -> None:
    """Whole or not at all."""
    write_with(file, lambda out: out.write(text), secret)


def write_with(file: Path, fill: Callable[[Any], object], secret: bool = False) -> None:
    """The file as `fill` writes it, whole or not at all."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.draft")
    try:
        made = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if secret else 0o644)
        with os.fdopen(made, "w", encoding="utf-8", newline="\n") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, file)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def new_folder(path: Path) -> Iterator[Folder]:
    """A folder that appears only when everything in it is written. Raises DrawError if there is one already."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise DrawError(f"{path} 已经存在，里面有东西；请换一个文件夹，已经封存的名单不能覆盖。")
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        (draft / "public").mkdir(parents=True)
        (draft / "private").mkdir(mode=0o700)
        yield Folder(draft)
        if path.exists():
            path.rmdir()
        os.rename(draft, path)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
