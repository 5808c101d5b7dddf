"""What a person signed for the annual report, and as of when it was made public; both are entries of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yifa.chapters.catalogue import by_digest
from yifa.chapters.leadership.statement import (
    Part,
    PinnedRelease,
    Release,
    ReportRelease,
    ReportStatement,
    Statement,
)
from yifa.kernel.declare import Procedure
from yifa.kernel.entry import Entry
from yifa.kernel.fold import fold
from yifa.registry.models import User
from yifa.store.checkpoints import checkpoint
from yifa.store.models import Checkpoint, Leaf, Matter
from yifa.store.models import Entry as Header
from yifa.store.read import chain_of


@dataclass(frozen=True)
class Given:
    """What a person signed: the paragraphs, who and when, and the matter that holds it."""

    paragraphs: tuple[str, ...]
    by: str
    on: date
    matter: str


@dataclass(frozen=True)
class Released:
    """A report made public: on which day, and the size of the checkpoint as of which it stands for good."""

    year: int
    on: date
    size: int


def statement(year: int, part: Part, size: int | None = None) -> Given | None:
    """The latest standing statement for a part of the year's report under the checkpoint of this size (default: the
    newest): a later one takes the place of an earlier one, one that was corrected away does not count. Raises
    NoCheckpoint."""
    for header, entry in _standing(ReportStatement, checkpoint(size).size):
        facts = entry.facts
        if isinstance(facts, Statement) and facts.year == year and facts.part is part:
            lines = tuple(line.strip() for line in facts.text.splitlines() if line.strip())
            return Given(lines, _name(header.actor), entry.on, header.matter)
    return None


def releases() -> dict[int, list[Released]]:
    """The years whose report is public, each with its releases, the latest first. One that names a checkpoint which this
    ledger has not signed releases nothing."""
    out: dict[int, list[Released]] = {}
    for header, entry in _standing(ReportRelease):
        size = _pinned(header, entry.facts)
        if size is not None:
            out.setdefault(entry.facts.year, []).append(Released(entry.facts.year, entry.on, size))
    return out


def _pinned(header: Header, facts: Release) -> int | None:
    """The size of the release's checkpoint. The first version of the procedure did not record it: there it is the newest
    that does not hold the release itself."""
    if isinstance(facts, PinnedRelease):
        return facts.checkpoint if Checkpoint.objects.filter(size=facts.checkpoint, root=facts.root).exists() else None
    earlier = Checkpoint.objects.order_by("-size")
    leaf = Leaf.objects.filter(entry=header).values_list("index", flat=True).first()
    return (earlier if leaf is None else earlier.filter(size__lte=leaf)).values_list("size", flat=True).first()


def _standing(procedure: type[Procedure], size: int | None = None) -> Iterator[tuple[Header, Entry]]:
    """(header, entry) of every matter of a one-step procedure, the latest recorded first; `size`: only what stands under
    that checkpoint."""
    found = Matter.objects.filter(procedure=procedure.key).in_bulk()
    headers = Header.objects.filter(matter__in=list(found), seq=1).order_by("-id")
    for header in headers if size is None else headers.filter(leaf__index__lt=size):
        row = found[header.matter]
        for entry in fold(by_digest(row.definition_id), chain_of(row, size)):
            yield header, entry


def _name(actor: str) -> str:
    return User.objects.filter(username=actor).values_list("name", flat=True).first() or actor
