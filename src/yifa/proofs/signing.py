"""Keys that sign (Ed25519), and their files. Pure but for reading and writing key files."""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SECRET = 0o077
"""File mode bits that a key file may not have: it belongs to its owner alone."""


class BadNote(ValueError):
    """A text that is not a signed note or a key; the message says what is wrong."""


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
