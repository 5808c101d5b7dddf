"""`yifa due`: a due date and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from yifa.kernel import limits
from yifa.kernel.calendar import Calendar
from yifa.kernel.clock import day_words
from yifa.kernel.limits import Answer, Table, parse_day, parse_range

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def due(
    limit: Annotated[str, typer.Argument(help="期限的名字，如 penalty_decision；yifa procedures 列出全部")] = "",
    since: Annotated[str, typer.Option(help="起算事件当日，如 2024-03-05；当日不计")] = "",
    extended: Annotated[bool, typer.Option("--extended", help="已经批准延长")] = False,
    suspend: Annotated[list[str] | None, typer.Option(help="扣除的起止日，如 2024-03-05..2024-03-09，可以多次")] = None,
    batch: Annotated[str, typer.Option(help="逐行读 JSON（- 为标准输入），逐行答 JSON")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    data: Annotated[Path, typer.Option(help="县的数据目录")] = Path("var"),
) -> None:
    """算一个期限的届满日，并说明理由。"""
    calendar, table = county_tables(data)
    if batch:
        with open(0 if batch == "-" else batch, encoding="utf-8", closefd=batch != "-") as source:
            answer_lines(source, sys.stdout, calendar, table)
        return
    if not limit or not since:
        typer.secho("要写期限的名字和 --since 日期，例如：yifa due penalty_decision --since 2024-03-05", err=True)
        raise typer.Exit(2)
    try:
        answer = ask(
            {"limit": limit, "since": since, "extended": extended, "suspend": suspend or []}, calendar, table
        )
    except (LookupError, ValueError) as error:
        typer.secho(str(error).strip("'\""), err=True, fg="red")
        raise typer.Exit(2) from None
    typer.echo(json.dumps(answer.plain(), ensure_ascii=False) if as_json else told(answer))


def county_tables(folder: Path) -> tuple[Calendar, Table]:
    """The calendar and the limits with the county's own additions, if it has a folder."""
    own = folder / "calendar"
    calendar = Calendar.load(own) if own.is_dir() else Calendar.load()
    return calendar, limits.load().with_local(folder)


def ask(question: dict[str, Any], calendar: Calendar, table: Table) -> Answer:
    """One question as a JSON object. Raises LookupError or ValueError, in words."""
    unknown = sorted(set(question) - {"limit", "since", "extended", "suspend", "id"})
    if unknown:
        raise ValueError(f"不认识的项：{'、'.join(unknown)}；可以写 limit、since、extended、suspend。")
    row = table[str(question.get("limit", ""))]
    since: date = parse_day(question.get("since"))
    extended = question.get("extended", False)
    if not isinstance(extended, bool):
        raise ValueError("extended 要写 true 或者 false。")
    spans = question.get("suspend") or []
    if not isinstance(spans, list):
        raise ValueError("suspend 要写成列表，例如 [\"2024-03-05..2024-03-09\"]。")
    return limits.due(
        row, since, extended=extended, suspend=[parse_range(s) for s in spans], calendar=calendar, table=table
    )


def answer_lines(source: Iterable[str], out: TextIO, calendar: Calendar, table: Table) -> None:
    """JSON lines in, JSON lines out, in the same order; a line that cannot be answered says why and stops nothing."""
    for n, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            question = json.loads(line)
            if not isinstance(question, dict):
                raise ValueError("每行要是一个 JSON 对象。")
            plain = ask(question, calendar, table).plain()
        except json.JSONDecodeError as error:
            plain = {"error": f"第{n}行不是 JSON：{error.msg}（第{error.colno}列）。", "on": None}
        except (LookupError, ValueError, OverflowError) as error:
            plain = {"error": f"第{n}行：{str(error).strip(chr(39))}", "on": None}
        out.write(json.dumps(plain, ensure_ascii=False) + "\n")


def told(answer: Answer) -> str:
    on = day_words(answer.on) if answer.on else "没有届满日"
    lines = [on, answer.why]
    if answer.arguable:
        lines.append(f"有争议：{answer.arguable}")
    return "\n".join(lines)
