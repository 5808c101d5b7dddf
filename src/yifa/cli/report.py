"""`yifa report`: the annual report as .docx."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def report(
    year: Annotated[int, typer.Option(help="年度，如 2024", min=2000, max=2100)],
    out: Annotated[Path, typer.Option(help="写到哪个 .docx 文件")],
    data: Annotated[Path, typer.Option(help="县的数据目录")] = Path("var"),
    checkpoint: Annotated[int | None, typer.Option(help="截至账本前多少条记载的检查点，默认最新的")] = None,
    base: Annotated[str, typer.Option(help="公开网站的地址（https://…），文中数字的链接指向它；不写就没有链接")] = "",
) -> None:
    """写出年度报告；缺少签署的部分在文中标明。"""
    from yifa.cli.folder import opened

    if out.suffix.lower() != ".docx":
        refuse(f"{out}：文件名要以 .docx 结尾。", 2)
    if base and not base.startswith(("https://", "http://")):
        refuse(f"{base}：网站地址要以 https:// 或者 http:// 开头。", 2)
    opened(data)
    from yifa.figures.compute import Tampered
    from yifa.report.write import write_docx
    from yifa.store.checkpoints import NoCheckpoint

    try:
        made = write_docx(year, out, base, checkpoint)
    except (NoCheckpoint, Tampered) as error:
        refuse(str(error), 1)
    except OSError as error:
        refuse(f"{out} 写不进去（{error.strerror}）；换一个目录，或者关掉正在打开它的程序。", 1)
    for words in made.breaches:
        typer.secho(f"请核对：{words}", err=True, fg="yellow")
    if not any(v.value for v in made.values.values()):
        typer.secho(f"账本里没有{year}年的数字；请核对年度和数据目录。", err=True, fg="yellow")
    missing = [part.value for part, given in made.given.items() if given is None]
    if missing:
        typer.secho(f"尚未签署：{'、'.join(missing)}（文中已经标明）。", err=True, fg="yellow")
    typer.echo(f"{made.title}：{out}，截至检查点 {made.checkpoint}。")


def refuse(words: str, code: int) -> NoReturn:
    typer.secho(words, err=True, fg="red")
    raise typer.Exit(code)
