"""Signed heads of the tree, and the keys that sign them. Pure but for reading and writing key files.

A checkpoint is a note: the body (origin, size, root, time, and further lines if any; a line each), an empty line, and
one line `— name id signature` for the ledger and for each witness that co-signs. Signatures are Ed25519 over the body.
A note has one spelling: another one, even if it means the same, is refused.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

DASH = "—"
SECRET = 0o077
"""File mode bits that a key file may not have: it belongs to its owner alone."""


class BadNote(ValueError):
    """A text that is not a checkpoint or a key; the message says what is wrong."""


class BadKeyFile(ValueError):
    """A key file that cannot be used; the message says what to do."""


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def unb64(text: str) -> bytes:
    """Base64 in its one spelling (the bits that pad the last letter are zero). Raises ValueError."""
    data = base64.b64decode(text, validate=True)
    if b64(data) != text:
        raise ValueError("Base64 的写法不规范")
    return data


def check_name(name: str) -> str:
    """Names stand in lines with spaces and plus signs between the parts. Raises BadNote."""
    if not name or "+" in name or any(c.isspace() or not c.isprintable() for c in name):
        raise BadNote(f"密钥的名称“{name}”不能用：不能是空的，不能有空格、换行和加号。")
    return name


@dataclass(frozen=True)
class PublicKey:
    """A verifier: its name and 32 bytes. `id`: eight hex digits of SHA-256(name, newline, key)."""

    name: str
    raw: bytes

    @property
    def id(self) -> str:
        return hashlib.sha256(self.name.encode() + b"\n" + self.raw).hexdigest()[:8]

    @property
    def text(self) -> str:
        return f"{self.name}+{self.id}+{b64(self.raw)}"

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        try:
            name, id, raw = text.strip().split("+", 2)
            key = cls(check_name(name), unb64(raw))
        except ValueError as error:
            raise BadNote("公钥的写法不对；应为 名称+编号+Base64。") from error
        if len(key.raw) != 32 or key.id != id:
            raise BadNote(f"公钥“{name}”的编号与内容不符，可能抄错了。")
        return key

    def verify(self, signature: bytes, message: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


class Signer:
    """A signing key under a name."""

    def __init__(self, name: str, key: Ed25519PrivateKey) -> None:
        self.name, self._key = check_name(name), key

    @classmethod
    def generate(cls, name: str) -> Signer:
        return cls(name, Ed25519PrivateKey.generate())

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.name, self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)

    @classmethod
    def load(cls, folder: Path, name: str) -> Signer:
        """The ledger's key, `folder`/ledger.key; see `at`."""
        return cls.at(folder / "ledger.key", name)

    @classmethod
    def at(cls, file: Path, name: str) -> Signer:
        """The key in a file, made there if there is none (mode 0600). Its public half stands beside it (`.pub`), written
        where it is missing and never written over: others have fetched it.

        Raises BadKeyFile for a key that cannot be read, and for one that is not the published one or has another name."""
        if not file.exists():
            cls.generate(name).save(file)
        signer = cls.read(file, name)
        public = file.with_suffix(".pub")
        if not public.exists():
            publish(signer.public, public)
        elif public.read_text(encoding="utf-8") != signer.public.text + "\n":
            raise BadKeyFile(_not_published(public, signer.public))
        return signer

    def save(self, file: Path) -> None:
        """Writes the key for its owner alone. It appears whole or not at all, and an existing file is left as it is."""
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"{file.name}.{os.getpid()}.part")
        made = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(made, "w") as out:
            out.write(b64(self._key.private_bytes_raw()))
            out.flush()
            os.fsync(made)
        try:
            os.link(part, file)
        except FileExistsError:
            pass  # another process was faster: its key stands
        finally:
            part.unlink()

    @classmethod
    def read(cls, file: Path, name: str) -> Signer:
        """Raises BadKeyFile if others may read it, or if it holds no key."""
        if os.name == "posix" and file.stat().st_mode & SECRET:
            raise BadKeyFile(
                f"签名密钥 {file} 别人也能读，不能再用来签名。请执行 chmod 600 {file}，并查明是否外泄；外泄了就要换钥。"
            )
        try:
            return cls(name, Ed25519PrivateKey.from_private_bytes(unb64(file.read_text(encoding="ascii").strip())))
        except ValueError as error:
            raise BadKeyFile(f"{file} 里不是一把签名密钥，可能损坏了；请从备份恢复这个文件。") from error


