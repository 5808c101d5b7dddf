"""Passwords: one-time ones made by the machine, and what is asked of one's own. None is ever stored in clear."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from yifa.registry.models import User

READABLE = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0 o, 1 l i: it is read from paper and typed."""
GROUPS, GROUP = 3, 4
"""Twelve characters: 59 bits, more than can be tried on a page that waits after five failures."""
LONGEST = 128
WORDS = {
    "password_too_short": "至少{min_length}个字符，可以用一句只有自己知道的话",
    "password_too_common": "太常见，别人容易试出来，请换一个",
    "password_entirely_numeric": "全是数字，容易试出来，请加上字母或者汉字",
    "password_too_similar": "和登录名或者姓名太像，请换一个",
}


def one_time() -> str:
    """A random password in groups, such as k7mp-3wxq-9tzr; it has to be replaced at the first sign-in."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(GROUP)) for _ in range(GROUPS))


def weakness(password: str, user: User) -> str:
    """What is wrong with a password for this user, in words (Django's validators, by code); "" if nothing."""
    if len(password) > LONGEST:
        return f"最多{LONGEST}个字符"
    try:
        validate_password(password, user)
    except ValidationError as error:
        return "；".join(_words(e) for e in error.error_list)
    return ""


def _words(error: Any) -> str:
    said: str = WORDS.get(error.code, "不符合要求，请换一个").format(**(error.params or {}))
    return said
