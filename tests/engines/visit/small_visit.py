"""A visit's code for tests: a fixed key, a fixed visit, and codes that must not pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from yifa.proofs.canon import canonical
from yifa.proofs.signing import Signer
from yifa.proofs.visit_code import JOINT, PREFIX, Party, VisitCode, _base32, _message, encode

KEY = Signer("yifa-990123", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER = Signer("yifa-990124", Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64))))
VISIT = VisitCode(
    number="青市监检〔2026〕57号",
    organ="青禾县市场监督管理局",
    subject=("青禾县禾丰食品有限公司", "91110108MA01A2B34X"),
    items="食品标签检查、计量器具检查",
    officers=("青市监-001", "青市监-002"),
    basis="已批准",
    since="2026-12-03T00:00",
    until="2026-12-03T18:00",
)
AT = "2026-12-03T09:30"
FIRE = Party("青消检〔2026〕9号", "青禾县消防救援大队", "消防监督检查", ("青消-007", "青消-011"))
HEALTH = Party("青卫检〔2026〕31号", "青禾县卫生健康局", "公共场所卫生检查、职业病防治检查", ("青卫-003", "青卫-014", "青卫-015"))
TOGETHER = replace(
    VISIT, number=HEALTH.number, organ=HEALTH.organ, items=HEALTH.items, officers=HEALTH.officers, others=(VISIT.parties[0], FIRE)
)
"""The same firm on the same day, by three organs: 卫, 市, 消 is the order of their bytes."""


def raw(payload: bytes, signer: Signer = KEY, prefix: str = PREFIX) -> str:
    """A code that is rightly signed, whatever it says."""
    return f"{prefix}.{_base32(payload)}.{signer.public.id.upper()}.{_base32(signer.sign(_message(payload, prefix)))}"


def bad_payloads() -> Iterator[tuple[str, bytes]]:
    """Payloads that no honest county signs; each with what is wrong."""
    plain = VISIT.plain()
    changes = {
        "no item": {"items": ""},
        "one officer": {"officers": ["青市监-001"]},
        "the same officer twice": {"officers": ["青市监-001"] * 2},
        "no firm": {"subject": ["", "91110108MA01A2B34X"]},
        "three parts": {"subject": ["甲", "乙", "丙"]},
        "a number": {"number": 57},
        "no such day": {"since": "2026-02-30T00:00"},
        "a day without hours": {"until": "2026-12-03"},
        "backwards": {"until": "2026-12-02T18:00"},
        "one more": {"more": "x"},
    }
    for name, change in changes.items():
        yield name, canonical(plain | change).encode()
    yield "one less", canonical({k: v for k, v in plain.items() if k != "items"}).encode()
    yield "a space", canonical(plain).replace(":", ": ", 1).encode()
    yield "no JSON", b"{"
    yield "a list", b"[]"
    yield "no UTF-8", b"\xff"
    yield "a mark before", b"\xef\xbb\xbf" + canonical(plain).encode()
    yield "nothing", b""


def bad_others() -> Iterator[tuple[str, bytes]]:
    """Payloads of several organs that no honest county signs."""
    plain = TOGETHER.plain()
    market, fire = plain["others"]
    changes: dict[str, object] = {
        "nobody comes along": [],
        "no list": {},
        "three parts": [market, fire[:3]],
        "no item": [market, [*fire[:2], "", fire[3]]],
        "one officer": [market, [*fire[:3], ["青消-007"]]],
        "the same officer twice": [market, [*fire[:3], ["青消-007"] * 2]],
        "officers as a text": [market, [*fire[:3], "青消-007"]],
        "out of order": [fire, market],
        "the same visit twice": [market, market],
    }
    for name, others in changes.items():
        yield name, canonical(plain | {"others": others}).encode()
    yield "a visit of one organ", canonical(VISIT.plain()).encode()


def cases() -> Iterator[tuple[str, str, str]]:
    """(what it is, code, minute): good ones first, then what must be found."""
    good = encode(VISIT, KEY)
    yield "good", good, AT
    yield "the first minute", good, VISIT.since
    yield "the last minute", good, VISIT.until
    yield "with line breaks around", f" \r\n{good}\n", AT
    yield "too early", good, "2026-12-02T23:59"
    yield "expired", good, "2026-12-03T18:01"
    yield "another county's key", encode(VISIT, OTHER), AT
    a, payload, id, signature = good.split(".")
    other = encode(replace(VISIT, items="消防检查"), KEY).split(".")
    yield "another visit's payload", f"{a}.{other[1]}.{id}.{signature}", AT
    yield "another visit's signature", f"{a}.{payload}.{id}.{other[3]}", AT
    yield "another county's signature under our name", f"{a}.{payload}.{id}.{encode(VISIT, OTHER).split('.')[3]}", AT
    for name, text in (("empty", ""), ("a word", "YFV1"), ("three parts", f"{a}.{payload}.{id}"), ("five parts", good + "."),
                       ("lower case", good.lower()), ("cut off", good[:-1]), ("longer", good + "A"), ("far too long", good * 9),
                       ("a space within", good[:40] + " " + good[40:]), ("full width", good.replace("YFV1", "ＹFV1"))):  # fmt: skip
        yield name, text, AT
    for name, data in bad_payloads():
        yield f"payload: {name}", raw(data), AT
    together = encode(TOGETHER, KEY)
    yield "together: good", together, AT
    yield "together: expired", together, "2026-12-03T18:01"
    _, payload, id, signature = together.split(".")
    yield "together: under the prefix of one organ", f"YFV1.{payload}.{id}.{signature}", AT
    yield "together: signed as a visit of one organ", f"YFV2.{payload}.{id}.{raw(canonical(TOGETHER.plain()).encode()).split('.')[3]}", AT
    yield "one organ under the prefix of several", good.replace(PREFIX, JOINT), AT
    yield "an unknown prefix", good.replace(PREFIX, "YFV3"), AT
    yield "together: a payload of one organ's prefix", raw(canonical(TOGETHER.plain()).encode()), AT
    for name, data in bad_others():
        yield f"together: {name}", raw(data, prefix=JOINT), AT
