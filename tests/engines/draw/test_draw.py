"""What a draw promises: the lists alone and not their order decide, each stratum gives its exact number, the smallest
tickets are drawn, who goes may go, and a replacement leaves everybody else alone."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.draw.small_draw import Small, drawn, opened, small
from yifa.draw import lists
from yifa.draw.folder import Folder
from yifa.draw.mistakes import DrawError
from yifa.draw.record import load
from yifa.draw.replace import replace, standing
from yifa.draw.rules import read as read_rules
from yifa.draw.select import Smallest, seed_of_folder
from yifa.draw.tags import Tickets, quota
from yifa.draw.verify import verify
from yifa.proofs.canon import canonical

numbers = st.integers(0, 10_000)
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def place(tmp_path: Path) -> Any:
    """A new folder each time it is called."""
    count = iter(range(10**6))
    return lambda: tmp_path / str(next(count))


def rows(draw: Folder) -> list[list[Any]]:
    return list(json.loads((draw.private / "drawn.json").read_text(encoding="utf-8")))


@few
@given(n=numbers)
def test_the_order_of_the_rows_does_not_matter(n: int, place: Any) -> None:
    one = small(n)
    other = small(n)
    random.Random(n).shuffle(other.subjects)
    random.Random(n + 1).shuffle(other.officers)
    assert opened(one, place(), 5).read_bytes() == opened(other, place(), 5).read_bytes()


@few
@given(n=numbers, replacements=st.integers(0, 4))
def test_every_draw_verifies(n: int, replacements: int, place: Any) -> None:
    assert [str(c) for c in verify(opened(small(n), place(), n % 999 + 1, replacements)) if not c.ok] == []


@few
@given(n=numbers)
def test_each_stratum_gives_its_exact_number_and_its_smallest_tickets(n: int, place: Any) -> None:
    given_ = small(n)
    draw = drawn(given_, place(), n % 999 + 1)
    of, got = Tickets(seed_of_folder(draw)).of, rows(draw)
    for key, share in given_.strata.items():
        eligible = [s for s in given_.subjects if s[2] == key and not s[4]]
        take = share.get("count", -(-len(eligible) * share.get("basis_points", 0) // 10000))
        smallest = sorted((of(s[0], s[3]), s[0].encode()) for s in eligible)[:take]
        assert [(bytes.fromhex(t), id.encode()) for k, id, t, _ in got if k == key] == smallest


@given(n=st.integers(0, 10**9), bp=st.integers(0, 10000))
def test_a_ratio_is_rounded_up_without_a_fraction(n: int, bp: int) -> None:
    k = quota(n, bp, None)
    assert 10000 * k >= n * bp > 10000 * (k - 1) and k <= n
    assert quota(100, 700, None) == 7  # where doubles give 8


def test_a_ticket_of_weight_w_is_the_smallest_of_w_hashes() -> None:
    def hashed(k: int) -> bytes:
        return hashlib.sha256(b"yifa-draw/1 ticket\n" + b"s" * 32 + k.to_bytes(4, "big") + "企1".encode()).digest()

    for weight in (1, 2, 7):
        assert Tickets(b"s" * 32).of("企1", weight) == min(hashed(k) for k in range(1, weight + 1))


def test_the_chance_is_what_the_weights_say() -> None:
    """One of two, weights 1 and 3, over 4,000 seeds: three in four within four standard errors; same seeds each time."""
    wins = sum(Tickets(n.to_bytes(32, "big")).of("b", 3) < Tickets(n.to_bytes(32, "big")).of("a") for n in range(4000))
    assert abs(wins - 3000) < 4 * 28


@few
@given(n=numbers)
def test_who_goes_may_go(n: int, place: Any) -> None:
    given_ = small(n)
    officers, visits = {o[0]: o for o in given_.officers}, Counter[str]()
    for _, subject, _, team in rows(drawn(given_, place(), n % 999 + 1)):
        for part, going in zip(given_.team, team, strict=True):
            assert len(set(going)) == len(going) <= part["officers"]
            for id in going:
                _, organ, items, first, last, recuse, _ = officers[id]
                assert organ == part["organ"] and set(part["items"]) <= set(items) and subject not in recuse
                assert first <= "2026-05-11" and last >= "2026-05-29"
                visits[id] += 1
    assert all(n <= officers[id][6] for id, n in visits.items())


@few
@given(n=numbers, which=st.integers(0, 100))
def test_a_replacement_is_the_next_ticket_and_changes_nobody_else(n: int, which: int, place: Any) -> None:
    draw = drawn(small(n), place(), n % 999 + 1)
    before = standing(draw, [])
    if not before:
        return
    gone = before[which % len(before)]
    taken = replace(draw, gone[1], "已经停业", "丙", "2026-05-12T09:00")["detail"]["taken"]
    after = standing(draw, draw.replacements())
    assert after == [row for row in before if row != gone] + ([taken] if taken else [])
    everybody = Smallest(seed_of_folder(draw), {s["key"]: s["eligible"] for s in draw.statement("freeze")["strata"]})
    everybody.read(draw.rows("subjects"))
    queue = [row for row in everybody.drawn() if row[0] == gone[0]]
    had = sum(row[0] == gone[0] for row in before)
    assert (tuple(taken[:3]) if taken else None) == (queue[had] if had < len(queue) else None)
    with pytest.raises(DrawError, match="已经替换过"):
        replace(draw, gone[1], "再换", "丙", "2026-05-12T09:00")


def test_lists_larger_than_memory_holds_come_out_sorted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sorted in chunks on disk, merged to the same order as at once; a double id is found across chunks."""
    given_ = small(1, size=40)
    pool, _, rules_file = given_.write(tmp_path)
    rules = read_rules(rules_file)
    counted: list[object] = []
    at_once = list(lists.subjects(pool, rules, counted.append))
    monkeypatch.setattr(lists, "CHUNK", 7)
    assert list(lists.subjects(pool, rules, counted.append)) == at_once == sorted(at_once, key=lambda r: r[0].encode())
    assert counted == 2 * given_.subjects and at_once[0][1] == canonical(min(given_.subjects, key=lambda r: r[0].encode()))
    given_.subjects.append(given_.subjects[3])
    pool, _, _ = given_.write(tmp_path)
    with pytest.raises(DrawError, match=r"pool.csv 第45行，id 列：.*与第5行重复"):
        list(lists.subjects(pool, rules, counted.append))


