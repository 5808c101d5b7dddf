"""Opening a county's folder for a command."""

from __future__ import annotations

from pathlib import Path

import typer


def opened(folder: Path) -> None:
    """Sets Django up for a county; its county.toml is enough, the database is made then. Says what to do without."""
    import os

    there = any((folder / name).exists() for name in ("yifa.sqlite3", "county.toml"))
    if not there and not os.environ.get("YIFA_DATABASE"):
        words = f"{folder} 里没有县的数据；示例县运行 yifa demo，自己的县先写 {folder / 'county.toml'}（见 docs/howto/set-up-a-county.md）。"
        typer.secho(words, err=True, fg="red")
        raise typer.Exit(2)
    from yifa.site.boot import migrate, setup

    setup(folder)
    migrate()
