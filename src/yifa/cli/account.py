"""`yifa account`: for whoever has the county's folder, above all the first administrator and a lost last password."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yifa.cli.person import refused, stop

if TYPE_CHECKING:
    from yifa.actions.accounts.open_account import Handed

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)
Data = Annotated[Path, typer.Option(help="县的数据目录")]
Login = Annotated[str, typer.Argument(help="登录名，例如 zhengfu.li")]
REASON = "在县的数据目录里用命令行办理"


@app.callback()
def account() -> None:
    """开通账号、重设密码、列出账号。办理的事记入账本，写明是命令行办的。"""


@app.command("open")
def open_(
    login: Login,
    name: Annotated[str, typer.Option(help="姓名")],
    organ: Annotated[str, typer.Option(help="单位的代码")],
    seat: Annotated[list[str] | None, typer.Option(help="职责，可以多次：administrator、registrar……")] = None,
    title: Annotated[str, typer.Option(help="职务")] = "",
    data: Data = Path("var"),
) -> None:
    """开通一个账号，显示一次性密码。"""
    from yifa.cli.folder import opened

    opened(data)
    from yifa.actions.accounts.open_account import open_account
    from yifa.actions.county import now
    from yifa.actions.names import organ_on
    from yifa.actions.refused import Refused
    from yifa.store.actor import command_line

    try:
        made = open_account(command_line(organ), login, name, organ, title=title, roles=seat or [], reason=REASON)
    except Refused as error:
        refused(error)
    _told(made, "已开通")
    if organ_on(organ, now().date()) is None:
        typer.echo(f"单位名册还是空的。接着导入单位：yifa import organs 单位.csv --as {login} --data {data}")
        typer.echo(f"表里要有代码是 {organ} 的单位；它是县政府的，类别写“县政府”，这个账号才能管理全县的账号。")


@app.command()
def reset(login: Login, data: Data = Path("var")) -> None:
    """重设密码，显示一次性密码；原来的密码和登录马上失效。"""
    from yifa.cli.folder import opened

    opened(data)
    from yifa.actions.accounts.set_password import reset_password
    from yifa.actions.accounts.shared import NoSuchAccount
    from yifa.actions.refused import Refused
    from yifa.registry.models import User
    from yifa.store.actor import command_line

    organ = User.objects.filter(username=login).values_list("organ", flat=True).first()
    try:
        made = reset_password(command_line(organ or "-"), login, REASON)
    except NoSuchAccount as error:
        stop(f"{error}；用 yifa account list 查看。")
    except Refused as error:
        refused(error)
    _told(made, "已重设密码")


@app.command("list")
def list_(data: Data = Path("var")) -> None:
    """列出全部账号：登录名、姓名、单位、今天的职责、状态。"""
    from yifa.cli.folder import opened

    opened(data)
    from yifa.actions.county import now
    from yifa.registry.models import Seat, User, valid_on
    from yifa.store.actor import SEATS

    held: dict[int, set[str]] = {}
    for user, role in Seat.objects.filter(valid_on(now().date())).values_list("user", "role"):
        held.setdefault(user, set()).add(role)
    for u in User.objects.order_by("username"):
        seats = "、".join(t for k, t in SEATS.items() if k in held.get(u.pk, ())) or "今天没有职责"
        state = "已停用" if not u.is_active else "等本人换密码" if u.one_time else "在用"
        typer.echo(f"{u.username}\t{u.name}\t{u.organ}\t{seats}\t{state}")


def _told(made: Handed, done: str) -> None:
    """The only place that shows the password: once, on standard output."""
    typer.echo(f"{done}：{made.login}，记在案件{made.taken.matter}第{made.taken.seq}号。")
    typer.echo(f"一次性密码：{made.password}")
    typer.echo("只显示这一次。请当面交给本人，登录以后先换成自己的密码。")
