"""`yifa procedures`: what is declared, with limits and citations."""

from __future__ import annotations

import json
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer

from yifa.chapters.catalogue import chapter_of, procedures
from yifa.kernel import limits
from yifa.kernel.declare import NotBefore, Procedure, Unsettled, Within
from yifa.kernel.digest import digest
from yifa.kernel.explain import handbook, limit_words
from yifa.kernel.law import Span, counts_workdays
from yifa.kernel.limits import LOCAL, Table

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def list_all(
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    data: Annotated[Path, typer.Option(help="县的数据目录；里面的 local.toml 会用上")] = Path("var"),
) -> None:
    """列出已声明的程序：章节、版本、步骤、期限和依据。"""
    try:
        table = limits.load().with_local(data)
    except limits.LocalError as error:
        typer.secho(str(error), err=True, fg="red")
        raise typer.Exit(2) from None
    found = declared(table)
    typer.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else "\n".join(told(found)))


def declared(table: Table) -> list[dict[str, Any]]:
    """Every procedure with its versions as plain data, by chapter and key. The shape is an interface; add, never rename."""
    out: list[dict[str, Any]] = []
    for (chapter, key), versions in groupby(procedures(), key=lambda p: (chapter_of(p), p.key)):
        every = [version(p, table) for p in versions]
        out.append({"chapter": chapter, "key": key, "title": every[0]["title"], "versions": every})
    return out


def version(p: type[Procedure], table: Table) -> dict[str, Any]:
    """One version: its days, its digest, its steps and limits in the order of the declaration."""
    return {
        "name": p.__name__,
        "title": p.title,
        "law": p.law.title,
        "since": p.since.isoformat(),
        "until": p.until.isoformat() if p.until else None,
        "digest": digest(p),
        "steps": [
            {
                "key": row.key,
                "title": row.title,
                "kind": row.kind,
                "who": row.who,
                "when": row.when,
                "after": row.after,
                "paper": row.paper,
                "cite": row.cite,
            }
            for row in handbook(p)
        ],
        "limits": [limit(x, table) for x in p.lines.values() if isinstance(x, (Within, NotBefore))],
    }


def limit(line: Within | NotBefore, table: Table) -> dict[str, Any]:
    """One limit. `amount` and `unit` are the county's own where it set them (`local_basis` says by which rule), of a term
    that begins today; `local_rows` is all that it set. None where the law, or the authority in the single case, fixes
    no number."""
    known = table[line.key] if line.key in table else table.unsettled.get(line.key)
    row = known.on(date.today()) if known else None
    local = known.local if known else None
    span = line.amount if isinstance(line.amount, Span) else None
    unit = None
    if span is not None:
        unit = "工作日" if counts_workdays(span, line.cite.law) else span.unit
    if row is not None and row.local_basis:
        span, unit = row.span, row.span.unit
    return {
        "id": line.key,
        "step": line.of.key,
        "bound": "min" if isinstance(line, NotBefore) else "max",
        "amount": span.n if span else None,
        "unit": unit,
        "open": line.amount.reason if isinstance(line.amount, Unsettled) else "",
        "words": limit_words(line),
        "cite": str(line.cite),
        "in_table": line.key in table,
        "local": row is not None and (row.scope in LOCAL or local is not None),
        "local_basis": row.local_basis if row else "",
        "local_rows": [
            {
                "amount": x.span.n,
                "unit": x.span.unit,
                "since": x.since.isoformat() if x.since else None,
                "basis": x.basis,
            }
            for x in (local.rows if local else ())
        ],
    }


def told(found: list[dict[str, Any]]) -> list[str]:
    """The same for people: a line for a step, indented lines for its limits."""
    out: list[str] = []
    for p in found:
        for v in p["versions"]:
            out += [*([""] if out else []), f"{v['title']}（{p['chapter']}/{p['key']}，{v['name']}）", _days(v)]
            for s in v["steps"]:
                after = f"；在“{s['after']}”之后" if s["after"] else ""
                when = f"；须{s['when']}" if s["when"] else ""
                out.append(f"  {s['kind']}　{s['title']}（{s['key']}）：{s['who']}办理{after}{when}。{s['cite']}")
                out += [f"      {_limit_line(x)}" for x in v["limits"] if x["step"] == s["key"]]
    return out


def _days(v: dict[str, Any]) -> str:
    until = f"至{v['until']}" if v["until"] else "起"
    return f"  《{v['law']}》；{v['since']}{until}；定义摘要 {v['digest'][:16]}"


def _limit_line(x: dict[str, Any]) -> str:
    own = [
        f"{'自' + r['since'] + '起' if r['since'] else ''}本县{r['amount']}{r['unit']}，依据{r['basis']}"
        for r in x["local_rows"]
    ]
    local = "".join(f"；{words}" for words in own) or ("；本地参数" if x["local"] else "")
    return f"{x['id']}：{x['words']}{local}"
