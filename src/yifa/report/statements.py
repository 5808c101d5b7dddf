"""What a person signed for the annual report, and whether it was made public; both are entries of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yifa.chapters.catalogue import by_digest
from yifa.chapters.leadership.statement import Part, Release, ReportRelease, ReportStatement, Statement
from yifa.kernel.declare import Procedure
from yifa.kernel.entry import Entry
from yifa.kernel.fold import fold
from yifa.registry.models import User
from yifa.store.models import Entry as Header
from yifa.store.models import Matter
from yifa.store.read import chain_of


@dataclass(frozen=True)
class Given:
    """What a person signed: the paragraphs, who and when, and the matter that holds it."""

    paragraphs: tuple[str, ...]
    by: str
    on: date
    matter: str


def statement(year: int, part: Part) -> Given | None:
    """The latest standing statement for a part of the year's report: a later one takes the place of an earlier one, one
    that was corrected away does not count."""
    for matter, entry, actor in _standing(ReportStatement):
        facts = entry.facts
        if isinstance(facts, Statement) and facts.year == year and facts.part is part:
            lines = tuple(line.strip() for line in facts.text.splitlines() if line.strip())
            return Given(lines, _name(actor), entry.on, matter)
    return None


def released() -> dict[int, date]:
    """The years whose report has been made public, with the day on which it first was."""
    found = [(e.facts.year, e.on) for _, e, _ in _standing(ReportRelease) if isinstance(e.facts, Release)]
    return {year: min(on for y, on in found if y == year) for year, _ in found}


def _standing(procedure: type[Procedure]) -> Iterator[tuple[str, Entry, str]]:
    """(matter, entry, who recorded it) of every matter of a one-step procedure, the latest recorded first."""
    found = Matter.objects.filter(procedure=procedure.key).in_bulk()
    order = Header.objects.filter(matter__in=list(found), seq=1).order_by("-id").values_list("matter", "actor")
    for matter, actor in order:
        row = found[matter]
        for entry in fold(by_digest(row.definition_id), chain_of(row)):
            yield matter, entry, actor


def _name(actor: str) -> str:
    return User.objects.filter(username=actor).values_list("name", flat=True).first() or actor
