"""Rate a visit: the token is used up, and one is added to a number. Nothing else is kept of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from yifa.kernel.refusal import Refusal
from yifa.registry.models import RatingCount, RatingToken

from ..county import now as present
from ..refused import Invalid, Refused
from .links import digest
from .ratings import STARS


def rate_visit(token: str, stars: int, *, now: datetime | None = None) -> None:
    """Raises Invalid for stars that are none, Refused for a token that is unknown, used or too late."""
    if stars not in STARS:
        raise Invalid({"评价": "从1到5里选一个"})
    today = (now or present()).date()
    with transaction.atomic():
        found = RatingToken.objects.select_for_update().filter(token=digest(token.strip()), closes__gte=today).first()
        if found is None:
            raise Refused(Refusal("这个凭证不对、已经用过，或者过了截止的日子", None, "核对有没有抄漏；用过的不能再用"))
        count, _ = RatingCount.objects.get_or_create(organ=found.organ, quarter=found.quarter, stars=stars)
        RatingCount.objects.filter(pk=count.pk).update(answers=F("answers") + 1)
        found.delete()
