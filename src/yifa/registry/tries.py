"""How often a name was tried at the sign-in from an address: counted in the database, so for all processes and over restarts.

A try is counted before the password is looked at and forgotten when it was right, so that tries side by side cannot all
pass for the first. The pair is kept as a keyed digest only: people type passwords into the field above.
"""

from __future__ import annotations

import time

from django.db import connection
from django.utils.crypto import salted_hmac

from .models import SignInTries

MOST, WAIT = 5, 600
"""Tries, and seconds from the last of them that the pair waits."""
COUNT = (
    "INSERT INTO sign_in_tries (pair, tries, until) VALUES (%s, 1, %s) ON CONFLICT (pair) DO UPDATE SET "
    "tries = CASE WHEN sign_in_tries.until <= %s THEN 1 ELSE sign_in_tries.tries + 1 END, "
    "until = CASE WHEN sign_in_tries.until > %s AND sign_in_tries.tries >= %s THEN sign_in_tries.until "
    "ELSE excluded.until END RETURNING tries"
)
"""One statement, hence atomic on both databases. A try of a pair that waits does not prolong the wait."""


def admit(name: str, address: str, now: float | None = None) -> bool:
    """Counts a try. False: this name has been tried MOST times from this address without success and has to wait.

    The address is part of the pair so that a stranger elsewhere does not lock anybody out. `now`: seconds since 1970."""
    at = int(time.time() if now is None else now)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [_pair(name, address), at + WAIT, at, at, MOST])
        return bool(cursor.fetchone()[0] <= MOST)


def clear(name: str, address: str) -> None:
    """The password was right: the pair begins anew."""
    SignInTries.objects.filter(pair=_pair(name, address)).delete()


def forget(now: float) -> None:
    """Removes what nobody waits for any more; the tick calls it."""
    SignInTries.objects.filter(until__lte=int(now)).delete()


def _pair(name: str, address: str) -> str:
    return salted_hmac("yifa.sign-in", f"{name}\n{address}", algorithm="sha256").hexdigest()
