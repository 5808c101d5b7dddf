"""`yifa tick`: what time brings about. Run it every few minutes (cron or a systemd timer)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def tick(data: Annotated[Path, typer.Option(help="县的数据目录")] = Path("var")) -> None:
    """推进时钟：排已经请求的联合检查计划，重算到期事项，给账本签检查点，写出检查点的指标数据。"""
    from yifa.cli.folder import opened

    opened(data)
    from yifa.proofs.signing import BadKeyFile
    from yifa.site.tick import keep_columns
    from yifa.site.tick import tick as run
    from yifa.store.sequence import KeyIsGone

    try:
        done = run()
        if done.signed:
            keep_columns()
    except (KeyIsGone, BadKeyFile) as error:
        typer.secho(str(error), err=True, fg="red")
        raise typer.Exit(1) from None
    typer.echo(f"重算{done.refolded}件，新列入账本树{done.sequenced}条，检查点共{done.size}条。")
    if done.planned:
        typer.echo(f"排了{done.planned}份联合检查计划，结果见“联合检查”各页。")
    if done.unknown:
        words = f"有{done.unknown}件的程序定义不在本版软件里，没有重算；请换回含有这些定义的版本。"
        typer.secho(words, err=True, fg="yellow")
