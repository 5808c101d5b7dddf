"""The folder of one draw: what is public at once, what stays closed until the opening, and in which state it stands.

public/   freeze.json seal.json seal.txt beacon.json selection.json replacement-N.json, and after the opening opening.json
          and record.json; each is one line of canonical JSON, published as it stands
private/  subjects.jsonl officers.jsonl salt secret drawn.json replacements.json; mode 0700, for the drawing organ alone
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from yifa.proofs.canon import NotCanonical, canonical
from yifa.proofs.canon import read as read_canonical

from .mistakes import DrawError
from .page import page

P = ParamSpec("P")
T = TypeVar("T")
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

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Waits until no other process or thread takes a step of this draw: of two who seal at once, the secret of one
        would stand beside the commitment of the other, and the draw would be lost."""
        import fcntl  # Windows has none: there a record can be verified, a draw cannot be made

        try:
            held = os.open(self.path, os.O_RDONLY)
        except OSError:  # no folder: the step itself says so
            yield
            return
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield
        finally:
            os.close(held)

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


def one_at_a_time(step: Callable[Concatenate[Folder, P], T]) -> Callable[Concatenate[Folder, P], T]:
    """A step of the ceremony that runs while no other does on the same folder."""

    @wraps(step)
    def alone(folder: Folder, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with folder.alone():
            return step(folder, *args, **kwargs)

    return alone


def exact(file: Path) -> str:
    """The text of a file, its bytes as they are: line ends that somebody changed stay changed, as in the page that
    verifies. Raises OSError and UnicodeDecodeError."""
    return file.read_bytes().decode()


def read_json(file: Path) -> Any:
    """Raises DrawError unless the file is one line of canonical JSON."""
    try:
        return read_canonical(exact(file).removesuffix("\n"))
    except OSError as error:
        raise DrawError(f"{file} 打不开（{error.strerror}）；请核对路径，或者从备份恢复。") from None
    except (UnicodeDecodeError, NotCanonical) as error:
        why = "不是 UTF-8 文本" if isinstance(error, UnicodeDecodeError) else str(error).rstrip("。")
        raise DrawError(f"{file} 不是公布时的写法，被改动过（{why}）；请从备份恢复。") from None


def write(file: Path, text: str, secret: bool = False) -> None:
    """Whole or not at all."""
    write_with(file, lambda out: out.write(text), secret)


def write_with(file: Path, fill: Callable[[Any], object], secret: bool = False) -> None:
    """The file as `fill` writes it, whole or not at all."""
    draft = _draft(file)
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
    draft = _draft(path)
    try:
        try:
            (draft / "public").mkdir(parents=True)
            (draft / "private").mkdir(mode=0o700)
        except OSError as error:
            raise DrawError(f"写不进 {path}（{error.strerror}）；请换一个可以写的文件夹。") from None
        yield Folder(draft)
        try:
            os.replace(draft, path)  # over an empty folder, never over one with something in it
        except OSError:
            raise DrawError(f"{path} 刚刚由别的进程写了东西，或者不能写；请换一个文件夹。") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _draft(path: Path) -> Path:
    """Where something is written until it is whole; no two writers have the same."""
    return path.with_name(f".{path.name[:60]}.{secrets.token_hex(4)}.draft")
