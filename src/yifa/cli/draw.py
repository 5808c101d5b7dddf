"""`yifa draw`: a random draw of subjects and officers that anyone can verify; plain files, no county, no database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from yifa.draw import ceremony, firm
from yifa.draw.checks import Check
from yifa.draw.fairness import history as history_of
from yifa.draw.fairness import past, told
from yifa.draw.folder import Folder, write
from yifa.draw.freeze import freeze as freeze_lists
from yifa.draw.mistakes import DrawError
from yifa.draw.opening import open_draw
from yifa.draw.page import page
from yifa.draw.record import BadRecord
from yifa.draw.replace import replace as replace_one
from yifa.draw.select import select as select_all
from yifa.draw.verify import verify as verify_record
from yifa.draw.witness import sign
from yifa.proofs.canon import canonical
from yifa.proofs.signing import BadKeyFile, BadNote, PublicKey, Signer

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

Draw = Annotated[Path, typer.Argument(metavar="DIR", help="这次抽查的文件夹")]
At = Annotated[str, typer.Option("--at", help="北京时间，如 2026-05-06T09:30；不写就是现在")]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]


@app.callback()
def draw() -> None:
    """双随机抽查：冻结名单、封存密值、录入信标、抽取、公开、核对。每一步只能做一次。"""


@app.command()
def freeze(
    pool: Annotated[Path, typer.Argument(help="对象名单 CSV：id,name,stratum,weight,exclude_reason")],
    officers: Annotated[
        Path, typer.Option(help="人员名单 CSV：id,organ,items,valid_from,valid_to,recuse,capacity；多个值用分号隔开")
    ],
    rules: Annotated[Path, typer.Option(help="规则 TOML：比例、事项、日期、人数")],
    out: Annotated[Path, typer.Option(help="写到这个新文件夹")],
    number: Annotated[str, typer.Option(help="抽查编号，如 2026-003；逐次加一，不跳号")],
    at: At = "",
) -> None:
    """冻结名单和规则：之后一个字也不能改。公布 public/ 里的文件，private/ 由抽查单位保管。"""
    done = _tried(freeze_lists, pool, officers, rules, out, number, at)
    typer.echo(f"已冻结抽查 {number}：对象{done['subjects']['count']}户，人员{done['officers']['count']}人。")
    for s in done["strata"]:
        typer.echo(f"  {s['name']}：列入{s['listed']}户，不参加{s['listed'] - s['eligible']}户，从{s['eligible']}户中抽{s['take']}户。")
    _next(out, "freeze.json", f"yifa draw seal {out} --beacon … --beacon-at … --open-by …")


@app.command()
def seal(
    folder: Draw,
    beacon: Annotated[str, typer.Option(help="还没有开的信标，如“双色球 2026051”，“福彩3D 2026120,2026121,2026122”")],
    beacon_at: Annotated[str, typer.Option(help="信标的第一个结果公布的北京时间，如 2026-05-07T21:15")],
    open_by: Annotated[str, typer.Option(help="最迟公开的日期，如 2026-06-10")],
    at: At = "",
) -> None:
    """封存一个密值，指定将来的信标和公开期限。在信标公布以前请见证人签名。"""
    _tried(ceremony.seal, Folder(folder), beacon, beacon_at, open_by, at)
    typer.echo(f"已封存。密值在 {folder / 'private' / 'secret'}，请分人保管、另行备份；丢了就不能继续。")
    _next(folder, "seal.json、seal.txt", f"信标公布以后，两个人先后执行 yifa draw beacon {folder} --by 姓名 --value 结果")


@app.command()
def witness(
    sealed: Annotated[Path, typer.Argument(help="公布的 seal.json")],
    key: Annotated[Path, typer.Option(help="见证人自己的私钥文件；没有就新建一把，公钥写在旁边的 .pub")],
    name: Annotated[str, typer.Option(help="见证人的名称，如 县检察院；不能有空格")],
    at: At = "",
) -> None:
    """见证人在信标公布以前对封存签名。输出一行，抽查单位把它加在 seal.txt 末尾。"""
    try:
        line = sign(sealed, Signer.at(key, name), at)
    except (DrawError, BadNote, BadKeyFile) as error:
        _refuse(str(error))
    typer.echo(line, nl=False)


@app.command()
def beacon(
    folder: Draw,
    by: Annotated[str, typer.Option(help="录入人的姓名；两个人各录一次")],
    value: Annotated[str, typer.Option(help="公告的结果，如“03 08 12 19 25 31 + 07”，“4 0 7 / 1 1 9 / 0 3 5”")],
    at: At = "",
) -> None:
    """录入信标的结果：两个人各对照公告录一次，一致才算。"""
    done = _tried(ceremony.enter, Folder(folder), value, by, at)
    if done is None:
        typer.echo(f"“{by}”的录入已记下；请另一个人对照公告再录一次。")
        return
    typer.echo(f"两次录入一致：{done['value']}。见证签名{len(done['witnesses'])}个。")
    _next(folder, "beacon.json", f"yifa draw select {folder}")


@app.command()
def select(folder: Draw, at: At = "") -> None:
    """抽取对象，派出人员。抽中的名单在 private/ 里，检查以后才公开。"""
    done = _tried(select_all, Folder(folder), at)
    taken = sum(s["take"] for s in done["strata"])
    rows = json.loads((folder / "private" / "drawn.json").read_text(encoding="utf-8"))
    parts = Folder(folder).statement("freeze")["team"]
    short = [r[1] for r in rows if any(len(t) < p["officers"] for t, p in zip(r[3], parts, strict=True))]
    typer.echo(f"已从{done['tickets']['count']}户中抽出{taken}户，名单在 {folder / 'private' / 'drawn.json'}。")
    if short:
        typer.secho(f"有{len(short)}户派不足人（{'、'.join(short[:5])}{'…' if len(short) > 5 else ''}）：证件、事项、回避或者次数所限。", fg="yellow")
    _next(folder, "selection.json", f"上门时用 yifa draw proof {folder} 编号；查完以后用 yifa draw open {folder}")


@app.command()
def replace(
    folder: Draw,
    subject: Annotated[str, typer.Argument(help="换下的对象编号")],
    reason: Annotated[str, typer.Option(help="理由，如 已经停业")],
    by: Annotated[str, typer.Option(help="批准人")],
    at: At = "",
) -> None:
    """换下一户，同类的下一个签号替补。不重抽，其余各户不变。"""
    done = _tried(replace_one, Folder(folder), subject, reason, by, at)
    taken, n = done["detail"]["taken"], done["statement"]["seq"]
    words = f"由“{taken[1]}”替补，检查人员：{'、'.join(i for part in taken[3] for i in part) or '派不出'}" if taken else "这一类没有可以替补的了"
    typer.echo(f"“{subject}”已换下，{words}。")
    typer.echo(f"请公布 {folder / 'public' / f'replacement-{n}.json'}（不泄露是哪一户）。")


@app.command()
def proof(
    folder: Draw,
    subject: Annotated[str, typer.Argument(help="对象编号")],
    out: Annotated[Path | None, typer.Option(help="写到这个文件；不写就输出")] = None,
) -> None:
    """给一户的证明：它自己的签号和路径，看不到别家。"""
    text = canonical(_tried(firm.prove, Folder(folder), subject)) + "\n"
    if out is None:
        typer.echo(text, nl=False)
        return
    write(out, text)
    typer.echo(f"已写到 {out}；用 verify.html 或者 yifa draw verify {out} 核对。")


@app.command("open")
def open_(
    folder: Draw,
    done: Annotated[bool, typer.Option("--done", help="已经全部查完，可以早于检查的最后一天公开")] = False,
    at: At = "",
) -> None:
    """公开密值和全部记录，任何人都可以重算。"""
    opened = _tried(open_draw, Folder(folder), at, done)
    late = Folder(folder).statement("seal")["open_by"]
    typer.echo(f"已公开抽查 {opened['number']}：抽中{opened['drawn']}户，替补{opened['replaced']}次。")
    if opened["at"][:10] > late:
        typer.secho(f"公开晚于期限 {late}，核对时会显示逾期。", err=True, fg="red")
    typer.echo(f"请公布 {folder / 'public'} 里的 opening.json、record.json、verify.html。")


@app.command()
def verify(
    record: Annotated[Path, typer.Argument(help="record.json，或者一户的证明")],
    seen: Annotated[list[Path] | None, typer.Option(help="从前公布、自己保存的声明，如 seal.json；可以多次")] = None,
    witness: Annotated[list[Path] | None, typer.Option(help="见证人的公钥文件：要有它的签名；可以多次")] = None,
    as_json: Json = False,
) -> None:
    """核对一份记录或者一户的证明。全部成立退出码为 0，有一项不成立或者读不了为 1。"""
    try:
        keys = [PublicKey.parse(f.read_text(encoding="utf-8")).text for f in witness or []]
    except OSError as error:
        _refuse(f"打不开公钥文件 {error.filename}（{error.strerror}）；请核对文件名，要见证人的 .pub。")
    except (UnicodeDecodeError, BadNote):
        _refuse("见证人的公钥文件读不懂；请用见证人公布的 .pub，里面只有一行公钥。")
    checker = firm.verify_proof if _is_proof(record) else verify_record
    checks = checker(record, seen or [], keys)
    ok = all(c.ok for c in checks)
    if as_json:
        plain = [{"name": c.name, "ok": c.ok, "words": c.words} for c in checks]
        typer.echo(json.dumps({"ok": ok, "checks": plain}, ensure_ascii=False))
    else:
        typer.echo(_told(checks, bool(seen or keys)))
    if not ok:
        raise typer.Exit(1)


@app.command()
def bulk(
    folder: Draw,
    pool: Annotated[Path, typer.Argument(help="冻结时用的对象名单，CSV 或者 Parquet")],
    out: Annotated[Path | None, typer.Option(help="把抽中的写到这个新的 CSV：stratum,id,ticket")] = None,
) -> None:
    """用 DuckDB 把冻结和抽取另算一遍（千万户也行），与文件夹里的逐一比较。不一样的退出码为 1。"""
    from yifa.draw import again  # DuckDB is asked for here only

    told = _tried(again.compare, Folder(folder), pool, out)
    for same, words in told:
        typer.secho(f"{'一致' if same else '不一致'}：{words}", fg=None if same else "red", err=not same)
    if not all(same for same, _ in told):
        raise typer.Exit(1)
    if out is not None:
        typer.echo(f"已写到 {out}；抽中的在公开以前不能外传。")


@app.command("page")
def page_(out: Annotated[Path, typer.Option(help="写到这个文件，如 verify.html")]) -> None:
    """写出核对用的网页：一个文件，不连网，手机也能开。"""
    write(out, page())
    typer.echo(f"已写到 {out}。")


@app.command()
def history(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR…", help="已经公开的各次抽查的文件夹；里面有 results.csv（id,outcome）的一并统计")],
) -> None:
    """历年统计：从未抽中、抽中过多、替换、应查未查、名单失实，用精确检验；编号缺号也列出。"""
    pasts = []
    for folder in folders:
        record, results = folder / "public" / "record.json", folder / "results.csv"
        try:
            pasts.append(past(record, results if results.is_file() else None))
        except OSError as error:
            _refuse(f"打不开 {error.filename}（{error.strerror}）；只统计已经公开的抽查，要有 record.json。")
        except (BadRecord, DrawError) as error:
            _refuse(f"{record}：{error}")
        except (KeyError, IndexError, TypeError, ValueError):
            _refuse(f"{record} 的内容不合写法；请先用 yifa draw verify {record} 核对。")
    typer.echo("\n".join(told(_tried(history_of, pasts))))


def _is_proof(file: Path) -> bool:
    try:
        with file.open("rb") as source:
            return b'"format":"' + firm.FORMAT.encode() in source.read(1 << 20) or file.suffix == ".proof"
    except OSError:
        return False


def _told(checks: list[Check], compared: bool) -> str:
    wrong = sum(not c.ok for c in checks)
    lines = [str(c) for c in checks]
    lines.append(f"核对完毕，{wrong}项不成立。" if wrong else f"核对完毕，{len(checks)}项全部成立。")
    if not wrong and not compared:
        lines.append("说明：这只表明记录前后一致。是不是当初公布的那一份，用 --seen 与自己保存的声明比较，用 --witness 核对见证。")
    lines.append("说明：证明的是抽取，不是名单没有遗漏；名单是否完整，请与登记数据比较。")
    return "\n".join(lines)


def _next(folder: Path, publish: str, then: str) -> None:
    typer.echo(f"请公布 {folder / 'public'} 里的 {publish}。下一步：{then}。")


def _tried(action: Any, *args: Any) -> Any:
    try:
        return action(*args)
    except DrawError as error:
        _refuse(str(error))


def _refuse(words: str) -> NoReturn:
    typer.secho(words, err=True, fg="red")
    raise typer.Exit(1)
