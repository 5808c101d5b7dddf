"""The firm's link and the number that it holds: looked up, and checked with tries that are counted."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import check_password, make_password

from yifa.kernel.refusal import Refusal
from yifa.registry import tries
from yifa.registry.models import FirmLink
from yifa.store.actor import Actor
from yifa.store.visibility import keeps_links

from ..refused import Refused
from .shared import VerifiedFirm, firm_on

DIGITS, GROUP = 8, 4
"""After five failures a link waits ten minutes: 720 tries a day, which in a year meet eight digits once in four hundred."""


class NoSuchLink(LookupError):
    """There is no such link, or it was taken back, or the firm is registered no more: one answer for all three."""


class TooManyTries(Refused):
    """The link has to wait: a wrong number was typed too often."""


@dataclass(frozen=True)
class Held:
    """A link that stands, and whose it is."""

    link: FirmLink
    firm: VerifiedFirm


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """160 bits: nobody guesses it."""
    return secrets.token_urlsafe(20)


def new_number() -> str:
    """Eight random digits in two groups, such as 4821 7730."""
    digits = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    return f"{digits[:GROUP]} {digits[GROUP:]}"


def plain(number: str) -> str:
    """What was typed, without spaces and dashes, full-width digits as plain ones."""
    return "".join(c for c in unicodedata.normalize("NFKC", number) if c.isalnum())


def hashed(number: str) -> str:
    return make_password(plain(number))


def held(token: str, day: date) -> Held:
    """The link that stands for this token. Raises NoSuchLink."""
    link = FirmLink.objects.filter(token=digest(token), revoked_on__isnull=True).first()
    firm = firm_on(link.subject, day) if link else None
    if link is None or firm is None:
        raise NoSuchLink("没有这个链接，或者已经收回")
    return Held(link, firm)


def knows_number(link: FirmLink, typed: str) -> bool:
    """Whether the number is the one that was handed over. Raises TooManyTries.

    Counted by link alone, from whatever address: eight digits would not withstand many addresses. Whoever has the link
    can therefore make the firm wait, and the firm then asks for a new one."""
    if not tries.admit(f"firm {link.token}", ""):
        words = f"验证码连续{tries.MOST}次不对，为防止别人试，先停{tries.WAIT // 60}分钟"
        raise TooManyTries(Refusal(words, None, f"{tries.WAIT // 60}分钟以后再试；丢了验证码的，请司法局重新发一个"))
    if not check_password(plain(typed)[:64], link.number):
        return False
    tries.clear(f"firm {link.token}", "")
    return True


def require_keeper(actor: Actor, day: date) -> None:
    """Raises Refused for who does not hand out links."""
    if not keeps_links(actor, day):
        words = "企业链接由司法局的登记人员发放和收回：经手的人看得见它，所以不由检查企业的单位经手"
        raise Refused(Refusal(words, None, "请司法局的登记人员办理"))
