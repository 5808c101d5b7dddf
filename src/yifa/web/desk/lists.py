"""What the lists of matters share: lights by condition, the reason beside a date, keyset pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.urls import reverse

from yifa.actions import county as place
from yifa.chapters.catalogue import by_digest
from yifa.kernel.calendar import BeyondCalendar
from yifa.kernel.declare import Procedure, Step, Within
from yifa.kernel.dues import amount_on
from yifa.kernel.explain import amount_words, span_words
from yifa.kernel.fold import SYSTEM_STEPS
from yifa.kernel.law import Span
from yifa.registry.models import User
from yifa.store.models import Due, Matter

from .. import words

PAGE = 50
OPEN = Q(closed=Value(False))
"""Not closed, as a comparison: SQLite walks no index for `NOT closed`."""


def light_of(m: Matter, today: date) -> str:
    """The light of an open matter from its cached columns; "" where no term runs."""
    if m.due_on is None:
        return "still" if m.still else ""
    if m.due_on < today:
        return "red"
    return "yellow" if m.warn_on is not None and m.warn_on <= today else "green"


def with_light(light: str, today: date) -> Q:
    """The condition that `light_of` gives this light, as the database asks it."""
    running = Q(due_on__gte=today)
    warned = Q(warn_on__isnull=False, warn_on__lte=today)
    return {
        "red": Q(due_on__lt=today),
        "yellow": running & warned,
        "green": running & (Q(warn_on__isnull=True) | Q(warn_on__gt=today)),
        "still": Q(due_on__isnull=True, still=True),
        "none": Q(due_on__isnull=True, still=False),
    }[light]


LIGHT = (
    "CASE WHEN matter.due_on < %s THEN 'red' WHEN matter.due_on IS NOT NULL AND matter.warn_on <= %s THEN 'yellow' "
    "WHEN matter.due_on IS NOT NULL THEN 'green' WHEN matter.still THEN 'still' ELSE 'none' END"
)
"""`light_of`, as the database says it."""


def by_light(found: QuerySet[Matter], lights: Iterable[str], today: date) -> dict[str, int]:
    """How many have each light, in one query."""
    light = RawSQL(LIGHT, [today.isoformat()] * 2)
    counted = dict(found.order_by().annotate(light=light).values_list("light").annotate(n=Count("*")))
    return {k: counted.get(k, 0) for k in lights}


@dataclass(frozen=True)
class Ahead:
    """The running term of a matter: its limit, since when, and the account in one line."""

    words: str
    cite: str
    working: bool
    """Whether it counts in working days."""


def terms(matters: Sequence[Matter]) -> dict[str, Ahead]:
    """The reason beside each date, for a page of matters in one query."""
    by_id = {m.id: m for m in matters}
    rows = Due.objects.filter(matter__in=list(by_id), met__isnull=True).values_list(
        "matter", "limit", "since", "on", "still"
    )
    local = place.county().local
    out: dict[str, Ahead] = {}
    for matter, key, since, on, still in rows:
        m = by_id[matter]
        if matter in out or on != m.due_on or (m.due_on is None and not still):
            continue
        line = by_digest(m.definition_id).lines.get(key)
        if not isinstance(line, Within):
            continue
        span, working = amount_on(line, since, local)
        amount = span_words(span, working) if isinstance(span, Span) else amount_words(span, line)
        begun = f"{words.day(since, m.due_on.year if m.due_on else None)}起算，{amount}"
        account = f"{begun}，期限停走" if still else begun
        out[matter] = Ahead(account + "。", str(line.cite), working)
    return out


def lamp(m: Matter, today: date, ahead: Ahead | None) -> words.Lamp:
    """The words of a matter's light, in the unit in which the law counts."""
    light = light_of(m, today)
    if not light:
        return words.Lamp("off", "没有期限在走")
    workdays = None
    if light in ("green", "yellow") and m.due_on and m.due_on > today and ahead and ahead.working:
        try:
            workdays = place.county().calendar.workdays_between(today, m.due_on)
        except BeyondCalendar:
            workdays = None
    return words.lamp(light, today, on=m.due_on, workdays=workdays, party=m.due_party)


