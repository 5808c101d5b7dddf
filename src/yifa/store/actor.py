"""Who acts, and what one may see. Default deny; this is the only place where visibility is decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from yifa.registry.models import VALID_ON, User

from .models import Guest, Matter

SEATS = {
    "officer": "承办人员",
    "reviewer": "审核人员",
    "head": "负责人",
    "registrar": "登记人员",
    "supervisor": "执法监督人员",
    "leader": "县领导",
    "administrator": "管理员",
}
SEES_ALL = frozenset({"supervisor", "leader"})
WORKS = frozenset({"officer", "reviewer", "head", "registrar"})
RECORDS_FOR_OUTSIDERS = frozenset({"officer", "registrar"})
"""Who may record what a party, a court or another body outside did."""


@dataclass(frozen=True)
class Actor:
    """A person on a day: the organ and the seats held. `key` is what the ledger records."""

    key: str
    name: str
    organ: str
    seats: frozenset[str] = field(default_factory=frozenset)

    def holds(self, *seats: str) -> bool:
        return not self.seats.isdisjoint(seats)


HELD = f"SELECT role FROM registry_seat WHERE user_id = %s AND {VALID_ON}"
"""Asked with every request, hence not of the ORM, which takes five times as long to phrase it."""
NOBODY = Actor("", "", "")
COMMAND_LINE = "命令行"
"""The key under which the ledger records what was done from the county's folder; no login name can be it."""


def command_line(organ: str) -> Actor:
    """Whoever has the county's folder: keeps every account, and nothing else."""
    return Actor(COMMAND_LINE, COMMAND_LINE, organ, frozenset({"administrator"}))


THE_LAW = Actor("法律规定", "法律规定", "", frozenset())
"""Records what one matter's decision does to another."""
AUTOMATIC = Actor("自动核对", "自动核对", "", frozenset())
"""Records what the machine found by comparing entries of the ledger with each other."""
BY_ITSELF = (THE_LAW, AUTOMATIC)
"""Neither is a person, and no login name can be theirs: these are of Chinese characters, login names are not."""


FIRM = "firm"
"""The seat of a firm that speaks for itself. Nobody of the staff can hold it, and it opens no page of the desk."""


def firm(key: str, name: str, organ: str) -> Actor:
    """A firm that has shown its link and its number, before the organ that takes in what it says."""
    return Actor(f"企业{key}", name, organ, frozenset({FIRM}))


def actor_of(user: Any, day: date) -> Actor:
    """The actor for a signed-in user on a day; NOBODY for a stranger or a disabled account."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    with connection.cursor() as cursor:
        cursor.execute(HELD, (user.pk, day, day))
        seats = frozenset(role for (role,) in cursor.fetchall())
    return Actor(user.username, user.name, user.organ, seats & frozenset(SEATS))


def must_change(user: Any) -> bool:
    """Whether a signed-in user has to set an own password before anything else."""
    return isinstance(user, User) and user.is_active and user.one_time


def signed_in(user: Any, day: date) -> Actor:
    """The actor for whom a page or an answer is made: NOBODY also before the one-time password was replaced."""
    return NOBODY if must_change(user) else actor_of(user, day)


def visible_to(actor: Actor) -> QuerySet[Matter]:
    """The matters that an actor may see: of the own organ for who works there, all for supervision and leaders."""
    if actor.holds(*SEES_ALL):
        return Matter.objects.all()
    if actor.organ and actor.holds(*WORKS):
        return Matter.objects.filter(Q(organ=actor.organ))
    return Matter.objects.none()


def readable_by(actor: Actor) -> QuerySet[Matter]:
    """The matters that an actor may open: those visible to the actor, and those of other organs in which the own organ
    takes part (`Procedure.guests`). Lists and counts of one's own work keep to `visible_to`."""
    if actor.holds(*SEES_ALL):
        return Matter.objects.all()
    if actor.organ and actor.holds(*WORKS):
        return Matter.objects.filter(Q(organ=actor.organ) | Q(id__in=guest_at(actor).values("matter")))
    return Matter.objects.none()


def guest_at(actor: Actor) -> QuerySet[Guest]:
    """Where the actor's organ takes part in another organ's matter."""
    return Guest.objects.filter(organ=actor.organ) if actor.organ and actor.holds(*WORKS) else Guest.objects.none()


def may_work(actor: Actor, organ: str) -> bool:
    """Whether the actor may take steps in matters of this organ."""
    if actor.organ != organ:
        return False
    return actor.holds(*WORKS, "supervisor", "leader")


def may_take(actor: Actor, organ: str, seat: str) -> bool:
    """Whether the actor may take a step that belongs to this seat. Administrators may take theirs and no other, a firm
    those of a party outside and its own."""
    if actor.holds(FIRM):
        return actor.organ == organ != "" and seat in ("outside", FIRM)
    if seat == "administrator":
        return actor.organ == organ != "" and actor.holds(seat)
    if not may_work(actor, organ):
        return False
    return actor.holds(*RECORDS_FOR_OUTSIDERS, "supervisor") if seat == "outside" else actor.holds(seat)
