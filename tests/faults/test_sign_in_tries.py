"""The server has several processes, and each answers some of the tries of one who guesses a password."""

from __future__ import annotations

from faults.places import Place, answer
from yifa.registry.tries import MOST


def test_processes_at_once_admit_no_more_tries_than_one(place: Place) -> None:
    admitted = [answer(p) for p in [place.start("sign_in", "chen", "10.0.0.9", "4") for _ in range(4)]]
    assert sum(admitted) == MOST


def test_a_restart_forgets_nothing_and_another_address_is_another_count(place: Place) -> None:
    assert place.run("sign_in", "chen", "10.0.0.9", "9") == MOST
    assert place.run("sign_in", "chen", "10.0.0.9", "1") == 0
    assert place.run("sign_in", "chen", "10.0.0.10", "1") == 1
    assert place.run("sign_in", "li", "10.0.0.9", "1") == 1


def test_neither_name_nor_address_is_kept_to_be_read(place: Place) -> None:
    """Who types the password into the wrong field does not leave it in the database."""
    place.run("sign_in", "My-Pass-Word", "10.0.0.9", "1")
    rows = place.rows("SELECT * FROM sign_in_tries")
    assert len(rows) == 1 and "My-Pass" not in str(rows) and "10.0.0.9" not in str(rows)
