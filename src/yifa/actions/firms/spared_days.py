"""Spared days: record a firm's request to be spared on certain days, and read the requests that stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yifa.chapters.catalogue import by_digest
from yifa.chapters.enforcement.firm_requests import Days, SparedDays
from yifa.kernel.facts import Facts
from yifa.kernel.fold import fold
from yifa.store.models import Matter
from yifa.store.read import chain_of

from ..advance import Taken
from ..county import now as present
from .shared import VerifiedFirm, file


@dataclass(frozen=True)
class Request:
    """A request that stands: the matter that records it, the firm's key, and the days, both ends counted."""

    matter: Matter
    subject: str
    days: Days


def spare_days(firm: VerifiedFirm, facts: Mapping[str, Any] | Facts, *, now: datetime | None = None) -> Taken:
    """Records that the firm asks to be spared on these days. Raises Invalid; Refused where no organ takes it in."""
    return file(firm, SparedDays.key, f"{SparedDays.title}：{firm.name}", facts, now or present())


def requests(**narrowed: Any) -> Iterator[Request]:
    """The requests that stand, by the order of recording; `narrowed`: by columns of Matter, such as `subject`."""
    for matter in Matter.objects.filter(procedure=SparedDays.key, **narrowed).order_by("opened_on", "id"):
        for entry in fold(by_digest(matter.definition_id), chain_of(matter)):
            if isinstance(entry.facts, Days):
                yield Request(matter, matter.subject, entry.facts)


def spared(year: int) -> list[tuple[str, date, date]]:
    """(firm's key, first day, last day) of every standing request that touches the year, both days counted. A request
    that was corrected away does not count; one that was corrected counts as it stands."""
    touching = [r for r in requests() if r.days.first.year <= year <= r.days.last.year]
    return sorted((r.subject, r.days.first, r.days.last) for r in touching)
