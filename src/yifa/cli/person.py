"""Who acts when a command writes: a registered user of the county, with the seats of today."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from yifa.actions.refused import Refused
    from yifa.store.actor import Actor


def actor_named(username: str) -> Actor:
    """The actor of a user name. Exits with 2, in words, for a name that is unknown or may not act."""
    from yifa.actions.county import now
    from yifa.registry.models import User
    from yifa.store.actor import NOBODY, actor_of

    if not username:
        stop("写明由谁办理：--as 登录名，例如 --as zhengfu.registrar。")
    actor = actor_of(User.objects.filter(username=username).first(), now().date())
    if actor is NOBODY:
        stop(f"没有叫“{username}”的在用账号；核对登录名，或者请管理员登记。")
    if not actor.seats:
        stop(f"“{username}”今天没有担任任何职责；请管理员登记职责和起止日期。")
    return actor


def stop(words: str) -> NoReturn:
    """Says what is wrong and ends the command with 2."""
    typer.secho(words, err=True, fg="red")
    raise typer.Exit(2)


def refused(error: Refused) -> NoReturn:
    """Tells every refusal on a line of its own and ends the command with 1: nothing was written."""
    for refusal in error.refusals:
        typer.secho(str(refusal), err=True, fg="red")
    typer.secho("什么也没有写入。", err=True)
    raise typer.Exit(1)
