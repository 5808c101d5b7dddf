"""Procedures whose step records what is done with it elsewhere: only the action that does both takes it."""

from __future__ import annotations

from yifa.chapters.service.accounts import AccountChange
from yifa.kernel.refusal import Refusal

from .refused import Refused

TOGETHER = frozenset({AccountChange.key})
"""The API has no paths for them, the desk does not offer them, and the general actions refuse them."""


def not_alone(procedure: str) -> None:
    """Refuses a step that would record a change which nobody made. Raises Refused."""
    if procedure in TOGETHER:
        raise Refused(Refusal("账号的变动和它的记载一起办，不能单独记载", None, "请管理员在“账号”里办理"))
