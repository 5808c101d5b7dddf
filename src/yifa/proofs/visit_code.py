"""The code of a visit (检查码): what the county approved, signed, so that a firm can check it at the door without a network. Pure.

A code is `YFV1.<payload>.<key id>.<signature>`: canonical JSON and an Ed25519 signature, each in upper-case Base32
without padding, so that a QR code holds it in its dense mode. It has one spelling: any other character makes it void.
The same visit always has the same code; its short form is for reading aloud. The check here and the one of the page
without a network (`visit_parts/`) give the same list, held together by `tests/golden/visit/vectors.json`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from .canon import NotCanonical, canonical, read
from .signing import PublicKey, Signer

PROTOCOL = "yifa-visit/1"
PREFIX = "YFV1"
LONGEST = 4_000
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHORT = 12
BLANK = " \t\r\n"
MINUTE = re.compile(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d")
TITLES = {
    "format": "检查码完整，写法规范",
    "key": "签名用的是本县公布的公钥",
    "signature": "签名和内容一致，没有改动",
    "time": "在有效时间以内",
}


@dataclass(frozen=True)
class VisitCode:
    """What a code says. `number`: the visit's number; `subject`: name and code of the firm; `officers`: the numbers of
    their certificates, no names; `basis`: approved, or urgent with the approval to follow; `since` and `until`: minutes
    in Beijing time, the last one still valid."""

    number: str
    organ: str
    subject: tuple[str, str]
    items: str
    officers: tuple[str, ...]
    basis: str
    since: str
    until: str

    def plain(self) -> dict[str, Any]:
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items()}


@dataclass(frozen=True)
class Check:
    """One check: `name` is its key in TITLES; `words` what is wrong, "" if nothing."""

    name: str
    words: str = ""

    @property
    def ok(self) -> bool:
        return not self.words


@dataclass(frozen=True)
class Checked:
    """The checks in order, and what the code says as far as it could be read."""

    checks: tuple[Check, ...]
    says: VisitCode | None

    @property
    def ok(self) -> bool:
        return all(c.ok for c in self.checks)


class BadCode(ValueError):
    """A text that is no code; the message says why."""


def encode(visit: VisitCode, signer: Signer) -> str:
    """The signed code. Raises BadCode for a visit whose parts no code can carry."""
    if wrong := _unfit(visit.plain()):
        raise BadCode(wrong)
    payload = canonical(visit.plain()).encode()
    return f"{PREFIX}.{_base32(payload)}.{signer.public.id.upper()}.{_base32(signer.sign(_message(payload)))}"


def short(code: str) -> str:
    """The first 60 bits of the code's SHA-256 in three groups of four, without I L O U: for comparing by eye."""
    number = int(digest(code)[:15], 16)
    text = "".join(ALPHABET[number >> 5 * i & 31] for i in reversed(range(SHORT)))
    return "-".join(text[i : i + 4] for i in range(0, SHORT, 4))


def digest(code: str) -> str:
    """The SHA-256 by which a record names the code that was shown (64 hex digits)."""
    return hashlib.sha256(code.encode()).hexdigest()


def check(code: str, keys: Iterable[PublicKey], at: str) -> Checked:
    """Checks a code against a county's public keys at a minute in Beijing time (2026-12-03T09:30). Spaces and line
    breaks around it do not count. What it says is given only as far as it could be read: trust it if `ok`."""
    try:
        payload, id, signature = _parts(code.strip(BLANK))
        visit = _visit(payload)
    except BadCode as bad:
        return Checked((Check("format", str(bad)),), None)
    key = next((k for k in keys if k.id == id), None)
    if key is None:
        return Checked((Check("format"), Check("key", f"编号{id}的公钥不在本县公布的公钥里")), visit)
    good = key.verify(signature, _message(payload))
    signed = Check("signature", "" if good else "签名不对：内容被改动过，或者不是本县签的")
    return Checked((Check("format"), Check("key"), signed, Check("time", _untimely(visit, at))), visit)


def _untimely(visit: VisitCode, at: str) -> str:
    if at < visit.since:
        return f"还没有到有效时间，{visit.since.replace('T', ' ')}起有效"
    return f"已经过期，{visit.until.replace('T', ' ')}以前有效" if at > visit.until else ""


def _message(payload: bytes) -> bytes:
    """What is signed: under its own name, since the key also signs checkpoints and receipts."""
    return PROTOCOL.encode() + b"\n" + payload


def _parts(code: str) -> tuple[bytes, str, bytes]:
    """(payload, key id, signature). Raises BadCode."""
    parts = code.split(".")
    if len(code) > LONGEST or len(parts) != 4 or parts[0] != PREFIX:
        raise BadCode(f"不是检查码：检查码以 {PREFIX}. 开头，用三个点分成四段；可能没有复制完整")
    if not re.fullmatch(r"[0-9A-F]{8}", parts[2]):
        raise BadCode("公钥编号的写法不对")
    signature = _unbase32(parts[3])
    if len(signature) != 64:
        raise BadCode("签名的长短不对，可能没有复制完整")
    return _unbase32(parts[1]), parts[2].lower(), signature


def _visit(payload: bytes) -> VisitCode:
    try:
        plain = read(payload.decode())
    except (UnicodeDecodeError, NotCanonical):
        raise BadCode("内容不是规范写法，抄错了或者被改动过") from None
    if wrong := _unfit(plain):
        raise BadCode(wrong)
    return VisitCode(**plain | {"subject": tuple(plain["subject"]), "officers": tuple(plain["officers"])})


def _unfit(plain: Any) -> str:
    """"" if a value has the shape of a visit, else what is wrong."""
    texts = ("number", "organ", "items", "basis", "since", "until")
    lists = ("subject", "officers")
    if type(plain) is not dict or plain.keys() != {f.name for f in fields(VisitCode)}:
        return "内容缺项或者多项"
    if not all(type(plain[k]) is str and plain[k] for k in texts):
        return "内容有空的项"
    if not all(type(plain[k]) is list and all(type(x) is str for x in plain[k]) for k in lists):
        return "内容的写法不对"
    if len(plain["subject"]) != 2 or not plain["subject"][0]:
        return "没有写明被检查单位"
    if len(set(plain["officers"])) < 2 or not all(plain["officers"]):
        return "执法人员少于两名"
    if not all(_minute(plain[k]) for k in ("since", "until")) or plain["since"] > plain["until"]:
        return "有效时间的写法不对"
    return ""


def _minute(text: str) -> bool:
    if not MINUTE.fullmatch(text) or not text.isascii():
        return False
    try:
        return date.fromisoformat(text[:10]).year >= 1000
    except ValueError:
        return False


def minute(at: datetime) -> str:
    """A moment as a code writes it; the caller gives Beijing time."""
    return at.strftime("%Y-%m-%dT%H:%M")


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=")


def _unbase32(text: str) -> bytes:
    """Base32 in its one spelling. Raises BadCode."""
    try:
        data = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        raise BadCode("有检查码里没有的字符，抄错了或者没有复制完整") from None
    if _base32(data) != text:
        raise BadCode("有检查码里没有的字符，抄错了或者没有复制完整")
    return data
