"""`yifa visit`: checks the code of a visit against a county's public key, and writes the page that does; no county needed."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from yifa.kernel.facts import BEIJING
from yifa.kernel.limits import parse_minute
from yifa.proofs.signing import BadNote, PublicKey
from yifa.proofs.visit_code import TITLES, Checked, check, minute, short
from yifa.proofs.visit_page import page

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)
Keys = Annotated[Path, typer.Option("--key", help="县公布的公钥（ledger.pub），一行一个")]


@app.callback()
def visit() -> None:
    """检查码：进门前出示的签名码，不用网络就能核对。"""


@app.command()
def verify(
    code: Annotated[str, typer.Argument(help="检查码全文，以 YFV1. 或者 YFV2. 开头；写 - 从标准输入读")],
    key: Keys,
    at: Annotated[str, typer.Option(help="按这个时刻核对，如 2026-12-03T09:30（北京时间）；不写为现在")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """逐项核对一个检查码。全部成立退出码为0，有一项不成立为1，公钥或者时刻读不了为2。"""
    text = typer.get_binary_stream("stdin").read().decode(errors="replace") if code == "-" else code
    try:
        moment = minute(parse_minute(at)) if at else minute(datetime.now(BEIJING))
    except ValueError as wrong:
        _stop(f"--at：{wrong}")
    done = check(text, read_keys(key), moment)
    typer.echo(json.dumps(_plain(done), ensure_ascii=False) if as_json else "\n".join(_lines(done, text)))
    if not done.ok:
        raise typer.Exit(1)


@app.command("page")
def page_(
    key: Keys,
    out: Annotated[Path, typer.Option(help="写到这个文件，如 visit-code.html")],
    county: Annotated[str, typer.Option(help="写在页面上的县名")] = "本县",
) -> None:
    """写出核对检查码的页面：一个文件，不连网，里面有县的公钥。"""
    text = page(read_keys(key), county)
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        _stop(f"写不进 {out}：{error.strerror}。换一个文件名再试。")
    typer.echo(f"已写到 {out}。")


def read_keys(file: Path) -> list[PublicKey]:
    """The public keys in a file, one a line. Ends the command, in words, for a file that holds none."""
    try:
        lines = [x for x in file.read_text(encoding="utf-8").splitlines() if x.strip()]
        keys = [PublicKey.parse(x) for x in lines]
    except (OSError, UnicodeDecodeError):
        _stop(f"读不了公钥文件 {file}。请写县公布的公钥文件（ledger.pub）的路径。")
    except BadNote as bad:
        _stop(f"{file}：{bad}")
    if not keys:
        _stop(f"{file} 里没有公钥。请到县的公开网站“总账”一页取公钥，存成一行。")
    return keys


def _plain(done: Checked) -> dict[str, object]:
    checks = [{"name": c.name, "ok": c.ok, "words": c.words} for c in done.checks]
    return {"ok": done.ok, "checks": checks, "says": done.says.plain() if done.says else None}


def _lines(done: Checked, text: str) -> list[str]:
    out = [f"{'✓' if c.ok else '✗'} {TITLES[c.name]}{'：' + c.words if c.words else ''}" for c in done.checks]
    if done.says:
        v = done.says
        for p in v.parties:
            out.append(f"{p.organ}检查{v.subject[0]}（{p.number}），事项：{p.items}，证号：{'、'.join(p.officers)}")
        out.append(f"{len(v.parties)}个机关一起来，短码 {short(text.strip())}" if v.others else f"短码 {short(text.strip())}")
    if done.ok:
        out.append("检查码有效。发码以后被取消、被责令停止的，不连网查不出，请再到公开网站核对。")
    elif any(c.name == "format" and not c.ok for c in done.checks):
        out.append("检查码没有读全：请对方重新出示；仍然读不出的，可以拒绝检查（国办发〔2024〕54号）。")
    else:
        out.append("检查码不能用：可以拒绝检查（国办发〔2024〕54号）。")
    return out


def _stop(words: str) -> NoReturn:
    typer.secho(words, err=True, fg="red")
    raise typer.Exit(2)
