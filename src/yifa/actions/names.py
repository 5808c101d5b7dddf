"""Names and numbers that papers carry, as they were on the day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from yifa.registry.models import Organ, Subject, valid_on
from yifa.store.numbers import next_number


def organ_on(key: str, day: date) -> Organ | None:
    return Organ.objects.filter(valid_on(day), key=key).first()


@lru_cache(maxsize=4096)
def _registered(key: str, day: date) -> tuple[str, str]:
    found = organ_on(key, day)
    if found is None:
        raise LookupError(key)  # not kept: it may be registered the next moment
    return found.name, found.short


def _organ(key: str, day: date) -> tuple[str, str]:
    try:
        return _registered(key, day)
    except LookupError:
        return key, key


def organ_name(key: str, day: date) -> str:
    return _organ(key, day)[0]


def subject_name(key: str, day: date) -> str:
    """The name of a firm of the register or of an organ; a key that is neither stands for itself."""
    if not key:
        return ""
    found = Subject.objects.filter(valid_on(day), key=key).values_list("name", flat=True).first()
    return found or organ_name(key, day)


def paper_number(cursor: Any, organ: str, series: str, day: date) -> str:
    """The next number of the organ's series in the year of the day."""
    return next_number(cursor, f"{_organ(organ, day)[1]}{series}", day.year)
