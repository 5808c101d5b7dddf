"""Who must stay away from which firm (roster 执法人员回避), as draws, joint plans and filings of visits ask it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yifa.registry.models import Officer, Recusal, valid_on


@dataclass(frozen=True)
class Away:
    """An officer who stays away from a firm. `until`: the last day, None until further notice."""

    officer: str
    name: str
    reason: str
    until: date | None


def avoided(officers: Collection[str], first: date, last: date) -> dict[str, set[str]]:
    """By officer, the firms that he must avoid on some day from `first` to `last`, both counted."""
    out: dict[str, set[str]] = {}
    rows = Recusal.objects.filter(Q(until__isnull=True) | Q(until__gte=first), since__lte=last)
    for officer, subject in rows.values_list("officer", "subject"):
        if officer in officers:
            out.setdefault(officer, set()).add(subject)
    return out


def away_from(subject: str, day: date, organ: str) -> list[Away]:
    """The certified officers of an organ who must stay away from a firm on a day, by certificate."""
    rows = Recusal.objects.filter(valid_on(day), subject=subject).order_by("officer", "since") if subject else Recusal.objects.none()
    names = dict(Officer.objects.filter(valid_on(day), organ=organ, key__in=rows.values("officer")).values_list("key", "name"))
    return [Away(r.officer, names[r.officer], r.name, r.until) for r in rows if r.officer in names]
