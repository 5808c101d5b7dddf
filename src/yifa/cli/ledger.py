"""`yifa ledger`: checks an export of the ledger and proves an entry, without the database; writes an export from it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from yifa.ledger.check import check as check_export
from yifa.ledger.checkpoint import cosign as sign_too
from yifa.ledger.checkpoint import may_cosign, parse
from yifa.ledger.export import NotAnExport
from yifa.ledger.keys import rotate as replace_key
from yifa.ledger.proof import Check, verify_receipt
from yifa.ledger.prove import NotFound, prove_entry
from yifa.proofs.signing import BadKeyFile, BadNote, PublicKey, Signer

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

MOST = 50
"""Differences that are listed."""
Keys = Annotated[list[Path] | None, typer.Option("--key", help="县里公布的公钥文件（一行一把），可以多次")]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]


@app.callback()
def ledger() -> None:
    """核对、导出、证明账本。"""


@app.command()
def check(
    export: Annotated[Path, typer.Argument(help="账本的导出：文件夹或者 .zip")],
    key: Keys = None,
    seen: Annotated[list[Path] | None, typer.Option(help="从前保存在外面的检查点，或者带证明的回执；可以多次")] = None,
    witness: Annotated[
        list[Path] | None, typer.Option(help="见证人的公钥文件：要有它的副署，在导出里或者在 --seen 的检查点上；可以多次")
    ] = None,
    as_json: Json = False,
) -> None:
    """核对一份账本的导出，不用数据库。没有问题退出码为 0，发现问题或者读不了为 1。"""
    try:
        known, witnesses = _keys(key or []), _keys(witness or [])
        report = check_export(export, trusted=known, seen=[_kept(f) for f in seen or []], witnesses=witnesses)
    except (NotAnExport, BadNote) as error:
        _refuse(str(error), as_json)
    typer.echo(json.dumps(report.plain(), ensure_ascii=False) if as_json else "\n".join(report.lines()))
    if not report.ok:
        raise typer.Exit(1)


@app.command()
def prove(
    what: Annotated[str, typer.Argument(help="回执文件，或者回执编号、记载的散列、案件:序号")],
    export: Annotated[Path, typer.Argument(help="账本的导出：文件夹或者 .zip")],
    key: Keys = None,
    out: Annotated[Path | None, typer.Option(help="把带证明的回执写到这个文件")] = None,
    as_json: Json = False,
) -> None:
    """证明一条记载列在签名的账本里。全部成立退出码为 0，有一项不成立或者找不到为 1。"""
    try:
        given = _receipt(what)
        proved, ring = prove_entry(export, str(given["hash"]) if given else what, _keys(key or []))
    except (NotAnExport, NotFound, BadNote) as error:
        _refuse(str(error), as_json)
    receipt = {**(given or {}), **{k: v for k, v in proved.items() if k not in (given or {}) or k == "proof"}}
    text = json.dumps(receipt, ensure_ascii=False)
    checks = verify_receipt(text, ring.verifiers())
    if out is not None:
        out.write_text(text + "\n", encoding="utf-8")
    typer.echo(text if as_json else _told(receipt, checks))
    if not all(c.ok for c in checks):
        raise typer.Exit(1)


@app.command()
def cosign(
    checkpoint: Annotated[Path, typer.Argument(help="县里公布的检查点文件，或者带证明的回执")],
    key: Annotated[Path, typer.Option(help="见证人自己的私钥文件；没有就新建一把，公钥写在旁边的 .pub")],
    name: Annotated[str, typer.Option(help="见证人的名称，如 市档案馆；不能有空格")],
    out: Annotated[Path | None, typer.Option(help="写到这个文件；不写就输出")] = None,
) -> None:
    """以见证人的身份副署一个检查点：证明这时已经看到这样的账本。不用数据库，也不用县的数据目录。"""
    if key.suffix == ".pub":
        _refuse(f"{key} 是公钥的名字；--key 要写私钥文件，例如 {key.with_suffix('.key')}。", as_json=False)
    new = not key.exists()
    try:
        note = _kept(checkpoint)
        may_cosign(parse(note)[0], name)
        signed = sign_too(note, Signer.at(key, name))
    except (BadNote, BadKeyFile) as error:
        _refuse(str(error), as_json=False)
    if new:
        public = key.with_suffix(".pub")
        typer.echo(f"新建了密钥 {key}，请另行备份，不要给人；请公布公钥 {public}。", err=True)
    if out is None:
        typer.echo(signed, nl=False)
        return
    out.write_text(signed, encoding="utf-8")
    typer.echo(f"已副署，写到 {out}。请自己保存一份，再送交县里。", err=True)


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="写到这个新文件夹，或者 .zip 文件")],
    files: Annotated[bool, typer.Option("--files", help="连同附件的原件一起导出")] = False,
    data: Annotated[Path, typer.Option(help="县的数据目录")] = Path("var"),
    as_json: Json = False,
) -> None:
    """把整个账本导出，供任何人核对。导出时照常可以办事。"""
    from yifa.cli.folder import opened

    opened(data)
    from yifa.actions.county import county
    from yifa.store.export import export as write
    from yifa.store.sequence import KeyIsGone

    try:
        done = write(out, county().signer(), files=files)
    except (FileExistsError, KeyIsGone, BadKeyFile, BadNote) as error:
        _refuse(str(error), as_json)
    if as_json:
        typer.echo(json.dumps({"ok": True, **asdict(done)}, ensure_ascii=False))
        return
    typer.echo(f"已导出{done.entries}条记载、{done.attachments}个附件的清单到 {out}。")
    if done.waiting:
        typer.echo(f"其中{done.waiting}条还没有列入签名的树；先执行 yifa tick，再导出，证明就完整了。")
    if done.absent:
        typer.secho(f"有{done.absent}个附件的原件不在数据目录里；请从备份恢复 attachments 文件夹。", err=True, fg="red")


@app.command()
def rebuild(
    check_only: Annotated[bool, typer.Option("--check", help="只比较，不改写")] = False,
    data: Annotated[Path, typer.Option(help="县的数据目录")] = Path("var"),
) -> None:
    """由账本重算案件的状态、期限、计数和检索。恢复备份、换装放假安排以后用；有不同时退出码为 1。"""
    from yifa.cli.folder import opened

    opened(data)
    from yifa.actions.county import now
    from yifa.site.rebuild import differences, rebuilt

    day = now().date()
    wrong = [str(d) for d in differences(day)]
    for words in wrong[:MOST]:
        typer.echo(words)
    if len(wrong) > MOST:
        typer.echo(f"共{len(wrong)}处，以上只列出{MOST}处。")
    if not wrong:
        typer.echo("存放的状态与账本一致。")
    if not check_only:
        typer.echo(f"已由账本重算{rebuilt(day)}个案件。")
    elif wrong:
        raise typer.Exit(1)


@app.command()
def rotate(data: Annotated[Path, typer.Option(help="县的数据目录")] = Path("var")) -> None:
    """换一把签名密钥：新的由旧的签名认可，从前的签名照样有效。中断了再执行一次就接着做完。"""
    from yifa.cli.folder import opened

    opened(data)
    from yifa.actions.county import county, now
    from yifa.actions.prepare import recorded
    from yifa.store.sequence import KeyIsGone, keys_folder, require_key

    place = county()
    try:
        require_key()
        ring = replace_key(keys_folder(), place.ledger, recorded(now()))
    except (KeyIsGone, BadKeyFile, BadNote) as error:
        _refuse(str(error), as_json=False)
    typer.echo(f"新的公钥：{ring.current.text}")
    typer.echo(f"请重新公布 {keys_folder() / 'ledger.pub'}，并把新的私钥 ledger.key 另行备份。")


def _told(receipt: dict[str, Any], checks: list[Check]) -> str:
    header = receipt["header"]
    where = f"案件 {header['matter']} 第{header['seq']}条"
    first = f"记载 {receipt['code']}：{where}，{header['happened_at']}，步骤 {header['step']}。"
    return "\n".join([first, *(f"{'✓' if c.ok else '✗'} {c.words}" for c in checks)])


def _receipt(what: str) -> dict[str, Any] | None:
    """The receipt in the file `what`; None if it is not a file. Raises NotFound."""
    file = Path(what)
    if not file.is_file():
        return None
    try:
        receipt = json.loads(_text(file))
        receipt["hash"], receipt["header"]["matter"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotFound(f"{file} 不是一张回执。") from error
    return dict(receipt)


def _kept(file: Path) -> str:
    """The checkpoint in a file, be it the note itself or a receipt with its proof. Raises BadNote."""
    text = _text(file)
    if not text.lstrip().startswith("{"):
        return text
    try:
        return str(json.loads(text)["proof"]["checkpoint"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadNote(f"{file} 里没有检查点；要从前的检查点，或者已经带有证明的回执。") from error


def _keys(files: list[Path]) -> list[PublicKey]:
    """Raises BadNote."""
    return [PublicKey.parse(line) for f in files for line in _text(f).splitlines() if line.strip()]


def _text(file: Path) -> str:
    """Raises BadNote."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadNote(f"{file} 读不出来；请检查文件名。") from error


def _refuse(words: str, as_json: bool) -> NoReturn:
    if as_json:
        typer.echo(json.dumps({"ok": False, "error": words}, ensure_ascii=False))
    else:
        typer.secho(words, err=True, fg="red")
    raise typer.Exit(1)
