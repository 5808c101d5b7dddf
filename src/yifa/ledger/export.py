"""The export of a ledger: a folder or a .zip that can be checked without the database. Format 1. Pure but for files.

    manifest.json      rows, bytes and SHA-256 of every other file, signed with the ledger's key
    keys.json          the published keys (`keys.KeyRing`)
    checkpoints.jsonl  {"note"} in order of size
    entries.jsonl      {"hash", "header", "leaf"}: first those in the tree, by leaf; then those without (leaf null)
    bodies.jsonl       {"entry", "salt", "text"}: salt in hex, text canonical JSON; in the order of the entries
    personal.jsonl     the same, for entries with a personal part that was not erased
    attachments.jsonl  {"sha256", "size"} (may be absent), and attachments/<sha256> for those that are sent along

Every line and both .json files are canonical JSON in UTF-8 with a newline at the end.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from json.encoder import encode_basestring as q
from pathlib import Path
from types import TracebackType
from typing import IO, Any, BinaryIO, Self

from yifa.proofs.canon import NotCanonical, canonical, read
from yifa.proofs.signing import BadNote, Signer, b64

from .checkpoint import parse
from .entry import Header
from .keys import KeyRing

FORMAT = 1
MANIFEST, KEYS, CHECKPOINTS = "manifest.json", "keys.json", "checkpoints.jsonl"
ENTRIES, BODIES, PERSONAL, ATTACHMENTS = "entries.jsonl", "bodies.jsonl", "personal.jsonl", "attachments.jsonl"
REQUIRED = (KEYS, CHECKPOINTS, ENTRIES, BODIES, PERSONAL)
LONGEST = 64 * 2**20
"""Bytes that a line or a .json file may have; longer ones are not read."""
CHUNK = 1 << 20


class NotAnExport(ValueError):
    """What was given cannot be read as an export; the message says why and what to do."""


def manifest_message(plain: Mapping[str, Any]) -> bytes:
    """What the signature of a manifest covers: everything else in it."""
    return b"yifa/export/1\n" + canonical({k: v for k, v in plain.items() if k != "signature"}).encode()


class _Out:
    """A file under way, with its digest."""

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] = path.open("wb", buffering=CHUNK)
        self._sum = hashlib.sha256()
        self.rows = self.bytes = 0

    def line(self, text: str) -> None:
        data = text.encode() + b"\n"
        self._file.write(data)
        self._sum.update(data)
        self.rows += 1
        self.bytes += len(data)

    def close(self) -> dict[str, Any]:
        self._file.close()
        return {"rows": self.rows, "bytes": self.bytes, "sha256": self._sum.hexdigest()}


class ExportWriter:
    """Writes an export; it appears under its name only when it is complete and signed.

    with ExportWriter(target, signer, ring, at) as out: entries in the order told above, bodies and personal parts in
    the order of their entries, checkpoints by size; they may be written in turn. `target`: a folder that does not exist
    yet, or a .zip. `at`: UTC to the second. Raises FileExistsError if the target exists."""

    def __init__(self, target: Path, signer: Signer, ring: KeyRing, at: str) -> None:
        if target.exists():
            raise FileExistsError(f"{target} 已经存在；请换一个名称，或者先把它移走。")
        if ring.current.raw != signer.public.raw:
            raise ValueError("签名密钥不是公钥表里现用的那一把；换钥如果中断过，请重新执行一次换钥。")
        self.target, self._signer, self._at = target, signer, at
        self._folder = target.with_name(f"{target.name}.{os.getpid()}.part")
        self._folder.mkdir(parents=True)
        self._size = 0
        self._out = {name: _Out(self._folder / name) for name in REQUIRED}
        self._out[KEYS].line(ring.text().removesuffix("\n"))
        self._files: dict[str, dict[str, Any]] = {}

    def entry(self, header: Header, hash: str, leaf: int | None) -> None:
        self._out[ENTRIES].line(line_of(header.text(), hash, leaf))

    def body(self, entry: str, salt: bytes, text: str) -> None:
        self._out[BODIES].line(part_line(entry, salt.hex(), text))

    def personal(self, entry: str, salt: bytes, text: str) -> None:
        self._out[PERSONAL].line(part_line(entry, salt.hex(), text))

    def checkpoint(self, note: str) -> None:
        with suppress(BadNote):  # a spoilt checkpoint is exported as it is: the check will name it
            self._size = parse(note)[0].size
        self._out[CHECKPOINTS].line(canonical({"note": note}))

    def attachment(self, sha256: str, size: int, source: Path | None = None) -> None:
        """Names an attachment, once each; with `source` it is sent along."""
        if ATTACHMENTS not in self._out:
            self._out[ATTACHMENTS] = _Out(self._folder / ATTACHMENTS)
        self._out[ATTACHMENTS].line(canonical({"sha256": sha256, "size": size}))
        if source is not None:
            (self._folder / "attachments").mkdir(exist_ok=True)
            shutil.copyfile(source, self._folder / "attachments" / sha256)
            self._files[f"attachments/{sha256}"] = {"rows": 0, "bytes": size, "sha256": sha256}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            files = {name: out.close() for name, out in self._out.items()}
            if kind is None:
                self._finish(self._files | files)
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _finish(self, files: dict[str, Any]) -> None:
        plain = {
            "format": FORMAT,
            "ledger": self._signer.name,
            "made_at": self._at,
            "size": self._size,
            "files": files,
            "key": self._signer.public.id,
        }
        plain["signature"] = b64(self._signer.sign(manifest_message(plain)))
        (self._folder / MANIFEST).write_bytes(canonical(plain).encode() + b"\n")
        if self.target.suffix != ".zip":
            os.rename(self._folder, self.target)
            return
        part = self._folder.with_suffix(".zip")
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(p for p in self._folder.rglob("*") if p.is_file()):
                archive.write(path, path.relative_to(self._folder).as_posix())
        os.rename(part, self.target)


def line_of(header: str, hash: str, leaf: int | None) -> str:
    return f'{{"hash":{q(hash)},"header":{header},"leaf":{"null" if leaf is None else leaf}}}'


def part_line(entry: str, salt: str, text: str) -> str:
    return f'{{"entry":{q(entry)},"salt":{q(salt)},"text":{q(text)}}}'


class Source:
    """An export to be read: its files by name."""

    def __init__(self, path: Path) -> None:
        """Raises NotAnExport."""
        self._zip: zipfile.ZipFile | None = None
        self._path = path
        try:
            if path.is_dir():
                found = [p for p in path.rglob("*") if p.is_symlink() or not p.is_dir()]
                if odd := [p for p in found if p.is_symlink() or not p.is_file()]:
                    raise NotAnExport(f"{odd[0]} 不是普通文件，账本的导出里没有链接和设备；请把它移走再核对。")
                names = [p.relative_to(path).as_posix() for p in found]
            elif path.is_file():
                self._zip = zipfile.ZipFile(path)
                names = [m.filename for m in self._zip.infolist() if not m.is_dir()]
            else:
                raise NotAnExport(f"没有 {path} 这个文件夹或者文件。")
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            if isinstance(error, NotAnExport):
                raise
            raise NotAnExport(f"{path} 打不开，不是账本导出的文件夹或者 .zip，或者已经损坏。") from error
        self.names = set(names)
        if len(self.names) != len(names):
            raise NotAnExport(f"{path} 里有同名的文件，不是账本写出的导出。")
        if MANIFEST not in self.names:
            raise NotAnExport(f"{path} 里没有 {MANIFEST}，不是账本的导出，或者清单被删除了。")

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Raises NotAnExport if the file cannot be read to its end, whenever that shows."""
        try:
            if self._zip is not None:
                with self._zip.open(name) as file:
                    yield file  # type: ignore[misc]  # ZipExtFile reads like any binary file
            else:
                with (self._path / name).open("rb", buffering=CHUNK) as plain:
                    yield plain
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            KeyError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise NotAnExport(f"{name} 读不出来，文件损坏了；请重新取得这份导出。") from error

    def manifest(self) -> dict[str, Any]:
        """Raises NotAnExport."""
        with self.open(MANIFEST) as file:
            data = file.read(LONGEST)
        try:
            plain = read(data.decode().removesuffix("\n"))
        except (NotCanonical, UnicodeDecodeError) as error:
            raise NotAnExport(f"{MANIFEST} 读不出来，或者被改动过：{error}") from error
        if not _is_manifest(plain) or not data.endswith(b"\n"):
            raise NotAnExport(f"{MANIFEST} 缺项、多项，或者格式不是第{FORMAT}版；请用与导出相同或者更新的版本核对。")
        result: dict[str, Any] = plain
        return result


def _is_manifest(plain: Any) -> bool:
    kinds = {"format": int, "ledger": str, "made_at": str, "size": int, "files": dict, "key": str, "signature": str}
    if type(plain) is not dict or plain.keys() != kinds.keys() or plain["format"] != FORMAT:
        return False
    if any(type(plain[k]) is not kind for k, kind in kinds.items()):
        return False
    parts = {"rows": int, "bytes": int, "sha256": str}
    return all(
        type(f) is dict and f.keys() == parts.keys() and all(type(f[k]) is kind for k, kind in parts.items())
        for f in plain["files"].values()
    )
