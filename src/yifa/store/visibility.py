"""What follows a matter's visibility: entries, attachments, and the rosters that one may list. Default deny."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from yifa.registry.models import FirmLink, Organ, User, Valid, valid_on
from yifa.registry.rosters import Roster

from .actor import COMMAND_LINE, SEES_ALL, WORKS, Actor, guest_at, readable_by, visible_to
from .models import Carried, Entry, Guest, Matter

BY_ORGAN = frozenset({"officers", "recusals"})
"""Rosters of persons that an organ keeps for itself; supervision and leaders see all."""


def entries_visible_to(actor: Actor) -> QuerySet[Entry]:
    return Entry.objects.filter(_of_readable(actor))


def may_be_about(actor: Actor) -> QuerySet[Matter]:
    """The matters that a new matter of the actor's may be about: those that one sees. The county's body of
    reconsideration may name any by its number, since it reviews the acts of other organs (行政复议法第二十四条)."""
    reviews = Organ.objects.filter(key=actor.organ, kind__in=(Organ.Kind.justice, Organ.Kind.government))
    return Matter.objects.all() if actor.holds(*WORKS) and reviews.exists() else readable_by(actor)


def attachments_visible_to(actor: Actor) -> QuerySet[Carried]:
    """Each as a matter carries it: an attachment is fetched through a matter that one may see, never by its digest."""
    return Carried.objects.filter(_of_readable(actor))


def _of_readable(actor: Actor) -> Q:
    """What hangs on a matter of `readable_by`. Two lists of ids: as one condition on matters it is read row by row."""
    return Q(matter__in=visible_to(actor).values("id")) | Q(matter__in=guest_at(actor).values("matter"))


def government(day: date) -> frozenset[str]:
    """The keys of the county government's own organ on a day."""
    found = Organ.objects.filter(valid_on(day), kind=Organ.Kind.government)
    return frozenset(found.values_list("key", flat=True))


def governs(actor: Actor, day: date) -> bool:
    """Whether the actor keeps the accounts of all organs: the government's administrators, and the county's folder."""
    if not actor.holds("administrator"):
        return False
    return actor.key == COMMAND_LINE or actor.organ in government(day)


def accounts_visible_to(actor: Actor, day: date) -> QuerySet[User]:
    """The accounts that an actor may see and keep: an administrator those of the own organ, the government's all."""
    if governs(actor, day):
        return User.objects.all()
    if actor.organ and actor.holds("administrator"):
        return User.objects.filter(organ=actor.organ)
    return User.objects.none()


def changes_of(actor: Actor, login: str, day: date) -> QuerySet[Entry]:
    """The ledger's entries of one account's changes, latest first, for who may see the account and for whom it is."""
    if actor.key != login and not accounts_visible_to(actor, day).filter(username=login).exists():
        return Entry.objects.none()
    matters = Matter.objects.filter(procedure="account_change", subject=login).values("id")
    return Entry.objects.filter(matter__in=matters).order_by("-id")


def roster_visible_to(actor: Actor, roster: Roster) -> Valid:
    """The rows of a roster that an actor may list or export."""
    rows = roster.rows()
    if actor.holds(*SEES_ALL, "administrator"):
        return rows
    if not actor.organ or not actor.holds(*WORKS):
        return rows.none()
    return rows.filter(organ=actor.organ) if roster.key in BY_ORGAN else rows


OPENS_SEALED = frozenset({"officer", "head", "registrar"})
"""Who makes the visits, approves replacements and keeps the lists."""


def draws() -> QuerySet[Matter]:
    """Every random draw, whatever became of it: its number, its state and its statements are public when they are made."""
    return Matter.objects.filter(procedure="random_draw")


def guests_of(matter: Matter) -> list[str]:
    """The organs that take part in another organ's matter, by their keys."""
    return list(Guest.objects.filter(matter=matter.id).order_by("organ").values_list("organ", flat=True))


def may_see_drawn(actor: Actor, draw: Matter) -> bool:
    """Whether the actor may know who is drawn before the opening: the organs that visit (the drawing one and, in a joint
    draw, those that take part), and there neither reviewers nor administrators; supervision and leaders learn it when
    everybody does."""
    if not actor.organ or not actor.holds(*OPENS_SEALED):
        return False
    return actor.organ in (draw.organ, *guests_of(draw))


def visits_under(draw: Matter) -> QuerySet[Matter]:
    """The visits that any organ filed under a draw. Only for who may see its drawn: it tells who they are."""
    return Matter.objects.filter(parent=draw.id, procedure="inspection")


# -- firms, which have no account

FOR_FIRMS = frozenset({"inspection", "spared_days", "visit_report", "visit_complaint"})
"""The procedures of which a firm may read, on its own page, the matters that are about itself."""


def of_firm(key: str) -> QuerySet[Matter]:
    """The matters that a firm may read of on its page, once it has shown its link and its number: its own, of these
    procedures, and nothing of anybody else's. Of an inspection only what the firm knows already (`actions.firms.visits`
    keeps to it, since only the entries say so): a visit that nobody announced is not betrayed."""
    return Matter.objects.filter(subject=key, procedure__in=FOR_FIRMS) if key else Matter.objects.none()


def keeps_links(actor: Actor, day: date) -> bool:
    """Whether the actor hands out the links of firms: a registrar of the justice bureau. Whoever hands out a link has
    seen it, so it is not for the organs that inspect."""
    justice = Organ.objects.filter(valid_on(day), key=actor.organ, kind=Organ.Kind.justice)
    return actor.holds("registrar") and justice.exists()


def links_visible_to(actor: Actor, day: date) -> QuerySet[FirmLink]:
    return FirmLink.objects.all() if keeps_links(actor, day) else FirmLink.objects.none()
