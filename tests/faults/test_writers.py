"""Two people at once, eight writers at once, a process killed in the midst: nothing half-written, nothing lost."""

from __future__ import annotations

import subprocess
import time

import pytest

from faults.places import A, B, Place, answer


def test_of_two_people_who_take_the_same_step_one_wins_and_the_other_is_told(place: Place) -> None:
    both = [place.start("race", A, actor) for actor in ("chen", "li")]
    _until(place, "read-chen", "read-li")
    (place.folder / "go").touch()
    said = sorted((str(answer(p)) for p in both), key=len)
    assert said[0] == "won"
    winner = place.rows("SELECT actor FROM entry")
    assert len(winner) == 1
    assert f"{winner[0][0]}在3月5日10时15分已经办了“受理”" in said[1] and "没有丢失" in said[1]


def test_eight_writers_at_once_leave_whole_chains_and_numbers_without_gaps(place: Place) -> None:
    writers = [place.start("take", (A, B)[i % 2], "10", f"w{i}") for i in range(8)]
    assert [answer(w) for w in writers] == ["done"] * 8
    for matter in (A, B):
        rows = place.rows(f"SELECT seq, prev, hash FROM entry WHERE matter = '{matter}' ORDER BY seq")
        assert [r[0] for r in rows] == list(range(1, 41))
        assert [r[1] for r in rows] == ["0" * 64, *(r[2] for r in rows[:-1])]
        assert place.rows(f"SELECT seq, head FROM matter WHERE id = '{matter}'") == [(40, rows[-1][2])]
    assert place.rows("SELECT last FROM number") == [(80,)]
    assert place.rows("SELECT count(*) FROM body") == [(80,)]


@pytest.mark.parametrize("at", range(7))
def test_a_process_killed_between_two_statements_of_a_step_leaves_nothing_half_written(place: Place, at: int) -> None:
    """Statements: lock, number, head, entry, body, personal; 6 is before the commit."""
    place.run("take", A, "1", "chen")
    before = place.rows(f"SELECT seq, head FROM matter WHERE id = '{A}'")
    place.killed("die", A, str(at))
    assert place.rows(f"SELECT seq, head FROM matter WHERE id = '{A}'") == before
    for table in ("entry", "body"):
        assert place.rows(f"SELECT count(*) FROM {table}") == [(1,)]
    assert place.rows("SELECT count(*) FROM personal") == [(0,)]
    place.run("take", A, "1", "chen")
    assert place.rows("SELECT last FROM number") == [(2,)], "the number of the step that did not happen is given again"
    assert place.rows("SELECT count(*) FROM entry WHERE actor = 'dying'") == [(0,)]


@pytest.mark.parametrize("at", ["nodes", "sign"])
def test_a_sequencer_killed_in_the_midst_is_made_good_by_the_next(place: Place, at: str) -> None:
    place.run("take", A, "7", "chen")
    place.killed("die_sequencing", at)
    assert place.run("tick")["size"] == 7
    assert place.rows('SELECT "index" FROM leaf ORDER BY "index"') == [(i,) for i in range(7)]
    assert place.rows("SELECT size FROM checkpoint") == [(7,)]
    assert place.rows("SELECT count(*) FROM node") == [(7 + 3 + 1,)]


def test_sequencers_at_once_give_each_entry_one_leaf(place: Place) -> None:
    place.run("take", A, "10", "chen")
    place.run("tick")
    place.run("take", A, "20", "chen")
    ticks = [answer(p) for p in [place.start("tick") for _ in range(4)]]
    assert sum(t["added"] for t in ticks) == 20
    assert place.rows('SELECT count(*), max("index") FROM leaf') == [(30, 29)]


def test_an_entry_with_a_smaller_id_committed_later_is_not_lost(place: Place) -> None:
    """PostgreSQL gives ids when they are asked for and commits in another order; SQLite has one writer at a time."""
    if not place.url:
        pytest.skip("SQLite has a single writer: the order of ids is the order of commits")
    slow = place.start("hold", A)
    assert slow.stdout is not None
    slow_id = int(slow.stdout.readline())
    place.run("take", B, "2", "fast")
    assert place.run("tick") == {"added": 2, "size": 2}
    assert all(r[0] > slow_id for r in place.rows("SELECT entry_id FROM leaf"))
    (place.folder / "go").touch()
    assert answer(slow) == "committed"
    assert place.run("tick") == {"added": 1, "size": 3}
    assert place.rows('SELECT "index" FROM leaf l JOIN entry e ON e.id = l.entry_id WHERE e.actor = \'slow\'') == [(2,)]


def _until(place: Place, *names: str) -> None:
    for _ in range(3000):
        if all((place.folder / n).exists() for n in names):
            return
        time.sleep(0.01)
    raise subprocess.TimeoutExpired("worker", 30)