HANDS = (
    "SELECT e.matter, COALESCE(u.name, e.actor) FROM entry e LEFT JOIN registry_user u ON u.username = e.actor "
    "WHERE e.hash IN ({})"
)


def hands(matters: Sequence[Matter]) -> dict[str, str]:
    """Who took the latest step of each matter, by name."""
    if not matters:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(HANDS.format(", ".join(["%s"] * len(matters))), [m.head for m in matters])
        return dict(cursor.fetchall())


def people(usernames: Iterable[str]) -> dict[str, str]:
    return dict(User.objects.filter(username__in=set(usernames)).values_list("username", "name"))


@cache
def _matters() -> str:
    return reverse("desk:matters")


def href(m: Matter | str, seq: int | None = None) -> str:
    """The address of a matter's page, or of one entry's; put together, because a page asks for dozens of them."""
    own = f"{_matters()}{m if isinstance(m, str) else m.id}/"
    return own if seq is None else f"{own}{seq}/"


@cache
def law_href(procedure: str) -> str:
    """The page of the handbook on a procedure."""
    return reverse("desk:procedure", args=[procedure])


def query(params: Mapping[str, Any], **changed: Any) -> str:
    """The address of this list with some conditions changed; empty ones are left out."""
    kept = {k: v for k, v in {**params, **changed}.items() if v not in ("", None)}
    return f"?{urlencode(kept)}" if kept else "?"


# -- keyset pages


def mark(on: date | None, id: str) -> str:
    return f"{on.isoformat() if on else ''}~{id}"


def read_mark(text: str) -> tuple[date | None, str] | None:
    """The place after which a page begins; None for a text that is none."""
    on, sep, id = text.partition("~")
    try:
        return (date.fromisoformat(on) if on else None, id) if sep and id.isalnum() else None
    except ValueError:
        return None


def by_due(found: QuerySet[Matter], after: str, size: int = PAGE) -> tuple[list[Matter], str]:
    """A page of matters by due date, those without one last: (the page, the mark of the next one or "").

    Two queries at most, each a walk along the index: dated ones first, then the others."""
    at = read_mark(after)
    out: list[Matter] = []
    if at is None or at[0] is not None:
        dated = found.filter(due_on__isnull=False).order_by("due_on", "id")
        if at is not None:
            dated = dated.filter(Q(due_on__gt=at[0]) | Q(due_on=at[0], id__gt=at[1]))
        out = list(dated[: size + 1])
    if len(out) <= size:
        rest = found.filter(due_on__isnull=True).order_by("id")
        if at is not None and at[0] is None:
            rest = rest.filter(id__gt=at[1])
        out += list(rest[: size + 1 - len(out)])
    more = len(out) > size
    return out[:size], mark(out[size - 1].due_on, out[size - 1].id) if more else ""


def by_opening(found: QuerySet[Matter], after: str, size: int = PAGE) -> tuple[list[Matter], str]:
    """A page of matters, the latest opened first."""
    at = read_mark(after)
    if at is not None and at[0] is not None:
        found = found.filter(Q(opened_on__lt=at[0]) | Q(opened_on=at[0], id__gt=at[1]))
    out = list(found.order_by("-opened_on", "id")[: size + 1])
    more = len(out) > size
    return out[:size], mark(out[size - 1].opened_on, out[size - 1].id) if more else ""


def procedure_title(m: Matter) -> str:
    return by_digest(m.definition_id).title


def step_title(procedure: type[Procedure], key: str) -> str:
    line = procedure.lines.get(key)
    return line.title if isinstance(line, Step) else SYSTEM_STEPS.get(key, key)
