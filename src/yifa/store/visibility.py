"""What follows a matter's visibility: entries, attachments, and the rosters that one may list. Default deny."""

from __future__ import annotations

from django.db.models import QuerySet

from yifa.registry.models import Organ, Valid
from yifa.registry.rosters import Roster

from .actor import SEES_ALL, WORKS, Actor, visible_to
from .models import Carried, Entry, Matter

BY_ORGAN = frozenset({"officers"})
"""Rosters of persons that an organ keeps for itself; supervision and leaders see all."""


def entries_visible_to(actor: Actor) -> QuerySet[Entry]:
    return Entry.objects.filter(matter__in=visible_to(actor).values("id"))


def may_be_about(actor: Actor) -> QuerySet[Matter]:
    """The matters that a new matter of the actor's may be about: those that one sees. The county's body of
    reconsideration may name any by its number, since it reviews the acts of other organs (行政复议法第二十四条)."""
    reviews = Organ.objects.filter(key=actor.organ, kind__in=(Organ.Kind.justice, Organ.Kind.government))
    return Matter.objects.all() if actor.holds(*WORKS) and reviews.exists() else visible_to(actor)


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
