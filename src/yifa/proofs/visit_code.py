"""The code of a visit (检查码): what the county approved, signed, so that a firm can check it at the door without a network. Pure.

A code is `YFV1.<payload>.<key id>.<signature>`: canonical JSON and an Ed25519 signature, each in upper-case Base32
without padding, so that a QR code holds it in its dense mode. It has one spelling: any other character makes it void.
Where several organs come together (综合查一次) it is `YFV2.` with all of them in it, in the order of their visits'
numbers, so that every organ shows the same code. The same visit always has the same code; its short form is for reading
aloud. The check here and the one of the page without a network (`visit_parts/`) give the same list, held together by
`tests/golden/visit/vectors.json`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from .canon import NotCanonical, canonical, read
from .signing import PublicKey, Signer

PREFIX, JOINT = "YFV1", "YFV2"
"""Of a visit by one organ, and by several together."""
PROTOCOLS = {PREFIX: "yifa-visit/1", JOINT: "yifa-visit/2"}
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
class Party:
    """One of the organs that come: its visit's number, what it checks, and its officers' certificates."""

    number: str
    organ: str
    items: str
    officers: tuple[str, ...]

    def plain(self) -> list[Any]:
        return [self.number, self.organ, self.items, list(self.officers)]


@dataclass(frozen=True)
class VisitCode:
    """What a code says. `number`: the visit's number; `subject`: name and code of the firm; `officers`: the numbers of
    their certificates, no names; `basis`: approved, or urgent with the approval to follow; `since` and `until`: minutes
    in Beijing time, the last one still valid; `others`: the organs that come together with the first, by number."""

    number: str
    organ: str
    subject: tuple[str, str]
    items: str
    officers: tuple[str, ...]
    basis: str
    since: str
    until: str
    others: tuple[Party, ...] = ()

    @property
    def parties(self) -> tuple[Party, ...]:
        """Everybody who may enter under this code."""
        return (Party(self.number, self.organ, self.items, self.officers), *self.others)

    def plain(self) -> dict[str, Any]:
        """As the payload holds it; a visit of one organ has no `others`."""
        out: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "others"}
        out |= {"subject": list(self.subject), "officers": list(self.officers)}
        return out | {"others": [o.plain() for o in self.others]} if self.others else out


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
    prefix = JOINT if visit.others else PREFIX
    if wrong := _unfit(visit.plain(), prefix):
        raise BadCode(wrong)
    payload = canonical(visit.plain()).encode()
    return f"{prefix}.{_base32(payload)}.{signer.public.id.upper()}.{_base32(signer.sign(_message(payload, prefix)))}"


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
        prefix, payload, id, signature = _parts(code.strip(BLANK))
        visit = _visit(payload, prefix)
    except BadCode as bad:
        return Checked((Check("format", str(bad)),), None)
    key = next((k for k in keys if k.id == id), None)
    if key is None:
        return Checked((Check("format"), Check("key", f"编号{id}的公钥不在本县公布的公钥里")), visit)
    good = key.verify(signature, _message(payload, prefix))
    signed = Check("signature", "" if good else "签名不对：内容被改动过，或者不是本县签的")
    return Checked((Check("format"), Check("key"), signed, Check("time", _untimely(visit, at))), visit)


def _untimely(visit: VisitCode, at: str) -> str:
    if at < visit.since:
        return f"还没有到有效时间，{visit.since.replace('T', ' ')}起有效"
    return f"已经过期，{visit.until.replace('T', ' ')}以前有效" if at > visit.until else ""


def _message(payload: bytes, prefix: str) -> bytes:
    """What is signed: under its own name, since the key also signs checkpoints and receipts."""
    return PROTOCOLS[prefix].encode() + b"\n" + payload


def _parts(code: str) -> tuple[str, bytes, str, bytes]:
    """(prefix, payload, key id, signature). Raises BadCode."""
    parts = code.split(".")
    if len(code) > LONGEST or len(parts) != 4 or parts[0] not in PROTOCOLS:
        raise BadCode(f"不是检查码：检查码以 {PREFIX}. 或者 {JOINT}. 开头，用三个点分成四段；可能没有复制完整")
    if not re.fullmatch(r"[0-9A-F]{8}", parts[2]):
        raise BadCode("公钥编号的写法不对")
    signature = _unbase32(parts[3])
    if len(signature) != 64:
        raise BadCode("签名的长短不对，可能没有复制完整")
    return parts[0], _unbase32(parts[1]), parts[2].lower(), signature


def _visit(payload: bytes, prefix: str) -> VisitCode:
    try:
        plain = read(payload.decode())
    except (UnicodeDecodeError, NotCanonical):
        raise BadCode("内容不是规范写法，抄错了或者被改动过") from None
    if wrong := _unfit(plain, prefix):
        raise BadCode(wrong)
    others = tuple(Party(n, o, i, tuple(who)) for n, o, i, who in plain.get("others", ()))
    return VisitCode(**plain | {"subject": tuple(plain["subject"]), "officers": tuple(plain["officers"]), "others": others})


def _unfit(plain: Any, prefix: str) -> str:
    """"" if a value has the shape of a visit, else what is wrong."""
    texts = ("number", "organ", "items", "basis", "since", "until")
    lists = ("subject", "officers")
    named = {f.name for f in fields(VisitCode)} - (set() if prefix == JOINT else {"others"})
    if type(plain) is not dict or plain.keys() != named:
        return "内容缺项或者多项"
    if not all(type(plain[k]) is str and plain[k] for k in texts):
        return "内容有空的项"
    if not all(type(plain[k]) is list and all(type(x) is str for x in plain[k]) for k in lists):
        return "内容的写法不对"
    if len(plain["subject"]) != 2 or not plain["subject"][0]:
        return "没有写明被检查单位"
    if len(set(plain["officers"])) < 2 or not all(plain["officers"]):
        return "执法人员少于两名"
    if wrong := _unfit_others(plain["number"], plain["others"]) if prefix == JOINT else "":
        return wrong
    if not all(_minute(plain[k]) for k in ("since", "until")) or plain["since"] > plain["until"]:
        return "有效时间的写法不对"
    return ""


def _unfit_others(first: str, others: Any) -> str:
    """The same of those who come along: at least one, each whole, in the order of the numbers."""
    if type(others) is not list or not others or not all(type(o) is list and len(o) == 4 for o in others):
        return "一起来的机关写法不对"
    if not all(type(x) is str and x for o in others for x in o[:3]):
        return "一起来的机关有空的项"
    if not all(type(o[3]) is list and all(type(x) is str and x for x in o[3]) and len(set(o[3])) > 1 for o in others):
        return "一起来的机关执法人员少于两名"
    numbers = [first, *(o[0] for o in others)]
    in_order = all(a.encode() < b.encode() for a, b in pairwise(numbers))
    return "" if in_order else "一起来的机关没有按检查编号排列"


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
