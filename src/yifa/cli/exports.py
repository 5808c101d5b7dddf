"""`yifa export`: the rows of a roster in force on a day, or its empty template."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yifa.cli.person import stop

if TYPE_CHECKING:
    from datetime import date

    from yifa.registry.rosters import Roster

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def give(
    roster: Annotated[str, typer.Argument(help="名册，如 officers")],
    out: Annotated[Path, typer.Option(help="写到哪个文件（.xlsx 或者 .csv）")],
    template: Annotated[bool, typer.Option("--template", help="只要空的导入模板（.xlsx）")] = False,
    on: Annotated[str, typer.Option(help="哪一天在册的行，如 2024-12-31；默认今天")] = "",
    data: Annotated[Path, typer.Option(help="县的数据目录")] = Path("var"),
) -> None:
    """导出名册在某一天的行，可以改好再导入；或者写出空模板。"""
    kinds = (".xlsx",) if template else (".xlsx", ".csv")
    if out.suffix.lower() not in kinds:
        stop(f"{out.name}：只能写成{'或者'.join(kinds)}文件。")
    from yifa.cli.folder import opened

    opened(data)
    from yifa.actions.county import now
    from yifa.kernel.limits import parse_day
    from yifa.registry.rosters import ROSTERS
    from yifa.registry.templates import export_rows, template_for

    known = ROSTERS.get(roster)
    if known is None:
        stop(f"没有“{roster}”这个名册。名册有：{'、'.join(f'{k}（{r.title}）' for k, r in ROSTERS.items())}。")
    try:
        day = parse_day(on) if on else now().date()
    except ValueError as error:
        stop(str(error))
    if template:
        made = template_for(known)
    elif out.suffix.lower() == ".xlsx":
        made = export_rows(known, day)
    else:
        made = as_csv(known, day)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(made)
    typer.echo(f"{known.title}{'的导入模板' if template else f'（{day}在册）'}写在 {out}。")


def as_csv(roster: Roster, day: date) -> bytes:
    """The rows in force on a day, in the template's columns; UTF-8 with BOM, so that spreadsheet programs read it."""
    from yifa.registry.templates import shown

    text = io.StringIO()
    write = csv.writer(text)
    write.writerow([c.header for c in roster.columns])
    for row in roster.rows().as_of(day).order_by("key", "since").values_list(*(c.field for c in roster.columns)):
        write.writerow([shown(c, v) for c, v in zip(roster.columns, row, strict=True)])
    return text.getvalue().encode("utf-8-sig")
