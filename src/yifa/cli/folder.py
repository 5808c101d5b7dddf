"""Opening a county's folder for a command."""

from __future__ import annotations

from pathlib import Path

import typer


def opened(folder: Path) -> None:
    """Sets Django up for an existing county; says what to do where there is none."""
    import os

    if not (folder / "yifa.sqlite3").exists() and not os.environ.get("YIFA_DATABASE"):
        typer.secho(f"{folder} 里没有县的数据；先运行 yifa demo 或者 yifa sample --out {folder}。", err=True, fg="red")
        raise typer.Exit(2)
    from yifa.site.boot import migrate, setup

    setup(folder)
    migrate()
