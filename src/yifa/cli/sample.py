"""`yifa sample`: a county's year that adds up to given totals."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

app = typer.Typer(add_completion=False, rich_markup_mode=None)
console = Console(stderr=True)


@app.command()
def sample(
    targets: Annotated[Path, typer.Option(help="总数文件（TOML：[county] [totals] [previous] [shares]）")],
    out: Annotated[Path, typer.Option(help="写到哪个新目录")],
    data: Annotated[Path, typer.Option(help="县的数据目录（与 --out 相同，可以不写）")] = Path("var"),
) -> None:
    """按给定总数生成一个县的一年；凡是整数凑不出的总数，说明理由后拒绝。"""
    if (out / "yifa.sqlite3").exists():
        typer.secho(f"{out} 里已经有一个县的数据；换一个新目录，或者先移走它。", err=True, fg="red")
        raise typer.Exit(2)
    make(targets, out)


def make(file: Path, out: Path) -> None:
    """Builds the county of a totals file in `out`, with progress. Exits with 2 where the totals cannot be met."""
    from yifa.chapters.catalogue import book
    from yifa.sample.build import build, write_county
    from yifa.sample.share import Unwalkable, shared
    from yifa.sample.solve import Impossible, solve
    from yifa.sample.targets import Invalid, read

    try:
        targets = read(file)
        solution = solve(targets)
        shared(book(), solution.values)
    except (Invalid, Impossible, Unwalkable, OSError) as error:
        typer.secho(str(error), err=True, fg="red")
        raise typer.Exit(2) from None
    made_here = not out.exists()
    write_county(out, targets)
    from yifa.site.boot import migrate, setup

    setup(out)
    migrate()
    try:
        with bar() as shown:
            built = build(targets, reporter(shown))
    except Unwalkable as error:
        typer.secho(str(error), err=True, fg="red")
        if made_here:
            shutil.rmtree(out)  # half a year is no county
        raise typer.Exit(2) from None
    from yifa.site.tick import tick

    tick()  # the year lies in the past: what has run out since is brought up to today
    for note in solution.notes:
        console.print(f"注意：{note}")
    console.print(f"{targets.name}{targets.year}年：{built.entries:,}条记载，写在 {out}。")
    console.print(f"总数中给定{len(solution.given)}项，推出{len(solution.derived)}项，其余{len(solution.sample)}项为样本。")
    if built.wrong:
        for key, (asked, got) in built.wrong.items():
            console.print(f"没有对上：{key} 要 {asked}，账本是 {got}", style="red")
        raise typer.Exit(1)


def bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console
    )


class reporter:  # called like the function that it stands for
    """Turns (what, done, of) into progress bars, one a phase."""

    def __init__(self, shown: Progress) -> None:
        self.shown = shown
        self.tasks: dict[str, object] = {}

    def __call__(self, what: str, done: int, of: int) -> None:
        if what not in self.tasks:
            self.tasks[what] = self.shown.add_task(what, total=of or None)
        if of:
            self.shown.update(self.tasks[what], completed=done, total=of)  # type: ignore[arg-type]  # rich's own id type
        else:
            self.shown.advance(self.tasks[what], done)  # type: ignore[arg-type]  # rich's own id type
