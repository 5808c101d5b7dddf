"""Tries to sign in, by the clock."""

from __future__ import annotations

import pytest

from yifa.registry import tries
from yifa.registry.models import SignInTries
from yifa.registry.tries import MOST, WAIT, admit, clear, forget

pytestmark = pytest.mark.django_db
WHO = ("chen", "10.0.0.9")


def spent(at: float = 0) -> None:
    assert all(admit(*WHO, now=at + i) for i in range(MOST))


def test_after_so_many_tries_the_pair_waits_from_the_last_of_them_and_is_free_again() -> None:
    spent()
    last = MOST - 1
    assert not admit(*WHO, now=last) and not admit(*WHO, now=last + WAIT - 1)
    assert admit(*WHO, now=last + WAIT), "what was refused did not prolong the wait"
    assert admit(*WHO, now=last + WAIT + 1), "and the count begins anew"


def test_tries_far_apart_are_no_guessing() -> None:
    assert all(admit(*WHO, now=i * WAIT) for i in range(3 * MOST))


def test_success_clears() -> None:
    assert all(admit(*WHO, now=i) for i in range(MOST - 1))
    clear(*WHO)
    spent()


def test_nobody_is_kept_longer_than_the_wait() -> None:
    admit("li", "10.0.0.1", now=0)
    spent(at=10)
    forget(WAIT)
    assert SignInTries.objects.get().pair == tries._pair(*WHO)
    assert not admit(*WHO, now=WAIT)


