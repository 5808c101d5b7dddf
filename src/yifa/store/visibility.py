"""What follows a matter's visibility: entries, attachments, and the rosters that one may list. Default deny."""

from __future__ import annotations

from django.db.models import QuerySet

from yifa.registry.models import Valid
from yifa.registry.rosters import Roster

from .actor import SEES_ALL, WORKS, Actor, visible_to
from .models import Carried, Entry

BY_ORGAN = frozenset({"officers"})
"""Rosters of persons that an organ keeps for itself; supervision and leaders see all."""


def entries_visible_to(actor: Actor) -> QuerySet[Entry]:
    return Entry.objects.filter(matter__in=visible_to(actor).values("id"))


def attachments_visible_to(actor: Actor) -> QuerySet[Carried]:
    """Each as a matter carries it: an attachment is fetched through a matter that one may see, never by its digest."""
    return Carried.objects.filter(matter__in=visible_to(actor).values("id"))


def roster_visible_to(actor: Actor, roster: Roster) -> Valid:
    """The rows of a roster that an actor may list or export."""
    rows = roster.rows()
    if actor.holds(*SEES_ALL, "administrator"):
        return rows
    if not actor.organ or not actor.holds(*WORKS):
        return rows.none()
    return rows.filter(organ=actor.organ) if roster.key in BY_ORGAN else rows
