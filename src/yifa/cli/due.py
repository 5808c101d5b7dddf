"""`yifa due`: a due date and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, BinaryIO, TextIO

import typer

from yifa.kernel import answer as answers
from yifa.kernel import limits
from yifa.kernel.answer import Answer
from yifa.kernel.calendar import Calendar, CalendarError
from yifa.kernel.clock import day_words
from yifa.kernel.limits import LocalError, Table, parse_day, parse_minute, parse_range

app = typer.Typer(add_completion=False, rich_markup_mode=None)
FIELDS = ("limit", "since", "extended", "suspend")


@app.command()
def due(
    limit: Annotated[str, typer.Argument(help="期限的名字，如 penalty_decision；yifa procedures 列出全部")] = "",
    since: Annotated[str, typer.Option(help="起算事件当日，如 2024-03-05；当日不计。以小时计的写到分钟")] = "",
    extended: Annotated[bool, typer.Option("--extended", help="已经批准延长")] = False,
    suspend: Annotated[list[str] | None, typer.Option(help="扣除的起止日，如 2024-03-05..2024-03-09，可以多次")] = None,
    batch: Annotated[str, typer.Option(help="逐行读 JSON（- 为标准输入），逐行答 JSON")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    data: Annotated[Path, typer.Option(help="县的数据目录")] = Path("var"),
) -> None:
    """算一个期限的届满日，并说明理由。"""
    try:
        calendar, table = county_tables(data)
    except (CalendarError, LocalError) as error:
        raise refused(str(error)) from None
    if batch:
        if batch == "-":
            answer_lines(sys.stdin.buffer, sys.stdout, calendar, table)
            return
        with opened(Path(batch)) as source:
            answer_lines(source, sys.stdout, calendar, table)
        return
    if not limit or not since:
        raise refused("要写期限的名字和 --since 日期，例如：yifa due penalty_decision --since 2024-03-05")
    try:
        got = ask({"limit": limit, "since": since, "extended": extended, "suspend": suspend or []}, calendar, table)
    except (LookupError, ValueError) as error:
        raise refused(str(error)) from None
    typer.echo(json.dumps(got.plain(), ensure_ascii=False) if as_json else told(got))


def refused(text: str) -> typer.Exit:
    typer.secho(text, err=True, fg="red")
    return typer.Exit(2)


def opened(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except OSError as error:
        raise refused(f"打不开 {file}（{error.strerror}）；核对文件名，或者用 --batch - 从标准输入读。") from None


def county_tables(folder: Path) -> tuple[Calendar, Table]:
    """The calendar and the limits with the county's own additions, if it has a folder."""
    own = folder / "calendar"
    calendar = Calendar.load(own) if own.is_dir() else Calendar.load()
    return calendar, limits.load().with_local(folder)


def ask(question: dict[str, Any], calendar: Calendar, table: Table) -> Answer:
    """One question as a JSON object; what is not a field of a question is passed over, unless it looks like a slip.

    Raises LookupError or ValueError, in words."""
    for name in sorted(set(question) - {*FIELDS}):
        near = get_close_matches(name.lower(), FIELDS, n=1, cutoff=0.7)
        if near:
            raise ValueError(f"不认识的项“{name}”，是不是 {near[0]}？")
    id, since = question.get("limit"), question.get("since")
    if not isinstance(id, str) or not id:
        raise ValueError("缺少 limit：写期限的名字，如 penalty_decision。")
    extended = question.get("extended")
    if not isinstance(extended, bool | None):
        raise ValueError("extended 要写 true 或者 false。")
    spans = question.get("suspend") or []
    if not isinstance(spans, list):
        raise ValueError('suspend 要写成列表，例如 ["2024-03-05..2024-03-09"]。')
    suspend = [parse_range(s) for s in spans]
    if id in table.hours or id in table.deadlines:
        if extended or suspend:
            raise ValueError(f"{id} 没有延长和扣除；去掉再问。")
        if id in table.hours:
            return answers.due_at(table.hours[id], parse_minute(since))
        return answers.due_in_year(table.deadlines[id], parse_day(since), calendar)
    row = table[id]
    return answers.due(row, parse_day(since), extended=bool(extended), suspend=suspend, calendar=calendar, table=table)


def answer_lines(source: Iterable[bytes | str], out: TextIO, calendar: Calendar, table: Table) -> None:
    """JSON lines in, JSON lines out, in the same order; a line that cannot be answered says why and stops nothing.

    An `id` is given back with its answer. Empty lines are passed over."""
    for n, line in enumerate(source, 1):
        if line.strip():
            out.write(json.dumps(_answer_line(n, line, calendar, table), ensure_ascii=False) + "\n")


def _answer_line(n: int, line: bytes | str, calendar: Calendar, table: Table) -> dict[str, Any]:
    question: Any = None
    try:
        question = json.loads(line.decode("utf-8-sig") if isinstance(line, bytes) else line)
        if not isinstance(question, dict):
            raise ValueError("每行要是一个 JSON 对象。")
        plain = ask(question, calendar, table).plain()
    except UnicodeDecodeError:
        plain = {"error": f"第{n}行不是 UTF-8 文本；请另存为 UTF-8。", "on": None}
    except json.JSONDecodeError as error:
        plain = {"error": f"第{n}行不是 JSON：{error.msg}（第{error.colno}列）。", "on": None}
    except RecursionError:
        plain = {"error": f"第{n}行嵌套太深，不是一个问题。", "on": None}
    except (LookupError, ValueError) as error:
        plain = {"error": f"第{n}行：{error}", "on": None}
    if isinstance(question, dict):
        kept = {"id": question.get("id"), "limit": question.get("limit")}
        plain = {**{k: v for k, v in kept.items() if isinstance(v, str | int)}, **plain}
    return plain


def told(answer: Answer) -> str:
    on = "没有届满日"
    if isinstance(answer.on, datetime):
        on = f"{day_words(answer.on.date())}{answer.on:%H:%M}"
    elif answer.on:
        on = day_words(answer.on)
    lines = [on, answer.why]
    if answer.arguable:
        lines.append(f"有争议：{answer.arguable}")
    return "\n".join(lines)