def test_the_record_holds_only_integers_and_texts(tmp_path: Path) -> None:
    heads, parts = load(opened(small(2), tmp_path, 2, 1))

    def floats(value: Any) -> bool:
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return isinstance(value, float) or any(map(floats, inner))

    assert not floats([heads, parts])


def test_the_secret_decides_and_nobody_knows_the_draw_from_what_is_public(tmp_path: Path) -> None:
    """Same lists, same beacon, another secret: another seed. Neither ids nor secrets stand in a public file."""
    draw = drawn(small(3), tmp_path, 3)
    public = "".join(f.read_text(encoding="utf-8") for f in draw.public.glob("*.json"))
    assert draw.bytes_of("secret").hex() not in public and draw.bytes_of("salt").hex() not in public
    assert not any(f'"{row[1]}"' in public for row in draw.rows("subjects"))
    seed = seed_of_folder(draw)
    (draw.private / "secret").write_text("00" * 32 + "\n", encoding="ascii")
    assert seed_of_folder(draw) != seed


def test_nothing_private_can_be_read_by_others(tmp_path: Path) -> None:
    draw = drawn(small(3), tmp_path, 3)
    assert draw.private.stat().st_mode & 0o077 == 0
    assert {f.stat().st_mode & 0o077 for f in draw.private.iterdir()} == {0}


def test_a_group_with_no_officer_left_is_short_not_filled(tmp_path: Path) -> None:
    given_ = Small(
        [[f"S{n}", "企业", "A", 1, ""] for n in range(4)],
        [[f"P{n}", "甲局", ["查"], "2024-01-01", "2027-01-01", ["S0"] if n == 0 else [], 2] for n in range(3)],
        {"A": {"basis_points": 10000}},
        [{"organ": "甲局", "officers": 2, "items": ["查"]}],
    )
    teams = [row[3][0] for row in rows(drawn(given_, tmp_path, 1))]
    assert sorted(map(len, teams), reverse=True) in ([2, 2, 2, 0], [2, 2, 1, 1], [2, 2, 1, 0])
    assert all(c.ok for c in verify(opened(given_, tmp_path / "b", 1)))
