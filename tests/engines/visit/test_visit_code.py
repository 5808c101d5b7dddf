"""检查码: what was signed comes back, every changed character is found, and it says nothing outside its day and its key."""

from __future__ import annotations

import base64
import string
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.visit.small_visit import AT, FIRE, KEY, OTHER, TOGETHER, VISIT, bad_others, bad_payloads, raw
from yifa.proofs.visit_code import JOINT, TITLES, BadCode, Party, VisitCode, check, digest, encode, minute, short
from yifa.web.desk.visit.views import square

KEYS = [KEY.public]
CODE = encode(VISIT, KEY)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
MOMENT = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(minute)


@st.composite
def visits(draw: st.DrawFn) -> VisitCode:
    since = draw(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 30)))
    until = since + timedelta(minutes=draw(st.integers(0, 1440)))
    officers = draw(st.lists(TEXT, min_size=2, max_size=5, unique=True))
    number, *more = sorted(draw(st.sets(TEXT, min_size=1, max_size=4)), key=str.encode)
    others = tuple(Party(n, draw(TEXT), draw(TEXT), tuple(draw(st.lists(TEXT, min_size=2, max_size=3, unique=True)))) for n in more)
    return VisitCode(number, draw(TEXT), (draw(TEXT), draw(st.text(max_size=5, alphabet=string.ascii_letters))),
                     draw(TEXT), tuple(officers), draw(TEXT), minute(since), minute(until), others)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(visits())
def test_what_was_signed_comes_back_and_the_same_visit_has_the_same_code(visit: VisitCode) -> None:
    code = encode(visit, KEY)
    done = check(code, [OTHER.public, KEY.public], visit.since)
    assert done.ok and done.says == visit and [c.name for c in done.checks] == list(TITLES)
    assert code == encode(visit, KEY)


def test_every_single_changed_character_is_found() -> None:
    for i, c in enumerate(CODE):
        for other in {"A" if c != "A" else "B", "7" if c != "7" else "2", c.lower() if c.isalpha() else "z", ".", " ", "１"} - {c}:
            changed = CODE[:i] + other + CODE[i + 1 :]
            assert not check(changed, KEYS, AT).ok, (i, c, other)


def test_every_lost_doubled_or_swapped_character_is_found() -> None:
    for i in range(len(CODE)):
        assert not check(CODE[:i] + CODE[i + 1 :], KEYS, AT).ok, i
        assert not check(CODE[:i] + CODE[i] + CODE[i:], KEYS, AT).ok, i
        if i + 1 < len(CODE) and CODE[i] != CODE[i + 1]:
            assert not check(CODE[:i] + CODE[i + 1] + CODE[i] + CODE[i + 2 :], KEYS, AT).ok, i


@settings(max_examples=100, deadline=None)
@given(MOMENT)
def test_54_a_code_is_good_within_its_day_and_at_no_other_time(at: str) -> None:
    assert check(CODE, KEYS, at).ok == (VISIT.since <= at <= VISIT.until)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_the_check(text: str) -> None:
    assert not check(text, KEYS, AT).ok
    assert not check("YFV1." + text, KEYS, AT).ok


def test_without_the_countys_key_nothing_is_believed() -> None:
    assert [c.ok for c in check(CODE, [], AT).checks] == [True, False]
    assert [c.ok for c in check(CODE, [OTHER.public], AT).checks] == [True, False]


@pytest.mark.parametrize(("name", "payload"), list(bad_payloads()), ids=lambda x: x if isinstance(x, str) else "")
def test_a_signed_payload_of_another_shape_is_no_code(name: str, payload: bytes) -> None:
    done = check(raw(payload), KEYS, AT)
    assert not done.ok and done.says is None, name


@pytest.mark.parametrize(("name", "payload"), list(bad_others()), ids=lambda x: x if isinstance(x, str) else "")
def test_a_signed_payload_of_several_organs_of_another_shape_is_no_code(name: str, payload: bytes) -> None:
    done = check(raw(payload, prefix=JOINT), KEYS, AT)
    assert not done.ok and done.says is None, name


def test_one_code_names_the_officers_and_items_of_all_who_come_together() -> None:
    done = check(encode(TOGETHER, KEY), KEYS, AT)
    assert done.ok and done.says == TOGETHER
    assert [p.organ for p in TOGETHER.parties] == ["青禾县卫生健康局", "青禾县市场监督管理局", "青禾县消防救援大队"]
    for lost in (replace(TOGETHER, others=TOGETHER.others[:1]), replace(TOGETHER, others=(TOGETHER.others[0], replace(FIRE, items="另一项")))):
        assert encode(lost, KEY) != encode(TOGETHER, KEY)


@pytest.mark.parametrize(("organs", "most"), [(1, 81), (3, 109), (5, 113), (8, 137)])
def test_the_square_of_a_code_stays_small_enough_for_a_phone(organs: int, most: int) -> None:
    """Modules a side, each organ with 3 officers and two items; 137 modules are 0.45 mm each on a phone of 62 mm."""
    parties = [
        Party(f"青{i}检〔2026〕{100 + i}号", VISIT.organ, VISIT.items, ("青市监-001", "青市监-002", "青市监-003")) for i in range(organs)
    ]
    first, *others = parties
    code = encode(replace(VISIT, number=first.number, officers=first.officers, others=tuple(others)), KEY)
    assert f'viewBox="0 0 {most + 4} ' in square(code)


def test_a_code_is_not_made_for_one_officer_or_for_nothing() -> None:
    for wrong in ({"others": (replace(FIRE, officers=("青消-007",)),)}, {"officers": ("青市监-001",)}, {"items": ""}, {"until": "2026-12-02T18:00"}):
        with pytest.raises(BadCode):
            encode(replace(VISIT, **wrong), KEY)  # type: ignore[arg-type]  # a field of the visit each


def test_a_signature_of_the_ledgers_key_on_something_else_is_no_code() -> None:
    a, payload, id, _ = CODE.split(".")
    plain = base64.b32decode(payload + "=" * (-len(payload) % 8))
    other = base64.b32encode(KEY.sign(plain)).decode().rstrip("=")
    assert [c.ok for c in check(f"{a}.{payload}.{id}.{other}", KEYS, AT).checks] == [True, True, False, True]


def test_the_short_form_is_read_aloud_and_belongs_to_one_code() -> None:
    assert len(short(CODE)) == 14 and not set(short(CODE)) & set("ILOU")
    assert short(CODE) != short(encode(replace(VISIT, items="消防检查"), KEY)) and len(digest(CODE)) == 64
