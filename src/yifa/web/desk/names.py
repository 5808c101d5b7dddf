"""The names that the pages of one matter show for keys, read in one statement: each statement of the ORM costs as much
as the whole of this one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from yifa.registry.models import VALID_ON
from yifa.store.models import Matter

READ = (
    f"SELECT 'organ', key, name FROM registry_organ WHERE {VALID_ON} "
    "UNION ALL SELECT 'user', username, name FROM registry_user WHERE username IN ({users}) "
    "UNION ALL SELECT 'officer', key, name FROM registry_officer WHERE key IN ({officers}) "
    f"UNION ALL SELECT 'serving', key, name FROM registry_officer WHERE organ = %s AND {VALID_ON} "
    f"UNION ALL SELECT 'subject', key, name FROM registry_subject WHERE key = %s AND {VALID_ON}"
)


@dataclass(frozen=True)
class Names:
    """Names by key. `organs`: those of the day, in the order of their keys. `people`: users and officers. `serving`: the
    officers of the matter's organ whose certificates are valid on the day. `subject`: as on the day of opening."""

    organs: Mapping[str, str]
    people: Mapping[str, str]
    serving: Mapping[str, str]
    subject: str


def names_of(matter: Matter, users: Collection[str], officers: Collection[str], day: date) -> Names:
    """The names around a matter on a day. One query."""
    statement = READ.format(users=_places(users), officers=_places(officers))
    opened = matter.opened_on
    values: list[str | date] = [day, day, *users, *officers, matter.organ, day, day, matter.subject, opened, opened]
    found: dict[str, dict[str, str]] = {k: {} for k in ("organ", "user", "officer", "serving", "subject")}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        for kind, key, name in cursor.fetchall():
            found[kind][key] = name
    serving = dict(sorted(found["serving"].items(), key=lambda x: (x[1], x[0])))
    about = matter.subject
    subject = found["organ"].get(about) or found["subject"].get(about) or about
    return Names(dict(sorted(found["organ"].items())), found["user"] | found["officer"], serving, subject)


def _places(keys: Collection[str]) -> str:
    return ", ".join(["%s"] * len(keys)) or "NULL"
