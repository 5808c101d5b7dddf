"""`yifa serve`: the site on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def serve(
    data: Annotated[Path, typer.Option(help="县的数据目录")] = Path("var"),
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口")] = 8000,
    workers: Annotated[int, typer.Option(help="进程数")] = 2,
) -> None:
    """打开网站。"""
    from yifa.cli.folder import opened

    opened(data)
    run(host, port, workers)


def run(host: str, port: int, workers: int) -> None:
    """Serves until interrupted: WSGI, one thread a process. Exits 1 where a start-up check forbids it."""
    from granian import Granian
    from granian.constants import Interfaces

    from yifa.site.checks import problems

    forbids, warns = problems()
    for words in warns:
        typer.secho(words, err=True, fg="yellow")
    for words in forbids:
        typer.secho(words, err=True, fg="red")
    if forbids:
        raise typer.Exit(1)
    Granian(
        "yifa.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        log_level="warning",  # type: ignore[arg-type]  # granian's own enum takes its text
    ).serve()