def publish(key: PublicKey, file: Path) -> None:
    """Writes a public key whole or not at all."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    part.write_text(key.text + "\n", encoding="utf-8")
    os.replace(part, file)


def _not_published(file: Path, key: PublicKey) -> str:
    """Why `key` may not sign for the ledger whose public key stands in `file`, and what to do."""
    try:
        known = PublicKey.parse(file.read_text(encoding="utf-8"))
    except (BadNote, UnicodeDecodeError):
        return f"{file} 里不是公布过的公钥，可能损坏了；请从备份恢复这个文件。"
    ledger = file.name == "ledger.pub"
    if known.name != key.name and ledger:
        return (
            f"账本公布的名称是“{known.name}”（{file}），现在要用“{key.name}”签名。账本的名称终身不变，取自 county.toml 的 "
            "division，没有 division 的取 name：请改回原来的值。要换的是密钥的，执行 yifa ledger rotate，名称不变。"
        )
    if known.name != key.name:
        return f"这把密钥公布的名称是“{known.name}”（{file}）；请用 --name {known.name}，或者另用一个密钥文件。"
    if ledger and file.with_name("ledger.key.next").exists():
        return f"换钥没有做完：{file} 已经是新的公钥，签名密钥还是旧的。请再执行一次 yifa ledger rotate。"
    key_file = file.with_suffix(".key").name
    return f"签名密钥与公布的公钥 {file} 不是一对。请从同一份备份恢复 {key_file} 和 {file.name}；不要另行公布新的公钥。"


@dataclass(frozen=True)
class Checkpoint:
    """The head of the tree at a size. `at`: when it was signed, UTC to the second. `more`: further lines that the
    signers vouch for."""

    origin: str
    size: int
    root: bytes
    at: str
    more: tuple[str, ...] = ()

    def body(self) -> str:
        lines = (self.origin, str(self.size), b64(self.root), self.at, *self.more)
        if any(not line or "\n" in line for line in lines):
            raise BadNote("检查点里不能有空行，一行里也不能换行。")
        return "\n".join(lines) + "\n"


def sign(checkpoint: Checkpoint, *signers: Signer) -> str:
    """The note, signed by each."""
    body = checkpoint.body()
    return body + "\n" + "".join(_line(s, body) for s in signers)


def cosign(note: str, witness: Signer) -> str:
    """The note with a witness's signature added. Raises BadNote; also if it has signed already."""
    checkpoint, signatures = parse(note)
    may_cosign(checkpoint, witness.name)
    if any(id == witness.public.id for _, id, _ in signatures):
        raise BadNote(f"“{witness.name}”已经副署过这个检查点，不必再签。")
    return note + _line(witness, checkpoint.body())


def may_cosign(checkpoint: Checkpoint, name: str) -> None:
    """Raises BadNote for the name of a witness that would be taken for the ledger's own."""
    if check_name(name) == checkpoint.origin:
        raise BadNote(f"“{name}”是账本自己的名称，见证人要用自己的名称。")


def _line(signer: Signer, body: str) -> str:
    return f"{DASH} {signer.name} {signer.public.id} {b64(signer.sign(body.encode()))}\n"


def parse(note: str) -> tuple[Checkpoint, list[tuple[str, str, bytes]]]:
    """(the checkpoint, [(name, key id, signature)]). Raises BadNote."""
    body, gap, tail = note.partition("\n\n")
    lines = body.split("\n")
    if not gap or len(lines) < 4 or not all(lines):
        raise BadNote("检查点应有名称、数量、树根、时间四行，空一行后是签名。")
    try:
        size, root = int(lines[1]), unb64(lines[2])
        if len(root) != 32 or size < 0 or str(size) != lines[1] or not tail.endswith("\n"):
            raise ValueError
        datetime.strptime(lines[3], "%Y-%m-%dT%H:%M:%SZ")
        signatures = [_signature(line) for line in tail[:-1].split("\n")]
    except ValueError as error:
        raise BadNote("检查点里的数量、树根、时间或者签名读不出来。") from error
    return Checkpoint(lines[0], size, root, lines[3], tuple(lines[4:])), signatures


def _signature(line: str) -> tuple[str, str, bytes]:
    dash, name, id, text = line.split(" ")
    if dash != DASH:
        raise ValueError
    return check_name(name), id, unb64(text)


def verify(note: str, keys: Mapping[str, PublicKey]) -> tuple[Checkpoint, list[str]]:
    """(the checkpoint, the names that signed it rightly). `keys` by id. Raises BadNote if the ledger that it names did
    not sign it with a known key (a ledger's key bears the ledger's name), or a known key's signature is wrong."""
    checkpoint, signatures = parse(note)
    message, good = checkpoint.body().encode(), list[str]()
    for name, id, signature in signatures:
        key = keys.get(id)
        if key is None:
            continue
        if key.name != name or not key.verify(signature, message):
            raise BadNote(f"“{name}”的签名不对：检查点被改动过，或者不是它签的。")
        if name not in good:
            good.append(name)
    if checkpoint.origin not in good:
        raise BadNote(f"账本“{checkpoint.origin}”自己的签名没有，或者不是用已知的公钥签的。")
    return checkpoint, good
