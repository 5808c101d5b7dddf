"""`yifa figures`: all figures of a year as of a checkpoint."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def figures(
    year: Annotated[int, typer.Option(help="年度，如 2024")],
    checkpoint: Annotated[int | None, typer.Option(help="截至账本前多少条记载的检查点，默认最新的")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    data: Annotated[Path, typer.Option(help="县的数据目录")] = Path("var"),
) -> None:
    """计算一年的全部指标；每个数都是截至一个检查点的账本算出来的，什么时候算都一样。"""
    from yifa.cli.folder import opened

    opened(data)
    from yifa.figures.compute import Tampered, compute
    from yifa.kernel.indicator import load
    from yifa.store.checkpoints import NoCheckpoint

    try:
        values = compute(year, checkpoint)
    except (NoCheckpoint, Tampered) as error:
        typer.secho(str(error), err=True, fg="red")
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps({k: v.plain() for k, v in values.items()}, ensure_ascii=False, indent=1))
        return
    for key, indicator in load().items():
        v = values[key]
        shown = "—" if v.value is None else f"{v.value:,}"
        parts = f"（{v.numerator:,} / {v.denominator:,}）" if v.numerator is not None else ""
        typer.echo(f"{indicator.zh}\t{shown}{indicator.unit}{parts}")
    typer.echo(f"截至检查点 {next(iter(values.values())).checkpoint}")
