"""Sign a part of the annual report that only a person can say."""

from __future__ import annotations

from datetime import datetime

from yifa.chapters.leadership.statement import Part
from yifa.store.actor import Actor

from .advance import Taken
from .open_matter import open_matter


def sign_statement(actor: Actor, year: int, part: Part, text: str, *, now: datetime | None = None) -> Taken:
    """A later statement for the same part takes the place of an earlier one; both stand in the ledger. Raises Refused, Invalid."""
    facts = {"year": year, "part": part.value, "text": text}
    return open_matter(actor, "report_statement", f"{year}年度报告：{part.value}", facts, now=now)


def release_report(actor: Actor, year: int, *, now: datetime | None = None) -> Taken:
    """Makes the report of a year public on the portal. Raises Refused."""
    return open_matter(actor, "report_release", f"公开{year}年度报告", {"year": year}, now=now)
