"""`yifa joint`: duties as the fewest joint visits, and the check of such a plan; plain files, no county needed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from yifa.joint.inputs import Workdays, read_inputs
from yifa.joint.plan import plan as make_plan
from yifa.joint.read import BadInput
from yifa.joint.summary import percent
from yifa.joint.verify import NotAPlan
from yifa.joint.verify import verify as verify_plan
from yifa.joint.write import Occupied, free, write
from yifa.kernel.calendar import BeyondCalendar, Calendar, CalendarError

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]
Data = Annotated[Path, typer.Option(help="县的数据目录：放假安排用其中 calendar 文件夹的补充")]


@app.callback()
def joint() -> None:
    """综合查一次：把检查合并成尽量少的入企，并且证明离最少还差多少。"""


@app.command()
def plan(
    duties: Annotated[Path, typer.Argument(help="检查：CSV，列为 duty,subject,township,item,organ,earliest,latest,minutes,mergeable,team")],
    officers: Annotated[Path, typer.Option(help="人员：CSV，列为 officer,organ,items,valid_from,valid_to,recuse,minutes_per_day")],
    rules: Annotated[Path, typer.Option(help="规则：TOML，year、visits_per_subject、visitors_per_visit、travel_minutes、blocked")],
    out: Annotated[Path, typer.Option(help="写到这个新文件夹")],
    data: Data = Path("var"),
    as_json: Json = False,
) -> None:
    """排一年的联合入企计划。排不进的逐项写明原因，退出码仍为 0；文件有错为 2，什么也不写。"""
    try:
        free(out)
        inputs = read_inputs(duties, officers, rules, workdays(data))
        done = write(out, make_plan(inputs.problem), inputs)
    except (BadInput, BeyondCalendar, CalendarError, Occupied) as error:
        mistakes = error.mistakes if isinstance(error, BadInput) else [str(error)]
        _refuse(str(error), mistakes, 2, as_json)
    counts, bound, separate = done["counts"], done["bound"], done["separate"]
    if as_json:
        keys = ("counts", "bound", "separate", "unplaced")
        typer.echo(json.dumps({"ok": True, "out": str(out), **{k: done[k] for k in keys}}, ensure_ascii=False))
        return
    typer.echo(f"应查{counts['duties']}项，排进{counts['placed']}项，合成{counts['visits']}次入企，写到 {out}。")
    typer.echo(f"任何计划至少要{bound['any']}次；本计划多{bound['gap']}次（{percent(bound['gap'], bound['any'])}）。")
    fewer = percent(separate["organs"] - counts["visits"], separate["organs"])
    typer.echo(f"各机关分头去至少要{separate['organs']}次，减少{fewer}。公式和各表见 {out / 'summary.md'}。")
    if left := counts["duties"] - counts["placed"]:
        typer.echo(f"没有排进的{left}项，原因见 {out / 'unplaced.csv'}。")


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="yifa joint plan 写出的文件夹")],
    duties: Annotated[Path | None, typer.Option(help="用这份检查名单核对，不用文件夹里的副本")] = None,
    officers: Annotated[Path | None, typer.Option(help="用这份人员名单核对")] = None,
    rules: Annotated[Path | None, typer.Option(help="用这份规则核对")] = None,
    blocked: Annotated[Path | None, typer.Option(help="用这份企业避开的日子核对")] = None,
    data: Data = Path("var"),
    as_json: Json = False,
) -> None:
    """不用排计划的程序，逐条核对一份计划和它的证书。全部成立退出码为 0，有一条不成立或者读不了为 1。"""
    files = {"duties": duties, "officers": officers, "rules": rules, "blocked": blocked}
    try:
        report = verify_plan(folder, workdays(data), {k: v for k, v in files.items() if v is not None})
    except (NotAPlan, BeyondCalendar, CalendarError) as error:
        _refuse(str(error), [str(error)], 1, as_json)
    typer.echo(json.dumps(report.plain(), ensure_ascii=False) if as_json else "\n".join(report.lines()))
    if not report.ok:
        raise typer.Exit(1)


def workdays(data: Path) -> Workdays:
    """The working days of a year by the shipped notices and the county's own. Raises CalendarError."""
    own = data / "calendar"
    calendar = Calendar.load(own) if own.is_dir() else Calendar.load()

    def of(year: int) -> Iterable[date]:
        first = date(year, 1, 1)
        every = (first + timedelta(days=n) for n in range(366))
        return [d for d in every if d.year == year and calendar.works(d)]

    return of


def _refuse(words: str, mistakes: list[str], code: int, as_json: bool) -> NoReturn:
    if as_json:
        typer.echo(json.dumps({"ok": False, "errors": mistakes}, ensure_ascii=False))
    else:
        typer.secho(words, err=True, fg="red")
    raise typer.Exit(code)
