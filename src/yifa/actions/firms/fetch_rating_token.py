"""Fetch the token with which one visit can be rated once. The firm takes it from its own page; no officer sees it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yifa.kernel.refusal import Refusal
from yifa.registry.models import RatingGiven, RatingToken
from yifa.store.read import NoSuchMatter
from yifa.store.visibility import of_firm

from ..county import now as present
from ..refused import Refused
from .links import digest, new_token
from .ratings import quarter_of
from .shared import VerifiedFirm
from .visits import visit_of


def why_not(matter: str, over: bool, closes_in_time: bool) -> str:
    """Why the token of a visit cannot be fetched, in words; "" if it can."""
    if not over:
        return "检查还没有作出结果"
    if not closes_in_time:
        return "这个季度的评价已经截止"
    return "凭证已经领过" if RatingGiven.objects.filter(pk=matter).exists() else ""


def fetch_rating_token(firm: VerifiedFirm, matter: str, *, now: datetime | None = None) -> str:
    """The token, shown this once. Kept are that this visit's token was fetched, and apart from it the token's digest with
    organ and quarter. Raises NoSuchMatter (not the firm's), Refused."""
    day = (now or present()).date()
    found = of_firm(firm.key).filter(pk=matter).first()
    visit = visit_of(found) if found is not None and found.procedure == "inspection" else None
    if visit is None:
        raise NoSuchMatter
    quarter = quarter_of(visit.over or day)
    token = new_token()
    with transaction.atomic():
        barred = why_not(matter, visit.over is not None, day <= quarter.closes)
        if barred:
            raise Refused(Refusal(barred, None, "每次检查只有一个凭证；意见还可以写成投诉"))
        RatingGiven.objects.create(matter=matter, closes=quarter.closes)
        RatingToken.objects.create(
            token=digest(token), organ=visit.matter.organ, quarter=str(quarter), closes=quarter.closes
        )
    return token
