"""`yifa report`: the annual report as .docx."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def report(
    year: Annotated[int, typer.Option(help="年度，如 2024")],
    out: Annotated[Path, typer.Option(help="写到哪个 .docx 文件")],
    data: Annotated[Path, typer.Option(help="县的数据目录")] = Path("var"),
    base: Annotated[str, typer.Option(help="公开网站的地址，数字的链接指向它")] = "",
) -> None:
    """写出年度报告；缺少签署的部分在文中标明。"""
    from yifa.cli.folder import opened

    if out.suffix.lower() != ".docx":
        typer.secho(f"{out}：文件名要以 .docx 结尾。", err=True, fg="red")
        raise typer.Exit(2)
    opened(data)
    from yifa.figures.columns import NoCheckpoint
    from yifa.figures.compute import Tampered
    from yifa.report.write import write_docx

    try:
        made = write_docx(year, out, base)
    except (NoCheckpoint, Tampered) as error:
        typer.secho(str(error), err=True, fg="red")
        raise typer.Exit(1) from None
    missing = [part.value for part, given in made.given.items() if given is None]
    for words in made.breaches:
        typer.secho(f"请核对：{words}", err=True, fg="yellow")
    if missing:
        typer.secho(f"尚未签署：{'、'.join(missing)}（文中已经标明）。", err=True, fg="yellow")
    typer.echo(f"{made.title}：{out}，截至检查点 {made.checkpoint}。")
