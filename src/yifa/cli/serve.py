"""`yifa serve`: the site on this machine."""

from __future__ import annotations

import errno
import socket
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
    require_free(host, port)
    Granian(
        "yifa.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        log_level="warning",  # type: ignore[arg-type]  # granian's own enum takes its text
    ).serve()


def require_free(host: str, port: int) -> None:
    """Exits 1 where the address is not to be had. The server would share the port with another (SO_REUSEPORT), and two
    counties would answer in turn."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, proto) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left is free
            trial.bind(address)
    except OSError as error:
        why = "端口已被占用" if error.errno == errno.EADDRINUSE else error.strerror
        words = f"不能在 {host}:{port} 打开网站（{why}）；关掉占用它的程序，或者用 --port（make 用 PORT=）另选一个端口。"
        typer.secho(words, err=True, fg="red")
        raise typer.Exit(1) from error
