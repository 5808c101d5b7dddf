"""Issue a firm's link: a token nobody guesses and a number handed over with it, both shown once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from yifa.chapters.service.firm_links import FirmLink as Register
from yifa.kernel.refusal import Refusal
from yifa.registry.models import FirmLink
from yifa.store.actor import Actor

from ..advance import Taken
from ..county import now as present
from ..prepare import facts_of
from ..refused import Invalid, Refused
from .links import digest, hashed, new_number, new_token, require_keeper
from .shared import VerifiedFirm, filed, firm_on


@dataclass(frozen=True)
class IssuedLink:
    """What is handed over: the token of the link and the number, neither of which the county keeps."""

    firm: VerifiedFirm
    token: str
    number: str
    taken: Taken

    def __repr__(self) -> str:
        return f"IssuedLink({self.firm.key!r})"  # a traceback or a log never shows token or number


def issue_firm_link(actor: Actor, subject: str, how: str, *, now: datetime | None = None) -> IssuedLink:
    """Makes the link of a firm of the register. Raises Refused (not the actor's to give, a link stands already), Invalid."""
    moment = now or present()
    day = moment.date()
    require_keeper(actor, day)
    firm = firm_on(subject, day)
    if firm is None:
        raise Invalid({"统一社会信用代码": "企业名册里今天没有这个代码；核对代码，或者先在“名册”里登记"})
    facts = facts_of(Register.issued.asks, {"how": how})
    token, number = new_token(), new_number()
    kept = hashed(number)  # slow on purpose, so before the lock
    with transaction.atomic(), connection.cursor() as cursor:
        if FirmLink.objects.filter(subject=subject, revoked_on__isnull=True).exists():
            raise Refused(Refusal(f"{firm.name}已经有一个链接", None, "丢了链接或者验证码的，先收回原来的，再发新的"))
        taken = filed(cursor, actor, Register.key, f"企业链接：{firm.name}", subject, facts, moment)
        FirmLink.objects.create(token=digest(token), subject=subject, number=kept, matter=taken.matter, issued_on=day)
    return IssuedLink(firm, token, number, taken)
