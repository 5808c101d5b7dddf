"""`yifa import`: a roster from a spreadsheet, or one month of a bulk source from a CSV file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yifa.cli.person import actor_named, refused, stop

if TYPE_CHECKING:
    from yifa.store.actor import Actor

app = typer.Typer(add_completion=False, rich_markup_mode=None)
SHOWN = 50
"""So many rejected rows are listed; the rest is counted."""


@app.command()
def take(
    what: Annotated[list[str], typer.Argument(help="名册 文件；或者用 --source 时只写文件")],
    who: Annotated[str, typer.Option("--as", help="由谁办理（登录名）")] = "",
    source: Annotated[str, typer.Option(help="批量数据的来源，如 service_cases")] = "",
    month: Annotated[str, typer.Option(help="批量数据的月份，如 2024-03")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="取代这个月已有的批次")] = False,
    data: Annotated[Path, typer.Option(help="县的数据目录")] = Path("var"),
) -> None:
    """从表格导入名册（好的行收下，不合格的行按行和列说明），或者接收一个月的批量数据。"""
    wanted = 1 if source else 2
    if len(what) != wanted:
        stop("导入名册：yifa import 名册 文件 --as 登录名；批量数据：yifa import --source 来源 --month 2024-03 文件 --as 登录名。")
    file = Path(what[-1])
    if not file.is_file():
        stop(f"没有 {file} 这个文件；核对文件名和所在目录。")
    from yifa.cli.folder import opened

    opened(data)
    actor = actor_named(who)
    if source:
        _batch(actor, source, month, file, replace)
    else:
        _roster(actor, what[0], file)


def _roster(actor: Actor, roster: str, file: Path) -> None:
    from yifa.actions.import_sheet import import_sheet
    from yifa.actions.refused import Refused

    try:
        done = import_sheet(actor, roster, file.name, file.read_bytes())
    except Refused as error:
        refused(error)
    _rejected([str(r) for r in done.rejected])
    if not done.matter:
        stop("没有一行合格，什么也没有写入；改好以后重新导入。")
    typer.echo(f"收下{done.good}行，记在案件{done.matter}第{done.seq}号。")


def _batch(actor: Actor, source: str, month: str, file: Path, replace: bool) -> None:
    from yifa.actions.attest_batch import attest_batch
    from yifa.actions.refused import Refused

    if not month:
        stop("批量数据要写月份：--month 2024-03。")
    try:
        done = attest_batch(actor, source, month, file, replace=replace)
    except Refused as error:
        refused(error)
    intake = done.intake
    _rejected([f"第{r.line}行“{r.column}”：{r.words}" if r.line else r.words for r in intake.listed])
    typer.echo(f"收下{intake.rows:,}行，退回{intake.rejected:,}行；文件摘要 {intake.sha256}。")
    for key, value in intake.sums.items():
        typer.echo(f"  {key} {value:,}")
    typer.echo(f"记在案件{done.matter}第{done.seq}号。")


def _rejected(rows: list[str]) -> None:
    for words in rows[:SHOWN]:
        typer.secho(f"没有收：{words}", err=True, fg="yellow")
    if len(rows) > SHOWN:
        typer.secho(f"……另有{len(rows) - SHOWN}处", err=True, fg="yellow")
